//! Runs that die while their process lives on: the next attempt goes on from the cursors, with the real runtime over the
//! real stores.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use serde_json::{Value, json};
use weir_control::{LEASE, NewIntegration, TaskKind, TaskStatus};
use weir_ingest::Options;
use weir_lake::{DataScope, Printed};
use weir_model::{TABLES, Time};
use weir_server::runtime::{Home, Supervisor, go_on};
use weir_upstream::{Fault, FaultKind, Limits, Upstream, World};

const TOKEN: &str = "ghp_0123456789lease";

async fn connected(dir: &Path, upstream: &Upstream) -> (Arc<Supervisor>, i64) {
    let home = Arc::new(Home::open(dir, "a test").await.unwrap());
    let new = NewIntegration {
        kind: "github".to_owned(),
        name: "hub".to_owned(),
        description: String::new(),
        config: json!({"url": upstream.base_url(), "organizations": ["acme"], "fetch_commits": false,
            "fetch_pipelines": false}),
        secrets: [("token".to_owned(), TOKEN.into())].into(),
    };
    let id = home.control.create_integration(new).await.unwrap().id;
    (Supervisor::new(home, Options::default()), id)
}

/// All rows, by table and id. Fails when a table holds one twice.
async fn rows(home: &Home) -> Vec<(&'static str, Value)> {
    let session = home.lake.session(&DataScope::default()).await.unwrap();
    let mut all = Vec::new();
    for table in TABLES {
        let sql = format!("SELECT * FROM \"{}\" ORDER BY id", table.name);
        let text = session.print(&sql, Printed::Json).await.unwrap();
        let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
        let ids: BTreeSet<String> = rows.iter().map(|row| row["id"].to_string()).collect();
        assert_eq!(ids.len(), rows.len(), "{} holds a row twice", table.name);
        all.extend(rows.into_iter().map(|row| (table.name, row)));
    }
    all
}

async fn until(mut happened: impl AsyncFnMut() -> bool) {
    for _ in 0..1500 {
        if happened().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it did not happen");
}

/// Now, and when a lease is over that was renewed just before.
fn moments() -> (Time, Time) {
    let now = Utc::now().timestamp_micros();
    let lease = i64::try_from(LEASE.as_micros()).unwrap();
    (Time(now), Time(now + lease + 1_000_000))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_dies_is_gone_on_with_once_its_lease_is_over() {
    let upstream = Upstream::builder()
        .world(World::load(3, 3, 100, Utc::now()))
        .token(TOKEN)
        .limits(Limits::unlimited())
        .latency(Duration::from_millis(10));
    let upstream = upstream.start().await.unwrap();
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let (undisturbed, id) = connected(folders[0].path(), &upstream).await;
    let since = Some(Time(moments().0.0 - 400 * 86_400_000_000));
    let (_, whole) = undisturbed.start(id, TaskKind::Sync, since).await.unwrap();
    assert_eq!(whole.await.unwrap().unwrap().status, TaskStatus::Succeeded);
    let requests = upstream.log().len();

    upstream.clear_log();
    let (supervisor, id) = connected(folders[1].path(), &upstream).await;
    let control = &supervisor.home().control;
    let (task, dying) = supervisor.start(id, TaskKind::Sync, since).await.unwrap();
    until(async || upstream.log().len() > requests / 3).await;
    // So that it does not end first.
    upstream
        .faults()
        .add(Fault::sometimes(FaultKind::Slow { milliseconds: 3000 }, 1.0));
    // A machine that slept: its own run is not taken for dead.
    go_on(&supervisor, moments().1).await.unwrap();
    let status = async || control.task(task.id).await.unwrap().status;
    assert_eq!(control.attempts(task.id).await.unwrap().len(), 1);
    // Dropped where it stands, as a panic would.
    dying.abort();
    assert!(dying.await.unwrap_err().is_cancelled());
    assert!(!supervisor.is_running(id));
    upstream.faults().clear();

    go_on(&supervisor, moments().0).await.unwrap();
    assert_eq!(status().await, TaskStatus::Running, "its lease is good");
    let refused = supervisor.start(id, TaskKind::Sync, since).await;
    assert!(refused.is_err(), "until then nothing else may run");

    go_on(&supervisor, moments().1).await.unwrap();
    until(async || status().await != TaskStatus::Running).await;
    let attempts = control.attempts(task.id).await.unwrap();
    let said: Vec<_> = attempts
        .iter()
        .map(|one| (one.status, one.error.as_ref().map(|(class, _)| class.as_str())))
        .collect();
    assert_eq!(
        said,
        [
            (TaskStatus::Failed, Some("interrupted")),
            (TaskStatus::Succeeded, None)
        ]
    );
    let asked = upstream.log().len();
    println!("{requests} requests of an undisturbed run, {asked} of both attempts");
    assert!(
        asked < 2 * requests,
        "it began again: {asked} requests, not {requests}"
    );
    let (expected, found) = (rows(undisturbed.home()).await, rows(supervisor.home()).await);
    assert!(expected.len() > 300, "{}", expected.len());
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(expected, found);
    }
    assert_eq!(expected.len(), found.len());
    undisturbed.close().await;
    supervisor.close().await;
    upstream.stop().await;
}
