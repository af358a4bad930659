//! Every request of a sync, and every answer to it, against Atlassian's own description of version 10.0.

use serde_json::{Value, json};
use weir_upstream::contract::{Contract, Facts};

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
    let Some(path) = upstream::find("bitbucket-dc/spec/bitbucket-dc-10.0.openapi.json") else {
        return;
    };
    let document: Value = serde_json::from_str(&upstream::text(&path)).unwrap();
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
    let report = Contract::new(document, FACTS).check(&log);
    println!(
        "{} requests, {} answers, {} operations: {:?}",
        report.requests,
        report.answers,
        report.operations.len(),
        report.operations
    );
    assert!(
        report.requests > 500 && report.operations.len() >= 9,
        "{report:#?}"
    );
    assert!(report.violations.is_empty(), "{:#?}", report.violations);
}
