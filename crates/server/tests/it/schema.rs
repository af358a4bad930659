//! Whether answers have the form that the document promises.

use serde_json::Value;

/// What does not fit, with its place.
pub(crate) fn misfits(document: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    if let Some(path) = schema["$ref"].as_str() {
        let target = document
            .pointer(path.trim_start_matches('#'))
            .unwrap_or_else(|| panic!("no {path}"));
        return misfits(document, target, value, place);
    }
    for joined in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[joined].as_array() {
            let fits = |choice: &Value| misfits(document, choice, value, place).is_empty();
            return if choices.iter().any(fits) {
                vec![]
            } else {
                vec![format!("{place}: {value} fits no choice")]
            };
        }
    }
    if schema["allOf"].is_array() {
        return misfits(document, &merged(document, schema), value, place);
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        return vec![format!("{place}: {value} is not one of {words:?}")];
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => return vec![],
    };
    if !types.iter().any(|kind| is(kind, value)) {
        return vec![format!("{place}: {value} is no {types:?}")];
    }
    match value {
        Value::Array(items) => {
            let item =
                |(position, item)| misfits(document, &schema["items"], item, &format!("{place}[{position}]"));
            items.iter().enumerate().flat_map(item).collect()
        }
        Value::Object(fields) if schema["properties"].is_object() => {
            let required = schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            let mut wrong: Vec<String> = required
                .filter(|name| !fields.contains_key(*name))
                .map(|name| format!("{place}.{name} is missing"))
                .collect();
            for (name, field) in fields {
                match schema["properties"].get(name) {
                    Some(property) => {
                        wrong.extend(misfits(document, property, field, &format!("{place}.{name}")));
                    }
                    None => wrong.push(format!("{place}.{name} is not documented")),
                }
            }
            wrong
        }
        _ => vec![],
    }
}

/// The parts of an object as one: what is documented of it is documented in any of them.
fn merged(document: &Value, schema: &Value) -> Value {
    let part = match schema["$ref"].as_str() {
        Some(path) => document
            .pointer(path.trim_start_matches('#'))
            .unwrap_or_else(|| panic!("no {path}")),
        None => schema,
    };
    let Some(parts) = part["allOf"].as_array() else {
        return part.clone();
    };
    let (mut properties, mut required) = (serde_json::Map::new(), Vec::new());
    for one in parts.iter().map(|one| merged(document, one)) {
        properties.extend(one["properties"].as_object().cloned().unwrap_or_default());
        required.extend(one["required"].as_array().cloned().unwrap_or_default());
    }
    serde_json::json!({ "type": "object", "properties": properties, "required": required })
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("type {other}"),
    }
}
