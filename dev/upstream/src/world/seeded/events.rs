use chrono::TimeDelta;
use serde_json::{Value, json};

use super::chance::{At, minutes};
use super::people::PEOPLE;
use super::plan::{IssuePlan, Outcome, PullPlan};
use super::pulls::Branch;
use super::writer::Writer;
use crate::world::document::{API, account, time};
use crate::world::ids::node_id;

/// Prefix of the node ids of an event: GitHub's differ by kind too.
fn prefix(kind: &str) -> &'static str {
    match kind {
        "closed" => "CE",
        "merged" => "ME",
        "labeled" => "LE",
        "unlabeled" => "UNLE",
        "review_requested" => "RRE",
        "ready_for_review" => "RFRE",
        "convert_to_draft" => "CTDE",
        "head_ref_force_pushed" => "HRFPE",
        "head_ref_deleted" => "HRDE",
        "reopened" => "REE",
        "assigned" => "AE",
        "milestoned" => "MIE",
        _ => "EV",
    }
}

/// One event. <https://docs.github.com/en/rest/using-the-rest-api/issue-event-types>
fn event(writer: &mut Writer<'_>, kind: &str, at: At, by: usize) -> Value {
    let id = writer.ids.events.next();
    json!({
        "id": id, "node_id": node_id(prefix(kind), id), "event": kind, "created_at": time(at),
        "url": format!("{API}/repos/{}/issues/events/{id}", writer.full_name), "actor": account(PEOPLE[by].login),
        "commit_id": null, "commit_url": null, "performed_via_github_app": null,
    })
}

fn labelled(writer: &mut Writer<'_>, kind: &str, at: At, by: usize, name: &str) -> Value {
    let color = writer
        .repository
        .labels
        .iter()
        .find(|label| label["name"] == name)
        .map(|label| label["color"].clone());
    let mut event = event(writer, kind, at, by);
    event["label"] = json!({"name": name, "color": color});
    event
}

fn with_commit(writer: &Writer<'_>, mut event: Value, commit: usize) -> Value {
    let sha = writer.history.sha(commit);
    event["commit_url"] = json!(format!("{API}/repos/{}/commits/{sha}", writer.full_name));
    event["commit_id"] = json!(sha);
    event
}

/// The events of a pull request, in order.
pub(super) fn of_pull(writer: &mut Writer<'_>, pull: &PullPlan, branch: &Branch) -> Vec<Value> {
    let mut events = Vec::new();
    for (at, name) in &pull.labels {
        events.push(labelled(writer, "labeled", *at, pull.author, name));
    }
    for (at, by) in &pull.requests {
        let mut event = event(writer, "review_requested", *at, pull.author);
        event["review_requester"] = account(PEOPLE[pull.author].login);
        event["requested_reviewer"] = account(PEOPLE[*by].login);
        events.push(event);
    }
    if let Some(at) = pull.ready {
        events.push(event(writer, "ready_for_review", at, pull.author));
    }
    if let Some((at, old)) = branch.replaced {
        let pushed = event(writer, "head_ref_force_pushed", at, pull.author);
        let mut pushed = with_commit(writer, pushed, branch.head());
        pushed["_before"] = json!(writer.history.sha(old));
        events.push(pushed);
    }
    if pull.number.is_multiple_of(4) {
        let mut assigned = event(writer, "assigned", pull.created, pull.author);
        assigned["assignee"] = account(PEOPLE[pull.author].login);
        assigned["assigner"] = account(PEOPLE[pull.author].login);
        events.push(assigned);
    }
    for turn in 0..pull.relabelled {
        let kind = if turn % 2 == 0 { "labeled" } else { "unlabeled" };
        let after = i64::try_from(turn).unwrap_or_default() + 1;
        events.push(labelled(
            writer,
            kind,
            pull.created + minutes(after),
            pull.author,
            "triage",
        ));
    }
    end(writer, pull, branch, &mut events);
    events.sort_by(|a, b| a["created_at"].as_str().cmp(&b["created_at"].as_str()));
    events
}

fn end(writer: &mut Writer<'_>, pull: &PullPlan, branch: &Branch, events: &mut Vec<Value>) {
    let Some(at) = pull.outcome.at() else { return };
    let by = pull.outcome.merged().map_or(pull.author, |(_, by)| by);
    if let Some(commit) = branch.merge {
        let merged = event(writer, "merged", at, by);
        events.push(with_commit(writer, merged, commit));
    }
    events.push(event(writer, "closed", at, by));
    if !matches!(pull.outcome, Outcome::Open) {
        let deleted = (at + TimeDelta::seconds(4)).min(writer.now);
        events.push(event(writer, "head_ref_deleted", deleted, by));
    }
}

/// The events of an issue, in order.
pub(super) fn of_issue(writer: &mut Writer<'_>, issue: &IssuePlan) -> Vec<Value> {
    let mut events = Vec::new();
    for name in &issue.labels {
        events.push(labelled(writer, "labeled", issue.created, issue.author, name));
    }
    if let Some(assignee) = issue.assignee {
        let mut assigned = event(writer, "assigned", issue.created, issue.author);
        assigned["assignee"] = account(PEOPLE[assignee].login);
        assigned["assigner"] = account(PEOPLE[issue.author].login);
        events.push(assigned);
    }
    if let Some((at, by)) = issue.closed {
        if issue.reopened {
            let half = (at - issue.created) / 2;
            events.push(event(writer, "closed", issue.created + half / 2, by));
            events.push(event(writer, "reopened", issue.created + half, issue.author));
        }
        let mut closed = event(writer, "closed", at, by);
        closed["state_reason"] = json!("completed");
        events.push(closed);
    }
    events
}
