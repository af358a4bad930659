//! Every document in the recordings becomes its row, field by field.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use weir_connect::{Read, Scope, read};
use weir_connectors::bitbucket::dc::records;
use weir_model::{Batch, Cell, Row, Time};

use crate::expected::{Expected, boolean, filled, has, int, text};
use crate::upstream;

/// One kind of document: how it is told from others, how we read it, what its row must hold.
struct Kind {
    table: &'static str,
    is: fn(&Value) -> bool,
    read: Read,
    expected: fn(&Value) -> Expected,
}

const SCOPE: Scope<'static> = Scope {
    id: "1",
    name: "PRJ/my-repo",
};

const KINDS: &[Kind] = &[
    Kind {
        table: "pull_requests",
        is: |value| {
            has(
                value,
                &["id", "fromRef", "toRef", "state", "createdDate", "updatedDate"],
            )
        },
        read: read::<records::PullRequest>,
        expected: pull_request,
    },
    Kind {
        table: "repositories",
        is: |value| has(value, &["slug", "id", "project"]) && value["project"]["key"].is_string(),
        read: read::<records::Repository>,
        expected: repository,
    },
    Kind {
        table: "users",
        is: |value| has(value, &["slug", "displayName", "active", "name"]),
        read: read::<records::Account>,
        expected: user,
    },
];

fn time(value: &Value) -> Cell {
    match value {
        Value::Number(number) => Cell::Time(Time(number.as_i64().unwrap() * 1000)),
        Value::String(text) => Cell::Time(Time::parse(text).unwrap()),
        _ => Cell::Null,
    }
}

fn kind(value: &Value) -> Cell {
    match value.as_str() {
        Some("NORMAL") => Cell::Text("person".to_owned()),
        Some("SERVICE") => Cell::Text("bot".to_owned()),
        _ => Cell::Null,
    }
}

/// Members that the recordings lack are empty cells.
fn page(of: &Value) -> Cell {
    text(&of["links"]["self"][0]["href"])
}

fn branch(side: &Value) -> Cell {
    let shown = side["displayId"].as_str();
    let name = shown.or_else(|| side["id"].as_str()?.strip_prefix("refs/heads/"));
    name.map_or(Cell::Null, |name| Cell::Text(name.to_owned()))
}

fn pull_request(of: &Value) -> Expected {
    let state = match of["state"].as_str().unwrap() {
        "OPEN" => "open",
        "MERGED" => "merged",
        "DECLINED" => "closed",
        other => other,
    };
    let (closed, merged) = match state {
        "open" => (Cell::Null, Cell::Null),
        "merged" => (time(&of["closedDate"]), time(&of["closedDate"])),
        _ => (time(&of["closedDate"]), Cell::Null),
    };
    let commit = if state == "merged" {
        text(&of["properties"]["mergeCommit"]["id"])
    } else {
        Cell::Null
    };
    let (head, base) = (&of["fromRef"], &of["toRef"]);
    let place = &head["repository"];
    let from = match (place["project"]["key"].as_str(), place["slug"].as_str()) {
        (Some(key), Some(slug)) => Cell::Text(format!("{key}/{slug}")),
        _ => Cell::Null,
    };
    vec![
        ("id", Cell::Id(format!("pull_request/1/{}", of["id"]))),
        ("repository_id", Cell::Id("repository/1".to_owned())),
        ("number", int(&of["id"])),
        ("title", text(&of["title"])),
        ("body", filled(&of["description"])),
        ("url", page(of)),
        ("state", Cell::Text(state.to_owned())),
        ("is_draft", boolean(&of["draft"])),
        ("author_login", text(&of["author"]["user"]["name"])),
        ("author_kind", kind(&of["author"]["user"]["type"])),
        ("created_at", time(&of["createdDate"])),
        ("updated_at", time(&of["updatedDate"])),
        ("closed_at", closed),
        ("merged_at", merged),
        // Who, and how, is in the activities.
        ("merged_by_login", Cell::Null),
        ("merge_kind", Cell::Null),
        ("merge_commit_sha", commit),
        ("base_branch", branch(base)),
        ("base_sha", text(&base["latestCommit"])),
        ("head_branch", branch(head)),
        ("head_sha", text(&head["latestCommit"])),
        ("head_repository", from),
        ("additions", Cell::Null),
        ("deletions", Cell::Null),
        ("changed_files", Cell::Null),
        ("comments", int(&of["properties"]["commentCount"])),
        ("review_decision", Cell::Null),
        ("milestone", Cell::Null),
        ("labels", Cell::TextList(Vec::new())),
        ("assignees", Cell::TextList(Vec::new())),
    ]
}

fn repository(of: &Value) -> Expected {
    let (key, slug) = (
        of["project"]["key"].as_str().unwrap(),
        of["slug"].as_str().unwrap(),
    );
    let clones = of["links"]["clone"].as_array().cloned().unwrap_or_default();
    let clone = clones.iter().find(|link| link["name"] == "http");
    let clone = clone.map_or(Cell::Null, |link| {
        let href = link["href"].as_str().unwrap();
        let at = href.find('@').filter(|at| !href[8..*at].contains('/'));
        let shown = match at {
            Some(at) => format!("{}{}", &href[..href.find("://").unwrap() + 3], &href[at + 1..]),
            None => href.to_owned(),
        };
        Cell::Text(shown)
    });
    let name = match of["name"].as_str() {
        Some(name) if !name.is_empty() => name,
        _ => slug,
    };
    vec![
        ("id", Cell::Id(format!("repository/{}", of["id"]))),
        ("name", Cell::Text(name.to_owned())),
        ("full_name", Cell::Text(format!("{key}/{slug}"))),
        ("url", page(of)),
        ("clone_url", clone),
        ("default_branch", filled(&of["defaultBranch"])),
        ("description", filled(&of["description"])),
        ("language", Cell::Null),
        (
            "is_private",
            of["public"]
                .as_bool()
                .map_or(Cell::Null, |public| Cell::Bool(!public)),
        ),
        ("is_fork", Cell::Bool(of["origin"].is_object())),
        ("is_archived", boolean(&of["archived"])),
        ("created_at", Cell::Null),
        ("updated_at", Cell::Null),
        ("pushed_at", Cell::Null),
    ]
}

fn user(of: &Value) -> Expected {
    vec![
        ("id", Cell::Id(format!("user/{}", of["name"].as_str().unwrap()))),
        ("login", text(&of["name"])),
        ("name", filled(&of["displayName"])),
        ("email", filled(&of["emailAddress"])),
        ("kind", kind(&of["type"])),
        ("url", page(of)),
        ("created_at", Cell::Null),
        ("updated_at", Cell::Null),
    ]
}

#[test]
fn every_recorded_document_becomes_its_row() {
    let Some(folder) = upstream::find("bitbucket-dc/recorded") else {
        return;
    };
    let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    files(&folder, &mut |path, body| {
        documents(body, &mut |document| {
            let Some(kind) = KINDS.iter().find(|kind| (kind.is)(document)) else {
                return;
            };
            let mut batch = Batch::default();
            if let Err(error) = (kind.read)(&document.to_string(), &SCOPE, &mut batch) {
                panic!("{}: {error}: {document}", path.display());
            }
            assert!(batch.drift.is_empty(), "{}: {:?}", path.display(), batch.drift);
            let rows = batch.rows.iter().filter(|row| row.table.name == kind.table);
            let expected = (kind.expected)(document);
            let row = rows.clone().find(|row| row.cell("id") == Some(&expected[0].1));
            let row = row.unwrap_or_else(|| panic!("{}: no row of {document}", path.display()));
            let count = seen.entry(kind.table).or_default();
            count.0 += 1;
            count.1 += equal(row, &expected, path);
        });
    });
    for (table, (documents, cells)) in &seen {
        println!("{table}: {documents} documents, {cells} cells equal");
    }
    for (table, least) in [("pull_requests", 20), ("repositories", 10), ("users", 5)] {
        assert!(seen[table].0 >= least, "only {} of {table}", seen[table].0);
    }
}

fn equal(row: &Row, expected: &Expected, path: &Path) -> usize {
    for (column, cell) in expected {
        assert_eq!(
            row.cell(column),
            Some(cell),
            "{}.{column} in {}",
            row.table.name,
            path.display()
        );
    }
    assert_eq!(
        expected.len(),
        row.table.columns.len(),
        "{}: not all are compared",
        row.table.name
    );
    expected.len()
}

pub(super) fn files(folder: &Path, each: &mut impl FnMut(&Path, &Value)) {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, each);
        } else {
            // Some are contents of a repository's files.
            let body = serde_json::from_str(&upstream::text(&path)).unwrap_or(json!(null));
            each(&path, &body);
        }
    }
}

/// The document, those of a page, and what a delivery is about.
fn documents(value: &Value, each: &mut impl FnMut(&Value)) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| documents(value, each)),
        Value::Object(members) => {
            each(value);
            for name in ["values", "pullRequest", "repository", "actor"] {
                if let Some(inner) = members.get(name) {
                    documents(inner, each);
                }
            }
        }
        _ => {}
    }
}

fn file(name: &str) -> Option<Value> {
    let path = upstream::find(&format!("bitbucket-dc/recorded/cdancy-bitbucket-rest/{name}"))?;
    Some(serde_json::from_str(&upstream::text(&path)).unwrap())
}

/// Recorded activities, commits and builds, put where the engine puts them.
#[test]
fn recorded_parts_of_pull_requests_become_their_rows() {
    let Some(list) = file("pull-request-page.json") else {
        return;
    };
    let mut record = list["values"][0].clone();
    record["fromRef"]["latestCommit"] = json!("0".repeat(40));
    let mut expected = Vec::new();
    for (member, name, row) in PARTS {
        let parts = file(name).unwrap()["values"].take();
        expected.extend(parts.as_array().unwrap().iter().filter_map(row));
        record[member] = parts;
    }
    let mut batch = Batch::default();
    read::<records::PullRequest>(&record.to_string(), &SCOPE, &mut batch).unwrap();
    assert!(batch.drift.is_empty(), "{:?}", batch.drift);
    let mut cells = 0;
    for (id, wanted) in expected {
        let row = batch.rows.iter().find(|row| row.id() == id);
        let row = row.unwrap_or_else(|| panic!("no {id}"));
        for (column, cell) in wanted {
            assert_eq!(row.cell(column), Some(&cell), "{}.{column}", row.id());
            cells += 1;
        }
    }
    println!("{cells} cells equal");
    assert!(cells >= 20, "{cells}");
}

/// The id of the row that a part becomes, and what must be in it; nothing for what is no row of its own.
type Part = fn(&Value) -> Option<(String, Expected)>;

const PARTS: [(&str, &str, Part); 3] = [
    ("activities", "pull-request-activities.json", activity),
    ("commits", "pull-request-commits.json", commit),
    ("builds", "build-status.json", build),
];

fn word(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn activity(of: &Value) -> Option<(String, Expected)> {
    let by = text(&of["user"]["name"]);
    match of["action"].as_str().unwrap() {
        "APPROVED" => {
            let expected = vec![
                ("state", word("approved")),
                ("author_login", by),
                ("submitted_at", time(&of["createdDate"])),
            ];
            Some((format!("review/{}", of["id"]), expected))
        }
        "COMMENTED" => {
            let comment = &of["comment"];
            let expected = vec![
                ("author_login", by),
                ("body", text(&comment["text"])),
                ("kind", word("conversation")),
                ("created_at", time(&comment["createdDate"])),
                ("updated_at", time(&comment["updatedDate"])),
            ];
            Some((format!("comment/{}", comment["id"]), expected))
        }
        "OPENED" => None,
        other => panic!("{other} is not compared"),
    }
}

fn commit(of: &Value) -> Option<(String, Expected)> {
    let expected = vec![
        ("sha", text(&of["id"])),
        ("message", text(&of["message"])),
        ("author_email", text(&of["author"]["emailAddress"])),
        ("authored_at", time(&of["authorTimestamp"])),
    ];
    Some((
        format!("pull_request_commit/1/101/{}", of["id"].as_str()?),
        expected,
    ))
}

fn build(of: &Value) -> Option<(String, Expected)> {
    let result = if of["state"] == "SUCCESSFUL" {
        "success"
    } else {
        "failure"
    };
    let expected = vec![
        ("name", text(&of["name"])),
        ("status", word("done")),
        ("result", word(result)),
        ("url", text(&of["url"])),
        ("created_at", time(&of["dateAdded"])),
        ("finished_at", time(&of["dateAdded"])),
    ];
    let id = format!("pipeline_run/1/{}/{}", "0".repeat(40), of["key"].as_str()?);
    Some((id, expected))
}
