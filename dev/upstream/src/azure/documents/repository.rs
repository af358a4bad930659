use serde_json::{Value, json};

use super::View;
use crate::world::Repository;

/// The id of the one project.
pub(super) const PROJECT: &str = "a2000000-0000-4000-8000-000000000900";

pub(in crate::azure) fn repository_id(repository: &Repository) -> String {
    format!("c0de0000-0000-4000-8000-{:012x}", repository.id())
}

/// Its short name.
pub(in crate::azure) fn name(repository: &Repository) -> &str {
    repository.full_name().rsplit('/').next().unwrap_or_default()
}

/// The project's name: the owner of the repositories.
pub(super) fn project_name(view: View<'_>) -> &str {
    let first = view.world.repositories().first();
    first
        .and_then(|one| one.full_name().split('/').next())
        .unwrap_or("acme")
}

/// <https://learn.microsoft.com/rest/api/azure/devops/core/projects/list>
pub(in crate::azure) fn project(view: View<'_>) -> Value {
    json!({
        "id": PROJECT, "name": project_name(view), "url": format!("{}/_apis/projects/{PROJECT}", view.root),
        "state": "wellFormed", "revision": 12, "visibility": "private", "lastUpdateTime": "2025-01-01T00:00:00Z",
    })
}

/// <https://learn.microsoft.com/rest/api/azure/devops/git/repositories/list>
pub(in crate::azure) fn repository(view: View<'_>, repository: &Repository) -> Value {
    let (project, name) = (project_name(view), name(repository));
    let page = format!("{}/{project}/_git/{name}", view.root);
    // The account is written before the host.
    let remote = page.replacen("://", "://acme@", 1);
    let mut document = short(view, repository);
    document["project"] = super::project(view);
    for (key, value) in [
        (
            "defaultBranch",
            json!(format!("refs/heads/{}", repository.default_branch())),
        ),
        ("size", json!(1_048_576)),
        ("remoteUrl", json!(remote)),
        (
            "sshUrl",
            json!(format!("git@ssh.azure.invalid:v3/acme/{project}/{name}")),
        ),
        ("webUrl", json!(page)),
        ("isDisabled", json!(repository.document["disabled"] == true)),
        ("isInMaintenance", json!(false)),
    ] {
        document[key] = value;
    }
    document
}

/// As it stands inside a pull request.
pub(super) fn short(view: View<'_>, repository: &Repository) -> Value {
    let id = repository_id(repository);
    json!({
        "id": id, "name": name(repository), "url": format!("{}/{PROJECT}/_apis/git/repositories/{id}", view.root),
        "project": {
            "id": PROJECT, "name": project_name(view), "state": "unchanged", "lastUpdateTime": "0001-01-01T00:00:00Z",
        },
    })
}
