use serde_json::{Value, json};

use super::{Call, Reply, missing};
use crate::gitlab::documents;
use crate::world::Repository;

/// <https://docs.gitlab.com/api/version/>
pub(super) fn version<'a>(_: &Call<'a>) -> Reply<'a> {
    Reply::One(json!({"version": "16.2.4", "revision": "a0b1c2d3e4f"}))
}

/// <https://docs.gitlab.com/api/users/#get-the-current-user>
pub(super) fn viewer<'a>(call: &Call<'a>) -> Reply<'a> {
    let viewer = json!({"login": call.view.world.viewer});
    Reply::One(documents::user(call.view, &viewer))
}

/// <https://docs.gitlab.com/api/personal_access_tokens/#get-information-about-a-personal-access-token>
pub(super) fn token<'a>(call: &Call<'a>) -> Reply<'a> {
    let lacks = |name: &str| {
        call.token
            .is_some_and(|token| token.lacks.iter().any(|one| one == name))
    };
    let scopes = ["read_api", "read_repository"]
        .into_iter()
        .filter(|scope| !lacks(scope));
    Reply::One(json!({
        "id": 42, "name": "weir", "revoked": false, "created_at": "2026-01-01T00:00:00.000Z",
        "scopes": scopes.collect::<Vec<_>>(), "user_id": 1001, "last_used_at": null, "active": true,
        "expires_at": "2026-12-31",
    }))
}

/// <https://docs.gitlab.com/api/projects/#list-all-projects>
pub(super) fn projects<'a>(call: &Call<'a>) -> Reply<'a> {
    listed(call)
}

/// <https://docs.gitlab.com/api/groups/#list-projects>
pub(super) fn projects_of_group<'a>(call: &Call<'a>) -> Reply<'a> {
    if is_group(call) {
        listed(call)
    } else {
        Reply::Refused(404, "404 Group Not Found")
    }
}

fn listed<'a>(call: &Call<'a>) -> Reply<'a> {
    let archived = call.option("archived").map(|word| word == "true");
    let mut items: Vec<&'a Value> = call
        .view
        .world
        .repositories
        .iter()
        .map(|repository| &repository.document)
        .filter(|document| archived.is_none_or(|archived| document["archived"] == archived))
        .collect();
    call.sorted(&mut items, |item| super::super::text(item, "updated_at"), true);
    let view = call.view;
    let write = move |document: &'a Value| {
        let name = super::super::text(document, "full_name");
        let repository = view.world.repository(name);
        repository.map_or(Value::Null, |repository| documents::project(view, repository))
    };
    Reply::List(items, Box::new(write))
}

fn is_group(call: &Call<'_>) -> bool {
    let group = documents::group(call.view);
    let id = call.param("id");
    group["path"] == id || group["id"].as_u64() == id.parse().ok()
}

pub(super) fn groups<'a>(call: &Call<'a>) -> Reply<'a> {
    Reply::Made(vec![documents::group(call.view)])
}

pub(super) fn group<'a>(call: &Call<'a>) -> Reply<'a> {
    if is_group(call) {
        Reply::One(documents::group(call.view))
    } else {
        Reply::Refused(404, "404 Group Not Found")
    }
}

pub(super) fn project<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| Reply::One(documents::project(call.view, repository)))
}

/// Everybody, bots too. <https://docs.gitlab.com/api/members/>
pub(super) fn members<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|_| {
        let accounts = call.view.world.users.iter();
        let people = accounts.filter(|(_, account)| account["type"] != "Organization");
        Reply::Made(
            people
                .map(|(login, _)| documents::member(call.view, login))
                .collect(),
        )
    })
}

/// <https://docs.gitlab.com/api/branches/>
pub(super) fn branches<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let branches = repository.branches.iter().filter_map(|(name, sha)| {
            let found = repository.commits.get(sha)?;
            Some(json!({
                "name": name, "merged": false, "protected": name == repository.default_branch(), "can_push": false,
                "default": name == repository.default_branch(), "developers_can_push": false,
                "developers_can_merge": false, "commit": documents::commit(call.view, repository, found, false),
                "web_url": format!("{}/{}/-/tree/{name}", call.view.root, repository.full_name()),
            }))
        });
        Reply::Made(branches.collect())
    })
}

/// Those that the default branch reaches, or all branches and tags, newest first. <https://docs.gitlab.com/api/commits/#list-repository-commits>
pub(super) fn commits<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let names = match call.option("all") {
            Some("true") => repository.log(&tips(repository)),
            _ => repository.log(repository.head(repository.default_branch()).as_slice()),
        };
        let date = |commit: &Value| super::super::text(&commit["commit"]["committer"], "date").to_owned();
        let mut items: Vec<&'a Value> = names
            .iter()
            .filter_map(|sha| repository.commits.get(sha))
            .collect();
        if let Some(since) = call.option("since") {
            items.retain(|commit| date(commit).as_str() >= since);
        }
        let (view, stats) = (call.view, call.option("with_stats") == Some("true"));
        Reply::List(
            items,
            Box::new(move |commit| documents::commit(view, repository, commit, stats)),
        )
    })
}

fn tips(repository: &Repository) -> Vec<&str> {
    let all = repository.branches.values().chain(repository.tags.values());
    all.map(String::as_str).collect()
}

pub(super) fn commit_diff<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let sha = call.param("sha");
        if repository.commits.contains_key(sha) {
            Reply::Made(documents::commit_diff(repository, sha))
        } else {
            missing()
        }
    })
}
