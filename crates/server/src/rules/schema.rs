//! The part of JSON Schema that configurations use: objects of plain fields and lists.

use serde_json::Value;

/// What is wrong with a configuration, in words.
pub(super) fn faults(schema: &Value, config: &Value) -> Vec<String> {
    let Some(fields) = config.as_object() else {
        return vec!["config must be a JSON object".to_owned()];
    };
    let empty = serde_json::Map::new();
    let properties = schema
        .get("properties")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let mut faults = Vec::new();
    for (name, value) in fields {
        match properties.get(name) {
            Some(property) => faults.extend(field(schema, name, property, value)),
            None => faults.push(unknown(name, properties)),
        }
    }
    let required = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    faults.extend(
        required
            .filter(|name| !fields.contains_key(*name))
            .map(|name| format!("config.{name} is missing")),
    );
    faults
}

fn unknown(name: &str, properties: &serde_json::Map<String, Value>) -> String {
    let known: Vec<_> = properties.keys().map(String::as_str).collect();
    format!("config has no field `{name}`; known: {}", known.join(", "))
}

fn field(root: &Value, name: &str, schema: &Value, value: &Value) -> Option<String> {
    let schema = resolve(root, schema);
    if let Some(choices) = schema.get("enum").and_then(Value::as_array)
        && !choices.contains(value)
    {
        let choices: Vec<_> = choices.iter().map(ToString::to_string).collect();
        return Some(format!("config.{name} must be one of {}", choices.join(", ")));
    }
    let types = types(schema);
    if !types.is_empty() && !types.iter().any(|kind| is(kind, value)) {
        return Some(format!(
            "config.{name} must be {}",
            types
                .iter()
                .map(|kind| word(kind))
                .collect::<Vec<_>>()
                .join(" or ")
        ));
    }
    if schema.get("format").and_then(Value::as_str) == Some("uri")
        && value.as_str().is_some_and(|text| !is_url(text))
    {
        return Some(format!(
            "config.{name} must be an address such as https://example.com"
        ));
    }
    if let (Some(minimum), Some(number)) = (schema.get("minimum").and_then(Value::as_f64), value.as_f64())
        && number < minimum
    {
        return Some(format!("config.{name} must be at least {minimum}"));
    }
    if let (Some(maximum), Some(number)) = (schema.get("maximum").and_then(Value::as_f64), value.as_f64())
        && number > maximum
    {
        return Some(format!("config.{name} must be at most {maximum}"));
    }
    if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
        let entry = |(position, value)| field(root, &format!("{name}[{position}]"), items, value);
        return values.iter().enumerate().find_map(entry);
    }
    None
}

fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    schema
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|path| root.pointer(path.trim_start_matches('#')))
        .unwrap_or(schema)
}

fn types(schema: &Value) -> Vec<&str> {
    let kinds: Vec<&str> = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        Some(kind) => kind.as_str().into_iter().collect(),
        None => Vec::new(),
    };
    kinds.into_iter().filter(|kind| *kind != "null").collect()
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn word(kind: &str) -> &str {
    match kind {
        "string" => "a text",
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        "array" => "a list",
        "object" => "an object",
        other => other,
    }
}

/// An empty address is the same as none.
fn is_url(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .is_some_and(|rest| !rest.is_empty())
}
