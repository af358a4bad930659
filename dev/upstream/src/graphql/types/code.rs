use std::collections::HashSet;

use apollo_compiler::resolvers::ResolveInfo;
use serde_json::{Value, json};

use super::super::connection::{Extra, Item, connect};
use super::super::fields::Source::{Account, At, Call};
use super::super::fields::{Fields, give, object, text_argument};
use super::super::node::{Node, Resolved};
use super::delivery;
use super::repository::ref_items;
use crate::world::{list, text};

pub(super) const REF: Fields = &[
    ("id", At("/node_id")),
    ("name", At("/name")),
    ("prefix", At("/prefix")),
    ("target", Call(|node, _| object(node.commit(node.text("sha"))))),
    ("repository", Call(home)),
];

pub(super) const COMMIT: Fields = &[
    ("id", At("/node_id")),
    ("oid", At("/sha")),
    (
        "abbreviatedOid",
        Call(|node, _| give(node.text("sha").get(..7).unwrap_or_default())),
    ),
    ("url", At("/html_url")),
    ("message", At("/commit/message")),
    ("messageHeadline", Call(|node, _| give(message(node).0))),
    ("messageBody", Call(|node, _| give(message(node).1))),
    ("authoredDate", At("/commit/author/date")),
    ("committedDate", At("/commit/committer/date")),
    ("pushedDate", Call(|_, _| give(Value::Null))),
    ("additions", Call(|node, _| give(stat(node, "additions")))),
    ("deletions", Call(|node, _| give(stat(node, "deletions")))),
    (
        "changedFilesIfAvailable",
        Call(|node, _| give(stat(node, "files"))),
    ),
    ("author", Call(|node, _| actor(node, "author"))),
    ("committer", Call(|node, _| actor(node, "committer"))),
    ("parents", Call(parents)),
    ("history", Call(history)),
    ("repository", Call(home)),
    (
        "tree",
        Call(|node, _| {
            object(Some(node.made(
                "Tree",
                node.document["commit"]["tree"].clone(),
                0,
            )))
        }),
    ),
    ("statusCheckRollup", Call(rollup)),
    ("checkSuites", Call(check_suites)),
    ("deployments", Call(deployments)),
    ("associatedPullRequests", Call(pulls)),
];

pub(super) const GIT_ACTOR: Fields = &[
    ("name", At("/name")),
    ("email", At("/email")),
    ("date", At("/date")),
    (
        "user",
        Call(|node, _| {
            object(
                node.account(&node.document["_account"])
                    .filter(|account| account.kind == "User"),
            )
        }),
    ),
];

pub(super) const TREE: Fields = &[
    ("id", At("/sha")),
    ("oid", At("/sha")),
    (
        "abbreviatedOid",
        Call(|node, _| give(node.text("sha").get(..7).unwrap_or_default())),
    ),
    ("repository", Call(home)),
];

pub(super) const ROLLUP: Fields = &[
    ("id", At("/id")),
    ("state", At("/state")),
    ("commit", Call(|node, _| object(node.commit(node.text("sha"))))),
    ("contexts", Call(contexts)),
];

pub(super) const STATUS_CONTEXT: Fields = &[
    ("id", At("/id")),
    ("commit", Call(|node, _| object(node.commit(node.text("sha"))))),
    ("context", At("/context")),
    ("createdAt", At("/created_at")),
    ("creator", Account("/creator")),
    ("description", At("/description")),
    ("state", At("/state")),
    ("targetUrl", At("/target_url")),
];

/// The repository that a thing is in.
pub(super) fn home<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    Ok(apollo_compiler::resolvers::ResolvedValue::object(
        node.of(node.home()?),
    ))
}

fn message(node: &Node<'_>) -> (String, String) {
    let text = node
        .document
        .pointer("/commit/message")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let (head, body) = text.split_once('\n').unwrap_or((text, ""));
    (head.to_owned(), body.trim().to_owned())
}

fn stat(node: &Node<'_>, key: &str) -> u64 {
    node.document["_stats"][key]
        .as_u64()
        .or_else(|| node.document["stats"][key].as_u64())
        .unwrap_or_default()
}

fn actor<'a>(node: &'a Node<'a>, key: &str) -> Resolved<'a> {
    let mut actor = node.document["commit"][key].clone();
    if !actor.is_object() {
        return give(Value::Null);
    }
    actor["_account"] = node.document[key].clone();
    object(Some(node.made("GitActor", actor, 0)))
}

fn parents<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let shas = node.document["parents"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|parent| text(parent, "sha"));
    let items = (0..)
        .zip(shas)
        .filter_map(|(place, sha)| Some((format!("{place:03}"), node.commit(sha)?)))
        .collect();
    connect(node, info, items, Extra::default())
}

/// The commit itself and all ancestors, as `git log` lists them.
fn history<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let repository = node.home()?;
    let (since, until) = (text_argument(info, "since"), text_argument(info, "until"));
    let log = repository.log(&[node.text("sha")]);
    let items: Vec<Item<'a>> = log
        .iter()
        .enumerate()
        .filter_map(|(place, sha)| {
            let commit = node.commit(sha)?;
            let at = commit
                .document
                .pointer("/commit/committer/date")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let inside = since.as_ref().is_none_or(|since| at >= since.as_str())
                && until.as_ref().is_none_or(|until| at <= until.as_str());
            inside.then(|| (format!("{:08}/{sha}", log.len() - place), commit.clone()))
        })
        .collect();
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

fn rollup<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let sha = node.text("sha");
    let results: HashSet<&str> = node
        .home()?
        .runs
        .iter()
        .filter(|run| run["head_sha"] == sha)
        .map(|run| run["conclusion"].as_str().unwrap_or("pending"))
        .collect();
    if results.is_empty() {
        return give(Value::Null);
    }
    let state = if results.contains("failure") {
        "FAILURE"
    } else if results.contains("pending") {
        "PENDING"
    } else {
        "SUCCESS"
    };
    object(Some(node.made(
        "StatusCheckRollup",
        json!({"id": format!("SC_{sha}"), "state": state, "sha": sha}),
        0,
    )))
}

/// Check runs, and the status that a licence check sets.
fn contexts<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let sha = node.text("sha");
    let home = node.home()?;
    let mut items: Vec<Item<'a>> = Vec::new();
    for run in home.runs.iter().filter(|run| run["head_sha"] == sha) {
        let run = run["id"].as_u64().unwrap_or_default();
        for job in list(&home.jobs, run) {
            let key = format!("1/{:020}", job["id"].as_u64().unwrap_or_default());
            items.push((key, node.sibling("CheckRun", job, run)));
        }
    }
    if let Some(commit) = home.commits.get(sha) {
        // One change in sixteen brings a licence that nobody has looked at.
        let good = !sha.starts_with('0');
        let status = json!({
            "id": format!("SC_{}_{sha}", home.id()), "sha": sha, "context": "license/check",
            "created_at": commit.pointer("/commit/committer/date"), "creator": {"login": "acme-deploy[bot]"},
            "description": if good { "All licences are known" } else { "A licence is not known" },
            "state": if good { "SUCCESS" } else { "FAILURE" }, "target_url": "https://licences.acme.example",
        });
        items.push(("2".to_owned(), node.made("StatusContext", status, 0)));
    }
    items.sort_by(|a, b| a.0.cmp(&b.0));
    connect(node, info, items, Extra::default())
}

fn check_suites<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let sha = node.text("sha");
    let runs = node.home()?.runs.iter().filter(|run| run["head_sha"] == sha);
    connect(
        node,
        info,
        delivery::keyed(node, "CheckSuite", runs),
        Extra::default(),
    )
}

fn deployments<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let sha = node.text("sha");
    let deployments = node
        .home()?
        .deployments
        .iter()
        .filter(|deployment| deployment["sha"] == sha);
    connect(
        node,
        info,
        delivery::keyed(node, "Deployment", deployments),
        Extra::default(),
    )
}

fn pulls<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let sha = node.text("sha");
    let repository = node.home()?;
    let pulls = repository.pulls.iter().filter(|(number, pull)| {
        let commits = crate::world::list(&repository.pull_commits, **number);
        pull["merge_commit_sha"] == sha || commits.iter().any(|commit| commit["sha"] == sha)
    });
    let pulls = pulls.map(|(_, pull)| pull);
    connect(
        node,
        info,
        delivery::keyed(node, "PullRequest", pulls),
        Extra::default(),
    )
}

pub(super) fn make_ref<'a>(node: &Node<'a>, prefix: &str, name: &str, sha: &str) -> Node<'a> {
    let id = format!(
        "REF_{}{prefix}{name}",
        node.repository.map_or(0, crate::world::Repository::id)
    );
    node.made(
        "Ref",
        json!({"node_id": id, "name": name, "prefix": prefix, "sha": sha}),
        0,
    )
}

/// A branch as a ref.
pub(super) fn branch<'a>(node: &Node<'a>, name: &str) -> Option<Node<'a>> {
    let sha = node.repository?.branches.get(name)?;
    Some(make_ref(node, "refs/heads/", name, sha))
}

pub(super) fn refs<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let repository = node.home()?;
    let prefix = text_argument(info, "refPrefix").unwrap_or_default();
    let items = match prefix.trim_end_matches('/') {
        "refs/heads" => ref_items(node, "refs/heads/", &repository.branches),
        "refs/tags" => ref_items(node, "refs/tags/", &repository.tags),
        _ => Vec::new(),
    };
    connect(node, info, items, Extra::default())
}

pub(super) fn reference<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let name = text_argument(info, "qualifiedName").unwrap_or_default();
    if let Some(tag) = name.strip_prefix("refs/tags/") {
        let sha = node.home()?.tags.get(tag);
        return object(sha.map(|sha| make_ref(node, "refs/tags/", tag, sha)));
    }
    object(branch(node, name.strip_prefix("refs/heads/").unwrap_or(&name)))
}

pub(super) fn object_at<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let repository = node.home()?;
    let name = text_argument(info, "oid")
        .or_else(|| text_argument(info, "expression"))
        .unwrap_or_default();
    let sha = repository
        .branches
        .get(&name)
        .or_else(|| repository.tags.get(&name))
        .unwrap_or(&name);
    object(node.commit(sha))
}
