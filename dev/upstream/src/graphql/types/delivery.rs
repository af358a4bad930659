use apollo_compiler::resolvers::{ResolveInfo, ResolvedValue};
use serde_json::{Value, json};

use super::super::connection::{Extra, Item, connect};
use super::super::fields::Source::{Account, At, Call, Text, Upper};
use super::super::fields::{Fields, argument, give, object, upper};
use super::super::node::{Node, Resolved};
use super::code::{branch, home, make_ref};
use super::issues::resource_path;
use super::pulls::known_or_named;
use crate::world::{list, text};

pub(super) const DEPLOYMENT: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("environment", At("/environment")),
    ("originalEnvironment", At("/original_environment")),
    ("latestEnvironment", At("/environment")),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/updated_at")),
    ("state", Call(state)),
    ("commitOid", At("/sha")),
    (
        "commit",
        Call(|node, _| object(Some(known_or_named(node, node.text("sha"))))),
    ),
    ("ref", Call(|node, _| reference(node, "ref"))),
    ("task", At("/task")),
    ("description", At("/description")),
    (
        "payload",
        Call(|node, _| give(node.document["payload"].to_string())),
    ),
    ("creator", Account("/creator")),
    ("repository", Call(home)),
    ("latestStatus", Call(latest)),
    ("statuses", Call(statuses)),
];

pub(super) const STATUS: Fields = &[
    ("id", At("/node_id")),
    ("state", Upper("/state")),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/updated_at")),
    ("description", At("/description")),
    ("environment", At("/environment")),
    ("environmentUrl", At("/environment_url")),
    ("logUrl", At("/log_url")),
    ("creator", Account("/creator")),
    ("deployment", Call(deployment)),
];

pub(super) const RELEASE: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("name", At("/name")),
    ("tagName", At("/tag_name")),
    ("tag", Call(tag)),
    ("tagCommit", Call(tag_commit)),
    ("description", At("/body")),
    ("isDraft", At("/draft")),
    ("isPrerelease", At("/prerelease")),
    ("isLatest", Call(is_latest)),
    ("createdAt", At("/created_at")),
    (
        "updatedAt",
        Call(|node, _| {
            give(
                node.document["updated_at"]
                    .as_str()
                    .unwrap_or(node.text("created_at")),
            )
        }),
    ),
    ("publishedAt", At("/published_at")),
    ("author", Account("/author")),
    ("url", At("/html_url")),
    ("repository", Call(home)),
    ("resourcePath", Call(resource_path)),
];

pub(super) const CHECK_SUITE: Fields = &[
    ("id", At("/check_suite_node_id")),
    ("databaseId", At("/check_suite_id")),
    ("status", Upper("/status")),
    ("conclusion", Upper("/conclusion")),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/updated_at")),
    ("branch", Call(|node, _| reference(node, "head_branch"))),
    (
        "commit",
        Call(|node, _| object(Some(known_or_named(node, node.text("head_sha"))))),
    ),
    (
        "app",
        Call(|node, _| {
            object(Some(node.made(
                "App",
                json!({"id": 15_368, "name": "GitHub Actions", "slug": "github-actions"}),
                0,
            )))
        }),
    ),
    (
        "workflowRun",
        Call(|node, _| {
            object(Some(Node {
                kind: "WorkflowRun",
                ..node.clone()
            }))
        }),
    ),
    ("checkRuns", Call(check_runs)),
    ("repository", Call(home)),
    ("url", At("/html_url")),
];

pub(super) const CHECK_RUN: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("name", At("/name")),
    ("status", Upper("/status")),
    ("conclusion", Upper("/conclusion")),
    ("startedAt", At("/started_at")),
    ("completedAt", At("/completed_at")),
    ("detailsUrl", At("/html_url")),
    ("url", Text("/html_url")),
    ("permalink", Text("/html_url")),
    ("title", Call(|_, _| give(Value::Null))),
    ("externalId", Call(|_, _| give(Value::Null))),
    ("checkSuite", Call(check_suite)),
    ("repository", Call(home)),
    ("steps", Call(steps)),
];

pub(super) const CHECK_STEP: Fields = &[
    ("number", At("/number")),
    ("name", At("/name")),
    ("status", Upper("/status")),
    ("conclusion", Upper("/conclusion")),
    ("startedAt", At("/started_at")),
    ("completedAt", At("/completed_at")),
    ("externalId", Call(|_, _| give(Value::Null))),
    ("secondsToCompletion", Call(|_, _| give(Value::Null))),
];

pub(super) const APP: Fields = &[
    ("id", At("/slug")),
    ("databaseId", At("/id")),
    ("name", At("/name")),
    ("slug", At("/slug")),
    (
        "url",
        Call(|node, _| give(format!("https://github.com/apps/{}", node.text("slug")))),
    ),
];

pub(super) const WORKFLOW_RUN: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("runNumber", At("/run_number")),
    ("event", At("/event")),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/updated_at")),
    ("url", At("/html_url")),
    (
        "workflow",
        Call(|node, _| {
            object(Some(Node {
                kind: "Workflow",
                ..node.clone()
            }))
        }),
    ),
    (
        "checkSuite",
        Call(|node, _| {
            object(Some(Node {
                kind: "CheckSuite",
                ..node.clone()
            }))
        }),
    ),
    (
        "file",
        Call(|node, _| {
            object(Some(Node {
                kind: "WorkflowRunFile",
                ..node.clone()
            }))
        }),
    ),
];

pub(super) const WORKFLOW_RUN_FILE: Fields = &[("id", At("/path")), ("path", At("/path"))];

/// A workflow, read from one of its runs.
pub(super) const WORKFLOW: Fields = &[
    (
        "id",
        Call(|node, _| give(format!("W_{}", node.number("workflow_id")))),
    ),
    ("databaseId", At("/workflow_id")),
    ("name", At("/name")),
    ("state", Call(|_, _| give("ACTIVE"))),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/created_at")),
    ("url", At("/workflow_url")),
];

/// Documents as items, in order of their ids.
pub(super) fn keyed<'a>(
    node: &Node<'a>,
    kind: &'static str,
    documents: impl Iterator<Item = &'a Value>,
) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = documents
        .map(|document| {
            let id = document["id"].as_u64().unwrap_or_default();
            (
                format!("{id:020}"),
                node.sibling(kind, document, document["number"].as_u64().unwrap_or_default()),
            )
        })
        .collect();
    items.sort_by(|a, b| a.0.cmp(&b.0));
    items
}

/// A deployment's state is the state of its newest status, a success being `ACTIVE`.
fn state<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let last = list(&node.home()?.statuses, node.number("id")).last();
    give(match last.map(|status| text(status, "state")) {
        None => "PENDING".to_owned(),
        Some("success") => "ACTIVE".to_owned(),
        Some(other) => upper(other),
    })
}

fn latest<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let id = node.number("id");
    let last = list(&node.home()?.statuses, id).last();
    object(last.map(|status| node.sibling("DeploymentStatus", status, id)))
}

/// Newest first, as GitHub lists them.
fn statuses<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let id = node.number("id");
    let statuses = list(&node.home()?.statuses, id).iter().enumerate().rev();
    let items = statuses.map(|(place, status)| {
        (
            format!("{place:06}"),
            node.sibling("DeploymentStatus", status, id),
        )
    });
    let items = items.collect();
    connect(
        node,
        info,
        items,
        Extra {
            descending: true,
            ..Extra::default()
        },
    )
}

fn deployment<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let found = node
        .home()?
        .deployments
        .iter()
        .find(|deployment| deployment["id"] == node.owner);
    object(found.map(|deployment| node.sibling("Deployment", deployment, 0)))
}

/// The branch or tag of that name; null once it is deleted.
fn reference<'a>(node: &'a Node<'a>, key: &str) -> Resolved<'a> {
    let name = node.text(key);
    let tag = node
        .home()?
        .tags
        .get(name)
        .map(|sha| make_ref(node, "refs/tags/", name, sha));
    object(branch(node, name).or(tag))
}

fn tag<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    reference(node, "tag_name")
}

fn tag_commit<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let sha = node.home()?.tags.get(node.text("tag_name"));
    object(sha.and_then(|sha| node.commit(sha)))
}

fn is_latest<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let newest = node
        .home()?
        .releases
        .iter()
        .max_by_key(|release| text(release, "created_at"));
    give(newest.is_some_and(|newest| newest["id"] == node.document["id"]))
}

fn check_runs<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let run = node.number("id");
    let jobs = list(&node.home()?.jobs, run).iter();
    let items = jobs.map(|job| {
        (
            format!("{:020}", job["id"].as_u64().unwrap_or_default()),
            node.sibling("CheckRun", job, run),
        )
    });
    connect(node, info, items.collect(), Extra::default())
}

fn check_suite<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let run = node.home()?.runs.iter().find(|run| run["id"] == node.owner);
    Ok(ResolvedValue::nullable_object(
        run.map(|run| node.sibling("CheckSuite", run, 0)),
    ))
}

fn steps<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let wanted = argument(info, "number");
    let steps = node.document["steps"].as_array().into_iter().flatten();
    let steps = steps.filter(|step| wanted.is_null() || step["number"] == wanted);
    let items = steps.map(|step| {
        (
            format!("{:06}", step["number"].as_u64().unwrap_or_default()),
            node.sibling("CheckStep", step, node.owner),
        )
    });
    connect(node, info, items.collect(), Extra::default())
}
