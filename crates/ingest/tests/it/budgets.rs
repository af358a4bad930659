//! Quotas.

use weir_ingest::TaskStatus;

use crate::connectors::{connector, repositories, since, slow_connector};
use crate::support::Bench;
use crate::upstream::{Fault, NOW, World};

#[tokio::test]
async fn the_quota_is_never_used_up_and_waits_are_told() {
    let world = World {
        quota: Some((20, NOW, 0)),
        ..World::with_items(60, 20)
    };
    let bench = Bench::start(world, connector(vec![repositories(), since(2)])).await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    assert_eq!(bench.store.contents().ids("items").len(), 60);
    assert_eq!(report.streams[1].retries, 0, "never refused");
    assert!(bench.heard.has("quota `core` has 7 of 20 left"));
    let hours = bench.upstream.clock.slept().as_secs() / 3600;
    assert!((2..=5).contains(&hours), "{hours}");
    let budget = &bench.store.contents().budgets[0];
    assert_eq!((budget.bucket.as_str(), budget.limit), ("core", Some(20)));
    assert!(!budget.credential.contains("tiny"));
}

#[tokio::test]
async fn a_quota_that_others_used_up_is_waited_for() {
    let world = World {
        quota: Some((20, NOW - 3000, 20)),
        ..World::with_items(3, 20)
    };
    let bench = Bench::start(world, connector(vec![repositories(), since(5)])).await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    let slept = bench.upstream.clock.slept().as_secs();
    assert!((600..=603).contains(&slept), "{slept}");
}

#[tokio::test]
async fn so_many_a_minute() {
    let bench = Bench::start(
        World::with_items(60, 20),
        slow_connector(vec![repositories(), since(2)]),
    )
    .await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded);
    let requests = report.total(|stream| stream.requests);
    let slept = bench.upstream.clock.slept().as_secs();
    assert!(slept >= (requests / 8 - 1) * 60, "{requests} requests, {slept} s");
    assert!(bench.heard.has("`core` takes 10 a minute"));
}

#[tokio::test]
async fn a_wait_longer_than_a_run_may_last_ends_it_as_throttled() {
    let mut world = World::with_items(30, 20);
    let later = Fault::Status(429, vec![("retry-after", "86400".to_owned())], "{}");
    world.fault("/changes", 1, 1, later);
    let bench = Bench::start(world, connector(vec![repositories(), since(5)])).await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Throttled, "{report:#?}");
    let error = report.error.unwrap();
    assert_eq!(error.message, "the quota is used up until 2024-06-02T00:00:00Z");
    assert_eq!(
        bench.store.contents().ids("items").len(),
        5,
        "the first page stays"
    );
}
