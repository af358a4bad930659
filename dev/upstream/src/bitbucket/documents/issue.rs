use serde_json::{Value, json};

use super::site::{account_id, place, user};
use super::{View, content};
use crate::bitbucket::at;
use crate::world::{Repository, list, text};

fn state(issue: &Value) -> &'static str {
    match (text(issue, "state"), text(issue, "state_reason")) {
        ("open", _) => "new",
        (_, "not_planned") => "wontfix",
        (_, "duplicate") => "duplicate",
        _ => "resolved",
    }
}

fn page(view: View<'_>, repository: &Repository, issue: &Value) -> String {
    format!(
        "{}/{}/issues/{}",
        view.root,
        repository.full_name(),
        issue["number"]
    )
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-issue-tracker/>
pub(in crate::bitbucket) fn issue(view: View<'_>, repository: &Repository, issue: &Value) -> Value {
    let labels = issue["labels"].as_array().into_iter().flatten();
    let is_bug = labels.into_iter().any(|label| label["name"] == "bug");
    let mut document = json!({
        "type": "issue", "id": issue["number"], "title": issue["title"], "content": content(text(issue, "body")),
        "state": state(issue), "kind": if is_bug { "bug" } else { "task" }, "priority": "major", "votes": 0,
        "watches": 1, "repository": place(view, repository),
        "links": {"html": {"href": page(view, repository, issue)}}, "created_on": at(text(issue, "created_at")),
        "updated_on": at(text(issue, "updated_at")), "reporter": user(view, &issue["user"]),
    });
    let assignee = user(view, &issue["assignees"][0]);
    if !assignee.is_null() {
        document["assignee"] = assignee;
    }
    if let Some(title) = issue["milestone"]["title"].as_str() {
        document["milestone"] =
            json!({"type": "milestone", "id": issue["milestone"]["number"], "name": title});
    }
    document
}

pub(in crate::bitbucket) fn issue_comment(
    view: View<'_>,
    repository: &Repository,
    (issue, comment): (&Value, &Value),
) -> Value {
    json!({
        "type": "issue_comment", "id": comment["id"], "content": content(text(comment, "body")),
        "user": user(view, &comment["user"]), "created_on": at(text(comment, "created_at")),
        "updated_on": at(text(comment, "updated_at")),
        "links": {"html": {"href": format!("{}#comment-{}", page(view, repository, issue), comment["id"])}},
    })
}

/// Oldest first. <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-issue-tracker/#api-repositories-workspace-repo-slug-issues-issue-id-changes-get>
pub(in crate::bitbucket) fn changes(view: View<'_>, repository: &Repository, issue: &Value) -> Vec<Value> {
    let number = issue["number"].as_u64().unwrap_or_default();
    let done = match state(issue) {
        "new" => "resolved",
        closed => closed,
    };
    let mut open = true;
    let mut all = Vec::new();
    for event in list(&repository.events, number) {
        let (field, old, new) = match text(event, "event") {
            "closed" if open => ("state", "new".to_owned(), done.to_owned()),
            "reopened" if !open => ("state", done.to_owned(), "new".to_owned()),
            "assigned" => {
                let account = &view.world.users[text(&event["assignee"], "login")];
                ("assignee_account_id", String::new(), account_id(account))
            }
            _ => continue,
        };
        open = open != (field == "state");
        all.push(json!({
            "type": "issue_change", "id": event["id"], "created_on": at(text(event, "created_at")),
            "user": user(view, &event["actor"]), "changes": {field: {"old": old, "new": new}},
            "message": content(""),
        }));
    }
    all
}
