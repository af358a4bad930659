use serde_json::{Value, json};

use super::View;
use crate::gitlab::{at, at_or_null, text, username};
use crate::world::Repository;

/// The number of the one group.
pub(in crate::gitlab) const GROUP: u64 = 900;

/// An account inside another document; `null` for none.
/// <https://docs.gitlab.com/api/users/>
pub(in crate::gitlab) fn user(view: View<'_>, reference: &Value) -> Value {
    let login = text(reference, "login");
    let Some(account) = view.world.users.get(login) else {
        return Value::Null;
    };
    let name = username(login);
    json!({
        "id": account["id"], "username": name, "name": account["_profile"]["name"], "state": "active",
        "locked": false, "avatar_url": null, "web_url": format!("{}/{name}", view.root),
    })
}

/// <https://docs.gitlab.com/api/members/>
pub(in crate::gitlab) fn member(view: View<'_>, login: &str) -> Value {
    let mut document = user(view, &json!({"login": login}));
    let profile = &view.world.users[login]["_profile"];
    for (key, value) in [
        ("access_level", json!(30)),
        ("created_at", at(text(profile, "created_at"))),
        ("expires_at", Value::Null),
        ("membership_state", json!("active")),
    ] {
        document[key] = value;
    }
    document
}

/// <https://docs.gitlab.com/api/groups/>
pub(in crate::gitlab) fn group(view: View<'_>) -> Value {
    let path = group_path(view);
    json!({
        "id": GROUP, "name": path, "path": path, "full_name": path, "full_path": path, "description": "",
        "visibility": "private", "parent_id": null, "web_url": format!("{}/groups/{path}", view.root),
        "avatar_url": null, "share_with_group_lock": false, "require_two_factor_authentication": false,
        "two_factor_grace_period": 48, "project_creation_level": "developer", "auto_devops_enabled": null,
        "subgroup_creation_level": "owner", "emails_disabled": null, "mentions_disabled": null, "lfs_enabled": true,
        "default_branch_protection": 2, "request_access_enabled": false, "file_template_project_id": null,
        "created_at": "2025-01-01T00:00:00.000Z",
    })
}

/// The group's name: the owner of the repositories.
pub(in crate::gitlab) fn group_path(view: View<'_>) -> String {
    let first = view.world.repositories.first();
    let owner = first.and_then(|repository| repository.full_name().split('/').next());
    owner.unwrap_or("acme").to_owned()
}

/// <https://docs.gitlab.com/api/projects/>
pub(in crate::gitlab) fn project(view: View<'_>, repository: &Repository) -> Value {
    let document = &repository.document;
    let full_name = repository.full_name();
    let (owner, name) = full_name.split_once('/').unwrap_or(("", full_name));
    let page = format!("{}/{full_name}", view.root);
    let api = format!("{}/api/v4/projects/{}", view.root, repository.id());
    json!({
        "id": repository.id(), "description": document["description"], "name": name,
        "name_with_namespace": format!("{owner} / {name}"), "path": name, "path_with_namespace": full_name,
        "created_at": at_or_null(&document["created_at"]), "default_branch": document["default_branch"],
        "tag_list": [], "topics": [], "ssh_url_to_repo": format!("git@gitlab.invalid:{full_name}.git"),
        "http_url_to_repo": format!("{page}.git"), "web_url": page, "readme_url": null, "avatar_url": null,
        "forks_count": 0, "star_count": 0, "last_activity_at": at_or_null(&document["updated_at"]),
        "namespace": {
            "id": GROUP, "name": owner, "path": owner, "kind": "group", "full_path": owner, "parent_id": null,
            "avatar_url": null, "web_url": format!("{}/groups/{owner}", view.root),
        },
        "_links": {
            "self": api, "issues": format!("{api}/issues"), "merge_requests": format!("{api}/merge_requests"),
            "repo_branches": format!("{api}/repository/branches"), "labels": format!("{api}/labels"),
            "events": format!("{api}/events"), "members": format!("{api}/members"),
        },
        "packages_enabled": true, "empty_repo": false, "archived": document["archived"],
        "visibility": document["visibility"], "resolve_outdated_diff_discussions": false, "issues_enabled": true,
        "merge_requests_enabled": true, "wiki_enabled": true, "jobs_enabled": true, "snippets_enabled": false,
        "shared_runners_enabled": true, "lfs_enabled": true, "creator_id": 1001, "import_status": "none",
        "open_issues_count": document["open_issues_count"], "ci_default_git_depth": 20, "public_jobs": true,
        "shared_with_groups": [], "only_allow_merge_if_pipeline_succeeds": false, "merge_method": "merge",
        "request_access_enabled": true, "only_allow_merge_if_all_discussions_are_resolved": false,
        "squash_option": "default_off",
    })
}

/// A commit; its lines are counted when asked for. <https://docs.gitlab.com/api/commits/>
pub(in crate::gitlab) fn commit(
    view: View<'_>,
    repository: &Repository,
    commit: &Value,
    with_stats: bool,
) -> Value {
    let (sha, inner) = (text(commit, "sha"), &commit["commit"]);
    let message = text(inner, "message");
    let title = message.lines().next().unwrap_or_default();
    let parents: Vec<&Value> = commit["parents"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|parent| &parent["sha"])
        .collect();
    let mut document = json!({
        "id": sha, "short_id": &sha[..sha.len().min(8)], "created_at": at(text(&inner["committer"], "date")),
        "parent_ids": parents, "title": title, "message": message, "author_name": inner["author"]["name"],
        "author_email": inner["author"]["email"], "authored_date": at(text(&inner["author"], "date")),
        "committer_name": inner["committer"]["name"], "committer_email": inner["committer"]["email"],
        "committed_date": at(text(&inner["committer"], "date")), "trailers": {}, "extended_trailers": {},
        "web_url": format!("{}/{}/-/commit/{sha}", view.root, repository.full_name()),
    });
    if with_stats {
        let number = |key: &str| commit["_stats"][key].as_u64().unwrap_or_default();
        let (additions, deletions) = (number("additions"), number("deletions"));
        document["stats"] =
            json!({"additions": additions, "deletions": deletions, "total": additions + deletions});
    }
    document
}

/// The files that a commit touches. <https://docs.gitlab.com/api/commits/#get-commit-diff>
pub(in crate::gitlab) fn commit_diff(repository: &Repository, sha: &str) -> Vec<Value> {
    let lines = |sign: &str, count: u64| {
        format!("{sign}changed\n").repeat(usize::try_from(count).unwrap_or_default())
    };
    repository
        .changes(sha)
        .into_iter()
        .map(|change| {
            let hunk = format!("@@ -1,{} +1,{} @@\n", change.deletions, change.additions);
            json!({
                "diff": format!("{hunk}{}{}", lines("-", change.deletions), lines("+", change.additions)),
                "new_path": change.path, "old_path": change.path, "a_mode": "100644", "b_mode": "100644",
                "new_file": change.status == "added", "renamed_file": false,
                "deleted_file": change.status == "removed",
            })
        })
        .collect()
}
