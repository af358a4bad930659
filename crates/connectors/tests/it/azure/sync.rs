//! The whole way: simulated organization, engine, rows.

use std::collections::BTreeSet;

use serde_json::json;
use weir_ingest::{TaskReport, TaskStatus};
use weir_model::Cell;
use weir_upstream::{Fault, FaultKind, Limits, Token};

use super::support::{How, TOKEN, company, small, start, with_pages_of};
use crate::bench::Bench;

#[tokio::test(flavor = "multi_thread")]
async fn a_company_arrives_whole() {
    let world = company();
    let repositories = world.repositories().to_vec();
    let how = How {
        config: json!({"fetch_iterations": true}),
        ..How::default()
    };
    let bench = start(world, how).await;
    let report = bench.sync().await;
    let whole = |all: fn(&weir_upstream::Repository) -> usize| repositories.iter().map(all).sum::<usize>();
    let spoken = |one: &weir_upstream::Repository| {
        let on_pulls = |number: &u64| one.pulls.contains_key(number);
        let comments = one.comments.iter().filter(|(number, _)| on_pulls(number));
        let remarks = one.reviews().filter(|(_, review)| review["body"] != "").count();
        comments.map(|(_, list)| list.len()).sum::<usize>() + one.line_comments().count() + remarks
    };
    for (table, wanted) in [
        ("repositories", repositories.len()),
        ("pull_requests", whole(|one| one.pulls.len())),
        (
            "pull_request_commits",
            whole(|one| one.pull_commits.values().map(Vec::len).sum()),
        ),
        ("comments", repositories.iter().map(spoken).sum()),
        ("branches", whole(|one| one.branches.len())),
        ("tags", whole(|one| one.tags.len())),
    ] {
        assert_eq!(bench.count(table), wanted, "{table}");
    }
    let states = |row: &weir_model::Row| row.cell("state").cloned();
    let reviews = bench.rows("reviews");
    for (ours, theirs) in [
        ("approved", "APPROVED"),
        ("changes_requested", "CHANGES_REQUESTED"),
    ] {
        let given = reviews
            .iter()
            .filter(|row| states(row) == Some(Cell::Text(ours.to_owned())))
            .count();
        let all = repositories.iter().flat_map(weir_upstream::Repository::reviews);
        assert_eq!(
            given,
            all.filter(|(_, review)| review["state"] == theirs).count(),
            "{ours}"
        );
    }
    assert!(reviews.iter().all(|row| row.time("submitted_at").is_some()));
    for (ours, theirs) in [
        ("review_requested", "review_requested"),
        ("ready_for_review", "ready_for_review"),
        ("head_force_pushed", "head_ref_force_pushed"),
        ("merged", "merged"),
    ] {
        let told = bench.rows("pull_request_events").into_iter();
        let told = told
            .filter(|row| row.cell("kind") == Some(&Cell::Text(ours.to_owned())))
            .count();
        let of_pulls = |one: &weir_upstream::Repository| {
            let events = one.events().filter(|(number, _)| one.pulls.contains_key(number));
            events.filter(|(_, event)| event["event"] == theirs).count()
        };
        assert_eq!(told, repositories.iter().map(of_pulls).sum::<usize>(), "{ours}");
    }
    nothing_is_odd(&bench, &report);
}

/// No word is unknown, each merge is a commit of the mirror, and every kind of merge is there.
fn nothing_is_odd(bench: &Bench, report: &TaskReport) {
    let drift: Vec<_> = report
        .streams
        .iter()
        .filter(|stream| !stream.drift.is_empty())
        .collect();
    assert!(drift.is_empty(), "{drift:#?}");
    let commits: Vec<_> = bench.rows("commits");
    let mut kinds = BTreeSet::new();
    for row in bench.rows("pull_requests") {
        if let Some(Cell::Text(sha)) = row.cell("merge_commit_sha") {
            assert!(
                commits.iter().any(|commit| commit.id().ends_with(sha)),
                "{} leads nowhere",
                row.id()
            );
        }
        if let Some(Cell::Text(kind)) = row.cell("merge_kind") {
            kinds.insert(kind.clone());
        }
    }
    assert!(kinds.contains("squash") && kinds.contains("merge"), "{kinds:?}");
    let emails = bench.rows("users").into_iter();
    assert!(
        emails
            .filter(|row| row.cell("email") != Some(&Cell::Null))
            .count()
            >= 5
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn page_sizes_repetition_and_faults_change_nothing_in_the_end() {
    let one = start(small(), How::default()).await;
    one.sync().await;
    let wanted = one.text();
    assert!(one.count("pull_requests") >= 50);
    let requests = one.upstream.counters().requests;
    for size in [1, 7] {
        let how = How {
            connector: with_pages_of(size),
            ..How::default()
        };
        let bench = start(small(), how).await;
        bench.sync().await;
        assert!(bench.upstream.counters().requests > requests);
        assert_eq!(bench.text(), wanted, "{size} a page");
    }
    one.sync().await;
    assert_eq!(one.text(), wanted, "twice");
    let kinds = [
        FaultKind::TooMany { retry_after: Some(1) },
        FaultKind::ServerError,
        FaultKind::Truncated,
    ];
    let how = How {
        connector: with_pages_of(7),
        faults: kinds.map(|kind| Fault::sometimes(kind, 0.05)).to_vec(),
        ..How::default()
    };
    let failing = start(small(), how).await;
    failing.sync().await;
    let failures = failing
        .upstream
        .log()
        .iter()
        .filter(|entry| entry.fault.is_some())
        .count();
    println!("{failures} failures");
    assert!(failures > 5);
    assert_eq!(failing.text(), wanted, "5 % failures of each kind");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_uses_too_much_is_answered_later_and_loses_nothing() {
    let wanted = start(small(), How::default()).await;
    wanted.sync().await;
    let how = How {
        limits: Limits {
            azure: 40,
            ..Limits::unlimited()
        },
        ..How::default()
    };
    let bench = start(small(), how).await;
    bench.sync().await;
    assert_eq!(bench.text(), wanted.text());
    assert!(bench.upstream.log().iter().all(|entry| entry.status == 200));
}

#[tokio::test(flavor = "multi_thread")]
async fn projects_are_chosen_by_name() {
    let named = |name: &str| How {
        config: json!({"fetch_commits": false, "projects": [name]}),
        ..How::default()
    };
    let bench = start(small(), named("acme")).await;
    bench.sync().await;
    assert!(bench.count("pull_requests") > 0);
    let bench = start(small(), named("nobody")).await;
    assert_eq!(bench.attempt().await.status, TaskStatus::Failed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_repository_keeps_what_it_had() {
    let mut world = company();
    let how = How {
        config: json!({}),
        ..How::default()
    };
    world.repositories[0].document["disabled"] = json!(true);
    let disabled = world.repositories()[0].pulls.len();
    let all: usize = world.repositories().iter().map(|one| one.pulls.len()).sum();
    let repositories = world.repositories().len();
    let bench = start(world, how).await;
    bench.sync().await;
    assert_eq!(bench.count("repositories"), repositories);
    assert_eq!(bench.count("pull_requests"), all - disabled);
    let archived = bench.rows("repositories").into_iter();
    assert_eq!(
        archived
            .filter(|row| row.cell("is_archived") == Some(&Cell::Bool(true)))
            .count(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_token_is_told_from_a_missing_scope() {
    let with = |token: Token| How {
        token,
        ..How::default()
    };
    let good = start(small(), How::default()).await.check().await;
    assert!(
        good.iter().all(|result| result.ok) && good.len() == 3,
        "{good:#?}"
    );
    // The sign-in page comes with a status that looks good.
    let signed_out = start(small(), with(Token::full("another"))).await;
    let results = signed_out.check().await;
    assert!(!results[0].ok && results.len() == 1, "{results:#?}");
    assert!(results[0].message.contains("203"), "{results:#?}");
    assert_eq!(signed_out.attempt().await.status, TaskStatus::Failed);
    assert_eq!(signed_out.count("repositories"), 0);
    let lacking = start(small(), with(Token::lacking(TOKEN, "vso.project"))).await;
    let results = lacking.check().await;
    assert!(
        !results[0].ok && results[0].permission.contains("Project and team"),
        "{results:#?}"
    );
    assert!(results[1].ok, "{results:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_server_is_asked_in_its_own_version() {
    let limits = Limits {
        azure_version: (6, 0),
        ..Limits::unlimited()
    };
    let old = |version: &str| How {
        config: json!({"fetch_commits": false, "api_version": version}),
        limits: limits.clone(),
        ..How::default()
    };
    let results = start(small(), old("7.1")).await.check().await;
    assert!(
        results[0].message.contains("latest REST API version"),
        "{results:#?}"
    );
    assert!(results[0].hint.contains("choose the API version"), "{results:#?}");
    let bench = start(small(), old("6.0")).await;
    bench.sync().await;
    assert!(bench.count("pull_requests") > 0);
    assert!(
        bench
            .upstream
            .log()
            .iter()
            .all(|entry| entry.query.contains("api-version=6.0"))
    );
}
