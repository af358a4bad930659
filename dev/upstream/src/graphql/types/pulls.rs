use std::collections::BTreeMap;

use apollo_compiler::resolvers::ResolveInfo;
use serde_json::{Value, json};

use super::super::connection::{Extra, Item, connect};
use super::super::fields::Source::{Account, At, Call, Text};
use super::super::fields::{Fields, give, list_argument, object, text_argument, upper};
use super::super::node::{Node, Resolved};
use super::super::timeline;
use super::code::{branch, home};
use super::issues::{assignees, association, comments, labels, milestone, participants, resource_path};
use crate::world::{list, text};

pub(super) const PULL_REQUEST: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("fullDatabaseId", Text("/id")),
    ("number", At("/number")),
    ("title", At("/title")),
    ("body", Text("/body")),
    ("bodyText", Text("/body")),
    ("state", Call(|node, _| give(state(&node.document)))),
    ("isDraft", Call(|node, _| give(node.document["draft"] == true))),
    ("isCrossRepository", Call(cross)),
    ("locked", Call(|node, _| give(node.document["locked"] == true))),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/updated_at")),
    ("closedAt", At("/closed_at")),
    ("mergedAt", At("/merged_at")),
    (
        "merged",
        Call(|node, _| give(node.document["merged_at"].is_string())),
    ),
    ("closed", Call(|node, _| give(node.text("state") == "closed"))),
    ("additions", Call(|node, _| give(node.number("additions")))),
    ("deletions", Call(|node, _| give(node.number("deletions")))),
    ("changedFiles", Call(|node, _| give(node.number("changed_files")))),
    ("baseRefName", At("/base/ref")),
    ("baseRefOid", At("/base/sha")),
    ("headRefName", At("/head/ref")),
    ("headRefOid", At("/head/sha")),
    (
        "headRef",
        Call(|node, _| object(branch(node, text(&node.document["head"], "ref")))),
    ),
    (
        "baseRef",
        Call(|node, _| object(branch(node, text(&node.document["base"], "ref")))),
    ),
    ("mergeCommit", Call(merge_commit)),
    ("author", Account("/user")),
    ("authorAssociation", Call(association)),
    ("editor", Call(|_, _| give(Value::Null))),
    ("lastEditedAt", Call(|_, _| give(Value::Null))),
    ("publishedAt", At("/created_at")),
    ("mergedBy", Account("/merged_by")),
    ("reviewDecision", Call(decision)),
    (
        "totalCommentsCount",
        Call(|node, _| give(node.number("comments") + node.number("review_comments"))),
    ),
    ("milestone", Call(milestone)),
    ("headRepository", Call(|node, _| object(side(node, "head")))),
    (
        "headRepositoryOwner",
        Call(|node, _| object(node.account(&node.document["head"]["user"]))),
    ),
    ("baseRepository", Call(home)),
    ("repository", Call(home)),
    ("url", At("/html_url")),
    ("permalink", At("/html_url")),
    ("labels", Call(labels)),
    ("assignees", Call(assignees)),
    ("files", Call(files)),
    ("closingIssuesReferences", Call(closes)),
    ("timelineItems", Call(timeline::items)),
    ("reviews", Call(reviews)),
    ("commits", Call(commits)),
    ("comments", Call(comments)),
    ("reviewRequests", Call(requests)),
    ("reviewThreads", Call(super::comments::threads)),
    ("latestReviews", Call(latest_reviews)),
    ("participants", Call(participants)),
    ("mergeable", Call(mergeable)),
    (
        "maintainerCanModify",
        Call(|node, _| give(node.document["maintainer_can_modify"] == true)),
    ),
    ("resourcePath", Call(resource_path)),
];

pub(super) const PULL_REQUEST_COMMIT: Fields = &[
    ("id", At("/node_id")),
    (
        "commit",
        Call(|node, _| object(Some(node.made("Commit", node.document["_commit"].clone(), 0)))),
    ),
    ("pullRequest", Call(owner)),
    ("url", At("/html_url")),
    ("resourcePath", Call(resource_path)),
];

pub(super) const CHANGED_FILE: Fields = &[
    ("path", At("/filename")),
    ("additions", At("/additions")),
    ("deletions", At("/deletions")),
    ("changeType", Call(change_type)),
];

pub(super) const REVIEW_REQUEST: Fields = &[
    ("id", At("/id")),
    ("databaseId", Call(|_, _| give(Value::Null))),
    ("asCodeOwner", Call(|_, _| give(false))),
    ("requestedReviewer", Account("/reviewer")),
    ("pullRequest", Call(owner)),
];

/// `OPEN`, `CLOSED` or `MERGED`.
pub(super) fn state(pull: &Value) -> &'static str {
    match (pull["merged_at"].is_string(), pull["state"] == "closed") {
        (true, _) => "MERGED",
        (false, true) => "CLOSED",
        (false, false) => "OPEN",
    }
}

/// The pull request that a thing belongs to.
pub(super) fn owner<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let pull = node.home()?.pulls.get(&node.owner);
    object(pull.map(|pull| node.sibling("PullRequest", pull, node.owner)))
}

fn name_of(side: &Value) -> Option<&str> {
    side["repo"]["_repository"]
        .as_str()
        .or_else(|| side["repo"]["full_name"].as_str())
}

fn cross<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    give(name_of(&node.document["head"]) != name_of(&node.document["base"]))
}

fn side<'a>(node: &'a Node<'a>, key: &str) -> Option<Node<'a>> {
    let name = name_of(&node.document[key])?;
    match node.scope.world.repository(name) {
        Some(repository) => Some(node.of(repository)),
        None => Some(node.made("Repository", node.document[key]["repo"].clone(), 0)),
    }
}

/// The merge commit, also when the world does not hold it: then only its name is known.
fn merge_commit<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let Some(sha) = node.document["merge_commit_sha"]
        .as_str()
        .filter(|_| node.document["merged_at"].is_string())
    else {
        return give(Value::Null);
    };
    object(Some(known_or_named(node, sha)))
}

/// A commit that the world holds, or one of which it knows the name only.
pub(super) fn known_or_named<'a>(node: &Node<'a>, sha: &str) -> Node<'a> {
    node.commit(sha).unwrap_or_else(|| {
        let actor = json!({"name": null, "email": null, "date": "1970-01-01T00:00:00Z"});
        let commit = json!({"message": "", "author": actor, "committer": actor, "tree": {"sha": ""}});
        node.made(
            "Commit",
            json!({"node_id": format!("C_{sha}"), "sha": sha, "html_url": "", "commit": commit}),
            0,
        )
    })
}

/// What the reviews say now: each reviewer's last verdict counts.
fn decision<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let mut verdicts: BTreeMap<&str, &str> = BTreeMap::new();
    for review in list(&node.home()?.reviews, node.number("number")) {
        let state = text(review, "state");
        if matches!(state, "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED") {
            verdicts.insert(text(&review["user"], "login"), state);
        }
    }
    let has = |state: &str| verdicts.values().any(|verdict| *verdict == state);
    give(if has("CHANGES_REQUESTED") {
        "CHANGES_REQUESTED"
    } else if has("APPROVED") {
        "APPROVED"
    } else {
        "REVIEW_REQUIRED"
    })
}

fn files<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let files = list(&node.home()?.pull_files, node.number("number"));
    let items = files.iter().map(|file| {
        (
            text(file, "filename").to_owned(),
            node.sibling("PullRequestChangedFile", file, 0),
        )
    });
    let mut items: Vec<Item<'a>> = items.collect();
    items.sort_by(|a, b| a.0.cmp(&b.0));
    connect(node, info, items, Extra::default())
}

fn change_type<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    give(match node.text("status") {
        "removed" => "DELETED".to_owned(),
        other => upper(other),
    })
}

fn closes<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let repository = node.home()?;
    let numbers = node.document["_closes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_u64);
    let issues = numbers.filter_map(|number| Some((number, repository.issues.get(&number)?)));
    let items = issues
        .map(|(number, issue)| (format!("{number:020}"), node.sibling("Issue", issue, number)))
        .collect();
    connect(node, info, items, Extra::default())
}

fn review_items<'a>(node: &Node<'a>, number: u64) -> Vec<Item<'a>> {
    let reviews = node
        .repository
        .map(|repository| list(&repository.reviews, number))
        .unwrap_or_default();
    let mut items: Vec<Item<'a>> = reviews
        .iter()
        .map(|review| {
            let key = format!(
                "{}/{:020}",
                text(review, "submitted_at"),
                review["id"].as_u64().unwrap_or_default()
            );
            (key, node.sibling("PullRequestReview", review, number))
        })
        .collect();
    items.sort_by(|a, b| a.0.cmp(&b.0));
    items
}

fn reviews<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let mut items = review_items(node, node.number("number"));
    if let Some(states) = list_argument(info, "states") {
        items.retain(|(_, review)| states.iter().any(|state| state == review.text("state")));
    }
    if let Some(author) = text_argument(info, "author") {
        items.retain(|(_, review)| review.document["user"]["login"] == author.as_str());
    }
    connect(node, info, items, Extra::default())
}

fn latest_reviews<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let mut latest: BTreeMap<String, Item<'a>> = BTreeMap::new();
    for item in review_items(node, node.number("number")) {
        latest.insert(text(&item.1.document["user"], "login").to_owned(), item);
    }
    let mut items: Vec<Item<'a>> = latest.into_values().collect();
    items.sort_by(|a, b| a.0.cmp(&b.0));
    connect(node, info, items, Extra::default())
}

fn commits<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let number = node.number("number");
    let commits = list(&node.home()?.pull_commits, number).iter();
    let items = (0..).zip(commits).map(|(place, commit): (u32, _)| {
        (
            format!("{place:06}"),
            node.made("PullRequestCommit", timeline::pull_commit(node, commit), number),
        )
    });
    connect(node, info, items.collect(), Extra::default())
}

fn requests<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let number = node.number("number");
    let waiting = node.document["requested_reviewers"]
        .as_array()
        .into_iter()
        .flatten();
    let items = (0..).zip(waiting).map(|(place, reviewer): (u32, _)| {
        let request = json!({"id": format!("RRQ_{number}_{place}"), "reviewer": reviewer});
        (format!("{place:04}"), node.made("ReviewRequest", request, number))
    });
    connect(node, info, items.collect(), Extra::default())
}

fn mergeable<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    give(match node.document["mergeable"].as_bool() {
        Some(true) => "MERGEABLE",
        Some(false) => "CONFLICTING",
        None => "UNKNOWN",
    })
}
