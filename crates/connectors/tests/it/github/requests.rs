//! The REST requests and the answers in fixtures, checked against GitHub's published description.

use serde_json::Value;
use weir_connect::{Cursor, Page, Request};
use weir_connectors::github::CONNECTOR;

use crate::source::sources;
use crate::upstream;

struct Api(Value);

fn api(file: &str) -> Option<Api> {
    let path = upstream::find(file)?;
    Some(Api(serde_json::from_str(&upstream::text(&path)).unwrap()))
}

/// Our placeholders in the description's names.
fn described(path: &str) -> String {
    let path = path.split('?').next().unwrap();
    path.replace("/orgs/{}", "/orgs/{org}")
        .replace("/repos/{}", "/repos/{owner}/{repo}")
        .replace("{full_name}", "{owner}/{repo}")
}

impl Api {
    fn follow<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.follow(self.0.pointer(reference.trim_start_matches('#')).unwrap()),
            None => value,
        }
    }

    fn operation(&self, path: &str) -> &Value {
        let operation = &self.0["paths"][described(path)]["get"];
        assert!(operation.is_object(), "no GET {}", described(path));
        operation
    }

    fn check_query(&self, path: &str, names: &[(String, String)]) {
        let operation = self.operation(path);
        let parameters = operation["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|parameter| self.follow(parameter));
        let parameters: Vec<&Value> = parameters
            .filter(|parameter| parameter["in"] == "query")
            .collect();
        for (name, value) in names {
            let known = parameters
                .iter()
                .find(|parameter| parameter["name"] == name.as_str());
            let known = known.unwrap_or_else(|| panic!("GET {path} has no parameter `{name}`"));
            if let Some(words) = known["schema"]["enum"].as_array() {
                assert!(
                    words.contains(&Value::from(value.as_str())),
                    "GET {path}: `{name}` cannot be `{value}`"
                );
            }
        }
    }

    /// Every member of the answer is described, and of a described type.
    fn check_answer(&self, schema: &Value, value: &Value, at: &str) {
        let schema = self.follow(schema);
        for word in ["allOf", "anyOf", "oneOf"] {
            let Some(choices) = schema.get(word).and_then(Value::as_array) else {
                continue;
            };
            let choices = choices.iter().map(|choice| self.follow(choice));
            let Some(choice) = choices
                .filter(|choice| fits(choice, value))
                .max_by_key(|choice| members(choice))
            else {
                panic!("{at} is none of those described: {value}")
            };
            return self.check_answer(choice, value, at);
        }
        assert!(fits(schema, value), "{at} should not be {value}");
        match value {
            Value::Array(list) => list
                .iter()
                .for_each(|value| self.check_answer(&schema["items"], value, at)),
            Value::Object(members) => {
                let Some(properties) = schema.get("properties") else {
                    return;
                };
                for (name, value) in members {
                    let property = properties
                        .get(name)
                        .unwrap_or_else(|| panic!("{at}/{name} is not described"));
                    self.check_answer(property, value, &format!("{at}/{name}"));
                }
            }
            _ => {}
        }
    }
}

fn members(schema: &Value) -> usize {
    schema["properties"].as_object().map_or(0, serde_json::Map::len)
}

fn fits(schema: &Value, value: &Value) -> bool {
    let word = match value {
        Value::Null => {
            return schema["nullable"] == true
                || schema.get("type").is_none()
                || has(&schema["type"], "null");
        }
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    schema
        .get("type")
        .is_none_or(|ty| has(ty, word) || (word == "integer" && has(ty, "number")))
}

fn has(ty: &Value, word: &str) -> bool {
    ty == word || ty.as_array().is_some_and(|list| list.iter().any(|ty| ty == word))
}

#[test]
fn requests_are_described() {
    for file in [
        "github/spec/api.github.com.openapi.json.gz",
        "github/spec/ghes-3.19.openapi.json.gz",
    ] {
        let Some(api) = api(file) else { return };
        let mut asked = 0;
        for stream in CONNECTOR.streams {
            let Request::Rest { path, query } = stream.request else {
                continue;
            };
            let mut names: Vec<_> = query
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            if let Page::Link { size } = stream.page {
                names.push((size.0.to_owned(), size.1.to_string()));
            }
            match stream.cursor {
                Cursor::Since { param, .. } | Cursor::Windows { param, .. } => {
                    names.push((param.to_owned(), String::new()));
                }
                Cursor::FullRefresh | Cursor::StopAt { .. } | Cursor::Ancestry { .. } => {}
            }
            api.check_query(path, &names);
            asked += 1;
        }
        for check in CONNECTOR.checks {
            let query = check
                .path
                .split_once('?')
                .map_or(Vec::new(), |(_, query)| query.split('&').collect());
            let names: Vec<_> = query.iter().map(|pair| pair.split_once('=').unwrap()).collect();
            let names: Vec<_> = names
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            api.check_query(check.path, &names);
            asked += 1;
        }
        println!("{asked} requests are in {file}");
    }
}

#[test]
fn fixtures_are_described() {
    let Some(api) = api("github/spec/api.github.com.openapi.json.gz") else {
        return;
    };
    for source in sources().iter().filter(|source| source.connector.id == "github") {
        for stream in CONNECTOR
            .streams
            .iter()
            .filter(|stream| stream.name == source.name)
        {
            let Request::Rest { path, .. } = stream.request else {
                continue;
            };
            let schema = &api.operation(path)["responses"]["200"]["content"]["application/json"]["schema"];
            for (file, body) in source.bodies() {
                if body.is_array() == (api.follow(schema)["type"] == "array") {
                    api.check_answer(schema, &body, &file);
                }
            }
        }
    }
}
