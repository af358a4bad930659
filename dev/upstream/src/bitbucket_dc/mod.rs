//! Bitbucket Data Center's REST API, below `/bitbucket-dc`:
//! <https://developer.atlassian.com/server/bitbucket/rest/v1000/>. The company's organization is one project.

mod documents;
mod page;
mod pulls;
mod routes;
mod site;

use serde_json::{Value, json};

use crate::faults::FaultKind;
use crate::limits::{Bucket, Limits, Standing};
use crate::server::answer::Answer;
use crate::server::pipeline::{Done, Incoming};
use crate::server::product::Product;
use crate::server::{Shared, Token};
use crate::world::text;

/// Bitbucket Data Center, below `/bitbucket-dc`.
pub(crate) static PRODUCT: Product = Product {
    name: "bitbucket_dc",
    prefix: "/bitbucket-dc",
    answer,
    busy,
    credential,
};

/// What differs from one installation to the next.
#[derive(Clone, Copy, Debug)]
pub struct Installation {
    /// Its version: older ones lack paths and members.
    pub version: (u32, u32),
    /// Whether lists of pull requests come by their last change rather than by their creation: it is not documented.
    pub by_change: bool,
    /// Most entries on a page of any list, where that is less than the list's own limit.
    pub page: usize,
}

impl Default for Installation {
    fn default() -> Self {
        Self {
            version: (10, 0),
            by_change: true,
            page: usize::MAX,
        }
    }
}

/// Who asks.
#[derive(Clone, Copy)]
pub(crate) enum Caller<'a> {
    /// Somebody with this credential; none where everybody is let in.
    Known(Option<&'a Token>),
    /// Nobody: sees what is public.
    Anonymous,
}

fn answer(shared: &Shared, incoming: &Incoming) -> Done {
    let caller = match caller(shared, incoming) {
        Ok(caller) => caller,
        Err(answer) => return Done::free(answer, None),
    };
    let name = match caller {
        Caller::Known(Some(token)) => token.value.as_str(),
        _ => "",
    };
    let fault = shared.faults.draw(&incoming.logged(), 0);
    let standing = match shared.meter.charge(name, Bucket::BitbucketDc, 1) {
        Ok(standing) => standing,
        Err((_, standing)) => return Done::free(stated(too_many(Some(1)), &standing), fault),
    };
    let answer = match fault.and_then(replaced) {
        Some(answer) => answer,
        None => routes::answer(shared, incoming, caller, fault),
    };
    let answer = match caller {
        Caller::Known(_) => answer.header("x-ausername", shared.world().viewer.clone()),
        Caller::Anonymous => answer,
    };
    Done {
        answer: stated(answer, &standing),
        bucket: Bucket::BitbucketDc,
        cost: 1,
        fault,
    }
}

fn caller<'a>(shared: &'a Shared, incoming: &Incoming) -> Result<Caller<'a>, Answer> {
    if incoming.header("authorization").is_empty() && !shared.tokens.is_empty() {
        return Ok(Caller::Anonymous);
    }
    credential(shared, incoming).map(Caller::Known)
}

/// Bearer, or basic with any user.
/// <https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html>
fn credential<'a>(shared: &'a Shared, incoming: &Incoming) -> Result<Option<&'a Token>, Answer> {
    shared.known(incoming.secret().as_deref()).ok_or_else(|| {
        let text = "Authentication failed. Please check your credentials and try again.";
        refusal(
            401,
            text,
            "com.atlassian.bitbucket.auth.IncorrectPasswordAuthenticationException",
        )
    })
}

fn busy(_: &Limits) -> Answer {
    too_many(Some(5))
}

/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/intro/#errors-and-validation>
pub(crate) fn refusal(status: u16, text: &str, exception: &str) -> Answer {
    let exception = Some(exception).filter(|name| !name.is_empty());
    let error = json!({"context": null, "message": text, "exceptionName": exception});
    Answer::json(status, &json!({"errors": [error]}))
}

/// What a missing permission is refused with: not with 403.
fn forbidden() -> Answer {
    let text = "You are not permitted to access this resource";
    refusal(401, text, "com.atlassian.bitbucket.AuthorisationException")
}

/// <https://confluence.atlassian.com/bitbucketserver/improving-instance-stability-with-rate-limiting-976171954.html>
fn too_many(seconds: Option<u64>) -> Answer {
    let answer = refusal(
        429,
        "You have made too many requests and have been rate limited.",
        "",
    );
    match seconds {
        Some(seconds) => answer.header("retry-after", seconds.to_string()),
        None => answer,
    }
}

/// How the bucket of tokens stands. When it is full again is not said, only how fast it fills.
fn stated(answer: Answer, standing: &Standing) -> Answer {
    answer
        .header("x-ratelimit-limit", standing.limit.to_string())
        .header("x-ratelimit-remaining", standing.remaining().to_string())
        .header("x-ratelimit-interval-seconds", "1")
        .header("x-ratelimit-fillrate", "5")
}

/// The answer of a fault that replaces the request's own.
fn replaced(fault: FaultKind) -> Option<Answer> {
    Some(match fault {
        FaultKind::Unauthorized => refusal(
            401,
            "Authentication failed. Please check your credentials and try again.",
            "com.atlassian.bitbucket.auth.IncorrectPasswordAuthenticationException",
        ),
        FaultKind::MissingScope => forbidden(),
        FaultKind::NotFound => refusal(
            404,
            "Repository ACME/gone does not exist.",
            "com.atlassian.bitbucket.repository.NoSuchRepositoryException",
        ),
        FaultKind::TooMany { retry_after } | FaultKind::Secondary { retry_after } => too_many(retry_after),
        FaultKind::ServerError => refusal(500, "An error occurred while processing the request.", ""),
        FaultKind::BadGateway | FaultKind::LargePages { .. } => Answer {
            status: 502,
            headers: vec![("content-type", "text/html".to_owned())],
            body: bytes::Bytes::from_static(b"<!DOCTYPE html><title>502 Bad Gateway</title>"),
        },
        _ => return None,
    })
}

/// Milliseconds since the epoch, as all times are written.
fn millis(at: &str) -> Value {
    let moment = at.parse::<chrono::DateTime<chrono::Utc>>();
    moment.map_or(Value::Null, |moment| json!(moment.timestamp_millis()))
}
