//! Commits by the API against those of the mirror of the same repositories.

use serde_json::json;
use weir_connectors::bitbucket::CONNECTOR;

use super::contract::check;
use crate::ways::{Commits, Told, company, pages};

#[tokio::test(flavor = "multi_thread")]
async fn the_api_tells_what_the_mirror_tells() {
    let commits = Commits {
        connector: &CONNECTOR,
        path: "/bitbucket-dc",
        config: json!({"deployment": "data_center", "auth": "http_token"}),
    };
    let ways = [("metadata", Told::Nothing), ("paths", Told::Paths)];
    let world = company();
    let (taken, log) = commits.are_those_of_the_mirror(&world, &ways).await;
    let [whole, new] = &taken[0];
    assert_eq!(whole.cost.requests, pages(&world, 100));
    let repositories = world.repositories().len() as u64;
    assert_eq!(new.cost.requests, repositories);
    let [_, new] = &taken[1];
    assert!(new.cost.requests <= repositories + new.records, "{new:?}");
    check(&log);
}
