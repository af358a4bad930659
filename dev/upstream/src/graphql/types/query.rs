use apollo_compiler::resolvers::{ResolveInfo, ResolvedValue};
use serde_json::json;

use super::super::fields::Source::{At, Call};
use super::super::fields::{Fields, argument, object, text_argument};
use super::super::node::{Node, Resolved, error};
use crate::world::{Kind, Place, Repository, list, time};

pub(super) const QUERY: Fields = &[
    (
        "rateLimit",
        Call(|node, _| Ok(ResolvedValue::object(node.made("RateLimit", quota(node), 0)))),
    ),
    ("repository", Call(repository)),
    ("node", Call(node)),
    ("nodes", Call(nodes)),
    ("viewer", Call(viewer)),
    (
        "organization",
        Call(|node, info| account(node, info, "Organization")),
    ),
    ("user", Call(|node, info| account(node, info, "User"))),
    ("repositoryOwner", Call(|node, info| account(node, info, ""))),
];

pub(super) const RATE_LIMIT: Fields = &[
    ("cost", At("/cost")),
    ("limit", At("/limit")),
    ("nodeCount", At("/nodeCount")),
    ("remaining", At("/remaining")),
    ("resetAt", At("/resetAt")),
    ("used", At("/used")),
];

fn quota(node: &Node<'_>) -> serde_json::Value {
    let (quota, price) = (node.scope.quota, node.scope.price);
    serde_json::json!({
        "cost": price.cost, "nodeCount": price.nodes, "limit": quota.limit, "remaining": quota.remaining,
        "used": quota.used, "resetAt": time(quota.reset),
    })
}

fn repository<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let part = |key: &str| text_argument(info, key).unwrap_or_default();
    let name = format!("{}/{}", part("owner"), part("name"));
    let renamed = argument(info, "followRenames") != false;
    let world = node.scope.world;
    let found = world
        .repository(&name)
        .or_else(|| world.renamed(&name).filter(|_| renamed));
    let message = format!("Could not resolve to a Repository with the name '{name}'.");
    let repository = found.ok_or_else(|| error(message))?;
    Ok(ResolvedValue::object(node.of(repository)))
}

fn viewer<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let viewer = node.scope.world.users.get(&node.scope.world.viewer);
    object(viewer.map(|document| node.sibling("User", document, 0)))
}

fn account<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>, kind: &str) -> Resolved<'a> {
    let login = text_argument(info, "login").unwrap_or_default();
    let found = node
        .account(&serde_json::json!({ "login": login }))
        .filter(|one| kind.is_empty() || one.kind == kind);
    let what = if kind.is_empty() { "RepositoryOwner" } else { kind };
    let message = format!("Could not resolve to {what} with the login of '{login}'.");
    found.map(ResolvedValue::object).ok_or_else(|| error(message))
}

fn node<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    by_id(node, &text_argument(info, "id").unwrap_or_default())
}

/// Things by their ids. One that does not exist is null and has an error of its own; the others are answered.
#[expect(clippy::unnecessary_wraps, reason = "all resolvers have one type")]
fn nodes<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let ids = argument(info, "ids");
    let ids = ids.as_array().into_iter().flatten().enumerate();
    let found: Vec<ResolvedValue<'a>> = ids
        .map(|(place, id)| {
            by_id(node, id.as_str().unwrap_or_default()).unwrap_or_else(|missing| {
                let name = info.field_selections()[0].response_key().as_str();
                let error = json!({"message": missing.message, "path": [name, place]});
                node.scope.errors.borrow_mut().push(error);
                ResolvedValue::null()
            })
        })
        .collect();
    Ok(ResolvedValue::list(found))
}

fn by_id<'a>(node: &'a Node<'a>, id: &str) -> Resolved<'a> {
    let found = node
        .scope
        .world
        .place(id)
        .and_then(|(repository, place)| at(node, repository, &place));
    let message = format!("Could not resolve to a node with the global id of '{id}'.");
    found.map(ResolvedValue::object).ok_or_else(|| error(message))
}

fn at<'a>(node: &'a Node<'a>, repository: Option<&'a Repository>, place: &Place) -> Option<Node<'a>> {
    if place.kind == Kind::Account {
        return node.account(&serde_json::json!({"login": place.name}));
    }
    let repository = repository?;
    let home = node.of(repository);
    let (kind, document, owner) = match place.kind {
        Kind::Repository => return Some(home),
        Kind::PullRequest => ("PullRequest", repository.pulls.get(&place.key)?, place.key),
        Kind::Issue => ("Issue", repository.issues.get(&place.key)?, place.key),
        Kind::Review => (
            "PullRequestReview",
            list(&repository.reviews, place.key).get(place.position)?,
            place.key,
        ),
        Kind::IssueComment => (
            "IssueComment",
            list(&repository.comments, place.key).get(place.position)?,
            place.key,
        ),
        Kind::LineComment => (
            "PullRequestReviewComment",
            list(&repository.line_comments, place.key).get(place.position)?,
            place.key,
        ),
        Kind::CheckRun => (
            "CheckRun",
            list(&repository.jobs, place.key).get(place.position)?,
            place.key,
        ),
        Kind::Deployment => ("Deployment", repository.deployments.get(place.position)?, 0),
        Kind::Release => ("Release", repository.releases.get(place.position)?, 0),
        Kind::Milestone => ("Milestone", repository.milestones.get(place.position)?, 0),
        Kind::WorkflowRun => ("WorkflowRun", repository.runs.get(place.position)?, 0),
        Kind::CheckSuite => ("CheckSuite", repository.runs.get(place.position)?, 0),
        Kind::Commit => ("Commit", repository.commits.get(&place.name)?, 0),
        Kind::Account => return None,
    };
    Some(home.sibling(kind, document, owner))
}
