use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::documents::{self, View};
use super::page::{page, whole};
use super::routes::Call;
use super::{missing, refusal, text};
use crate::server::answer::Answer;
use crate::world::Repository;

/// By id or name.
pub(super) fn repository<'a>(view: View<'a>, id: &str) -> Option<&'a Repository> {
    let mut all = view.world.repositories().iter();
    all.find(|one| documents::repository_id(one) == id || documents::name(one).eq_ignore_ascii_case(id))
}

/// <https://learn.microsoft.com/rest/api/azure/devops/core/projects/list>
pub(super) fn projects(call: &Call<'_>) -> Answer {
    let all = [documents::project(call.view)];
    page(call, &all, (100, 1000), Clone::clone)
}

/// <https://learn.microsoft.com/rest/api/azure/devops/git/repositories/list>
pub(super) fn repositories(call: &Call<'_>) -> Answer {
    let all = call.view.world.repositories().iter();
    whole(
        &all.map(|one| documents::repository(call.view, one))
            .collect::<Vec<_>>(),
    )
}

pub(super) fn repositories_of_project(call: &Call<'_>) -> Answer {
    let asked = call.param("project");
    let project = documents::project(call.view);
    if !text(&project, "name").eq_ignore_ascii_case(asked) && project["id"] != asked {
        let words = format!("TF200016: The following project does not exist: {asked}.");
        return refusal(404, "ProjectDoesNotExistWithNameException", &words);
    }
    repositories(call)
}

/// <https://learn.microsoft.com/rest/api/azure/devops/git/repositories/get-repository>
pub(super) fn one_repository(call: &Call<'_>) -> Answer {
    let id = call.param("repositoryid");
    match repository(call.view, id) {
        Some(one) => Answer::json(200, &documents::repository(call.view, one)),
        None => missing(id),
    }
}

/// <https://learn.microsoft.com/rest/api/azure/devops/git/refs/list>
pub(super) fn refs(call: &Call<'_>) -> Answer {
    call.repository(|repository| {
        let all: Vec<(&String, &String)> = repository.branches.iter().collect();
        page(call, &all, (1000, 1000), |(name, sha)| {
            json!({
                "name": format!("refs/heads/{name}"), "objectId": sha, "creator": documents::nobody(),
                "url": format!("{}/_apis/git/refs", call.view.root),
            })
        })
    })
}

/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-requests>
pub(super) fn pull_requests(call: &Call<'_>) -> Answer {
    call.repository(|repository| {
        let mut all: Vec<&Value> = repository.pulls.values().collect();
        let asked = call.option("searchCriteria.status").unwrap_or("active");
        all.retain(|pull| asked == "all" || documents::status(pull) == asked);
        let closed = call.option("searchCriteria.queryTimeRangeType") == Some("closed");
        let key = if closed { "closed_at" } else { "created_at" };
        let moment = |text: &str| text.parse::<DateTime<Utc>>().ok();
        let bound = |name: &str| call.option(name).and_then(moment);
        if let Some(from) = bound("searchCriteria.minTime") {
            all.retain(|pull| moment(text(pull, key)).is_some_and(|at| at >= from));
        }
        if let Some(to) = bound("searchCriteria.maxTime") {
            all.retain(|pull| moment(text(pull, key)).is_some_and(|at| at <= to));
        }
        all.sort_by_key(|pull| (text(pull, "created_at").to_owned(), pull["id"].as_u64()));
        all.reverse();
        page(call, &all, (101, 1000), |pull| {
            documents::listed(call.view, repository, pull)
        })
    })
}

fn of_pull(call: &Call<'_>, then: impl FnOnce(&Repository, &Value) -> Answer) -> Answer {
    call.repository(|repository| {
        let id: Option<u64> = call.param("pullrequestid").parse().ok();
        let found = repository.pulls.values().find(|pull| pull["id"].as_u64() == id);
        found.map_or_else(
            || {
                let text = "TF401180: The requested pull request was not found.";
                refusal(404, "GitPullRequestNotFoundException", text)
            },
            |pull| then(repository, pull),
        )
    })
}

/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-request>
pub(super) fn pull_request(call: &Call<'_>) -> Answer {
    of_pull(call, |repository, pull| {
        let says = |name: &str| call.option(name) == Some("true");
        let with = (says("includeCommits"), says("includeWorkItemRefs"));
        Answer::json(200, &documents::whole(call.view, repository, pull, with))
    })
}

/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-threads/list>
pub(super) fn threads(call: &Call<'_>) -> Answer {
    of_pull(call, |repository, pull| {
        whole(&documents::threads(call.view, repository, pull))
    })
}

/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-iterations/list>
pub(super) fn iterations(call: &Call<'_>) -> Answer {
    of_pull(call, |repository, pull| {
        whole(&documents::iterations(call.view, repository, pull))
    })
}
