use serde_json::Value;

use super::code::{asked, by_id, newest};
use super::{Call, Reply, message, not_found, plain};
use crate::world::{Repository, list, text};

/// Most runs that a filtered search gives, and that an unfiltered list reaches.
const SEARCH_CAP: usize = 1_000;
const LIST_CAP: usize = 40_000;

/// <https://docs.github.com/en/rest/releases/releases>
pub(super) fn releases<'a>(call: &Call<'a>) -> Reply<'a> {
    match call.repository() {
        Ok(repository) => given(repository, newest(&repository.releases, "created_at"), None),
        Err(reply) => reply,
    }
}

/// <https://docs.github.com/en/rest/releases/releases#get-a-release>
pub(super) fn release<'a>(call: &Call<'a>) -> Reply<'a> {
    match call.repository() {
        Ok(repository) => by_id(call, &repository.releases, call.number("release_id")),
        Err(reply) => reply,
    }
}

fn given<'a>(repository: &'a Repository, items: Vec<&'a Value>, key: Option<&'static str>) -> Reply<'a> {
    Reply::List {
        repository,
        items,
        shape: plain,
        key,
    }
}

/// <https://docs.github.com/en/rest/deployments/deployments>
pub(super) fn deployments<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let mut items = newest(&repository.deployments, "created_at");
    items.retain(|one| {
        ["sha", "ref", "task", "environment"]
            .iter()
            .all(|key| asked(call, key, one, key))
    });
    given(repository, items, None)
}

pub(super) fn deployment<'a>(call: &Call<'a>) -> Reply<'a> {
    match call.repository() {
        Ok(repository) => by_id(call, &repository.deployments, call.number("deployment_id")),
        Err(reply) => reply,
    }
}

/// Newest first. <https://docs.github.com/en/rest/deployments/statuses>
pub(super) fn statuses<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let id = call.number("deployment_id");
    if repository.deployments.iter().all(|one| one["id"] != id) {
        return not_found();
    }
    given(
        repository,
        list(&repository.statuses, id).iter().rev().collect(),
        None,
    )
}

/// Filters of the list of runs: option, key.
const FILTERS: &[(&str, &str)] = &[
    ("branch", "head_branch"),
    ("event", "event"),
    ("head_sha", "head_sha"),
];

/// <https://docs.github.com/en/rest/actions/workflow-runs>
pub(super) fn runs<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let mut items = newest(&repository.runs, "created_at");
    items.retain(|run| FILTERS.iter().all(|(option, key)| asked(call, option, run, key)));
    if let Some(status) = call.option("status") {
        items.retain(|run| run["status"] == status || run["conclusion"] == status);
    }
    if let Some(created) = call.option("created") {
        items.retain(|run| inside(text(run, "created_at"), created));
    }
    if let Some(actor) = call.option("actor") {
        items.retain(|run| run["actor"]["login"] == actor);
    }
    let filtered = ["branch", "event", "head_sha", "status", "created", "actor"]
        .iter()
        .any(|name| call.option(name).is_some());
    let number = |name: &str, default: usize| {
        call.option(name)
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    };
    let reached = (number("page", 1).max(1) - 1) * number("per_page", 30).clamp(1, 100);
    if !filtered && reached >= LIST_CAP {
        return Reply::Refused(
            422,
            message(
                422,
                "In order to keep the API fast for everyone, pagination is limited for this resource.",
            ),
        );
    }
    if filtered && items.len() > SEARCH_CAP {
        let total = items.len();
        items.truncate(SEARCH_CAP);
        return Reply::Capped {
            repository,
            items,
            total,
            key: "workflow_runs",
        };
    }
    given(repository, items, Some("workflow_runs"))
}

/// Whether a time is in a range of the search syntax: `A..B`, `>=A`, `<=B`, `>A`, `<B`, or a day.
/// <https://docs.github.com/en/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax>
pub(super) fn inside(at: &str, range: &str) -> bool {
    let from = |text: &str| text == "*" || at >= text.trim_end_matches("+00:00");
    // A day stands for its last moment at the end of a range.
    let until = |text: &str| text == "*" || at <= text || (text.len() == 10 && at.starts_with(text));
    if let Some((low, high)) = range.split_once("..") {
        return from(low) && until(high);
    }
    match range.split_at(range.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0)) {
        (">=", low) => from(low),
        ("<=", high) => until(high),
        (">", low) => at > low,
        ("<", high) => at < high,
        (_, day) => at.starts_with(day),
    }
}

pub(super) fn run<'a>(call: &Call<'a>) -> Reply<'a> {
    match call.repository() {
        Ok(repository) => by_id(call, &repository.runs, call.number("run_id")),
        Err(reply) => reply,
    }
}

/// <https://docs.github.com/en/rest/actions/workflow-jobs>
pub(super) fn jobs<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let id = call.number("run_id");
    if repository.runs.iter().all(|run| run["id"] != id) {
        return not_found();
    }
    given(
        repository,
        list(&repository.jobs, id).iter().collect(),
        Some("jobs"),
    )
}
