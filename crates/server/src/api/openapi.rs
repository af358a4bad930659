//! The description of the API.

use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::error::Envelope;
use super::error_codes::ErrorCode;
use super::export::ExportFormat;
use super::metrics::{Included, ItemFormat};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Weir",
        description = "Connects to the tools software is built with, keeps their data as tables, and computes metrics \
                       with every number explainable. Times are RFC 3339 in UTC; `to` of a range is exclusive. Lists \
                       come as `items`, `next`, `total`: pass `next` as `after` to read on. Every refusal has the \
                       form of `Error`, and every answer the header `x-request-id`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
        version = "1"
    ),
    servers((url = "/api/v1")),
    // The words of parameters are not found by themselves.
    components(schemas(Envelope, weir_measures::Bucket, Included, ItemFormat, ExportFormat)),
    tags(
        (name = "session", description = "Health and signing in. These need no key."),
        (name = "account", description = "Settings of the account and how it is doing as a whole."),
        (name = "connectors", description = "What can be connected."),
        (name = "integrations", description = "What is connected, and how it is doing."),
        (name = "notifications", description = "Who is told of failures and recoveries."),
        (name = "projects", description = "Integrations whose numbers belong together."),
        (name = "collections", description = "Parts of a project: teams, sprints, and whatever else."),
        (name = "profiles", description = "What counts as a deployment, a failure, done, for some collections."),
        (name = "insights", description = "Pages of widgets."),
        (name = "contributors", description = "People and the accounts they are known by."),
        (name = "metrics", description = "Numbers and the items behind them."),
        (name = "tables", description = "The rows, and SQL over them."),
    )
)]
struct Description;

/// The `OpenAPI` document, complete with the refusals that every operation of a kind shares.
pub fn document() -> Value {
    let mut api = Description::openapi();
    api.merge(OpenApiRouter::into_openapi(super::protected()));
    api.merge(OpenApiRouter::into_openapi(super::public()));
    // A document of ours is always serializable; the test on the committed file would see an empty one.
    let mut document = serde_json::to_value(&api).unwrap_or_default();
    document["components"]["securitySchemes"] = json!({
        "key": { "type": "http", "scheme": "bearer", "description": "A key, where the server asks for one." },
        "cookie": { "type": "apiKey", "in": "cookie", "name": super::auth::COOKIE, "description": "Set by signing in." }
    });
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            complete(path, method, operation);
        }
    }
    open_objects(&mut document);
    document
}

/// An object of which nothing is known may hold anything; generators of clients take the bare word for an empty one.
fn open_objects(node: &mut Value) {
    match node {
        Value::Object(fields) => {
            let is_object = fields.get("type").is_some_and(|kind| match kind {
                Value::Array(kinds) => kinds.contains(&"object".into()),
                kind => kind == "object",
            });
            if is_object && !fields.contains_key("properties") && !fields.contains_key("additionalProperties")
            {
                fields.insert("additionalProperties".to_owned(), json!({}));
            }
            fields.values_mut().for_each(open_objects);
        }
        Value::Array(items) => items.iter_mut().for_each(open_objects),
        _ => {}
    }
}

fn complete(path: &str, method: &str, operation: &mut Value) {
    let public = operation["tags"][0] == "session";
    operation["security"] = if public {
        json!([])
    } else {
        json!([{"key": []}, {"cookie": []}])
    };
    let mut codes = vec![ErrorCode::ForbiddenHost, ErrorCode::Internal];
    if !public || path == "/session" && method == "post" {
        codes.push(ErrorCode::Unauthenticated);
    }
    if method != "get" {
        codes.push(ErrorCode::ForbiddenOrigin);
    }
    if path.contains('{') {
        codes.push(ErrorCode::NotFound);
    }
    let has_query = operation["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|parameter| parameter["in"] == "query");
    if has_query || operation.get("requestBody").is_some() {
        codes.extend([ErrorCode::InvalidRequest, ErrorCode::InvalidValue]);
    }
    if operation.get("requestBody").is_some() {
        codes.extend([ErrorCode::PayloadTooLarge, ErrorCode::UnsupportedMediaType]);
    }
    if path.contains("{metric}") {
        codes.push(ErrorCode::InvalidRange);
    }
    if has_query && (path.ends_with("/items") || path.ends_with("/tasks") || path == "/contributors") {
        codes.push(ErrorCode::InvalidCursor);
    }
    if path == "/query" {
        codes.extend([
            ErrorCode::InvalidQuery,
            ErrorCode::QueryTooLarge,
            ErrorCode::Timeout,
        ]);
    }
    if let Some(responses) = operation["responses"].as_object_mut() {
        for response in responses.values_mut() {
            if response.get("description").is_none() {
                response["description"] = "done".into();
            }
        }
        refusals(responses, &codes);
    }
}

/// Adds the refusals, joined where codes share a status, and gives all refusals their body.
fn refusals(responses: &mut Map<String, Value>, codes: &[ErrorCode]) {
    for code in codes {
        let said = format!("`{}`: {}", code.as_str(), code.meaning());
        let status = code.status().as_str().to_owned();
        let response = responses
            .entry(status)
            .or_insert_with(|| json!({"description": ""}));
        let before = response["description"].as_str().unwrap_or_default();
        response["description"] = if before.is_empty() {
            said.into()
        } else {
            format!("{before} {said}").into()
        };
    }
    for (status, response) in responses {
        if status.starts_with(['4', '5']) {
            response["content"] =
                json!({"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}});
        }
    }
}
