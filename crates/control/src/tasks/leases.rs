//! Who runs a task. Whoever runs one says again and again that it is alive; when it has not said so for a while, it is
//! dead, and another goes on from the cursors.

use std::sync::OnceLock;
use std::time::Duration;

use weir_model::Time;

use super::stored::{Stored, select};
use super::{Outcome, Task, TaskError};
use crate::{Control, Result, now};

/// How long a task is taken for alive after its owner last said so.
pub const LEASE: Duration = Duration::from_mins(1);

/// Attempts that may be interrupted one after the other. What ends the program each time is left to the timetable.
const MOST_ATTEMPTS: i64 = 10;

/// When a lease ends that begins now.
pub(super) fn end() -> i64 {
    now().0 + i64::try_from(LEASE.as_micros()).unwrap_or(i64::MAX)
}

impl Control {
    /// This process: its id, and when it started, since ids are used again.
    pub(super) fn owner() -> &'static str {
        static OWNER: OnceLock<String> = OnceLock::new();
        OWNER.get_or_init(|| format!("{}@{}", std::process::id(), now().0))
    }

    /// Says that a task of this process is alive.
    pub async fn renew_lease(&self, task: i64) -> Result<()> {
        sqlx::query("UPDATE tasks SET leased_until = $2 WHERE id = $1 AND status = 'running' AND owner = $3")
            .bind(task)
            .bind(end())
            .bind(Self::owner())
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// Running tasks whose owner should have said by `now` that it is alive.
    pub async fn lapsed_tasks(&self, now: Time) -> Result<Vec<Task>> {
        let rows: Vec<Stored> = sqlx::query_as(select!(
            "WHERE status = 'running' AND COALESCE(leased_until, 0) < $1 ORDER BY id"
        ))
        .bind(now.0)
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(Task::try_from).collect()
    }

    /// The tasks that were interrupted and that nothing has followed: each can go on with its next attempt.
    pub async fn interrupted_tasks(&self) -> Result<Vec<Task>> {
        let rows: Vec<Stored> = sqlx::query_as(select!(
            "WHERE status = 'failed' AND error_class = 'interrupted' AND id IN (SELECT MAX(id) FROM tasks GROUP BY \
             integration_id) ORDER BY id"
        ))
        .fetch_all(self.read())
        .await?;
        let mut tasks = rows.into_iter().map(Task::try_from).collect::<Result<Vec<_>>>()?;
        tasks.retain(|task| task.attempt < MOST_ATTEMPTS);
        Ok(tasks)
    }

    /// Ends the running attempt of a task whose owner is dead.
    pub async fn interrupt_task(&self, id: i64) -> Result<Task> {
        let error = TaskError {
            class: "interrupted".to_owned(),
            message: "the program ended while the task was running".to_owned(),
            hint: "it goes on where it was interrupted when the program runs".to_owned(),
            stream: None,
            partition: None,
        };
        tracing::warn!(task.id = id, "task {id} was interrupted when its owner ended");
        self.finish_task(id, &Outcome::failed(now(), error)).await
    }

    /// Closes the attempts that a dead process left running: only one process uses the database, and it has just
    /// started, so that nobody needs to wait for the end of their leases.
    pub(crate) async fn close_interrupted(&self) -> Result<()> {
        let rows: Vec<(i64,)> = sqlx::query_as("SELECT id FROM tasks WHERE status = 'running'")
            .fetch_all(self.read())
            .await?;
        for (id,) in rows {
            self.interrupt_task(id).await?;
        }
        Ok(())
    }
}
