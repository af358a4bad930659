use bytes::Bytes;
use serde_json::{Value, json};

use super::{Contract, Facts};
use crate::limits::Bucket;
use crate::log::{Entry, Exchange};

fn entry(path: &str, query: &str, answer: &Value) -> Entry {
    Entry {
        product: "x",
        method: "GET".to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        bucket: Bucket::Free,
        cost: 0,
        status: 200,
        fault: None,
        exchange: Some(Exchange {
            request: Bytes::new(),
            response: Bytes::from(answer.to_string()),
        }),
    }
}

fn contract() -> Contract {
    let thing = json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}});
    let answer =
        json!({"200": {"content": {"application/json": {"schema": {"type": "array", "items": thing}}}}});
    let state =
        json!({"name": "state", "in": "query", "schema": {"type": "string", "enum": ["open", "closed"]}});
    let days = json!({"name": "days", "in": "query", "schema": {"type": "integer"}});
    let document = json!({"paths": {
        "/things": {"get": {"parameters": [state, days], "responses": answer}},
        "/things/{id}": {"get": {"responses": {}}},
    }});
    let facts = Facts {
        prefix: "/api",
        common: &["page"],
        missing: &[("/others", "the vendor's page")],
        states_null: true,
    };
    Contract::new(document, facts)
}

#[test]
fn what_is_described_passes() {
    let good = json!([{"id": 1, "more": "is fine"}]);
    let report = contract().check(&[
        entry("/api/things", "state=open&days=3&page=2", &good),
        entry("/api/things/3", "", &json!({})),
        entry("/api/others", "", &json!({})),
        entry("/elsewhere", "", &json!({})),
    ]);
    assert!(report.violations.is_empty(), "{report:?}");
    assert_eq!(
        (report.requests, report.answers, report.operations.len()),
        (3, 1, 2)
    );
    assert_eq!(report.left_out["/others"], 1);
}

#[test]
fn what_is_not_described_is_told() {
    let wrong = [
        ("/api/thing", "", json!([]), "get /thing is not described"),
        (
            "/api/things",
            "colour=red",
            json!([]),
            "get /things has no parameter colour",
        ),
        (
            "/api/things",
            "state=gone",
            json!([]),
            "get /things: state=gone is no word of the description",
        ),
        (
            "/api/things",
            "days=soon",
            json!([]),
            "get /things: days=soon is no integer",
        ),
        (
            "/api/things",
            "",
            json!([{}]),
            "get /things, the answer: [].id is absent",
        ),
        (
            "/api/things",
            "",
            json!([{"id": "1"}]),
            "get /things, the answer: [].id is of the type string, not \"integer\"",
        ),
        (
            "/api/things",
            "",
            json!([{"id": null}]),
            "get /things, the answer: [].id is null",
        ),
    ];
    for (path, query, answer, told) in wrong {
        let report = contract().check(&[entry(path, query, &answer)]);
        assert_eq!(report.violations.into_iter().collect::<Vec<_>>(), [told]);
    }
}
