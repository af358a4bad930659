use std::cell::LazyCell;

use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde_json::Value;
use weir_connect::{Action, ErrorRule, FetchError, When};
use weir_model::Time;

use super::transport::{Broken, Received};
use super::{Call, Client, Verdict, backoff, graphql, host};
use crate::failure::Failure;

/// Text of an answer that rules look at.
const LOOKED_AT: usize = 64 << 10;

/// What to do when there is no answer.
pub(super) fn broken(client: &Client, call: &Call, broken: Broken) -> Verdict {
    let unreachable = |message: String| FetchError::Unreachable {
        host: host(&call.url),
        message: client.clean(&message),
    };
    let retry =
        |message: String, hint: &str| Verdict::Retry(Failure::new(Action::Retry, unreachable(message), hint));
    match broken {
        Broken::Timeout if call.body.is_some() => {
            let error = unreachable("no answer in time".to_owned());
            let hint = "the upstream is slow; try again later";
            Verdict::Stop(Failure::new(Action::ShrinkPage, error, hint).lasting())
        }
        Broken::Timeout => retry(
            "no answer in time".to_owned(),
            "the upstream is slow; try again later",
        ),
        Broken::Connect(cause) => retry(cause, "check the address, and that this machine may reach it"),
        Broken::Cut(cause) => retry(
            format!("the connection broke ({cause})"),
            "the network between here and the upstream is unstable, or a proxy cuts long answers",
        ),
        Broken::TooLarge(cap) => Verdict::Stop(Failure::malformed(
            &call.what,
            format!("larger than {} MiB", cap >> 20),
            "check that the address is that of the API",
        )),
        Broken::SignIn(status) => Verdict::Stop(sign_in(status)),
        Broken::Redirect(message) => Verdict::Stop(Failure::malformed(
            &call.what,
            client.clean(&message),
            "enter the address of the API as it is now",
        )),
    }
}

/// What to do about an answer.
pub(super) fn judge(client: &Client, call: &Call, answer: &Received, now: Time) -> Verdict {
    if answer.status == super::NOT_MODIFIED && call.validator.is_some() {
        return Verdict::Unchanged;
    }
    // Some upstreams refuse in answers that look good: as nobody in particular, or with a permission denied inside.
    let rule = match first(client.connector.errors, answer) {
        Some(rule) => rule,
        None if (200..300).contains(&answer.status) => return usable(client, call, answer, now),
        None => usual_rule(answer),
    };
    // Too large a page shows as a gateway's failure (GitHub gives up after ten seconds), whatever the table says.
    let too_large = call.body.is_some() && matches!(answer.status, 502 | 504);
    let action = match rule.action {
        Action::Retry if too_large => Action::ShrinkPage,
        Action::ShrinkPage if call.body.is_none() => Action::Retry,
        action => action,
    };
    let failure = Failure::new(
        action,
        error(client, call, answer, action),
        hint(answer, rule.hint),
    );
    match action {
        Action::Retry => Verdict::Retry(failure),
        Action::Wait => Verdict::Wait(failure, backoff::retry_after(&answer.headers, now)),
        _ => Verdict::Stop(failure),
    }
}

/// The upstream shows its sign-in page instead of answering.
fn sign_in(status: u16) -> Failure {
    let message = "it asks to sign in".to_owned();
    let hint = "make a new token and re-authenticate the integration";
    Failure::new(
        Action::Unauthorized,
        FetchError::Unauthorized { status, message },
        hint,
    )
}

/// Whether a good status hides that the credential was not accepted: Azure DevOps answers 203 with a web page, Jira
/// Data Center answers as to a stranger.
/// <https://confluence.atlassian.com/jirakb/how-to-log-in-to-jira-rest-api-using-basic-authentication-1130734389.html>
fn is_unsigned(answer: &Received) -> bool {
    let word = |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok());
    let failed = word("x-seraph-loginreason")
        .is_some_and(|reason| reason.contains("FAILED") || reason.contains("DENIED"));
    (answer.status == 203 && is_html(answer)) || failed || word("x-ausername") == Some("anonymous")
}

fn usual_rule(answer: &Received) -> &'static ErrorRule {
    const LAST: &ErrorRule = &ErrorRule::new(
        When {
            from: 0,
            to: u16::MAX,
            body: None,
            header: None,
        },
        Action::Fail,
        "the upstream answered with an undocumented status",
    );
    first(ErrorRule::DEFAULTS, answer).unwrap_or(LAST)
}

fn first(rules: &'static [ErrorRule], answer: &Received) -> Option<&'static ErrorRule> {
    // Good answers are looked at, too: their text is read only where a rule asks for words in it.
    let text = LazyCell::new(|| {
        let seen = &answer.body[..answer.body.len().min(LOOKED_AT)];
        String::from_utf8_lossy(seen).to_lowercase()
    });
    let fits = |when: &When| {
        (when.from..=when.to).contains(&answer.status)
            && when.header.is_none_or(|(name, wanted)| {
                let value = answer.headers.get(name);
                value.is_some_and(|value| wanted.is_none_or(|wanted| value == wanted))
            })
            && when.body.is_none_or(|word| text.contains(word))
    };
    rules.iter().find(|rule| fits(&rule.when))
}

fn error(client: &Client, call: &Call, answer: &Received, action: Action) -> FetchError {
    let message = client.clean(&message(answer));
    match action {
        Action::Unauthorized => FetchError::Unauthorized {
            status: answer.status,
            message,
        },
        Action::MissingPermission => FetchError::MissingPermission {
            permission: permission(call, &answer.headers),
            message,
        },
        Action::NotFound => FetchError::NotFound {
            what: call.what.clone(),
        },
        _ => FetchError::Upstream {
            status: answer.status,
            what: call.what.clone(),
            message,
        },
    }
}

fn hint(answer: &Received, hint: &str) -> String {
    if answer.status == 404 && is_html(answer) {
        return "the answer is a web page, not an API; check the address".to_owned();
    }
    hint.to_owned()
}

/// The permission that is missing: what the upstream names, else what the connector says. GitHub names it in
/// <https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens>.
fn permission(call: &Call, headers: &HeaderMap) -> String {
    if !call.permission.is_empty() {
        return call.permission.to_owned();
    }
    let named = ["x-accepted-github-permissions", "x-accepted-oauth-scopes"];
    let stated = named.iter().find_map(|name| headers.get(*name)?.to_str().ok());
    stated.unwrap_or("unknown").to_owned()
}

/// The upstream's own words.
fn message(answer: &Received) -> String {
    if is_html(answer) {
        return "a web page".to_owned();
    }
    if let Ok(json) = serde_json::from_slice::<Value>(&answer.body) {
        let paths = [
            "/message",
            "/error/message",
            "/error_description",
            "/error",
            "/errors/0/message",
            "/errorMessages/0",
        ];
        if let Some(text) = paths.iter().find_map(|path| json.pointer(path)?.as_str()) {
            return text.to_owned();
        }
    }
    let text = String::from_utf8_lossy(&answer.body[..answer.body.len().min(1000)]).into_owned();
    if text.trim().is_empty() {
        "no explanation".to_owned()
    } else {
        text
    }
}

fn is_html(answer: &Received) -> bool {
    let stated = answer
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    stated.is_some_and(|stated| stated.starts_with("text/html"))
        || answer.body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

fn usable(client: &Client, call: &Call, answer: &Received, now: Time) -> Verdict {
    if is_unsigned(answer) {
        return Verdict::Stop(sign_in(answer.status));
    }
    if is_html(answer) {
        // A proxy's page about trouble goes away; the page of a wrong address is there each time.
        return Verdict::Retry(Failure::malformed(
            &call.what,
            "a web page instead of JSON",
            "check that the address is that of the API, and that no sign-in page or proxy stands before it",
        ));
    }
    match serde_json::from_slice::<Value>(&answer.body) {
        Ok(json) if call.body.is_some() => graphql::judge(client, call, json, &answer.headers, now),
        Ok(json) => Verdict::Good(json, Vec::new()),
        Err(error) => {
            let what = if error.is_eof() {
                "the JSON is cut off"
            } else {
                "not JSON"
            };
            let message = format!("{what} ({error})");
            let hint = "the upstream or a proxy damages answers; try again, then ask its administrator";
            Verdict::Retry(Failure::malformed(&call.what, message, hint))
        }
    }
}
