use serde_json::{Value, json};

use super::classify::Kind;
use crate::world::API;

/// What GraphQL must answer and old recordings do not hold: kind, key, value.
const MISSING: &[(Kind, &str, Value)] = &[
    (Kind::Repository, "archived", Value::Bool(false)),
    (Kind::Repository, "disabled", Value::Bool(false)),
    (Kind::Repository, "private", Value::Bool(false)),
    (Kind::Repository, "fork", Value::Bool(false)),
    (Kind::Repository, "has_issues", Value::Bool(true)),
    (Kind::Issue, "locked", Value::Bool(false)),
    (Kind::Pull, "locked", Value::Bool(false)),
];

/// Completes a document and puts its API links under the public API's address.
pub(super) fn normalize(kind: Kind, document: &mut Value) {
    for (_, key, value) in MISSING.iter().filter(|(one, ..)| *one == kind) {
        if document[*key].is_null() {
            document[*key] = value.clone();
        }
    }
    if document["node_id"].as_str().is_none() {
        let key = document["id"].as_u64().map(|id| id.to_string());
        let key = key
            .or_else(|| document["sha"].as_str().map(str::to_owned))
            .unwrap_or_default();
        document["node_id"] = json!(format!("recorded_{}_{key}", kind.name().replace(' ', "_")));
    }
    if kind == Kind::Repository {
        for (key, value) in [
            ("visibility", json!("public")),
            ("ssh_url", json!("")),
            ("forks_count", json!(0)),
            ("stargazers_count", json!(0)),
        ] {
            if document[key].is_null() {
                document[key] = value;
            }
        }
        if document["private"] == true {
            document["visibility"] = json!("private");
        }
    }
    links(document);
}

/// Recordings of other hosts, `https://host/api/v3/…`, as of the public API.
fn links(value: &mut Value) {
    match value {
        Value::Object(map) => map.iter_mut().for_each(|(key, value)| match value {
            Value::String(text) if key == "url" || key.ends_with("_url") => {
                if let Some((_, rest)) = text.split_once("/api/v3/") {
                    *text = format!("{API}/{rest}");
                }
            }
            other => links(other),
        }),
        Value::Array(items) => items.iter_mut().for_each(links),
        _ => {}
    }
}
