use serde_json::{Value, json};

use super::ended;
use crate::world::document::{API, WEB, account, time};
use crate::world::ids::node_id;
use crate::world::seeded::chance::{At, minutes};
use crate::world::seeded::people::{DEPLOYER, PEOPLE};
use crate::world::seeded::writer::Writer;

/// A deployment with its statuses. <https://docs.github.com/en/rest/deployments/deployments>
pub(super) fn deployment(
    writer: &mut Writer<'_>,
    (environment, branch): (&str, &str),
    at: At,
    commit: usize,
    fails: bool,
) {
    let id = writer.ids.deployments.next();
    let url = format!("{API}/repos/{}/deployments/{id}", writer.full_name);
    let end = ended(writer.now, at, minutes(5));
    let document = json!({
        "url": url, "id": id, "node_id": node_id("DE", id), "sha": writer.history.sha(commit), "ref": branch,
        "task": "deploy", "payload": {}, "original_environment": environment, "environment": environment,
        "description": null, "creator": account(PEOPLE[DEPLOYER].login), "created_at": time(at),
        "updated_at": time(end.unwrap_or(at)), "statuses_url": format!("{url}/statuses"),
        "repository_url": format!("{API}/repos/{}", writer.full_name), "transient_environment": false,
        "production_environment": environment == "production", "performed_via_github_app": null,
    });
    let mut statuses = vec![status(
        writer,
        (id, environment),
        "in_progress",
        (at + minutes(1)).min(writer.now),
    )];
    if let Some(end) = end {
        let state = if fails { "failure" } else { "success" };
        statuses.push(status(writer, (id, environment), state, end));
        if !fails {
            retire(writer, environment, end);
        }
    }
    writer.repository.statuses.insert(id, statuses);
    writer.repository.deployments.push(document);
}

/// A successful deployment makes the one before it in the same environment inactive.
fn retire(writer: &mut Writer<'_>, environment: &str, at: At) {
    let active = writer.repository.deployments.iter().rposition(|deployment| {
        let statuses = deployment["id"]
            .as_u64()
            .and_then(|id| writer.repository.statuses.get(&id));
        let last = statuses.and_then(|statuses| statuses.last());
        deployment["environment"] == environment && last.is_some_and(|status| status["state"] == "success")
    });
    let Some(place) = active else { return };
    let id = writer.repository.deployments[place]["id"]
        .as_u64()
        .unwrap_or_default();
    let inactive = status(writer, (id, environment), "inactive", at);
    writer.repository.deployments[place]["updated_at"] = json!(time(at));
    writer.repository.statuses.entry(id).or_default().push(inactive);
}

/// <https://docs.github.com/en/rest/deployments/statuses>
fn status(writer: &mut Writer<'_>, (deployment, environment): (u64, &str), state: &str, at: At) -> Value {
    let id = writer.ids.statuses.next();
    let url = format!("{API}/repos/{}/deployments/{deployment}", writer.full_name);
    json!({
        "url": format!("{url}/statuses/{id}"), "id": id, "node_id": node_id("DES", id), "state": state,
        "creator": account(PEOPLE[DEPLOYER].login), "description": "", "environment": environment,
        "target_url": "", "created_at": time(at), "updated_at": time(at), "deployment_url": url,
        "repository_url": format!("{API}/repos/{}", writer.full_name), "environment_url": "",
        "log_url": format!("{WEB}/{}/deployments/{id}", writer.full_name), "performed_via_github_app": null,
    })
}

/// A release. <https://docs.github.com/en/rest/releases/releases>
pub(super) fn release(writer: &mut Writer<'_>, at: At, commit: usize, tag: &str) {
    let id = writer.ids.releases.next();
    let (api, web) = (
        format!("{API}/repos/{}", writer.full_name),
        format!("{WEB}/{}", writer.full_name),
    );
    let url = format!("{api}/releases/{id}");
    let created = writer.history.commits[commit].committer.at;
    writer.repository.releases.push(json!({
        "url": url, "assets_url": format!("{url}/assets"),
        "upload_url": format!("{url}/assets{{?name,label}}"), "html_url": format!("{web}/releases/tag/{tag}"),
        "id": id, "author": account(PEOPLE[6].login), "node_id": node_id("RE", id), "tag_name": tag,
        "target_commitish": "main", "name": tag, "draft": false, "prerelease": false, "immutable": false,
        "created_at": time(created), "published_at": time(at), "updated_at": time(at), "assets": [],
        "tarball_url": format!("{api}/tarball/{tag}"), "zipball_url": format!("{api}/zipball/{tag}"),
        "body": "What changed.",
    }));
}
