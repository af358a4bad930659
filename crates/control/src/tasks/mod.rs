//! The ingestion log.

mod find;
mod leases;
mod report;
mod stored;

pub use find::{Failing, TaskCounts, TaskFilter};
pub use leases::LEASE;
pub use report::{
    Attempt, NewTask, Outcome, StreamReport, Task, TaskError, TaskKind, TaskLane, TaskStatus, Totals,
};

use std::collections::BTreeMap;

use sqlx::AnyConnection;
use weir_model::Time;

use crate::database::next_id;
use crate::integrations::set_status;
use crate::{Control, ControlError, Health, Result, from_json, now, to_json};
use stored::{Stored, StoredAttempt, select};

impl Control {
    /// Begins a task that somebody asked for.
    pub async fn start_task(&self, integration: i64, kind: TaskKind, since: Option<Time>) -> Result<Task> {
        let lane = TaskLane::Manual;
        self.begin_task(&NewTask {
            integration,
            kind,
            lane,
            since,
        })
        .await
    }

    /// Begins a task. There is at most one running task per integration.
    pub async fn begin_task(&self, new: &NewTask) -> Result<Task> {
        let name = self.integration(new.integration).await?.name;
        let mut transaction = self.begin().await?;
        // Asked again inside: between the two a deletion may have begun.
        let deleting: Option<(Option<i64>,)> =
            sqlx::query_as("SELECT deleting_since FROM integrations WHERE id = $1")
                .bind(new.integration)
                .fetch_optional(&mut *transaction)
                .await?;
        match deleting {
            Some((None,)) => {}
            Some((Some(_),)) => {
                return Err(ControlError::Conflict {
                    message: format!("`{name}` is being deleted"),
                });
            }
            None => return Err(ControlError::not_found("integration", new.integration)),
        }
        none_running(&mut transaction, new.integration, &name).await?;
        let id = next_id(&mut transaction, "tasks").await?;
        sqlx::query(
            "INSERT INTO tasks (id, integration_id, kind, status, lane, since, started_at, retries, rows_written, \
             records, requests, points, owner, leased_until) VALUES ($1, $2, $3, 'running', $4, $5, $6, 0, 0, 0, 0, 0, \
             $7, $8)",
        )
        .bind(id)
        .bind(new.integration)
        .bind(new.kind.as_str())
        .bind(new.lane.as_str())
        .bind(new.since.map(|time| time.0))
        .bind(now().0)
        .bind(Self::owner())
        .bind(leases::end())
        .execute(&mut *transaction)
        .await?;
        start_attempt(&mut transaction, id, 1).await?;
        transaction.commit().await?;
        self.task(id).await
    }

    /// Begins the next attempt of the newest task of an integration, which has ended without success.
    pub async fn reopen_task(&self, id: i64) -> Result<Task> {
        self.reopen(id, Some(TaskLane::Retry)).await
    }

    /// Begins the next attempt of a task that was interrupted: it stays what it was started as.
    pub async fn continue_task(&self, id: i64) -> Result<Task> {
        self.reopen(id, None).await
    }

    async fn reopen(&self, id: i64, lane: Option<TaskLane>) -> Result<Task> {
        let task = self.task(id).await?;
        let refused = |message: String| Err(ControlError::Conflict { message });
        match task.status {
            TaskStatus::Failed | TaskStatus::Cancelled | TaskStatus::Throttled => {}
            TaskStatus::Running => return refused(format!("task {id} is running")),
            TaskStatus::Succeeded => {
                return refused(format!("task {id} has succeeded: there is nothing to retry"));
            }
        }
        let name = self.integration(task.integration).await?.name;
        let mut transaction = self.begin().await?;
        none_running(&mut transaction, task.integration, &name).await?;
        let (newest,): (i64,) = sqlx::query_as("SELECT MAX(id) FROM tasks WHERE integration_id = $1")
            .bind(task.integration)
            .fetch_one(&mut *transaction)
            .await?;
        if newest != id {
            return refused(format!(
                "task {newest} of `{name}` is newer than task {id}: run it now instead"
            ));
        }
        sqlx::query(
            "UPDATE tasks SET status = 'running', lane = $2, finished_at = NULL, error_class = NULL, error_message = NULL, \
             error_hint = NULL, error_stream = NULL, error_partition = NULL, owner = $3, leased_until = $4 WHERE id = $1",
        )
        .bind(id)
        .bind(lane.unwrap_or(task.lane).as_str())
        .bind(Self::owner())
        .bind(leases::end())
        .execute(&mut *transaction)
        .await?;
        start_attempt(&mut transaction, id, task.attempt + 1).await?;
        transaction.commit().await?;
        self.task(id).await
    }

    /// Notes what a task is expected to cost.
    pub async fn set_plan(&self, id: i64, plan: &serde_json::Value) -> Result<()> {
        sqlx::query("UPDATE tasks SET plan = $2 WHERE id = $1")
            .bind(id)
            .bind(to_json(plan)?)
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// Ends the running attempt of a task with what went wrong, and begins the next.
    pub async fn retry_task(&self, id: i64, error: &TaskError) -> Result<i64> {
        let mut transaction = self.begin().await?;
        let (number,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM attempts WHERE task_id = $1")
            .bind(id)
            .fetch_one(&mut *transaction)
            .await?;
        finish_attempt(&mut transaction, id, TaskStatus::Failed, now(), Some(error)).await?;
        start_attempt(&mut transaction, id, number + 1).await?;
        transaction.commit().await?;
        Ok(number + 1)
    }

    /// Ends a task, and says in the same moment how its integration is doing.
    pub async fn finish_task(&self, id: i64, outcome: &Outcome) -> Result<Task> {
        let task = self.task(id).await?;
        let outcome = &with_earlier(outcome, &task.streams);
        let mut transaction = self.begin().await?;
        finish_attempt(
            &mut transaction,
            id,
            outcome.status,
            outcome.finished,
            outcome.error.as_ref(),
        )
        .await?;
        write_outcome(&mut transaction, id, outcome).await?;
        save_reports(&mut transaction, id, &outcome.streams).await?;
        match outcome.status {
            // Mapping again asks no upstream, so it says nothing of how the feed is doing.
            TaskStatus::Succeeded if task.kind == TaskKind::Replay => {}
            TaskStatus::Succeeded => {
                set_status(&mut transaction, task.integration, Health::Healthy, None).await?;
            }
            // The end of the program says nothing of the feed.
            TaskStatus::Failed
                if outcome
                    .error
                    .as_ref()
                    .is_some_and(|error| error.class == "interrupted") => {}
            TaskStatus::Failed => {
                let reason = outcome.error.as_ref().map(|error| error.message.as_str());
                set_status(&mut transaction, task.integration, Health::Failed, reason).await?;
            }
            TaskStatus::Running | TaskStatus::Cancelled | TaskStatus::Throttled => {}
        }
        transaction.commit().await?;
        self.task(id).await
    }

    /// One task with its stream reports.
    pub async fn task(&self, id: i64) -> Result<Task> {
        let row: Option<Stored> = sqlx::query_as(select!("WHERE id = $1"))
            .bind(id)
            .fetch_optional(self.read())
            .await?;
        let mut task: Task = row
            .ok_or_else(|| ControlError::not_found("task", id))?
            .try_into()?;
        self.add_reports(std::slice::from_mut(&mut task)).await?;
        Ok(task)
    }

    /// The ingestion log of an integration, newest first, beginning after (older than) the task `after`.
    pub async fn tasks(&self, integration: i64, after: Option<i64>, limit: u32) -> Result<Vec<Task>> {
        let filter = TaskFilter {
            integration: Some(integration),
            ..TaskFilter::default()
        };
        self.find_tasks(&filter, after, limit).await
    }

    /// How many tasks the ingestion log of an integration has.
    pub async fn count_tasks(&self, integration: i64) -> Result<i64> {
        let (count,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM tasks WHERE integration_id = $1")
            .bind(integration)
            .fetch_one(self.read())
            .await?;
        Ok(count)
    }

    /// The newest task of each integration, without stream reports.
    pub async fn last_tasks(&self) -> Result<BTreeMap<i64, Task>> {
        let rows: Vec<Stored> = sqlx::query_as(select!(
            "WHERE id IN (SELECT MAX(id) FROM tasks GROUP BY integration_id)"
        ))
        .fetch_all(self.read())
        .await?;
        rows.into_iter()
            .map(|row| Task::try_from(row).map(|task| (task.integration, task)))
            .collect()
    }

    /// When each integration last finished a task with success.
    pub async fn last_ingested(&self) -> Result<BTreeMap<i64, Time>> {
        let rows: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT integration_id, MAX(finished_at) FROM tasks WHERE status = 'succeeded' GROUP BY integration_id",
        )
        .fetch_all(self.read())
        .await?;
        Ok(rows.into_iter().map(|(id, time)| (id, Time(time))).collect())
    }

    /// The attempts of a task, oldest first.
    pub async fn attempts(&self, task: i64) -> Result<Vec<Attempt>> {
        let rows: Vec<StoredAttempt> = sqlx::query_as(
            "SELECT number, status, started_at, finished_at, error_class, error_message FROM attempts \
             WHERE task_id = $1 ORDER BY number",
        )
        .bind(task)
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(Attempt::try_from).collect()
    }

    /// Removes all but the newest `keep` tasks of an integration from its log.
    pub async fn trim_tasks(&self, integration: i64, keep: u32) -> Result<()> {
        sqlx::query(
            "DELETE FROM tasks WHERE integration_id = $1 AND status <> 'running' AND id NOT IN \
             (SELECT id FROM tasks WHERE integration_id = $1 ORDER BY id DESC LIMIT $2)",
        )
        .bind(integration)
        .bind(i64::from(keep))
        .execute(self.write())
        .await?;
        Ok(())
    }

    async fn add_reports(&self, tasks: &mut [Task]) -> Result<()> {
        for task in tasks {
            let rows: Vec<(String, String)> = sqlx::query_as(
                "SELECT stream, report FROM stream_reports WHERE task_id = $1 ORDER BY stream",
            )
            .bind(task.id)
            .fetch_all(self.read())
            .await?;
            for (stream, report) in rows {
                let what = format_args!("the report on {stream} of task {}", task.id);
                task.streams.push(from_json(&report, what)?);
            }
            task.streams.sort_by_key(|report| report.position);
        }
        Ok(())
    }
}

async fn none_running(connection: &mut AnyConnection, integration: i64, name: &str) -> Result<()> {
    let running: Option<(i64,)> =
        sqlx::query_as("SELECT id FROM tasks WHERE integration_id = $1 AND status = 'running'")
            .bind(integration)
            .fetch_optional(connection)
            .await?;
    if running.is_some() {
        return Err(ControlError::Conflict {
            message: format!("a task of `{name}` is already running"),
        });
    }
    Ok(())
}

/// What all attempts of a task did together.
fn with_earlier(outcome: &Outcome, earlier: &[StreamReport]) -> Outcome {
    let mut outcome = outcome.clone();
    for report in earlier {
        match outcome.streams.iter_mut().find(|one| one.stream == report.stream) {
            Some(newer) => newer.add_earlier(report),
            None => outcome.streams.push(report.clone()),
        }
    }
    outcome
}

async fn start_attempt(connection: &mut AnyConnection, task: i64, number: i64) -> Result<()> {
    sqlx::query("INSERT INTO attempts (task_id, number, status, started_at) VALUES ($1, $2, 'running', $3)")
        .bind(task)
        .bind(number)
        .bind(now().0)
        .execute(connection)
        .await?;
    Ok(())
}

async fn finish_attempt(
    connection: &mut AnyConnection,
    task: i64,
    status: TaskStatus,
    finished: Time,
    error: Option<&TaskError>,
) -> Result<()> {
    sqlx::query(
        "UPDATE attempts SET status = $2, finished_at = $3, error_class = $4, error_message = $5 \
         WHERE task_id = $1 AND status = 'running'",
    )
    .bind(task)
    .bind(status.as_str())
    .bind(finished.0)
    .bind(error.map(|error| error.class.as_str()))
    .bind(error.map(|error| error.message.as_str()))
    .execute(connection)
    .await?;
    Ok(())
}

async fn write_outcome(connection: &mut AnyConnection, id: i64, outcome: &Outcome) -> Result<()> {
    let totals = outcome.totals();
    let error = outcome.error.as_ref();
    sqlx::query(
        "UPDATE tasks SET status = $2, finished_at = $3, retries = $4, rows_written = $5, records = $6, \
         requests = $7, points = $8, error_class = $9, error_message = $10, error_hint = $11, error_stream = $12, \
         error_partition = $13 WHERE id = $1",
    )
    .bind(id)
    .bind(outcome.status.as_str())
    .bind(outcome.finished.0)
    .bind(stored::signed(totals.retries))
    .bind(stored::signed(totals.rows))
    .bind(stored::signed(totals.records))
    .bind(stored::signed(totals.requests))
    .bind(stored::signed(totals.points))
    .bind(error.map(|error| error.class.as_str()))
    .bind(error.map(|error| error.message.as_str()))
    .bind(error.map(|error| error.hint.as_str()))
    .bind(error.and_then(|error| error.stream.as_deref()))
    .bind(error.and_then(|error| error.partition.as_deref()))
    .execute(connection)
    .await?;
    Ok(())
}

async fn save_reports(connection: &mut AnyConnection, task: i64, reports: &[StreamReport]) -> Result<()> {
    for (position, report) in reports.iter().enumerate() {
        let report = StreamReport {
            position,
            ..report.clone()
        };
        sqlx::query(
            "INSERT INTO stream_reports (task_id, stream, report) VALUES ($1, $2, $3) \
             ON CONFLICT (task_id, stream) DO UPDATE SET report = excluded.report",
        )
        .bind(task)
        .bind(&report.stream)
        .bind(to_json(&report)?)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
