//! Every document in the recordings becomes its row, field by field.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use weir_connect::{Read, Scope, read};
use weir_connectors::gitlab::records;
use weir_model::{Batch, Cell, Row, Time};

use crate::expected::{Expected, boolean, filled, has, id, int, text, time};
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
    name: "group/project",
};

/// In order: the first that fits decides.
const KINDS: &[Kind] = &[
    Kind {
        table: "pull_requests",
        is: |value| {
            has(
                value,
                &[
                    "iid",
                    "source_branch",
                    "target_branch",
                    "state",
                    "created_at",
                    "updated_at",
                ],
            )
        },
        read: read::<records::MergeRequest>,
        expected: merge_request,
    },
    Kind {
        table: "pipeline_runs",
        is: |value| {
            has(value, &["sha", "ref", "status", "created_at", "id"])
                && !has(value, &["environment"])
                && !has(value, &["name", "stage"])
                && !has(value, &["author"])
        },
        read: read::<records::Pipeline>,
        expected: pipeline,
    },
    Kind {
        table: "deployments",
        is: |value| has(value, &["environment", "sha", "ref", "iid"]) && value["created_at"].is_string(),
        read: read::<records::Deployment>,
        expected: deployment,
    },
    Kind {
        table: "issues",
        is: |value| {
            let issue = has(
                value,
                &[
                    "iid",
                    "title",
                    "state",
                    "created_at",
                    "updated_at",
                    "author",
                    "labels",
                ],
            );
            issue && !has(value, &["source_branch"]) && !has(value, &["group_id"])
        },
        read: read::<records::Issue>,
        expected: issue,
    },
    Kind {
        table: "milestones",
        is: |value| {
            has(
                value,
                &["iid", "title", "due_date", "created_at", "updated_at", "state"],
            ) && !has(value, &["author"])
                && value["state"].is_string()
        },
        read: read::<records::Milestone>,
        expected: milestone,
    },
    Kind {
        table: "releases",
        is: |value| has(value, &["tag_name", "released_at"]),
        read: read::<records::Release>,
        expected: release,
    },
    Kind {
        table: "environments",
        is: |value| has(value, &["slug", "external_url", "name", "id"]),
        read: read::<records::Environment>,
        expected: environment,
    },
    Kind {
        table: "repositories",
        is: |value| has(value, &["path_with_namespace", "id", "http_url_to_repo"]),
        read: read::<records::Project>,
        expected: project,
    },
];

fn day(value: &Value) -> Cell {
    let moment = value
        .as_str()
        .map(|day| Time::parse(&format!("{day}T00:00:00Z")).unwrap());
    moment.map_or(Cell::Null, Cell::Time)
}

fn within(number: &Value) -> String {
    format!("1/{number}")
}

fn login(account: &Value) -> Cell {
    if account["username"] == "ghost" {
        Cell::Null
    } else {
        text(&account["username"])
    }
}

fn names(list: &Value) -> Cell {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let name = |one: &Value| one.as_str().or(one["name"].as_str()).map(str::to_owned);
    Cell::TextList(list.iter().filter_map(name).collect())
}

fn logins(of: &Value) -> Cell {
    let list = of["assignees"]
        .as_array()
        .filter(|list| !list.is_empty())
        .cloned();
    let list = list.unwrap_or_else(|| vec![of["assignee"].clone()]);
    let names = list
        .iter()
        .filter_map(|one| one["username"].as_str().map(str::to_owned));
    Cell::TextList(names.collect())
}

fn first<'a>(of: &'a Value, keys: &[&str]) -> &'a Value {
    keys.iter()
        .map(|key| &of[*key])
        .find(|value| !value.is_null())
        .unwrap_or(&Value::Null)
}

fn word(words: &[(&str, &str)], value: &Value) -> Cell {
    let value = value.as_str().unwrap();
    let found = words
        .iter()
        .find(|(theirs, _)| *theirs == value)
        .map(|(_, ours)| *ours);
    Cell::Text(found.unwrap_or(value).to_owned())
}

fn merge_request(of: &Value) -> Expected {
    let merged = of["merged_at"].is_string();
    let sha = if merged {
        first(of, &["merge_commit_sha", "squash_commit_sha", "sha"])
    } else {
        &Value::Null
    };
    let kind = match (
        of["squash_commit_sha"].is_string(),
        of["merge_commit_sha"].is_string(),
    ) {
        _ if !merged => Cell::Null,
        (true, _) => Cell::Text("squash".to_owned()),
        (_, true) => Cell::Text("merge".to_owned()),
        _ => Cell::Text("fast_forward".to_owned()),
    };
    let by = if merged {
        first(of, &["merge_user", "merged_by"])
    } else {
        &Value::Null
    };
    vec![
        ("id", id("pull_request", within(&of["iid"]))),
        ("repository_id", id("repository", 1)),
        ("number", int(&of["iid"])),
        ("title", text(&of["title"])),
        ("body", filled(&of["description"])),
        ("url", text(&of["web_url"])),
        (
            "state",
            word(
                &[("opened", "open"), ("locked", "open"), ("reopened", "open")],
                &of["state"],
            ),
        ),
        ("is_draft", boolean(first(of, &["draft", "work_in_progress"]))),
        ("author_login", login(&of["author"])),
        ("author_kind", Cell::Null),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
        ("closed_at", time(first(of, &["closed_at", "merged_at"]))),
        ("merged_at", time(&of["merged_at"])),
        ("merged_by_login", login(by)),
        ("merge_kind", kind),
        ("merge_commit_sha", text(sha)),
        ("base_branch", text(&of["target_branch"])),
        ("base_sha", Cell::Null),
        ("head_branch", text(&of["source_branch"])),
        ("head_sha", text(&of["sha"])),
        ("head_repository", Cell::Null),
        ("additions", Cell::Null),
        ("deletions", Cell::Null),
        ("changed_files", Cell::Null),
        ("comments", int(&of["user_notes_count"])),
        ("review_decision", Cell::Null),
        ("milestone", text(&of["milestone"]["title"])),
        ("labels", names(&of["labels"])),
        ("assignees", logins(of)),
    ]
}

const STATUS: &[(&str, &str)] = &[
    ("created", "queued"),
    ("waiting_for_resource", "queued"),
    ("preparing", "queued"),
    ("pending", "queued"),
    ("running", "running"),
    ("manual", "waiting"),
    ("scheduled", "waiting"),
    ("success", "done"),
    ("failed", "done"),
    ("canceled", "done"),
    ("skipped", "done"),
];

fn pipeline(of: &Value) -> Expected {
    let result = match of["status"].as_str().unwrap() {
        "success" => Cell::Text("success".to_owned()),
        "failed" => Cell::Text("failure".to_owned()),
        "canceled" => Cell::Text("cancelled".to_owned()),
        "skipped" => Cell::Text("skipped".to_owned()),
        _ => Cell::Null,
    };
    vec![
        ("id", id("pipeline_run", &of["id"])),
        ("repository_id", id("repository", 1)),
        ("name", text(&of["name"])),
        ("number", int(&of["iid"])),
        ("attempt", Cell::Null),
        (
            "event",
            if of["source"] == "merge_request_event" {
                Cell::Text("pull_request".to_owned())
            } else {
                text(&of["source"])
            },
        ),
        ("branch", text(&of["ref"])),
        ("sha", text(&of["sha"])),
        ("status", word(STATUS, &of["status"])),
        ("result", result),
        ("actor_login", Cell::Null),
        ("url", text(&of["web_url"])),
        ("created_at", time(&of["created_at"])),
        ("started_at", Cell::Null),
        ("finished_at", Cell::Null),
        ("updated_at", time(&of["updated_at"])),
    ]
}

fn deployment(of: &Value) -> Expected {
    let said = first(of, &["status"]);
    let said = if said.is_null() {
        &of["deployable"]["status"]
    } else {
        said
    };
    let words = [
        ("created", "queued"),
        ("running", "in_progress"),
        ("failed", "failure"),
        ("canceled", "inactive"),
    ];
    vec![
        ("id", id("deployment", &of["id"])),
        ("repository_id", id("repository", 1)),
        ("environment", text(&of["environment"]["name"])),
        (
            "is_production",
            of["environment"]["tier"]
                .as_str()
                .map_or(Cell::Null, |tier| Cell::Bool(tier == "production")),
        ),
        ("ref_name", text(&of["ref"])),
        ("sha", text(&of["sha"])),
        ("task", text(&of["deployable"]["name"])),
        ("creator_login", login(&of["user"])),
        ("state", word(&words, said)),
        ("url", text(&of["deployable"]["web_url"])),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(first(of, &["updated_at", "created_at"]))),
    ]
}

fn issue(of: &Value) -> Expected {
    let body = filled(&of["description"]);
    let length = match &body {
        Cell::Text(text) => Cell::Int(i64::try_from(text.chars().count()).unwrap()),
        _ => Cell::Null,
    };
    vec![
        ("id", id("issue", within(&of["iid"]))),
        ("repository_id", id("repository", 1)),
        ("number", int(&of["iid"])),
        ("key", Cell::Text(format!("group/project#{}", of["iid"]))),
        ("title", text(&of["title"])),
        ("body", body),
        ("description_length", length),
        ("url", text(&of["web_url"])),
        ("kind", text(&of["issue_type"])),
        (
            "state",
            word(&[("opened", "open"), ("reopened", "open")], &of["state"]),
        ),
        ("author_login", login(&of["author"])),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
        ("closed_at", time(&of["closed_at"])),
        ("milestone", text(&of["milestone"]["title"])),
        ("labels", names(&of["labels"])),
        ("assignees", logins(of)),
        ("comments", int(&of["user_notes_count"])),
        ("votes", int(&of["upvotes"])),
        ("due_at", day(&of["due_date"])),
        (
            "story_points",
            of["weight"].as_f64().map_or(Cell::Null, Cell::Float),
        ),
        ("estimate_seconds", int(&of["time_stats"]["time_estimate"])),
        ("spent_seconds", int(&of["time_stats"]["total_time_spent"])),
    ]
}

fn milestone(of: &Value) -> Expected {
    vec![
        ("id", id("milestone", within(&of["iid"]))),
        ("repository_id", id("repository", 1)),
        ("number", int(&of["iid"])),
        ("title", text(&of["title"])),
        ("state", word(&[("active", "open")], &of["state"])),
        ("url", text(&of["web_url"])),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
        ("due_at", day(&of["due_date"])),
        ("closed_at", Cell::Null),
    ]
}

fn release(of: &Value) -> Expected {
    let tag = of["tag_name"].as_str().unwrap();
    vec![
        ("id", id("release", format!("1/{tag}"))),
        ("repository_id", id("repository", 1)),
        ("tag", text(&of["tag_name"])),
        ("name", text(&of["name"])),
        ("target", text(&of["commit"]["id"])),
        ("is_draft", Cell::Bool(false)),
        ("is_prerelease", Cell::Bool(false)),
        ("author_login", login(&of["author"])),
        ("url", text(&of["_links"]["self"])),
        ("created_at", time(first(of, &["created_at", "released_at"]))),
        ("updated_at", Cell::Null),
        ("published_at", time(&of["released_at"])),
    ]
}

fn environment(of: &Value) -> Expected {
    vec![
        ("id", id("environment", &of["id"])),
        ("repository_id", id("repository", 1)),
        ("name", text(&of["name"])),
        (
            "is_production",
            of["tier"]
                .as_str()
                .map_or(Cell::Null, |tier| Cell::Bool(tier == "production")),
        ),
        ("tier", text(&of["tier"])),
        ("state", text(&of["state"])),
        ("url", filled(&of["external_url"])),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
    ]
}

fn project(of: &Value) -> Expected {
    let path = of["path_with_namespace"].as_str().unwrap();
    vec![
        ("id", id("repository", &of["id"])),
        (
            "name",
            first(of, &["path"]).as_str().map_or_else(
                || Cell::Text(path.rsplit('/').next().unwrap().to_owned()),
                |name| Cell::Text(name.to_owned()),
            ),
        ),
        ("full_name", text(&of["path_with_namespace"])),
        ("url", text(&of["web_url"])),
        ("clone_url", text(&of["http_url_to_repo"])),
        ("default_branch", text(&of["default_branch"])),
        ("description", filled(&of["description"])),
        ("language", Cell::Null),
        (
            "is_private",
            of["visibility"]
                .as_str()
                .map_or(Cell::Null, |word| Cell::Bool(word != "public")),
        ),
        ("is_fork", Cell::Bool(of["forked_from_project"].is_object())),
        ("is_archived", boolean(&of["archived"])),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
        ("pushed_at", Cell::Null),
    ]
}

#[test]
fn every_recorded_document_becomes_its_row() {
    let Some(folder) = upstream::find("gitlab/recorded") else {
        return;
    };
    let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut drift: BTreeMap<String, usize> = BTreeMap::new();
    for part in ["gitlab4j", "go-scm", "narkoz", "perceval"] {
        files(&folder.join(part), &mut |path, body| {
            documents(body, &mut |document| {
                let Some(kind) = KINDS
                    .iter()
                    .find(|kind| (kind.is)(document) && !mistyped(document))
                else {
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
        ("pull_requests", 17),
        ("issues", 10),
        ("repositories", 17),
        ("pipeline_runs", 8),
    ];
    for (table, least) in least {
        assert!(seen[table].0 >= least, "only {} of {table}", seen[table].0);
    }
}

/// Documentation samples with a mistyped time: `2013-09-30T13: 46: 02Z`.
fn mistyped(document: &Value) -> bool {
    let text = document.to_string();
    text.match_indices(": ")
        .any(|(at, _)| text[..at].ends_with(|c: char| c.is_ascii_digit()))
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
    equal(&batch.rows[0], &(kind.expected)(document), document, path)
}

fn equal(row: &Row, expected: &Expected, document: &Value, path: &Path) -> usize {
    for (column, cell) in expected {
        let found = row.cell(column);
        assert_eq!(
            found,
            Some(cell),
            "{}.{column} in {}: {document}",
            row.table.name,
            path.display()
        );
    }
    // Of issues GitLab says less than other trackers: what is not compared is empty.
    let left = row
        .table
        .columns
        .iter()
        .filter(|column| expected.iter().all(|(name, _)| *name != column.name));
    for column in left {
        let cell = row.cell(column.name);
        let empty = cell == Some(&Cell::Null) || cell == Some(&Cell::TextList(Vec::new()));
        assert!(
            empty || column.name == "epic_key",
            "{}.{}: not compared",
            row.table.name,
            column.name
        );
    }
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
            // Webhook deliveries write the same things in other words.
            if !path.ends_with("webhooks") {
                files(&path, each);
            }
        } else if !path.to_string_lossy().contains("event") {
            let body = serde_json::from_str(&upstream::text(&path)).unwrap_or(json!(null));
            each(&path, &body);
        }
    }
}

/// The document, and those of a list; not what is written inside another document, which is cut short.
fn documents(value: &Value, each: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(_) => each(value),
        Value::Array(list) => list.iter().for_each(|value| documents(value, each)),
        _ => {}
    }
}
