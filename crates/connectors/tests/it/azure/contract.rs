//! Every request of syncs, checks and deliveries, and every answer to it, against the descriptions of the API that
//! nobody here wrote.

use std::time::Duration;

use serde_json::{Value, json};
use weir_upstream::Entry;
use weir_upstream::contract::{Contract, Facts, Report};

use super::support::{How, small, start};
use crate::upstream;

const FACTS: Facts = Facts {
    prefix: "/azure",
    common: &[],
    missing: &[
        // The description has it of each project only; its page says that the project may be left out.
        (
            "/{organization}/_apis/git/repositories",
            "https://learn.microsoft.com/rest/api/azure/devops/git/repositories/list",
        ),
    ],
    states_null: false,
};

/// Everything that the connector ever asks.
async fn log() -> Vec<Entry> {
    let mut all = Vec::new();
    for config in [
        json!({"fetch_iterations": true}),
        json!({"fetch_commits": false, "projects": ["acme"]}),
    ] {
        let how = How {
            config,
            recording: true,
            ..How::default()
        };
        let bench = start(small(), how).await;
        bench.check().await;
        bench.sync().await;
        bench.pass(Duration::from_hours(25));
        bench.sync().await;
        let repository = bench.rows("repositories")[0].id().replace("1/repository/", "");
        let body = json!({"resource": {"repository": {"id": repository, "name": "mobile-api"}}});
        bench.told("git.repo.renamed", &body).await;
        let log = bench.upstream.log().into_iter();
        all.extend(log.filter(|entry| !entry.path.contains("/_git/")));
    }
    all
}

/// The description without its mark of the byte order, lists wrapped as the service wraps them, and without examples,
/// whose files are not called what it calls them.
fn description(path: &str) -> Option<Value> {
    let text = upstream::text(&upstream::find(path)?);
    let mut document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    for operations in document["paths"].as_object_mut().unwrap().values_mut() {
        for operation in operations.as_object_mut().unwrap().values_mut() {
            let Some(schema) = operation.pointer_mut("/responses/200/schema") else {
                continue;
            };
            if schema["type"] == "array" {
                *schema = json!({
                    "type": "object", "required": ["value", "count"],
                    "properties": {"value": schema, "count": {"type": "integer"}},
                });
            }
        }
    }
    Some(document)
}

fn check(log: &[Entry], words: &str, document: Value) -> Report {
    let part: Vec<Entry> = log
        .iter()
        .filter(|entry| entry.path.contains(words))
        .cloned()
        .collect();
    let report = Contract::new(document, FACTS).check(&part);
    println!(
        "{words}: {} requests, {} answers, {} operations, left out {:?}",
        report.requests,
        report.answers,
        report.operations.len(),
        report.left_out
    );
    assert!(report.violations.is_empty(), "{words}: {:#?}", report.violations);
    report
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_and_answer_is_described() {
    let folder = "azure-devops/spec";
    let read = |git: &str, core: &str| {
        Some((
            description(&format!("{folder}/{git}"))?,
            description(&format!("{folder}/{core}"))?,
        ))
    };
    let Some(services) = read("services-7.1/git/git.json", "services-7.1/core/core.json") else {
        return;
    };
    let Some(server) = read(
        "server-7.1/git/git-onprem.json",
        "server-7.1/core/core-onprem.json",
    ) else {
        return;
    };
    let log = log().await;
    for (git, core) in [services, server] {
        let reports = [
            check(&log, "/_apis/git/", git),
            check(&log, "/_apis/projects", core),
        ];
        let requests: usize = reports.iter().map(|report| report.requests).sum();
        assert_eq!(
            requests,
            log.len(),
            "a request that no description was asked about"
        );
        let operations: usize = reports.iter().map(|report| report.operations.len()).sum();
        assert!(
            requests > 100 && operations >= 8,
            "{requests} requests, {operations} operations"
        );
    }
}
