//! Reads again what deliveries say has changed. Whatever arrives within moments is read together, each thing once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::Instant;
use weir_connect::{Touched, Webhooks};
use weir_control::{ControlError, Due, TaskKind, TaskLane};
use weir_ingest::{CancellationToken, TaskReport, TaskStatus};
use weir_model::Time;

use super::{RETENTION_DAYS, redelivery};
use crate::runtime::{RunError, Supervisor, connector};

/// How long the first delivery waits for others.
const WINDOW: Duration = Duration::from_millis(700);
/// How often it is looked whether one is due, whoever tells.
const TICK: Duration = Duration::from_secs(5);
/// How often deliveries are removed whose time is over.
const TRIM: Duration = Duration::from_hours(1);
/// Most deliveries, and bytes of their bodies, that are read together.
const MOST: u32 = 2000;
const MOST_BYTES: usize = 32 << 20;
/// Tries before a delivery is given up. The poll reads what it touches.
const TRIES: i64 = 10;
/// Pause after the first try; it doubles, up to an hour.
const PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_hours(1);
/// How often a refresh looks whether its integration is being deleted.
const WATCH: Duration = Duration::from_millis(200);

/// Deals with deliveries until dropped; begins with asking for those that failed while nobody listened.
pub async fn deliveries(supervisor: Arc<Supervisor>, arrived: Arc<Notify>) {
    let mut tasks = JoinSet::new();
    let asking = Arc::clone(&supervisor);
    tasks.spawn(async move {
        redelivery::ask(&asking).await;
        0
    });
    let mut busy = BTreeSet::new();
    let mut trimmed: Option<Instant> = None;
    loop {
        if trimmed.is_none_or(|at| at.elapsed() >= TRIM) {
            trim(&supervisor).await;
            trimmed = Some(Instant::now());
        }
        match supervisor.home().control.integrations_with_due_deliveries().await {
            Ok(due) => {
                for integration in due {
                    if busy.insert(integration) {
                        let supervisor = Arc::clone(&supervisor);
                        tasks.spawn(async move {
                            deal(&supervisor, integration).await;
                            integration
                        });
                    }
                }
            }
            Err(error) => tracing::error!(error = %error, "webhook deliveries could not be read: {error}"),
        }
        tokio::select! {
            () = arrived.notified() => tokio::time::sleep(WINDOW).await,
            Some(done) = tasks.join_next() => match done {
                Ok(integration) => drop(busy.remove(&integration)),
                Err(error) => {
                    // Which one it was is not known: none is held back for good.
                    tracing::error!(error = %error, "dealing with webhook deliveries broke off: {error}");
                    busy.clear();
                }
            },
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

async fn trim(supervisor: &Supervisor) {
    let days = chrono::TimeDelta::days(RETENTION_DAYS);
    let before = Time::from(chrono::Utc::now() - days);
    if let Err(error) = supervisor.home().control.trim_deliveries(before).await {
        tracing::warn!(error = %error, "old webhook deliveries could not be removed: {error}");
    }
}

/// Deals with everything of an integration that is due.
async fn deal(supervisor: &Arc<Supervisor>, integration: i64) {
    loop {
        match batch(supervisor, integration).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                tracing::warn!(
                    integration.id = integration,
                    error = %error,
                    "webhook deliveries could not be dealt with: {error}"
                );
                return;
            }
        }
    }
}

/// A delivery, and what it touches.
struct Told {
    id: i64,
    attempts: i64,
    touched: Vec<Touched>,
}

/// Deals with the oldest that are due; says whether there were any.
async fn batch(supervisor: &Arc<Supervisor>, integration: i64) -> Result<bool, RunError> {
    let control = &supervisor.home().control;
    let found = control.integration(integration).await?;
    let due = control.due_deliveries(integration, MOST, MOST_BYTES).await?;
    if due.is_empty() || found.deleting_since.is_some() {
        return Ok(false);
    }
    let connector = connector(&found.kind)?;
    if connector.is_pushed() {
        return take_in(supervisor, integration).await;
    }
    let facts = connector.webhooks;
    // Bodies are large: parsing them must not hold up what else runs here.
    let told = tokio::task::spawn_blocking(move || told(facts, due)).await;
    let told = told.unwrap_or_default();
    let (silent, told): (Vec<Told>, Vec<Told>) = told.into_iter().partition(|one| one.touched.is_empty());
    finish(control, &silent).await?;
    if told.is_empty() {
        return Ok(true);
    }
    let failures = refresh(supervisor, integration, &told).await?;
    let (failed, done): (Vec<Told>, Vec<Told>) = told.into_iter().partition(|one| {
        one.touched
            .iter()
            .any(|touched| failures.contains_key(touched.stream))
    });
    finish(control, &done).await?;
    for (stream, why) in failures {
        let of_stream = failed
            .iter()
            .filter(|one| one.touched.iter().any(|touched| touched.stream == stream));
        let again: Vec<(i64, Option<Time>)> = of_stream.map(|one| (one.id, again(one.attempts))).collect();
        control.fail_deliveries(&again, &why).await?;
    }
    Ok(true)
}

/// Where deliveries are the records, a task takes them in. Whatever it cannot take is tried again.
async fn take_in(supervisor: &Arc<Supervisor>, integration: i64) -> Result<bool, RunError> {
    let control = &supervisor.home().control;
    if control.schedule(integration).await?.paused_at.is_some() {
        return Ok(false);
    }
    let started = supervisor
        .start_in(TaskLane::Webhook, integration, TaskKind::Sync, None)
        .await;
    let running = match started {
        Ok((_, running)) => running,
        // It is looked at again soon.
        Err(RunError::Running { .. }) => return Ok(false),
        Err(error) => return Err(error),
    };
    let Ok(task) = running.await else {
        return Ok(false);
    };
    let error = task?.error;
    if let Some(error) = &error {
        let due = control.due_deliveries(integration, MOST, MOST_BYTES).await?;
        // Not given up: nobody can be asked for what they say.
        let again = |one: &Due| (one.id, again(one.attempts).or(Some(pause_over(LONGEST_PAUSE))));
        let later: Vec<(i64, Option<Time>)> = due.iter().map(again).collect();
        control.fail_deliveries(&later, &error.message).await?;
    }
    Ok(false)
}

fn told(facts: Option<&'static Webhooks>, due: Vec<Due>) -> Vec<Told> {
    due.into_iter()
        .map(|delivery| {
            let body: Value = serde_json::from_slice(&delivery.body).unwrap_or_default();
            Told {
                id: delivery.id,
                attempts: delivery.attempts,
                touched: facts.map_or_else(Vec::new, |facts| (facts.read)(&delivery.event, &body)),
            }
        })
        .collect()
}

async fn finish(control: &weir_control::Control, done: &[Told]) -> Result<(), ControlError> {
    let finished: Vec<(i64, Vec<String>)> = done
        .iter()
        .map(|one| (one.id, one.touched.iter().map(ToString::to_string).collect()))
        .collect();
    if finished.is_empty() {
        return Ok(());
    }
    control.finish_deliveries(&finished).await
}

/// Reads everything that is touched, each thing once. When that fails, each stream by itself, so that one that cannot
/// be read holds up no other. Gives the streams that failed, and why. What did not fail is durable.
async fn refresh(
    supervisor: &Arc<Supervisor>,
    integration: i64,
    told: &[Told],
) -> Result<BTreeMap<&'static str, String>, RunError> {
    let mut by_stream: BTreeMap<&'static str, BTreeSet<Touched>> = BTreeMap::new();
    for touched in told.iter().flat_map(|one| &one.touched) {
        by_stream
            .entry(touched.stream)
            .or_default()
            .insert(touched.clone());
    }
    let all = by_stream.values().flatten().cloned().collect();
    let mut failures = BTreeMap::new();
    let Some(why) = failure(&read(supervisor, integration, all).await?) else {
        return Ok(failures);
    };
    if let [stream] = by_stream.keys().copied().collect::<Vec<_>>()[..] {
        failures.insert(stream, why);
        return Ok(failures);
    }
    for (stream, touched) in by_stream {
        let report = read(supervisor, integration, touched.into_iter().collect()).await?;
        if let Some(why) = failure(&report) {
            failures.insert(stream, why);
        }
    }
    Ok(failures)
}

/// A refresh, given up when the integration is being deleted.
async fn read(
    supervisor: &Arc<Supervisor>,
    integration: i64,
    touched: Vec<Touched>,
) -> Result<TaskReport, RunError> {
    let cancel = CancellationToken::new();
    let refresh = supervisor.refresh(integration, touched, cancel.clone());
    tokio::pin!(refresh);
    loop {
        tokio::select! {
            report = &mut refresh => return report,
            () = tokio::time::sleep(WATCH) => {
                let found = supervisor.home().control.integration(integration).await;
                if found.map_or(true, |found| found.deleting_since.is_some()) {
                    cancel.cancel();
                }
            }
        }
    }
}

fn failure(report: &TaskReport) -> Option<String> {
    match report.status {
        TaskStatus::Succeeded => None,
        TaskStatus::Cancelled => Some("it was stopped".to_owned()),
        TaskStatus::Failed | TaskStatus::Throttled => Some(report.error.as_ref().map_or_else(
            || "it failed".to_owned(),
            |error| format!("{}: {}", error.message, error.hint),
        )),
    }
}

/// When a delivery is tried again that was tried so often before; `None` when it is given up.
fn again(attempts: i64) -> Option<Time> {
    if attempts + 1 >= TRIES {
        return None;
    }
    let doubled = PAUSE.saturating_mul(1 << attempts.clamp(0, 16));
    Some(pause_over(doubled.min(LONGEST_PAUSE)))
}

/// The moment at which a pause that begins now is over.
fn pause_over(pause: Duration) -> Time {
    Time::from(chrono::Utc::now() + chrono::TimeDelta::from_std(pause).unwrap_or_default())
}
