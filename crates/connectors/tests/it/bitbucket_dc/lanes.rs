//! What lists do not show by themselves: what is open, what ended, what is gone.

use std::time::Duration;

use serde_json::json;
use weir_model::Cell;
use weir_upstream::Mutation;
use weir_upstream::bitbucket_dc::Installation;

use super::support::{How, installation, rows_with, small, start};
use crate::bench::Bench;

const REPOSITORY: &str = "acme/mobile-api";

fn hours(hours: u64) -> Duration {
    Duration::from_hours(hours)
}

/// The oldest open pull request.
fn open(bench: &Bench) -> u64 {
    let world = bench.upstream.world();
    let mut pulls = world.pulls(REPOSITORY).filter(|pull| pull["state"] == "open");
    pulls.next().unwrap()["number"].as_u64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_merged_is_seen_in_either_order_of_the_list() {
    for by_change in [true, false] {
        let how = How {
            limits: installation(Installation {
                by_change,
                page: 5,
                ..Installation::default()
            }),
            ..How::default()
        };
        let bench = start(small(), how).await;
        bench.sync().await;
        bench.pass(hours(7));
        let (number, repository) = (open(&bench), REPOSITORY.to_owned());
        bench.change(Mutation::MergePull { repository, number });
        bench.sync().await;
        let id = bench.upstream.world().repository(REPOSITORY).unwrap().id();
        let contents = bench.store.contents();
        let row = &contents.rows[&("pull_requests", format!("1/pull_request/{id}/{number}"))];
        assert_eq!(
            row.cell("state"),
            Some(&Cell::Text("merged".to_owned())),
            "{by_change}"
        );
        assert_ne!(row.cell("merged_at"), Some(&Cell::Null));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_new_costs_a_few_requests() {
    let bench = start(small(), How::default()).await;
    bench.sync().await;
    bench.upstream.clear_log();
    let opened = bench.change(Mutation::OpenPull {
        repository: REPOSITORY.to_owned(),
        title: "SHOP-77 Something new".to_owned(),
    });
    bench.pass(Duration::from_mins(20));
    bench.sync().await;
    let asked = bench.upstream.log().len();
    println!("{asked} requests for one new pull request");
    assert_eq!(
        bench.asked(&format!("/pull-requests/{}/activities", opened["number"])),
        1
    );
    // Repositories, users, one page of pull requests; of the new one activities, commits and builds.
    assert!(asked <= 10, "{asked}");
    assert_eq!(
        rows_with(&bench, "pull_requests", "title", "SHOP-77 Something new").len(),
        1
    );
    assert_eq!(
        rows_with(&bench, "pull_request_issues", "issue_key", "SHOP-77").len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_open_is_read_again_until_it_ends() {
    let bench = start(small(), How::default()).await;
    bench.sync().await;
    let number = open(&bench);
    let path = format!("/pull-requests/{number}");
    bench.upstream.clear_log();
    bench.sync().await;
    assert_eq!(bench.asked(&path), 0, "its time has not come");
    bench.pass(hours(2));
    bench.sync().await;
    assert_eq!(bench.asked(&path), 1);
    bench.change(Mutation::MergePull {
        repository: REPOSITORY.to_owned(),
        number,
    });
    bench.sync().await;
    // Once more after it ended: builds of the merge take a while.
    bench.upstream.clear_log();
    bench.pass(hours(2));
    bench.sync().await;
    assert_eq!(bench.asked(&path), 1);
    bench.upstream.clear_log();
    bench.pass(hours(12));
    bench.sync().await;
    assert_eq!(bench.asked(&path), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn repositories_that_are_gone_are_removed() {
    let how = How {
        config: json!({"fetch_commits": false, "fetch_build_statuses": false}),
        ..How::default()
    };
    let mut world = small();
    let mut other = world.repositories[0].clone();
    other.document["id"] = json!(4_999_999);
    other.document["full_name"] = json!("acme/other");
    world.repositories.push(other);
    let bench = start(world, how).await;
    bench.sync().await;
    let before = bench.count("pull_requests");
    bench.change(Mutation::DeleteRepository {
        repository: "acme/other".to_owned(),
    });
    bench.sync().await;
    assert_eq!(bench.count("repositories"), 2, "one miss may be a mistake");
    bench.pass(hours(2));
    bench.sync().await;
    assert_eq!(bench.count("repositories"), 1);
    assert_eq!(bench.count("pull_requests"), before / 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_that_was_deleted_goes() {
    let bench = start(small(), How::default()).await;
    bench.sync().await;
    let (number, id) = {
        let world = bench.upstream.world();
        let repository = world.repository(REPOSITORY).unwrap();
        let open = |number: &u64| {
            repository
                .pulls
                .get(number)
                .is_some_and(|pull| pull["state"] == "open")
        };
        let mut spoken = repository
            .comments
            .iter()
            .filter(|(number, all)| open(number) && !all.is_empty());
        let (number, all) = spoken.next().expect("an open pull request with a comment");
        (*number, all[0]["id"].as_u64().unwrap())
    };
    let of_pull = || {
        let contents = bench.store.contents();
        let wanted = format!("/{number}");
        let on = |row: &&weir_model::Row| matches!(row.cell("pull_request_id"), Some(Cell::Id(of)) if of.ends_with(&wanted));
        contents
            .rows
            .values()
            .filter(|row| row.table.name == "comments")
            .filter(on)
            .count()
    };
    let before = of_pull();
    bench.change(Mutation::DeleteComment {
        repository: REPOSITORY.to_owned(),
        id,
    });
    bench.pass(hours(2));
    bench.sync().await;
    assert_eq!(of_pull(), before - 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_request_that_was_deleted_goes_after_two_lists() {
    let bench = start(small(), How::default()).await;
    bench.sync().await;
    let before = bench.count("pull_requests");
    let world = bench.upstream.world();
    let merged = world
        .pulls(REPOSITORY)
        .find(|pull| pull["merged_at"].is_string())
        .unwrap();
    bench.change(Mutation::DeletePull {
        repository: REPOSITORY.to_owned(),
        number: merged["number"].as_u64().unwrap(),
    });
    for (wanted, what) in [(before, "one miss may be a mistake"), (before - 1, "two are not")] {
        bench.pass(hours(25));
        bench.sync().await;
        assert_eq!(bench.count("pull_requests"), wanted, "{what}");
    }
}
