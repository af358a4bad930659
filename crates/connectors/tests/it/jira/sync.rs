//! The whole way: simulated Jira, engine, rows.

use serde_json::json;
use weir_ingest::TaskStatus;
use weir_model::{Cell, Time};
use weir_upstream::jira::Zone;
use weir_upstream::{Fault, FaultKind, Limits, Token};

use super::support::{CLOUD, DATA_CENTER, small, start, start_lacking, with};
use crate::bench::{Bench, same};

fn limits() -> Limits {
    Limits::unlimited()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_is_filled() {
    for of in [CLOUD, DATA_CENTER] {
        let bench = start(small(), of, limits(), json!({})).await;
        bench.tables().await;
        let issues: usize = bench
            .upstream
            .world()
            .repositories()
            .iter()
            .map(|one| one.issues.len())
            .sum();
        assert_eq!(bench.count("issues"), issues, "{}", of.1);
        for table in [
            "issue_changes",
            "issue_sprints",
            "issue_links",
            "issue_field_values",
            "worklogs",
            "comments",
            "sprints",
            "boards",
            "issue_projects",
            "issue_statuses",
            "issue_fields",
            "users",
            "versions",
        ] {
            println!("{} {table}: {}", of.1, bench.count(table));
            assert!(bench.count(table) > 0, "{}: {table} is empty", of.1);
        }
        versions_are_releases(&bench);
    }
}

/// Every release of the company is a version of its project, released on that day.
fn versions_are_releases(bench: &Bench) {
    let contents = bench.store.contents();
    let world = bench.upstream.world();
    let mut compared = 0;
    for (place, repository) in world.repositories().iter().enumerate() {
        for release in &repository.releases {
            let row = &contents.rows[&("versions", format!("1/version/{}", release["id"]))];
            let day = release["published_at"].as_str().unwrap().get(..10).unwrap();
            let wanted = [
                (
                    "project_id",
                    Cell::Id(format!("1/issue_project/{}", 10_000 + place)),
                ),
                (
                    "name",
                    Cell::Text(release["tag_name"].as_str().unwrap().to_owned()),
                ),
                ("is_released", Cell::Bool(true)),
                ("is_archived", Cell::Bool(false)),
                (
                    "released_at",
                    Cell::Time(Time::parse(&format!("{day}T00:00:00Z")).unwrap()),
                ),
            ];
            for (column, cell) in wanted {
                assert_eq!(row.cell(column), Some(&cell), "{column} of {}", row.id());
                compared += 1;
            }
        }
    }
    println!("{compared} cells of versions equal");
    assert_eq!(compared, 5 * bench.count("versions"));
}

#[tokio::test(flavor = "multi_thread")]
async fn cloud_and_data_center_tell_the_same() {
    const SAME: &[&str] = &[
        "key",
        "title",
        "body",
        "kind",
        "state",
        "status",
        "status_category",
        "story_points",
        "epic_key",
        "created_at",
        "updated_at",
        "closed_at",
        "labels",
        "fix_versions",
        "comments",
        "spent_seconds",
        "resolution",
    ];
    let cloud = start(small(), CLOUD, limits(), json!({})).await;
    let other = start(small(), DATA_CENTER, limits(), json!({})).await;
    cloud.tables().await;
    other.tables().await;
    let (cloud, other) = (cloud.store.contents(), other.store.contents());
    let mut compared = 0;
    for ((table, id), row) in cloud.rows.iter().filter(|((table, _), _)| *table == "issues") {
        let twin = &other.rows[&(*table, id.clone())];
        for column in SAME {
            assert_eq!(row.cell(column), twin.cell(column), "{id}.{column}");
            compared += 1;
        }
    }
    println!("{compared} cells equal");
    for table in ["issue_changes", "issue_sprints", "worklogs", "sprints"] {
        assert_eq!(cloud.ids(table), other.ids(table), "{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_any_size_give_the_same_tables() {
    for of in [CLOUD, DATA_CENTER] {
        let usual = start(small(), of, limits(), json!({})).await.tables().await;
        for size in [1, 7] {
            let capped = Limits {
                jira_page: size,
                jira_histories: size,
                jira_embedded: size,
                ..limits()
            };
            let bench = start(small(), of, capped, json!({})).await;
            same(
                &usual,
                &bench.tables().await,
                &format!("{} pages of {size}", of.1),
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_zone_of_the_account_changes_nothing() {
    let usual = start(small(), CLOUD, limits(), json!({})).await.tables().await;
    for (minutes, summer) in [(-13 * 60, false), (13 * 60, false), (60, true), (-12, true)] {
        let zone = Limits {
            jira_zone: Zone { minutes, summer },
            ..limits()
        };
        for of in [CLOUD, DATA_CENTER] {
            let bench = start(small(), of, zone.clone(), json!({})).await;
            let tables = bench.tables().await;
            if of == CLOUD {
                same(&usual, &tables, &format!("{minutes} minutes"));
            }
            // Once more over what is there: nothing is missed and nothing comes twice.
            same(&tables, &bench.tables().await, "again");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_and_replays_change_nothing() {
    let faults = || {
        [
            FaultKind::TooMany { retry_after: Some(1) },
            FaultKind::ServerError,
            FaultKind::Truncated,
        ]
        .map(|kind| Fault::sometimes(kind, 0.05))
        .to_vec()
    };
    for of in [CLOUD, DATA_CENTER] {
        let bench = start(small(), of, limits(), json!({})).await;
        let usual = bench.tables().await;
        let records: Vec<_> = bench.store.contents().raw.into_values().collect();
        let (one, two) = (
            weir_ingest::replay(bench.spec.connector, "1", &records),
            weir_ingest::replay(bench.spec.connector, "1", &records),
        );
        assert_eq!(one.rows, two.rows);
        assert!(
            one.skipped.is_empty() && one.drift.is_empty(),
            "{:?} {:?}",
            one.skipped,
            one.drift
        );
        let mut replayed: std::collections::BTreeMap<_, _> = one
            .rows
            .iter()
            .map(|row| (format!("{} {}", row.table.name, row.id()), row.clone()))
            .collect();
        for key in usual.keys() {
            assert!(replayed.remove(key).is_some(), "the replay lacks {key}");
        }
        assert!(replayed.is_empty());
        let capped = Limits {
            jira_page: 2,
            ..limits()
        };
        let token = Token::full("atatt_0123456789secret");
        let bad = with(small(), of, capped, json!({}), token, |builder| {
            builder.faults(faults()).seed(3)
        })
        .await;
        same(&usual, &bad.tables().await, "with faults");
        let drawn = bad
            .upstream
            .log()
            .iter()
            .filter(|entry| entry.fault.is_some())
            .count();
        println!(
            "{}: {drawn} faults in {} requests",
            of.1,
            bad.upstream.log().len()
        );
        assert!(drawn > 3, "{drawn}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_leads_to_itself_fails_loudly() {
    for (of, path) in [(CLOUD, "/search/jql"), (DATA_CENTER, "/rest/api/2/search")] {
        let token = Token::full("atatt_0123456789secret");
        let fault = Fault::always(FaultKind::RepeatedCursor).on(path);
        // All issues at one moment: only the token leads on.
        let mut world = small();
        for repository in &mut world.repositories {
            repository.events.clear();
            repository.comments.clear();
            for issue in repository.issues.values_mut() {
                for key in ["created_at", "updated_at"] {
                    issue[key] = json!("2026-03-31T00:00:00Z");
                }
                issue["closed_at"] = json!(null);
                issue["assignee"] = json!(null);
            }
        }
        let limits = Limits {
            jira_page: 5,
            ..limits()
        };
        let bench = with(world, of, limits, json!({}), token, |builder| {
            builder.faults(vec![fault])
        })
        .await;
        let report = bench.attempt().await;
        assert_eq!(report.status, TaskStatus::Failed, "{}", of.1);
        assert!(report.error.unwrap().message.contains("repeats"), "{}", of.1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_anonymous_answer_is_a_refused_credential() {
    let token = Token::full("atatt_0123456789secret");
    let fault = Fault::always(FaultKind::Unauthorized).on("/rest/api/2/search");
    let bench = with(small(), DATA_CENTER, limits(), json!({}), token, |builder| {
        builder.faults(vec![fault])
    })
    .await;
    let report = bench.attempt().await;
    assert_eq!(report.status, TaskStatus::Failed);
    let error = report.error.unwrap();
    assert_eq!(error.class, "unauthorized", "{error:?}");
    assert!(error.hint.contains("anonymous"), "{error:?}");
    assert_eq!(bench.count("issues"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_permissions_are_named() {
    for of in [CLOUD, DATA_CENTER] {
        let good = start(small(), of, limits(), json!({})).await.check().await;
        assert!(good.iter().all(|check| check.ok) && good.len() == 5, "{good:#?}");
        for (lacking, named) in [
            ("BROWSE_PROJECTS", "Browse Projects"),
            ("USER_PICKER", "Browse users"),
        ] {
            let bench = start_lacking(small(), of, lacking, json!({})).await;
            let bad = bench.check().await;
            let bad: Vec<_> = bad.iter().filter(|check| !check.ok).collect();
            assert_eq!(bad.len(), 1, "{bad:#?}");
            assert!(
                bad[0].message.contains(named) || bad[0].permission.contains(named),
                "{bad:#?}"
            );
        }
        // One hidden project: named, it is missed; else the others are read.
        let hidden = "BROWSE_PROJECTS:CHECKOUT";
        let named = start_lacking(small(), of, hidden, json!({"projects": ["CHECKOUT"]})).await;
        let report = named.attempt().await;
        let error = report
            .streams
            .iter()
            .find(|stream| stream.stream == "issues")
            .and_then(|stream| stream.error.clone());
        assert_eq!(error.unwrap().class, "missing_permission");
        let rest = start_lacking(small(), of, hidden, json!({})).await;
        rest.tables().await;
        assert!(rest.count("issues") > 0 && rest.count("issue_projects") == 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_excluded_is_nowhere() {
    let config =
        json!({"exclude_fields": ["summary", "Comment", "userDetails", "Sprint"], "projects": ["PAYMENTS"]});
    for of in [CLOUD, DATA_CENTER] {
        let bench = start(small(), of, limits(), config.clone()).await;
        bench.tables().await;
        let contents = bench.store.contents();
        let world = bench.upstream.world();
        let everything = format!("{:?}{:?}", contents.raw, contents.rows);
        for issue in world.issues("acme/payments") {
            assert!(!everything.contains(issue["title"].as_str().unwrap()), "{}", of.1);
        }
        assert!(
            !everything.contains("Ada Brook") && !everything.contains("@acme.example"),
            "{}",
            of.1
        );
        assert!(!everything.contains("CHECKOUT-"), "{}", of.1);
        assert!(contents.ids("comments").is_empty() && contents.ids("issue_sprints").is_empty());
        assert!(!contents.ids("issues").is_empty());
        assert_eq!(contents.ids("issue_projects").len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_later_comes_with_the_next_sync() {
    let bench = start(small(), CLOUD, limits(), json!({})).await;
    bench.tables().await;
    bench.upstream.clear_log();
    let number = *bench.upstream.world().repositories()[0]
        .issues
        .keys()
        .next()
        .unwrap();
    bench
        .upstream
        .mutate(weir_upstream::Mutation::Retitle {
            repository: "acme/checkout".to_owned(),
            number,
            title: "Another title".to_owned(),
        })
        .unwrap();
    let report = bench.attempt().await;
    assert_eq!(report.status, TaskStatus::Succeeded);
    let contents = bench.store.contents();
    let row = &contents.rows[&("issues", format!("1/issue/{}", 100_000 + number))];
    assert_eq!(row.cell("title"), Some(&Cell::Text("Another title".to_owned())));
    assert!(bench.asked("/search/jql") <= 2, "only what is new is asked for");
}
