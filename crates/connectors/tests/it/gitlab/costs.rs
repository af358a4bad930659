//! What a load costs, by the published arithmetic.

use weir_connect::Load;
use weir_connectors::gitlab::CONNECTOR;

fn requests(records: &[(&'static str, u64)], partitions: u64) -> u64 {
    let cost = (CONNECTOR.plan)(&Load {
        records: records.iter().copied().collect(),
        partitions,
        ..Load::default()
    });
    assert_eq!(cost.points, 0);
    cost.requests
}

#[test]
fn a_thousand_of_each() {
    // 11 pages, each with one request by GraphQL, 20 long conversations, and the project itself.
    assert_eq!(requests(&[("repositories", 1), ("pull_requests", 1000)], 1), 43);
    assert_eq!(requests(&[("pipeline_runs", 1000)], 1), 22);
    // Three lists of events for each issue, besides.
    assert_eq!(requests(&[("issues", 1000)], 1), 3042);
    assert_eq!(requests(&[("releases", 2)], 4), 2);
    assert_eq!(requests(&[], 4), 0);
}

#[test]
fn graphql_is_beside_the_rest_root() {
    let of = CONNECTOR.graphql_url.unwrap();
    assert_eq!(of("https://gitlab.com/api/v4"), "https://gitlab.com/api/graphql");
    assert_eq!(
        of("https://host.example/tools/gitlab/api/v4/"),
        "https://host.example/tools/gitlab/api/graphql"
    );
}
