//! The query texts and the answers in fixtures, checked against GitHub's published schema.

use apollo_compiler::executable::{Field, Selection, SelectionSet};
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use serde_json::Value;
use weir_connect::{Aliases, RefreshBy, Request};
use weir_connectors::github::CONNECTOR;

use crate::source::sources;
use crate::upstream;

struct Query {
    name: String,
    text: &'static str,
    /// Value of `$n`, or number of `$ids`.
    size: u64,
    points: u64,
}

fn queries() -> Vec<Query> {
    let mut queries = Vec::new();
    let points = [
        ("commits", 1),
        ("pull_requests", 3),
        ("issues", 2),
        ("deployments", 1),
        ("pipeline_jobs", 16),
        ("members", 1),
        ("teams", 1),
    ];
    let points = |name: &str| points.iter().find(|(stream, _)| *stream == name).unwrap().1;
    for stream in CONNECTOR.streams {
        let mut tails = Vec::new();
        if let Request::GraphQl(query) = stream.request {
            let size = query.page_size.into();
            queries.push(Query {
                name: stream.name.to_owned(),
                text: query.text,
                size,
                points: points(stream.name),
            });
            tails.extend(query.tails.iter().map(|tail| (stream.name, tail)));
        }
        for expand in stream.expand {
            let size = expand.per_request as u64;
            queries.push(Query {
                name: expand.stream.to_owned(),
                text: expand.text,
                size,
                points: points(expand.stream),
            });
            tails.extend(expand.tails.iter().map(|tail| (expand.stream, tail)));
        }
        queries.extend(known(stream));
        for (stream, tail) in tails {
            queries.push(Query {
                name: format!("{stream}{}", tail.list),
                text: tail.text,
                size: 1,
                points: 1,
            });
        }
    }
    queries
}

/// What is asked for known records, and for what is still there.
fn known(stream: &weir_connect::Stream) -> Vec<Query> {
    let mut queries = Vec::new();
    match stream.refresh.map(|refresh| refresh.by) {
        Some(RefreshBy::Nodes(nodes)) => queries.push(Query {
            name: format!("{} by id", stream.name),
            text: nodes.text,
            size: nodes.per_request as u64,
            points: 1,
        }),
        Some(RefreshBy::Aliases(questions)) => queries.push(aliased(stream.name, &questions, 1)),
        _ => {}
    }
    let census = stream.census.and_then(|census| census.text());
    queries.extend(census.map(|text| Query {
        name: format!("{} census", stream.name),
        text,
        size: 100,
        points: 1,
    }));
    let changes = stream.changes.map(|probe| aliased("changes", &probe.question, 3));
    queries.extend(changes);
    queries
}

/// The text that the engine makes of a question asked many times.
fn aliased(name: &str, questions: &Aliases, points: u64) -> Query {
    let item = |n| {
        let item = questions
            .item
            .replace("$owner", "\"acme\"")
            .replace("$name", "\"api\"");
        format!("r{n}: {}", item.replace("#key", "7"))
    };
    let items: Vec<String> = (0..questions.per_request).map(item).collect();
    let text = format!(
        "query {{ {}\n{} }}\n{}",
        questions.once,
        items.join("\n"),
        questions.fragments
    );
    Query {
        name: format!("{name} by alias"),
        text: text.leak(),
        size: 1,
        points,
    }
}

fn schema() -> Option<Valid<Schema>> {
    let path = upstream::find("github/spec/schema.graphql")?;
    // GitHub publishes one administrative type with two fields of the same name: the rest is good.
    let schema = Schema::parse_and_validate(upstream::text(&path), path);
    Some(schema.unwrap_or_else(|found| {
        let errors = found.errors.to_string();
        let known =
            errors.matches("Error:").count() == errors.matches("object type `EnterpriseOwnerInfo`").count();
        assert!(known, "{errors}");
        Valid::assume_valid(found.partial)
    }))
}

fn document(schema: &Valid<Schema>, query: &Query) -> Valid<ExecutableDocument> {
    ExecutableDocument::parse_and_validate(schema, query.text, &query.name)
        .unwrap_or_else(|errors| panic!("{}:\n{errors}", query.name))
}

#[test]
fn queries_are_valid_and_cost_what_they_say() {
    let Some(schema) = schema() else { return };
    for query in queries() {
        let document = document(&schema, &query);
        let root = &document.operations.get(None).unwrap().selection_set;
        let requests = connections(&document, root, 1, query.size);
        let points = ((requests + 50) / 100).max(1);
        println!("{}: {requests} connection requests, {points} points", query.name);
        assert_eq!(points, query.points, "{}", query.name);
        let pages = query.text.matches("rateLimit").count();
        assert_eq!(pages, 1, "{}: asks what is left of the quota", query.name);
    }
}

/// GitHub's cost rule: each connection is one request for each of its parents.
/// <https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api>
fn connections(document: &ExecutableDocument, set: &SelectionSet, parents: u64, n: u64) -> u64 {
    set.selections
        .iter()
        .map(|selection| in_selection(document, selection, parents, n))
        .sum()
}

fn in_selection(document: &ExecutableDocument, selection: &Selection, parents: u64, n: u64) -> u64 {
    let field = match selection {
        Selection::Field(field) => field,
        Selection::InlineFragment(fragment) => {
            return connections(document, &fragment.selection_set, parents, n);
        }
        Selection::FragmentSpread(spread) => {
            return connections(
                document,
                &spread.fragment_def(document).unwrap().selection_set,
                parents,
                n,
            );
        }
    };
    let own = u64::from(field.ty().inner_named_type().ends_with("Connection") && first(field, n).is_some());
    let inner = match first(field, n) {
        Some(first) => parents * first,
        None if field.name == "nodes" && field.argument_by_name("ids").is_ok() => n,
        None => parents,
    };
    own * parents + connections(document, &field.selection_set, inner, n)
}

fn first(field: &Field, n: u64) -> Option<u64> {
    let last = || field.specified_argument_by_name("last");
    let first = field.specified_argument_by_name("first").or_else(last)?;
    Some(
        first
            .as_variable()
            .map_or_else(|| u64::try_from(first.to_i32().unwrap()).unwrap(), |_| n),
    )
}

#[test]
fn pages_and_tails_ask_for_the_same() {
    let types = |text: &str| -> Vec<String> {
        let lists = text
            .split("itemTypes: [")
            .skip(1)
            .map(|part| part.split(']').next().unwrap().to_owned());
        lists.collect()
    };
    for stream in CONNECTOR.streams {
        let Request::GraphQl(query) = stream.request else {
            continue;
        };
        for tail in query.tails.iter().filter(|tail| tail.list == "/timelineItems") {
            assert_eq!(types(query.text), types(tail.text), "{}", stream.name);
        }
    }
}

#[test]
fn fixtures_are_what_the_queries_ask_for() {
    let Some(schema) = schema() else { return };
    let queries = queries();
    for source in sources().iter().filter(|source| source.connector.id == "github") {
        let Some(query) = queries.iter().find(|query| query.name == source.name) else {
            continue;
        };
        let document = document(&schema, query);
        let root = &document.operations.get(None).unwrap().selection_set;
        for (file, mut body) in source.bodies() {
            let records = body.pointer_mut(&source.pointer).and_then(Value::as_array_mut);
            for record in records.into_iter().flatten().filter_map(Value::as_object_mut) {
                // What other requests put in has documents of its own.
                record.retain(|name, _| !source.stream.attach.iter().any(|attach| attach.member == name));
            }
            compare(&schema, &document, &[root], &body["data"], &file);
        }
    }
}

/// Every member of an answer was asked for, on the type it has, and what cannot be null is there.
fn compare(schema: &Schema, document: &ExecutableDocument, sets: &[&SelectionSet], value: &Value, at: &str) {
    let members = match value {
        Value::Array(list) => {
            return list
                .iter()
                .for_each(|value| compare(schema, document, sets, value, at));
        }
        Value::Object(members) => members,
        _ => return,
    };
    let mut fields = Vec::new();
    let typename = members.get("__typename").and_then(Value::as_str);
    for set in sets {
        collect(schema, document, set, typename, &mut fields);
    }
    if typename.is_some_and(|name| schema.types.get(name).is_none()) {
        return;
    }
    for (name, value) in members {
        let inner: Vec<_> = fields
            .iter()
            .filter(|field| field.response_key().as_str() == name)
            .collect();
        assert!(!inner.is_empty(), "{at}/{name} was not asked for");
        assert!(
            !value.is_null() || !inner[0].ty().is_non_null(),
            "{at}/{name} cannot be null"
        );
        let sets: Vec<&SelectionSet> = inner.iter().map(|field| &field.selection_set).collect();
        compare(schema, document, &sets, value, &format!("{at}/{name}"));
    }
    for field in fields
        .iter()
        .filter(|field| field.ty().is_non_null() && typename.is_some())
    {
        assert!(
            members.contains_key(field.response_key().as_str()),
            "{at} lacks `{}`",
            field.response_key()
        );
    }
}

fn collect<'a>(
    schema: &Schema,
    document: &'a ExecutableDocument,
    set: &'a SelectionSet,
    typename: Option<&str>,
    fields: &mut Vec<&'a Field>,
) {
    let applies =
        |condition: &str| typename.is_none_or(|name| name == condition || schema.is_subtype(condition, name));
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => fields.push(field),
            Selection::InlineFragment(fragment) => {
                if fragment.type_condition.as_ref().is_none_or(|name| applies(name)) {
                    collect(schema, document, &fragment.selection_set, typename, fields);
                }
            }
            Selection::FragmentSpread(spread) => {
                let fragment = spread.fragment_def(document).unwrap();
                if applies(fragment.type_condition()) {
                    collect(schema, document, &fragment.selection_set, typename, fields);
                }
            }
        }
    }
}
