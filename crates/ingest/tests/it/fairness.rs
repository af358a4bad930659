//! Integrations beside each other.

use std::sync::Arc;

use weir_ingest::memory::Contents;
use weir_ingest::{CancellationToken, NoEvents, Options, TaskStatus};
use weir_model::Time;

use crate::connectors::{connector, everything, repositories, stop_at};
use crate::support::{Bench, options, spec};
use crate::upstream::{NOW, Upstream, World};

#[tokio::test]
async fn a_small_integration_is_done_while_a_huge_one_of_the_same_credential_is_still_filled() {
    let upstream = Upstream::start(World::with_items(400, 4000)).await;
    let connector = everything(4);
    let huge = spec(connector, &upstream.url);
    let mut small = huge.clone();
    small.id = "4".to_owned();
    small.since = Some(Time::from_seconds(NOW - 40 * 86_400));
    let options = Options {
        requests_in_flight: 2,
        ..options()
    };
    let bench = Bench::over(upstream, huge, Contents::default(), options);
    let part = async {
        let events = Arc::new(NoEvents);
        let report = bench.engine.sync(&small, events, CancellationToken::new()).await;
        (report, bench.upstream.take_log().len() as u64)
    };
    let (huge, (small, until)) = tokio::join!(bench.sync(), part);
    assert_eq!(huge.status, TaskStatus::Succeeded, "{huge:#?}");
    assert_eq!(small.status, TaskStatus::Succeeded, "{small:#?}");
    let asked = |report: &weir_ingest::TaskReport| report.total(|stream| stream.requests);
    let (huge, small) = (asked(&huge), asked(&small));
    println!("{small} requests of the small one, {until} of both by then, {huge} of the huge one");
    assert!(huge > 3 * small, "{huge} and {small}");
    assert!(
        until < huge,
        "the huge one was nearly done first: {until} requests of {huge}"
    );
}

#[tokio::test]
async fn huge_repositories_do_not_keep_the_newest_of_small_ones_waiting() {
    const HUGE: u64 = 3;
    let mut world = World::default();
    for id in 1..=15 {
        let (name, items) = if id <= HUGE { ("huge", 1000) } else { ("small", 25) };
        world.add_repository(id, &format!("acme/{name}-{id}"), items, 25);
    }
    let upstream = Upstream::start(world).await;
    let spec = spec(connector(vec![repositories(), stop_at(10)]), &upstream.url);
    let options = Options {
        partitions_in_flight: 2,
        ..options()
    };
    let turn = options.pages_per_turn;
    let bench = Bench::over(upstream, spec, Contents::default(), options);
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    let log = bench.upstream.take_log();
    let of = |name: &str, log: &[String]| log.iter().filter(|path| path.contains(name)).count();
    let last = log.iter().rposition(|path| path.contains("/small-")).unwrap();
    let (before, all) = (of("/huge-", &log[..last]), of("/huge-", &log));
    println!("{before} of {all} requests to huge repositories before the last of the small ones");
    assert!(of("/small-", &log) >= 12 * 3 && all >= 300, "{log:#?}");
    // One turn each, and what is under way.
    assert!(before <= 5 * turn, "{before} requests of {all} came first");
    assert_eq!(bench.store.contents().rows.len(), 15 + 3 * 1000 + 12 * 25);
}
