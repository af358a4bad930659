use apollo_compiler::resolvers::ResolveInfo;
use serde_json::{Value, json};

use super::super::connection::{Extra, Item, connect};
use super::super::fields::Source::{Account, At, Call, Text};
use super::super::fields::{Fields, give, object};
use super::super::node::{Node, Resolved};
use super::code::home;
use super::issues::association;
use super::pulls::{known_or_named, owner};
use crate::world::{list, text};

pub(super) const REVIEW: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("fullDatabaseId", Text("/id")),
    ("state", At("/state")),
    ("submittedAt", At("/submitted_at")),
    ("createdAt", Call(review_time)),
    ("updatedAt", Call(review_time)),
    ("publishedAt", At("/submitted_at")),
    ("lastEditedAt", Call(|_, _| give(Value::Null))),
    ("author", Account("/user")),
    ("authorAssociation", Call(association)),
    ("body", Text("/body")),
    ("bodyText", Text("/body")),
    ("commit", Call(|node, _| commit(node, "commit_id"))),
    ("comments", Call(review_comments)),
    ("pullRequest", Call(owner)),
    ("repository", Call(home)),
    ("url", At("/html_url")),
];

pub(super) const LINE_COMMENT: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("fullDatabaseId", Text("/id")),
    ("body", Text("/body")),
    ("bodyText", Text("/body")),
    ("author", Account("/user")),
    ("authorAssociation", Call(association)),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/updated_at")),
    ("path", At("/path")),
    ("diffHunk", At("/diff_hunk")),
    ("line", At("/line")),
    ("originalLine", At("/original_line")),
    ("replyTo", Call(reply_to)),
    ("pullRequestReview", Call(review)),
    ("pullRequest", Call(owner)),
    ("commit", Call(|node, _| commit(node, "commit_id"))),
    (
        "originalCommit",
        Call(|node, _| commit(node, "original_commit_id")),
    ),
    (
        "outdated",
        Call(|node, _| give(node.document["position"].is_null())),
    ),
    ("state", Call(|_, _| give("SUBMITTED"))),
    ("url", At("/html_url")),
];

pub(super) const THREAD: Fields = &[
    ("id", At("/id")),
    ("isResolved", At("/resolved")),
    ("isOutdated", Call(|_, _| give(false))),
    ("isCollapsed", At("/resolved")),
    ("path", At("/first/path")),
    ("line", At("/first/line")),
    ("resolvedBy", Call(|_, _| give(Value::Null))),
    ("comments", Call(thread_comments)),
    ("pullRequest", Call(owner)),
];

pub(super) const ISSUE_COMMENT: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("fullDatabaseId", Text("/id")),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/updated_at")),
    ("lastEditedAt", Call(edited)),
    ("author", Account("/user")),
    ("authorAssociation", Call(association)),
    ("body", Text("/body")),
    ("bodyText", Text("/body")),
    ("issue", Call(issue)),
    ("pullRequest", Call(owner)),
    ("url", At("/html_url")),
];

/// REST gives one time; a pending review has none, GraphQL's must not be null.
fn review_time<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let pull = node.home()?.pulls.get(&node.owner);
    let fallback = pull.map(|pull| text(pull, "updated_at")).unwrap_or_default();
    give(node.document["submitted_at"].as_str().unwrap_or(fallback))
}

fn edited<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let updated = &node.document["updated_at"];
    give(if *updated == node.document["created_at"] {
        Value::Null
    } else {
        updated.clone()
    })
}

fn commit<'a>(node: &'a Node<'a>, key: &str) -> Resolved<'a> {
    object(node.document[key].as_str().map(|sha| known_or_named(node, sha)))
}

fn line_items<'a>(node: &Node<'a>, fits: impl Fn(&Value) -> bool) -> Vec<Item<'a>> {
    let comments = node
        .repository
        .map(|repository| list(&repository.line_comments, node.owner))
        .unwrap_or_default();
    let mut items: Vec<Item<'a>> = comments
        .iter()
        .filter(|comment| fits(comment))
        .map(|comment| {
            let key = format!(
                "{}/{:020}",
                text(comment, "created_at"),
                comment["id"].as_u64().unwrap_or_default()
            );
            (key, node.sibling("PullRequestReviewComment", comment, node.owner))
        })
        .collect();
    items.sort_by(|a, b| a.0.cmp(&b.0));
    items
}

fn review_comments<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let items = line_items(node, |comment| {
        comment["pull_request_review_id"] == node.document["id"]
    });
    connect(node, info, items, Extra::default())
}

fn reply_to<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let first = node.document["in_reply_to_id"].as_u64();
    let found = first.and_then(|id| line_items(node, |comment| comment["id"] == id).pop());
    object(found.map(|(_, comment)| comment))
}

fn review<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let reviews = list(&node.home()?.reviews, node.owner);
    let found = reviews
        .iter()
        .find(|review| review["id"] == node.document["pull_request_review_id"]);
    object(found.map(|review| node.sibling("PullRequestReview", review, node.owner)))
}

/// The issue of a comment. A comment on a pull request answers with an issue too, the same number.
fn issue<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let repository = node.home()?;
    let document = repository
        .issues
        .get(&node.owner)
        .or_else(|| repository.pulls.get(&node.owner));
    object(document.map(|document| node.sibling("Issue", document, node.owner)))
}

/// A thread is a line comment and the answers to it.
pub(super) fn threads<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let number = node.number("number");
    let firsts = list(&node.home()?.line_comments, number)
        .iter()
        .filter(|comment| comment["in_reply_to_id"].is_null());
    let resolved = node.document["merged_at"].is_string();
    let items = firsts.map(|first| {
        let id = first["id"].as_u64().unwrap_or_default();
        let thread = json!({"id": format!("PRRT_{id}"), "resolved": resolved, "first": first});
        (
            format!("{id:020}"),
            node.made("PullRequestReviewThread", thread, number),
        )
    });
    connect(node, info, items.collect(), Extra::default())
}

fn thread_comments<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let first = &node.document["first"]["id"];
    let items = line_items(node, |comment| {
        comment["id"] == *first || comment["in_reply_to_id"] == *first
    });
    connect(node, info, items, Extra::default())
}
