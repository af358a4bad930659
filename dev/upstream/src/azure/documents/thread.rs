//! Conversations, and what Azure DevOps writes about what somebody did.

use serde_json::{Value, json};

use super::pull_request::{closer, vote};
use super::{View, identity, nobody};
use crate::azure::{at, text};
use crate::world::{Repository, list};

/// Added to a review's number for the thread that holds its text, and for the one that says who has joined.
const SUMMARY: u64 = 10_000_000_000;
const JOINED: u64 = 20_000_000_000;
/// Added to a pull request's number for what is written at its beginning and end.
const TRIED: u64 = 30_000_000_000;
const ENDED: u64 = 40_000_000_000;

/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-threads/list>
pub(in crate::azure) fn threads(view: View<'_>, repository: &Repository, pull: &Value) -> Vec<Value> {
    let number = pull["number"].as_u64().unwrap_or_default();
    let id = pull["id"].as_u64().unwrap_or_default();
    let created = text(pull, "created_at");
    let tried = json!({"CodeReviewMergeStatus": texted("Succeeded")});
    let mut all = vec![told(
        TRIED + id,
        created,
        "MergeAttempt",
        "The pull request is mergeable.",
        tried,
        &[],
    )];
    all.extend(conversations(view, repository, number));
    let mut members: Vec<&str> = Vec::new();
    for event in list(&repository.events, number) {
        members.extend(event["requested_reviewer"]["login"].as_str());
        all.extend(of_event(view, event));
    }
    for review in list(&repository.reviews, number) {
        all.extend(of_review(view, review, &mut members));
    }
    all.extend(of_end(view, repository, pull, ENDED + id));
    all.sort_by_key(|thread| (text(thread, "publishedDate").to_owned(), thread["id"].as_u64()));
    all
}

fn texted(value: &str) -> Value {
    json!({"$type": "System.String", "$value": value})
}

/// What Azure DevOps writes; the accounts are those of the properties, counted from 1.
fn told(id: u64, when: &str, kind: &str, words: &str, mut properties: Value, accounts: &[Value]) -> Value {
    properties["CodeReviewThreadType"] = texted(kind);
    let keyed = (1..).zip(accounts);
    let keyed: serde_json::Map<String, Value> = keyed
        .map(|(key, account): (u32, _)| (key.to_string(), account.clone()))
        .collect();
    let when = at(when);
    json!({
        "id": id, "publishedDate": when, "lastUpdatedDate": when, "isDeleted": false, "threadContext": null,
        "comments": [{
            "id": 1, "parentCommentId": 0, "author": nobody(), "content": words, "publishedDate": when,
            "lastUpdatedDate": when, "lastContentUpdatedDate": when, "commentType": "system",
        }],
        "properties": properties, "identities": if keyed.is_empty() { Value::Null } else { Value::Object(keyed) },
    })
}

/// Comments, each with its answers.
fn conversations(view: View<'_>, repository: &Repository, number: u64) -> Vec<Value> {
    let lines = list(&repository.line_comments, number);
    let first = list(&repository.comments, number).iter().chain(lines);
    let first = first.filter(|one| !one["in_reply_to_id"].is_u64());
    let mut all: Vec<Value> = first
        .map(|one| {
            let answers = lines.iter().filter(|other| other["in_reply_to_id"] == one["id"]);
            conversation(
                view,
                one,
                &std::iter::once(one).chain(answers).collect::<Vec<_>>(),
            )
        })
        .collect();
    for review in list(&repository.reviews, number) {
        let when = text(review, "submitted_at");
        if !text(review, "body").is_empty() {
            let own = json!({
                "id": review["id"].as_u64().unwrap_or_default() + SUMMARY, "user": review["user"],
                "body": review["body"], "created_at": when, "updated_at": when,
            });
            all.push(conversation(view, &own, &[&own]));
        }
    }
    all
}

fn conversation(view: View<'_>, first: &Value, comments: &[&Value]) -> Value {
    let written = |(place, one): (usize, &&Value)| {
        json!({
            "id": place + 1, "parentCommentId": i32::from(place > 0), "author": identity(view, &one["user"]),
            "content": one["body"], "publishedDate": at(text(one, "created_at")), "commentType": "text",
            "lastUpdatedDate": at(text(one, "updated_at")), "lastContentUpdatedDate": at(text(one, "updated_at")),
        })
    };
    let last = comments
        .iter()
        .map(|one| text(one, "updated_at"))
        .max()
        .unwrap_or_default();
    let place = first["path"].as_str().map(|path| {
        json!({
            "filePath": format!("/{path}"), "rightFileStart": {"line": 4, "offset": 1},
            "rightFileEnd": {"line": 4, "offset": 9},
        })
    });
    json!({
        "id": first["id"], "publishedDate": at(text(first, "created_at")), "lastUpdatedDate": at(last),
        "comments": comments.iter().enumerate().map(written).collect::<Vec<_>>(), "status": "active",
        "threadContext": place, "isDeleted": false, "identities": null,
        "properties": {"Microsoft.TeamFoundation.Discussion.SupportsMarkdown": {"$type": "System.Int32", "$value": 1}},
    })
}

fn of_event(view: View<'_>, event: &Value) -> Option<Value> {
    let (id, when) = (event["id"].as_u64()?, text(event, "created_at"));
    let by = identity(view, &event["actor"]);
    let draft = |now: &str, words: &str| {
        let properties = json!({
            "CodeReviewIsDraftNowSet": texted(now), "CodeReviewIsDraftUpdatedByIdentity": texted("1"),
        });
        told(
            id,
            when,
            "IsDraftUpdate",
            words,
            properties,
            std::slice::from_ref(&by),
        )
    };
    Some(match text(event, "event") {
        "review_requested" => {
            let asked = identity(view, &event["requested_reviewer"]);
            reviewers_update(id, when, &asked, &by)
        }
        "ready_for_review" => draft("0", "published the pull request"),
        "convert_to_draft" => draft("1", "marked the pull request as a draft"),
        "head_ref_force_pushed" => {
            let properties = json!({
                "CodeReviewRefNewHeadCommit": texted(text(event, "commit_id")),
                "CodeReviewRefUpdatedByIdentity": texted("1"),
            });
            told(
                id,
                when,
                "RefUpdate",
                "The reference was updated.",
                properties,
                &[by],
            )
        }
        _ => return None,
    })
}

fn reviewers_update(id: u64, when: &str, who: &Value, by: &Value) -> Value {
    let properties = json!({
        "CodeReviewReviewersUpdatedAddedIdentity": texted("1"), "CodeReviewReviewersUpdatedByIdentity": texted("2"),
        "CodeReviewReviewersUpdatedNumAdded": {"$type": "System.Int32", "$value": 1},
    });
    let words = format!(
        "{} added {} as a reviewer",
        text(by, "displayName"),
        text(who, "displayName")
    );
    told(
        id,
        when,
        "ReviewersUpdate",
        &words,
        properties,
        &[who.clone(), by.clone()],
    )
}

/// A vote; who was not asked becomes a reviewer by it.
fn of_review<'a>(view: View<'_>, review: &'a Value, members: &mut Vec<&'a str>) -> Vec<Value> {
    let Some(vote) = vote(review) else {
        return Vec::new();
    };
    let (id, when) = (
        review["id"].as_u64().unwrap_or_default(),
        text(review, "submitted_at"),
    );
    let (who, login) = (identity(view, &review["user"]), text(&review["user"], "login"));
    let mut all = Vec::new();
    if !members.contains(&login) {
        members.push(login);
        all.push(reviewers_update(JOINED + id, when, &who, &who));
    }
    let properties = json!({
        "CodeReviewVoteResult": texted(&vote.to_string()), "CodeReviewVotedByIdentity": texted("1"),
        "CodeReviewVotedByInitiatorIdentity": texted("1"),
    });
    let words = format!("{} voted {vote}", text(&who, "displayName"));
    all.push(told(id, when, "VoteUpdate", &words, properties, &[who]));
    all
}

fn of_end(view: View<'_>, repository: &Repository, pull: &Value, id: u64) -> Option<Value> {
    let when = pull["closed_at"].as_str()?;
    let (word, by) = if pull["merged_at"].is_string() {
        ("Completed", &pull["merged_by"])
    } else {
        ("Abandoned", closer(repository, pull))
    };
    let properties = json!({
        "CodeReviewStatus": texted(word), "CodeReviewStatusUpdatedByIdentity": texted("1"),
    });
    let words = format!("updated the pull request status to {word}");
    Some(told(
        id,
        when,
        "StatusUpdate",
        &words,
        properties,
        &[identity(view, by)],
    ))
}
