use sqlx::AnyConnection;
use weir_model::Time;

use crate::checkpoints::{save_cursor, save_partition};
use crate::{Control, Cursor, Partition, Result};

/// What becomes durable together once the rows it covers are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// Partitions that were found.
    pub partitions: Vec<Partition>,
    /// Partitions that are gone: integration, stream that found them, id. All that is remembered of them goes too.
    pub lost: Vec<(i64, String, String)>,
    /// Records that are to be read again, or are not any more.
    pub open: Vec<OpenEntry>,
    /// What is to be remembered.
    pub notes: Vec<Remembered>,
    /// How far streams were read.
    pub cursors: Vec<Cursor>,
}

/// An entry in the queue of records that are to be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenEntry {
    /// Whose.
    pub integration: i64,
    /// Stream.
    pub stream: String,
    /// Partition; empty when the stream has none.
    pub partition: String,
    /// Natural key.
    pub key: String,
    /// How it stands in the queue; `None` takes it out.
    pub state: Option<OpenState>,
}

/// How a record stands in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenState {
    /// The upstream's global id, or empty.
    pub handle: String,
    /// When to look at it.
    pub due: Time,
    /// Looks so far.
    pub tries: u32,
    /// Whether it is final and looked at once more.
    pub late: bool,
}

/// Something small that is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// Whose.
    pub integration: i64,
    /// What it is about.
    pub kind: String,
    /// Stream.
    pub stream: String,
    /// Partition; empty when the stream has none.
    pub partition: String,
    /// Name within them; may be empty.
    pub name: String,
    /// What is remembered; `None` forgets it.
    pub value: Option<String>,
}

#[derive(sqlx::FromRow)]
struct StoredOpen {
    stream: String,
    partition_id: String,
    record_key: String,
    handle: String,
    due_at: i64,
    tries: i64,
    late: i64,
}

impl Control {
    /// Saves what was done, all or nothing, the cursors last. What belongs to an integration that is gone is left out.
    pub async fn save_progress(&self, progress: &Progress) -> Result<()> {
        let mut transaction = self.begin().await?;
        for partition in &progress.partitions {
            save_partition(&mut transaction, partition).await?;
        }
        for entry in &progress.open {
            save_open(&mut transaction, entry).await?;
        }
        for note in &progress.notes {
            save_note(&mut transaction, note).await?;
        }
        for cursor in &progress.cursors {
            save_cursor(&mut transaction, cursor).await?;
        }
        for (integration, stream, partition) in &progress.lost {
            lose(&mut transaction, *integration, stream, partition).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Entries of the queue whose moment has come, the longest waiting first.
    pub async fn due_records(&self, integration: i64, now: Time, most: u32) -> Result<Vec<OpenEntry>> {
        let rows: Vec<StoredOpen> = sqlx::query_as(
            "SELECT stream, partition_id, record_key, handle, due_at, tries, late FROM open_records \
             WHERE integration_id = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3",
        )
        .bind(integration)
        .bind(now.0)
        .bind(i64::from(most))
        .fetch_all(self.read())
        .await?;
        let entry = |row: StoredOpen| OpenEntry {
            integration,
            stream: row.stream,
            partition: row.partition_id,
            key: row.record_key,
            state: Some(OpenState {
                handle: row.handle,
                due: Time(row.due_at),
                tries: u32::try_from(row.tries).unwrap_or(u32::MAX),
                late: row.late != 0,
            }),
        };
        Ok(rows.into_iter().map(entry).collect())
    }

    /// Stream, partition and key of every record in the queue that is not final.
    pub async fn open_records(&self, integration: i64) -> Result<Vec<(String, String, String)>> {
        Ok(sqlx::query_as(
            "SELECT stream, partition_id, record_key FROM open_records WHERE integration_id = $1 AND late = 0",
        )
        .bind(integration)
        .fetch_all(self.read())
        .await?)
    }

    /// All notes of a kind.
    pub async fn notes(&self, integration: i64, kind: &str) -> Result<Vec<Remembered>> {
        let rows: Vec<(String, String, String, String)> = sqlx::query_as(
            "SELECT stream, partition_id, name, value FROM notes WHERE integration_id = $1 AND kind = $2 \
             ORDER BY stream, partition_id, name",
        )
        .bind(integration)
        .bind(kind)
        .fetch_all(self.read())
        .await?;
        let note = |(stream, partition, name, value)| Remembered {
            integration,
            kind: kind.to_owned(),
            stream,
            partition,
            name,
            value: Some(value),
        };
        Ok(rows.into_iter().map(note).collect())
    }
}

async fn save_open(connection: &mut AnyConnection, entry: &OpenEntry) -> Result<()> {
    let Some(state) = &entry.state else {
        sqlx::query(
            "DELETE FROM open_records WHERE integration_id = $1 AND stream = $2 AND partition_id = $3 \
             AND record_key = $4",
        )
        .bind(entry.integration)
        .bind(&entry.stream)
        .bind(&entry.partition)
        .bind(&entry.key)
        .execute(connection)
        .await?;
        return Ok(());
    };
    sqlx::query(
        "INSERT INTO open_records (integration_id, stream, partition_id, record_key, handle, due_at, tries, late) \
         SELECT id, $2, $3, $4, $5, $6, $7, $8 FROM integrations WHERE id = $1 \
         ON CONFLICT (integration_id, stream, partition_id, record_key) DO UPDATE SET handle = excluded.handle, \
         due_at = excluded.due_at, tries = excluded.tries, late = excluded.late",
    )
    .bind(entry.integration)
    .bind(&entry.stream)
    .bind(&entry.partition)
    .bind(&entry.key)
    .bind(&state.handle)
    .bind(state.due.0)
    .bind(i64::from(state.tries))
    .bind(i64::from(state.late))
    .execute(connection)
    .await?;
    Ok(())
}

async fn save_note(connection: &mut AnyConnection, note: &Remembered) -> Result<()> {
    let Some(value) = &note.value else {
        sqlx::query(
            "DELETE FROM notes WHERE integration_id = $1 AND kind = $2 AND stream = $3 AND partition_id = $4 \
             AND name = $5",
        )
        .bind(note.integration)
        .bind(&note.kind)
        .bind(&note.stream)
        .bind(&note.partition)
        .bind(&note.name)
        .execute(connection)
        .await?;
        return Ok(());
    };
    sqlx::query(
        "INSERT INTO notes (integration_id, kind, stream, partition_id, name, value) \
         SELECT id, $2, $3, $4, $5, $6 FROM integrations WHERE id = $1 \
         ON CONFLICT (integration_id, kind, stream, partition_id, name) DO UPDATE SET value = excluded.value",
    )
    .bind(note.integration)
    .bind(&note.kind)
    .bind(&note.stream)
    .bind(&note.partition)
    .bind(&note.name)
    .bind(value)
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets a partition with everything that is remembered of it.
async fn lose(connection: &mut AnyConnection, integration: i64, stream: &str, partition: &str) -> Result<()> {
    sqlx::query("DELETE FROM partitions WHERE integration_id = $1 AND stream = $2 AND partition_id = $3")
        .bind(integration)
        .bind(stream)
        .bind(partition)
        .execute(&mut *connection)
        .await?;
    for statement in [
        "DELETE FROM cursors WHERE integration_id = $1 AND partition_id = $2",
        "DELETE FROM open_records WHERE integration_id = $1 AND partition_id = $2",
        "DELETE FROM notes WHERE integration_id = $1 AND partition_id = $2",
    ] {
        sqlx::query(statement)
            .bind(integration)
            .bind(partition)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
