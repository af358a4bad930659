//! Errors in the words and shape that GitHub gives them.

use apollo_compiler::request::RequestError;
use apollo_compiler::validation::DiagnosticList;
use serde_json::{Value, json};

/// A query that is not valid.
pub(crate) fn invalid(diagnostics: &DiagnosticList) -> Value {
    let mut errors: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let error = diagnostic.to_json();
            json!({"message": worded(&error.message), "locations": error.locations, "path": ["query"]})
        })
        .collect();
    errors.sort_by_key(|error| {
        !error["message"]
            .as_str()
            .is_some_and(|message| message.starts_with("Field "))
    });
    json!({ "errors": errors })
}

/// "type `T` does not have a field `f`" as GitHub says it.
fn worded(message: &str) -> String {
    match message.split('`').collect::<Vec<_>>().as_slice() {
        ["type ", kind, " does not have a field ", field, ..] => {
            format!("Field '{field}' doesn't exist on type '{kind}'")
        }
        _ => message.to_owned(),
    }
}

/// A request that names no operation, or a variable of the wrong type.
pub(super) fn request(error: &RequestError) -> Value {
    json!({"errors": [{"message": error.message().to_string()}]})
}

/// A query that asks for too much, or does not say how much.
pub(super) fn refused(kind: &str, path: &[String], message: &str) -> Value {
    let mut at = vec!["query".to_owned()];
    at.extend_from_slice(path);
    json!({"errors": [{"type": kind, "path": at, "message": message, "locations": [{"line": 1, "column": 1}]}]})
}

/// The answer with more errors.
pub(super) fn added(mut response: Value, errors: Vec<Value>) -> Value {
    if !errors.is_empty()
        && let Some(map) = response.as_object_mut()
    {
        let all = map.entry("errors").or_insert_with(|| json!([]));
        if let Some(all) = all.as_array_mut() {
            all.extend(errors);
        }
    }
    response
}

/// Beginnings of messages with the type that GitHub gives such errors.
const TYPES: &[(&str, &str)] = &[
    ("Could not resolve", "NOT_FOUND"),
    ("Resource not accessible", "FORBIDDEN"),
];

/// Adds the type to errors about things that do not exist or may not be seen.
pub(super) fn typed(mut response: Value) -> Value {
    let errors = response.get_mut("errors").and_then(Value::as_array_mut);
    for error in errors.into_iter().flatten() {
        let message = error["message"].as_str().unwrap_or_default();
        let message = message
            .strip_prefix("resolver error: ")
            .unwrap_or(message)
            .to_owned();
        let found = TYPES.iter().find(|(begins, _)| message.starts_with(begins));
        if let Some((_, kind)) = found {
            error["type"] = json!(kind);
        }
        error["message"] = json!(message);
    }
    response
}
