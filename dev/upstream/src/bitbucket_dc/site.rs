//! Projects, repositories, users.

use serde_json::{Value, json};

use super::documents::{self, project_key};
use super::routes::Call;
use super::{Caller, forbidden, page, refusal};
use crate::server::answer::Answer;
use crate::world::Repository;

/// <https://confluence.atlassian.com/bitbucketserver/bitbucket-config-properties-776640155.html#BitbucketconfigpropertiesPaging>
const MOST: usize = 1000;

/// Needs no credential.
pub(super) fn properties(call: &Call<'_>) -> Answer {
    let (major, minor) = call.installation.version;
    let body = json!({
        "version": format!("{major}.{minor}.0"), "buildNumber": format!("{major}00{minor}000"),
        "buildDate": "1700000000000", "displayName": "Bitbucket",
    });
    Answer::json(200, &body)
}

/// Those of which the caller sees something.
pub(super) fn projects(call: &Call<'_>) -> Answer {
    page::answer(call, MOST, &keys(call), |key| documents::project(call.view, key))
}

fn keys(call: &Call<'_>) -> Vec<String> {
    let mut keys: Vec<String> = seen(call).into_iter().map(project_key).collect();
    keys.dedup();
    keys
}

pub(super) fn project(call: &Call<'_>) -> Answer {
    of_project(call, |key, _| {
        Answer::json(200, &documents::project(call.view, key))
    })
}

pub(super) fn repositories_of_project(call: &Call<'_>) -> Answer {
    of_project(call, |_, repositories| {
        page::answer(call, MOST, &repositories, |one| {
            documents::repository(call.view, one)
        })
    })
}

fn of_project<'a>(call: &Call<'a>, then: impl FnOnce(&str, Vec<&'a Repository>) -> Answer) -> Answer {
    let key = call.param("projectKey");
    let mut repositories = seen(call);
    repositories.retain(|one| project_key(one).eq_ignore_ascii_case(key));
    match repositories.first() {
        Some(first) => then(&project_key(first), repositories),
        None => refusal(
            404,
            &format!("Project {key} does not exist."),
            "com.atlassian.bitbucket.project.NoSuchProjectException",
        ),
    }
}

pub(super) fn repository(call: &Call<'_>) -> Answer {
    call.repository(|one| Answer::json(200, &documents::repository(call.view, one)))
}

/// All that the caller sees; archived ones only where the version knows of them and they are asked for.
pub(super) fn repositories(call: &Call<'_>) -> Answer {
    let mut all = seen(call);
    if call.installation.version >= (8, 0) {
        let archived = |one: &Repository| one.document["archived"] == true;
        match call.option("archived") {
            Some("ALL") => {}
            Some("ARCHIVED") => all.retain(|one| archived(one)),
            _ => all.retain(|one| !archived(one)),
        }
    }
    page::answer(call, MOST, &all, |one| documents::repository(call.view, one))
}

fn seen<'a>(call: &Call<'a>) -> Vec<&'a Repository> {
    let all = call.view.world.repositories.iter();
    all.filter(|one| call.sees(one)).collect()
}

/// Only for those who have signed in.
pub(super) fn users(call: &Call<'_>) -> Answer {
    if matches!(call.caller, Caller::Anonymous) || call.lacks("LICENSED_USER") {
        return forbidden();
    }
    let accounts: Vec<&Value> = call.view.world.users.values().collect();
    let accounts: Vec<&Value> = accounts
        .into_iter()
        .filter(|one| one["type"] != "Organization")
        .collect();
    page::answer(call, MOST, &accounts, |one| documents::user(call.view, one))
}

pub(super) fn branches(call: &Call<'_>) -> Answer {
    call.repository(|repository| {
        let branches: Vec<(&String, &String)> = repository.branches.iter().collect();
        page::answer(call, MOST, &branches, |(name, sha)| {
            let is_default = name.as_str() == repository.default_branch();
            json!({
                "id": format!("refs/heads/{name}"), "displayId": name, "type": "BRANCH", "latestCommit": sha,
                "latestChangeset": sha, "isDefault": is_default,
            })
        })
    })
}

pub(super) fn default_branch(call: &Call<'_>) -> Answer {
    call.repository(|repository| {
        let name = repository.default_branch();
        let body = json!({"id": format!("refs/heads/{name}"), "displayId": name, "type": "BRANCH"});
        Answer::json(200, &body)
    })
}
