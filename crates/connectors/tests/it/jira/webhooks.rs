//! Recorded deliveries touch what they are about.

use std::fmt::Write as _;

use serde_json::{Value, json};
use weir_connectors::jira::CONNECTOR;

use crate::{upstream, webhooks};

fn touched(body: &Value) -> Vec<String> {
    let events = CONNECTOR.webhooks.unwrap().events;
    let event = body["webhookEvent"].as_str().unwrap();
    assert!(
        events.iter().any(|one| one.name == event),
        "{event} is not among the events"
    );
    webhooks::touched(&CONNECTOR, event, body)
}

#[test]
fn recorded_deliveries_touch_their_issue() {
    let Some(folder) = upstream::find("jira/recorded/webhooks/mattermost") else {
        return;
    };
    let (mut told, mut read) = (String::new(), 0);
    for (_, path) in upstream::files(&folder) {
        let body: Value = serde_json::from_str(&upstream::text(&path)).unwrap();
        let all = touched(&body);
        // Every delivery of this collection is about one issue: it says which, or its comment's address does.
        let own = body["comment"]["self"]
            .as_str()
            .and_then(|address| address.split("/issue/").nth(1)?.split('/').next());
        let id = body["issue"]["id"].as_str().or(own).unwrap();
        let gone = if body["webhookEvent"] == "jira:issue_deleted" {
            " (gone)"
        } else {
            ""
        };
        assert_eq!(all, [format!("issues {id}{gone}")], "{}", path.display());
        writeln!(told, "{}", path.display()).unwrap();
        read += 1;
    }
    println!("{read} deliveries");
    assert!(read >= 50, "{told}");
}

#[test]
fn plans_and_links_are_told_by_their_ids() {
    let sprint =
        json!({"webhookEvent": "sprint_closed", "sprint": {"id": 37, "originBoardId": 4, "state": "closed"}});
    assert_eq!(touched(&sprint), ["sprints 4 37"]);
    let version =
        json!({"webhookEvent": "jira:version_deleted", "version": {"id": "10100", "projectId": 10000}});
    assert_eq!(touched(&version), ["versions 10000 10100 (gone)"]);
    let link = json!({"webhookEvent": "issuelink_created",
        "issueLink": {"id": 1, "sourceIssueId": 10001, "destinationIssueId": 10002}});
    assert_eq!(touched(&link), ["issues 10001", "issues 10002"]);
    let worklog = json!({"webhookEvent": "worklog_deleted", "worklog": {"id": "3", "issueId": "10001"}});
    assert_eq!(touched(&worklog), ["issues 10001"]);
    let board = json!({"webhookEvent": "board_deleted", "board": {"id": 4}});
    assert_eq!(touched(&board), ["boards 4 (gone)"]);
    let project = json!({"webhookEvent": "project_updated", "project": {"id": 10000, "key": "A"}});
    assert_eq!(touched(&project), ["projects 10000"]);
}
