//! Bitbucket Cloud's REST API, below `/bitbucket`: <https://developer.atlassian.com/cloud/bitbucket/rest/intro/>.

mod documents;
mod fields;
mod page;
mod query;
mod routes;

use serde_json::{Value, json};

use crate::faults::FaultKind;
use crate::limits::{Bucket, Limits, Standing};
use crate::server::answer::Answer;
use crate::server::pipeline::{Done, Incoming};
use crate::server::product::Product;
use crate::server::{Shared, Token};

/// Bitbucket Cloud, below `/bitbucket`; its API is below `/bitbucket/2.0`.
pub(crate) static PRODUCT: Product = Product {
    name: "bitbucket",
    prefix: "/bitbucket",
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
    let fault = shared.faults.draw(&incoming.logged(), 0);
    let standing = match shared.meter.charge(name, Bucket::Bitbucket, 1) {
        Ok(standing) => standing,
        Err((_, standing)) => return Done::free(stated(too_many(None), &standing), fault),
    };
    let answer = match fault.and_then(replaced) {
        Some(answer) => answer,
        None => routes::answer(shared, incoming, token, fault),
    };
    Done {
        answer: stated(answer, &standing),
        bucket: Bucket::Bitbucket,
        cost: 1,
        fault,
    }
}

/// Bearer, or basic with an e-mail address and a token.
/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#authentication>
fn credential<'a>(shared: &'a Shared, incoming: &Incoming) -> Result<Option<&'a Token>, Answer> {
    shared.known(incoming.secret().as_deref()).ok_or_else(|| {
        refusal(
            401,
            "Token is invalid, expired, or not supported for this endpoint.",
        )
    })
}

fn busy(_: &Limits) -> Answer {
    too_many(None)
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#standardized-error-responses>
fn refusal(status: u16, text: &str) -> Answer {
    Answer::json(status, &json!({"type": "error", "error": {"message": text}}))
}

/// <https://support.atlassian.com/bitbucket-cloud/docs/api-request-limits/>: when it ends is not said.
fn too_many(seconds: Option<u64>) -> Answer {
    let answer = refusal(429, "Rate limit for this resource has been exceeded");
    match seconds {
        Some(seconds) => answer.header("retry-after", seconds.to_string()),
        None => answer,
    }
}

/// What is left is never said, only that it is less than a fifth.
fn stated(answer: Answer, standing: &Standing) -> Answer {
    let near = standing.remaining() * 5 < standing.limit;
    answer
        .header("x-ratelimit-limit", standing.limit.to_string())
        .header("x-ratelimit-resource", "api-repositories")
        .header("x-ratelimit-nearlimit", near.to_string())
}

/// A token whose scopes do not reach.
fn lacks_scope(scope: &str) -> Answer {
    let body = json!({
        "type": "error",
        "error": {
            "message": "Your credentials lack one or more required privilege scopes.",
            "detail": {"granted": ["account"], "required": [scope]},
        },
    });
    Answer::json(403, &body)
}

/// The answer of a fault that replaces the request's own.
fn replaced(fault: FaultKind) -> Option<Answer> {
    Some(match fault {
        FaultKind::Unauthorized => refusal(
            401,
            "Token is invalid, expired, or not supported for this endpoint.",
        ),
        FaultKind::MissingScope => lacks_scope("repository"),
        FaultKind::NotFound => refusal(404, "Repository acme/gone not found"),
        FaultKind::TooMany { retry_after } | FaultKind::Secondary { retry_after } => too_many(retry_after),
        FaultKind::ServerError => refusal(500, "Something went wrong"),
        FaultKind::BadGateway | FaultKind::LargePages { .. } => Answer {
            status: 502,
            headers: vec![("content-type", "text/html".to_owned())],
            body: bytes::Bytes::from_static(b"<!DOCTYPE html><title>502 Bad Gateway</title>"),
        },
        _ => return None,
    })
}

/// A UUID of a thing that has a number elsewhere.
fn uuid(kind: u32, id: u64) -> String {
    format!("{{{kind:08x}-0000-4000-8000-{id:012x}}}")
}

/// The text as Bitbucket writes times: with an offset.
fn at(text: &str) -> Value {
    match text.strip_suffix('Z') {
        Some(moment) => json!(format!("{moment}+00:00")),
        None => json!(text),
    }
}

/// The same where there may be none.
fn at_or_null(value: &Value) -> Value {
    value.as_str().map_or(Value::Null, at)
}
