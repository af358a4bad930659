use apollo_compiler::resolvers::ResolveInfo;
use serde_json::Value;

use super::super::fields::Source::{Account, At, Call, Upper};
use super::super::fields::{Fields, give, object, upper};
use super::super::node::{Node, Resolved};
use super::pulls::{known_or_named, owner};
use crate::world::{list, text};

/// Fields of all event types; each type has some of them.
pub(super) const EVENT: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("createdAt", At("/created_at")),
    ("actor", Account("/actor")),
    ("pullRequest", Call(owner)),
    ("label", Call(label)),
    ("labelable", Call(subject)),
    ("assignable", Call(subject)),
    ("closable", Call(subject)),
    ("assignee", Account("/assignee")),
    ("user", Account("/assignee")),
    ("enabler", Account("/actor")),
    ("requestedReviewer", Call(reviewer)),
    ("commit", Call(|node, _| commit(node, "commit_id"))),
    ("afterCommit", Call(|node, _| commit(node, "commit_id"))),
    ("beforeCommit", Call(|node, _| commit(node, "_before"))),
    ("ref", Call(|_, _| give(Value::Null))),
    ("mergeRef", Call(|_, _| give(Value::Null))),
    ("mergeRefName", Call(|node, _| side(node, "base"))),
    ("headRefName", Call(|node, _| side(node, "head"))),
    ("currentRefName", At("/_current_ref")),
    ("previousRefName", At("/_previous_ref")),
    ("currentTitle", At("/rename/to")),
    ("previousTitle", At("/rename/from")),
    ("milestoneTitle", At("/milestone/title")),
    ("stateReason", Upper("/state_reason")),
    ("closer", Call(|_, _| give(Value::Null))),
    ("reason", Call(|_, _| give(Value::Null))),
    ("deletedCommentAuthor", Account("/_comment_author")),
    ("dismissalMessage", At("/dismissed_review/dismissal_message")),
    ("dismissalMessageHTML", At("/dismissed_review/dismissal_message")),
    ("previousReviewState", Call(previous_state)),
    ("pullRequestCommit", Call(|_, _| give(Value::Null))),
    ("review", Call(review)),
    ("isCrossRepository", Call(|_, _| give(false))),
    ("willCloseTarget", Call(|_, _| give(false))),
    ("url", Call(|node, _| give(link(node)))),
    (
        "resourcePath",
        Call(|node, _| give(link(node).trim_start_matches("https://github.com"))),
    ),
];

fn label<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    object(Some(node.sibling("Label", &node.document["label"], node.owner)))
}

/// The issue or pull request that the event is of.
fn subject<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let repository = node.home()?;
    let pull = repository
        .pulls
        .get(&node.owner)
        .map(|pull| node.sibling("PullRequest", pull, node.owner));
    let issue = repository
        .issues
        .get(&node.owner)
        .map(|issue| node.sibling("Issue", issue, node.owner));
    object(pull.or(issue))
}

fn reviewer<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let team = &node.document["requested_team"];
    if team.is_object() {
        let mut team = team.clone();
        team["organization"] = Value::from(node.home()?.full_name().split('/').next().unwrap_or_default());
        return object(Some(node.made("Team", team, 0)));
    }
    object(node.account(&node.document["requested_reviewer"]))
}

fn commit<'a>(node: &'a Node<'a>, key: &str) -> Resolved<'a> {
    object(node.document[key].as_str().map(|sha| known_or_named(node, sha)))
}

fn side<'a>(node: &Node<'a>, key: &str) -> Resolved<'a> {
    let pull = node.home()?.pulls.get(&node.owner);
    give(pull.map(|pull| text(&pull[key], "ref")).unwrap_or_default())
}

fn previous_state<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let state = node
        .document
        .pointer("/dismissed_review/state")
        .and_then(Value::as_str);
    give(upper(state.unwrap_or("approved")))
}

fn review<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let id = &node.document["dismissed_review"]["review_id"];
    let found = list(&node.home()?.reviews, node.owner)
        .iter()
        .find(|review| review["id"] == *id);
    object(found.map(|review| node.sibling("PullRequestReview", review, node.owner)))
}

fn link(node: &Node<'_>) -> String {
    let name = node
        .repository
        .map(crate::world::Repository::full_name)
        .unwrap_or_default();
    format!(
        "https://github.com/{name}/issues/{}#event-{}",
        node.owner,
        node.number("id")
    )
}
