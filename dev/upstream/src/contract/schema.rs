use serde_json::Value;

/// Follows references.
pub(super) fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let target = value["$ref"]
        .as_str()
        .and_then(|reference| document.pointer(reference.strip_prefix('#')?));
    target.map_or(value, |target| resolve(document, target))
}

/// Why the text of a parameter does not fit its schema.
pub(super) fn unfit(schema: &Value, text: &str) -> Option<String> {
    let wrong = match schema["type"].as_str() {
        Some("integer") => text.parse::<i64>().is_err(),
        Some("number") => text.parse::<f64>().is_err(),
        Some("boolean") => !matches!(text, "true" | "false"),
        _ => false,
    };
    if wrong {
        return Some(format!("is no {}", schema["type"].as_str().unwrap_or_default()));
    }
    let words = schema["enum"].as_array()?;
    let known = words.iter().any(|word| {
        word.as_str().map_or_else(
            || word.as_i64().is_some_and(|word| text.parse() == Ok(word)),
            |word| word == text,
        )
    });
    (!known).then(|| "is no word of the description".to_owned())
}

/// Schemas, with what the description says of `null`.
#[derive(Clone, Copy)]
pub(super) struct Shapes<'a> {
    pub(super) document: &'a Value,
    pub(super) states_null: bool,
}

impl Shapes<'_> {
    /// What does not fit, each by its path in the value.
    pub(super) fn problems(&self, schema: &Value, value: &Value, path: &str) -> Vec<String> {
        let schema = resolve(self.document, schema);
        for key in ["anyOf", "oneOf"] {
            if let Some(options) = schema[key].as_array() {
                let tried = options.iter().map(|one| self.problems(one, value, path));
                return tried.min_by_key(Vec::len).unwrap_or_default();
            }
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let parts = parts.iter();
            return parts.flat_map(|one| self.problems(one, value, path)).collect();
        }
        if value.is_null() {
            let may = !self.states_null
                || schema["nullable"] == true
                || schema.get("type").is_none()
                || has(schema, "null");
            return if may {
                Vec::new()
            } else {
                vec![format!("{path} is null")]
            };
        }
        if let Some(words) = schema["enum"].as_array()
            && !words.contains(value)
        {
            return vec![format!("{path} is {value}, which is no word of the description")];
        }
        let word = match value {
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) | Value::Null => "object",
        };
        let fits =
            schema.get("type").is_none() || has(schema, word) || (word == "integer" && has(schema, "number"));
        if !fits {
            return vec![format!("{path} is of the type {word}, not {}", schema["type"])];
        }
        match value {
            Value::Array(items) => {
                let items = items.iter();
                items
                    .flat_map(|item| self.problems(&schema["items"], item, &format!("{path}[]")))
                    .collect()
            }
            Value::Object(map) => self.members(schema, map, path),
            _ => Vec::new(),
        }
    }

    fn members(&self, schema: &Value, map: &serde_json::Map<String, Value>, path: &str) -> Vec<String> {
        let required = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        let absent = required
            .filter(|key| !map.contains_key(*key))
            .map(|key| format!("{path}.{key} is absent"));
        let known = map
            .iter()
            .filter_map(|(key, value)| Some((key, schema["properties"].get(key)?, value)));
        let inner =
            known.flat_map(|(key, schema, value)| self.problems(schema, value, &format!("{path}.{key}")));
        absent.chain(inner).collect()
    }
}

fn has(schema: &Value, word: &str) -> bool {
    let stated = &schema["type"];
    stated == word
        || stated
            .as_array()
            .is_some_and(|list| list.iter().any(|one| one == word))
}
