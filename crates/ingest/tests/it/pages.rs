//! Every page style at several sizes.

use weir_connect::Stream;
use weir_ingest::TaskStatus;

use crate::connectors::{connector, repositories, styles};
use crate::support::Bench;
use crate::upstream::World;

#[tokio::test]
async fn every_style_at_every_size_reads_all_and_ends() {
    for size in [1, 7, 100] {
        for (style, stream) in styles(size) {
            let bench =
                Bench::start(World::with_items(23, 50), connector(vec![repositories(), stream])).await;
            let report = bench.sync().await;
            assert_eq!(
                report.status,
                TaskStatus::Succeeded,
                "{style} by {size}: {report:#?}"
            );
            let contents = bench.store.contents();
            assert_eq!(contents.ids("items").len(), 23, "{style} by {size}");
            let stream = &report.streams[1];
            assert_eq!((stream.partitions_done, stream.partitions_total), (1, 1));
            assert!(
                stream.requests <= 2 * 23 + 3,
                "{style} by {size} took {}",
                stream.requests
            );
            assert!(bench.cursor("items").finished);
        }
    }
}

#[tokio::test]
async fn an_empty_list_is_an_end() {
    for (style, stream) in styles(7) {
        let bench = Bench::start(World::with_items(0, 50), connector(vec![repositories(), stream])).await;
        let report = bench.sync().await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{style}: {report:#?}");
    }
}

#[tokio::test]
async fn a_repeated_page_cursor_fails_loudly() {
    for (style, stream) in styles(7) {
        if !matches!(style, "link" | "token" | "url") {
            continue;
        }
        let world = World {
            repeat_cursor: true,
            ..World::with_items(23, 50)
        };
        let bench = Bench::start(world, connector(vec![repositories(), stream])).await;
        let report = bench.sync().await;
        assert_eq!(report.status, TaskStatus::Failed, "{style}");
        let error = report.error.unwrap();
        assert_eq!(error.class, "malformed");
        assert!(
            error.message.contains("the page cursor repeats"),
            "{}",
            error.message
        );
        assert!(
            error.message.contains("stream `items` of acme/api, page"),
            "{}",
            error.message
        );
    }
}

#[tokio::test]
async fn a_stream_may_run_for_configured_entries_and_be_switched_off() {
    let by_entry = |path| Stream {
        each: weir_connect::Each::Config("entries"),
        ..repositories_at(path)
    };
    let bench = Bench::start(
        World::with_items(3, 5),
        connector(vec![by_entry("/repos/{}").single()]),
    )
    .await;
    assert_eq!(bench.sync().await.status, TaskStatus::Succeeded);
    assert_eq!(bench.store.contents().ids("repositories"), ["3/repository/1"]);

    let off = connector(vec![repositories().option("wanted")]);
    let mut bench = Bench::start(World::with_items(3, 5), off).await;
    bench.spec.config["wanted"] = false.into();
    let report = bench.sync().await;
    assert_eq!((report.status, report.streams.len()), (TaskStatus::Succeeded, 0));
    assert!(bench.upstream.take_log().is_empty());
}

fn repositories_at(path: &'static str) -> Stream {
    Stream {
        request: weir_connect::Request::Rest { path, query: &[] },
        page: weir_connect::Page::None,
        ..repositories()
    }
}
