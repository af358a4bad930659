//! Every document in the recordings becomes its row, field by field.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use weir_connect::{Read, Scope, read};
use weir_connectors::bitbucket::cloud::records;
use weir_model::{Batch, Cell, Time};

use crate::expected::{Expected, boolean, filled, has, int};
use crate::upstream;

/// One kind of document: how it is told from others, how we read it, what its row must hold.
struct Kind {
    table: &'static str,
    is: fn(&Value) -> bool,
    /// Puts a document into the record that holds it.
    within: fn(&Value) -> Value,
    read: Read,
    expected: fn(&Value) -> Expected,
}

const SCOPE: Scope<'static> = Scope {
    id: "1",
    name: "workspace/repository",
};

/// A document of Bitbucket's says what it is.
fn typed(value: &Value, kind: &str) -> bool {
    value["type"] == kind
}

/// The recorded issues are samples whose enums list all their values, so no issue is compared.
const KINDS: &[Kind] = &[
    Kind {
        table: "pull_requests",
        is: |value| {
            typed(value, "pullrequest") && has(value, &["state", "source", "created_on", "updated_on"])
        },
        within: Value::clone,
        read: read::<records::PullRequest>,
        expected: pull_request,
    },
    Kind {
        table: "repositories",
        is: |value| typed(value, "repository") && has(value, &["created_on", "links", "scm"]),
        within: Value::clone,
        read: read::<records::Repository>,
        expected: repository,
    },
    Kind {
        table: "comments",
        is: |value| typed(value, "pullrequest_comment") && has(value, &["created_on", "content", "user"]),
        within: |comment| serde_json::json!({"pull_request": {"id": 7}, "comment": comment}),
        read: read::<records::Activity>,
        expected: comment,
    },
    Kind {
        table: "pipeline_runs",
        is: |value| typed(value, "build") && has(value, &["key", "commit", "state", "created_on"]),
        within: |status| {
            serde_json::json!({
                "id": 7, "state": "OPEN", "created_on": status["created_on"], "updated_on": status["created_on"],
                "builds": [status],
            })
        },
        read: read::<records::PullRequest>,
        expected: build,
    },
];

fn time(value: &Value) -> Cell {
    let time = value.as_str().and_then(Time::parse);
    time.map_or(Cell::Null, Cell::Time)
}

fn account(value: &Value) -> Cell {
    match &value["account_id"] {
        Value::String(id) => Cell::Text(id.clone()),
        _ => value["uuid"].as_str().map_or(Cell::Null, |uuid| {
            Cell::Text(uuid.trim_matches(['{', '}']).to_owned())
        }),
    }
}

fn is(word: &str) -> Cell {
    Cell::Text(word.to_owned())
}

fn pull_request(value: &Value) -> Expected {
    let merged = value["state"] == "MERGED";
    let state = match value["state"].as_str().unwrap() {
        "OPEN" => "open",
        "MERGED" => "merged",
        _ => "closed",
    };
    let when = |there: bool, cell: Cell| if there { cell } else { Cell::Null };
    vec![
        ("number", int(&value["id"])),
        (
            "title",
            value["title"]
                .as_str()
                .map_or(Cell::Null, |title| Cell::Text(title.to_owned())),
        ),
        ("body", filled(&value["description"])),
        ("state", is(state)),
        ("is_draft", boolean(&value["draft"])),
        ("url", filled(&value["links"]["html"]["href"])),
        ("author_login", account(&value["author"])),
        ("created_at", time(&value["created_on"])),
        ("updated_at", time(&value["updated_on"])),
        ("merged_by_login", when(merged, account(&value["closed_by"]))),
        (
            "merge_commit_sha",
            when(merged, filled(&value["merge_commit"]["hash"])),
        ),
        ("base_branch", filled(&value["destination"]["branch"]["name"])),
        ("base_sha", filled(&value["destination"]["commit"]["hash"])),
        ("head_branch", filled(&value["source"]["branch"]["name"])),
        ("head_sha", filled(&value["source"]["commit"]["hash"])),
        (
            "head_repository",
            filled(&value["source"]["repository"]["full_name"]),
        ),
        ("comments", int(&value["comment_count"])),
    ]
}

fn repository(value: &Value) -> Expected {
    vec![
        ("full_name", filled(&value["full_name"])),
        ("url", filled(&value["links"]["html"]["href"])),
        ("default_branch", filled(&value["mainbranch"]["name"])),
        ("description", filled(&value["description"])),
        ("language", filled(&value["language"])),
        ("is_private", boolean(&value["is_private"])),
        ("is_fork", Cell::Bool(value["parent"].is_object())),
        ("created_at", time(&value["created_on"])),
        ("updated_at", time(&value["updated_on"])),
    ]
}

fn comment(value: &Value) -> Expected {
    let path = filled(&value["inline"]["path"]);
    vec![
        (
            "kind",
            is(if path == Cell::Null {
                "conversation"
            } else {
                "line"
            }),
        ),
        ("path", path),
        ("body", filled(&value["content"]["raw"])),
        ("author_login", account(&value["user"])),
        ("created_at", time(&value["created_on"])),
        ("updated_at", time(&value["updated_on"])),
        ("url", filled(&value["links"]["html"]["href"])),
    ]
}

fn build(value: &Value) -> Expected {
    let (status, result) = match value["state"].as_str().unwrap() {
        "SUCCESSFUL" => ("done", is("success")),
        "FAILED" => ("done", is("failure")),
        "STOPPED" => ("done", is("cancelled")),
        _ => ("running", Cell::Null),
    };
    vec![
        ("sha", filled(&value["commit"]["hash"])),
        ("status", is(status)),
        ("result", result),
        ("url", filled(&value["url"])),
        ("created_at", time(&value["created_on"])),
        ("updated_at", time(&value["updated_on"])),
    ]
}

/// What was found.
#[derive(Default)]
struct Found {
    documents: usize,
    cells: usize,
    filled: usize,
}

fn visit(value: &Value, found: &mut BTreeMap<&'static str, Found>) {
    if let Some(kind) = KINDS.iter().find(|kind| (kind.is)(value)) {
        compare(kind, value, found.entry(kind.table).or_default());
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, found)),
        Value::Object(members) => members.values().for_each(|member| visit(member, found)),
        _ => {}
    }
}

fn compare(kind: &Kind, value: &Value, found: &mut Found) {
    // Bitbucket's own pipelines are read elsewhere, and a deleted comment is no row.
    let is_own = value["url"]
        .as_str()
        .is_some_and(|url| url.contains("/addon/pipelines/"));
    if is_own || value["deleted"] == true {
        return;
    }
    let mut batch = Batch::default();
    let document = (kind.within)(value).to_string();
    (kind.read)(&document, &SCOPE, &mut batch).unwrap_or_else(|error| panic!("{error}: {value}"));
    let rows: Vec<_> = batch
        .rows
        .iter()
        .filter(|row| row.table.name == kind.table)
        .collect();
    assert_eq!(rows.len(), 1, "{value}");
    found.documents += 1;
    for (column, wanted) in (kind.expected)(value) {
        let got = rows[0].cell(column).unwrap();
        assert_eq!(got, &wanted, "{}.{column}: {value}", kind.table);
        found.cells += 1;
        found.filled += usize::from(wanted != Cell::Null);
    }
}

fn walk(folder: &Path, files: &mut usize, found: &mut BTreeMap<&'static str, Found>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files, found);
        } else if path.extension().is_some_and(|extension| extension == "json")
            && let Ok(value) = serde_json::from_str::<Value>(&upstream::text(&path))
        {
            *files += 1;
            visit(&value, found);
        }
    }
}

#[test]
fn every_recorded_document_becomes_its_row() {
    let Some(folder) = upstream::find("bitbucket-cloud/recorded") else {
        return;
    };
    let (mut files, mut found) = (0, BTreeMap::new());
    walk(&folder, &mut files, &mut found);
    println!("{files} files");
    let mut cells = 0;
    for (table, found) in &found {
        println!(
            "{table}: {} documents, {} cells equal, {} of them filled",
            found.documents, found.cells, found.filled
        );
        cells += found.cells;
    }
    println!("{cells} cells");
    assert_eq!(found.len(), KINDS.len(), "a kind was not found at all");
    assert!(cells > 500, "{cells}");
}
