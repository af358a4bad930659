use serde_json::{Value, json};

use super::schema::faults;

fn schema() -> Value {
    json!({
        "type": "object",
        "properties": {
            "url": {"type": ["string", "null"], "format": "uri"},
            "repositories": {"type": "array", "items": {"type": "string"}},
            "depth": {"type": "integer", "minimum": 1},
            "mode": {"$ref": "#/$defs/Mode"},
            "fetch_issues": {"type": "boolean"}
        },
        "required": ["repositories"],
        "$defs": {"Mode": {"type": "string", "enum": ["fast", "full"]}}
    })
}

#[test]
fn a_configuration_that_fits_has_no_faults() {
    let config = json!({"url": "https://example.com", "repositories": ["a/b"], "depth": 3, "mode": "fast"});
    assert_eq!(faults(&schema(), &config), Vec::<String>::new());
}

#[test]
fn faults_name_the_field_and_what_is_expected() {
    let mut said = Vec::new();
    for config in [
        json!([]),
        json!({}),
        json!({"repositories": "a/b"}),
        json!({"repositories": ["a/b", 7]}),
        json!({"repositories": [], "url": "example.com"}),
        json!({"repositories": [], "depth": 0}),
        json!({"repositories": [], "depth": 1.5}),
        json!({"repositories": [], "mode": "slow"}),
        json!({"repositories": [], "fetch_issues": "yes"}),
        json!({"repositories": [], "colour": "red"}),
    ] {
        said.extend(faults(&schema(), &config));
    }
    insta::assert_snapshot!(said.join("\n"));
}
