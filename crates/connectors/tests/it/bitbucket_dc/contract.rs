//! Every request of a sync, and every answer to it, against Atlassian's own description of version 10.0.

use serde_json::{Value, json};
use weir_upstream::Entry;
use weir_upstream::contract::{Contract, Facts, Report};

use super::support::{How, small, with};
use crate::upstream;

const FACTS: Facts = Facts {
    prefix: "/bitbucket-dc/rest",
    common: &["start", "limit"],
    missing: &[],
    states_null: false,
};

#[tokio::test(flavor = "multi_thread")]
async fn every_request_and_answer_is_described() {
    let mut log = Vec::new();
    for config in [
        json!({"fetch_commits": false}),
        json!({"fetch_commits": false, "projects": ["ACME"]}),
        json!({"fetch_commits": false, "repositories": ["ACME/mobile-api"]}),
    ] {
        let how = How {
            config,
            ..How::default()
        };
        let bench = with(small(), how, weir_upstream::Builder::recording).await;
        bench.check().await;
        bench.sync().await;
        // A census, and those that are open once more.
        for _ in 0..2 {
            bench.pass(std::time::Duration::from_hours(25));
            bench.sync().await;
        }
        log.extend(bench.upstream.log());
    }
    let Some(report) = check(&log) else { return };
    assert!(
        report.requests > 500 && report.operations.len() >= 9,
        "{report:#?}"
    );
}

/// Asserts that requests, and answers that were kept, are described.
pub(super) fn check(log: &[Entry]) -> Option<Report> {
    let path = upstream::find("bitbucket-dc/spec/bitbucket-dc-10.0.openapi.json")?;
    let document: Value = serde_json::from_str(&upstream::text(&path)).unwrap();
    let report = Contract::new(document, FACTS).check(log);
    println!(
        "{} requests, {} answers, {} operations: {:?}",
        report.requests,
        report.answers,
        report.operations.len(),
        report.operations
    );
    assert!(report.violations.is_empty(), "{:#?}", report.violations);
    Some(report)
}
