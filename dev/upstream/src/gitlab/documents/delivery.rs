use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{View, commit, milestone, user};
use crate::gitlab::{at, at_or_null, text};
use crate::world::{Repository, list};

/// GitHub's events and GitLab's sources. <https://docs.gitlab.com/ci/jobs/job_rules/#ci_pipeline_source-predefined-variable>
const SOURCES: &[(&str, &str)] = &[
    ("push", "push"),
    ("pull_request", "merge_request_event"),
    ("schedule", "schedule"),
    ("workflow_dispatch", "web"),
    ("release", "push"),
];

/// A run's or job's state. <https://docs.gitlab.com/api/pipelines/>
fn status(document: &Value) -> &'static str {
    match (text(document, "status"), text(document, "conclusion")) {
        ("completed", "success" | "neutral") => "success",
        ("completed", "cancelled") => "canceled",
        ("completed", "skipped") => "skipped",
        ("completed", _) => "failed",
        ("in_progress", _) => "running",
        _ => "pending",
    }
}

fn page(view: View<'_>, repository: &Repository) -> String {
    format!("{}/{}/-", view.root, repository.full_name())
}

/// A pipeline as lists have it. <https://docs.gitlab.com/api/pipelines/#list-project-pipelines>
pub(in crate::gitlab) fn pipeline(view: View<'_>, repository: &Repository, run: &Value) -> Value {
    let source = SOURCES.iter().find(|(event, _)| *event == text(run, "event"));
    json!({
        "id": run["id"], "iid": run["run_number"], "project_id": repository.id(), "sha": run["head_sha"],
        "ref": run["head_branch"], "status": status(run), "source": source.map_or("unknown", |(_, source)| *source),
        "created_at": at(text(run, "created_at")), "updated_at": at(text(run, "updated_at")), "name": run["name"],
        "web_url": format!("{}/pipelines/{}", page(view, repository), run["id"]),
    })
}

/// A pipeline by itself. <https://docs.gitlab.com/api/pipelines/#get-a-single-pipeline>
pub(in crate::gitlab) fn pipeline_detail(view: View<'_>, repository: &Repository, run: &Value) -> Value {
    let mut document = pipeline(view, repository, run);
    let done = run["status"] == "completed";
    for (key, value) in [
        ("before_sha", json!("0".repeat(40))),
        ("tag", json!(false)),
        ("yaml_errors", Value::Null),
        ("user", user(view, &run["actor"])),
        ("started_at", at_or_null(&run["run_started_at"])),
        (
            "finished_at",
            if done {
                at_or_null(&run["updated_at"])
            } else {
                Value::Null
            },
        ),
        ("committed_at", Value::Null),
        (
            "duration",
            seconds(&run["run_started_at"], &run["updated_at"])
                .filter(|_| done)
                .into(),
        ),
        (
            "queued_duration",
            seconds(&run["created_at"], &run["run_started_at"]).into(),
        ),
        ("coverage", Value::Null),
    ] {
        document[key] = value;
    }
    document
}

/// Whole seconds between two times.
fn seconds(from: &Value, to: &Value) -> Option<i64> {
    let moment = |value: &Value| value.as_str()?.parse::<DateTime<Utc>>().ok();
    Some((moment(to)? - moment(from)?).num_seconds())
}

/// <https://docs.gitlab.com/api/jobs/#list-pipeline-jobs>
pub(in crate::gitlab) fn job(view: View<'_>, repository: &Repository, (run, job): (&Value, &Value)) -> Value {
    let found = repository.commits.get(text(run, "head_sha"));
    json!({
        "id": job["id"], "status": status(job), "stage": stage(text(job, "name")), "name": job["name"],
        "ref": run["head_branch"], "tag": false, "coverage": null, "allow_failure": false,
        "created_at": at(text(job, "created_at")), "started_at": at_or_null(&job["started_at"]),
        "finished_at": at_or_null(&job["completed_at"]), "erased_at": null,
        "duration": seconds(&job["started_at"], &job["completed_at"]),
        "queued_duration": seconds(&job["created_at"], &job["started_at"]), "user": user(view, &run["actor"]),
        "commit": found.map(|found| commit(view, repository, found, false)),
        "pipeline": pipeline(view, repository, run), "artifacts": [], "runner": null, "artifacts_expire_at": null,
        "web_url": format!("{}/jobs/{}", page(view, repository), job["id"]), "tag_list": [],
        "project": {"ci_job_token_scope_enabled": false}, "archived": false,
    })
}

/// The stage that a job of that name stands in.
pub(in crate::gitlab) fn stage(name: &str) -> &'static str {
    match name {
        "staging" | "production" => "deploy",
        "build" => "build",
        _ => "test",
    }
}

/// The last state that is a deployment's own, and when it was reached: later deployments do not change it.
fn last_state<'a>(repository: &'a Repository, deployment: &'a Value) -> (&'a str, &'a str) {
    let id = deployment["id"].as_u64().unwrap_or_default();
    let own = list(&repository.statuses, id)
        .iter()
        .rev()
        .find(|status| status["state"] != "inactive");
    own.map_or(("in_progress", text(deployment, "created_at")), |own| {
        (text(own, "state"), text(own, "created_at"))
    })
}

/// When it last changed.
pub(in crate::gitlab) fn deployment_updated<'a>(
    repository: &'a Repository,
    deployment: &'a Value,
) -> &'a str {
    last_state(repository, deployment).1
}

/// <https://docs.gitlab.com/api/deployments/#list-project-deployments>
pub(in crate::gitlab) fn deployment(view: View<'_>, repository: &Repository, deployment: &Value) -> Value {
    let (state, changed) = last_state(repository, deployment);
    let name = text(deployment, "environment");
    let status = match state {
        "success" => "success",
        "failure" | "error" => "failed",
        "in_progress" => "running",
        _ => "created",
    };
    let done = matches!(status, "success" | "failed");
    let found = repository.commits.get(text(deployment, "sha"));
    let (created, id) = (at(text(deployment, "created_at")), &deployment["id"]);
    json!({
        "id": id, "iid": id.as_u64().unwrap_or_default() % 100_000, "ref": deployment["ref"], "sha": deployment["sha"],
        "created_at": created, "updated_at": at(changed), "status": status,
        "user": user(view, &deployment["creator"]), "environment": environment(view, repository, name),
        "deployable": {
            "id": id, "status": status, "stage": "deploy", "name": name, "ref": deployment["ref"], "tag": false,
            "coverage": null, "allow_failure": false, "created_at": created, "started_at": created,
            "finished_at": if done { at(changed) } else { Value::Null }, "duration": null, "queued_duration": null,
            "user": user(view, &deployment["creator"]),
            "commit": found.map(|found| commit(view, repository, found, false)), "runner": null, "artifacts": [],
            "web_url": format!("{}/jobs/{id}", page(view, repository)), "project": {"ci_job_token_scope_enabled": false},
        },
    })
}

/// The environments deployed to, in the order in which they were first.
pub(in crate::gitlab) fn environments(view: View<'_>, repository: &Repository) -> Vec<Value> {
    let mut names: Vec<&str> = Vec::new();
    for deployment in repository.deployments.iter().rev() {
        let name = text(deployment, "environment");
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
        .into_iter()
        .map(|name| {
            let mut document = environment(view, repository, name);
            let first = repository
                .deployments
                .iter()
                .rev()
                .find(|deployment| deployment["environment"] == name);
            let first = first.map_or(Value::Null, |first| at_or_null(&first["created_at"]));
            document["created_at"] = first.clone();
            document["updated_at"] = first;
            document["state"] = json!("available");
            document["tier"] = json!(if name == "production" {
                "production"
            } else {
                "staging"
            });
            document["auto_stop_at"] = Value::Null;
            document
        })
        .collect()
}

/// An environment inside a deployment. <https://docs.gitlab.com/api/environments/>
fn environment(view: View<'_>, repository: &Repository, name: &str) -> Value {
    let place = u64::from(name == "production");
    json!({
        "id": repository.id() * 10 + place, "name": name, "slug": name,
        "external_url": format!("{}/{name}", view.root),
    })
}

/// <https://docs.gitlab.com/api/releases/#list-releases>
pub(in crate::gitlab) fn release(view: View<'_>, repository: &Repository, release: &Value) -> Value {
    let tag = text(release, "tag_name");
    let found = repository
        .tags
        .get(tag)
        .and_then(|sha| repository.commits.get(sha));
    let path = format!("/{}/-", repository.full_name());
    let first = repository.milestones.first();
    json!({
        "tag_name": tag, "name": release["name"], "description": release["body"],
        "created_at": at(text(release, "created_at")), "released_at": at(text(release, "published_at")),
        "upcoming_release": false, "author": user(view, &release["author"]),
        "commit": found.map(|found| commit(view, repository, found, false)),
        "milestones": first.iter().map(|first| milestone(view, repository, first)).collect::<Vec<_>>(),
        "commit_path": format!("{path}/commit/{}", found.map_or("", |found| text(found, "sha"))),
        "tag_path": format!("{path}/tags/{tag}"), "assets": {"count": 0, "sources": [], "links": []},
        "evidences": [], "_links": {"self": format!("{}{path}/releases/{tag}", view.root)},
    })
}
