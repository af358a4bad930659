//! What a sync costs.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use weir_connect::Load;
use weir_connectors::bitbucket::CONNECTOR;
use weir_upstream::World;

use super::support::{lists, small, start};

/// Requests for the records of a stream against the fewest that the vendor's lists allow, and against the plan.
async fn costs(world: World, config: Value, price: impl Fn(&str) -> u64) -> BTreeMap<&'static str, u64> {
    let bench = start(world, config.clone()).await;
    let report = bench.sync().await;
    let raw = bench.contents().raw;
    let streams = [
        "pull_requests",
        "pull_request_activity",
        "pipeline_runs",
        "deployments",
    ];
    let mut all = BTreeMap::new();
    for stream in streams {
        let records = raw.keys().filter(|key| key.0 == stream).count() as u64;
        let found = report.streams.iter().find(|one| one.stream == stream);
        let asked = found.unwrap_or_else(|| panic!("no {stream}")).requests;
        all.insert(stream, records);
        if records == 0 {
            continue;
        }
        let page = if stream.starts_with("pull") { 50 } else { 100 };
        let floor = records.div_ceil(page) + records * price(stream);
        let off = |(name, value): (&String, &Value)| (value == false).then(|| name.clone());
        let load = Load {
            partitions: 1,
            records: BTreeMap::from([(stream, records)]),
            switched_off: config.as_object().unwrap().iter().filter_map(off).collect(),
            ..Load::default()
        };
        let planned = (CONNECTOR.plan)(&load).requests;
        println!("{stream}: {records} records, {asked} requests, floor {floor}, planned {planned}");
        assert!(asked * 100 <= floor * 115, "{stream}: {asked} against {floor}");
        assert!(
            asked * 100 <= planned * 115,
            "{stream}: {asked} against {planned}"
        );
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_pull_requests_cost_what_lists_allow() {
    let mut config = lists();
    config["workspaces"] = json!([]);
    config["repositories"] = json!(["acme/monolith"]);
    let records = costs(World::load_thousand(1), config, |_| 0).await;
    assert_eq!(records["pull_requests"], 1000);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_list_costs_a_request_each() {
    // Commits, sizes and builds of each pull request; the steps of each pipeline.
    let price = |stream: &str| match stream {
        "pull_requests" => 3,
        "pipeline_runs" => 1,
        _ => 0,
    };
    let records = costs(small(), json!({"fetch_commits": false}), price).await;
    assert!(records.values().all(|records| *records > 0), "{records:?}");
}
