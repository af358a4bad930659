//! Whether requests are ones that a vendor's published description allows, and whether answers have its shapes.
//!
//! The simulator is ours and could agree with our own mistakes; these descriptions nobody here wrote. `OpenAPI` 2 and 3.

mod schema;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::log::Entry;

/// A published description of a REST API.
#[derive(Debug)]
pub struct Contract {
    document: Value,
    facts: Facts,
}

/// What a description does not say itself.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// What stands before its paths in the log.
    pub prefix: &'static str,
    /// Parameters that every list takes, where the description states them once and for all in words.
    pub common: &'static [&'static str],
    /// Paths that it leaves out, and parameters that it lacks, each with where they are documented:
    /// `/projects/{id}/deployments` or `/projects/{id}/pipelines?name`.
    pub missing: &'static [(&'static str, &'static str)],
    /// Whether it says of what may be `null` that it may.
    pub states_null: bool,
}

/// What was checked and what was wrong.
#[derive(Debug, Default)]
pub struct Report {
    /// Requests checked.
    pub requests: usize,
    /// Answers checked against a schema.
    pub answers: usize,
    /// Operations that they used.
    pub operations: BTreeSet<String>,
    /// Requests to paths that the description is known to leave out.
    pub left_out: BTreeMap<String, usize>,
    /// What the description does not allow.
    pub violations: BTreeSet<String>,
}

/// An operation that fits a request.
struct Found<'a> {
    pattern: &'a str,
    item: &'a Value,
    operation: &'a Value,
}

impl Contract {
    /// A description that was read.
    pub fn new(document: Value, facts: Facts) -> Self {
        Self { document, facts }
    }

    /// Checks every request below the prefix, and the answers that were recorded; git and refusals are left out.
    pub fn check(&self, entries: &[Entry]) -> Report {
        let mut report = Report::default();
        for entry in entries {
            let Some(path) = entry.path.strip_prefix(self.facts.prefix) else {
                continue;
            };
            if path.contains(".git/") || path.ends_with("/graphql") {
                continue;
            }
            report.requests += 1;
            let method = entry.method.to_lowercase();
            match self.find(&method, path) {
                Some(found) => self.one(entry, &method, &found, &mut report),
                None => match self.left_out(path) {
                    Some(pattern) => *report.left_out.entry(pattern.to_owned()).or_default() += 1,
                    None => drop(
                        report
                            .violations
                            .insert(format!("{method} {path} is not described")),
                    ),
                },
            }
        }
        report
    }

    /// The operation with the fewest placeholders.
    fn find(&self, method: &str, path: &str) -> Option<Found<'_>> {
        let paths = self.document["paths"].as_object()?;
        let fitting = paths
            .iter()
            .filter(|(pattern, item)| fits(pattern, path) && item[method].is_object());
        let (pattern, item) = fitting.min_by_key(|(pattern, _)| pattern.matches('{').count())?;
        Some(Found {
            pattern,
            item,
            operation: &item[method],
        })
    }

    fn left_out(&self, path: &str) -> Option<&'static str> {
        let mut known = self.facts.missing.iter().map(|(pattern, _)| *pattern);
        known.find(|pattern| !pattern.contains('?') && fits(pattern, path))
    }

    fn one(&self, entry: &Entry, method: &str, found: &Found<'_>, report: &mut Report) {
        let name = format!("{method} {}", found.pattern);
        report.operations.insert(name.clone());
        let given: Vec<(String, String)> = url::form_urlencoded::parse(entry.query.as_bytes())
            .into_owned()
            .collect();
        let parameters: Vec<&Value> = [&found.item["parameters"], &found.operation["parameters"]]
            .into_iter()
            .filter_map(Value::as_array)
            .flatten()
            .map(|parameter| self.resolve(parameter))
            .filter(|parameter| parameter["in"] == "query")
            .collect();
        for (key, value) in &given {
            let known = parameters
                .iter()
                .find(|parameter| parameter["name"] == key.as_str());
            match known {
                Some(known) => {
                    let schema = known.get("schema").map_or(*known, |schema| self.resolve(schema));
                    if let Some(why) = schema::unfit(schema, value) {
                        report.violations.insert(format!("{name}: {key}={value} {why}"));
                    }
                }
                None if self.facts.common.contains(&key.as_str()) || self.lacks(found.pattern, key) => {}
                None => drop(report.violations.insert(format!("{name} has no parameter {key}"))),
            }
        }
        for parameter in parameters
            .iter()
            .filter(|parameter| parameter["required"] == true)
        {
            let key = parameter["name"].as_str().unwrap_or_default();
            if given.iter().all(|(given, _)| given != key) {
                report
                    .violations
                    .insert(format!("{name} needs the parameter {key}"));
            }
        }
        self.bodies(entry, (&name, found), report);
    }

    fn lacks(&self, pattern: &str, key: &str) -> bool {
        let wanted = format!("{pattern}?{key}");
        self.facts.missing.iter().any(|(known, _)| *known == wanted)
    }

    fn bodies(&self, entry: &Entry, (name, found): (&str, &Found<'_>), report: &mut Report) {
        let Some(exchange) = &entry.exchange else { return };
        let status = entry.status.to_string();
        let sides = [
            (
                "the request",
                self.body_schema(found.operation),
                &exchange.request,
            ),
            (
                "the answer",
                self.answer_schema(found.operation, &status),
                &exchange.response,
            ),
        ];
        for (side, schema, bytes) in sides {
            let (Some(schema), Ok(body)) = (schema, serde_json::from_slice::<Value>(bytes)) else {
                continue;
            };
            report.answers += usize::from(side == "the answer");
            if side == "the request" {
                self.unknown(schema, &body, (name, found.pattern), report);
            }
            let shapes = schema::Shapes {
                document: &self.document,
                states_null: self.facts.states_null,
            };
            for problem in shapes.problems(schema, &body, "") {
                report.violations.insert(format!("{name}, {side}: {problem}"));
            }
        }
    }

    /// Members of a request that a closed description does not have.
    fn unknown(&self, schema: &Value, body: &Value, (name, pattern): (&str, &str), report: &mut Report) {
        let schema = self.resolve(schema);
        if schema["additionalProperties"] != false {
            return;
        }
        let given = body.as_object().into_iter().flatten().map(|(key, _)| key);
        for key in given.filter(|key| schema["properties"].get(key.as_str()).is_none()) {
            if !self.lacks(pattern, key) {
                report.violations.insert(format!("{name} has no member {key}"));
            }
        }
    }

    fn answer_schema<'a>(&'a self, operation: &'a Value, status: &str) -> Option<&'a Value> {
        let answer = self.resolve(operation["responses"].get(status)?);
        answer
            .get("schema")
            .or_else(|| answer["content"]["application/json"].get("schema"))
    }

    fn body_schema<'a>(&'a self, operation: &'a Value) -> Option<&'a Value> {
        let old = operation["parameters"].as_array().into_iter().flatten();
        let mut old = old.map(|parameter| self.resolve(parameter));
        let old = old
            .find(|parameter| parameter["in"] == "body")
            .and_then(|parameter| parameter.get("schema"));
        let new = self.resolve(&operation["requestBody"]);
        old.or_else(|| new["content"]["application/json"].get("schema"))
    }

    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        schema::resolve(&self.document, value)
    }
}

/// Whether a path has the segments of a pattern; `{name}` is any segment.
fn fits(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(one), Some(part)) if one == part || (one.starts_with('{') && !part.is_empty()) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests;
