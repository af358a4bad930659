//! Every request of syncs, checks and deliveries, and every answer to it, against the descriptions of Jira's API that
//! nobody here wrote.

use std::time::Duration;

use serde_json::{Value, json};
use weir_upstream::contract::{Contract, Facts, Report};
use weir_upstream::{Entry, Limits, Token};

use super::support::{CLOUD, DATA_CENTER, small, told, with};
use super::wadl;
use crate::upstream;

const CLOUD_FACTS: Facts = Facts {
    prefix: "/jira",
    common: &[],
    missing: &[],
    states_null: false,
};

/// The description of Data Center is that of 8.4.3.
const DATA_CENTER_FACTS: Facts = Facts {
    prefix: "/jira-dc",
    missing: &[
        // Its words say of the question in the address that it can be asked with a body, too.
        (
            "/rest/api/2/search?expand",
            "https://docs.atlassian.com/software/jira/docs/api/REST/8.4.3/#api/2/search-searchUsingSearchRequest",
        ),
        // It gives all permissions, so it need not be asked for one; Cloud must be.
        (
            "/rest/api/2/mypermissions?permissions",
            "https://docs.atlassian.com/software/jira/docs/api/REST/8.4.3/#api/2/mypermissions-getPermissions",
        ),
    ],
    ..CLOUD_FACTS
};

/// Where a description contradicts itself: the schema of this moment says it is a text, the example beside it writes
/// a number, and so does Jira.
const CONTRADICTIONS: &[&str] = &[
    "post /rest/api/3/changelog/bulkfetch, the answer: .issueChangeLogs[].changeHistories[].created is of the type \
     integer, not \"string\"",
];

/// Everything that the connector ever asks of one deployment.
async fn log_of(of: (&str, &str)) -> Vec<Entry> {
    let limits = Limits {
        jira_embedded: if of == CLOUD { 1 } else { 20 },
        jira_page: 20,
        ..Limits::unlimited()
    };
    let token = Token::full("atatt_0123456789secret");
    let bench = with(
        small(),
        of,
        limits,
        json!({}),
        token,
        weir_upstream::Builder::recording,
    )
    .await;
    bench.check().await;
    bench.tables().await;
    bench.pass(Duration::from_hours(25));
    // With the census.
    bench.tables().await;
    let (issue, version) = bench.upstream.with_world(|world| {
        let one = world
            .repositories()
            .iter()
            .enumerate()
            .find(|(_, one)| !one.releases.is_empty())
            .unwrap();
        let issue = world.repositories()[0].issues.keys().next().unwrap() + 100_000;
        (
            issue,
            json!({"id": one.1.releases[0]["id"], "projectId": 10_000 + one.0}),
        )
    });
    for body in [
        json!({"webhookEvent": "jira:issue_updated", "issue": {"id": issue.to_string()}}),
        json!({"webhookEvent": "sprint_started", "sprint": {"id": 1000, "originBoardId": 1}}),
        json!({"webhookEvent": "jira:version_released", "version": version}),
        json!({"webhookEvent": "board_updated", "board": {"id": 1}}),
        json!({"webhookEvent": "project_updated", "project": {"id": 10_000}}),
    ] {
        told(&bench, &body).await;
    }
    bench.upstream.log()
}

/// Checks the part of a log whose paths begin so.
fn check(log: &[Entry], begin: &str, document: Value, facts: Facts) -> Report {
    let begin = format!("{}{begin}", facts.prefix);
    let part: Vec<Entry> = log
        .iter()
        .filter(|entry| entry.path.starts_with(&begin))
        .cloned()
        .collect();
    let report = Contract::new(document, facts).check(&part);
    println!(
        "{begin}: {} requests, {} answers, {} operations, {} violations",
        report.requests,
        report.answers,
        report.operations.len(),
        report.violations.len()
    );
    report
}

fn all_fit(log: &[Entry], reports: &[Report], least: usize) {
    let violations = reports.iter().flat_map(|report| &report.violations);
    let violations: Vec<_> = violations
        .filter(|text| !CONTRADICTIONS.contains(&text.as_str()))
        .collect();
    assert!(violations.is_empty(), "{violations:#?}");
    let requests: usize = reports.iter().map(|report| report.requests).sum();
    let operations: usize = reports.iter().map(|report| report.operations.len()).sum();
    println!("{requests} requests, {operations} operations");
    assert_eq!(
        requests,
        log.len(),
        "a request that no description was asked about"
    );
    assert!(operations >= least, "{operations}");
}

#[tokio::test(flavor = "multi_thread")]
async fn cloud_describes_every_request_and_answer() {
    let folder = "jira/spec";
    let (Some(third), Some(second), Some(agile)) = (
        upstream::find(&format!("{folder}/jira-cloud-platform-v3.openapi.json.gz")),
        upstream::find(&format!("{folder}/jira-cloud-platform-v2.openapi.yaml.gz")),
        upstream::find(&format!("{folder}/jira-software-cloud-agile.openapi.json")),
    ) else {
        return;
    };
    let log = log_of(CLOUD).await;
    let reports = [
        check(
            &log,
            "/rest/api/3",
            serde_json::from_str(&upstream::text(&third)).unwrap(),
            CLOUD_FACTS,
        ),
        check(
            &log,
            "/rest/api/2",
            serde_norway::from_str(&upstream::text(&second)).unwrap(),
            CLOUD_FACTS,
        ),
        check(
            &log,
            "/rest/agile",
            serde_json::from_str(&upstream::text(&agile)).unwrap(),
            CLOUD_FACTS,
        ),
    ];
    all_fit(&log, &reports, 17);
}

#[tokio::test(flavor = "multi_thread")]
async fn data_center_describes_every_request_and_answer() {
    let folder = "jira/spec";
    let (Some(own), Some(agile)) = (
        upstream::find(&format!("{folder}/jira-dc-8.4.3.rest-v2.wadl")),
        // There is none of Data Center; Jira Software has the same in both.
        upstream::find(&format!("{folder}/jira-software-cloud-agile.openapi.json")),
    ) else {
        return;
    };
    let log = log_of(DATA_CENTER).await;
    let reports = [
        check(
            &log,
            "/rest/api/2",
            wadl::read(&upstream::text(&own)),
            DATA_CENTER_FACTS,
        ),
        check(
            &log,
            "/rest/agile",
            serde_json::from_str(&upstream::text(&agile)).unwrap(),
            DATA_CENTER_FACTS,
        ),
    ];
    all_fit(&log, &reports, 12);
}
