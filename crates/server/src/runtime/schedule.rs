//! Starts a sync of each integration when its last one is old enough.

use std::sync::Arc;
use std::time::Duration;

use weir_control::TaskKind;
use weir_model::Time;

use super::supervisor::now;
use super::{RunError, Supervisor};

/// How often the live tail of an integration is read.
const TAIL: Duration = Duration::from_mins(5);
/// How often it is looked whether one is due.
const TICK: Duration = Duration::from_secs(15);

/// Runs until dropped.
pub async fn schedule(supervisor: Arc<Supervisor>) {
    if let Err(error) = supervisor.resume_deletions().await {
        tracing::error!(error = %error, "deletions could not be looked for: {error}");
    }
    // They end with the scheduler.
    let mut beside = tokio::task::JoinSet::new();
    beside.spawn(super::notify::run(Arc::clone(&supervisor)));
    beside.spawn(super::purge::run(Arc::clone(&supervisor)));
    loop {
        if let Err(error) = start_due(&supervisor).await {
            tracing::error!(error = %error, "syncs could not be scheduled: {error}");
        }
        tokio::time::sleep(TICK).await;
    }
}

async fn start_due(supervisor: &Arc<Supervisor>) -> Result<(), RunError> {
    let control = &supervisor.home().control;
    let last = control.last_tasks().await?;
    for integration in control.integrations().await? {
        let ended = last
            .get(&integration.id)
            .map(|task| task.finished_at.unwrap_or(Time(i64::MAX)));
        if integration.deleting_since.is_none()
            && ended.is_none_or(is_old)
            && !supervisor.is_running(integration.id)
        {
            // One that cannot start must not keep the others waiting.
            if let Err(error) = supervisor.start(integration.id, TaskKind::Sync, None).await {
                tracing::error!(
                    integration.id = integration.id,
                    "a sync could not be started: {error}"
                );
            }
        }
    }
    Ok(())
}

fn is_old(ended: Time) -> bool {
    let age = now().0.saturating_sub(ended.0);
    u64::try_from(age).is_ok_and(|micros| Duration::from_micros(micros) >= TAIL)
}
