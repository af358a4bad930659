//! What a load costs, by the published arithmetic.

use weir_connect::{Cost, Load};
use weir_connectors::github::CONNECTOR;

fn plan(records: &[(&'static str, u64)], partitions: u64) -> Cost {
    (CONNECTOR.plan)(&Load {
        records: records.iter().copied().collect(),
        partitions,
        ..Load::default()
    })
}

#[test]
fn a_thousand_pull_requests() {
    // 20 pages of 50, 20 long timelines, 40 pages of line comments, and the repository itself.
    let cost = plan(
        &[
            ("repositories", 1),
            ("pull_requests", 1000),
            ("review_comments", 4000),
        ],
        1,
    );
    assert_eq!(
        cost,
        Cost {
            requests: 81,
            points: 80
        }
    );
}

#[test]
fn a_thousand_runs_with_jobs() {
    let cost = plan(&[("pipeline_runs", 1000), ("pipeline_jobs", 1000)], 1);
    assert_eq!(
        cost,
        Cost {
            requests: 30,
            points: 320
        }
    );
}

#[test]
fn each_repository_takes_a_page_of_its_own() {
    assert_eq!(
        plan(&[("releases", 10)], 4),
        Cost {
            requests: 4,
            points: 0
        }
    );
    assert_eq!(
        plan(&[("releases", 2)], 4),
        Cost {
            requests: 2,
            points: 0
        }
    );
    assert_eq!(plan(&[], 4), Cost::default());
}

#[test]
fn the_graphql_endpoint_is_beside_the_rest_root() {
    let of = CONNECTOR.graphql_url.unwrap();
    assert_eq!(of("https://api.github.com"), "https://api.github.com/graphql");
    assert_eq!(
        of("https://api.acme.ghe.com/"),
        "https://api.acme.ghe.com/graphql"
    );
    assert_eq!(
        of("https://github.acme.example/api/v3"),
        "https://github.acme.example/api/graphql"
    );
}
