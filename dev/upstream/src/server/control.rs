//! Paths beside the API, for whoever runs the simulator.

use serde_json::{Value, json};

use super::Shared;
use super::answer::Answer;
use super::pipeline::Incoming;
use crate::faults::Fault;
use crate::world::Mutation;

/// `GET log`, `DELETE log`, `GET counters`, `POST faults` (one or a list), `DELETE faults`, `POST mutate`,
/// `POST hooks` (`of`, `url`, `secret`), `GET deliveries`.
pub(super) fn answer(shared: &Shared, what: &str, incoming: &Incoming) -> Answer {
    match (incoming.method.as_str(), what) {
        ("GET", "log") => Answer::json(200, &json!(shared.log.entries())),
        ("GET", "counters") => Answer::json(200, &json!(shared.log.counters())),
        ("DELETE", "log") => {
            shared.log.clear();
            Answer::json(200, &json!({}))
        }
        ("DELETE", "faults") => {
            shared.faults.clear();
            Answer::json(200, &json!({}))
        }
        ("POST", "faults") => faults(shared, incoming),
        ("GET", "deliveries") => Answer::json(200, &deliveries(shared)),
        ("POST", "hooks") => hook(shared, incoming),
        ("POST", "mutate") => match serde_json::from_slice::<Mutation>(&incoming.body) {
            Ok(mutation) => match shared.mutate(mutation) {
                Ok(result) => Answer::json(200, &result),
                Err(why) => wrong(&why),
            },
            Err(error) => wrong(&error.to_string()),
        },
        _ => Answer::json(
            404,
            &json!({"message": "there are log, counters, faults, hooks, deliveries and mutate here"}),
        ),
    }
}

fn hook(shared: &Shared, incoming: &Incoming) -> Answer {
    let body: Value = serde_json::from_slice(&incoming.body).unwrap_or_default();
    let text = |name: &str| body[name].as_str().unwrap_or_default();
    let hook = shared.hooks.add(text("of"), text("url"), text("secret"));
    Answer::json(201, &json!({"id": hook.id}))
}

fn deliveries(shared: &Shared) -> Value {
    let all = shared.hooks.deliveries();
    all.iter()
        .map(|one| json!({"id": one.id, "guid": one.guid, "event": one.event, "status": one.status}))
        .collect()
}

fn faults(shared: &Shared, incoming: &Incoming) -> Answer {
    let body: Value = serde_json::from_slice(&incoming.body).unwrap_or_default();
    let list = if body.is_array() { body } else { json!([body]) };
    match serde_json::from_value::<Vec<Fault>>(list) {
        Ok(faults) => {
            for fault in faults {
                shared.faults.add(fault);
            }
            Answer::json(200, &json!({}))
        }
        Err(error) => wrong(&error.to_string()),
    }
}

fn wrong(why: &str) -> Answer {
    Answer::json(400, &json!({ "message": why }))
}
