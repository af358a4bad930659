use serde_json::{Value, json};

use super::View;
use super::site::{place, user};
use crate::bitbucket::{at, at_or_null, uuid};
use crate::world::{Repository, list, text};

/// GitHub's events and Bitbucket's triggers.
const TRIGGERS: &[(&str, &str)] = &[
    ("push", "push"),
    ("pull_request", "push"),
    ("schedule", "schedule"),
    ("workflow_dispatch", "manual"),
    ("release", "push"),
];

/// A pipeline's or step's state, without its type.
fn state(document: &Value, kind: &str, skipped: &str) -> Value {
    let result = match (text(document, "status"), text(document, "conclusion")) {
        ("completed", "success" | "neutral") => "SUCCESSFUL",
        ("completed", "cancelled") => "STOPPED",
        ("completed", "timed_out") => "EXPIRED",
        ("completed", "skipped") => skipped,
        ("completed", _) => "FAILED",
        ("in_progress", _) => {
            return json!({
                "type": format!("{kind}_in_progress"), "name": "IN_PROGRESS",
                "stage": {"type": format!("{kind}_in_progress_running"), "name": "RUNNING"},
            });
        }
        _ => return json!({"type": format!("{kind}_pending"), "name": "PENDING"}),
    };
    json!({
        "type": format!("{kind}_completed"), "name": "COMPLETED",
        "result": {"type": format!("{kind}_completed_{}", result.to_lowercase()), "name": result},
    })
}

fn target(repository: &Repository, run: &Value) -> Value {
    let sha = json!({"type": "commit", "hash": run["head_sha"]});
    let selector = |kind: &str| json!({"type": kind, "pattern": run["name"]});
    if run["event"] == "pull_request" {
        return json!({
            "type": "pipeline_pullrequest_target", "source": run["head_branch"],
            "destination": repository.default_branch(), "selector": selector("pull-requests"), "commit": sha,
        });
    }
    json!({
        "type": "pipeline_ref_target", "ref_type": "branch", "ref_name": run["head_branch"],
        "selector": selector("branches"), "commit": sha,
    })
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pipelines/>
pub(in crate::bitbucket) fn pipelines(view: View<'_>, repository: &Repository) -> Vec<Value> {
    let all = repository.runs.iter();
    all.map(|run| {
        let trigger = TRIGGERS.iter().find(|(event, _)| *event == text(run, "event"));
        let trigger = trigger.map_or("manual", |(_, trigger)| *trigger);
        let own = uuid(5, run["id"].as_u64().unwrap_or_default());
        let mut document = json!({
            "type": "pipeline", "uuid": own, "build_number": run["id"], "run_number": run["run_attempt"],
            "creator": user(view, &run["actor"]), "repository": place(view, repository),
            "target": target(repository, run), "state": state(run, "pipeline_state", "STOPPED"),
            "trigger": {"type": format!("pipeline_trigger_{trigger}"), "name": trigger.to_uppercase()},
            "created_on": at(text(run, "created_at")), "build_seconds_used": 60,
        });
        if run["status"] == "completed" {
            document["completed_on"] = at(text(run, "updated_at"));
        }
        document
    })
    .collect()
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pipelines/#api-repositories-workspace-repo-slug-pipelines-pipeline-uuid-steps-get>
pub(in crate::bitbucket) fn steps(repository: &Repository, pipeline: &str) -> Vec<Value> {
    let id = |run: &Value| run["id"].as_u64().unwrap_or_default();
    let mut runs = repository.runs.iter();
    let run = runs.find(|run| uuid(5, id(run)) == pipeline);
    let jobs = run.map(|run| list(&repository.jobs, id(run))).unwrap_or_default();
    jobs.iter()
        .map(|job| {
            let mut document = json!({
                "type": "pipeline_step", "uuid": uuid(6, id(job)), "name": job["name"], "run_number": 1,
                "state": state(job, "pipeline_step_state", "NOT_RUN"), "maxTime": 120,
            });
            for (key, value) in [
                ("started_on", &job["started_at"]),
                ("completed_on", &job["completed_at"]),
            ] {
                if value.is_string() && job["conclusion"] != "skipped" {
                    document[key] = at_or_null(value);
                }
            }
            document
        })
        .collect()
}

/// What pipelines report of the newest commit of a pull request.
pub(in crate::bitbucket) fn statuses(view: View<'_>, repository: &Repository, pull: &Value) -> Vec<Value> {
    let head = &pull["head"]["sha"];
    let all = repository.runs.iter().filter(|run| run["head_sha"] == *head);
    all.map(|run| {
        let said = match (text(run, "status"), text(run, "conclusion")) {
            ("completed", "success" | "neutral") => "SUCCESSFUL",
            ("completed", "cancelled") => "STOPPED",
            ("completed", _) => "FAILED",
            _ => "INPROGRESS",
        };
        let root = format!("{}/{}", view.root, repository.full_name());
        json!({
            "type": "build", "key": format!("{}", run["id"]), "name": run["name"], "state": said, "description": "",
            "url": format!("{root}/addon/pipelines/home#!/results/{}", run["id"]), "refname": run["head_branch"],
            "commit": {"type": "commit", "hash": run["head_sha"]}, "created_on": at(text(run, "created_at")),
            "updated_on": at(text(run, "updated_at")),
        })
    })
    .collect()
}

fn environment(repository: &Repository, name: &str) -> Value {
    let is_production = name == "production";
    let kind = if is_production { "Production" } else { "Staging" };
    json!({
        "type": "deployment_environment", "name": name,
        "uuid": uuid(7, repository.id() * 10 + u64::from(is_production)),
        "environment_type": {"type": "deployment_environment_type", "name": kind},
    })
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-deployments/#api-repositories-workspace-repo-slug-environments-get>
pub(in crate::bitbucket) fn environments(repository: &Repository) -> Vec<Value> {
    let mut names: Vec<&str> = Vec::new();
    for deployment in &repository.deployments {
        let name = text(deployment, "environment");
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.iter().map(|name| environment(repository, name)).collect()
}

/// In no order that anybody knows.
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-deployments/#api-repositories-workspace-repo-slug-deployments-get>
pub(in crate::bitbucket) fn deployments(view: View<'_>, repository: &Repository) -> Vec<Value> {
    let all = repository.deployments.iter();
    let mut all: Vec<Value> = all
        .map(|deployment| written(view, repository, deployment))
        .collect();
    all.sort_by_cached_key(|deployment| text(deployment, "uuid").chars().rev().collect::<String>());
    all
}

fn written(view: View<'_>, repository: &Repository, deployment: &Value) -> Value {
    let id = deployment["id"].as_u64().unwrap_or_default();
    let created = text(deployment, "created_at");
    let own = list(&repository.statuses, id)
        .iter()
        .rfind(|status| status["state"] != "inactive");
    let (word, changed) = own.map_or(("in_progress", created), |own| {
        (text(own, "state"), text(own, "created_at"))
    });
    let url = format!(
        "{}/{}/addon/pipelines/home#!/results/{id}",
        view.root,
        repository.full_name()
    );
    let deployer = user(view, &deployment["creator"]);
    let ended = match word {
        "success" => Some("SUCCESSFUL"),
        "failure" | "error" => Some("FAILED"),
        _ => None,
    };
    let state = match ended {
        Some(status) => json!({
            "type": "deployment_state_completed", "name": "COMPLETED", "url": url, "deployer": deployer,
            "status": {
                "type": format!("deployment_state_completed_status_{}", status.to_lowercase()), "name": status,
            },
            "started_on": at(created), "completed_on": at(changed),
        }),
        None => json!({
            "type": "deployment_state_in_progress", "name": "IN_PROGRESS", "url": url, "deployer": deployer,
            "started_on": at(created),
        }),
    };
    json!({
        "type": "deployment", "uuid": uuid(8, id), "state": state,
        "environment": environment(repository, text(deployment, "environment")),
        "step": {"uuid": uuid(9, id), "name": deployment["task"]},
        "release": {
            "type": "deployment_release", "uuid": uuid(10, id), "name": format!("#{id}"), "url": url,
            "commit": {"type": "commit", "hash": deployment["sha"]}, "created_on": at(created),
        },
        "last_update_time": at(changed),
    })
}
