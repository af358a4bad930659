use apollo_compiler::resolvers::ResolveInfo;
use apollo_compiler::schema::ExtendedType;
use serde_json::{Value, json};

use super::connection::{Extra, Item, connect};
use super::fields::{list_argument, text_argument};
use super::node::{Node, Resolved};
use super::schema::SCHEMA;
use crate::world::{list, text};

/// Events by their REST names, with the GraphQL type of each.
const EVENTS: &[(&str, &str)] = &[
    ("added_to_merge_queue", "AddedToMergeQueueEvent"),
    ("assigned", "AssignedEvent"),
    ("auto_merge_enabled", "AutoMergeEnabledEvent"),
    ("base_ref_changed", "BaseRefChangedEvent"),
    ("closed", "ClosedEvent"),
    ("comment_deleted", "CommentDeletedEvent"),
    ("convert_to_draft", "ConvertToDraftEvent"),
    ("cross-referenced", "CrossReferencedEvent"),
    ("demilestoned", "DemilestonedEvent"),
    ("deployed", "DeployedEvent"),
    ("head_ref_deleted", "HeadRefDeletedEvent"),
    ("head_ref_force_pushed", "HeadRefForcePushedEvent"),
    ("labeled", "LabeledEvent"),
    ("locked", "LockedEvent"),
    ("marked_as_duplicate", "MarkedAsDuplicateEvent"),
    ("mentioned", "MentionedEvent"),
    ("merged", "MergedEvent"),
    ("milestoned", "MilestonedEvent"),
    ("pinned", "PinnedEvent"),
    ("ready_for_review", "ReadyForReviewEvent"),
    ("referenced", "ReferencedEvent"),
    ("removed_from_merge_queue", "RemovedFromMergeQueueEvent"),
    ("renamed", "RenamedTitleEvent"),
    ("reopened", "ReopenedEvent"),
    ("review_dismissed", "ReviewDismissedEvent"),
    ("review_request_removed", "ReviewRequestRemovedEvent"),
    ("review_requested", "ReviewRequestedEvent"),
    ("subscribed", "SubscribedEvent"),
    ("transferred", "TransferredEvent"),
    ("unassigned", "UnassignedEvent"),
    ("unlabeled", "UnlabeledEvent"),
    ("unlocked", "UnlockedEvent"),
];

/// `timelineItems` of a pull request or an issue: in order of time, narrowed to the types and the times asked for.
pub(super) fn items<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let repository = node.home()?;
    let number = node.number("number");
    let union = if node.kind == "PullRequest" {
        "PullRequestTimelineItems"
    } else {
        "IssueTimelineItems"
    };
    let mut all: Vec<Item<'a>> = Vec::new();
    if node.kind == "PullRequest" {
        for commit in list(&repository.pull_commits, number) {
            let at = commit
                .pointer("/commit/committer/date")
                .and_then(Value::as_str)
                .unwrap_or_default();
            all.push((
                at.to_owned(),
                node.made("PullRequestCommit", pull_commit(node, commit), number),
            ));
        }
        for review in list(&repository.reviews, number)
            .iter()
            .filter(|review| review["state"] != "PENDING")
        {
            all.push((
                text(review, "submitted_at").to_owned(),
                node.sibling("PullRequestReview", review, number),
            ));
        }
    }
    for comment in list(&repository.comments, number) {
        all.push((
            text(comment, "created_at").to_owned(),
            node.sibling("IssueComment", comment, number),
        ));
    }
    for event in list(&repository.events, number) {
        let kind = EVENTS.iter().find(|(name, _)| event["event"] == *name);
        if let Some((_, kind)) = kind.filter(|(_, kind)| member(union, kind)) {
            all.push((
                text(event, "created_at").to_owned(),
                node.sibling(kind, event, number),
            ));
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    for (place, (key, _)) in all.iter_mut().enumerate() {
        *key = format!("{key}/{place:06}");
    }
    let total = all.len();
    if let Some(kinds) = list_argument(info, "itemTypes") {
        all.retain(|(_, node)| kinds.contains(&item_type(node.kind)));
    }
    if let Some(since) = text_argument(info, "since") {
        all.retain(|(key, _)| key.as_str() >= since.as_str());
    }
    let extra = Extra {
        total: Some(total),
        updated: node.document["updated_at"].clone(),
        ..Extra::default()
    };
    connect(node, info, all, extra)
}

/// A commit as part of a pull request.
pub(super) fn pull_commit(pull: &Node<'_>, commit: &Value) -> Value {
    let sha = text(commit, "sha");
    json!({
        "node_id": format!("PURC_{}_{sha}", pull.number("number")), "_commit": commit,
        "html_url": format!("{}/commits/{sha}", pull.text("html_url")),
    })
}

fn member(union: &str, kind: &str) -> bool {
    match SCHEMA.types.get(union) {
        Some(ExtendedType::Union(union)) => union.members.iter().any(|member| member.as_str() == kind),
        _ => false,
    }
}

/// The enum value of a type: `LabeledEvent` is `LABELED_EVENT`.
fn item_type(kind: &str) -> String {
    let mut name = String::new();
    for letter in kind.chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_uppercase());
    }
    name
}
