//! SIGKILL at any moment: nothing is lost, nothing is doubled.

use std::process::Stdio;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::Value;
use weir_upstream::{Fault, FaultKind, Limits, Upstream};

use crate::github::{TOKEN, connect, world};
use crate::server::Server;
use crate::weir::Weir;

const KILLS: u32 = 50;

/// A few of every hundred answers are bad.
fn faults() -> Vec<Fault> {
    let kinds = [
        FaultKind::ServerError,
        FaultKind::Truncated,
        FaultKind::Dropped,
        FaultKind::Html,
    ];
    kinds
        .into_iter()
        .map(|kind| Fault::sometimes(kind, 0.01))
        .collect()
}

fn tables(weir: &Weir) -> Vec<(&'static str, Vec<Value>)> {
    weir_model::TABLES
        .iter()
        .map(|table| (table.name, weir.rows(table.name)))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_fifty_times_a_sync_ends_with_the_tables_of_an_undisturbed_one() {
    let upstream = Upstream::builder()
        .world(world())
        .token(TOKEN)
        .limits(Limits::unlimited())
        .latency(Duration::from_millis(15))
        .start()
        .await
        .unwrap();
    let undisturbed = Weir::new();
    connect(&undisturbed, &upstream);
    undisturbed.ok(&["sync"]);
    let expected = tables(&undisturbed);

    for fault in faults() {
        upstream.faults().add(fault);
    }
    let weir = Weir::new();
    connect(&weir, &upstream);
    let mut random = StdRng::seed_from_u64(3);
    let mut ended = 0;
    for _ in 0..KILLS {
        let mut sync = weir
            .command(&["sync"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        tokio::time::sleep(Duration::from_millis(random.random_range(50..1000))).await;
        ended += u32::from(sync.try_wait().unwrap().is_some());
        sync.kill().unwrap();
        sync.wait().unwrap();
    }
    println!("{KILLS} kills, {ended} of them after the sync had ended");
    upstream.faults().clear();
    weir.ok(&["sync"]);

    same(expected, &weir);
    upstream.stop().await;
}

/// Each table holds what it should, and nothing twice.
fn same(expected: Vec<(&'static str, Vec<Value>)>, weir: &Weir) {
    for ((name, expected), (_, rows)) in expected.into_iter().zip(tables(weir)) {
        let ids: std::collections::BTreeSet<String> = rows.iter().map(|row| row["id"].to_string()).collect();
        assert_eq!(ids.len(), rows.len(), "{name} holds a row twice");
        assert_eq!(rows.len(), expected.len(), "{name}");
        for (row, expected) in rows.iter().zip(&expected) {
            assert_eq!(row, expected, "{name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_goes_on_with_the_same_task_when_it_starts_again() {
    let upstream = Upstream::builder()
        .world(world())
        .token(TOKEN)
        .limits(Limits::unlimited())
        .latency(Duration::from_millis(15))
        .start()
        .await
        .unwrap();
    let undisturbed = Weir::new();
    connect(&undisturbed, &upstream);
    undisturbed.ok(&["sync"]);
    let expected = tables(&undisturbed);

    let weir = Weir::new();
    connect(&weir, &upstream);
    upstream.clear_log();
    let server = Server::start(&weir);
    server
        .until("/integrations/1/tasks", |_| upstream.log().len() > 20)
        .await;
    let tasks = server.get("/integrations/1/tasks").await;
    assert_eq!(tasks["items"][0]["status"], "running", "{tasks:#}");
    server.kill();

    let server = Server::start(&weir);
    let tasks = server
        .until("/integrations/1/tasks", |tasks| {
            tasks["items"][0]["status"] == "succeeded"
        })
        .await;
    assert_eq!(tasks["total"], 1, "it is the same task: {tasks:#}");
    let task = server
        .get(&format!("/tasks/{}", tasks["items"][0]["id"].as_str().unwrap()))
        .await;
    assert_eq!(task["attempt"], 2, "{task:#}");
    assert_eq!(task["attempts"][0]["error_class"], "interrupted", "{task:#}");
    assert_eq!(task["attempts"][1]["status"], "succeeded", "{task:#}");
    server.kill();
    same(expected, &weir);
    upstream.stop().await;
}
