//! What must hold for every connector without asking an upstream.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;
use weir_connect::{Connector, Cursor, Each, Page, Request, Stream};
use weir_connectors::ALL;
use weir_model::{Cell, table};

use crate::source::{Source, sources, streams, variant};

#[test]
fn ids_are_unique_and_found() {
    let ids: BTreeSet<&str> = ALL.iter().map(|connector| connector.id).collect();
    assert_eq!(ids.len(), ALL.len());
    for connector in ALL {
        assert_eq!(
            weir_connectors::find(connector.id).unwrap().title,
            connector.title
        );
    }
    assert!(weir_connectors::find("nothing").is_none());
}

#[test]
fn keys_and_ids_are_unique() {
    for source in sources() {
        let label = source.label();
        let mut keys = BTreeSet::new();
        let mut rows = BTreeSet::new();
        for (mapped, again) in source.mapped().into_iter().zip(source.mapped()) {
            assert_eq!(mapped.key, again.key, "{label}: the key is not stable");
            let new = keys.insert(mapped.key.id.clone()) || source.bodies().len() > 1;
            assert!(new, "{label}: two records have the key {}", mapped.key.id);
            for row in mapped.batch.rows.iter().filter(|row| row.table.name != "users") {
                let new = rows.insert((row.table.name, row.id().to_owned())) || source.bodies().len() > 1;
                assert!(
                    new,
                    "{label}: two rows of {} have the id {}",
                    row.table.name,
                    row.id()
                );
            }
        }
    }
}

#[test]
fn ids_begin_with_the_kind_of_their_row() {
    for source in sources() {
        for row in source.mapped().iter().flat_map(|mapped| &mapped.batch.rows) {
            let (kind, key) = row.id().split_once('/').unwrap();
            assert_eq!(kind, singular(row.table.name), "{}", source.label());
            assert!(!key.is_empty());
            for (column, cell) in row.table.columns.iter().zip(&row.cells).skip(1) {
                if let Cell::Id(id) = cell {
                    let kind = id.split('/').next().unwrap();
                    let known = weir_model::TABLES
                        .iter()
                        .any(|table| singular(table.name) == kind);
                    assert!(
                        known,
                        "{}: {}.{} refers to `{id}`",
                        source.label(),
                        row.table.name,
                        column.name
                    );
                }
            }
        }
    }
}

fn singular(table: &str) -> String {
    let endings = [("ies", "y"), ("ches", "ch"), ("uses", "us"), ("s", "")];
    let (plural, singular) = endings
        .iter()
        .find(|(plural, _)| table.ends_with(plural))
        .unwrap();
    format!("{}{singular}", table.strip_suffix(plural).unwrap())
}

#[test]
fn rows_that_belong_to_an_owner_carry_its_time() {
    for source in sources() {
        for mapped in source.mapped() {
            for row in &mapped.batch.rows {
                let Some(owner) = &row.table.owner else { continue };
                let Some(Cell::Id(id)) = row.cell(owner.column) else {
                    panic!("{} has no owner", row.id())
                };
                let owner_row = mapped.batch.rows.iter().find(|other| other.id() == id);
                let owner_row =
                    owner_row.unwrap_or_else(|| panic!("{} comes without its owner {id}", row.id()));
                let updated = table(owner.table).unwrap().updated.unwrap();
                assert_eq!(owner_row.time(updated), row.time("updated_at"), "{}", row.id());
            }
        }
    }
}

#[test]
fn streams_come_after_what_they_need() {
    for connector in ALL {
        let mut seen: BTreeMap<&str, &Stream> = BTreeMap::new();
        for stream in connector.streams {
            if let Each::Partition(parent) = stream.each {
                assert!(
                    seen.contains_key(parent),
                    "{}.{} comes before {parent}",
                    connector.id,
                    stream.name
                );
            }
            if let Some(first) = seen.insert(stream.name, stream) {
                let twice = match (first.each, stream.each) {
                    (Each::Config(one), Each::Config(other)) => one != other,
                    (one, other) => one != other && matches!(other, Each::Otherwise(_)),
                } || (first.variant.is_some() && first.variant != stream.variant)
                    || (first.way.is_some() && first.way != stream.way);
                assert!(twice, "{}.{}: the name is taken", connector.id, stream.name);
            }
            for expand in stream.expand {
                assert!(
                    connector.stream(expand.stream).is_none(),
                    "{}: the name is taken",
                    expand.stream
                );
            }
        }
    }
}

#[test]
fn placeholders_are_filled() {
    for (connector, stream) in streams() {
        let label = format!("{}.{}", connector.id, stream.name);
        let mut fields = fields(connector, stream);
        if let Cursor::Since { param, .. } = stream.cursor {
            fields.push(param.to_owned());
        }
        for name in wanted(stream) {
            assert!(
                fields.contains(&name),
                "{label}: nothing fills `{name}`; there are {fields:?}"
            );
        }
    }
    for connector in ALL {
        let every: BTreeSet<String> = connector
            .streams
            .iter()
            .flat_map(|stream| fields(connector, stream))
            .collect();
        for check in connector.checks {
            for name in placeholders(check.path) {
                assert!(
                    every.contains(&name),
                    "{}: nothing fills `{name}` of {}",
                    connector.id,
                    check.path
                );
            }
        }
    }
}

/// What the path or query of a stream needs.
fn wanted(stream: &Stream) -> Vec<String> {
    match stream.request {
        Request::Rest { path, query } => {
            let query = query.iter().flat_map(|(_, value)| placeholders(value));
            let query = query.map(|name| name.trim_start_matches('?').to_owned());
            placeholders(path).into_iter().chain(query).collect()
        }
        // What a setup finds is for the setup's own test.
        Request::Post(post) => placeholders(post.path),
        Request::GraphQl(query) => {
            let head = query
                .text
                .split_once("query")
                .unwrap()
                .1
                .split_once('{')
                .unwrap()
                .0;
            let names = head
                .split('$')
                .skip(1)
                .map(|part| part.split(':').next().unwrap().to_owned());
            names.filter(|name| name != "n" && name != "after").collect()
        }
        // A configuration entry is the address itself.
        Request::Git(_) if matches!(stream.each, Each::Config(_)) => vec![String::new()],
        Request::Git(_) => vec!["clone_url".to_owned()],
        Request::Pushed => Vec::new(),
    }
}

fn placeholders(path: &str) -> Vec<String> {
    path.split('{')
        .skip(1)
        .map(|part| part.split('}').next().unwrap().to_owned())
        .collect()
}

/// What can fill placeholders: the entry, the parent's partition, the configuration.
fn fields(connector: &'static Connector, stream: &Stream) -> Vec<String> {
    let mut names = config_fields(connector);
    match stream.each {
        Each::Once | Each::Otherwise(_) => {}
        Each::Config(_) => {
            let parts = ["", "entry", "owner", "name"];
            names.extend(parts.map(str::to_owned));
        }
        Each::Partition(parent) => {
            let variant = variant(connector, stream);
            let source = sources().into_iter().find(|source| {
                source.connector.id == connector.id && source.name == parent && source.variant == variant
            });
            let partition = source
                .unwrap()
                .mapped()
                .into_iter()
                .find_map(|mapped| mapped.partition);
            let partition = partition.unwrap_or_else(|| panic!("{parent} defines no partition"));
            names.extend(partition.fields.into_keys().map(str::to_owned));
        }
    }
    names
}

fn config_fields(connector: &Connector) -> Vec<String> {
    let schema = (connector.config_schema)();
    schema.as_value()["properties"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect()
}

#[test]
fn lists_are_paged() {
    for (connector, stream) in streams() {
        let label = format!("{}.{}", connector.id, stream.name);
        match stream.request {
            Request::Rest { .. } | Request::Post(_) => {
                let whole = matches!(stream.page, Page::None);
                let lists = whole && WHOLE_LISTS.contains(&(connector.id, stream.name));
                assert_eq!(
                    whole,
                    stream.single || lists,
                    "{label}: a list needs a page, one record has none"
                );
            }
            Request::GraphQl(query) => {
                let pages = query.text.matches("pageInfo").count();
                assert_eq!(
                    pages,
                    1 + query.tails.len(),
                    "{label}: each list with `pageInfo` needs its tail"
                );
                assert!((1..=100).contains(&query.page_size), "{label}");
            }
            Request::Git(_) | Request::Pushed => {}
        }
    }
}

/// Lists that the vendor does not page, by its own documentation.
const WHOLE_LISTS: &[(&str, &str)] = &[
    ("jira", "fields"),
    ("azure_devops", "repositories"),
    // On Data Center.
    ("jira", "projects"),
    ("jira", "statuses"),
    ("jira", "versions"),
];

/// What the engine itself reads from a configuration, besides what facts name.
const READ_BY_THE_ENGINE: &[(&str, &[&str])] = &[
    ("github", &["url", "count_lines"]),
    // The connector's setup reads these; its own tests say how.
    (
        "jira",
        &[
            "url",
            "deployment",
            "site",
            "projects",
            "jql",
            "exclude_fields",
            "custom_fields",
            "story_points_field",
            "sprint_field",
            "epic_field",
            "fetch_comments",
            "fetch_worklogs",
        ],
    ),
    ("gitlab", &["url", "count_lines"]),
    ("bitbucket", &["url", "deployment", "count_lines"]),
    ("azure_devops", &["url", "count_lines"]),
    ("git", &["url", "repository", "branches", "user", "count_lines"]),
];

/// Switches that people turn on: what few need and many requests cost.
const OFF_AT_FIRST: &[(&str, &str)] = &[("azure_devops", "fetch_iterations")];

#[test]
fn every_field_of_the_configuration_is_read() {
    for connector in ALL {
        let own = READ_BY_THE_ENGINE.iter().filter(|(id, _)| *id == connector.id);
        let mut read: BTreeSet<&str> = own.flat_map(|(_, fields)| fields.iter().copied()).collect();
        let mut switches = BTreeSet::new();
        for stream in connector.streams {
            switches.extend(stream.option);
            read.extend(stream.way.map(|(choice, _)| choice));
            switches.extend(stream.expand.iter().filter_map(|expand| expand.option));
            switches.extend(stream.attach.iter().filter_map(|attach| attach.option));
            if let Each::Config(list) = stream.each {
                read.insert(list);
            }
        }
        switches.extend(connector.checks.iter().filter_map(|check| check.option));
        let schema = (connector.config_schema)();
        let properties = &schema.as_value()["properties"];
        for switch in &switches {
            assert_eq!(
                properties[switch]["type"], "boolean",
                "{}: `{switch}` is no switch",
                connector.id
            );
            assert_eq!(
                properties[switch]["default"],
                !OFF_AT_FIRST.contains(&(connector.id, *switch)),
                "{}: `{switch}` is off at first",
                connector.id
            );
        }
        read.extend(switches);
        let names: Vec<String> = connector.streams.iter().flat_map(wanted).collect();
        for field in config_fields(connector) {
            let known = read.contains(field.as_str()) || names.contains(&field);
            assert!(known, "{}: nothing reads `{field}`", connector.id);
        }
    }
}

#[test]
fn every_way_to_read_can_be_chosen() {
    for connector in ALL {
        let mut ways: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (choice, value) in connector.streams.iter().filter_map(|stream| stream.way) {
            ways.entry(choice).or_default().insert(value);
        }
        let schema = (connector.config_schema)();
        for (choice, values) in ways {
            let field = &schema.as_value()["properties"][choice];
            let offered = field["enum"].as_array().unwrap();
            let offered: BTreeSet<&str> = offered.iter().filter_map(serde_json::Value::as_str).collect();
            assert_eq!(offered, values, "{}: `{choice}`", connector.id);
            assert!(
                values.contains(field["default"].as_str().unwrap()),
                "{}",
                connector.id
            );
        }
    }
}

#[test]
fn mapping_again_gives_the_same() {
    for source in sources() {
        for record in source.records() {
            let (first, second) = (source.map(&record).unwrap(), source.map(&record).unwrap());
            assert_eq!(first.batch.rows, second.batch.rows, "{}", source.label());
            assert_eq!(first.batch.drift, second.batch.drift, "{}", source.label());
        }
    }
}

#[test]
fn no_document_makes_the_mapping_panic() {
    let (mut tried, mut refused) = (0, 0);
    for source in sources() {
        for record in source.records() {
            for broken in broken(&record) {
                tried += 1;
                refused += usize::from(!survives(&source, &broken));
            }
        }
    }
    println!("{tried} broken documents, {refused} refused, none panicked");
    assert!(tried > 1000);
}

fn survives(source: &Source, record: &Value) -> bool {
    let result = catch_unwind(AssertUnwindSafe(|| source.map(record).is_ok()));
    result.unwrap_or_else(|_| panic!("{} panics on {record}", source.label()))
}

/// The document with each value in turn removed, null, or of another type.
fn broken(record: &Value) -> Vec<Value> {
    let mut paths = Vec::new();
    walk(record, String::new(), &mut paths);
    let mut all = Vec::new();
    for path in paths {
        for other in [
            Value::Null,
            Value::from(-1),
            Value::from("?"),
            Value::Array(vec![]),
            Value::Object(serde_json::Map::new()),
        ] {
            let mut broken = record.clone();
            if let Some(place) = broken.pointer_mut(&path) {
                *place = other;
            }
            all.push(broken);
        }
        let (parent, name) = path.rsplit_once('/').unwrap();
        let mut broken = record.clone();
        match broken.pointer_mut(parent) {
            Some(Value::Object(fields)) => drop(fields.remove(name)),
            Some(Value::Array(list)) => drop(list.remove(name.parse().unwrap())),
            _ => continue,
        }
        all.push(broken);
    }
    all
}

fn walk(value: &Value, path: String, paths: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| walk(value, format!("{path}/{name}"), paths)),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(at, value)| walk(value, format!("{path}/{at}"), paths)),
        _ => {}
    }
    if !path.is_empty() {
        paths.push(path);
    }
}
