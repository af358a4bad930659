//! Azure DevOps' REST API, below `/azure/{organization}`: <https://learn.microsoft.com/rest/api/azure/devops/>. The
//! company's organization is one project in it.

mod documents;
mod page;
mod routes;
mod site;

use serde_json::json;

use crate::faults::FaultKind;
use crate::limits::{Bucket, Limits, Standing};
use crate::server::answer::Answer;
use crate::server::pipeline::{Done, Incoming};
use crate::server::product::Product;
use crate::server::{Shared, Token};
use crate::world::text;

/// Azure DevOps, below `/azure`.
pub(crate) static PRODUCT: Product = Product {
    name: "azure",
    prefix: "/azure",
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
    // Who uses too much is answered all the same, only later.
    let (standing, late) = match shared.meter.charge(name, Bucket::Azure, 1) {
        Ok(standing) => (standing, false),
        Err((_, standing)) => (standing, true),
    };
    let answer = match fault.and_then(replaced) {
        Some(answer) => answer,
        None => routes::answer(shared, incoming, token),
    };
    Done {
        answer: stated(answer, &standing, late),
        bucket: Bucket::Azure,
        cost: 1,
        fault,
    }
}

/// Bearer, or basic with any user. Who is not known is shown where to sign in, with a status that looks good.
fn credential<'a>(shared: &'a Shared, incoming: &Incoming) -> Result<Option<&'a Token>, Answer> {
    shared.known(incoming.secret().as_deref()).ok_or_else(signed_out)
}

fn signed_out() -> Answer {
    Answer {
        status: 203,
        ..Answer::html()
    }
}

fn busy(_: &Limits) -> Answer {
    too_many(Some(5))
}

/// An error's body.
fn refusal(status: u16, key: &str, text: &str) -> Answer {
    let body = json!({
        "$id": "1", "innerException": null, "message": text, "typeKey": key, "errorCode": 0, "eventId": 3000,
        "typeName": format!("Microsoft.TeamFoundation.Git.Server.{key}, Microsoft.TeamFoundation.Git.Server"),
    });
    Answer::json(status, &body)
}

/// Of something that is not there, or that the credential may not see.
fn missing(repository: &str) -> Answer {
    let text = format!(
        "TF401019: The Git repository with name or identifier {repository} does not exist or you do not have \
         permissions for the operation you are attempting."
    );
    refusal(404, "GitRepositoryNotFoundException", &text)
}

/// <https://learn.microsoft.com/azure/devops/integrate/concepts/rate-limits>
fn too_many(seconds: Option<u64>) -> Answer {
    let text = "TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource \
                'Concurrency' in namespace 'User'.";
    let answer = refusal(429, "RequestBlockedException", text);
    match seconds {
        Some(seconds) => answer.header("retry-after", seconds.to_string()),
        None => answer,
    }
}

/// Headers that come only when the limit is near: a fifth is left.
fn stated(answer: Answer, standing: &Standing, late: bool) -> Answer {
    if !late && standing.remaining() * 5 >= standing.limit {
        return answer;
    }
    let answer = answer
        .header("x-ratelimit-resource", "AzureTfs/Service")
        .header("x-ratelimit-limit", standing.limit.to_string())
        .header("x-ratelimit-remaining", standing.remaining().to_string())
        .header("x-ratelimit-reset", standing.reset.timestamp().to_string());
    if !late {
        return answer;
    }
    answer
        .header("x-ratelimit-delay", "0.5")
        .header("retry-after", "1")
}

/// The answer of a fault that replaces the request's own.
fn replaced(fault: FaultKind) -> Option<Answer> {
    Some(match fault {
        FaultKind::Unauthorized => signed_out(),
        FaultKind::MissingScope => forbidden(),
        FaultKind::NotFound => missing("?"),
        FaultKind::TooMany { retry_after } | FaultKind::Secondary { retry_after } => too_many(retry_after),
        FaultKind::ServerError => refusal(500, "Exception", "An unexpected error occurred."),
        FaultKind::BadGateway | FaultKind::LargePages { .. } => Answer {
            status: 502,
            ..Answer::html()
        },
        _ => return None,
    })
}

fn forbidden() -> Answer {
    let text = "TF400813: The user is not authorized to access this resource.";
    refusal(403, "UnauthorizedRequestException", text)
}

/// The text as .NET writes times.
fn at(text: &str) -> String {
    match text.strip_suffix('Z') {
        Some(seconds) if !seconds.contains('.') => format!("{seconds}.0000001Z"),
        _ => text.to_owned(),
    }
}
