//! REST and GraphQL documents of the same thing become the same rows.

use serde_json::{Value, json};
use weir_connect::{Read, Record, Scope, read};
use weir_connectors::github::{records, rest};
use weir_model::{Batch, Cell, Row};

const SCOPE: Scope<'static> = Scope {
    id: "4001",
    name: "acme/checkout",
};

fn rows<R: Record>(document: &Value) -> Vec<Row> {
    let mut batch = Batch::default();
    let read: Read = read::<R>;
    read(&document.to_string(), &SCOPE, &mut batch).unwrap();
    assert_eq!(batch.drift, []);
    batch.rows
}

fn of<'a>(rows: &'a [Row], table: &str) -> Vec<&'a Row> {
    rows.iter().filter(|row| row.table.name == table).collect()
}

/// Equal but for columns that REST does not state.
fn assert_same(graphql: &Row, rest: &Row, only_graphql: &[&str]) {
    for column in graphql.table.columns {
        if !only_graphql.contains(&column.name) {
            assert_eq!(
                graphql.cell(column.name),
                rest.cell(column.name),
                "{}.{}",
                graphql.table.name,
                column.name
            );
        }
    }
}

fn fixture(name: &str, list: &str) -> Vec<Value> {
    let path = crate::source::folder("github").join("fixtures").join(name);
    let body: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    body.pointer(list).unwrap().as_array().unwrap().clone()
}

fn person(login: &str) -> Value {
    json!({"login": login, "id": 500, "type": "User"})
}

#[test]
fn pull_requests() {
    let list = fixture("pull_requests.json", "/data/repository/pullRequests/nodes");
    let merged = json!({
        "number": 7, "title": "Round half to even", "body": "Fixes the rounding of totals.",
        "html_url": "https://github.com/acme/checkout/pull/7", "state": "closed", "draft": false,
        "user": person("ada"), "created_at": "2024-03-01T09:00:00Z", "updated_at": "2024-03-04T16:05:00Z",
        "closed_at": "2024-03-04T16:00:00Z", "merged_at": "2024-03-04T16:00:00Z", "merged_by": person("bo"),
        "merge_commit_sha": "3".repeat(40), "base": {"ref": "main", "sha": "b".repeat(40)},
        "head": {"ref": "rounding", "sha": "2".repeat(40), "repo": {"full_name": "acme/checkout"}},
        "additions": 120, "deletions": 15, "changed_files": 6, "comments": 3, "review_comments": 2,
        "milestone": {"title": "Spring"}, "labels": [{"name": "bug"}, {"name": "money"}], "assignees": [person("ada")],
    });
    let by_bot = json!({
        "number": 8, "title": "Bump serde", "body": null, "html_url": "https://github.com/acme/checkout/pull/8",
        "state": "open", "draft": true, "user": {"login": "dependabot[bot]", "id": 1, "type": "Bot"},
        "created_at": "2024-03-03T04:00:00Z", "updated_at": "2024-03-03T06:00:00Z", "closed_at": null,
        "merged_at": null, "merged_by": null,
        // Before the merge it is a trial merge, which no branch has.
        "merge_commit_sha": "e".repeat(40), "base": {"ref": "main", "sha": "b".repeat(40)},
        "head": {"ref": "dependabot/serde", "sha": "4".repeat(40), "repo": {"full_name": "acme/checkout"}},
        "additions": 1, "deletions": 1, "changed_files": 1, "comments": 0, "review_comments": 1,
        "milestone": null, "labels": [], "assignees": [],
    });
    let by_ghost = json!({
        "number": 9, "title": "Try another bank", "body": "Not sure.", "state": "closed", "draft": false,
        "html_url": "https://github.com/acme/checkout/pull/9", "user": {"login": "ghost", "id": 10137, "type": "User"},
        "created_at": "2024-02-10T10:00:00Z", "updated_at": "2024-02-20T10:00:00Z",
        "closed_at": "2024-02-20T10:00:00Z", "merged_at": null, "merged_by": null, "merge_commit_sha": null,
        "base": {"ref": "main", "sha": "b".repeat(40)}, "head": {"ref": "bank", "sha": "5".repeat(40), "repo": null},
        "additions": 40, "deletions": 0, "changed_files": 2, "comments": 0, "review_comments": 0,
        "milestone": null, "labels": [], "assignees": [],
    });
    for (graphql, rest) in list.into_iter().zip([merged, by_bot, by_ghost]) {
        let mut graphql = graphql;
        graphql["timelineItems"] = Value::Null;
        let graphql = rows::<records::PullRequest>(&graphql);
        let rest = rows::<rest::PullRequest>(&rest);
        assert_same(of(&graphql, "pull_requests")[0], &rest[0], &["review_decision"]);
    }
}

#[test]
fn reviews_comments_and_events() {
    let graphql = rows::<records::PullRequest>(
        &fixture("pull_requests.json", "/data/repository/pullRequests/nodes")[0],
    );
    let review = rows::<rest::Review>(&json!({
        "id": 9002, "user": person("bo"), "body": "", "state": "APPROVED",
        "html_url": "https://github.com/acme/checkout/pull/7#pullrequestreview-9002",
        "pull_request_url": "https://api.github.com/repos/acme/checkout/pulls/7",
        "submitted_at": "2024-03-04T15:30:00Z", "commit_id": "2".repeat(40),
    }));
    assert_same(of(&graphql, "reviews")[1], &review[0], &["created_at"]);
    let comment = rows::<rest::IssueComment>(&json!({
        "id": 8001, "user": {"login": "coverage-bot[bot]", "id": 2, "type": "Bot"}, "body": "Coverage went up.",
        "html_url": "https://github.com/acme/checkout/pull/7#issuecomment-8001",
        "issue_url": "https://api.github.com/repos/acme/checkout/issues/7",
        "created_at": "2024-03-01T14:00:00Z", "updated_at": "2024-03-01T14:00:00Z",
    }));
    assert_same(of(&graphql, "comments")[0], &comment[0], &[]);

    let about = json!({"number": 7, "pull_request": {}});
    let event = |id: &str, event: &str, at: &str, actor: &str| json!({"id": 1, "node_id": id, "event": event, "created_at": at, "actor": person(actor), "issue": about});
    let mut events = vec![
        event("RRE_2", "review_requested", "2024-03-01T09:05:01Z", "ada"),
        event("LE_1", "labeled", "2024-03-01T09:06:00Z", "ada"),
        event("AE_1", "assigned", "2024-03-01T09:06:30Z", "ada"),
        event("RDE_1", "review_dismissed", "2024-03-02T09:00:00Z", "ada"),
        event("ME_1", "merged", "2024-03-04T16:00:00Z", "bo"),
    ];
    events[0]["requested_team"] =
        json!({"slug": "payments", "html_url": "https://github.com/orgs/acme/teams/payments"});
    events[1]["label"] = json!({"name": "bug"});
    events[2]["assignee"] = person("ada");
    events[3]["dismissed_review"] = json!({"review_id": 9001, "state": "changes_requested"});
    events[4]["commit_id"] = json!("3".repeat(40));
    for event in events {
        let rest = rows::<rest::IssueEvent>(&event);
        let same = of(&graphql, "pull_request_events")
            .into_iter()
            .find(|row| row.id() == rest[0].id());
        assert_same(same.unwrap(), &rest[0], &[]);
    }
    let mentioned = event("M_1", "mentioned", "2024-03-01T09:06:00Z", "ada");
    assert_eq!(rows::<rest::IssueEvent>(&mentioned), []);
}

#[test]
fn issues() {
    let graphql = rows::<records::Issue>(&fixture("issues.json", "/data/repository/issues/nodes")[0]);
    let rest = rows::<rest::Issue>(&json!({
        "number": 3, "title": "Totals are off by a cent", "body": "Sometimes.", "state": "closed",
        "state_reason": "completed", "html_url": "https://github.com/acme/checkout/issues/3", "user": person("cy"),
        "created_at": "2024-02-20T08:00:00Z", "updated_at": "2024-03-04T16:00:01Z",
        "closed_at": "2024-03-04T16:00:01Z", "milestone": {"title": "Spring"}, "comments": 1,
        "labels": ["incident"], "assignees": [person("ada"), person("bo")],
    }));
    assert_same(of(&graphql, "issues")[0], &rest[0], &[]);
    let comment = rows::<rest::IssueComment>(&json!({
        "id": 8009, "user": person("ada"), "body": "Found it.",
        "html_url": "https://github.com/acme/checkout/issues/3#issuecomment-8009",
        "issue_url": "https://api.github.com/repos/acme/checkout/issues/3",
        "created_at": "2024-02-21T08:00:00Z", "updated_at": "2024-02-21T08:05:00Z",
    }));
    assert_same(of(&graphql, "comments")[0], &comment[0], &[]);
    let event = rows::<rest::IssueEvent>(&json!({
        "id": 1, "node_id": "CE_9", "event": "closed", "created_at": "2024-03-04T16:00:01Z", "actor": person("bo"),
        "commit_id": "3".repeat(40), "issue": {"number": 3},
    }));
    let same = of(&graphql, "issue_events")
        .into_iter()
        .find(|row| row.id() == "issue_event/CE_9");
    assert_same(same.unwrap(), &event[0], &[]);
}

#[test]
fn deployments_and_jobs() {
    let graphql =
        rows::<records::Deployment>(&fixture("deployments.json", "/data/repository/deployments/nodes")[1]);
    let rest = rows::<rest::Deployment>(&json!({
        "id": 5001, "environment": "production", "ref": "main", "sha": "3".repeat(40), "task": "deploy",
        "creator": person("bo"), "created_at": "2024-03-04T16:20:00Z", "updated_at": "2024-03-05T16:31:00Z",
    }));
    assert_same(of(&graphql, "deployments")[0], &rest[0], &["state", "url"]);
    let status = rows::<rest::DeploymentStatus>(&json!({
        "id": 1, "node_id": "DES_2", "state": "success", "created_at": "2024-03-04T16:30:00Z",
        "log_url": "https://github.com/acme/checkout/actions/runs/6001",
        "deployment_url": "https://api.github.com/repos/acme/checkout/deployments/5001",
    }));
    assert_same(of(&graphql, "deployment_statuses")[1], &status[0], &[]);

    let graphql = rows::<records::CheckSuite>(&fixture("pipeline_jobs.json", "/data/nodes")[0]);
    let step = json!({"number": 2, "name": "cargo build", "status": "completed", "conclusion": "success",
        "started_at": "2024-03-04T16:15:12Z", "completed_at": "2024-03-04T16:19:58Z"});
    let rest = rows::<rest::Job>(&json!({
        "id": 61001, "run_id": 6001, "name": "build", "status": "completed", "conclusion": "success",
        "html_url": "https://github.com/acme/checkout/actions/runs/6001/job/61001",
        "started_at": "2024-03-04T16:15:10Z", "completed_at": "2024-03-04T16:20:00Z", "steps": [step],
    }));
    assert_same(
        of(&graphql, "pipeline_jobs")[0],
        &rest[0],
        &["attempt", "created_at"],
    );
    assert_same(of(&graphql, "pipeline_steps")[1], &rest[1], &[]);
}

#[test]
fn an_account_that_is_gone_has_no_name() {
    let comments = fixture("review_comments.json", "");
    let gone = rows::<rest::ReviewComment>(&comments[2]);
    assert_eq!(gone[0].cell("author_login"), Some(&Cell::Null));
    assert_eq!(gone[0].cell("author_kind"), Some(&Cell::Null));
}
