//! What changes after it was read.

use std::time::Duration;

use serde_json::{Value, json};
use weir_model::Cell;
use weir_upstream::Mutation;

use super::support::{How, asked, company, small, start};
use crate::bench::Bench;

const NAME: &str = "acme/mobile-api";

fn state(bench: &Bench, id: u64) -> Cell {
    let rows = bench.rows("pull_requests");
    let row = rows.iter().find(|row| row.id() == format!("1/pull_request/{id}"));
    row.unwrap().cell("state").unwrap().clone()
}

/// An open pull request: its number and id.
fn open(bench: &Bench) -> (u64, u64) {
    bench.upstream.with_world(|world| {
        let pull = world.pulls(NAME).find(|pull| pull["state"] == "open").unwrap();
        (pull["number"].as_u64().unwrap(), pull["id"].as_u64().unwrap())
    })
}

fn merge(bench: &Bench, number: u64) {
    let repository = NAME.to_owned();
    bench
        .upstream
        .mutate(Mutation::MergePull { repository, number })
        .unwrap();
}

fn word(word: &str) -> Cell {
    Cell::Text(word.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_that_no_list_tells_is_seen_by_looking_again() {
    let bench = start(small(), How::default()).await;
    bench.sync().await;
    let (number, id) = open(&bench);
    assert_eq!(state(&bench, id), word("open"));
    bench.pass(Duration::from_hours(7));
    merge(&bench, number);
    bench.upstream.clear_log();
    bench.sync().await;
    assert_eq!(state(&bench, id), word("merged"));
    // The list ended at its first page, and only what was open was asked for: with its commits at once, so that one
    // more request, that for its threads, is all.
    let (again, threads) = (
        asked(&bench, &format!("/pullrequests/{id}")),
        asked(&bench, &format!("/{id}/threads")),
    );
    assert_eq!((again, threads), (1, 1));
    assert_eq!(
        asked(&bench, "/threads"),
        bench
            .upstream
            .log()
            .iter()
            .filter(|entry| entry.query.contains("includeCommits"))
            .count()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_new_comes_with_the_next_run() {
    let bench = start(small(), How::default()).await;
    bench.sync().await;
    let before = bench.count("pull_requests");
    bench.pass(Duration::from_mins(3));
    let (repository, title) = (NAME.to_owned(), "New".to_owned());
    bench
        .upstream
        .mutate(Mutation::OpenPull { repository, title })
        .unwrap();
    bench.pass(Duration::from_mins(3));
    bench.upstream.clear_log();
    bench.sync().await;
    assert_eq!(bench.count("pull_requests"), before + 1);
    // Repositories, one page, and the new one's two parts; nothing else is due.
    assert_eq!(bench.upstream.log().len(), 4, "{:#?}", bench.upstream.counters());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_read_at_once() {
    let bench = start(small(), How::default()).await;
    bench.sync().await;
    let (number, id) = open(&bench);
    merge(&bench, number);
    let repository = bench.rows("repositories")[0].id().replace("1/repository/", "");
    let place = json!({"id": repository, "name": "mobile-api"});
    let body = json!({"resource": {"repository": place, "pullRequestId": id}});
    bench.upstream.clear_log();
    bench.told("git.pullrequest.updated", &body).await;
    assert_eq!(state(&bench, id), word("merged"));
    assert_eq!(bench.upstream.log().len(), 2);
    let body = json!({"resource": {"pullRequest": {"repository": place, "pullRequestId": id}, "comment": {"id": 1}}});
    bench
        .told("ms.vss-code.git-pullrequest-comment-event", &body)
        .await;
    assert_eq!(bench.upstream.log().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_comment_goes() {
    let bench = start(small(), How::default()).await;
    bench.sync().await;
    let (repository, comment, pull) = bench.upstream.with_world(|world| {
        let repository = world.repository(NAME).unwrap();
        let (number, list) = repository
            .comments
            .iter()
            .find(|(number, list)| repository.pulls.contains_key(number) && !list.is_empty())
            .unwrap();
        let comment = list[0]["id"].as_u64().unwrap();
        (
            repository.document["id"].clone(),
            comment,
            repository.pulls[number]["id"].clone(),
        )
    });
    let before = bench.count("comments");
    bench
        .upstream
        .mutate(Mutation::DeleteComment {
            repository: NAME.to_owned(),
            id: comment,
        })
        .unwrap();
    let guid = format!("c0de0000-0000-4000-8000-{:012x}", repository.as_u64().unwrap());
    let body = json!({"resource": {"repository": {"id": guid, "name": "mobile-api"}, "pullRequestId": pull}});
    bench.told("git.pullrequest.updated", &body).await;
    assert_eq!(bench.count("comments"), before - 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn renamed_and_deleted_repositories() {
    let mut world = company();
    world
        .repositories
        .retain(|one| [NAME, "acme/infra"].contains(&one.full_name()));
    let bench = start(world, How::default()).await;
    bench.sync().await;
    let (rows, repositories) = (bench.count("pull_requests"), bench.count("repositories"));
    let repository = NAME.to_owned();
    let name = "mobile".to_owned();
    bench
        .upstream
        .mutate(Mutation::RenameRepository { repository, name })
        .unwrap();
    bench.pass(Duration::from_hours(1));
    bench.sync().await;
    assert_eq!(
        (bench.count("pull_requests"), bench.count("repositories")),
        (rows, repositories)
    );
    let names: Vec<Value> = bench
        .rows("repositories")
        .iter()
        .map(|row| format!("{:?}", row.cell("full_name").unwrap()).into())
        .collect();
    assert!(
        names
            .iter()
            .any(|name| name.as_str().unwrap().contains("acme/mobile\"")),
        "{names:?}"
    );
    let repository = "acme/mobile".to_owned();
    bench
        .upstream
        .mutate(Mutation::DeleteRepository { repository })
        .unwrap();
    bench.sync().await;
    assert_eq!(bench.count("repositories"), repositories, "missing once");
    bench.pass(Duration::from_hours(2));
    bench.sync().await;
    assert_eq!(bench.count("repositories"), repositories - 1);
    assert!(bench.count("pull_requests") < rows);
}
