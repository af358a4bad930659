//! Recorded deliveries touch what they are about.

use std::fmt::Write as _;

use serde_json::Value;
use weir_connectors::gitlab::CONNECTOR;

use crate::{upstream, webhooks};

/// The event's name stands in a header, which recordings lack: it follows from what the body holds.
fn event(body: &Value) -> &'static str {
    match body["object_kind"].as_str() {
        Some("merge_request") if body["event_type"].is_null() && body["event_name"].is_string() => {
            "System Hook"
        }
        Some("merge_request") => "Merge Request Hook",
        Some("issue") if body["event_type"] == "confidential_issue" => "Confidential Issue Hook",
        Some("issue") => "Issue Hook",
        Some("note") if body["event_type"] == "confidential_note" => "Confidential Note Hook",
        Some("note") => "Note Hook",
        Some("push") => "Push Hook",
        Some("tag_push") => "Tag Push Hook",
        Some("pipeline") => "Pipeline Hook",
        Some("build") => "Job Hook",
        Some("deployment") => "Deployment Hook",
        Some("release") => "Release Hook",
        _ => "System Hook",
    }
}

#[test]
fn recorded_deliveries_touch_what_they_are_about() {
    let mut told = String::new();
    for folder in [
        "gitlab/recorded/webhooks/go-playground",
        "gitlab/recorded/go-scm/webhooks",
    ] {
        let Some(folder) = upstream::find(folder) else {
            return;
        };
        for (name, path) in upstream::files(&folder) {
            let Ok(body) = serde_json::from_str::<Value>(&upstream::text(&path)) else {
                continue;
            };
            let all = webhooks::touched(&CONNECTOR, event(&body), &body);
            writeln!(told, "{name}: {}", all.join(", ")).unwrap();
        }
    }
    insta::assert_snapshot!(told);
}
