use serde_json::{Value, json};

use super::{Call, Reply, missing};
use crate::gitlab::documents::{self, Note, View};
use crate::gitlab::{at, text};
use crate::world::Repository;

/// <https://docs.gitlab.com/api/merge_requests/#list-project-merge-requests>
pub(super) fn merge_requests<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let mut items: Vec<&'a Value> = repository.pulls.values().collect();
        let state = call.option("state").unwrap_or("all");
        items.retain(|pull| match state {
            "opened" => pull["state"] == "open",
            "merged" => pull["merged_at"].is_string(),
            "closed" => pull["state"] == "closed" && pull["merged_at"].is_null(),
            _ => true,
        });
        call.sorted(&mut items, |item| text(item, "updated_at"), true);
        let view = call.view;
        Reply::List(
            items,
            Box::new(move |pull| documents::merge_request(view, repository, pull)),
        )
    })
}

/// <https://docs.gitlab.com/api/issues/#list-project-issues>
pub(super) fn issues<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let mut items: Vec<&'a Value> = repository.issues.values().collect();
        match call.option("state") {
            Some("opened") => items.retain(|issue| issue["state"] == "open"),
            Some("closed") => items.retain(|issue| issue["state"] == "closed"),
            _ => {}
        }
        call.sorted(&mut items, |item| text(item, "updated_at"), true);
        let view = call.view;
        Reply::List(
            items,
            Box::new(move |issue| documents::issue(view, repository, issue)),
        )
    })
}

/// <https://docs.gitlab.com/api/merge_requests/#get-single-mr>
pub(super) fn merge_request<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let pull = repository.pulls.get(&call.number("merge_request_iid"));
        pull.map_or_else(missing, |pull| {
            Reply::One(documents::merge_request(call.view, repository, pull))
        })
    })
}

/// <https://docs.gitlab.com/api/issues/#single-project-issue>
pub(super) fn issue<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let issue = repository.issues.get(&call.number("issue_iid"));
        issue.map_or_else(missing, |issue| {
            Reply::One(documents::issue(call.view, repository, issue))
        })
    })
}

/// <https://docs.gitlab.com/api/milestones/>
pub(super) fn milestones<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let view = call.view;
        Reply::List(
            repository.milestones.iter().rev().collect(),
            Box::new(move |milestone| documents::milestone(view, repository, milestone)),
        )
    })
}

type Events = fn(View<'_>, &Repository, (&str, &Value)) -> Vec<Value>;

fn of_issue<'a>(call: &Call<'a>, events: Events) -> Reply<'a> {
    call.of_project(|repository| {
        let issue = repository.issues.get(&call.number("issue_iid"));
        issue.map_or_else(missing, |issue| {
            Reply::Made(events(call.view, repository, ("Issue", issue)))
        })
    })
}

pub(super) fn state_events<'a>(call: &Call<'a>) -> Reply<'a> {
    of_issue(call, documents::state_events)
}

pub(super) fn label_events<'a>(call: &Call<'a>) -> Reply<'a> {
    of_issue(call, documents::label_events)
}

pub(super) fn milestone_events<'a>(call: &Call<'a>) -> Reply<'a> {
    of_issue(call, documents::milestone_events)
}

/// Iterations are a paid feature, which this company does not have.
pub(super) fn iteration_events<'a>(_: &Call<'a>) -> Reply<'a> {
    missing()
}

/// <https://docs.gitlab.com/api/notes/>
pub(super) fn merge_request_notes<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let pull = repository.pulls.get(&call.number("merge_request_iid"));
        pull.map_or_else(missing, |pull| {
            let notes = documents::merge_request_notes(repository, pull);
            noted(call, notes, ("MergeRequest", pull))
        })
    })
}

pub(super) fn issue_notes<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let issue = repository.issues.get(&call.number("issue_iid"));
        issue.map_or_else(missing, |issue| {
            noted(call, documents::issue_notes(repository, issue), ("Issue", issue))
        })
    })
}

fn noted<'a>(call: &Call<'a>, mut notes: Vec<Note>, (kind, document): (&str, &Value)) -> Reply<'a> {
    if call.option("order_by") == Some("updated_at") {
        notes.sort_by(|a, b| (&a.updated, a.id).cmp(&(&b.updated, b.id)));
    }
    if call.option("sort") != Some("asc") {
        notes.reverse();
    }
    let number = |key: &str| document[key].as_u64().unwrap_or_default();
    let on = (kind, number("id"), number("number"));
    Reply::Made(notes.iter().map(|note| note.document(call.view, on)).collect())
}

/// Closings and reopenings, newest first; the other actions are not asked for.
/// <https://docs.gitlab.com/api/events/#list-all-visible-events-for-a-project>
pub(super) fn events<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let action = call.option("action").unwrap_or_default();
        let kind = call.option("target_type").unwrap_or_default();
        let mut found = Vec::new();
        let targets = [
            ("issue", "Issue", &repository.issues),
            ("merge_request", "MergeRequest", &repository.pulls),
        ];
        for (asked, name, documents) in targets.into_iter().filter(|one| kind.is_empty() || one.0 == kind) {
            for document in documents.values() {
                let events = documents::state_events(call.view, repository, (name, document));
                let events = events.iter().filter(|event| text(event, "state") == action);
                found.extend(events.map(|event| of_target(repository, (asked, name, document), event)));
            }
        }
        found.sort_by_key(|event| (text(event, "created_at").to_owned(), event["id"].as_u64()));
        found.reverse();
        Reply::Made(found)
    })
}

fn of_target(repository: &Repository, (_, name, document): (&str, &str, &Value), event: &Value) -> Value {
    json!({
        "id": event["id"], "project_id": repository.id(), "action_name": event["state"], "target_id": document["id"],
        "target_iid": document["number"], "target_type": name, "author_id": event["user"]["id"],
        "target_title": document["title"], "created_at": at(text(event, "created_at")), "author": event["user"],
        "author_username": event["user"]["username"],
    })
}
