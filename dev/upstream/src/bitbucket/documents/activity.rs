use serde_json::{Value, json};

use super::pull_request::{page, pull_request};
use super::site::user;
use super::{View, content};
use crate::bitbucket::at;
use crate::world::{Repository, list, text};

/// Added to a review's number for the comment that holds its text.
const SUMMARY: u64 = 10_000_000_000;

/// What happened to a pull request.
pub(in crate::bitbucket) struct Entry<'a> {
    moment: &'a str,
    pull: &'a Value,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Update(&'static str, &'a Value),
    Review(&'static str, &'a Value),
    Comment(&'a Value),
    /// The text of a review is a comment.
    Summary(&'a Value),
}

/// The log of all pull requests, newest first.
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/#api-repositories-workspace-repo-slug-pullrequests-activity-get>
pub(in crate::bitbucket) fn log(repository: &Repository) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = repository
        .pulls
        .values()
        .flat_map(|pull| updates(repository, pull).chain(said(repository, pull)))
        .collect();
    entries.sort_by(|a, b| b.moment.cmp(a.moment));
    entries
}

/// Each change of the pull request, and how it was afterwards.
fn updates<'a>(repository: &'a Repository, pull: &'a Value) -> impl Iterator<Item = Entry<'a>> {
    let number = pull["number"].as_u64().unwrap_or_default();
    let opened = Entry {
        moment: text(pull, "created_at"),
        pull,
        kind: Kind::Update("OPEN", &pull["user"]),
    };
    let events = list(&repository.events, number).iter();
    let changed = events.filter_map(move |event| {
        let state = match text(event, "event") {
            "head_ref_force_pushed"
            | "base_ref_changed"
            | "ready_for_review"
            | "convert_to_draft"
            | "reopened" => "OPEN",
            "closed" if pull["merged_at"] != event["created_at"] => "DECLINED",
            "merged" => "MERGED",
            _ => return None,
        };
        Some(Entry {
            moment: text(event, "created_at"),
            pull,
            kind: Kind::Update(state, &event["actor"]),
        })
    });
    std::iter::once(opened).chain(changed)
}

/// Reviews and comments. Approvals that were taken back are gone.
fn said<'a>(repository: &'a Repository, pull: &'a Value) -> impl Iterator<Item = Entry<'a>> {
    let number = pull["number"].as_u64().unwrap_or_default();
    let reviews = list(&repository.reviews, number).iter();
    let reviews = reviews.filter_map(move |review| {
        let kind = match text(review, "state") {
            "APPROVED" => "approval",
            "CHANGES_REQUESTED" => "changes_requested",
            _ => return None,
        };
        Some(Entry {
            moment: text(review, "submitted_at"),
            pull,
            kind: Kind::Review(kind, review),
        })
    });
    reviews.chain(comments(repository, pull))
}

/// Comments of all kinds.
fn comments<'a>(repository: &'a Repository, pull: &'a Value) -> impl Iterator<Item = Entry<'a>> {
    let number = pull["number"].as_u64().unwrap_or_default();
    let written = list(&repository.comments, number).iter();
    let written = written.chain(list(&repository.line_comments, number));
    let written = written.map(move |comment| Entry {
        moment: text(comment, "created_at"),
        pull,
        kind: Kind::Comment(comment),
    });
    let reviews = list(&repository.reviews, number).iter();
    let texts = reviews.filter(|review| !text(review, "body").is_empty());
    written.chain(texts.map(move |review| Entry {
        moment: text(review, "submitted_at"),
        pull,
        kind: Kind::Summary(review),
    }))
}

/// How many comments it has.
pub(super) fn count(repository: &Repository, pull: &Value) -> usize {
    comments(repository, pull).count()
}

/// An entry of the log.
pub(in crate::bitbucket) fn entry(view: View<'_>, repository: &Repository, entry: &Entry<'_>) -> Value {
    let reference = json!({
        "type": "pullrequest", "id": entry.pull["number"], "title": entry.pull["title"],
        "links": {"html": {"href": page(view, repository, entry.pull)}},
    });
    let moment = at(entry.moment);
    let (kind, document) = match &entry.kind {
        Kind::Update(state, by) => {
            let whole = pull_request(view, repository, entry.pull);
            let mut update = json!({"state": state, "author": user(view, by), "date": moment, "reason": ""});
            for key in ["title", "description", "source", "destination"] {
                update[key] = whole[key].clone();
            }
            ("update", update)
        }
        Kind::Review(kind, review) => (
            *kind,
            json!({"date": moment, "user": user(view, &review["user"]), "pullrequest": reference}),
        ),
        Kind::Comment(said) => ("comment", comment(view, repository, entry.pull, said)),
        Kind::Summary(review) => {
            let id = review["id"].as_u64().unwrap_or_default() + SUMMARY;
            let said = json!({
                "id": id, "user": review["user"], "body": review["body"], "created_at": entry.moment,
                "updated_at": entry.moment,
            });
            ("comment", comment(view, repository, entry.pull, &said))
        }
    };
    json!({"pull_request": reference, kind: document})
}

fn comment(view: View<'_>, repository: &Repository, pull: &Value, said: &Value) -> Value {
    let mut document = json!({
        "type": "pullrequest_comment", "id": said["id"], "content": content(text(said, "body")),
        "user": user(view, &said["user"]), "deleted": false, "created_on": at(text(said, "created_at")),
        "updated_on": at(text(said, "updated_at")),
        "links": {"html": {"href": format!("{}/_/diff#comment-{}", page(view, repository, pull), said["id"])}},
    });
    if let Some(path) = said["path"].as_str() {
        document["inline"] = json!({"path": path, "from": null, "to": 4});
    }
    if let Some(parent) = said["in_reply_to_id"].as_u64() {
        document["parent"] = json!({"id": parent});
    }
    document
}
