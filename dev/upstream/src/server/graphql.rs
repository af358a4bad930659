use serde_json::{Value, json};

use super::answer::Answer;
use super::pipeline::{Done, Incoming, refused, replaced};
use super::{Shared, Token};
use crate::faults::FaultKind;
use crate::graphql::{Answering, Quota, Request, execute, prepare, without_values};
use crate::limits::{Bucket, Refusal};
use crate::rest::message;

/// Answers a GraphQL request.
pub(super) fn answer(shared: &Shared, incoming: &Incoming, token: Option<&Token>) -> Done {
    let Ok(request) = serde_json::from_slice::<Request>(&incoming.body) else {
        let body = message(400, "Problems parsing JSON");
        return Done::free(Answer::json(400, &body), None);
    };
    let name = token.map(|token| token.value.as_str()).unwrap_or_default();
    let prepared = match prepare(&request, &shared.missing) {
        Ok(prepared) => prepared,
        Err(body) => {
            let standing = shared.meter.standing(name, Bucket::Graphql);
            return Done::free(Answer::json(200, &body).standing(&standing), None);
        }
    };
    let price = prepared.price;
    let fault = shared
        .faults
        .draw("/graphql", price.page * price.connections.max(1));
    let cost = if price.dry_run { 0 } else { price.cost };
    let standing = match shared.meter.charge(name, Bucket::Graphql, cost) {
        Ok(standing) => standing,
        Err((Refusal::Primary, standing)) => {
            // GraphQL answers 200 when its points are used up.
            let body = json!({"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded for user ID 1001."}]});
            return Done::free(Answer::json(200, &body).standing(&standing), fault);
        }
        Err((refusal, standing)) => return Done::free(refused(shared, refusal, &standing), fault),
    };
    let answer = if let Some(answer) = fault.and_then(replaced) {
        answer
    } else {
        let quota = Quota {
            limit: standing.limit,
            remaining: standing.remaining(),
            used: standing.used,
            reset: standing.reset,
        };
        let world = shared.world();
        let answering = Answering {
            world: &world,
            quota,
            repeat_cursor: fault == Some(FaultKind::RepeatedCursor),
            lacks: token.map(|token| token.lacks.as_slice()).unwrap_or_default(),
        };
        let mut body = execute(&prepared, &answering);
        without_values(&request.query, &shared.missing, &mut body);
        Answer::json(200, &spoil(body, fault))
    };
    let mut answer = answer
        .standing(&standing)
        .header("x-github-media-type", "github.v4; format=json");
    if let Some(token) = token {
        answer = answer.header("x-oauth-scopes", token.scopes.join(", "));
    }
    Done {
        answer,
        bucket: Bucket::Graphql,
        cost,
        fault,
    }
}

/// Data in which something is missing, and the errors that say so.
pub(crate) fn spoil(mut body: Value, fault: Option<FaultKind>) -> Value {
    let error = match fault {
        Some(FaultKind::PartialData) => json!({
            "message": "Something went wrong while executing your query. Please include the request id when reporting this issue.",
        }),
        Some(FaultKind::ResourceLimits { .. }) => json!({
            "type": "RESOURCE_LIMITS_EXCEEDED",
            "message": "Resource limits for this query exceeded.",
        }),
        _ => return body,
    };
    let mut path = Vec::new();
    blank(&mut body["data"], &mut path);
    let mut error = error;
    error["path"] = json!(path);
    body["errors"] = json!([error]);
    body
}

/// Makes the last node of the first list null; gives its path.
fn blank(value: &mut Value, path: &mut Vec<Value>) -> bool {
    match value {
        Value::Object(map) => map.iter_mut().any(|(key, value)| {
            path.push(json!(key));
            if blank(value, path) {
                return true;
            }
            path.pop();
            false
        }),
        Value::Array(items) => {
            let place = items.len().saturating_sub(1);
            let Some(last) = items.last_mut() else {
                return false;
            };
            *last = Value::Null;
            path.push(json!(place));
            true
        }
        _ => false,
    }
}
