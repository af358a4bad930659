use serde_json::{Value, json};

use super::View;
use crate::bitbucket_dc::{millis, text};
use crate::git::FileChange;
use crate::gitlab::username;
use crate::world::Repository;

/// An account by itself or inside another document; `null` for none.
pub(in crate::bitbucket_dc) fn user(view: View<'_>, reference: &Value) -> Value {
    let login = text(reference, "login");
    let Some(account) = view.world.users.get(login) else {
        return Value::Null;
    };
    let name = username(login);
    let kind = if account["type"] == "Bot" {
        "SERVICE"
    } else {
        "NORMAL"
    };
    let mut document = json!({
        "name": name, "id": account["id"], "displayName": account["_profile"]["name"], "active": true, "slug": name,
        "type": kind, "links": {"self": [{"href": format!("{}/users/{name}", view.root)}]},
    });
    // Accounts of services have none.
    if let Some(email) = account["_profile"]["email"].as_str() {
        document["emailAddress"] = json!(email);
    }
    document
}

/// The key of the project that a repository is in: its owner in capitals.
pub(in crate::bitbucket_dc) fn project_key(repository: &Repository) -> String {
    let owner = repository.full_name().split('/').next().unwrap_or_default();
    owner.to_uppercase()
}

pub(in crate::bitbucket_dc) fn project(view: View<'_>, key: &str) -> Value {
    json!({
        "key": key, "id": 11, "name": key, "public": false, "type": "NORMAL",
        "links": {"self": [{"href": format!("{}/projects/{key}", view.root)}]},
    })
}

/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-project/#api-api-latest-projects-projectkey-repos-get>
pub(in crate::bitbucket_dc) fn repository(view: View<'_>, repository: &Repository) -> Value {
    let document = &repository.document;
    let key = project_key(repository);
    let slug = repository.full_name().split('/').nth(1).unwrap_or_default();
    let path = format!("{}/{slug}.git", key.to_lowercase());
    let root = view.root;
    let mut written = json!({
        "slug": slug, "id": repository.id(), "name": slug, "description": document["description"],
        "hierarchyId": format!("{:020x}", repository.id()), "scmId": "git", "state": "AVAILABLE",
        "statusMessage": "Available", "forkable": true, "project": project(view, &key),
        "public": document["private"] == false,
        "links": {
            "clone": [
                {"href": format!("ssh://git@bitbucket.invalid:7999/{path}"), "name": "ssh"},
                {"href": format!("{root}/scm/{path}"), "name": "http"},
            ],
            "self": [{"href": format!("{root}/projects/{key}/repos/{slug}/browse")}],
        },
    });
    if view.version >= (8, 0) {
        written["archived"] = json!(document["archived"] == true);
    }
    written
}

/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-pull-requests/#api-api-latest-projects-projectkey-repos-repositoryslug-pull-requests-pullrequestid-commits-get>
pub(in crate::bitbucket_dc) fn commit(commit: &Value) -> Value {
    let (sha, inner) = (text(commit, "sha"), &commit["commit"]);
    let person = |key: &str| json!({"name": inner[key]["name"], "emailAddress": inner[key]["email"]});
    let parents = commit["parents"].as_array().into_iter().flatten();
    let parents: Vec<Value> = parents.map(|parent| minimal(text(parent, "sha"))).collect();
    json!({
        "id": sha, "displayId": short(sha), "author": person("author"),
        "authorTimestamp": millis(text(&inner["author"], "date")), "committer": person("committer"),
        "committerTimestamp": millis(text(&inner["committer"], "date")), "message": text(inner, "message").trim_end(),
        "parents": parents,
    })
}

/// A file that a commit touches.
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-repository/#api-api-latest-projects-projectkey-repos-repositoryslug-commits-commitid-changes-get>
pub(in crate::bitbucket_dc) fn change(change: &FileChange) -> Value {
    let components: Vec<&str> = change.path.split('/').collect();
    let (parent, name) = change.path.rsplit_once('/').unwrap_or(("", &change.path));
    let kind = match change.status {
        "added" => "ADD",
        "removed" => "DELETE",
        _ => "MODIFY",
    };
    let mut path = json!({"components": components, "parent": parent, "name": name, "toString": change.path});
    if let Some((_, extension)) = name.rsplit_once('.') {
        path["extension"] = json!(extension);
    }
    json!({
        "path": path, "executable": false, "percentUnchanged": -1, "type": kind, "nodeType": "FILE",
        "srcExecutable": false, "properties": {"gitChangeType": kind},
    })
}

/// A commit of which only the name is written.
pub(super) fn minimal(sha: &str) -> Value {
    json!({"id": sha, "displayId": short(sha)})
}

fn short(sha: &str) -> &str {
    &sha[..sha.len().min(11)]
}

/// What a build server reported of a workflow run.
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-builds-and-deployments/#api-build-status-latest-commits-commitid-get>
pub(in crate::bitbucket_dc) fn build(view: View<'_>, repository: &Repository, run: &Value) -> Value {
    let state = match (text(run, "status"), text(run, "conclusion")) {
        ("completed", "success" | "neutral" | "skipped") => "SUCCESSFUL",
        ("completed", "cancelled") if view.version >= (8, 0) => "CANCELLED",
        ("completed", _) => "FAILED",
        _ => "INPROGRESS",
    };
    let (name, number) = (text(run, "name"), &run["run_number"]);
    let page = format!("{}/builds/{}", view.root, run["id"]);
    let mut written = json!({
        "state": state, "key": name, "name": format!("{name} #{number}"), "url": page,
        "description": format!("Build {number}"), "dateAdded": millis(text(run, "created_at")),
    });
    if view.version >= (7, 14) {
        for (member, value) in [
            ("createdDate", millis(text(run, "created_at"))),
            ("updatedDate", millis(text(run, "updated_at"))),
            ("buildNumber", json!(number.to_string())),
            ("ref", json!(format!("refs/heads/{}", text(run, "head_branch")))),
            ("projectKey", json!(project_key(repository))),
            ("repositorySlug", repository.document["name"].clone()),
        ] {
            written[member] = value;
        }
    }
    written
}
