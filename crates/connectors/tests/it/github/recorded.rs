//! Every document in the recordings becomes its row, field by field.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use weir_connect::{Read, Scope, read};
use weir_connectors::github::rest;
use weir_model::{Batch, Row};

use super::fields;
use crate::expected::{Expected, has};
use crate::upstream;

/// One kind of document: how it is told from others, how we read it, what its row must hold.
struct Kind {
    table: &'static str,
    is: fn(&Value) -> bool,
    read: Read,
    expected: fn(&Value, &Scope<'_>) -> Expected,
}

/// In order: the first that fits decides.
const KINDS: &[Kind] = &[
    Kind {
        table: "pull_requests",
        is: |value| {
            has(value, &["number", "state", "base", "merge_commit_sha"]) && value["head"]["sha"].is_string()
        },
        read: read::<rest::PullRequest>,
        expected: fields::pull_request,
    },
    Kind {
        table: "comments",
        is: |value| has(value, &["diff_hunk", "path", "pull_request_url"]),
        read: read::<rest::ReviewComment>,
        expected: fields::review_comment,
    },
    Kind {
        table: "reviews",
        is: |value| has(value, &["pull_request_url", "state", "commit_id", "user"]),
        read: read::<rest::Review>,
        expected: fields::review,
    },
    Kind {
        table: "comments",
        is: |value| has(value, &["issue_url", "body", "created_at", "user"]),
        read: read::<rest::IssueComment>,
        expected: fields::issue_comment,
    },
    Kind {
        table: "deployment_statuses",
        is: |value| has(value, &["deployment_url", "state", "node_id"]),
        read: read::<rest::DeploymentStatus>,
        expected: fields::deployment_status,
    },
    Kind {
        table: "deployments",
        is: |value| has(value, &["statuses_url", "task", "environment", "created_at"]),
        read: read::<rest::Deployment>,
        expected: fields::deployment,
    },
    Kind {
        table: "pipeline_runs",
        is: |value| has(value, &["run_number", "workflow_id", "created_at"]),
        read: read::<rest::WorkflowRun>,
        expected: fields::workflow_run,
    },
    Kind {
        table: "pipeline_jobs",
        is: |value| has(value, &["run_id", "steps", "status"]),
        read: read::<rest::Job>,
        expected: fields::job,
    },
    Kind {
        table: "releases",
        is: |value| has(value, &["tag_name", "target_commitish", "created_at", "draft"]),
        read: read::<rest::Release>,
        expected: fields::release,
    },
    Kind {
        table: "milestones",
        is: |value| has(value, &["number", "title", "open_issues", "due_on", "created_at"]),
        read: read::<rest::Milestone>,
        expected: fields::milestone,
    },
    Kind {
        table: "issue_events",
        is: |value| {
            let link = value["url"].as_str().unwrap_or_default();
            link.contains("/issues/events/") && has(value, &["event", "created_at"])
        },
        read: read::<rest::IssueEvent>,
        expected: fields::issue_event,
    },
    Kind {
        table: "issues",
        is: |value| {
            has(value, &["number", "title", "state", "comments_url", "created_at"]) && !has(value, &["head"])
        },
        read: read::<rest::Issue>,
        expected: fields::issue,
    },
    Kind {
        table: "repositories",
        is: |value| has(value, &["full_name", "owner", "clone_url"]) && value["created_at"].is_string(),
        read: read::<rest::Repository>,
        expected: fields::repository,
    },
];

const SCOPE: Scope<'static> = Scope {
    id: "1",
    name: "owner/name",
};

#[test]
fn every_recorded_document_becomes_its_row() {
    let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut drift: BTreeMap<String, usize> = BTreeMap::new();
    for folder in ["github/recorded", "github-actions/recorded"] {
        let Some(folder) = upstream::find(folder) else {
            return;
        };
        files(&folder, &mut |path, body| {
            documents(body, &mut |document| {
                let Some(kind) = KINDS.iter().find(|kind| (kind.is)(document)) else {
                    return;
                };
                let count = seen.entry(kind.table).or_default();
                count.0 += 1;
                count.1 += check(kind, document, path, &mut drift);
            });
        });
    }
    for (table, (documents, cells)) in &seen {
        println!("{table}: {documents} documents, {cells} cells equal");
    }
    for (value, count) in &drift {
        println!("undocumented, kept as it came: {value} ({count} times)");
    }
    let least = [
        ("pull_requests", 150),
        ("reviews", 15),
        ("comments", 90),
        ("issues", 500),
        ("issue_events", 300),
    ];
    for (table, least) in least {
        assert!(seen[table].0 >= least, "only {} of {table}", seen[table].0);
    }
}

fn check(kind: &Kind, document: &Value, path: &Path, drift: &mut BTreeMap<String, usize>) -> usize {
    let mut batch = Batch::default();
    if let Err(error) = (kind.read)(&document.to_string(), &SCOPE, &mut batch) {
        panic!("{}: {error}: {document}", path.display());
    }
    for found in batch.drift {
        *drift
            .entry(format!("{} {}", found.field, found.value))
            .or_default() += 1;
    }
    let on_pull_request = |document: &Value| document["issue"]["pull_request"].is_object();
    let no_row = match kind.table {
        "issues" => document["pull_request"].is_object(),
        "issue_events" => on_pull_request(document) && batch.rows.is_empty(),
        _ => false,
    };
    if no_row {
        assert!(batch.rows.is_empty());
        return 0;
    }
    let row = &batch.rows[0];
    equal(row, &(kind.expected)(document, &SCOPE), document, path)
}

/// Compares every column of the row; those that the walk over the JSON does not name are checked elsewhere.
fn equal(row: &Row, expected: &Expected, document: &Value, path: &Path) -> usize {
    for (column, cell) in expected {
        let found = row
            .cell(column)
            .unwrap_or_else(|| panic!("{} has no column {column}", row.table.name));
        assert_eq!(
            found,
            cell,
            "{}.{column} in {}: {document}",
            row.table.name,
            path.display()
        );
    }
    let left = row
        .table
        .columns
        .iter()
        .filter(|column| expected.iter().all(|(name, _)| *name != column.name));
    let left: Vec<&str> = left.map(|column| column.name).collect();
    let events = matches!(row.table.name, "issue_events" | "pull_request_events");
    assert!(
        left.is_empty() || events,
        "{}: not compared: {left:?}",
        row.table.name
    );
    expected.len()
}

fn files(folder: &Path, each: &mut impl FnMut(&Path, &Value)) {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, each);
        } else if let Ok(body) = serde_json::from_str(&upstream::text(&path)) {
            each(&path, &body);
        }
    }
}

fn documents(value: &Value, each: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(members) => {
            each(value);
            members.values().for_each(|value| documents(value, each));
        }
        Value::Array(list) => list.iter().for_each(|value| documents(value, each)),
        _ => {}
    }
}
