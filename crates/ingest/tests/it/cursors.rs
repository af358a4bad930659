//! What a second run asks for.

use weir_connect::Stream;
use weir_ingest::TaskStatus;

use crate::connectors::{connector, repositories, since, stop_at, windows};
use crate::support::Bench;
use crate::upstream::{DAY, Item, NOW, World};

async fn synced(world: World, stream: &Stream) -> Bench {
    let bench = Bench::start(world, connector(vec![repositories(), *stream])).await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    bench
}

#[tokio::test]
async fn a_second_run_fetches_only_what_is_new() {
    for (name, stream) in [("since", since(10)), ("stop_at", stop_at(10))] {
        let bench = synced(World::with_items(100, 300), &stream).await;
        assert_eq!(bench.store.contents().ids("items").len(), 100);
        bench.upstream.take_log();
        bench.upstream.clock.advance(std::time::Duration::from_hours(1));
        bench.upstream.change(|world| {
            let items = world.items.get_mut("acme/api").unwrap();
            items[40].updated = Some(NOW + 60);
            items.push(Item {
                id: 999,
                created: NOW + 100,
                updated: Some(NOW + 100),
                comments: 0,
            });
        });
        let report = bench.sync().await;
        assert_eq!(report.status, TaskStatus::Succeeded);
        let requests: Vec<String> = bench.upstream.take_log();
        assert_eq!(requests.len(), 2, "{name}: {requests:?}");
        assert!(report.streams[1].records <= 10, "{name}");
        let contents = bench.store.contents();
        assert!(contents.ids("items").contains(&"3/item/1/999"), "{name}");
        let changed = contents
            .rows
            .values()
            .filter(|row| row.time("updated_at") == Some(weir_model::Time::from_seconds(NOW + 60)));
        assert_eq!(changed.count(), 1, "{name}");
    }
}

#[tokio::test]
async fn recent_items_of_all_repositories_come_before_history() {
    for stream in [since(5), stop_at(5), windows(5)] {
        let mut world = World::with_items(40, 400);
        world.add_repository(2, "acme/web", 40, 400);
        let bench = Bench::start(world, connector(vec![repositories(), stream])).await;
        bench.sync().await;
        let log = bench.upstream.take_log();
        let firsts: Vec<usize> = ["/repos/acme/api/", "/repos/acme/web/"]
            .iter()
            .map(|path| log.iter().position(|line| line.contains(path)).unwrap())
            .collect();
        assert!(
            firsts.iter().all(|first| *first < 6),
            "both begin early: {log:#?}"
        );
        assert_eq!(bench.store.contents().ids("items").len(), 80);
    }
}

#[tokio::test]
async fn items_without_a_time_are_kept_and_move_nothing() {
    for stream in [since(3), stop_at(3)] {
        let mut world = World::with_items(10, 60);
        for item in &mut world.items.get_mut("acme/api").unwrap()[..4] {
            item.updated = None;
        }
        let bench = synced(world, &stream).await;
        assert_eq!(bench.store.contents().ids("items").len(), 10);
        let newest = bench.upstream.change(|world| world.items["acme/api"][4].updated);
        assert_eq!(
            bench.cursor("items").watermark,
            newest.map(weir_model::Time::from_seconds)
        );
    }
}

#[tokio::test]
async fn equal_times_may_fill_more_than_a_page() {
    for stream in [since(5), stop_at(5)] {
        let mut world = World::with_items(40, 60);
        for item in &mut world.items.get_mut("acme/api").unwrap()[5..30] {
            item.updated = Some(NOW - 10 * DAY);
        }
        let bench = synced(world, &stream).await;
        assert_eq!(bench.store.contents().ids("items").len(), 40);
    }
}

#[tokio::test]
async fn windows_that_reach_the_cap_are_halved() {
    let mut world = World::with_items(300, 20);
    for item in &mut world.items.get_mut("acme/api").unwrap()[250..] {
        item.created -= 900 * DAY;
    }
    let bench = synced(world, &windows(10)).await;
    assert_eq!(bench.store.contents().ids("items").len(), 300);
    let first = bench.upstream.take_log().len();
    assert!(first < 90, "{first} requests for 300 items in pages of 10");
    bench.upstream.clock.advance(std::time::Duration::from_mins(1));
    let report = bench.sync().await;
    let again = bench.upstream.take_log();
    assert!(
        report.streams[1].records < 50,
        "only the last two days: {again:#?}"
    );
    let one_second = World::with_items(30, 0);
    let bench = synced(one_second, &windows(10)).await;
    let report = bench.sync().await;
    assert_eq!(
        report.streams[1].skipped["more in one second than the upstream lists"], 10,
        "{report:#?}"
    );
}

#[tokio::test]
async fn history_goes_as_far_as_asked() {
    for stream in [since(20), stop_at(20), windows(20)] {
        let mut bench = Bench::start(
            World::with_items(100, 400),
            connector(vec![repositories(), stream]),
        )
        .await;
        bench.spec.since = Some(weir_model::Time::from_seconds(NOW - 100 * DAY));
        bench.sync().await;
        let some = bench.store.contents().ids("items").len();
        assert!((25..=45).contains(&some), "{some}");
        bench.spec.since = None;
        bench.upstream.take_log();
        let report = bench.sync().await;
        assert_eq!(report.status, TaskStatus::Succeeded);
        assert_eq!(bench.store.contents().ids("items").len(), 100);
        assert!(
            report.streams[1].records < 90,
            "what is there is not read again: {}",
            report.streams[1].records
        );
    }
}

#[tokio::test]
async fn nothing_is_asked_for_before_1980() {
    let bench = synced(World::with_items(3, 5), &since(10)).await;
    let log = bench.upstream.take_log();
    assert!(
        log.iter()
            .any(|line| line.contains("since=1980-01-01T00%3A00%3A00Z")),
        "{log:#?}"
    );
    assert!(!log.iter().any(|line| line.contains("since=197")), "{log:#?}");
}

#[tokio::test]
async fn a_clock_that_was_ahead_and_is_set_right_misses_nothing() {
    for (name, stream) in [
        ("since", since(10)),
        ("stop_at", stop_at(10)),
        ("windows", windows(10)),
    ] {
        let bench = Bench::start(
            World::with_items(40, 300),
            connector(vec![repositories(), stream]),
        )
        .await;
        let at = |minutes: i64| weir_model::Time::from_seconds(NOW + minutes * 60);
        // Five hours ahead at first; set right at once, then an hour at a time.
        for (run, minutes) in [300, 10, 70, 310, 370].into_iter().enumerate() {
            bench.upstream.clock.set(at(minutes));
            let report = bench.sync().await;
            assert_eq!(report.status, TaskStatus::Succeeded, "{name}");
            let items = bench.store.contents().ids("items").len();
            assert_eq!(items, 40 + 25 * run, "{name}, run {run}");
            // More than two pages, in the second minute after the run, whatever the clock here said of it.
            let then = NOW + if run == 0 { 120 } else { minutes * 60 + 120 };
            bench.upstream.change(|world| {
                let items = world.items.get_mut("acme/api").unwrap();
                items.extend((0..25).map(|n| Item {
                    id: 900 + 100 * u64::try_from(run).unwrap() + n,
                    created: then + i64::try_from(n).unwrap(),
                    updated: Some(then + i64::try_from(n).unwrap()),
                    comments: 0,
                }));
            });
        }
    }
}

#[tokio::test]
async fn a_time_from_the_future_stops_nothing() {
    for (name, stream) in [
        ("since", since(10)),
        ("stop_at", stop_at(10)),
        ("windows", windows(10)),
    ] {
        let mut world = World::with_items(40, 300);
        world.items.get_mut("acme/api").unwrap()[0].updated = Some(NOW + 3650 * DAY);
        let bench = synced(world, &stream).await;
        bench.upstream.clock.advance(std::time::Duration::from_hours(1));
        bench.upstream.change(|world| {
            let items = world.items.get_mut("acme/api").unwrap();
            items.push(Item {
                id: 999,
                created: NOW + 100,
                updated: Some(NOW + 100),
                comments: 0,
            });
        });
        let report = bench.sync().await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{name}");
        assert_eq!(bench.store.contents().ids("items").len(), 41, "{name}");
    }
}
