use std::collections::BTreeMap;

use serde_json::Value;
use sqlx::AnyConnection;

use crate::{Control, Result, from_json, now, to_json};

/// How far one stream of one partition has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    /// Whose.
    pub integration: i64,
    /// Stream.
    pub stream: String,
    /// Partition; empty when the stream has none.
    pub partition: String,
    /// The engine's own words.
    pub state: Value,
}

/// A thing that streams are run for.
#[derive(Clone, Debug, PartialEq)]
pub struct Partition {
    /// Whose.
    pub integration: i64,
    /// Stream that found it.
    pub stream: String,
    /// Stable id.
    pub id: String,
    /// What people call it; it may change.
    pub name: String,
    /// Values for the placeholders of paths.
    pub fields: BTreeMap<String, String>,
}

#[derive(sqlx::FromRow)]
struct StoredPartition {
    partition_id: String,
    name: String,
    fields: String,
}

impl Control {
    /// All cursors of an integration.
    pub async fn cursors(&self, integration: i64) -> Result<Vec<Cursor>> {
        let rows: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT stream, partition_id, state FROM cursors WHERE integration_id = $1 ORDER BY stream, partition_id",
        )
        .bind(integration)
        .fetch_all(self.read())
        .await?;
        rows.into_iter()
            .map(|(stream, partition, state)| {
                let state = from_json(&state, format_args!("the cursor of {stream} {partition}"))?;
                Ok(Cursor {
                    integration,
                    stream,
                    partition,
                    state,
                })
            })
            .collect()
    }

    /// The partitions that a stream of an integration has found.
    pub async fn partitions(&self, integration: i64, stream: &str) -> Result<Vec<Partition>> {
        let rows: Vec<StoredPartition> = sqlx::query_as(
            "SELECT partition_id, name, fields FROM partitions WHERE integration_id = $1 AND stream = $2 \
             ORDER BY name, partition_id",
        )
        .bind(integration)
        .bind(stream)
        .fetch_all(self.read())
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(Partition {
                    fields: from_json(&row.fields, format_args!("the partition {}", row.partition_id))?,
                    integration,
                    stream: stream.to_owned(),
                    id: row.partition_id,
                    name: row.name,
                })
            })
            .collect()
    }

    /// [`Control::save_progress`] of cursors and partitions only.
    pub async fn save_checkpoints(&self, cursors: &[Cursor], partitions: &[Partition]) -> Result<()> {
        self.save_progress(&crate::Progress {
            cursors: cursors.to_vec(),
            partitions: partitions.to_vec(),
            ..crate::Progress::default()
        })
        .await
    }
}

pub(crate) async fn save_cursor(connection: &mut AnyConnection, cursor: &Cursor) -> Result<()> {
    sqlx::query(
        "INSERT INTO cursors (integration_id, stream, partition_id, state, updated_at) \
         SELECT id, $2, $3, $4, $5 FROM integrations WHERE id = $1 \
         ON CONFLICT (integration_id, stream, partition_id) \
         DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at",
    )
    .bind(cursor.integration)
    .bind(&cursor.stream)
    .bind(&cursor.partition)
    .bind(to_json(&cursor.state)?)
    .bind(now().0)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn save_partition(connection: &mut AnyConnection, partition: &Partition) -> Result<()> {
    sqlx::query(
        "INSERT INTO partitions (integration_id, stream, partition_id, name, fields, seen_at) \
         SELECT id, $2, $3, $4, $5, $6 FROM integrations WHERE id = $1 \
         ON CONFLICT (integration_id, stream, partition_id) \
         DO UPDATE SET name = excluded.name, fields = excluded.fields, seen_at = excluded.seen_at",
    )
    .bind(partition.integration)
    .bind(&partition.stream)
    .bind(&partition.id)
    .bind(&partition.name)
    .bind(to_json(&partition.fields)?)
    .bind(now().0)
    .execute(connection)
    .await?;
    Ok(())
}
