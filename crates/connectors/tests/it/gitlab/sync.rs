//! The whole way: simulated upstream, engine, rows.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use weir_connect::{Ask, Attach, Connector, Load, Page, Request, Stream};
use weir_connectors::gitlab::CONNECTOR;
use weir_ingest::TaskReport;
use weir_ingest::memory::Contents;
use weir_model::{Cell, Row, Time};
use weir_upstream::{Counters, Entry, Fault, FaultKind, Limits, Upstream, World};

use crate::bench::{Bench, Setup};
use crate::source::show;

const TOKEN: &str = "glpat-0123456789secret";

/// What one sync gave.
pub(super) struct Synced {
    contents: Contents,
    report: TaskReport,
    counters: Counters,
    base: String,
    pub(super) log: Vec<Entry>,
}

/// How it is synced.
#[derive(Default)]
pub(super) struct How {
    pub(super) connector: Option<&'static Connector>,
    pub(super) config: Value,
    pub(super) faults: Vec<Fault>,
    pub(super) limits: Option<Limits>,
    /// How often.
    pub(super) again: usize,
    /// Whether bodies are kept.
    pub(super) recording: bool,
}

pub(super) async fn sync(world: World, how: How) -> Synced {
    let mut upstream = Upstream::builder();
    if how.recording {
        upstream = upstream.recording();
    }
    let upstream = upstream
        .world(world)
        .token(TOKEN)
        .seed(5)
        .limits(how.limits.unwrap_or_else(Limits::unlimited))
        .faults(how.faults);
    let setup = Setup {
        connector: how.connector.unwrap_or(&CONNECTOR),
        path: "/gitlab/api/v4",
        token: TOKEN,
        config: json!({}),
        more: &how.config,
    };
    let bench = Bench::start(upstream, setup).await;
    let mut report = bench.sync().await;
    for _ in 0..how.again {
        report = bench.sync().await;
    }
    Synced {
        contents: bench.contents(),
        report,
        counters: bench.upstream.counters(),
        base: bench.upstream.base_url().to_owned(),
        log: bench.upstream.log(),
    }
}

pub(super) fn company() -> World {
    let mut world = World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc());
    // Enough for every path, and quick.
    world
        .repositories
        .retain(|repository| repository.full_name() != "acme/web");
    world
}

fn without_commits() -> Value {
    json!({"fetch_commits": false, "fetch_issue_history": false})
}

/// Rows as text, by id. Each upstream listens on another port.
fn text(synced: &Synced) -> BTreeMap<String, String> {
    let rows = synced.contents.rows.values();
    let row = |row: &Row| {
        let shown = show(std::slice::from_ref(row)).replace(&synced.base, "BASE");
        (row.id().to_owned(), shown)
    };
    rows.map(row).collect()
}

fn same(found: &Synced, wanted: &Synced, what: &str) {
    let (found, wanted) = (text(found), text(wanted));
    let different = wanted.iter().find(|(id, row)| found.get(*id) != Some(row));
    assert_eq!(different.map(|(id, row)| (row, found.get(id))), None, "{what}");
    assert_eq!(found.len(), wanted.len(), "{what}");
}

fn count(synced: &Synced, table: &str) -> usize {
    synced.contents.rows.keys().filter(|key| key.0 == table).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_arrives_whole() {
    let world = company();
    let repositories = world.repositories().to_vec();
    let whole = |all: fn(&weir_upstream::Repository) -> usize| repositories.iter().map(all).sum::<usize>();
    let synced = sync(
        world,
        How {
            config: json!({"projects": ["acme/checkout"], "groups": ["acme"]}),
            ..How::default()
        },
    )
    .await;
    let rows = [
        ("repositories", repositories.len()),
        ("pull_requests", whole(|one| one.pulls.len())),
        (
            "pull_request_commits",
            whole(|one| one.pull_commits.values().map(Vec::len).sum()),
        ),
        ("issues", whole(|one| one.issues.len())),
        ("milestones", whole(|one| one.milestones.len())),
        ("releases", whole(|one| one.releases.len())),
        ("deployments", whole(|one| one.deployments.len())),
        ("pipeline_runs", whole(|one| one.runs.len())),
        (
            "pipeline_jobs",
            whole(|one| one.jobs.values().map(Vec::len).sum()),
        ),
        ("branches", whole(|one| one.branches.len())),
    ];
    for (table, wanted) in rows {
        assert_eq!(count(&synced, table), wanted, "{table}");
    }
    let reviews = |state: &str| {
        let all = repositories.iter().flat_map(weir_upstream::Repository::reviews);
        all.filter(|(_, review)| review["state"] == state).count()
    };
    assert_eq!(
        count(&synced, "reviews"),
        reviews("APPROVED") + reviews("CHANGES_REQUESTED")
    );
    let events = |kind: &str| {
        let all = repositories
            .iter()
            .flat_map(|one| one.issues.keys().map(move |number| (one, number)));
        let all = all.flat_map(|(one, number)| one.events.get(number).into_iter().flatten());
        all.filter(|event| event["event"] == kind).count()
    };
    let found = |kind: &str| {
        let rows = synced
            .contents
            .rows
            .values()
            .filter(|row| row.table.name == "issue_events");
        rows.filter(|row| row.cell("kind") == Some(&Cell::Text(kind.to_owned())))
            .count()
    };
    for kind in ["closed", "reopened", "labeled", "assigned"] {
        assert_eq!(found(kind), events(kind), "{kind}");
    }
    nothing_is_odd(&synced);
}

/// No word is unknown, and each merge is a commit of the mirror.
fn nothing_is_odd(synced: &Synced) {
    let drift: Vec<_> = synced
        .report
        .streams
        .iter()
        .filter(|stream| !stream.drift.is_empty())
        .collect();
    assert!(drift.is_empty(), "{drift:#?}");
    // Each merge is a commit of the mirror.
    let commits: Vec<&str> = synced
        .contents
        .rows
        .values()
        .filter(|row| row.table.name == "commits")
        .map(Row::id)
        .collect();
    for row in synced
        .contents
        .rows
        .values()
        .filter(|row| row.table.name == "pull_requests")
    {
        if let Some(Cell::Text(sha)) = row.cell("merge_commit_sha") {
            assert!(
                commits.iter().any(|id| id.ends_with(sha)),
                "{} leads nowhere",
                row.id()
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_cost_what_was_planned() {
    let how = How {
        config: json!({"fetch_commits": false, "projects": ["acme/monolith"]}),
        ..How::default()
    };
    let synced = sync(World::load_thousand(1), how).await;
    // The floor is 10 lists, 10 requests by GraphQL and one for each long conversation; for pipelines without those.
    for (stream, long, floor) in [("pull_requests", 20, 40), ("pipeline_runs", 0, 20)] {
        let records = synced.contents.raw.keys().filter(|key| key.0 == stream).count() as u64;
        let report = synced
            .report
            .streams
            .iter()
            .find(|one| one.stream == stream)
            .unwrap();
        let load = Load {
            partitions: 1,
            records: BTreeMap::from([(stream, records)]),
            ..Load::default()
        };
        let planned = (CONNECTOR.plan)(&load).requests;
        let floor = if long > 0 {
            floor
        } else {
            records.div_ceil(100) * 2
        };
        println!(
            "{stream}: {records} records, {} requests, planned {planned}, floor {floor}",
            report.requests
        );
        assert!(
            report.requests * 100 <= planned * 115,
            "{stream}: {} against {planned}",
            report.requests
        );
        assert!(
            report.requests * 100 <= floor * 115,
            "{stream}: {} against {floor}",
            report.requests
        );
    }
    assert_eq!(count(&synced, "pull_requests"), 1000);
}

/// The connector with other page sizes; GitLab's own limit is 100.
fn with_pages_of(size: u32) -> &'static Connector {
    let streams: Vec<Stream> = CONNECTOR
        .streams
        .iter()
        .map(|stream| resized(*stream, size))
        .collect();
    let streams: &'static [Stream] = streams.leak();
    crate::source::with_streams(&CONNECTOR, streams)
}

fn resized(mut stream: Stream, size: u32) -> Stream {
    if let Page::Link { size: (name, _) } = stream.page {
        stream.page = Page::Link { size: (name, size) };
    }
    if let Request::GraphQl(query) = &mut stream.request {
        query.page_size = size;
    }
    let attach: Vec<Attach> = stream
        .attach
        .iter()
        .map(|attach| smaller(*attach, size))
        .collect();
    stream.attach = attach.leak();
    stream
}

fn smaller(mut attach: Attach, size: u32) -> Attach {
    match &mut attach.ask {
        Ask::Ids { per_request, .. } => *per_request = size as usize,
        Ask::Span { page_size, .. } => *page_size = size,
        Ask::List { page, .. } => {
            *page = Page::Link {
                size: ("per_page", size),
            }
        }
        Ask::Whole { .. } => {}
    }
    attach
}

/// One project, so that pages of one record do not take a minute.
pub(super) fn one_project(mut world: World) -> World {
    world
        .repositories
        .retain(|repository| repository.full_name() == "acme/mobile-api");
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn page_sizes_repetition_and_faults_change_nothing_in_the_end() {
    let world = one_project(company());
    let how = |connector| How {
        connector,
        config: without_commits(),
        ..How::default()
    };
    let wanted = sync(world.clone(), how(None)).await;
    assert!(count(&wanted, "pull_requests") >= 50);
    for size in [1, 7] {
        let synced = sync(world.clone(), how(Some(with_pages_of(size)))).await;
        println!(
            "{size} a page: {} requests instead of {}",
            synced.counters.requests, wanted.counters.requests
        );
        assert!(synced.counters.requests > wanted.counters.requests);
        same(&synced, &wanted, &format!("{size} a page"));
    }
    let again = How {
        again: 1,
        ..how(None)
    };
    same(&sync(world.clone(), again).await, &wanted, "twice");
    let kinds = [
        FaultKind::TooMany { retry_after: Some(1) },
        FaultKind::ServerError,
        FaultKind::Truncated,
    ];
    let faults = How {
        connector: Some(with_pages_of(7)),
        faults: kinds.map(|kind| Fault::sometimes(kind, 0.05)).to_vec(),
        ..how(None)
    };
    let failing = sync(world, faults).await;
    let failures: u64 = failing
        .counters
        .by_status
        .iter()
        .filter(|(status, _)| **status >= 400)
        .map(|(_, n)| n)
        .sum();
    assert!(failures > 0, "{:?}", failing.counters.by_status);
    same(&failing, &wanted, "5 % failures of each kind");
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_longer_than_the_offset_limit_are_read_to_the_end() {
    let world = one_project(company());
    let wanted = sync(
        world.clone(),
        How {
            config: without_commits(),
            ..How::default()
        },
    )
    .await;
    let limits = Limits {
        gitlab_offset: 20,
        ..Limits::unlimited()
    };
    let synced = sync(
        world,
        How {
            connector: Some(with_pages_of(7)),
            config: without_commits(),
            limits: Some(limits),
            ..How::default()
        },
    )
    .await;
    // Releases have no other list than the numbered one.
    let rows = |synced: &Synced| {
        let all = text(synced).into_iter();
        all.filter(|(id, _)| !id.starts_with("1/release/"))
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(rows(&synced), rows(&wanted));
}
