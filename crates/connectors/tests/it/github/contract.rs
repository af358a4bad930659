//! Every request of a sync against GitHub's published description.

use serde_json::{Value, json};
use weir_connectors::github::CONNECTOR;
use weir_upstream::Entry;
use weir_upstream::contract::{Contract, Facts, Report};

use super::sync::{company, sync};
use crate::upstream;

const FACTS: Facts = Facts {
    prefix: "",
    common: &[],
    missing: &[],
    states_null: true,
};

#[tokio::test(flavor = "multi_thread")]
async fn every_request_is_described() {
    let synced = sync(&CONNECTOR, company(), json!({"fetch_commits": false})).await;
    let Some(report) = check(&synced.log) else { return };
    assert!(
        report.requests > 30 && report.operations.len() >= 5,
        "{report:#?}"
    );
}

/// Asserts that requests are described.
pub(super) fn check(log: &[Entry]) -> Option<Report> {
    let path = upstream::find("github/spec/api.github.com.openapi.json.gz")?;
    let document: Value = serde_json::from_str(&upstream::text(&path)).unwrap();
    let report = Contract::new(document, FACTS).check(log);
    println!(
        "{} requests, {} operations",
        report.requests,
        report.operations.len()
    );
    assert!(report.violations.is_empty(), "{:#?}", report.violations);
    Some(report)
}
