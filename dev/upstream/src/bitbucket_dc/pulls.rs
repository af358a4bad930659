//! Pull requests and what hangs on them.

use serde_json::Value;

use super::documents::{self, activities as all_activities};
use super::routes::Call;
use super::{page, refusal};
use crate::server::answer::Answer;
use crate::world::{Repository, list as listed, text};

/// <https://confluence.atlassian.com/bitbucketserver/bitbucket-config-properties-776640155.html#BitbucketconfigpropertiesPaging>
const MOST_PULL_REQUESTS: usize = 100;
const MOST_ACTIVITIES: usize = 500;
const MOST_COMMITS: usize = 100;
const MOST_CHANGES: usize = 1000;
const MOST_BUILDS: usize = 100;

/// Newest first, unless the oldest are asked for.
pub(super) fn list(call: &Call<'_>) -> Answer {
    let wanted = call.option("state").unwrap_or("OPEN");
    let by_change = call.installation.by_change;
    call.repository(|repository| {
        let mut pulls: Vec<&Value> = repository.pulls.values().collect();
        pulls.retain(|pull| wanted == "ALL" || documents::state(pull) == wanted);
        pulls.sort_by_key(|pull| {
            let changed = documents::updated(repository, pull);
            let at = if by_change {
                changed.as_str()
            } else {
                text(pull, "created_at")
            };
            (at.to_owned(), pull["number"].as_u64())
        });
        if call.option("order") != Some("OLDEST") {
            pulls.reverse();
        }
        page::answer(call, MOST_PULL_REQUESTS, &pulls, |pull| {
            documents::pull_request(call.view, repository, pull)
        })
    })
}

pub(super) fn one(call: &Call<'_>) -> Answer {
    of_pull(call, |repository, pull| {
        Answer::json(200, &documents::pull_request(call.view, repository, pull))
    })
}

/// Newest first.
pub(super) fn activities(call: &Call<'_>) -> Answer {
    of_pull(call, |repository, pull| {
        let mut all = all_activities(call.view, repository, pull);
        all.reverse();
        page::answer(call, MOST_ACTIVITIES, &all, Clone::clone)
    })
}

/// Newest first.
pub(super) fn commits(call: &Call<'_>) -> Answer {
    of_pull(call, |repository, pull| {
        let number = pull["number"].as_u64().unwrap_or_default();
        let commits: Vec<&Value> = listed(&repository.pull_commits, number).iter().rev().collect();
        page::answer(call, MOST_COMMITS, &commits, |commit| documents::commit(commit))
    })
}

/// Those that the default branch reaches, newest first.
pub(super) fn history(call: &Call<'_>) -> Answer {
    call.repository(|repository| {
        let log = repository.log(repository.head(repository.default_branch()).as_slice());
        let commits: Vec<&Value> = log.iter().filter_map(|sha| repository.commits.get(sha)).collect();
        page::answer(call, MOST_COMMITS, &commits, |commit| documents::commit(commit))
    })
}

/// The files that a commit touches.
pub(super) fn changes(call: &Call<'_>) -> Answer {
    let sha = call.param("commitId");
    call.repository(|repository| match repository.commits.get(sha) {
        Some(_) => page::answer(call, MOST_CHANGES, &repository.changes(sha), documents::change),
        None => refusal(
            404,
            &format!(
                "Commit '{sha}' does not exist in repository '{}'.",
                repository.full_name()
            ),
            "com.atlassian.bitbucket.commit.NoSuchCommitException",
        ),
    })
}

/// Of a commit in any repository; the newest of each key.
pub(super) fn builds(call: &Call<'_>) -> Answer {
    let sha = call.param("commitId");
    let mut found: Vec<(&Repository, &Value)> = Vec::new();
    for repository in call.view.world.repositories.iter().filter(|one| call.sees(one)) {
        for run in repository.runs.iter().filter(|run| run["head_sha"] == sha) {
            found.retain(|(_, known)| known["name"] != run["name"]);
            found.push((repository, run));
        }
    }
    page::answer(call, MOST_BUILDS, &found, |(repository, run)| {
        documents::build(call.view, repository, run)
    })
}

fn of_pull<'a>(call: &Call<'a>, then: impl FnOnce(&'a Repository, &'a Value) -> Answer) -> Answer {
    let id = call.param("pullRequestId");
    call.repository(|repository| {
        let found = id
            .parse()
            .ok()
            .and_then(|number: u64| repository.pulls.get(&number));
        match found {
            Some(pull) => then(repository, pull),
            None => refusal(
                404,
                &format!("Pull request {id} does not exist in {}.", repository.full_name()),
                "com.atlassian.bitbucket.pull.NoSuchPullRequestException",
            ),
        }
    })
}
