use weir_model::Time;

use crate::notices::{Event, Notice};
use crate::{Control, ControlError, Result, attention, notices, now, words};

words! {
    /// How far a deletion has come.
    DeletionStep, "the step of a deletion" {
        /// Running tasks are being stopped.
        Stop = "stop",
        /// Rows and raw records are being deleted, table by table.
        Rows = "rows",
        /// Git mirrors are being removed.
        Mirrors = "mirrors",
        /// Cursors, secrets, mappings and the log are being removed.
        Forget = "forget",
        /// Nothing is left.
        Done = "done",
    }
}

/// A deletion, under way or done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// The integration's id; never given again.
    pub integration: i64,
    /// Its name.
    pub name: String,
    /// Id of its connector.
    pub kind: String,
    /// How far it has come.
    pub step: DeletionStep,
    /// The table whose rows are being deleted.
    pub table: Option<String>,
    /// Parts of the work that are done, of all of them.
    pub units: (i64, i64),
    /// Rows deleted, of those there were.
    pub rows: (i64, i64),
    /// When it began.
    pub started_at: Time,
    /// When it ended.
    pub finished_at: Option<Time>,
    /// Why it does not go on; it is tried again.
    pub error: Option<String>,
}

impl Deletion {
    /// How much of the work is done.
    pub fn percent(&self) -> i64 {
        match (self.finished_at, self.units) {
            (Some(_), _) => 100,
            (None, (_, total)) if total <= 0 => 0,
            (None, (done, total)) => (done * 100 / total).clamp(0, 99),
        }
    }
}

#[derive(sqlx::FromRow)]
struct Stored {
    integration_id: i64,
    name: String,
    kind: String,
    step: String,
    table_name: Option<String>,
    units_done: i64,
    units_total: i64,
    rows_deleted: i64,
    rows_total: i64,
    started_at: i64,
    finished_at: Option<i64>,
    error: Option<String>,
}

impl TryFrom<Stored> for Deletion {
    type Error = ControlError;

    fn try_from(row: Stored) -> Result<Self> {
        Ok(Self {
            step: DeletionStep::parse(&row.step)?,
            integration: row.integration_id,
            name: row.name,
            kind: row.kind,
            table: row.table_name,
            units: (row.units_done, row.units_total),
            rows: (row.rows_deleted, row.rows_total),
            started_at: Time(row.started_at),
            finished_at: row.finished_at.map(Time),
            error: row.error,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT integration_id, name, kind, step, table_name, units_done, units_total, rows_deleted, rows_total, ",
            "started_at, finished_at, error FROM deletions ",
            $rest
        )
    };
}

impl Control {
    /// Notes that the deletion of an integration has begun; it stays in the list until its rows are gone. From this
    /// moment no task of it begins, and whatever used it calls for attention.
    pub async fn mark_deleting(&self, id: i64) -> Result<()> {
        let mut transaction = self.begin().await?;
        let done = sqlx::query(
            "UPDATE integrations SET deleting_since = $2 WHERE id = $1 AND deleting_since IS NULL",
        )
        .bind(id)
        .bind(now().0)
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() == 0 {
            drop(transaction);
            self.integration(id).await?;
            return Ok(()); // It was marked before.
        }
        sqlx::query(
            "INSERT INTO deletions (integration_id, name, kind, step, units_done, units_total, rows_deleted, \
             rows_total, started_at) SELECT id, name, kind, 'stop', 0, 0, 0, 0, $2 FROM integrations WHERE id = $1 \
             ON CONFLICT (integration_id) DO NOTHING",
        )
        .bind(id)
        .bind(now().0)
        .execute(&mut *transaction)
        .await?;
        attention::mark(&mut transaction, id).await?;
        Ok(transaction.commit().await?)
    }

    /// The deletion of an integration.
    pub async fn deletion(&self, integration: i64) -> Result<Option<Deletion>> {
        let row: Option<Stored> = sqlx::query_as(select!("WHERE integration_id = $1"))
            .bind(integration)
            .fetch_optional(self.read())
            .await?;
        row.map(Deletion::try_from).transpose()
    }

    /// The newest deletions, under way and done.
    pub async fn deletions(&self, limit: u32) -> Result<Vec<Deletion>> {
        let rows: Vec<Stored> =
            sqlx::query_as(select!("ORDER BY started_at DESC, integration_id DESC LIMIT $1"))
                .bind(i64::from(limit))
                .fetch_all(self.read())
                .await?;
        rows.into_iter().map(Deletion::try_from).collect()
    }

    /// Notes how far a deletion has come.
    pub async fn save_deletion(&self, deletion: &Deletion) -> Result<()> {
        sqlx::query(
            "UPDATE deletions SET step = $2, table_name = $3, units_done = $4, units_total = $5, rows_deleted = $6, \
             rows_total = $7, error = $8 WHERE integration_id = $1",
        )
        .bind(deletion.integration)
        .bind(deletion.step.as_str())
        .bind(deletion.table.as_deref())
        .bind(deletion.units.0)
        .bind(deletion.units.1)
        .bind(deletion.rows.0)
        .bind(deletion.rows.1)
        .bind(deletion.error.as_deref())
        .execute(self.write())
        .await?;
        Ok(())
    }

    /// Removes an integration and everything that is known of it. What refers to it goes with it, table by table, by
    /// the database's own rules.
    pub async fn delete_integration(&self, id: i64) -> Result<()> {
        let found = self.integration(id).await?;
        let mut transaction = self.begin().await?;
        attention::mark(&mut transaction, id).await?;
        notices::forget(&mut transaction, id).await?;
        sqlx::query("DELETE FROM integrations WHERE id = $1")
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        crate::contributors::changed(&mut transaction).await?;
        let rows: Option<(i64,)> = sqlx::query_as(
            "UPDATE deletions SET step = 'done', table_name = NULL, finished_at = $2, error = NULL \
             WHERE integration_id = $1 RETURNING rows_deleted",
        )
        .bind(id)
        .bind(now().0)
        .fetch_optional(&mut *transaction)
        .await?;
        let notice = Notice {
            event: Event::DeletionFinished,
            integration: id,
            name: found.name.clone(),
            kind: found.kind,
            subject: String::new(),
            title: format!("`{}` is deleted", found.name),
            body: format!(
                "All of its data is gone: {} rows and documents.",
                rows.map_or(0, |(rows,)| rows)
            ),
            class: None,
            hint: None,
        };
        notices::write(&mut transaction, &notice).await?;
        Ok(transaction.commit().await?)
    }
}
