//! What a load costs, by the published arithmetic and as it is.

use serde_json::json;
use weir_connect::Load;
use weir_connectors::azure_devops::CONNECTOR;
use weir_upstream::World;

use super::support::{How, start};

/// Switches that are off unless they are turned on.
const AT_FIRST: &[&str] = &["fetch_iterations"];

fn planned(pulls: u64, partitions: u64, off: &[&str]) -> u64 {
    let cost = (CONNECTOR.plan)(&Load {
        records: [("pull_requests", pulls), ("repositories", partitions)].into(),
        partitions,
        switched_off: off.iter().copied().map(str::to_owned).collect(),
        ..Load::default()
    });
    cost.requests
}

#[test]
fn a_thousand_of_them() {
    // Repositories, 10 pages and the empty one after them, and two requests for each.
    assert_eq!(planned(1000, 1, AT_FIRST), 2012);
    assert_eq!(planned(1000, 1, &[]), 3012);
    assert_eq!(
        planned(1000, 1, &["fetch_iterations", "fetch_pull_request_details"]),
        1012
    );
    assert_eq!(planned(0, 4, AT_FIRST), 1);
    assert_eq!(planned(2, 4, AT_FIRST), 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_cost_what_was_planned() {
    let how = How {
        config: json!({"fetch_commits": false, "projects": ["acme"]}),
        ..How::default()
    };
    let bench = start(World::load_thousand(1), how).await;
    bench.sync().await;
    assert_eq!(bench.count("pull_requests"), 1000);
    let log = bench.upstream.log();
    let details = log.iter().filter(|entry| entry.query.contains("includeCommits"));
    let (all, details) = (log.len() as u64, details.count() as u64);
    println!(
        "{all} requests for 1,000 pull requests, {} without commits and work items",
        all - details
    );
    // The floor is a list of up to 10 pages and one request for the threads of each, and one for what can be left out.
    assert!(
        (all - details) * 100 <= 1010 * 115 && all * 100 <= 2010 * 115,
        "{all}"
    );
    let planned = planned(1000, bench.count("repositories") as u64, AT_FIRST);
    assert!(
        all * 100 <= planned * 115 && planned * 100 <= all * 115,
        "{all} of {planned}"
    );
}
