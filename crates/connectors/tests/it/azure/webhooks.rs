//! Recorded deliveries touch what they are about.

use std::fmt::Write as _;

use serde_json::{Value, json};
use weir_connectors::azure_devops::CONNECTOR;

use crate::{upstream, webhooks};

fn touched(body: &Value) -> String {
    let event = body["eventType"].as_str().unwrap();
    webhooks::touched(&CONNECTOR, event, body).join(", ")
}

#[test]
fn recorded_deliveries_touch_what_they_are_about() {
    let Some(folder) = upstream::find("azure-devops/recorded/webhooks/go-playground") else {
        return;
    };
    let mut told = String::new();
    for (name, path) in upstream::files(&folder) {
        let body: Value = serde_json::from_str(&upstream::text(&path)).unwrap();
        writeln!(told, "{name}: {}", touched(&body)).unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn repositories_and_comments() {
    let place = json!({"id": "5", "name": "web"});
    for (event, resource, expected) in [
        (
            "git.repo.created",
            json!({"repository": place}),
            "repositories web 5",
        ),
        (
            "git.repo.renamed",
            json!({"repository": place, "oldName": "site"}),
            "repositories web 5",
        ),
        (
            "git.repo.deleted",
            json!({"repositoryId": "5", "repositoryName": "web"}),
            "repositories web 5 (gone)",
        ),
        (
            "ms.vss-code.git-pullrequest-comment-event",
            json!({"comment": {"id": 1}, "pullRequest": {"pullRequestId": 7, "repository": place}}),
            "pull_requests web 7",
        ),
        ("git.repo.deleted", json!({}), ""),
    ] {
        assert_eq!(
            touched(&json!({"eventType": event, "resource": resource})),
            expected,
            "{event}"
        );
    }
}
