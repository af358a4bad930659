//! The whole way: simulated Bitbucket, engine, rows.

use std::time::Duration;

use serde_json::{Value, json};
use weir_model::{Cell, Row};
use weir_upstream::{Fault, FaultKind, Limits, Repository};

use super::support::{company, full, limited, lists, small, start, start_lacking};
use crate::bench::{Bench, same};

fn without_commits() -> Value {
    json!({"fetch_commits": false})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_arrives_whole() {
    let world = company();
    let repositories = world.repositories().to_vec();
    let whole = |all: fn(&Repository) -> usize| repositories.iter().map(all).sum::<usize>();
    let bench = start(world, json!({})).await;
    let report = bench.sync().await;
    let drift: Vec<_> = report
        .streams
        .iter()
        .filter(|stream| !stream.drift.is_empty())
        .collect();
    assert!(drift.is_empty(), "{drift:#?}");
    for (table, wanted) in [
        ("repositories", repositories.len()),
        ("pull_requests", whole(|one| one.pulls.len())),
        (
            "pull_request_commits",
            whole(|one| one.pull_commits.values().map(Vec::len).sum()),
        ),
        ("issues", whole(|one| one.issues.len())),
        ("deployments", whole(|one| one.deployments.len())),
        ("pipeline_runs", whole(|one| one.runs.len())),
        (
            "pipeline_jobs",
            whole(|one| one.jobs.values().map(Vec::len).sum()),
        ),
        ("branches", whole(|one| one.branches.len())),
        ("comments", whole(comments)),
    ] {
        assert_eq!(bench.count(table), wanted, "{table}");
    }
    let reviews = |state: &str| {
        let all = repositories
            .iter()
            .flat_map(|one| one.reviews().collect::<Vec<_>>());
        all.filter(|(_, review)| review["state"] == state).count()
    };
    assert_eq!(
        bench.count("reviews"),
        reviews("APPROVED") + reviews("CHANGES_REQUESTED")
    );
    let compared = pulls_are_those_of_the_world(&bench, &repositories);
    println!("{compared} cells of pull requests equal");
    merges_are_commits(&bench);
}

fn comments(repository: &Repository) -> usize {
    let texts = repository
        .reviews()
        .filter(|(_, review)| review["body"].as_str().is_some_and(|body| !body.is_empty()));
    repository.comments().count() + repository.line_comments().count() + texts.count()
}

/// Every cell that both say.
fn pulls_are_those_of_the_world(bench: &Bench, repositories: &[Repository]) -> usize {
    let contents = bench.contents();
    let rows: Vec<&Row> = contents
        .rows
        .values()
        .filter(|row| row.table.name == "pull_requests")
        .collect();
    let mut compared = 0;
    for repository in repositories {
        for (number, pull) in &repository.pulls {
            let own = |row: &&&Row| {
                row.cell("number") == Some(&Cell::Int(i64::try_from(*number).unwrap()))
                    && row.cell("head_repository") == Some(&Cell::Text(repository.full_name().to_owned()))
            };
            let row = rows.iter().find(own).unwrap_or_else(|| panic!("no {number}"));
            let text = |value: &Value| {
                value
                    .as_str()
                    .map_or(Cell::Null, |text| Cell::Text(text.to_owned()))
            };
            let time = |value: &Value| {
                let time = value.as_str().and_then(weir_model::Time::parse);
                time.map_or(Cell::Null, Cell::Time)
            };
            let sum = |key: &str| {
                let files = repository.pull_files.get(number).into_iter().flatten();
                Cell::Int(files.map(|file| file[key].as_i64().unwrap()).sum())
            };
            for (column, wanted) in [
                ("title", text(&pull["title"])),
                ("is_draft", Cell::Bool(pull["draft"] == true)),
                ("base_branch", text(&pull["base"]["ref"])),
                ("head_branch", text(&pull["head"]["ref"])),
                ("created_at", time(&pull["created_at"])),
                ("updated_at", time(&pull["updated_at"])),
                ("closed_at", time(&pull["closed_at"])),
                ("merged_at", time(&pull["merged_at"])),
                ("additions", sum("additions")),
                ("deletions", sum("deletions")),
            ] {
                assert_eq!(row.cell(column), Some(&wanted), "{column} of {}", row.id());
                compared += 1;
            }
        }
    }
    compared
}

/// Each merge is one commit of the mirror, by its first digits, and says how it was made.
fn merges_are_commits(bench: &Bench) {
    let contents = bench.contents();
    let text = |row: &Row, column: &str| match row.cell(column) {
        Some(Cell::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let rows = |table: &'static str| contents.rows.values().filter(move |row| row.table.name == table);
    let commits: Vec<String> = rows("commits").map(|row| text(row, "sha")).collect();
    let mut kinds = std::collections::BTreeMap::<String, usize>::new();
    for row in rows("pull_requests").filter(|row| text(row, "state") == "merged") {
        let sha = text(row, "merge_commit_sha");
        let found = commits.iter().filter(|commit| commit.starts_with(&sha)).count();
        assert_eq!(found, 1, "{}: {sha}", row.id());
        *kinds.entry(text(row, "merge_kind")).or_default() += 1;
    }
    println!("{kinds:?}");
    assert!(kinds.len() == 3 && !kinds.contains_key(""), "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_repetition_and_faults_change_nothing_in_the_end() {
    let usual = start(small(), without_commits()).await;
    let wanted = usual.tables().await;
    let requests = usual.upstream.log().len();
    for size in [1, 7] {
        let limits = Limits {
            bitbucket_page: size,
            ..Limits::unlimited()
        };
        let bench = limited(small(), without_commits(), limits).await;
        same(&wanted, &bench.tables().await, &format!("{size} a page"));
        let more = bench.upstream.log().len();
        println!("{size} a page: {more} requests instead of {requests}");
        assert!(more > requests);
    }
    same(&wanted, &usual.tables().await, "twice");
    let records: Vec<_> = usual.contents().raw.into_values().collect();
    let replayed = weir_ingest::replay(usual.spec.connector, "1", &records);
    let again = weir_ingest::replay(usual.spec.connector, "1", &records);
    assert_eq!(replayed.rows, again.rows);
    assert!(replayed.skipped.is_empty() && replayed.drift.is_empty());
    let ids: std::collections::BTreeSet<String> = replayed
        .rows
        .iter()
        .map(|row| format!("{} {}", row.table.name, row.id()))
        .collect();
    assert_eq!(ids, wanted.keys().cloned().collect());
    let kinds = [
        FaultKind::TooMany { retry_after: Some(1) },
        FaultKind::ServerError,
        FaultKind::Truncated,
    ];
    let faults = kinds.map(|kind| Fault::sometimes(kind, 0.05)).to_vec();
    let failing = full(small(), without_commits(), |builder| builder.faults(faults)).await;
    same(&wanted, &failing.tables().await, "with faults");
    let drawn = failing
        .upstream
        .log()
        .iter()
        .filter(|entry| entry.fault.is_some())
        .count();
    println!("{drawn} faults in {} requests", failing.upstream.log().len());
    assert!(drawn > 10, "{drawn}");
}

#[tokio::test(flavor = "multi_thread")]
async fn repositories_are_found_in_three_ways() {
    let whole = start(small(), lists()).await.tables().await;
    for (config, least) in [
        (
            json!({"workspaces": [], "projects": ["acme/ACME"], "fetch_users": false}),
            true,
        ),
        (
            json!({"workspaces": [], "repositories": ["acme/mobile-api"]}),
            true,
        ),
        (json!({"workspaces": [], "projects": ["acme/OTHER"]}), false),
    ] {
        let mut all = lists();
        all.as_object_mut()
            .unwrap()
            .extend(config.as_object().unwrap().clone());
        let config = all;
        let found = start(small(), config.clone()).await.tables().await;
        let rows = |all: &std::collections::BTreeMap<String, String>| -> Vec<String> {
            let others = all.iter().filter(|(id, _)| !id.starts_with("users "));
            others.map(|(_, row)| row.clone()).collect()
        };
        let wanted = if least { rows(&whole) } else { Vec::new() };
        assert_eq!(rows(&found), wanted, "{config}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repository_without_tracker_has_the_rest() {
    let mut world = small();
    world.repositories[0].document["has_issues"] = json!(false);
    let mut config = lists();
    config["fetch_issues"] = json!(true);
    let bench = start(world, config).await;
    let report = bench.sync().await;
    assert_eq!(bench.count("issues"), 0);
    assert!(bench.count("pull_requests") > 0);
    let issues = report
        .streams
        .iter()
        .find(|stream| stream.stream == "issues")
        .unwrap();
    assert!(!issues.skipped.is_empty(), "{issues:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_scope_is_named() {
    for (scope, words) in [
        ("pullrequest", "read:pullrequest:bitbucket"),
        ("pipeline", "read:pipeline:bitbucket"),
    ] {
        let bench = start_lacking(small(), scope).await;
        let checks = bench.check().await;
        let bad: Vec<_> = checks.iter().filter(|check| !check.ok).collect();
        assert!(
            !bad.is_empty() && bad.iter().all(|check| check.permission.contains(words)),
            "{checks:#?}"
        );
    }
    let checks = start(small(), json!({})).await.check().await;
    assert!(
        checks.len() >= 5 && checks.iter().all(|check| check.ok),
        "{checks:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_large_workspace_may_is_believed() {
    let limits = Limits {
        bitbucket: 2_500,
        ..Limits::unlimited()
    };
    let bench = limited(small(), lists(), limits).await;
    bench.sync().await;
    let budgets = bench.contents().budgets;
    let stated: Vec<_> = budgets
        .iter()
        .map(|budget| (budget.bucket.as_str(), budget.limit))
        .collect();
    assert_eq!(stated, [("api", Some(2_500))]);
    // What is left of the hour is counted here: no answer says it.
    let asked = bench.upstream.log().len() as u64;
    assert!(
        budgets.iter().all(|budget| budget.remaining + asked == 2_500),
        "{budgets:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_delivery_names_is_read_again() {
    let bench = start(small(), without_commits()).await;
    let before = bench.tables().await;
    let (id, number, pipeline) = bench.upstream.with_world(|world| {
        let one = &world.repositories()[0];
        (
            one.id(),
            *one.pulls.keys().next().unwrap(),
            one.runs[0]["id"].as_u64().unwrap(),
        )
    });
    let repository =
        json!({"uuid": format!("{{00000003-0000-4000-8000-{id:012x}}}"), "full_name": "acme/mobile-api"});
    let body = json!({"repository": repository, "pullrequest": {"id": number}});
    // The pull request with its commits, sizes and builds, and the newest page of the log.
    let asked = bench.told("pullrequest:approved", &body).await;
    assert_eq!(asked, 5);
    assert!(pipeline > 0);
    let asked = bench
        .told("repo:commit_status_updated", &json!({"repository": repository}))
        .await;
    println!("{asked} requests for a build");
    // Of pipelines and deployments a page each, and the steps of those that are new.
    assert!((2..20).contains(&asked), "{asked}");
    let issue = bench
        .upstream
        .with_world(|world| *world.repositories()[0].issues.keys().next().unwrap());
    let asked = bench
        .told(
            "issue:updated",
            &json!({"repository": repository, "issue": {"id": issue}}),
        )
        .await;
    assert_eq!(asked, 3);
    bench.pass(Duration::from_mins(1));
    same(&before, &bench.tables().await, "told");
}
