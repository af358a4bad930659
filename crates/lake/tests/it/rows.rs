use std::sync::Arc;

use weir_lake::{DataScope, Format, Lake, Options};
use weir_model::{Entity, entities::Branch, entities::User};

use crate::fixtures::{
    all, branch, folder, lines, open, pull_request, pull_request_commit, render, time, user,
};

#[tokio::test]
async fn appended_rows_are_there_before_and_after_a_fold_and_a_restart() {
    let folder = folder();
    let lake = open(folder.path()).await;
    assert_eq!(all(&lake, "SELECT count(*) FROM pull_requests").await, ["0"]);
    let written = lake
        .append(
            vec![
                pull_request("1", 1, "one", "2024-01-31T23:59:59Z", "2024-02-01"),
                pull_request("1", 2, "two", "2024-02-01", "2024-02-02T00:00:00.123456Z"),
                branch("1", "main", "aa"),
            ],
            vec![],
        )
        .await
        .unwrap();
    assert_eq!(written.rows, 3);
    let sql =
        "SELECT id, title, created_at, updated_at, labels, integration_id FROM pull_requests ORDER BY id";
    let before = all(&lake, sql).await;
    insta::assert_snapshot!(before.join("\n"), @r#"
    1/pull_request/1|one|2024-01-31T23:59:59Z|2024-02-01T00:00:00Z|[bug, a "b"]|1
    1/pull_request/2|two|2024-02-01T00:00:00Z|2024-02-02T00:00:00.123456Z|[bug, a "b"]|1
    "#);
    let report = lake.fold("pull_requests").await.unwrap();
    assert_eq!(
        (report.rows_in, report.rows_out, report.files_written),
        (2, 2, 2),
        "a file for each month"
    );
    assert_eq!(all(&lake, sql).await, before);
    drop(lake);
    let lake = open(folder.path()).await;
    assert_eq!(all(&lake, sql).await, before);
    assert_eq!(all(&lake, "SELECT name, sha FROM branches").await, ["main|aa"]);
}

#[tokio::test]
async fn of_two_versions_the_later_one_is_current_whatever_arrives_first() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let sql = "SELECT name, updated_at FROM users";
    let row = |name: &str, updated: Option<&str>| user("1", "ana", name, None, updated.map(time));
    lake.append(vec![row("new", Some("2024-03-01"))], vec![])
        .await
        .unwrap();
    lake.append(vec![row("old", Some("2024-02-01"))], vec![])
        .await
        .unwrap();
    assert_eq!(all(&lake, sql).await, ["new|2024-03-01T00:00:00Z"]);
    lake.fold("users").await.unwrap();
    // Older than the folded one, and not dated at all.
    lake.append(
        vec![row("older", Some("2024-01-01")), row("undated", None)],
        vec![],
    )
    .await
    .unwrap();
    assert_eq!(all(&lake, sql).await, ["new|2024-03-01T00:00:00Z"]);
    lake.append(vec![row("again", Some("2024-03-01"))], vec![])
        .await
        .unwrap();
    assert_eq!(
        all(&lake, sql).await,
        ["again|2024-03-01T00:00:00Z"],
        "the same version again: the later arrival"
    );
    lake.fold("users").await.unwrap();
    assert_eq!(all(&lake, sql).await, ["again|2024-03-01T00:00:00Z"]);
}

#[tokio::test]
async fn a_row_whose_month_changes_is_there_once() {
    let folder = folder();
    let lake = open(folder.path()).await;
    for (created, updated) in [
        (None, "2024-01-01"),
        (Some("2024-01-01"), "2024-01-02"),
        (Some("2023-07-01"), "2024-01-03"),
    ] {
        lake.append(
            vec![user("1", "ana", "Ana", created.map(time), Some(time(updated)))],
            vec![],
        )
        .await
        .unwrap();
        lake.fold("users").await.unwrap();
        let updated = time(updated);
        assert_eq!(
            all(&lake, "SELECT count(*), max(updated_at) FROM users").await,
            [format!("1|{updated}")]
        );
    }
    assert_eq!(
        lake.table_stats()
            .await
            .unwrap()
            .iter()
            .find(|t| t.name == "users")
            .unwrap()
            .files,
        1
    );
}

#[tokio::test]
async fn removed_rows_stay_away_until_they_are_seen_again() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let row = || {
        user(
            "1",
            "ana",
            "Ana",
            Some(time("2024-01-01")),
            Some(time("2024-05-01")),
        )
    };
    for fold_before in [false, true] {
        for fold_after in [false, true] {
            lake.append(vec![row()], vec![]).await.unwrap();
            if fold_before {
                lake.fold("users").await.unwrap();
            }
            lake.remove(User::TABLE, vec!["1/user/ana".to_owned()])
                .await
                .unwrap();
            if fold_after {
                lake.fold("users").await.unwrap();
            }
            assert_eq!(all(&lake, "SELECT count(*) FROM users").await, ["0"]);
        }
    }
    lake.append(vec![row()], vec![]).await.unwrap();
    assert_eq!(all(&lake, "SELECT name FROM users").await, ["Ana"]);
    lake.remove(Branch::TABLE, vec![]).await.unwrap();
}

#[tokio::test]
async fn rows_of_an_owner_count_only_with_its_newest_version() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let sql = "SELECT sha FROM pull_request_commits ORDER BY sha";
    lake.append(
        vec![
            pull_request("1", 1, "one", "2024-01-01", "2024-01-02"),
            pull_request_commit("1", 1, "aa", "2024-01-02"),
            pull_request_commit("1", 1, "bb", "2024-01-02"),
        ],
        vec![],
    )
    .await
    .unwrap();
    assert_eq!(all(&lake, sql).await, ["aa", "bb"]);
    lake.fold("pull_request_commits").await.unwrap();
    // A force push.
    lake.append(
        vec![
            pull_request("1", 1, "one", "2024-01-01", "2024-01-03"),
            pull_request_commit("1", 1, "cc", "2024-01-03"),
        ],
        vec![],
    )
    .await
    .unwrap();
    assert_eq!(all(&lake, sql).await, ["cc"]);
    lake.fold("pull_requests").await.unwrap();
    assert_eq!(all(&lake, sql).await, ["cc"]);
}

#[tokio::test]
async fn a_session_sees_one_moment() {
    let folder = folder();
    let lake = open(folder.path()).await;
    lake.append(vec![branch("1", "main", "aa")], vec![])
        .await
        .unwrap();
    let session = lake.session(&DataScope::default()).await.unwrap();
    lake.append(vec![branch("1", "main", "bb"), branch("1", "next", "cc")], vec![])
        .await
        .unwrap();
    lake.fold("branches").await.unwrap();
    lake.maintain().await.unwrap();
    assert_eq!(
        render(&session.sql("SELECT sha FROM branches").await.unwrap()),
        ["aa"]
    );
    assert_eq!(
        all(&lake, "SELECT sha FROM branches ORDER BY sha").await,
        ["bb", "cc"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn appends_and_folds_at_the_same_time_lose_nothing() {
    let folder = folder();
    let options = Options {
        fold_rows: 40,
        compact_files: 3,
        ..Options::default()
    };
    let lake = Lake::open(folder.path(), options).await.unwrap();
    let writers = (0..3).map(|writer| {
        let lake: Arc<Lake> = lake.clone();
        tokio::spawn(async move {
            for round in 0..12 {
                let rows = (0..10)
                    .map(|key| branch("1", &format!("{writer}-{key}-{}", round % 4), &round.to_string()));
                lake.append(rows.collect(), vec![]).await.unwrap();
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    while writers.iter().any(|writer| !writer.is_finished()) {
        lake.maintain().await.unwrap();
        lake.fold("branches").await.unwrap();
        let counted = all(&lake, "SELECT count(*) = count(DISTINCT id) FROM branches").await;
        assert_eq!(counted, ["true"]);
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let sql =
        "SELECT count(*), count(DISTINCT id), min(CAST(sha AS INT)), max(CAST(sha AS INT)) FROM branches";
    assert_eq!(all(&lake, sql).await, ["120|120|8|11"]);
    drop(lake);
    assert_eq!(
        all(open(folder.path()).await.as_ref(), sql).await,
        ["120|120|8|11"]
    );
}

#[tokio::test]
async fn exports_appear_whole() {
    let folder = folder();
    let lake = open(&folder.path().join("lake")).await;
    lake.append(
        vec![pull_request("1", 1, "a, \"b\"\nc", "2024-01-01", "2024-01-02")],
        vec![],
    )
    .await
    .unwrap();
    let session = lake.session(&DataScope::default()).await.unwrap();
    let csv = folder.path().join("out.csv");
    let sql = "SELECT id, title, created_at, merged_at, labels, is_draft FROM pull_requests";
    assert_eq!(session.export(sql, Format::Csv, &csv).await.unwrap(), 1);
    insta::assert_snapshot!(std::fs::read_to_string(&csv).unwrap(), @r#"
    id,title,created_at,merged_at,labels,is_draft
    1/pull_request/1,"a, ""b""
    c",2024-01-01T00:00:00Z,,"[""bug"",""a \""b\""""]",false
    "#);
    let none = folder.path().join("none.csv");
    session
        .export(
            "SELECT id FROM pull_requests WHERE number = 9",
            Format::Csv,
            &none,
        )
        .await
        .unwrap();
    assert_eq!(std::fs::read_to_string(&none).unwrap(), "id\n");
    let parquet = folder.path().join("out.parquet");
    assert_eq!(
        session
            .export("SELECT * FROM pull_requests", Format::Parquet, &parquet)
            .await
            .unwrap(),
        1
    );
    assert!(std::fs::read(&parquet).unwrap().starts_with(b"PAR1"));
    let failed = folder.path().join("failed.csv");
    session
        .export("SELECT 1 / (number - 1) FROM pull_requests", Format::Csv, &failed)
        .await
        .unwrap_err();
    assert!(!failed.exists());
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 4, "no temporary file is left: {names:?}");
}

#[tokio::test]
async fn a_session_takes_tables_and_views_of_its_own() {
    let folder = folder();
    let lake = open(folder.path()).await;
    lake.append(vec![branch("1", "main", "aa")], vec![])
        .await
        .unwrap();
    let session = lake.session(&DataScope::default()).await.unwrap();
    let batches = session.sql("SELECT name, 1 AS n FROM branches").await.unwrap();
    session.register("derived", batches).unwrap();
    session
        .view("doubled", "SELECT name, n * 2 AS n FROM derived")
        .await
        .unwrap();
    assert_eq!(
        render(
            &session
                .sql("SELECT name, n FROM doubled JOIN branches USING (name)")
                .await
                .unwrap()
        ),
        ["main|2"]
    );
    assert_eq!(
        lines(
            &lake,
            &DataScope::default(),
            "SELECT hours_between(NULL, now()) IS NULL"
        )
        .await,
        ["true"]
    );
}
