//! The whole way: simulated Bitbucket, engine, rows.

use serde_json::{Value, json};
use weir_model::{Cell, Row, Time};
use weir_upstream::bitbucket_dc::Installation;
use weir_upstream::{Fault, FaultKind, Limits, Repository, World};

use super::support::{How, installation, rows_with, small, start, with, with_pages_of};
use crate::bench::{Bench, same};

fn company() -> World {
    let mut world = World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc());
    world
        .repositories
        .retain(|repository| repository.full_name() != "acme/web");
    world
}

fn text(row: &Row, column: &str) -> Option<String> {
    match row.cell(column) {
        Some(Cell::Text(text) | Cell::Id(text)) => Some(text.clone()),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_arrives_whole() {
    let world = company();
    let repositories = world.repositories().to_vec();
    let whole = |all: fn(&Repository) -> usize| repositories.iter().map(all).sum::<usize>();
    let how = How {
        config: json!({"repositories": ["ACME/checkout"], "projects": ["ACME"]}),
        ..How::default()
    };
    let bench = start(world, how).await;
    let report = bench.sync().await;
    let summaries = |one: &Repository| {
        let spoken = one.reviews().filter(|(_, review)| review["body"] != "").count();
        spoken
            + one.line_comments().count()
            + one
                .pulls
                .keys()
                .map(|number| one.comments.get(number).map_or(0, Vec::len))
                .sum::<usize>()
    };
    let rows = [
        ("repositories", repositories.len()),
        ("pull_requests", whole(|one| one.pulls.len())),
        (
            "pull_request_commits",
            whole(|one| one.pull_commits.values().map(Vec::len).sum()),
        ),
        ("branches", whole(|one| one.branches.len())),
        ("tags", whole(|one| one.tags.len())),
        ("comments", whole(summaries)),
    ];
    for (table, wanted) in rows {
        assert_eq!(bench.count(table), wanted, "{table}");
    }
    let reviews = |state: &str| {
        let all = repositories.iter().flat_map(Repository::reviews);
        all.filter(|(_, review)| review["state"] == state).count()
    };
    let approved = rows_with(&bench, "reviews", "state", "approved").len();
    let changes = rows_with(&bench, "reviews", "state", "changes_requested").len();
    println!("{approved} approvals, {changes} requests for changes");
    assert_eq!(
        (approved, changes),
        (reviews("APPROVED"), reviews("CHANGES_REQUESTED"))
    );
    let events = |kind: &str| {
        let all = repositories
            .iter()
            .flat_map(|one| one.events().map(move |(number, event)| (one, number, event)));
        all.filter(|(one, number, event)| one.pulls.contains_key(number) && event["event"] == kind)
            .count()
    };
    for (ours, theirs) in [
        ("merged", "merged"),
        ("review_requested", "review_requested"),
        ("head_force_pushed", "head_ref_force_pushed"),
    ] {
        assert_eq!(
            rows_with(&bench, "pull_request_events", "kind", ours).len(),
            events(theirs),
            "{ours}"
        );
    }
    let drift: Vec<_> = report
        .streams
        .iter()
        .filter(|stream| !stream.drift.is_empty())
        .collect();
    assert!(drift.is_empty(), "{drift:#?}");
    cells_are_the_worlds(&bench, &repositories);
}

/// What the documents of the world say, in the same words for every code host.
fn cells_are_the_worlds(bench: &Bench, repositories: &[Repository]) {
    let contents = bench.store.contents();
    let commits: Vec<&str> = contents.ids("commits");
    let (mut cells, mut merges) = (0, 0);
    for (repository, (number, pull)) in repositories
        .iter()
        .flat_map(|one| one.pulls.iter().map(move |pull| (one, pull)))
    {
        let id = format!("1/pull_request/{}/{number}", repository.id());
        let row = &contents.rows[&("pull_requests", id.clone())];
        let time = |value: &Value| {
            value
                .as_str()
                .map_or(Cell::Null, |text| Cell::Time(Time::parse(text).unwrap()))
        };
        let word = |value: &Value| {
            value
                .as_str()
                .map_or(Cell::Null, |text| Cell::Text(text.to_owned()))
        };
        let state = match pull["state"].as_str() {
            _ if pull["merged_at"].is_string() => "merged",
            Some("open") => "open",
            _ => "closed",
        };
        for (column, wanted) in [
            ("title", word(&pull["title"])),
            ("body", word(&pull["body"])),
            ("state", Cell::Text(state.to_owned())),
            ("created_at", time(&pull["created_at"])),
            ("closed_at", time(&pull["closed_at"])),
            ("merged_at", time(&pull["merged_at"])),
            ("merge_commit_sha", word(&pull["merge_commit_sha"])),
            ("base_branch", word(&pull["base"]["ref"])),
            ("head_branch", word(&pull["head"]["ref"])),
            ("head_sha", word(&pull["head"]["sha"])),
            ("is_draft", Cell::Bool(pull["draft"] == true)),
        ] {
            assert_eq!(row.cell(column), Some(&wanted), "{id}.{column}");
            cells += 1;
        }
        if let Some(sha) = text(row, "merge_commit_sha") {
            merges += 1;
            assert!(text(row, "merge_kind").is_some(), "{id}");
            assert!(
                commits.iter().any(|known| known.ends_with(&sha)),
                "{id} leads nowhere"
            );
        }
    }
    println!("{cells} cells equal, {merges} merges are commits of the mirror");
    assert!(cells > 1000 && merges > 50);
}

#[tokio::test(flavor = "multi_thread")]
async fn page_sizes_repetition_and_faults_change_nothing_in_the_end() {
    let world = small();
    let first = start(world.clone(), How::default()).await;
    let wanted = first.tables().await;
    let requests = first.upstream.counters().requests;
    assert!(first.count("pull_requests") >= 50);
    for size in [1, 7] {
        let how = How {
            connector: with_pages_of(size),
            ..How::default()
        };
        let bench = start(world.clone(), how).await;
        same(&wanted, &bench.tables().await, &format!("{size} a page"));
        let more = bench.upstream.counters().requests;
        println!("{size} a page: {more} requests instead of {requests}");
        assert!(more > requests);
    }
    same(&wanted, &first.tables().await, "twice");
    let kinds = [
        FaultKind::TooMany { retry_after: Some(1) },
        FaultKind::ServerError,
        FaultKind::Truncated,
    ];
    let how = How {
        connector: with_pages_of(7),
        ..How::default()
    };
    let failing = with(world, how, |builder| {
        builder.faults(kinds.map(|kind| Fault::sometimes(kind, 0.05)).to_vec())
    })
    .await;
    same(&wanted, &failing.tables().await, "5 % failures of each kind");
    let statuses = failing.upstream.counters().by_status;
    assert!(statuses.keys().any(|status| *status >= 400), "{statuses:?}");
}

/// The administrator's limit, the order that is not documented, and versions that lack paths and members.
#[tokio::test(flavor = "multi_thread")]
async fn installations_differ_and_tables_do_not() {
    let world = small();
    let wanted = start(world.clone(), How::default()).await.tables().await;
    for (what, one) in [
        (
            "pages of 3 at most",
            Installation {
                page: 3,
                ..Installation::default()
            },
        ),
        (
            "lists by creation",
            Installation {
                by_change: false,
                ..Installation::default()
            },
        ),
    ] {
        let how = How {
            limits: installation(one),
            ..How::default()
        };
        same(&wanted, &start(world.clone(), how).await.tables().await, what);
    }
    let old = How {
        limits: installation(Installation {
            version: (7, 6),
            ..Installation::default()
        }),
        ..How::default()
    };
    let old = start(world, old).await;
    let found = old.tables().await;
    assert_eq!(found.len(), wanted.len(), "an old version has the same rows");
    let different: Vec<&str> = wanted
        .iter()
        .filter(|(key, row)| found.get(*key) != Some(row))
        .map(|(key, _)| key.split(' ').next().unwrap())
        .collect();
    // It does not know of drafts and archives, and says less of builds.
    for table in &different {
        assert!(
            ["pull_requests", "repositories", "pipeline_runs"].contains(table),
            "{table}"
        );
    }
    let drafts = old.store.contents();
    let drafts = drafts
        .rows
        .values()
        .filter(|row| row.table.name == "pull_requests");
    assert!(
        drafts
            .clone()
            .all(|row| row.cell("is_draft") == Some(&Cell::Null))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn replaying_gives_the_same_rows() {
    let bench = start(small(), How::default()).await;
    bench.sync().await;
    let records: Vec<_> = bench.store.contents().raw.into_values().collect();
    let replay = || weir_ingest::replay(bench.spec.connector, "1", &records);
    let (one, two) = (replay(), replay());
    assert!(
        one.skipped.is_empty() && one.drift.is_empty(),
        "{:?} {:?}",
        one.skipped,
        one.drift
    );
    assert_eq!(one.rows, two.rows);
    let replayed: std::collections::BTreeMap<_, _> =
        one.rows.iter().map(|row| (row.id().to_owned(), row)).collect();
    let contents = bench.store.contents();
    for row in contents.rows.values() {
        assert_eq!(replayed.get(row.id()), Some(&row), "{}", row.id());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_permissions_are_named() {
    let good = start(small(), How::default()).await.check().await;
    assert_eq!(good.len(), 3, "{good:#?}");
    assert!(good.iter().all(|check| check.ok), "{good:#?}");

    let wrong = with(small(), How::default(), |builder| {
        builder.faults(vec![Fault::always(FaultKind::Unauthorized)])
    })
    .await;
    let wrong = wrong.check().await;
    assert_eq!(wrong.len(), 1, "{wrong:#?}");
    assert!(wrong[0].hint.contains("make a new one"), "{wrong:#?}");

    let named = How {
        config: json!({"fetch_commits": false, "repositories": ["ACME/mobile-api"]}),
        ..How::lacking("REPO_READ")
    };
    let lacking = start(small(), named).await.check().await;
    let refused = lacking.iter().find(|check| !check.ok).unwrap();
    assert_eq!(refused.permission, "Repository read", "{lacking:#?}");
    assert!(refused.hint.contains("Repository read"), "{refused:#?}");

    // Whoever may not see the directory still has everything else, people of pull requests included.
    let bench = start(small(), How::lacking("LICENSED_USER")).await;
    let report = bench.sync().await;
    let users = report
        .streams
        .iter()
        .find(|stream| stream.stream == "users")
        .unwrap();
    assert!(!users.skipped.is_empty(), "{users:#?}");
    assert!(bench.count("users") > 3 && bench.count("pull_requests") >= 50);
}

/// The clock of the test does not pass the time of the upstream's, so the quota is not refilled.
#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_much_is_told_so() {
    let how = How {
        limits: Limits {
            bitbucket_dc: 20,
            ..Limits::unlimited()
        },
        ..How::default()
    };
    let bench = start(small(), how).await;
    let report = bench.attempt().await;
    assert_eq!(report.status, weir_ingest::TaskStatus::Throttled, "{report:#?}");
    assert!(report.error.unwrap().hint.contains("slow down"));
}
