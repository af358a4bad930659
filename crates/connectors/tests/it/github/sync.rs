//! The whole way: simulated upstream, engine, rows.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use weir_connect::{
    BaseUrl, Budget, Connector, Cost, Expand, GraphQl, Load, Page, QuotaHeaders, Request, Stream,
};
use weir_connectors::github::CONNECTOR;
use weir_ingest::TaskReport;
use weir_ingest::memory::Contents;
use weir_model::{Row, Time};
use weir_upstream::{Counters, Entry, Limits, Upstream, World};

use crate::bench::{Bench, Setup};
use crate::source::show;

const TOKEN: &str = "ghp_0123456789secret";

/// What one sync gave.
pub(super) struct Synced {
    pub(super) contents: Contents,
    pub(super) report: TaskReport,
    pub(super) counters: Counters,
    base: String,
    pub(super) log: Vec<Entry>,
}

/// Syncs every repository of a world. `more` is put over the configuration.
pub(super) async fn sync(connector: &'static Connector, world: World, more: Value) -> Synced {
    let names: Vec<_> = world
        .repositories()
        .iter()
        .map(|repository| repository.full_name().to_owned())
        .collect();
    let upstream = Upstream::builder()
        .world(world)
        .token(TOKEN)
        .limits(Limits::unlimited());
    let setup = Setup {
        connector,
        path: "",
        token: TOKEN,
        config: json!({"repositories": names}),
        more: &more,
    };
    let bench = Bench::start(upstream, setup).await;
    let report = bench.sync().await;
    Synced {
        contents: bench.contents(),
        report,
        counters: bench.upstream.counters(),
        base: bench.upstream.base_url().to_owned(),
        log: bench.upstream.log(),
    }
}

pub(super) fn company() -> World {
    World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc())
}

/// The streams that pull requests, reviews and comments come by.
const PULL_REQUESTS: [&str; 3] = ["repositories", "pull_requests", "review_comments"];

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_pull_requests_cost_what_was_planned() {
    let synced = sync(&CONNECTOR, World::load_thousand(1), json!({})).await;
    let mut load = Load {
        partitions: 1,
        ..Load::default()
    };
    for stream in PULL_REQUESTS {
        let count = synced.contents.raw.keys().filter(|key| key.0 == stream).count();
        load.records.insert(stream, count as u64);
    }
    assert_eq!(
        (load.of("pull_requests"), load.of("review_comments")),
        (1000, 4000)
    );
    let mut spent = Cost::default();
    for stream in synced
        .report
        .streams
        .iter()
        .filter(|stream| PULL_REQUESTS.contains(&stream.stream.as_str()))
    {
        spent += Cost {
            requests: stream.requests,
            points: stream.points,
        };
    }
    let planned = (CONNECTOR.plan)(&load);
    println!(
        "spent {spent:?}, planned {planned:?}, all requests {}",
        synced.counters.requests
    );
    assert!(spent.requests <= 95, "{:#?}", synced.counters);
    assert!(
        spent.requests * 100 <= planned.requests * 115,
        "{spent:?} against {planned:?}"
    );
    assert!(
        spent.points * 100 <= planned.points * 115,
        "{spent:?} against {planned:?}"
    );
}

/// The connector with other page sizes; GitHub's own limit is 100.
fn with_pages_of(size: u32) -> &'static Connector {
    let streams: Vec<Stream> = CONNECTOR
        .streams
        .iter()
        .map(|stream| resized(*stream, size))
        .collect();
    let budget = &CONNECTOR.budget;
    let headers = budget.headers.as_ref().map(|of| QuotaHeaders {
        limit: of.limit,
        remaining: of.remaining,
        reset: of.reset,
        resource: of.resource,
    });
    Box::leak(Box::new(Connector {
        base_url: BaseUrl {
            default: None,
            example: "",
        },
        auth: CONNECTOR.auth,
        budgets: &[],
        budget: Budget {
            buckets: budget.buckets,
            headers,
            concurrency: budget.concurrency,
            server_seconds_per_minute: budget.server_seconds_per_minute,
            penalty_seconds: budget.penalty_seconds,
            docs: budget.docs,
        },
        streams: streams.leak(),
        id: CONNECTOR.id,
        title: CONNECTOR.title,
        category: CONNECTOR.category,
        about: CONNECTOR.about,
        docs: CONNECTOR.docs,
        config_schema: CONNECTOR.config_schema,
        graphql_url: CONNECTOR.graphql_url,
        headers: CONNECTOR.headers,
        checks: CONNECTOR.checks,
        errors: CONNECTOR.errors,
        gaps: CONNECTOR.gaps,
        plan: CONNECTOR.plan,
        webhooks: None,
    }))
}

fn resized(mut stream: Stream, size: u32) -> Stream {
    if let Page::Link { size: (name, _) } = stream.page {
        stream.page = Page::Link { size: (name, size) };
    }
    if let Request::GraphQl(query) = stream.request {
        stream.request = Request::GraphQl(GraphQl {
            page_size: size,
            ..query
        });
    }
    let expand: Vec<Expand> = stream
        .expand
        .iter()
        .map(|expand| Expand {
            per_request: size as usize,
            ..*expand
        })
        .collect();
    stream.expand = expand.leak();
    stream
}

#[tokio::test(flavor = "multi_thread")]
async fn page_sizes_change_nothing_in_the_end() {
    let off = json!({"fetch_commits": false});
    let expected = sync(&CONNECTOR, company(), off.clone()).await;
    for size in [1, 7] {
        let synced = sync(with_pages_of(size), company(), off.clone()).await;
        println!(
            "{size} a page: {} requests instead of {}",
            synced.counters.requests, expected.counters.requests
        );
        assert!(synced.counters.requests > expected.counters.requests);
        let (found, wanted) = (text(&synced), text(&expected));
        let different = wanted.iter().find(|(id, row)| found.get(*id) != Some(row));
        assert_eq!(
            different.map(|(id, row)| (row, found.get(id))),
            None,
            "{size} a page"
        );
        assert_eq!(found.len(), wanted.len(), "{size} a page");
    }
}

/// Rows as text, by id. Each upstream listens on another port.
fn text(synced: &Synced) -> BTreeMap<String, String> {
    let row = |row: &Row| {
        (
            row.id().to_owned(),
            show(std::slice::from_ref(row)).replace(&synced.base, "BASE"),
        )
    };
    synced.contents.rows.values().map(row).collect()
}
