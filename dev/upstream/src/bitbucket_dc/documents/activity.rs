//! What happened to a pull request.
//! <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-pull-requests/#api-api-latest-projects-projectkey-repos-repositoryslug-pull-requests-pullrequestid-activities-get>

use serde_json::{Value, json};

use super::View;
use super::site::{commit, minimal, user};
use crate::bitbucket_dc::{millis, text};
use crate::world::{Repository, list};

/// Added to the numbers of things of one kind, so that no two activities have the same.
const OPENED: u64 = 1_000_000_000_000;
const PUSHED: u64 = 2_000_000_000_000;
const ENDED: u64 = 3_000_000_000_000;
const COMMENTED: u64 = 4_000_000_000_000;
/// Added to a review's number for the comment that holds its text.
const SUMMARY: u64 = 10_000_000_000;

/// One activity, and when.
struct Told {
    at: String,
    document: Value,
}

fn told(view: View<'_>, id: u64, action: &str, at: &str, by: &Value) -> Told {
    let document = json!({"id": id, "createdDate": millis(at), "user": user(view, by), "action": action});
    Told {
        at: at.to_owned(),
        document,
    }
}

impl Told {
    fn with(mut self, members: Value) -> Self {
        if let (Value::Object(own), Value::Object(more)) = (&mut self.document, members) {
            own.extend(more);
        }
        self
    }
}

fn number(pull: &Value) -> u64 {
    pull["number"].as_u64().unwrap_or_default()
}

/// Oldest first.
pub(in crate::bitbucket_dc) fn activities(
    view: View<'_>,
    repository: &Repository,
    pull: &Value,
) -> Vec<Value> {
    let id = pull["id"].as_u64().unwrap_or_default();
    let mut all = vec![told(
        view,
        OPENED + id,
        "OPENED",
        text(pull, "created_at"),
        &pull["user"],
    )];
    all.extend(pushes(view, repository, pull));
    for review in list(&repository.reviews, number(pull)) {
        let action = match text(review, "state") {
            "APPROVED" => "APPROVED",
            "CHANGES_REQUESTED" => "REVIEWED",
            "DISMISSED" => "UNAPPROVED",
            _ => continue,
        };
        let id = review["id"].as_u64().unwrap_or_default();
        all.push(told(
            view,
            id,
            action,
            text(review, "submitted_at"),
            &review["user"],
        ));
    }
    all.extend(asked(view, repository, pull));
    all.extend(threads(view, repository, pull));
    all.extend(ended(view, repository, pull));
    // Of the same moment, what was told first comes first.
    all.sort_by(|one, other| one.at.cmp(&other.at));
    all.into_iter().map(|told| told.document).collect()
}

/// When something happened that moves the modification time.
pub(super) fn moments(repository: &Repository, pull: &Value) -> Vec<String> {
    let number = number(pull);
    let times = |documents: &[Value], key: &str| -> Vec<String> {
        documents.iter().map(|one| text(one, key).to_owned()).collect()
    };
    let created = text(pull, "created_at").to_owned();
    let commits = list(&repository.pull_commits, number).iter();
    let pushed = commits.map(|one| text(&one["commit"]["committer"], "date").to_owned());
    let spoken = list(&repository.reviews, number).iter();
    let spoken = spoken.filter(|review| !text(review, "body").is_empty());
    let spoken = spoken.map(|review| text(review, "submitted_at").to_owned());
    let mut moments: Vec<String> = pushed.filter(|at| *at >= created).chain(spoken).collect();
    moments.extend(times(list(&repository.comments, number), "created_at"));
    moments.extend(times(list(&repository.line_comments, number), "created_at"));
    moments.extend(times(list(&repository.events, number), "created_at"));
    moments.extend(pull["closed_at"].as_str().map(str::to_owned));
    moments.push(created);
    moments
}

/// Commits that came after it was opened, and those that replaced others.
fn pushes(view: View<'_>, repository: &Repository, pull: &Value) -> Vec<Told> {
    let (created, by) = (text(pull, "created_at"), &pull["user"]);
    let commits = list(&repository.pull_commits, number(pull));
    let forced = list(&repository.events, number(pull)).iter();
    let forced: Vec<&Value> = forced
        .filter(|event| event["event"] == "head_ref_force_pushed")
        .collect();
    let base = &pull["base"]["sha"];
    let hashes = |from: &Value, previous: &Value| json!({"fromHash": from, "previousFromHash": previous, "toHash": base, "previousToHash": base});
    let some = |commits: &[Value]| json!({"commits": commits, "total": commits.len()});
    let mut all = Vec::new();
    for (place, one) in commits.iter().enumerate().skip(1) {
        let at = text(&one["commit"]["committer"], "date");
        if at <= created || forced.iter().any(|event| event["commit_id"] == one["sha"]) {
            continue;
        }
        let id = PUSHED + pull["id"].as_u64().unwrap_or_default() * 100 + place as u64;
        let members = json!({"added": some(&[commit(one)]), "removed": some(&[])});
        let pushed = told(view, id, "RESCOPED", at, by).with(hashes(&one["sha"], &commits[place - 1]["sha"]));
        all.push(pushed.with(members));
    }
    for event in forced {
        let id = event["id"].as_u64().unwrap_or_default();
        let new = commits.iter().filter(|one| one["sha"] == event["commit_id"]);
        let new: Vec<Value> = new.map(commit).collect();
        let old = [minimal(text(event, "_before"))];
        let members = json!({"added": some(&new), "removed": some(&old)});
        let pushed = told(view, id, "RESCOPED", text(event, "created_at"), &event["actor"]);
        all.push(
            pushed
                .with(hashes(&event["commit_id"], &event["_before"]))
                .with(members),
        );
    }
    all
}

/// Reviewers that were asked after it was opened.
fn asked(view: View<'_>, repository: &Repository, pull: &Value) -> Vec<Told> {
    let events = list(&repository.events, number(pull)).iter();
    let later = events.filter(|event| {
        event["event"] == "review_requested" && text(event, "created_at") > text(pull, "created_at")
    });
    let one = |event: &Value| {
        let members =
            json!({"addedReviewers": [user(view, &event["requested_reviewer"])], "removedReviewers": []});
        let id = event["id"].as_u64().unwrap_or_default();
        told(view, id, "UPDATED", text(event, "created_at"), &event["actor"]).with(members)
    };
    later.map(one).collect()
}

/// Comments, each with its answers.
fn threads(view: View<'_>, repository: &Repository, pull: &Value) -> Vec<Told> {
    let lines = list(&repository.line_comments, number(pull));
    let mut all: Vec<Told> = Vec::new();
    for one in list(&repository.comments, number(pull)).iter().chain(lines) {
        if one["in_reply_to_id"].is_u64() {
            continue;
        }
        let answers = lines.iter().filter(|other| other["in_reply_to_id"] == one["id"]);
        let answers: Vec<Value> = answers.map(|other| comment(view, other, &[])).collect();
        let id = COMMENTED + one["id"].as_u64().unwrap_or_default();
        let mut members = json!({"commentAction": "ADDED", "comment": comment(view, one, &answers)});
        if let Some(path) = one["path"].as_str() {
            members["commentAnchor"] = json!({
                "fromHash": pull["base"]["sha"], "toHash": one["commit_id"], "line": 4, "lineType": "ADDED",
                "fileType": "TO", "path": path, "diffType": "EFFECTIVE", "orphaned": false,
            });
        }
        all.push(told(view, id, "COMMENTED", text(one, "created_at"), &one["user"]).with(members));
    }
    let spoken = list(&repository.reviews, number(pull)).iter();
    for review in spoken.filter(|review| !text(review, "body").is_empty()) {
        let (at, by) = (text(review, "submitted_at"), &review["user"]);
        let id = SUMMARY + review["id"].as_u64().unwrap_or_default();
        let own = json!({"id": id, "user": by, "body": review["body"], "created_at": at, "updated_at": at});
        let members = json!({"commentAction": "ADDED", "comment": comment(view, &own, &[])});
        all.push(told(view, COMMENTED + id, "COMMENTED", at, by).with(members));
    }
    all
}

fn comment(view: View<'_>, one: &Value, answers: &[Value]) -> Value {
    json!({
        "properties": {}, "id": one["id"], "version": 0, "text": one["body"], "author": user(view, &one["user"]),
        "createdDate": millis(text(one, "created_at")), "updatedDate": millis(text(one, "updated_at")),
        "comments": answers, "threadResolved": false, "severity": "NORMAL", "state": "OPEN",
        "permittedOperations": {"editable": false, "transitionable": false, "deletable": false},
    })
}

/// How many comments there are.
pub(super) fn comments(repository: &Repository, pull: &Value) -> usize {
    let number = number(pull);
    let spoken = list(&repository.reviews, number).iter();
    let spoken = spoken.filter(|review| !text(review, "body").is_empty()).count();
    list(&repository.comments, number).len() + list(&repository.line_comments, number).len() + spoken
}

fn ended(view: View<'_>, repository: &Repository, pull: &Value) -> Option<Told> {
    let id = ENDED + pull["id"].as_u64().unwrap_or_default();
    if let Some(at) = pull["merged_at"].as_str() {
        let merged = told(view, id, "MERGED", at, &pull["merged_by"]);
        let found = pull["merge_commit_sha"]
            .as_str()
            .and_then(|sha| repository.commits.get(sha));
        return Some(match found {
            Some(found) => merged.with(json!({"commit": commit(found)})),
            None => merged,
        });
    }
    let at = pull["closed_at"].as_str()?;
    let events = list(&repository.events, number(pull)).iter().rev();
    let closer = events.clone().find(|event| event["event"] == "closed");
    let by = closer.map_or(&pull["user"], |event| &event["actor"]);
    Some(told(view, id, "DECLINED", at, by))
}
