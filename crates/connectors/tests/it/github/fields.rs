//! What each column must hold, read from a REST document without the connector's structs.

use serde_json::Value;
use weir_connect::Scope;
use weir_model::Cell;

use crate::expected::{Expected, boolean, filled, id, int, text, time};

fn login(account: &Value) -> Cell {
    match (account["login"].as_str(), account["type"].as_str()) {
        (Some("ghost") | None, _) => Cell::Null,
        (Some(login), Some("Bot")) if !login.ends_with("[bot]") => Cell::Text(format!("{login}[bot]")),
        (Some(login), _) => Cell::Text(login.to_owned()),
    }
}

fn kind(account: &Value) -> Cell {
    match account["type"].as_str() {
        _ if account["login"] == "ghost" => Cell::Null,
        Some("User") => Cell::Text("person".to_owned()),
        Some("Bot") => Cell::Text("bot".to_owned()),
        Some("Mannequin") => Cell::Text("placeholder".to_owned()),
        _ => Cell::Null,
    }
}

fn names(list: &Value, name: &str) -> Cell {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    Cell::TextList(
        list.iter()
            .filter_map(|entry| entry[name].as_str())
            .map(str::to_owned)
            .collect(),
    )
}

fn within(scope: &Scope<'_>, number: impl std::fmt::Display) -> String {
    format!("{}/{number}", scope.id)
}

fn last(link: &Value) -> &str {
    link.as_str().unwrap().rsplit('/').next().unwrap()
}

fn with_author(mut expected: Expected, account: &Value) -> Expected {
    expected.extend([("author_login", login(account)), ("author_kind", kind(account))]);
    expected
}

pub(super) fn pull_request(of: &Value, scope: &Scope<'_>) -> Expected {
    let merged = !of["merged_at"].is_null();
    let comments = of["comments"].as_i64().zip(of["review_comments"].as_i64());
    let expected = vec![
        ("id", id("pull_request", within(scope, &of["number"]))),
        ("repository_id", id("repository", scope.id)),
        ("number", int(&of["number"])),
        ("title", text(&of["title"])),
        ("body", filled(&of["body"])),
        ("url", text(&of["html_url"])),
        (
            "state",
            if merged {
                Cell::Text("merged".to_owned())
            } else {
                text(&of["state"])
            },
        ),
        ("is_draft", boolean(&of["draft"])),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
        ("closed_at", time(&of["closed_at"])),
        ("merged_at", time(&of["merged_at"])),
        ("merged_by_login", login(&of["merged_by"])),
        ("merge_kind", Cell::Null),
        (
            "merge_commit_sha",
            if merged {
                text(&of["merge_commit_sha"])
            } else {
                Cell::Null
            },
        ),
        ("base_branch", text(&of["base"]["ref"])),
        ("base_sha", text(&of["base"]["sha"])),
        ("head_branch", text(&of["head"]["ref"])),
        ("head_sha", text(&of["head"]["sha"])),
        ("head_repository", text(&of["head"]["repo"]["full_name"])),
        ("additions", int(&of["additions"])),
        ("deletions", int(&of["deletions"])),
        ("changed_files", int(&of["changed_files"])),
        (
            "comments",
            comments.map_or(Cell::Null, |(conversation, line)| Cell::Int(conversation + line)),
        ),
        ("review_decision", Cell::Null),
        ("milestone", text(&of["milestone"]["title"])),
        ("labels", names(&of["labels"], "name")),
        ("assignees", names(&of["assignees"], "login")),
    ];
    with_author(expected, &of["user"])
}

pub(super) fn review(of: &Value, scope: &Scope<'_>) -> Expected {
    let changed = if of["updated_at"].is_null() {
        &of["submitted_at"]
    } else {
        &of["updated_at"]
    };
    let expected = vec![
        ("id", id("review", &of["id"])),
        (
            "pull_request_id",
            id("pull_request", within(scope, last(&of["pull_request_url"]))),
        ),
        ("repository_id", id("repository", scope.id)),
        ("state", Cell::Text(of["state"].as_str().unwrap().to_lowercase())),
        ("submitted_at", time(&of["submitted_at"])),
        ("created_at", time(&of["submitted_at"])),
        ("updated_at", time(changed)),
        ("body", filled(&of["body"])),
        ("commit_sha", text(&of["commit_id"])),
        ("url", text(&of["html_url"])),
    ];
    with_author(expected, &of["user"])
}

fn reference(kind: &str, prefix: &str, key: &Value) -> Cell {
    key.as_i64()
        .map_or(Cell::Null, |key| id(kind, format!("{prefix}{key}")))
}

pub(super) fn review_comment(of: &Value, scope: &Scope<'_>) -> Expected {
    let expected = vec![
        ("id", id("comment", format!("line-{}", of["id"]))),
        ("repository_id", id("repository", scope.id)),
        (
            "pull_request_id",
            id("pull_request", within(scope, last(&of["pull_request_url"]))),
        ),
        ("issue_id", Cell::Null),
        ("kind", Cell::Text("line".to_owned())),
        (
            "review_id",
            reference("review", "", &of["pull_request_review_id"]),
        ),
        (
            "reply_to_id",
            reference("comment", "line-", &of["in_reply_to_id"]),
        ),
        ("path", text(&of["path"])),
        ("body", filled(&of["body"])),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
        ("url", text(&of["html_url"])),
    ];
    with_author(expected, &of["user"])
}

pub(super) fn issue_comment(of: &Value, scope: &Scope<'_>) -> Expected {
    let number = last(&of["issue_url"]);
    let on_pull_request = of["html_url"].as_str().is_some_and(|url| url.contains("/pull/"));
    let (pull_request, issue) = if on_pull_request {
        (id("pull_request", within(scope, number)), Cell::Null)
    } else {
        (Cell::Null, id("issue", within(scope, number)))
    };
    let expected = vec![
        ("id", id("comment", format!("issue-{}", of["id"]))),
        ("repository_id", id("repository", scope.id)),
        ("pull_request_id", pull_request),
        ("issue_id", issue),
        ("kind", Cell::Text("conversation".to_owned())),
        ("review_id", Cell::Null),
        ("reply_to_id", Cell::Null),
        ("path", Cell::Null),
        ("body", filled(&of["body"])),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
        ("url", text(&of["html_url"])),
    ];
    with_author(expected, &of["user"])
}

pub(super) fn issue(of: &Value, scope: &Scope<'_>) -> Expected {
    let expected = vec![
        ("id", id("issue", within(scope, &of["number"]))),
        ("repository_id", id("repository", scope.id)),
        ("number", int(&of["number"])),
        ("key", Cell::Text(format!("{}#{}", scope.name, of["number"]))),
        ("title", text(&of["title"])),
        ("body", filled(&of["body"])),
        ("url", text(&of["html_url"])),
        ("description_length", length(&of["body"])),
        ("kind", Cell::Null),
        ("state", text(&of["state"])),
        ("state_reason", text(&of["state_reason"])),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
        ("closed_at", time(&of["closed_at"])),
        ("milestone", text(&of["milestone"]["title"])),
        ("labels", names(&of["labels"], "name")),
        ("assignees", names(&of["assignees"], "login")),
        ("comments", int(&of["comments"])),
    ];
    let absent = NOT_OF_ISSUES.iter().map(|column| (*column, Cell::Null));
    let empty = ["components", "fix_versions", "affected_versions"];
    let empty = empty.map(|column| (column, Cell::TextList(Vec::new())));
    let expected = expected.into_iter().chain(absent).chain(empty).collect();
    with_author(expected, &of["user"])
}

/// Columns of issues that GitHub has nothing for.
const NOT_OF_ISSUES: &[&str] = &[
    "project_id",
    "project_key",
    "is_subtask",
    "status",
    "status_category",
    "status_category_at",
    "priority",
    "resolution",
    "reporter_login",
    "parent_id",
    "parent_key",
    "epic_key",
    "story_points",
    "estimate_seconds",
    "spent_seconds",
    "remaining_seconds",
    "due_at",
    "votes",
    "watchers",
];

fn length(body: &Value) -> Cell {
    let characters = body.as_str().filter(|body| !body.is_empty());
    characters.map_or(Cell::Null, |body| {
        Cell::Int(i64::try_from(body.chars().count()).unwrap())
    })
}

pub(super) fn milestone(of: &Value, scope: &Scope<'_>) -> Expected {
    vec![
        ("id", id("milestone", within(scope, &of["number"]))),
        ("repository_id", id("repository", scope.id)),
        ("number", int(&of["number"])),
        ("title", text(&of["title"])),
        ("state", text(&of["state"])),
        ("url", text(&of["html_url"])),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
        ("due_at", time(&of["due_on"])),
        ("closed_at", time(&of["closed_at"])),
    ]
}

pub(super) fn release(of: &Value, scope: &Scope<'_>) -> Expected {
    vec![
        ("id", id("release", &of["id"])),
        ("repository_id", id("repository", scope.id)),
        ("tag", text(&of["tag_name"])),
        ("name", filled(&of["name"])),
        ("target", text(&of["target_commitish"])),
        ("is_draft", boolean(&of["draft"])),
        ("is_prerelease", boolean(&of["prerelease"])),
        ("author_login", login(&of["author"])),
        ("url", text(&of["html_url"])),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
        ("published_at", time(&of["published_at"])),
    ]
}

pub(super) fn deployment(of: &Value, scope: &Scope<'_>) -> Expected {
    vec![
        ("id", id("deployment", &of["id"])),
        ("repository_id", id("repository", scope.id)),
        ("environment", text(&of["environment"])),
        ("is_production", boolean(&of["production_environment"])),
        ("ref_name", text(&of["ref"])),
        ("sha", text(&of["sha"])),
        ("task", text(&of["task"])),
        ("creator_login", login(&of["creator"])),
        ("state", Cell::Null),
        ("url", Cell::Null),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
    ]
}

pub(super) fn deployment_status(of: &Value, scope: &Scope<'_>) -> Expected {
    let log = if of["log_url"].as_str().is_none_or(str::is_empty) {
        &of["target_url"]
    } else {
        &of["log_url"]
    };
    vec![
        ("id", id("deployment_status", of["node_id"].as_str().unwrap())),
        ("deployment_id", id("deployment", last(&of["deployment_url"]))),
        ("repository_id", id("repository", scope.id)),
        ("state", text(&of["state"])),
        ("created_at", time(&of["created_at"])),
        ("url", filled(log)),
    ]
}

fn status(value: &Value) -> Cell {
    let word = match value.as_str().unwrap() {
        "completed" => "done",
        "in_progress" => "running",
        "waiting" => "waiting",
        _ => "queued",
    };
    Cell::Text(word.to_owned())
}

fn result(value: &Value) -> Cell {
    if value == "startup_failure" {
        Cell::Text("failure".to_owned())
    } else {
        text(value)
    }
}

pub(super) fn workflow_run(of: &Value, scope: &Scope<'_>) -> Expected {
    let finished = if of["status"] == "completed" {
        time(&of["updated_at"])
    } else {
        Cell::Null
    };
    vec![
        ("id", id("pipeline_run", &of["id"])),
        ("repository_id", id("repository", scope.id)),
        ("name", text(&of["name"])),
        ("number", int(&of["run_number"])),
        ("attempt", int(&of["run_attempt"])),
        ("event", text(&of["event"])),
        ("branch", text(&of["head_branch"])),
        ("sha", text(&of["head_sha"])),
        ("status", status(&of["status"])),
        ("result", result(&of["conclusion"])),
        ("actor_login", login(&of["actor"])),
        ("url", text(&of["html_url"])),
        ("created_at", time(&of["created_at"])),
        ("started_at", time(&of["run_started_at"])),
        ("finished_at", finished),
        ("updated_at", time(&of["updated_at"])),
    ]
}

pub(super) fn job(of: &Value, scope: &Scope<'_>) -> Expected {
    vec![
        ("id", id("pipeline_job", &of["id"])),
        ("run_id", id("pipeline_run", &of["run_id"])),
        ("repository_id", id("repository", scope.id)),
        ("name", text(&of["name"])),
        ("attempt", int(&of["run_attempt"])),
        ("status", status(&of["status"])),
        ("result", result(&of["conclusion"])),
        ("url", text(&of["html_url"])),
        ("created_at", time(&of["created_at"])),
        ("started_at", time(&of["started_at"])),
        ("finished_at", time(&of["completed_at"])),
    ]
}

pub(super) fn repository(of: &Value, _: &Scope<'_>) -> Expected {
    vec![
        ("id", id("repository", &of["id"])),
        ("name", text(&of["name"])),
        ("full_name", text(&of["full_name"])),
        ("url", text(&of["html_url"])),
        ("clone_url", text(&of["clone_url"])),
        ("default_branch", text(&of["default_branch"])),
        ("description", filled(&of["description"])),
        ("language", text(&of["language"])),
        ("is_private", boolean(&of["private"])),
        ("is_fork", boolean(&of["fork"])),
        ("is_archived", boolean(&of["archived"])),
        ("created_at", time(&of["created_at"])),
        ("updated_at", time(&of["updated_at"])),
        ("pushed_at", time(&of["pushed_at"])),
    ]
}

/// Events of issues; those of pull requests have their own table and fewer kinds.
pub(super) fn issue_event(of: &Value, scope: &Scope<'_>) -> Expected {
    let key = of["node_id"]
        .as_str()
        .map_or_else(|| of["id"].to_string(), str::to_owned);
    let actor = ("actor_login", login(&of["actor"]));
    let occurred = ("occurred_at", time(&of["created_at"]));
    let number = of["issue"]["number"].as_i64();
    if of["issue"]["pull_request"].is_object() {
        let number = number.unwrap();
        return vec![
            ("id", id("pull_request_event", key)),
            ("pull_request_id", id("pull_request", within(scope, number))),
            ("repository_id", id("repository", scope.id)),
            occurred,
            actor,
        ];
    }
    vec![
        ("id", id("issue_event", key)),
        (
            "issue_id",
            number.map_or(Cell::Null, |number| id("issue", within(scope, number))),
        ),
        ("repository_id", id("repository", scope.id)),
        ("kind", text(&of["event"])),
        occurred,
        actor,
    ]
}
