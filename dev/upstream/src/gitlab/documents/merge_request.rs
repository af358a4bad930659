use serde_json::{Value, json};

use super::{Note, View, milestone, user};
use crate::gitlab::{at, at_or_null, text, username};
use crate::world::{Repository, list};

/// Added to a review's number for the note that holds its text.
const SUMMARY: u64 = 10_000_000_000;

/// How a merge was made, as far as the default branch shows it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    Merge,
    Squash,
    FastForward,
}

fn made(repository: &Repository, pull: &Value) -> Option<Made> {
    let commit = repository.commits.get(pull["merge_commit_sha"].as_str()?)?;
    let parents = commit["parents"].as_array().map_or(0, Vec::len);
    let title = text(&commit["commit"], "message")
        .lines()
        .next()
        .unwrap_or_default();
    Some(match parents {
        2 => Made::Merge,
        _ if title.ends_with(&format!("(#{})", pull["number"])) => Made::Squash,
        _ => Made::FastForward,
    })
}

/// A merge request as lists have it. <https://docs.gitlab.com/api/merge_requests/#list-project-merge-requests>
pub(in crate::gitlab) fn merge_request(view: View<'_>, repository: &Repository, pull: &Value) -> Value {
    let (number, project) = (&pull["number"], repository.id());
    let merged = pull["merged_at"].is_string();
    let state = match text(pull, "state") {
        _ if merged => "merged",
        "open" => "opened",
        other => other,
    };
    let how = made(repository, pull).filter(|_| merged);
    let commit = |kind: Made| how.filter(|how| *how == kind).map(|_| &pull["merge_commit_sha"]);
    // A rebase replaces the branch's head before it is merged.
    let head = commit(Made::FastForward).unwrap_or(&pull["head"]["sha"]);
    let all = |key: &str| -> Vec<Value> {
        let accounts = pull[key].as_array().into_iter().flatten();
        accounts.map(|account| user(view, account)).collect()
    };
    let labels: Vec<&Value> = pull["labels"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|label| &label["name"])
        .collect();
    let by = if merged {
        user(view, &pull["merged_by"])
    } else {
        Value::Null
    };
    let closed = !merged && pull["closed_at"].is_string();
    let full = format!("{}!{number}", repository.full_name());
    let comments = notes(repository, pull)
        .iter()
        .filter(|note| note.action.is_none())
        .count();
    let assignees = all("assignees");
    json!({
        "id": pull["id"], "iid": number, "project_id": project, "title": pull["title"], "description": pull["body"],
        "state": state, "created_at": at(text(pull, "created_at")), "updated_at": at(text(pull, "updated_at")),
        "merged_by": by, "merge_user": by, "merged_at": at_or_null(&pull["merged_at"]),
        "closed_by": if closed { closer(view, repository, pull) } else { Value::Null },
        "closed_at": if closed { at_or_null(&pull["closed_at"]) } else { Value::Null },
        "target_branch": pull["base"]["ref"], "source_branch": pull["head"]["ref"], "user_notes_count": comments,
        "upvotes": 0, "downvotes": 0, "author": user(view, &pull["user"]), "assignee": assignees.first(),
        "assignees": assignees, "reviewers": reviewers(view, repository, pull), "source_project_id": project,
        "target_project_id": project, "labels": labels, "draft": pull["draft"], "work_in_progress": pull["draft"],
        "milestone": milestone_of(view, repository, pull), "merge_when_pipeline_succeeds": false,
        "merge_status": "can_be_merged", "detailed_merge_status": if merged { "not_open" } else { "mergeable" },
        "sha": head, "merge_commit_sha": commit(Made::Merge), "squash_commit_sha": commit(Made::Squash),
        "discussion_locked": null, "should_remove_source_branch": null, "force_remove_source_branch": true,
        "prepared_at": at(text(pull, "created_at")), "reference": format!("!{number}"),
        "references": {"short": format!("!{number}"), "relative": format!("!{number}"), "full": full},
        "web_url": page(view, repository, pull), "squash": how == Some(Made::Squash), "has_conflicts": false,
        "time_stats": {
            "time_estimate": 0, "total_time_spent": 0, "human_time_estimate": null, "human_total_time_spent": null,
        },
        "task_completion_status": {"count": 0, "completed_count": 0}, "blocking_discussions_resolved": true,
        "approvals_before_merge": null,
    })
}

/// Its page.
pub(in crate::gitlab) fn page(view: View<'_>, repository: &Repository, pull: &Value) -> String {
    let (root, name) = (view.root, repository.full_name());
    format!("{root}/{name}/-/merge_requests/{}", pull["number"])
}

pub(in crate::gitlab) fn milestone_of(view: View<'_>, repository: &Repository, document: &Value) -> Value {
    match &document["milestone"] {
        Value::Null => Value::Null,
        found => milestone(view, repository, found),
    }
}

fn closer(view: View<'_>, repository: &Repository, pull: &Value) -> Value {
    let number = pull["number"].as_u64().unwrap_or_default();
    let closed = list(&repository.events, number)
        .iter()
        .rev()
        .find(|event| event["event"] == "closed");
    closed.map_or(Value::Null, |event| user(view, &event["actor"]))
}

/// Those who were asked, each once.
fn reviewers(view: View<'_>, repository: &Repository, pull: &Value) -> Vec<Value> {
    let number = pull["number"].as_u64().unwrap_or_default();
    let mut seen: Vec<&str> = Vec::new();
    for event in list(&repository.events, number) {
        let login = text(&event["requested_reviewer"], "login");
        if !login.is_empty() && !seen.contains(&login) {
            seen.push(login);
        }
    }
    seen.iter()
        .map(|login| user(view, &json!({"login": login})))
        .collect()
}

/// Comments and system notes, oldest first.
pub(in crate::gitlab) fn notes(repository: &Repository, pull: &Value) -> Vec<Note> {
    let number = pull["number"].as_u64().unwrap_or_default();
    let mut notes: Vec<Note> = list(&repository.comments, number)
        .iter()
        .chain(list(&repository.line_comments, number))
        .map(Note::comment)
        .collect();
    for review in list(&repository.reviews, number) {
        notes.extend(of_review(review));
    }
    let events = list(&repository.events, number).iter();
    notes.extend(events.filter_map(of_event));
    notes.sort_by(|a, b| (&a.created, a.id).cmp(&(&b.created, b.id)));
    notes
}

fn of_review(review: &Value) -> Vec<Note> {
    let id = review["id"].as_u64().unwrap_or_default();
    let (by, when) = (&review["user"], text(review, "submitted_at"));
    let system = |action, body: &str| Note::system(id, by, when, action, body.to_owned());
    let mut notes = Vec::new();
    match text(review, "state") {
        "APPROVED" => notes.push(system("approved", "approved this merge request")),
        "CHANGES_REQUESTED" => notes.push(system("requested_changes", "requested changes")),
        "DISMISSED" => notes.push(system("unapproved", "unapproved this merge request")),
        _ => {}
    }
    if !text(review, "body").is_empty() {
        let mut summary = Note::system(id + SUMMARY, by, when, "", text(review, "body").to_owned());
        summary.action = None;
        notes.push(summary);
    }
    notes
}

fn of_event(event: &Value) -> Option<Note> {
    let id = event["id"].as_u64().unwrap_or_default();
    let name = |key: &str| username(text(&event[key], "login"));
    let (action, body) = match text(event, "event") {
        "review_requested" => (
            "reviewer",
            format!("requested review from @{}", name("requested_reviewer")),
        ),
        "ready_for_review" => ("title", "marked this merge request as **ready**".to_owned()),
        "convert_to_draft" => ("title", "marked this merge request as **draft**".to_owned()),
        "assigned" => ("assignee", format!("assigned to @{}", name("assignee"))),
        "base_ref_changed" => ("branch", "changed target branch from `main` to `next`".to_owned()),
        // A force push looks like any other push.
        "head_ref_force_pushed" => (
            "commit",
            format!(
                "added 1 commit\n\n<ul><li>{} - Work</li></ul>\n\n[Compare with previous version](#)",
                text(event, "commit_id").get(..8).unwrap_or_default()
            ),
        ),
        _ => return None,
    };
    Some(Note::system(
        id,
        &event["actor"],
        text(event, "created_at"),
        action,
        body,
    ))
}
