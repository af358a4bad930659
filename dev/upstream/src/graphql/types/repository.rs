use std::collections::BTreeMap;

use apollo_compiler::resolvers::ResolveInfo;
use serde_json::{Value, json};

use super::super::connection::{Extra, Item, connect};
use super::super::fields::Source::{At, Call, Upper};
use super::super::fields::{Fields, argument, give, list_argument, object, order, text_argument, upper};
use super::super::node::{Node, Resolved, error};
use super::code;
use crate::world::text;

pub(super) const REPOSITORY: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("name", At("/name")),
    ("nameWithOwner", At("/full_name")),
    ("description", At("/description")),
    ("url", At("/html_url")),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/updated_at")),
    ("pushedAt", At("/pushed_at")),
    ("archivedAt", Call(|_, _| give(Value::Null))),
    ("isArchived", At("/archived")),
    ("isDisabled", At("/disabled")),
    ("isEmpty", Call(|node, _| give(node.home()?.branches.is_empty()))),
    ("isFork", At("/fork")),
    ("isPrivate", At("/private")),
    ("isMirror", Call(|_, _| give(false))),
    ("isLocked", Call(|_, _| give(false))),
    ("visibility", Upper("/visibility")),
    (
        "owner",
        Call(|node, _| object(node.account(&node.document["owner"]))),
    ),
    ("primaryLanguage", Call(language)),
    (
        "defaultBranchRef",
        Call(|node, _| object(code::branch(node, node.home()?.default_branch()))),
    ),
    (
        "pullRequest",
        Call(|node, info| numbered(node, info, &["PullRequest"])),
    ),
    ("issue", Call(|node, info| numbered(node, info, &["Issue"]))),
    (
        "issueOrPullRequest",
        Call(|node, info| numbered(node, info, &["Issue", "PullRequest"])),
    ),
    ("pullRequests", Call(pull_requests)),
    ("issues", Call(issues)),
    ("deployments", Call(deployments)),
    ("releases", Call(releases)),
    ("latestRelease", Call(latest_release)),
    ("refs", Call(code::refs)),
    ("ref", Call(code::reference)),
    ("object", Call(code::object_at)),
    ("labels", Call(labels)),
    ("milestones", Call(milestones)),
    ("diskUsage", At("/size")),
    ("forkCount", At("/forks_count")),
    ("stargazerCount", At("/stargazers_count")),
    ("hasIssuesEnabled", At("/has_issues")),
    ("homepageUrl", At("/homepage")),
    ("sshUrl", At("/ssh_url")),
    ("parent", Call(|_, _| give(Value::Null))),
];

pub(super) const LANGUAGE: Fields = &[
    ("id", At("/name")),
    ("name", At("/name")),
    ("color", At("/color")),
];

fn language<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let language = node.document["language"].as_str();
    object(language.map(|name| node.made("Language", json!({"name": name, "color": null}), 0)))
}

fn numbered<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>, kinds: &[&str]) -> Resolved<'a> {
    let number = argument(info, "number").as_u64().unwrap_or_default();
    let repository = node.home()?;
    let pull = repository
        .pulls
        .get(&number)
        .map(|pull| node.sibling("PullRequest", pull, number));
    let issue = repository
        .issues
        .get(&number)
        .map(|issue| node.sibling("Issue", issue, number));
    let found = pull.or(issue).filter(|found| kinds.contains(&found.kind));
    let what = if kinds.len() > 1 {
        "issue or pull request"
    } else {
        kinds[0]
    };
    let message = format!("Could not resolve to an {what} with the number of {number}.");
    found
        .map(apollo_compiler::resolvers::ResolvedValue::object)
        .ok_or_else(|| error(message))
}

/// A list in the order that `orderBy` asks for, oldest first without it.
fn ordered<'a>(
    node: &'a Node<'a>,
    info: &'a ResolveInfo<'a>,
    kind: &'static str,
    documents: impl Iterator<Item = &'a Value>,
) -> Resolved<'a> {
    let (field, descending) = order(info).unwrap_or_else(|| ("CREATED_AT".to_owned(), false));
    let key = match field.as_str() {
        "UPDATED_AT" => "updated_at",
        "COMMENTS" => "comments",
        "NAME" => "name",
        "NUMBER" => "number",
        "DUE_DATE" => "due_on",
        _ => "created_at",
    };
    let mut items: Vec<Item<'a>> = documents
        .map(|document| {
            let key = match &document[key] {
                Value::Number(number) => format!("{:020}", number.as_u64().unwrap_or_default()),
                other => other.as_str().unwrap_or_default().to_owned(),
            };
            let tie = document["number"]
                .as_u64()
                .or(document["id"].as_u64())
                .unwrap_or_default();
            (format!("{key}/{tie:020}"), node.sibling(kind, document, tie))
        })
        .collect();
    items.sort_by(|a, b| if descending { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) });
    connect(
        node,
        info,
        items,
        Extra {
            descending,
            ..Extra::default()
        },
    )
}

fn labelled(document: &Value, labels: Option<&Vec<String>>) -> bool {
    let mut names = document["labels"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|label| text(label, "name"));
    labels.is_none_or(|labels| names.any(|name| labels.iter().any(|label| label == name)))
}

fn pull_requests<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let states = list_argument(info, "states");
    let labels = list_argument(info, "labels");
    let (base, head) = (
        text_argument(info, "baseRefName"),
        text_argument(info, "headRefName"),
    );
    let fits = move |pull: &&Value| {
        let branch = |side: &str, wanted: &Option<String>| {
            wanted
                .as_ref()
                .is_none_or(|name| pull[side]["ref"] == name.as_str())
        };
        states
            .as_ref()
            .is_none_or(|states| states.iter().any(|state| state == super::pulls::state(pull)))
            && labelled(pull, labels.as_ref())
            && branch("base", &base)
            && branch("head", &head)
    };
    ordered(
        node,
        info,
        "PullRequest",
        node.home()?.pulls.values().filter(fits),
    )
}

fn issues<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let filter = argument(info, "filterBy");
    let texts = |value: &Value| -> Option<Vec<String>> {
        Some(
            value
                .as_array()?
                .iter()
                .filter_map(|one| one.as_str().map(str::to_owned))
                .collect(),
        )
    };
    let states = list_argument(info, "states").or_else(|| texts(&filter["states"]));
    let labels = list_argument(info, "labels").or_else(|| texts(&filter["labels"]));
    let since = filter["since"].as_str().map(str::to_owned);
    let fits = move |issue: &&Value| {
        states
            .as_ref()
            .is_none_or(|states| states.contains(&upper(text(issue, "state"))))
            && labelled(issue, labels.as_ref())
            && since
                .as_ref()
                .is_none_or(|since| text(issue, "updated_at") >= since.as_str())
    };
    ordered(node, info, "Issue", node.home()?.issues.values().filter(fits))
}

fn deployments<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let environments = list_argument(info, "environments");
    let fits = move |deployment: &&Value| {
        environments.as_ref().is_none_or(|names| {
            names
                .iter()
                .any(|name| deployment["environment"] == name.as_str())
        })
    };
    ordered(
        node,
        info,
        "Deployment",
        node.home()?.deployments.iter().filter(fits),
    )
}

fn releases<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    ordered(node, info, "Release", node.home()?.releases.iter())
}

fn latest_release<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let published = node
        .home()?
        .releases
        .iter()
        .filter(|release| release["draft"] == false && release["prerelease"] == false);
    object(
        published
            .max_by_key(|release| text(release, "created_at"))
            .map(|release| node.sibling("Release", release, 0)),
    )
}

fn labels<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    ordered(node, info, "Label", node.home()?.labels.iter())
}

fn milestones<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let states = list_argument(info, "states");
    let fits = move |one: &&Value| {
        states
            .as_ref()
            .is_none_or(|states| states.contains(&upper(text(one, "state"))))
    };
    ordered(
        node,
        info,
        "Milestone",
        node.home()?.milestones.iter().filter(fits),
    )
}

/// Names with their commits, as items of a connection of refs.
pub(super) fn ref_items<'a>(
    node: &Node<'a>,
    prefix: &str,
    refs: &'a BTreeMap<String, String>,
) -> Vec<Item<'a>> {
    refs.iter()
        .map(|(name, sha)| (name.clone(), code::make_ref(node, prefix, name, sha)))
        .collect()
}
