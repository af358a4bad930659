use std::collections::BTreeSet;

use serde_json::Value;

/// The pages' client is generated from this file. `WEIR_BLESS=1` writes it again.
const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

#[test]
fn the_committed_document_is_the_real_one() {
    let document = serde_json::to_string_pretty(&weir_server::document()).unwrap() + "\n";
    if std::env::var_os("WEIR_BLESS").is_some() {
        std::fs::write(COMMITTED, &document).unwrap();
    }
    let committed = std::fs::read_to_string(COMMITTED).unwrap_or_default();
    assert!(
        committed == document,
        "openapi.json is out of date: run this test with WEIR_BLESS=1 and commit the file"
    );
}

/// Path, method and operation of every operation.
pub(crate) fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        item.as_object()
            .unwrap()
            .iter()
            .map(move |(method, operation)| (path.clone(), method.clone(), operation.clone()))
    });
    all.collect()
}

#[test]
fn every_operation_is_described() {
    let document = weir_server::document();
    let mut ids = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap();
        assert!(ids.insert(id.to_owned()), "{id} twice");
        assert!(
            operation["summary"].as_str().is_some_and(|text| !text.is_empty()),
            "{method} {path} says nothing"
        );
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(
                parameter["description"].is_string(),
                "{method} {path}: {} says nothing",
                parameter["name"]
            );
        }
        assert!(
            operation["responses"]["500"]["content"].is_object(),
            "{method} {path}"
        );
    }
}

#[test]
fn every_field_is_described() {
    let document = weir_server::document();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let described = property["description"].is_string()
                || property["$ref"].is_string()
                || property["oneOf"].is_array();
            assert!(described, "{name}.{field} says nothing");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn references(node: &Value, found: &mut BTreeSet<String>) {
        match node {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|field| references(field, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = weir_server::document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in found {
        assert!(
            document.pointer(reference.trim_start_matches('#')).is_some(),
            "{reference}"
        );
    }
}
