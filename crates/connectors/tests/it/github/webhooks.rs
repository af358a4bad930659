//! Recorded deliveries, and GitHub's description of them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};
use weir_connectors::github::CONNECTOR;

use crate::{upstream, webhooks};

fn touched(event: &str, body: &Value) -> Vec<String> {
    webhooks::touched(&CONNECTOR, event, body)
}

/// The event's name stands in a header, which recordings lack: it follows from what the body holds.
fn event(body: &Value) -> Option<&'static str> {
    const BY: &[(&str, &str)] = &[
        ("/review", "pull_request_review"),
        ("/pull_request", "pull_request"),
        ("/comment", "issue_comment"),
        ("/workflow_run", "workflow_run"),
        ("/release", "release"),
        ("/deployment", "deployment"),
        ("/pusher", "push"),
        ("/master_branch", "create"),
        ("/pusher_type", "delete"),
    ];
    BY.iter()
        .find(|(at, _)| body.pointer(at).is_some())
        .map(|(_, event)| *event)
}

#[test]
fn recorded_deliveries_touch_what_they_are_about() {
    let Some(folder) = upstream::find("github/recorded/go-scm/webhooks") else {
        return;
    };
    let mut told = String::new();
    for (name, path) in upstream::files(&folder) {
        let body: Value = serde_json::from_str(&upstream::text(&path)).unwrap();
        if let Some(event) = event(&body) {
            writeln!(told, "{name}: {}", touched(event, &body).join(", ")).unwrap();
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn every_event_is_one_of_the_description() {
    let Some(path) = upstream::find("github/spec/webhooks.api.github.com.openapi.json.gz") else {
        return;
    };
    let description: Value = serde_json::from_str(&upstream::text(&path)).unwrap();
    let known: BTreeSet<String> = description["webhooks"]
        .as_object()
        .unwrap()
        .values()
        .filter_map(|hook| hook["post"]["operationId"].as_str())
        .map(|id| id.split('/').next().unwrap().replace('-', "_"))
        .collect();
    for event in CONNECTOR.webhooks.unwrap().events {
        assert!(known.contains(event.name), "{} is no event of GitHub", event.name);
    }
    // The keys that rules take must be required by the description.
    let required = |hook: &str, part: &str, field: &str| {
        let schema =
            &description["webhooks"][hook]["post"]["requestBody"]["content"]["application/json"]["schema"];
        let schema = resolve(&description, schema);
        let part = resolve(&description, &schema["properties"][part]).clone();
        let parts = part["allOf"].as_array().cloned().unwrap_or_else(|| vec![part]);
        assert!(
            parts.iter().any(|part| {
                let required = resolve(&description, part)["required"].as_array().cloned();
                required.unwrap_or_default().contains(&json!(field))
            }),
            "{hook}: {field}"
        );
    };
    for (hook, part, field) in [
        ("pull-request-closed", "pull_request", "number"),
        ("pull-request-review-submitted", "pull_request", "number"),
        ("pull-request-review-comment-created", "comment", "id"),
        ("issue-comment-created", "issue", "number"),
        ("issues-closed", "issue", "number"),
        ("milestone-closed", "milestone", "number"),
        ("release-published", "release", "id"),
        ("deployment-created", "deployment", "id"),
        ("deployment-status-created", "deployment", "id"),
        ("workflow-run-completed", "workflow_run", "id"),
        ("workflow-job-completed", "workflow_job", "run_id"),
        ("repository-renamed", "repository", "full_name"),
    ] {
        required(hook, part, field);
    }
}

fn resolve<'a>(description: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => resolve(
            description,
            description.pointer(reference.trim_start_matches('#')).unwrap(),
        ),
        None => schema,
    }
}

#[test]
fn what_is_gone_and_what_an_app_gains() {
    let repository = json!({"id": 7, "full_name": "acme/web"});
    let body = json!({"action": "deleted", "repository": repository, "issue": {"number": 3}});
    assert_eq!(touched("issues", &body), ["issues acme/web 3 (gone)"]);
    assert_eq!(touched("repository", &body), ["repositories acme/web 7 (gone)"]);
    let renamed = json!({"action": "renamed", "repository": repository, "changes": {"repository": {"name": {"from": "old"}}}});
    assert_eq!(touched("repository", &renamed), ["repositories acme/web 7"]);
    let on_pull = json!({"action": "created", "repository": repository, "issue": {"number": 3, "pull_request": {"url": ""}}});
    assert_eq!(touched("issue_comment", &on_pull), ["pull_requests acme/web 3"]);
    let comment = json!({"action": "deleted", "repository": repository, "pull_request": {"number": 3}, "comment": {"id": 9}});
    assert_eq!(
        touched("pull_request_review_comment", &comment),
        ["pull_requests acme/web 3", "review_comments acme/web 9 (gone)"]
    );
    let gained = json!({"action": "added", "repositories_added": [repository], "repositories_removed": []});
    assert_eq!(
        touched("installation_repositories", &gained),
        ["repositories acme/web 7"]
    );
    assert!(touched("ping", &json!({"zen": "Design for failure.", "hook_id": 1})).is_empty());
}
