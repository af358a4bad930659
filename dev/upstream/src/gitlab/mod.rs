//! GitLab's REST and GraphQL APIs, as gitlab.com and self-managed GitLab below a sub-path answer them:
//! <https://docs.gitlab.com/api/rest/>, <https://docs.gitlab.com/api/graphql/>.

mod documents;
pub mod graphql;
mod rest;

use serde_json::{Value, json};

use crate::faults::FaultKind;
use crate::limits::{Bucket, Limits, Standing};
use crate::server::answer::Answer;
use crate::server::pipeline::{Done, Incoming};
use crate::server::product::Product;
use crate::server::{Shared, Token};
use crate::world::text;

/// GitLab, below `/gitlab`.
pub(crate) static PRODUCT: Product = Product {
    name: "gitlab",
    prefix: "/gitlab",
    answer,
    busy,
    credential,
};

fn answer(shared: &Shared, incoming: &Incoming) -> Done {
    let token = match credential(shared, incoming) {
        Ok(token) => token,
        Err(answer) => return Done::free(answer, None),
    };
    let name = token.map(|token| token.value.as_str()).unwrap_or_default();
    let weight = graphql::weight(incoming);
    let fault = shared.faults.draw(&incoming.logged(), weight);
    let standing = match shared.meter.charge(name, Bucket::Gitlab, 1) {
        Ok(standing) => standing,
        Err((_, standing)) => return Done::free(throttled(&standing), fault),
    };
    let answer = match fault.and_then(replaced) {
        Some(answer) => answer,
        None if incoming.path == "/api/graphql" => graphql::answer(shared, incoming, token, fault),
        None => rest::answer(shared, incoming, token, fault),
    };
    Done {
        answer: stated(answer, &standing),
        bucket: Bucket::Gitlab,
        cost: 1,
        fault,
    }
}

/// `PRIVATE-TOKEN`, or the secret of `authorization`.
/// <https://docs.gitlab.com/api/rest/authentication/>
fn credential<'a>(shared: &'a Shared, incoming: &Incoming) -> Result<Option<&'a Token>, Answer> {
    let own = Some(incoming.header("private-token").to_owned()).filter(|secret| !secret.is_empty());
    let secret = own.or_else(|| incoming.secret());
    shared
        .known(secret.as_deref())
        .ok_or_else(|| refusal(401, "401 Unauthorized"))
}

fn busy(_: &Limits) -> Answer {
    retry_later(Some(60))
}

/// An error's body.
fn refusal(status: u16, text: &str) -> Answer {
    Answer::json(status, &json!({ "message": text }))
}

/// <https://docs.gitlab.com/security/rate_limits/>: a text, not JSON.
fn retry_later(seconds: Option<u64>) -> Answer {
    let answer = Answer {
        status: 429,
        headers: vec![("content-type", "text/plain".to_owned())],
        body: bytes::Bytes::from_static(b"Retry later\n"),
    };
    match seconds {
        Some(seconds) => answer.header("retry-after", seconds.to_string()),
        None => answer,
    }
}

fn throttled(standing: &Standing) -> Answer {
    let seconds = (standing.reset - chrono::Utc::now()).num_seconds().max(1);
    let answer = retry_later(u64::try_from(seconds).ok());
    stated(answer, standing).header("ratelimit-resettime", standing.reset.to_rfc2822())
}

/// <https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers>
fn stated(answer: Answer, standing: &Standing) -> Answer {
    answer
        .header("ratelimit-limit", standing.limit.to_string())
        .header("ratelimit-name", standing.bucket.name())
        .header("ratelimit-observed", standing.used.to_string())
        .header("ratelimit-remaining", standing.remaining().to_string())
        .header("ratelimit-reset", standing.reset.timestamp().to_string())
}

/// The answer of a fault that replaces the request's own.
fn replaced(fault: FaultKind) -> Option<Answer> {
    Some(match fault {
        FaultKind::Unauthorized => refusal(401, "401 Unauthorized"),
        FaultKind::MissingScope => insufficient_scope(),
        FaultKind::NotFound => refusal(404, "404 Project Not Found"),
        FaultKind::TooMany { retry_after } | FaultKind::Secondary { retry_after } => retry_later(retry_after),
        FaultKind::ServerError => refusal(500, "500 Internal Server Error"),
        FaultKind::BadGateway | FaultKind::LargePages { .. } => Answer {
            status: 502,
            headers: vec![("content-type", "text/html".to_owned())],
            body: bytes::Bytes::from_static(b"<!DOCTYPE html><title>GitLab is not responding (502)</title>"),
        },
        _ => return None,
    })
}

/// A token whose scopes do not reach.
fn insufficient_scope() -> Answer {
    let body = json!({
        "error": "insufficient_scope", "scope": "api read_api",
        "error_description": "The request requires higher privileges than provided by the access token.",
    });
    Answer::json(403, &body)
}

/// Texts that differ from GitHub's: accounts of bots have no brackets.
pub(crate) fn username(login: &str) -> String {
    match login.strip_suffix("[bot]") {
        Some(name) => format!("{name}-bot"),
        None => login.to_owned(),
    }
}

/// The text as GitLab writes times: with milliseconds.
fn at(text: &str) -> Value {
    match text.strip_suffix('Z') {
        Some(seconds) if !seconds.contains('.') => json!(format!("{seconds}.000Z")),
        _ => json!(text),
    }
}

/// The same where there may be none.
fn at_or_null(value: &Value) -> Value {
    value.as_str().map_or(Value::Null, at)
}

/// A moment.
fn rest_time(text: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    text.parse().ok()
}
