use std::path::Path;
use std::time::Duration;

use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use weir_lake::{DataScope, Lake, Options, RawRecord};
use weir_model::{Entity, Time};

use crate::fixtures::{all, branch, folder, lines, open, pull_request, render, user};

fn files(folder: &Path, table: &str) -> usize {
    let entries = std::fs::read_dir(folder.join(table)).unwrap();
    entries
        .filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .path()
                .extension()
                .is_some_and(|e| e == "parquet")
        })
        .count()
}

fn eager() -> Options {
    Options {
        fold_rows: 100,
        compact_files: 5,
        grace: Duration::ZERO,
        ..Options::default()
    }
}

#[tokio::test]
async fn files_nobody_needs_go_and_those_in_use_stay() {
    let folder = folder();
    let lake = Lake::open(folder.path(), eager()).await.unwrap();
    for round in 0..5 {
        lake.append(vec![branch("1", "main", &round.to_string())], vec![])
            .await
            .unwrap();
    }
    assert_eq!(files(folder.path(), "branches"), 5);
    let session = lake.session(&DataScope::default()).await.unwrap();
    std::fs::write(
        folder.path().join("branches/part-left-by-a-crash.parquet"),
        "half",
    )
    .unwrap();
    let done = lake.maintain().await.unwrap();
    assert_eq!(
        (done.compacted, done.deleted_files),
        (vec!["branches"], 1),
        "the session holds the others"
    );
    assert_eq!(files(folder.path(), "branches"), 6);
    assert_eq!(
        render(&session.sql("SELECT sha FROM branches").await.unwrap()),
        ["4"]
    );
    drop(session);
    lake.maintain().await.unwrap();
    assert_eq!(files(folder.path(), "branches"), 1);
    assert_eq!(all(&lake, "SELECT sha FROM branches").await, ["4"]);
}

#[tokio::test]
async fn many_waiting_rows_are_folded_and_the_log_is_checkpointed() {
    let folder = folder();
    let lake = Lake::open(folder.path(), eager()).await.unwrap();
    for round in 0..60 {
        let rows = (0..5).map(|key| {
            user(
                "1",
                &format!("{key}-{}", round % 30),
                &round.to_string(),
                None,
                None,
            )
        });
        lake.append(rows.collect(), vec![]).await.unwrap();
        if round % 10 == 9 {
            lake.maintain().await.unwrap();
        }
    }
    let stats = lake.table_stats().await.unwrap();
    let users = stats.iter().find(|table| table.name == "users").unwrap();
    assert_eq!(users.rows, 150);
    assert!(users.hot_rows < 100, "{users:?}");
    let log: Vec<_> = std::fs::read_dir(folder.path().join("users/_delta_log"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(log.iter().any(|name| name.contains(".checkpoint.")), "{log:?}");
    drop(lake);
    let lake = Lake::open(folder.path(), eager()).await.unwrap();
    assert_eq!(lake.table_stats().await.unwrap(), stats);
    let sql = "SELECT count(*), min(CAST(name AS INT)) FROM users";
    assert_eq!(all(&lake, sql).await, ["150|30"]);
    // Entries before the checkpoint are not needed.
    drop(lake);
    for version in 0..20 {
        let _ = std::fs::remove_file(folder.path().join(format!("users/_delta_log/{version:020}.json")));
    }
    assert_eq!(all(open(folder.path()).await.as_ref(), sql).await, ["150|30"]);
}

#[tokio::test]
async fn a_deleted_integration_leaves_nothing_behind() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let record = |integration: &str| RawRecord {
        integration: integration.to_owned(),
        stream: "s".to_owned(),
        partition: String::new(),
        partition_name: String::new(),
        key: "k".to_owned(),
        updated: None,
        fetched: Time(1),
        body: "secret-body".repeat(3),
    };
    for round in 0..3 {
        for integration in ["1", "2", "3"] {
            let rows = vec![
                pull_request(
                    integration,
                    round,
                    &format!("title {round}"),
                    "2024-01-01",
                    "2024-01-02",
                ),
                branch(integration, &round.to_string(), "aa"),
            ];
            lake.append(rows, vec![record(integration)]).await.unwrap();
        }
        if round == 1 {
            for table in ["pull_requests", "branches", "raw"] {
                lake.fold(table).await.unwrap();
            }
        }
    }
    let deleted = lake.delete_integration("2").await.unwrap();
    // Raw: one folded, one waiting.
    assert_eq!(deleted, 3 + 3 + 2);
    let sql = "SELECT integration_id, count(*) FROM pull_requests GROUP BY 1 ORDER BY 1";
    assert_eq!(all(&lake, sql).await, ["1|3", "3|3"]);
    assert_eq!(
        all(&lake, &sql.replace("pull_requests", "branches")).await,
        ["1|3", "3|3"]
    );
    assert!(lake.raw("2").await.unwrap().next().await.unwrap().is_none());
    assert_eq!(lake.delete_integration("2").await.unwrap(), 0);
    drop(lake);
    let lake = open(folder.path()).await;
    assert_eq!(all(&lake, sql).await, ["1|3", "3|3"]);
    assert!(lake.deleting().is_empty());
}

#[tokio::test]
async fn a_deletion_that_was_interrupted_hides_the_rows_and_goes_on() {
    let folder = folder();
    let lake = open(folder.path()).await;
    lake.append(
        vec![
            branch("1", "main", "aa"),
            branch("2", "main", "bb"),
            user("2", "ana", "Ana", None, None),
        ],
        vec![],
    )
    .await
    .unwrap();
    drop(lake);
    let options = Options {
        faults: weir_lake::Faults::new(|moment| moment == "delete.written"),
        ..Options::default()
    };
    let lake = Lake::open(folder.path(), options).await.unwrap();
    lake.delete_integration("2").await.unwrap_err();
    let sql = "SELECT sha FROM branches";
    assert_eq!(all(&lake, sql).await, ["aa"]);
    drop(lake);
    let lake = open(folder.path()).await;
    assert_eq!(lake.deleting(), ["2"]);
    assert_eq!(all(&lake, sql).await, ["aa"]);
    assert_eq!(
        lines(&lake, &DataScope::default(), "SELECT login FROM users").await,
        [""; 0]
    );
    lake.maintain().await.unwrap();
    assert!(lake.deleting().is_empty());
    assert_eq!(all(&lake, sql).await, ["aa"]);
    assert_eq!(
        lake.table_stats()
            .await
            .unwrap()
            .iter()
            .find(|t| t.name == "users")
            .unwrap()
            .files,
        0
    );
}

#[tokio::test]
async fn versions_change_when_rows_do() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let before = lake.versions();
    lake.append(vec![branch("1", "main", "aa")], vec![])
        .await
        .unwrap();
    let after = lake.versions();
    assert!(after["branches"] > before["branches"]);
    assert_eq!(after["users"], before["users"]);
}

#[tokio::test]
async fn waiting_files_are_merged_in_chunks() {
    let folder = folder();
    let options = Options {
        chunk_rows: 100,
        fold_rows: 100_000,
        ..eager()
    };
    let lake = Lake::open(folder.path(), options).await.unwrap();
    // Half of the keys of each append come again with the next, the newer version first every other time.
    for round in 0..40_i64 {
        let rows = (0..10).map(|key| {
            let key = round * 5 + key;
            let days = if round % 2 == 0 { 1 } else { 3 };
            pull_request(
                "1",
                key,
                &format!("in {round}"),
                "2024-01-01",
                &format!("2024-02-0{days}"),
            )
        });
        lake.append(rows.collect(), vec![]).await.unwrap();
    }
    let gone = vec!["1/pull_request/7".to_owned()];
    lake.remove(weir_model::entities::PullRequest::TABLE, gone)
        .await
        .unwrap();
    let sql = "SELECT number, title FROM pull_requests ORDER BY number";
    let before = all(&lake, sql).await;
    assert_eq!(before.len(), 204);
    let mut counts = Vec::new();
    for _ in 0..3 {
        let done = lake.maintain().await.unwrap();
        counts.push((done.compacted.len(), files(folder.path(), "pull_requests")));
        assert_eq!(all(&lake, sql).await, before);
    }
    // Ten appends are a chunk, of which 55 rows are left: two of those are more than one. What was removed goes with the
    // last; files are deleted a round later.
    assert_eq!(counts[1..], [(1, 5 + 1), (0, 4)], "{counts:?}");
    lake.fold("pull_requests").await.unwrap();
    assert_eq!(all(&lake, sql).await, before);
    drop(lake);
    assert_eq!(all(open(folder.path()).await.as_ref(), sql).await, before);
}

/// The ids in each file of a table, as they lie there.
async fn ids(folder: &Path, table: &str) -> Vec<Vec<String>> {
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(1));
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder.join(table)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "parquet") {
            let file = context.read_parquet(path.to_str().unwrap(), ParquetReadOptions::default());
            let ids = file.await.unwrap().select_columns(&["id"]).unwrap();
            all.push(render(&ids.collect().await.unwrap()));
        }
    }
    all
}

#[tokio::test]
async fn folds_leave_sorted_files_and_write_large_ones_for_themselves() {
    let folder = folder();
    let options = Options {
        target_file_bytes: 20_000,
        ..eager()
    };
    let lake = Lake::open(folder.path(), options).await.unwrap();
    let mut done = Vec::new();
    for round in 0..8_u64 {
        let count = if round % 4 == 0 { 300 } else { 20 };
        // In no order, some of them for the second time.
        let rows = (0..count).map(|step| {
            let key = step * 37 % count + round * 100;
            let sha = (key * 31 + round + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            branch("1", &format!("{key:04}"), &format!("{sha:x}").repeat(2))
        });
        lake.append(rows.collect(), vec![]).await.unwrap();
        let sql = "SELECT name, sha FROM branches ORDER BY name";
        let before = all(&lake, sql).await;
        let fold = lake.fold("branches").await.unwrap();
        done.push((fold.rows_out, fold.files_written, fold.files_replaced));
        assert_eq!(all(&lake, sql).await, before);
    }
    // A large file that lost rows beside what is new; later the four small ones together.
    assert_eq!((done[1], done[6]), ((300, 2, 2), (360, 2, 6)), "{done:?}");
    lake.maintain().await.unwrap();
    let files = ids(folder.path(), "branches").await;
    assert!(files.iter().all(|ids| ids.is_sorted()));
    assert_eq!(files.iter().flatten().count(), 640);
}
