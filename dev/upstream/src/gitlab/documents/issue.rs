use serde_json::{Value, json};

use super::merge_request::milestone_of;
use super::{Note, View, user};
use crate::gitlab::{at, at_or_null, text, username};
use crate::world::{Repository, list};

/// <https://docs.gitlab.com/api/issues/#list-project-issues>
pub(in crate::gitlab) fn issue(view: View<'_>, repository: &Repository, issue: &Value) -> Value {
    let number = &issue["number"];
    let open = issue["state"] == "open";
    let accounts = issue["assignees"].as_array().into_iter().flatten();
    let assignees: Vec<Value> = accounts.map(|account| user(view, account)).collect();
    let labels: Vec<&Value> = issue["labels"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|label| &label["name"])
        .collect();
    let incident = labels.iter().any(|label| *label == "incident");
    let page = format!("{}/{}/-/issues/{number}", view.root, repository.full_name());
    let full = format!("{}#{number}", repository.full_name());
    json!({
        "id": issue["id"], "iid": number, "project_id": repository.id(), "title": issue["title"],
        "description": issue["body"], "state": if open { "opened" } else { "closed" },
        "created_at": at(text(issue, "created_at")), "updated_at": at(text(issue, "updated_at")),
        "closed_at": at_or_null(&issue["closed_at"]), "closed_by": user(view, &issue["closed_by"]), "labels": labels,
        "milestone": milestone_of(view, repository, issue), "assignee": assignees.first(), "assignees": assignees,
        "author": user(view, &issue["user"]), "type": if incident { "INCIDENT" } else { "ISSUE" },
        "issue_type": if incident { "incident" } else { "issue" }, "user_notes_count": issue["comments"],
        "merge_requests_count": 0, "upvotes": 0, "downvotes": 0, "due_date": null, "confidential": false,
        "discussion_locked": null, "web_url": page, "has_tasks": false, "weight": null,
        "time_stats": {
            "time_estimate": 0, "total_time_spent": 0, "human_time_estimate": null, "human_total_time_spent": null,
        },
        "task_completion_status": {"count": 0, "completed_count": 0}, "moved_to_id": null,
        "references": {"short": format!("#{number}"), "relative": format!("#{number}"), "full": full},
        "severity": "UNKNOWN",
    })
}

/// Comments and system notes, oldest first.
pub(in crate::gitlab) fn notes(repository: &Repository, issue: &Value) -> Vec<Note> {
    let number = issue["number"].as_u64().unwrap_or_default();
    let mut notes: Vec<Note> = list(&repository.comments, number)
        .iter()
        .map(Note::comment)
        .collect();
    for event in of_kind(repository, issue, &["assigned"]) {
        let id = event["id"].as_u64().unwrap_or_default();
        let body = format!("assigned to @{}", username(text(&event["assignee"], "login")));
        let at = text(event, "created_at");
        notes.push(Note::system(id, &event["actor"], at, "assignee", body));
    }
    notes.sort_by(|a, b| (&a.created, a.id).cmp(&(&b.created, b.id)));
    notes
}

fn of_kind<'a>(repository: &'a Repository, issue: &Value, kinds: &[&str]) -> Vec<&'a Value> {
    let number = issue["number"].as_u64().unwrap_or_default();
    let events = list(&repository.events, number).iter();
    events
        .filter(|event| kinds.contains(&text(event, "event")))
        .collect()
}

fn event(view: View<'_>, (kind, id): (&str, &Value), event: &Value) -> Value {
    json!({
        "id": event["id"], "user": user(view, &event["actor"]), "created_at": at(text(event, "created_at")),
        "resource_type": kind, "resource_id": id,
    })
}

/// <https://docs.gitlab.com/api/resource_state_events/>
pub(in crate::gitlab) fn state_events(
    view: View<'_>,
    repository: &Repository,
    (kind, document): (&str, &Value),
) -> Vec<Value> {
    let found = of_kind(repository, document, &["closed", "reopened", "merged"]);
    // A merge is not a closing there.
    let merged = found.iter().any(|one| one["event"] == "merged");
    found
        .into_iter()
        .filter(|one| !merged || one["event"] != "closed")
        .map(|one| {
            let mut made = event(view, (kind, &document["id"]), one);
            made["source_commit"] = Value::Null;
            made["source_merge_request_id"] = Value::Null;
            made["state"] = one["event"].clone();
            made
        })
        .collect()
}

/// <https://docs.gitlab.com/api/resource_label_events/>
pub(in crate::gitlab) fn label_events(
    view: View<'_>,
    repository: &Repository,
    (kind, document): (&str, &Value),
) -> Vec<Value> {
    let found = of_kind(repository, document, &["labeled", "unlabeled"]);
    found
        .into_iter()
        .map(|one| {
            let name = &one["label"]["name"];
            let label = repository.labels.iter().find(|label| label["name"] == *name);
            let mut made = event(view, (kind, &document["id"]), one);
            made["label"] = json!({
                "id": label.map(|label| &label["id"]), "name": name, "description": null, "description_html": "",
                "color": format!("#{}", text(&one["label"], "color")), "text_color": "#FFFFFF",
            });
            made["action"] = json!(if one["event"] == "labeled" { "add" } else { "remove" });
            made
        })
        .collect()
}

/// An issue that has a milestone was given it when it was opened.
/// <https://docs.gitlab.com/api/resource_milestone_events/>
pub(in crate::gitlab) fn milestone_events(
    view: View<'_>,
    repository: &Repository,
    (kind, document): (&str, &Value),
) -> Vec<Value> {
    let Some(id) = document["id"]
        .as_u64()
        .filter(|_| document["milestone"].is_object())
    else {
        return Vec::new();
    };
    vec![json!({
        "id": id + 7_000_000_000, "user": user(view, &document["user"]), "action": "add",
        "created_at": at(text(document, "created_at")), "resource_type": kind, "resource_id": id,
        "milestone": milestone_of(view, repository, document), "state": "opened",
    })]
}

/// <https://docs.gitlab.com/api/milestones/>
pub(in crate::gitlab) fn milestone(view: View<'_>, repository: &Repository, milestone: &Value) -> Value {
    let number = &milestone["number"];
    let open = milestone["state"] == "open";
    let day = |key: &str| {
        milestone[key]
            .as_str()
            .map(|at| at.get(..10).unwrap_or(at).to_owned())
    };
    json!({
        "id": milestone["id"], "iid": number, "project_id": repository.id(), "title": milestone["title"],
        "description": "", "state": if open { "active" } else { "closed" },
        "created_at": at(text(milestone, "created_at")), "updated_at": at(text(milestone, "updated_at")),
        "due_date": day("due_on"), "start_date": day("created_at"), "expired": !open,
        "web_url": format!("{}/{}/-/milestones/{number}", view.root, repository.full_name()),
    })
}
