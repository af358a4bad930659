//! What the `errors` of a GraphQL answer mean. GitHub answers 200 with them:
//! <https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api>.

use reqwest::header::HeaderMap;
use serde_json::Value;
use weir_connect::{Action, FetchError};
use weir_model::Time;

use super::degrade::lacks;
use super::{Call, Client, Verdict, backoff};
use crate::board::Desk;
use crate::failure::Failure;
use crate::governor::{Claim, Governor, Quota};

/// A part of an answer that the upstream left out, inside one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tolerated {
    /// Its kind, as the upstream names it.
    pub(crate) kind: String,
    /// Name of the field, or empty when it is a whole record.
    pub(crate) field: String,
    /// Where in the answer, below `data`, as a JSON pointer.
    pub(crate) at: String,
    /// Whether the upstream says that the thing is not there, rather than that it may not be seen.
    pub(crate) missing: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    Tolerate,
    Retry,
    Shrink,
    TooMuch,
    Reset,
    NotFound,
    Forbidden,
    Fail,
    Wait,
}

pub(super) fn judge(client: &Client, call: &Call, json: Value, headers: &HeaderMap, now: Time) -> Verdict {
    let errors = json
        .get("errors")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let has_data = json.get("data").is_some_and(|data| !data.is_null());
    let worst = errors
        .iter()
        .map(|error| (meaning(error, has_data), error))
        .max_by_key(|found| found.0);
    let Some((meaning, error)) = worst else {
        if has_data {
            return Verdict::Good(json, Vec::new());
        }
        let hint = "check that the address is that of a GraphQL endpoint";
        return Verdict::Stop(Failure::malformed(&call.what, "neither data nor errors", hint));
    };
    let message = client.clean(text(error, "/message"));
    let upstream = || FetchError::Upstream {
        status: 200,
        what: call.what.clone(),
        message: message.clone(),
    };
    let failed = |action, hint: &str| Failure::new(action, upstream(), hint);
    if let Some(lacks) = lacks(errors).filter(|_| !has_data) {
        let hint = "the upstream refuses the query; its version may be too old";
        return Verdict::Lacks(failed(Action::Fail, hint), lacks);
    }
    match meaning {
        Meaning::Tolerate => {
            let tolerated = errors.iter().map(tolerated).collect();
            Verdict::Good(json, tolerated)
        }
        Meaning::Wait => {
            let reset = json
                .pointer("/data/rateLimit/resetAt")
                .and_then(Value::as_str)
                .and_then(Time::parse);
            let failure = failed(
                Action::Wait,
                "the quota is used up; the task goes on when it is refilled",
            );
            Verdict::Wait(failure, backoff::retry_after(headers, now).or(reset))
        }
        Meaning::Retry => Verdict::Retry(failed(
            Action::Retry,
            "the upstream has a fault; look at its status page",
        )),
        Meaning::Shrink => Verdict::Stop(failed(
            Action::ShrinkPage,
            "the upstream cannot answer this query in time",
        )),
        Meaning::TooMuch => {
            let hint = "the upstream does not answer so much at once";
            Verdict::Stop(failed(Action::ShrinkPage, hint).lasting())
        }
        Meaning::Reset => {
            let hint = "the upstream no longer knows the page; the list begins again";
            Verdict::Stop(failed(Action::ResetPagination, hint))
        }
        Meaning::Fail => Verdict::Stop(failed(
            Action::Fail,
            "the upstream refuses the query; its version may be too old",
        )),
        Meaning::NotFound => {
            let what = format!("{} ({message})", call.what);
            let hint = "check the name, and that the token may see it";
            Verdict::Stop(Failure::new(
                Action::NotFound,
                FetchError::NotFound { what },
                hint,
            ))
        }
        Meaning::Forbidden => {
            let permission = call.permission.to_owned();
            let error = FetchError::MissingPermission { permission, message };
            let hint = "grant the token the permission, then run again";
            Verdict::Stop(Failure::new(Action::MissingPermission, error, hint))
        }
    }
}

fn meaning(error: &Value, has_data: bool) -> Meaning {
    let kind = kind(error);
    let message = text(error, "/message").to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if has(&["could not resolve to a"]) {
        // Enterprise Server may leave out the type.
        return if inside_a_record(error) && has_data {
            Meaning::Tolerate
        } else {
            Meaning::NotFound
        };
    }
    if has(&["valid cursor"]) {
        return Meaning::Reset;
    }
    if kind == "RATE_LIMITED" || kind == "RATE_LIMIT" || has(&["rate limit"]) {
        return Meaning::Wait;
    }
    if matches!(kind, "RESOURCE_LIMITS_EXCEEDED" | "MAX_NODE_LIMIT_EXCEEDED") || has(&["resource limits"]) {
        return Meaning::TooMuch;
    }
    if kind == "TIMEOUT"
        || has(&[
            "timeout",
            "timed out",
            "something went wrong while executing your query",
        ])
    {
        return Meaning::Shrink;
    }
    if matches!(kind, "NOT_FOUND" | "FORBIDDEN" | "INSUFFICIENT_SCOPES") {
        return match kind {
            _ if inside_a_record(error) && has_data => Meaning::Tolerate,
            "NOT_FOUND" => Meaning::NotFound,
            _ => Meaning::Forbidden,
        };
    }
    if matches!(kind, "SERVICE_UNAVAILABLE" | "INTERNAL" | "INTERNAL_SERVER_ERROR") {
        return Meaning::Retry;
    }
    // Part of the page is missing for a reason that is not the record's own: a smaller page may be whole.
    if has_data && error.get("path").is_some() {
        Meaning::Shrink
    } else {
        Meaning::Fail
    }
}

fn kind(error: &Value) -> &str {
    ["/type", "/extensions/code", "/extensions/type"]
        .iter()
        .find_map(|path| error.pointer(path)?.as_str())
        .unwrap_or_default()
}

/// A position in the path, or one of our aliases, says that one entry of a list is concerned.
fn inside_a_record(error: &Value) -> bool {
    let path = error.get("path").and_then(Value::as_array);
    let alias = |path: &Vec<Value>| path.first().and_then(Value::as_str).is_some_and(is_alias);
    path.is_some_and(|path| path.iter().any(Value::is_number) || alias(path))
}

/// The names that the engine gives to questions of which it asks many at once: `r0`, `r1`, …
fn is_alias(name: &str) -> bool {
    let number = name.strip_prefix('r').unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn tolerated(error: &Value) -> Tolerated {
    let path = error.get("path").and_then(Value::as_array);
    let last = path.and_then(|path| path.last()?.as_str());
    let step = |step: &Value| match step {
        Value::String(name) => format!("/{name}"),
        other => format!("/{other}"),
    };
    let message = text(error, "/message").to_lowercase();
    Tolerated {
        at: path
            .map(|path| path.iter().map(step).collect())
            .unwrap_or_default(),
        missing: kind(error) == "NOT_FOUND" || message.contains("could not resolve to a"),
        kind: kind(error).to_owned(),
        field: last.unwrap_or_default().to_owned(),
    }
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// Follows the query's own `rateLimit` field.
pub(super) fn settle(governor: &Governor, claim: Claim, json: &Value, desk: Desk<'_>) {
    let Some(limit) = json.pointer("/data/rateLimit") else {
        return;
    };
    let number = |name: &str| limit.get(name).and_then(Value::as_u64);
    if let Some(cost) = number("cost") {
        desk.points(cost);
    }
    let reset = limit.get("resetAt").and_then(Value::as_str).and_then(Time::parse);
    if let (Some(remaining), Some(reset)) = (number("remaining"), reset)
        && let Some(limit) = number("limit").or_else(|| governor.limit(claim.bucket))
    {
        governor.state_quota(
            claim.bucket,
            Quota {
                limit: Some(limit),
                remaining,
                reset,
            },
        );
    }
}
