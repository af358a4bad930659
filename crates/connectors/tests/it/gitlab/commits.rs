//! Commits by the API against those of the mirror of the same projects.

use serde_json::json;
use weir_connectors::gitlab::CONNECTOR;

use super::contract::check;
use crate::ways::{Commits, Told, company, pages};

#[tokio::test(flavor = "multi_thread")]
async fn the_api_tells_what_the_mirror_tells() {
    let commits = Commits {
        connector: &CONNECTOR,
        path: "/gitlab/api/v4",
        config: json!({"groups": ["acme"]}),
    };
    let ways = [("metadata", Told::Lines), ("lines", Told::Files)];
    let world = company();
    let (taken, log) = commits.are_those_of_the_mirror(&world, &ways).await;
    let [whole, new] = &taken[0];
    assert_eq!(whole.cost.requests, pages(&world, 100));
    let projects = world.repositories().len() as u64;
    assert_eq!(new.cost.requests, projects);
    let [_, new] = &taken[1];
    assert!(new.cost.requests <= projects + new.records, "{new:?}");
    check(&log);
}
