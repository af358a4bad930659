use sqlx::{Connection as _, SqliteConnection};
use weir_control::{Control, ControlError};

use crate::{KEY, integration, open};

#[tokio::test]
async fn what_was_saved_is_there_after_opening_again() {
    let dir = tempfile::tempdir().unwrap();
    let odd = dir.path().join("my data #1 100%?ü");
    let control = open(&odd).await;
    let made = integration(&control, "hub").await;
    control.close().await;
    assert!(odd.join("control.db").exists());
    assert_eq!(open(&odd).await.integrations().await.unwrap(), [made]);
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).await.close().await;
    let url = format!("sqlite://{}", dir.path().join("control.db").display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (999, 'later', TRUE, x'00', 0)",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    connection.close().await.unwrap();
    let said = Control::open_with_key(dir.path(), KEY.into()).await.unwrap_err();
    assert!(matches!(said, ControlError::Newer { found: 999, .. }), "{said}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(
        dir.path().join("control.db"),
        "this is a letter, not a database, and long enough",
    )
    .unwrap();
    let said = Control::open_with_key(dir.path(), KEY.into()).await.unwrap_err();
    assert!(said.to_string().contains("not a database"), "{said}");
}

#[tokio::test]
async fn many_writers_and_readers_do_not_meet_a_busy_database() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let mut writers = tokio::task::JoinSet::new();
    for number in 0..20 {
        let control = control.clone();
        writers.spawn(async move {
            let id = integration(&control, &format!("hub {number}")).await.id;
            control.integrations().await.unwrap();
            control.set_setting("last", &id.to_string()).await.unwrap();
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    assert_eq!(control.integrations().await.unwrap().len(), 20);
}
