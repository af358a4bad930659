use apollo_compiler::resolvers::ResolveInfo;
use serde_json::Value;

use super::super::connection::{Extra, Item, connect};
use super::super::fields::Source::{Account, At, Call, Text, Upper};
use super::super::fields::{Fields, give, object};
use super::super::node::{Node, Resolved};
use super::super::timeline;
use super::code::home;
use crate::world::{list, text};

pub(super) const ISSUE: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("fullDatabaseId", Text("/id")),
    ("number", At("/number")),
    ("title", At("/title")),
    ("body", Text("/body")),
    ("bodyText", Text("/body")),
    ("state", Upper("/state")),
    ("stateReason", Upper("/state_reason")),
    ("locked", At("/locked")),
    ("closed", Call(|node, _| give(node.text("state") == "closed"))),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/updated_at")),
    ("closedAt", At("/closed_at")),
    ("publishedAt", At("/created_at")),
    ("lastEditedAt", Call(|_, _| give(Value::Null))),
    ("author", Account("/user")),
    ("authorAssociation", Call(association)),
    ("milestone", Call(milestone)),
    ("labels", Call(labels)),
    ("assignees", Call(assignees)),
    ("comments", Call(comments)),
    ("timelineItems", Call(timeline::items)),
    ("closedByPullRequestsReferences", Call(closed_by)),
    ("participants", Call(participants)),
    ("repository", Call(home)),
    ("url", At("/html_url")),
    ("resourcePath", Call(resource_path)),
];

pub(super) const LABEL: Fields = &[
    ("id", Call(label_id)),
    ("name", At("/name")),
    ("color", Text("/color")),
    ("description", At("/description")),
    (
        "isDefault",
        Call(|node, _| give(node.document["default"] == true)),
    ),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/updated_at")),
    ("url", Text("/url")),
];

pub(super) const MILESTONE: Fields = &[
    ("id", At("/node_id")),
    ("number", At("/number")),
    ("title", At("/title")),
    ("description", At("/description")),
    ("state", Upper("/state")),
    ("dueOn", At("/due_on")),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/updated_at")),
    ("closedAt", At("/closed_at")),
    ("closed", Call(|node, _| give(node.text("state") == "closed"))),
    ("url", At("/html_url")),
    ("creator", Account("/creator")),
];

/// A label in an event has no id; the repository's label of that name has.
fn label_id<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let own = node.document["node_id"].as_str();
    let known = node
        .home()?
        .labels
        .iter()
        .find(|label| label["name"] == node.document["name"]);
    let id = own
        .or_else(|| known.and_then(|label| label["node_id"].as_str()))
        .unwrap_or("LA_unknown");
    give(id)
}

/// Old recordings do not say; GraphQL must.
pub(super) fn association<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    give(node.document["author_association"].as_str().unwrap_or("NONE"))
}

pub(super) fn resource_path<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    give(node.text("html_url").trim_start_matches("https://github.com"))
}

pub(super) fn milestone<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let milestone = &node.document["milestone"];
    object(
        milestone
            .is_object()
            .then(|| node.sibling("Milestone", milestone, 0)),
    )
}

pub(super) fn labels<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let labels = node.document["labels"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|label| label.is_object());
    let items = (0..)
        .zip(labels)
        .map(|(place, label)| (format!("{place:04}"), node.sibling("Label", label, place)));
    connect(node, info, items.collect(), Extra::default())
}

pub(super) fn assignees<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let people = node.document["assignees"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| node.account(one))
        // The schema lists users only: a bot that is assigned does not show here.
        .filter(|account| account.kind == "User");
    let items = (0..)
        .zip(people)
        .map(|(place, one): (u32, _)| (format!("{place:04}"), one))
        .collect();
    connect(node, info, items, Extra::default())
}

pub(super) fn comments<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let number = node.number("number");
    let mut items: Vec<Item<'a>> = list(&node.home()?.comments, number)
        .iter()
        .map(|comment| {
            let key = format!(
                "{}/{:020}",
                text(comment, "created_at"),
                comment["id"].as_u64().unwrap_or_default()
            );
            (key, node.sibling("IssueComment", comment, number))
        })
        .collect();
    items.sort_by(|a, b| a.0.cmp(&b.0));
    connect(node, info, items, Extra::default())
}

fn closed_by<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let number = &node.document["number"];
    let pulls = node.home()?.pulls.iter().filter(|(_, pull)| {
        let closes = pull["_closes"].as_array().into_iter().flatten();
        closes.into_iter().any(|one| one == number)
    });
    let items = pulls
        .map(|(key, pull)| (format!("{key:020}"), node.sibling("PullRequest", pull, *key)))
        .collect();
    connect(node, info, items, Extra::default())
}

pub(super) fn participants<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let repository = node.home()?;
    let number = node.number("number");
    let documents = list(&repository.comments, number)
        .iter()
        .chain(list(&repository.reviews, number));
    let mut people: Vec<Node<'a>> = Vec::new();
    for reference in
        std::iter::once(&node.document["user"]).chain(documents.map(|document| &document["user"]))
    {
        let account = node.account(reference).filter(|account| account.kind == "User");
        if let Some(account) = account
            && people
                .iter()
                .all(|known| known.text("login") != account.text("login"))
        {
            people.push(account);
        }
    }
    let items = (0..)
        .zip(people)
        .map(|(place, one): (u32, _)| (format!("{place:04}"), one))
        .collect();
    connect(node, info, items, Extra::default())
}
