use serde_json::{Value, json};

use super::page::asked;
use super::pulls::sorted;
use super::{Call, Reply, by_time, not_found, plain, since};
use crate::world::{API, Repository, list as of, text};

/// Keys that a pull request has as an issue too.
const SHARED: &[&str] = &[
    "html_url",
    "number",
    "title",
    "user",
    "labels",
    "state",
    "locked",
    "assignee",
    "assignees",
    "milestone",
    "comments",
    "created_at",
    "updated_at",
    "closed_at",
    "author_association",
    "active_lock_reason",
    "body",
    "draft",
];

/// Issues and pull requests. <https://docs.github.com/en/rest/issues/issues#list-repository-issues>
pub(super) fn list<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let state = call.option("state").unwrap_or("open");
    let labels: Vec<&str> = call
        .option("labels")
        .map(|labels| labels.split(',').collect())
        .unwrap_or_default();
    let fits = |issue: &&Value| {
        let names: Vec<&str> = issue["labels"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|label| text(label, "name"))
            .collect();
        (state == "all" || issue["state"] == state) && labels.iter().all(|label| names.contains(label))
    };
    let mut items: Vec<&Value> = repository
        .issues
        .values()
        .chain(repository.pulls.values())
        .filter(fits)
        .collect();
    since(call, &mut items);
    let key = match call.option("sort") {
        Some("updated") => "updated_at",
        _ => "created_at",
    };
    by_time(&mut items, key, call.option("direction") != Some("asc"));
    Reply::List {
        repository,
        items,
        shape: as_issue,
        key: None,
    }
}

/// An issue as it is, a pull request as the issue it also is.
fn as_issue(call: &Call<'_>, repository: &Repository, document: &Value) -> Value {
    if !document["head"].is_object() {
        return call.view.full(document);
    }
    let number = &document["number"];
    let api = format!("{API}/repos/{}", repository.full_name());
    let url = format!("{api}/issues/{number}");
    let mut issue = json!({
        "url": url, "repository_url": api, "labels_url": format!("{url}/labels{{/name}}"),
        "comments_url": format!("{url}/comments"), "events_url": format!("{url}/events"),
        "timeline_url": format!("{url}/timeline"), "id": issue_id(document), "state_reason": null,
        "node_id": document["node_id"], "performed_via_github_app": null,
        "pull_request": {
            "url": format!("{api}/pulls/{number}"), "html_url": document["html_url"],
            "diff_url": document["diff_url"], "patch_url": document["patch_url"], "merged_at": document["merged_at"],
        },
    });
    for key in SHARED {
        issue[*key] = document[*key].clone();
    }
    call.view.full(&issue)
}

/// A pull request has another id as an issue than as a pull request.
fn issue_id(pull: &Value) -> u64 {
    pull["_issue_id"]
        .as_u64()
        .unwrap_or_else(|| pull["id"].as_u64().unwrap_or_default() + 1_000_000_000)
}

pub(super) fn one<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let number = call.number("issue_number");
    let document = repository
        .issues
        .get(&number)
        .or_else(|| repository.pulls.get(&number));
    document.map_or_else(not_found, |document| {
        Reply::One(as_issue(call, repository, document))
    })
}

/// Conversation comments of the whole repository. <https://docs.github.com/en/rest/issues/comments>
pub(super) fn comments<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let mut items: Vec<&Value> = repository.comments().collect();
    since(call, &mut items);
    sorted(call, &mut items);
    Reply::List {
        repository,
        items,
        shape: plain,
        key: None,
    }
}

fn children<'a>(call: &Call<'a>, get: fn(&'a Repository, u64) -> &'a [Value]) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let number = call.number("issue_number");
    if !repository.issues.contains_key(&number) && !repository.pulls.contains_key(&number) {
        return not_found();
    }
    let mut items: Vec<&Value> = get(repository, number).iter().collect();
    since(call, &mut items);
    Reply::List {
        repository,
        items,
        shape: plain,
        key: None,
    }
}

pub(super) fn comments_of<'a>(call: &Call<'a>) -> Reply<'a> {
    children(call, |repository, number| of(&repository.comments, number))
}

pub(super) fn events_of<'a>(call: &Call<'a>) -> Reply<'a> {
    children(call, |repository, number| of(&repository.events, number))
}

/// Events of the whole repository, newest first, each with its issue.
/// <https://docs.github.com/en/rest/issues/events#list-issue-events-for-a-repository>
pub(super) fn events<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let mut items: Vec<(u64, &Value)> = repository.events().collect();
    items.sort_by_key(|(_, event)| std::cmp::Reverse((event["created_at"].as_str(), event["id"].as_u64())));
    let (size, current) = asked(call);
    let page = items.iter().skip((current - 1) * size).take(size);
    Reply::Made {
        total: items.len(),
        documents: page
            .map(|(number, event)| with_issue(call, repository, *number, event))
            .collect(),
    }
}

fn with_issue(call: &Call<'_>, repository: &Repository, number: u64, event: &Value) -> Value {
    let mut document = call.view.full(event);
    let issue = repository
        .issues
        .get(&number)
        .or_else(|| repository.pulls.get(&number));
    if let Some(issue) = issue {
        document["issue"] = as_issue(call, repository, issue);
    }
    document
}

pub(super) fn labels<'a>(call: &Call<'a>) -> Reply<'a> {
    whole(call, |repository| repository.labels.iter().collect())
}

/// <https://docs.github.com/en/rest/issues/milestones#get-a-milestone>
pub(super) fn milestone<'a>(call: &Call<'a>) -> Reply<'a> {
    let number = call.number("milestone_number");
    match call.repository() {
        Ok(repository) => {
            let found = repository.milestones.iter().find(|one| one["number"] == number);
            found.map_or_else(super::not_found, |one| Reply::One(call.view.full(one)))
        }
        Err(reply) => reply,
    }
}

/// <https://docs.github.com/en/rest/issues/milestones>
pub(super) fn milestones<'a>(call: &Call<'a>) -> Reply<'a> {
    let state = call.option("state").unwrap_or("open").to_owned();
    match whole(call, |repository| repository.milestones.iter().collect()) {
        Reply::List {
            repository,
            items,
            shape,
            key,
        } => Reply::List {
            repository,
            items: items
                .into_iter()
                .filter(|one| state == "all" || one["state"] == state.as_str())
                .collect(),
            shape,
            key,
        },
        other => other,
    }
}

fn whole<'a>(call: &Call<'a>, get: fn(&'a Repository) -> Vec<&'a Value>) -> Reply<'a> {
    match call.repository() {
        Ok(repository) => Reply::List {
            repository,
            items: get(repository),
            shape: plain,
            key: None,
        },
        Err(reply) => reply,
    }
}
