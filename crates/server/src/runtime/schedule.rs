//! Starts the tasks that are due, and forgets old ones.

use std::sync::Arc;
use std::time::Duration;

use weir_control::{TaskKind, TaskLane};
use weir_model::Time;

use super::supervisor::now;
use super::{RunError, Supervisor};
use crate::rules::account::AccountSettings;
use crate::rules::schedule::{Book, DAY};

/// How often it is looked whether one is due.
const TICK: Duration = Duration::from_secs(5);
/// How often old tasks are forgotten.
const PRUNE: Duration = Duration::from_hours(1);

/// Runs until dropped.
pub async fn schedule(supervisor: Arc<Supervisor>) {
    if let Err(error) = supervisor.resume_deletions().await {
        tracing::error!(error = %error, "deletions could not be looked for: {error}");
    }
    // They end with the scheduler.
    let mut beside = tokio::task::JoinSet::new();
    beside.spawn(super::notify::run(Arc::clone(&supervisor)));
    beside.spawn(super::purge::run(Arc::clone(&supervisor)));
    let mut pruned: Option<tokio::time::Instant> = None;
    loop {
        if let Err(error) = go_on(&supervisor, now()).await {
            tracing::error!(error = %error, "interrupted tasks could not be looked for: {error}");
        }
        if let Err(error) = start_due(&supervisor).await {
            tracing::error!(error = %error, "syncs could not be scheduled: {error}");
        }
        if pruned.is_none_or(|last| last.elapsed() >= PRUNE) {
            if let Err(error) = prune(&supervisor).await {
                tracing::error!(error = %error, "old tasks could not be forgotten: {error}");
            }
            pruned = Some(tokio::time::Instant::now());
        }
        tokio::time::sleep(TICK).await;
    }
}

/// Closes the attempts whose owner is dead, having not said by `now` that it is alive, and goes on with those tasks from
/// their cursors.
pub async fn go_on(supervisor: &Arc<Supervisor>, now: Time) -> Result<(), RunError> {
    let control = &supervisor.home().control;
    for task in control.lapsed_tasks(now).await? {
        // A machine that slept wakes up with leases that are over.
        if !supervisor.runs(&task) {
            control.interrupt_task(task.id).await?;
        }
    }
    let interrupted = control.interrupted_tasks().await?;
    if interrupted.is_empty() {
        return Ok(());
    }
    let book = Book::load(control).await?;
    for integration in control.integrations().await? {
        let task = interrupted.iter().find(|task| task.integration == integration.id);
        let wanted = book.next(&integration);
        // One that is paused or being deleted waits for nothing.
        let Some(task) = task.filter(|_| wanted.full.is_some() || wanted.tail.is_some()) else {
            continue;
        };
        if let Err(error) = supervisor.go_on_with(task).await {
            tracing::error!(task.id = task.id, "a task could not go on: {error}");
        }
    }
    Ok(())
}

async fn start_due(supervisor: &Arc<Supervisor>) -> Result<(), RunError> {
    let control = &supervisor.home().control;
    let book = Book::load(control).await?;
    for integration in control.integrations().await? {
        let next = book.next(&integration);
        let due = |time: Option<Time>| time.is_some_and(|time| time <= book.now());
        let (kind, lane) = if due(next.full) {
            (TaskKind::Full, TaskLane::Full)
        } else if due(next.tail) {
            (TaskKind::Sync, TaskLane::Tail)
        } else {
            continue;
        };
        if supervisor.is_running(integration.id) {
            continue;
        }
        // One that cannot start must not keep the others waiting.
        if let Err(error) = supervisor.start_in(lane, integration.id, kind, None).await {
            tracing::error!(
                integration.id = integration.id,
                "a sync could not be started: {error}"
            );
        }
    }
    Ok(())
}

async fn prune(supervisor: &Supervisor) -> Result<(), RunError> {
    let control = &supervisor.home().control;
    let days = AccountSettings::load(control).await?.log_days;
    let forgotten = control.prune_tasks(Time(now().0 - i64::from(days) * DAY)).await?;
    if forgotten > 0 {
        tracing::info!("{forgotten} tasks older than {days} days are forgotten");
    }
    Ok(())
}
