//! <https://docs.github.com/rest/repos/webhooks>, <https://docs.github.com/rest/orgs/webhooks>

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Delivery, Hook};
use crate::rest::message;
use crate::server::Shared;
use crate::server::answer::Answer;
use crate::server::pipeline::Incoming;

/// Answers a path below `/repos/{owner}/{repo}/hooks` or `/orgs/{org}/hooks`; `None` when it is none.
pub(crate) fn answer(shared: &Shared, incoming: &Incoming) -> Option<Answer> {
    let (of, rest) = split(&incoming.path)?;
    let post = incoming.method == http::Method::POST;
    let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
    Some(match (parts.as_slice(), post) {
        ([], false) => {
            let hooks: Vec<Value> = shared
                .hooks
                .of(of)
                .iter()
                .map(|hook| document(incoming, hook))
                .collect();
            Answer::json(200, &json!(hooks))
        }
        ([], true) => made(shared, incoming, of),
        ([hook, "deliveries"], false) => deliveries(shared, incoming, of, hook),
        ([hook, "deliveries", delivery, "attempts"], true) => again(shared, of, hook, delivery),
        _ => not_found(),
    })
}

/// The repository or organization, and what follows `hooks`.
fn split(path: &str) -> Option<(&str, &str)> {
    let rest = path
        .strip_prefix("/repos/")
        .or_else(|| path.strip_prefix("/orgs/"))?;
    let (of, rest) = rest.split_once("/hooks")?;
    let depth = usize::from(path.starts_with("/repos/"));
    (of.matches('/').count() == depth && (rest.is_empty() || rest.starts_with('/'))).then_some((of, rest))
}

fn not_found() -> Answer {
    Answer::json(404, &message(404, "Not Found"))
}

fn document(incoming: &Incoming, hook: &Hook) -> Value {
    let (kind, of) = if hook.of.contains('/') {
        ("Repository", "repos")
    } else {
        ("Organization", "orgs")
    };
    let url = format!("{}/{of}/{}/hooks/{}", incoming.api, hook.of, hook.id);
    json!({
        "type": kind, "id": hook.id, "name": "web", "active": true, "events": ["*"],
        "config": {"url": hook.url, "content_type": "json", "insecure_ssl": "0", "secret": "********"},
        "updated_at": "2026-01-01T00:00:00Z", "created_at": "2026-01-01T00:00:00Z", "url": url,
        "test_url": format!("{url}/test"), "ping_url": format!("{url}/pings"),
        "deliveries_url": format!("{url}/deliveries"), "last_response": {"code": null, "status": "unused", "message": null},
    })
}

fn made(shared: &Shared, incoming: &Incoming, of: &str) -> Answer {
    let asked: Value = serde_json::from_slice(&incoming.body).unwrap_or_default();
    let text = |name: &str| asked["config"][name].as_str().unwrap_or_default();
    if text("url").is_empty() {
        return Answer::json(422, &message(422, "Validation Failed"));
    }
    let hook = shared.hooks.add(of, text("url"), text("secret"));
    Answer::json(201, &document(incoming, &hook))
}

fn hook(shared: &Shared, of: &str, id: &str) -> Option<Hook> {
    let id: u64 = id.parse().ok()?;
    shared.hooks.of(of).into_iter().find(|hook| hook.id == id)
}

/// Newest first; the next page is named by the delivery it begins at.
fn deliveries(shared: &Shared, incoming: &Incoming, of: &str, id: &str) -> Answer {
    let Some(hook) = hook(shared, of, id) else {
        return not_found();
    };
    let number = |name: &str| incoming.query.get(name).and_then(|text| text.parse::<u64>().ok());
    let size = usize::try_from(number("per_page").unwrap_or(30).clamp(1, 100)).unwrap_or(30);
    let from = number("cursor").unwrap_or(u64::MAX);
    let all = shared.hooks.deliveries();
    let mut newest = all
        .iter()
        .rev()
        .filter(|one| one.hook == hook.id && one.id <= from);
    let page: Vec<Value> = newest.by_ref().take(size).map(listed).collect();
    let answer = Answer::json(200, &json!(page));
    match newest.next() {
        None => answer,
        Some(next) => {
            let url = format!(
                "{}{}?per_page={size}&cursor={}",
                incoming.api, incoming.path, next.id
            );
            answer.header("link", format!("<{url}>; rel=\"next\""))
        }
    }
}

fn listed(delivery: &Delivery) -> Value {
    let status = match delivery.status {
        0 => "failed to connect to host",
        200..300 => "OK",
        _ => "Invalid HTTP Response",
    };
    json!({
        "id": delivery.id, "guid": delivery.guid, "delivered_at": crate::world::time(delivery.at),
        "redelivery": delivery.redelivery, "duration": 0.1, "status": status, "status_code": delivery.status,
        "event": delivery.event, "action": delivery.action, "installation_id": null,
        "repository_id": delivery.repository, "throttled_at": null,
    })
}

/// Accepted; it is sent a moment later.
fn again(shared: &Shared, of: &str, id: &str, delivery: &str) -> Answer {
    let (Some(hook), Ok(delivery)) = (hook(shared, of, id), delivery.parse()) else {
        return not_found();
    };
    let known = shared.hooks.deliveries();
    if !known.iter().any(|one| one.id == delivery && one.hook == hook.id) {
        return not_found();
    }
    let hooks = Arc::clone(&shared.hooks);
    tokio::spawn(async move { hooks.again(hook.id, delivery).await });
    Answer::json(202, &json!({}))
}
