//! What a load costs: planned, and really.

use std::collections::BTreeMap;

use serde_json::json;
use weir_connect::Load;
use weir_connectors::bitbucket::CONNECTOR;
use weir_upstream::World;

use super::support::{How, of_stream, small, start};

fn planned(records: u64, off: &[&str]) -> u64 {
    let load = Load {
        partitions: 1,
        records: BTreeMap::from([("pull_requests", records)]),
        variant: Some("data_center"),
        ways: Vec::new(),
        switched_off: off.iter().map(|switch| (*switch).to_owned()).collect(),
    };
    (CONNECTOR.plan)(&load).requests
}

#[test]
fn a_thousand_by_the_published_arithmetic() {
    // 10 pages; of each its activities, its commits, and builds of two commits.
    assert_eq!(planned(1000, &[]), 4010);
    assert_eq!(planned(1000, &["fetch_build_statuses"]), 2010);
    assert_eq!(
        planned(1000, &["fetch_build_statuses", "fetch_pull_request_commits"]),
        1010
    );
    assert_eq!(planned(1, &[]), 5);
    assert_eq!(planned(0, &[]), 0);
}

/// With commits and builds, each pull request has requests of its own that nothing saves.
#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_cost_what_was_planned() {
    let lean =
        json!({"fetch_commits": false, "fetch_pull_request_commits": false, "fetch_build_statuses": false});
    for (world, config, parts) in [
        (World::load_thousand(1), lean, 1),
        (small(), json!({"fetch_commits": false}), 4),
    ] {
        let how = How {
            config,
            ..How::default()
        };
        let bench = start(world, how).await;
        let report = bench.sync().await;
        let records = bench.count("pull_requests") as u64;
        let requests = of_stream(&report, "pull_requests").requests;
        let floor = records.div_ceil(100) + records * parts;
        println!("{records} pull requests: {requests} requests, floor {floor}");
        assert!(requests * 100 <= floor * 115, "{requests} against {floor}");
    }
}
