use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};

use super::chance::At;
use super::events;
use super::people::PEOPLE;
use super::plan::IssuePlan;
use super::pulls::conversation;
use super::writer::Writer;
use crate::world::document::{API, WEB, account, author_association, reactions, time};
use crate::world::ids::node_id;

/// Writes milestones and issues.
pub(super) fn write(writer: &mut Writer<'_>) {
    milestones(writer);
    for issue in writer.plan.issues.clone() {
        let events = events::of_issue(writer, &issue);
        writer.repository.events.insert(issue.number, events);
        let comments: Vec<Value> = issue
            .comments
            .iter()
            .map(|comment| conversation(writer, issue.number, comment.at, comment.by, false))
            .collect();
        writer.repository.comments.insert(issue.number, comments);
        let document = document(writer, &issue);
        writer.repository.issues.insert(issue.number, document);
    }
}

/// One milestone a quarter. <https://docs.github.com/en/rest/issues/milestones>
fn milestones(writer: &mut Writer<'_>) {
    for quarter in 0..4_i32 {
        let number = quarter + 1;
        let id = writer.ids.milestones.next();
        let begun = writer.plan.created + TimeDelta::days(90 * i64::from(quarter));
        if begun >= writer.now {
            return;
        }
        let due = begun + TimeDelta::days(90);
        let closed = (due < writer.now).then_some(due);
        let url = format!("{API}/repos/{}/milestones/{number}", writer.full_name);
        writer.repository.milestones.push(json!({
            "url": url, "html_url": format!("{WEB}/{}/milestone/{number}", writer.full_name),
            "labels_url": format!("{url}/labels"), "id": id, "node_id": node_id("MI", id), "number": number,
            "title": format!("Quarter {number}"), "description": null, "creator": account(PEOPLE[0].login),
            "open_issues": 0, "closed_issues": 0, "state": if closed.is_some() { "closed" } else { "open" },
            "created_at": time(begun), "updated_at": time(closed.unwrap_or(begun)), "due_on": time(due),
            "closed_at": closed.map(time),
        }));
    }
}

/// <https://docs.github.com/en/rest/issues/issues>
fn document(writer: &mut Writer<'_>, issue: &IssuePlan) -> Value {
    let id = writer.ids.issues.next();
    let (number, name) = (issue.number, &writer.full_name);
    let url = format!("{API}/repos/{name}/issues/{number}");
    let login = PEOPLE[issue.author].login;
    let labels: Vec<&Value> = writer
        .repository
        .labels
        .iter()
        .filter(|label| issue.labels.iter().any(|name| label["name"] == *name))
        .collect();
    let assignee = issue.assignee.map(|by| account(PEOPLE[by].login));
    let quarter = (issue.created - writer.plan.created).num_days() / 90;
    let milestone = usize::try_from(quarter).ok().filter(|_| number % 3 == 0);
    let comments = &writer.repository.comments[&number];
    let updated = comments
        .iter()
        .filter_map(|comment| {
            comment["updated_at"]
                .as_str()?
                .parse::<chrono::DateTime<Utc>>()
                .ok()
        })
        .chain(issue.closed.map(|(at, _)| at))
        .fold(issue.created, At::max);
    json!({
        "url": url, "repository_url": format!("{API}/repos/{name}"), "labels_url": format!("{url}/labels{{/name}}"),
        "comments_url": format!("{url}/comments"), "events_url": format!("{url}/events"),
        "html_url": format!("{WEB}/{name}/issues/{number}"), "timeline_url": format!("{url}/timeline"), "id": id,
        "node_id": node_id("I", id), "number": number, "title": issue.title, "user": account(login),
        "labels": labels, "state": if issue.closed.is_some() { "closed" } else { "open" }, "locked": false,
        "assignee": assignee, "assignees": assignee.iter().collect::<Vec<_>>(),
        "milestone": milestone.and_then(|place| writer.repository.milestones.get(place)),
        "comments": comments.len(), "created_at": time(issue.created), "updated_at": time(updated),
        "closed_at": issue.closed.map(|(at, _)| time(at)), "author_association": author_association(login),
        "active_lock_reason": null, "body": "Steps, what was expected, what happened.",
        "closed_by": issue.closed.map(|(_, by)| account(PEOPLE[by].login)), "reactions": reactions(&url),
        "performed_via_github_app": null, "state_reason": issue.closed.map(|_| "completed"),
    })
}
