//! Crashes and cancellations at every page.

use weir_ingest::memory::Crash;
use weir_ingest::{CancellationToken, TaskStatus};

use crate::connectors::everything;
use crate::support::{Bench, rows};
use crate::upstream::{Item, NOW, World};

fn world() -> World {
    let mut world = World::with_items(17, 400);
    world.add_repository(2, "acme/web", 5, 20);
    world.add_repository(3, "acme/empty", 0, 20);
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_at_any_page_loses_and_doubles_nothing() {
    let undisturbed = Bench::start(world(), everything(4)).await;
    let report = undisturbed.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    let expected = undisturbed.store.contents();
    assert!(expected.pages > 30, "{}", expected.pages);
    for page in 0..expected.pages {
        let kind = [Crash::Before, Crash::BetweenRowsAndCheckpoint, Crash::After][page % 3];
        let bench = Bench::start(world(), everything(4)).await;
        bench.store.crash_at(page, kind);
        let report = bench.sync().await;
        assert_eq!(report.status, TaskStatus::Failed, "page {page}");
        assert_eq!(report.error.unwrap().class, "store");
        // What changes in between must be seen, too.
        bench.upstream.change(|world| {
            world.items.get_mut("acme/web").unwrap()[2].updated = Some(crate::upstream::NOW - 5);
        });
        bench.upstream.clock.advance(std::time::Duration::from_hours(1));
        let bench = bench.restart();
        let report = bench.sync().await;
        assert_eq!(report.status, TaskStatus::Succeeded, "page {page}: {report:#?}");
        let contents = bench.store.contents();
        let ids =
            |contents: &weir_ingest::memory::Contents| contents.rows.keys().cloned().collect::<Vec<_>>();
        assert_eq!(ids(&contents), ids(&expected), "page {page}, {kind:?}");
        assert_eq!(rows(&contents).len(), rows(&expected).len());
        assert!(
            contents.cursors.values().all(|cursor| cursor.finished),
            "page {page}"
        );
    }
}

#[tokio::test]
async fn a_cancelled_run_goes_on_where_it_stopped() {
    let bench = Bench::start(world(), everything(4)).await;
    let cancel = CancellationToken::new();
    *bench.heard.cancel_after.lock().unwrap() = Some((20, cancel.clone()));
    let report = bench.sync_until(cancel).await;
    assert_eq!(report.status, TaskStatus::Cancelled);
    let first = bench.upstream.take_log().len();
    let bench = bench.restart();
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded);
    let second = bench.upstream.take_log().len();
    let undisturbed = Bench::start(world(), everything(4)).await;
    undisturbed.sync().await;
    let whole = undisturbed.upstream.take_log().len();
    assert!(first > 3, "{first}");
    assert!(second < whole + 5, "{first} + {second}, undisturbed {whole}");
    let contents = bench.store.contents();
    assert_eq!(contents.rows.len(), undisturbed.store.contents().rows.len());
}

#[tokio::test]
async fn what_is_new_is_read_while_history_is_filled() {
    let bench = Bench::start(World::with_items(400, 4000), everything(4)).await;
    let (clock, world) = (bench.upstream.clock.clone(), bench.upstream.world.clone());
    *bench.heard.each.lock().unwrap() = Some(Box::new(move |count| {
        clock.advance(std::time::Duration::from_secs(20));
        if count == 40 {
            let now = NOW + 600;
            let item = Item {
                id: 999_999,
                created: now,
                updated: Some(now),
                comments: 0,
            };
            world
                .lock()
                .unwrap()
                .items
                .get_mut("acme/api")
                .unwrap()
                .push(item);
        }
    }));
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    let log = bench.upstream.take_log();
    let events: Vec<&String> = log
        .iter()
        .filter(|line| line.starts_with("/repos/acme/api/events"))
        .collect();
    let tops: Vec<usize> = (0..events.len())
        .filter(|n| !events[*n].contains("&page="))
        .collect();
    assert!(
        tops.len() > 3,
        "the top of the list was read {} times",
        tops.len()
    );
    assert!(
        events.len() < 100 + 3 * tops.len(),
        "history is not read twice: {} requests",
        events.len()
    );
    let contents = bench.store.contents();
    assert!(contents.rows.keys().any(|key| key.1.ends_with("/999999")));
    assert!(contents.cursors.values().all(|cursor| cursor.finished));
    let done = report
        .streams
        .iter()
        .all(|stream| stream.partitions_done == stream.partitions_total);
    assert!(done, "{report:#?}");
}
