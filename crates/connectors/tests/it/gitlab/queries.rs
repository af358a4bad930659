//! The query texts, checked against GitLab's published schema, and what they weigh.

use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use serde_json::json;
use weir_connect::{Ask, Request};
use weir_connectors::gitlab::CONNECTOR;
use weir_upstream::gitlab::graphql::complexity;

use crate::upstream;

/// Name and text of every query.
fn queries() -> Vec<(String, &'static str)> {
    let mut queries = Vec::new();
    for stream in CONNECTOR.streams {
        if let Request::GraphQl(query) = stream.request {
            queries.push((stream.name.to_owned(), query.text));
        }
        queries.extend(
            stream
                .census
                .and_then(|census| Some((format!("{} census", stream.name), census.text()?))),
        );
        for attach in stream.attach {
            queries.extend(attach.text().map(|text| (stream.name.to_owned(), text)));
            let tails = attach.tails().iter();
            queries.extend(tails.map(|tail| (format!("{}{}", stream.name, tail.list), tail.text)));
        }
    }
    queries
}

fn schema() -> Option<Valid<Schema>> {
    let path = upstream::find("gitlab/spec/gitlab_schema.graphql")?;
    let schema = Schema::parse_and_validate(upstream::text(&path), path);
    Some(schema.unwrap_or_else(|found| Valid::assume_valid(found.partial)))
}

#[test]
fn queries_are_valid() {
    let Some(schema) = schema() else { return };
    let queries = queries();
    assert_eq!(queries.len(), 10);
    for (name, text) in queries {
        ExecutableDocument::parse_and_validate(&schema, text, &name)
            .unwrap_or_else(|errors| panic!("{name}:\n{errors}"));
        assert!(text.len() <= 10_000, "{name} is too long for GitLab");
    }
}

/// <https://docs.gitlab.com/api/graphql/#max-query-complexity>: 250 with a credential.
#[test]
fn queries_weigh_no_more_than_allowed() {
    let ids: Vec<String> = (0..100).map(|iid| iid.to_string()).collect();
    let variables = json!({
        "full_path": "acme/web", "ids": ids, "id": "gid://gitlab/Issue/1", "iid": "1", "n": 100,
        "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z", "after": "x",
    });
    for (name, text) in queries() {
        let names: Vec<&str> = text
            .split('$')
            .skip(1)
            .map(|part| {
                part.split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next()
                    .unwrap()
            })
            .collect();
        let mut own = variables.clone();
        own.as_object_mut()
            .unwrap()
            .retain(|name, _| names.contains(&name.as_str()));
        let weight = complexity(text, &own).unwrap_or_else(|error| panic!("{name}: {error}"));
        println!("{name}: complexity {weight}");
        assert!(weight <= 250, "{name} weighs {weight}");
    }
}

#[test]
fn what_has_pages_is_followed() {
    for attach in CONNECTOR.streams.iter().flat_map(|stream| stream.attach) {
        let Some(text) = attach.text() else { continue };
        let own = usize::from(matches!(attach.ask, Ask::Span { .. }));
        assert_eq!(text.matches("pageInfo").count(), own + attach.tails().len());
    }
}
