//! Every REST answer fits the published description: required properties, types, enums.

use std::io::Read as _;

use serde_json::Value;
use weir_upstream::Limits;

use crate::support::{company, material, started};

/// The published description, when it is there.
fn description() -> Option<Value> {
    let path = material("github/spec/api.github.com.openapi.json.gz")?;
    let mut text = String::new();
    let file = std::fs::File::open(path).expect("a file");
    flate2::read::GzDecoder::new(file)
        .read_to_string(&mut text)
        .expect("text");
    serde_json::from_str(&text).ok()
}

struct Check<'a> {
    description: &'a Value,
    wrong: Vec<String>,
}

impl Check<'_> {
    fn resolve<'b>(&'b self, schema: &'b Value) -> &'b Value {
        match schema["$ref"]
            .as_str()
            .and_then(|pointer| self.description.pointer(pointer.trim_start_matches('#')))
        {
            Some(target) => self.resolve(target),
            None => schema,
        }
    }

    /// Whether a value fits; what does not is said by its path.
    fn problems(&self, schema: &Value, value: &Value, path: &str) -> Vec<String> {
        let schema = self.resolve(schema);
        if value.is_null() {
            let nullable = schema["nullable"] == true
                || schema.get("type").is_none() && schema.get("properties").is_none();
            let any = ["anyOf", "oneOf"].iter().any(|key| {
                schema[*key]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .any(|one| self.problems(one, value, path).is_empty())
            });
            return if nullable || any {
                Vec::new()
            } else {
                vec![format!("{path} is null")]
            };
        }
        for key in ["anyOf", "oneOf"] {
            if let Some(options) = schema[key].as_array() {
                let tried: Vec<Vec<String>> = options
                    .iter()
                    .map(|one| self.problems(one, value, path))
                    .collect();
                return tried.into_iter().min_by_key(Vec::len).unwrap_or_default();
            }
        }
        if let Some(parts) = schema["allOf"].as_array() {
            return parts
                .iter()
                .flat_map(|one| self.problems(one, value, path))
                .collect();
        }
        if let Some(words) = schema["enum"].as_array()
            && !words.contains(value)
        {
            return vec![format!("{path} is {value}, which is no word of the description")];
        }
        let fits = match schema["type"].as_str() {
            Some("string") => value.is_string(),
            Some("boolean") => value.is_boolean(),
            Some("number") => value.is_number(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some(_) => false,
            None => !value.is_object(),
        };
        match (schema["type"].as_str(), value) {
            _ if fits => Vec::new(),
            (Some("array"), Value::Array(items)) => {
                let items = items.iter().take(8);
                items
                    .flat_map(|item| self.problems(&schema["items"], item, &format!("{path}[]")))
                    .collect()
            }
            (Some("object") | None, Value::Object(map)) => {
                let required = schema["required"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str);
                let absent = required
                    .filter(|key| !map.contains_key(*key))
                    .map(|key| format!("{path}.{key} is absent"));
                let inner = map
                    .iter()
                    .filter_map(|(key, value)| Some((key, schema["properties"].get(key)?, value)));
                let inner = inner
                    .flat_map(|(key, schema, value)| self.problems(schema, value, &format!("{path}.{key}")));
                absent.chain(inner).collect()
            }
            (other, _) => vec![format!("{path} is not {}", other.unwrap_or("an object"))],
        }
    }

    fn answer(&mut self, pattern: &str, body: &Value) {
        let pointer = format!(
            "/paths/{}/get/responses/200/content/application~1json/schema",
            pattern.replace('/', "~1")
        );
        match self.description.pointer(&pointer) {
            None => self.wrong.push(format!("{pattern} is not described")),
            Some(schema) => {
                let problems = self.problems(schema, body, pattern);
                self.wrong.extend(problems);
            }
        }
    }
}

#[tokio::test]
async fn every_answer_fits_the_published_description() {
    let Some(description) = description() else { return };
    let api = started(company().limits(Limits::unlimited())).await;
    let world = api.upstream.world();
    let mut check = Check {
        description: &description,
        wrong: Vec::new(),
    };
    for name in ["acme/checkout", "acme/mobile-api"] {
        let repository = world.repository(name).expect("it is there");
        let reviewed = repository.line_comments.keys().next().expect("one").to_string();
        let deployment = repository
            .deployments
            .first()
            .map(|one| one["id"].to_string())
            .unwrap_or_default();
        let run = repository
            .runs
            .first()
            .map(|run| run["id"].to_string())
            .unwrap_or_default();
        let id = |one: Option<&Value>| one.map(|one| one["id"].to_string()).unwrap_or_default();
        let (comment, release) = (
            id(repository.line_comments().next()),
            id(repository.releases.first()),
        );
        for pattern in weir_upstream::rest_paths() {
            let path = pattern
                .replace("{comment_id}", &comment)
                .replace("{release_id}", &release)
                .replace("{milestone_number}", "1")
                .replace("{owner}/{repo}", name)
                .replace("{org}", "acme")
                .replace("{username}", "ada-brook")
                .replace("{ref}", "main")
                .replace("{pull_number}", &reviewed)
                .replace("{issue_number}", &reviewed)
                .replace("{deployment_id}", &deployment)
                .replace("{run_id}", &run);
            // Not every repository has one of each.
            if path.ends_with('/') {
                continue;
            }
            let body = api.json(&format!("{path}?state=all")).await;
            check.answer(pattern, &body);
        }
    }
    check.wrong.sort();
    check.wrong.dedup();
    assert!(check.wrong.is_empty(), "{}", check.wrong.join("\n"));
}
