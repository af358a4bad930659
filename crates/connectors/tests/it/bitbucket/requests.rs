//! What a sync costs.

use std::collections::BTreeMap;

use serde_json::json;
use weir_connect::Load;
use weir_connectors::bitbucket::CONNECTOR;
use weir_ingest::TaskReport;
use weir_upstream::World;

use super::support::Bench;

fn requests(report: &TaskReport, stream: &str) -> u64 {
    let found = report.streams.iter().find(|one| one.stream == stream);
    found.unwrap_or_else(|| panic!("no {stream}")).requests
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_pull_requests_cost_what_was_planned() {
    let config = |each: bool| {
        json!({
            "fetch_commits": false, "fetch_issues": false, "workspaces": [], "repositories": ["acme/monolith"],
            "fetch_pull_request_commits": each, "fetch_diffstat": each, "fetch_build_statuses": each,
            "fetch_pipeline_steps": each,
        })
    };
    for each in [false, true] {
        let bench = Bench::start(World::load_thousand(1), config(each)).await;
        let report = bench.sync().await;
        assert_eq!(bench.count("pull_requests"), 1000);
        let raw = bench.contents().raw;
        let records = |stream: &'static str| raw.keys().filter(|key| key.0 == stream).count() as u64;
        for stream in [
            "pull_requests",
            "pull_request_activity",
            "pipeline_runs",
            "deployments",
        ] {
            let all = records(stream);
            let asked = requests(&report, stream);
            let load = Load {
                partitions: 1,
                records: BTreeMap::from([(stream, all)]),
                ..Load::default()
            };
            let planned = (CONNECTOR.plan)(&load).requests;
            // As few as the lists take; commits, sizes, builds and steps have none.
            let page = if stream.starts_with("pull") { 50 } else { 100 };
            let price = match stream {
                "pull_requests" if each => 3,
                "pipeline_runs" if each => 1,
                _ => 0,
            };
            let floor = all.div_ceil(page) + all * price;
            println!(
                "each {each}, {stream}: {all} records, {asked} requests, floor {floor}, planned at most {planned}"
            );
            assert!(asked * 100 <= floor * 115, "{stream}: {asked} against {floor}");
            if each || price > 0 {
                assert!(
                    asked * 100 <= planned * 115,
                    "{stream}: {asked} against {planned}"
                );
            }
        }
    }
}
