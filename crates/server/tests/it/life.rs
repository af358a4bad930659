//! Deleting, narrowing and telling, with the real runtime over the real stores.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use weir_control::{ChannelKind, DeletionStep, Event, NewChannel, NewIntegration, OutboxStatus};
use weir_lake::{DataScope, RawRecord};
use weir_model::entities::Repository;
use weir_model::{Entity, Id, Row, Scope, TABLES, Time};
use weir_server::runtime::{Home, Supervisor, schedule};

const WAIT: Duration = Duration::from_secs(30);

async fn supervisor(dir: &Path) -> Arc<Supervisor> {
    let home = Home::open(dir, "a test").await.unwrap();
    Supervisor::new(Arc::new(home), weir_ingest::Options::default())
}

fn repository(key: u32, name: &str) -> Row {
    Repository {
        created_at: Time::parse("2026-01-01"),
        updated_at: Time::parse("2026-01-01"),
        ..Repository::new(Id::new("repository", key), name)
    }
    .into_row()
}

/// An integration with rows, a raw record, a mirror and a cursor, mapped to a project.
async fn connected(supervisor: &Supervisor, name: &str) -> i64 {
    let home = supervisor.home();
    let new = NewIntegration {
        kind: "github".to_owned(),
        name: name.to_owned(),
        description: String::new(),
        config: json!({"url": "http://127.0.0.1:9", "repositories": ["acme/web"]}),
        secrets: [("token".to_owned(), "ghp_secret".into())].into(),
    };
    let id = home.control.create_integration(new).await.unwrap().id;
    let mut rows = vec![repository(1, "acme/web"), repository(2, "acme/old")];
    for row in &mut rows {
        row.prefix(&id.to_string());
    }
    let raw = RawRecord {
        integration: id.to_string(),
        stream: "repositories".to_owned(),
        partition: String::new(),
        partition_name: String::new(),
        key: "1".to_owned(),
        updated: None,
        fetched: Time::parse("2026-01-01").unwrap(),
        body: "{}".to_owned(),
    };
    home.lake.append(rows, vec![raw]).await.unwrap();
    let mirror = home.mirrors().join(id.to_string()).join("m");
    std::fs::create_dir_all(&mirror).unwrap();
    std::fs::write(mirror.join("pack"), "bytes").unwrap();
    let project = home
        .control
        .create_project(&format!("of {name} {id}"), "")
        .await
        .unwrap();
    home.control.set_mapping(project.id, &[id]).await.unwrap();
    id
}

/// Nothing of an integration is found by any question.
async fn is_gone(home: &Home, id: i64) {
    let rows = home.lake.rows_of(&id.to_string()).await.unwrap();
    assert!(rows.values().all(|rows| *rows == 0), "{rows:?}");
    let session = home.lake.session(&DataScope::default()).await.unwrap();
    for table in TABLES {
        let sql = format!("SELECT id FROM \"{}\" WHERE integration_id = '{id}'", table.name);
        let found: usize = session
            .sql(&sql)
            .await
            .unwrap()
            .iter()
            .map(arrow_array::RecordBatch::num_rows)
            .sum();
        assert_eq!(found, 0, "{}", table.name);
    }
    assert!(
        home.lake
            .raw(&id.to_string())
            .await
            .unwrap()
            .next()
            .await
            .unwrap()
            .is_none()
    );
    assert!(!home.mirrors().join(id.to_string()).exists());
    assert!(home.control.integration(id).await.is_err());
    assert!(home.control.secrets(id).await.unwrap().is_empty());
    assert!(
        home.control
            .mappings()
            .await
            .unwrap()
            .iter()
            .all(|(_, one)| *one != id)
    );
}

async fn until<T>(mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = ask().await {
            return found;
        }
        assert!(start.elapsed() < WAIT, "it did not happen");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_deletions_at_once_leave_the_third_whole() {
    let dir = tempfile::tempdir().unwrap();
    let supervisor = supervisor(dir.path()).await;
    let mut ids = Vec::new();
    for name in ["one", "two", "three"] {
        ids.push(connected(&supervisor, name).await);
    }
    let home = supervisor.home();
    let folding = {
        let lake = Arc::clone(&home.lake);
        tokio::spawn(async move { lake.fold("repositories").await })
    };
    for id in &ids[..2] {
        home.control.mark_deleting(*id).await.unwrap();
        supervisor.delete_in_background(*id);
        // A second one does not disturb the first.
        supervisor.delete_in_background(*id);
    }
    folding.await.unwrap().unwrap();
    for id in &ids[..2] {
        until(async || home.control.integration(*id).await.err()).await;
        is_gone(home, *id).await;
        let done = home.control.deletion(*id).await.unwrap().unwrap();
        assert_eq!((done.step, done.percent()), (DeletionStep::Done, 100));
        assert!(done.rows.0 >= 3, "{done:?}");
    }
    let rows = home.lake.rows_of(&ids[2].to_string()).await.unwrap();
    assert_eq!((rows["repositories"], rows["raw"]), (2, 1));
    let attention = home.control.attention().await.unwrap();
    assert_eq!(attention.len(), 2, "the projects say what they lost");
    supervisor.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_goes_on_wherever_the_program_ended_and_nothing_old_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut id = 0;
    // Each round ends the program after one more step, and the next start finishes the work.
    for round in 0..5 {
        let first = supervisor(dir.path()).await;
        let again = connected(&first, "hub").await;
        assert!(again > id, "ids are not given twice");
        id = again;
        let (home, lake_id) = (first.home(), id.to_string());
        home.control.mark_deleting(id).await.unwrap();
        if round > 0 {
            home.lake.begin_deletion(&lake_id).unwrap();
        }
        let tables = home.lake.table_names();
        let done = [0, 0, tables.len() / 2, tables.len(), tables.len()][round];
        for table in &tables[..done] {
            home.lake.delete_from(table, &lake_id).await.unwrap();
        }
        if round > 3 {
            home.lake.end_deletion(&lake_id).unwrap();
            std::fs::remove_dir_all(home.mirrors().join(&lake_id)).unwrap();
        }
        first.close().await;
        drop(first);

        let second = supervisor(dir.path()).await;
        let scheduler = tokio::spawn(schedule(Arc::clone(&second)));
        until(async || second.home().control.integration(id).await.err()).await;
        is_gone(second.home(), id).await;
        scheduler.abort();
        second.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_task_lands_during_a_deletion_is_not_kept() {
    let dir = tempfile::tempdir().unwrap();
    let supervisor = supervisor(dir.path()).await;
    let id = connected(&supervisor, "hub").await;
    // Nobody answers at its address: it runs until it is stopped.
    let (task, running) = supervisor
        .start(id, weir_control::TaskKind::Sync, None)
        .await
        .unwrap();
    supervisor.delete(id).await.unwrap();
    let _: Result<_, _> = running.await.unwrap();
    is_gone(supervisor.home(), id).await;
    assert!(supervisor.home().control.task(task.id).await.is_err());
    assert!(
        supervisor
            .start(id, weir_control::TaskKind::Sync, None)
            .await
            .is_err()
    );
    supervisor.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_scope_leaves_out_leaves_the_views_at_once_and_the_disk_soon() {
    let dir = tempfile::tempdir().unwrap();
    let supervisor = supervisor(dir.path()).await;
    let id = connected(&supervisor, "hub").await;
    let home = supervisor.home();
    let cursor = |partition: &str| weir_control::Cursor {
        integration: id,
        stream: "pull_requests".to_owned(),
        partition: partition.to_owned(),
        state: json!({}),
    };
    let partition = |key: &str, name: &str| weir_control::Partition {
        integration: id,
        stream: "repositories".to_owned(),
        id: key.to_owned(),
        name: name.to_owned(),
        fields: std::collections::BTreeMap::new(),
    };
    home.control
        .save_checkpoints(
            &[cursor("1"), cursor("2")],
            &[partition("1", "acme/web"), partition("2", "acme/old")],
        )
        .await
        .unwrap();
    let scope = Scope {
        include: Vec::new(),
        exclude: vec!["*/old".to_owned()],
    };
    home.control.set_scope(id, &scope, true).await.unwrap();
    let seen = async |scope: DataScope| -> usize {
        let session = home.lake.session(&scope).await.unwrap();
        let found = session.sql("SELECT id FROM repositories").await.unwrap();
        found.iter().map(arrow_array::RecordBatch::num_rows).sum()
    };
    let account = weir_server::runtime::account_scope(&home.control).await.unwrap();
    assert_eq!((seen(account).await, seen(DataScope::default()).await), (1, 2));
    supervisor.purge_due().await.unwrap();
    assert_eq!(seen(DataScope::default()).await, 1);
    let cursors = home.control.cursors(id).await.unwrap();
    assert_eq!(cursors.len(), 1, "taken in again, it is read anew");
    assert!(home.control.purges().await.unwrap().is_empty());
    supervisor.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_a_deletion_is_told() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let dir = tempfile::tempdir().unwrap();
    let supervisor = supervisor(dir.path()).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let channel = NewChannel {
        kind: ChannelKind::Webhook,
        name: "ops".to_owned(),
        enabled: true,
        events: vec![Event::DeletionFinished],
        grace_minutes: 0,
        throttled_hours: 6,
        config: json!({ "url": url }),
        secrets: [("secret".to_owned(), Some(weir_notify::new_secret().unwrap()))].into(),
    };
    let control = &supervisor.home().control;
    control.create_channel(channel).await.unwrap();
    let id = connected(&supervisor, "hub").await;
    supervisor.delete(id).await.unwrap();
    // The program ended before it was sent.
    let scheduler = tokio::spawn(schedule(Arc::clone(&supervisor)));
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut request = Vec::new();
    while !String::from_utf8_lossy(&request).contains("deletion.finished") {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await.unwrap();
        assert!(read > 0, "{}", String::from_utf8_lossy(&request));
        request.extend_from_slice(&chunk[..read]);
    }
    stream
        .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
        .await
        .unwrap();
    let sent = until(async || {
        let log = control.notifications(None, None, 10).await.unwrap();
        log.into_iter().find(|one| one.status == OutboxStatus::Sent)
    })
    .await;
    assert_eq!((sent.attempts, sent.title.as_str()), (1, "`hub` is deleted"));
    scheduler.abort();
    supervisor.close().await;
}
