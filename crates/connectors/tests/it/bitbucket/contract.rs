//! Every request of syncs, checks and deliveries, and every answer to it, against the vendor's description of the API.

use std::time::Duration;

use serde_json::{Value, json};
use weir_upstream::Builder;
use weir_upstream::contract::{Contract, Facts};

use super::support::{full, small};
use crate::upstream;

const FACTS: Facts = Facts {
    prefix: "/bitbucket/2.0",
    // What all lists take is said once, in words:
    // <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination>, #filtering and #fields-parameter-syntax.
    common: &["page", "pagelen", "q", "sort", "fields", "ctx"],
    missing: &[],
    states_null: false,
};

#[tokio::test(flavor = "multi_thread")]
async fn every_request_and_answer_is_described() {
    let Some(path) = upstream::find("bitbucket-cloud/spec/bitbucket-cloud-2.0.openapi.yaml") else {
        return;
    };
    let document: Value = serde_norway::from_str(&upstream::text(&path)).unwrap();
    let bench = full(small(), json!({"fetch_commits": false}), Builder::recording).await;
    bench.check().await;
    bench.tables().await;
    bench.pass(Duration::from_hours(25));
    bench.tables().await;
    let (id, number) = bench.upstream.with_world(|world| {
        let one = &world.repositories()[0];
        (one.id(), *one.pulls.keys().next().unwrap())
    });
    let repository =
        json!({"uuid": format!("{{00000003-0000-4000-8000-{id:012x}}}"), "full_name": "acme/mobile-api"});
    let body = json!({"repository": repository, "pullrequest": {"id": number}});
    bench.told("pullrequest:updated", &body).await;
    let mut log = bench.upstream.log();
    let single = full(
        small(),
        json!({"fetch_commits": false, "workspaces": [], "projects": ["acme/ACME"], "repositories": ["acme/mobile-api"]}),
        Builder::recording,
    );
    let single = single.await;
    single.tables().await;
    log.extend(single.upstream.log());
    let report = Contract::new(document, FACTS).check(&log);
    println!(
        "{} requests, {} answers, {} operations, {} violations",
        report.requests,
        report.answers,
        report.operations.len(),
        report.violations.len()
    );
    assert!(
        report.requests > 500 && report.operations.len() >= 16,
        "{:#?}",
        report.operations
    );
    assert!(report.violations.is_empty(), "{:#?}", report.violations);
}
