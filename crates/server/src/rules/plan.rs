//! What earlier tasks say of what a sync costs.

use serde_json::Value;
use weir_connect::Cost;
use weir_control::{Task, TaskKind, TaskLane, TaskStatus};
use weir_ingest::Spent;

/// Newest tasks that are looked at, and how many of them count.
pub(crate) const LOOKED_AT: u32 = 30;
const COUNTED: usize = 7;

/// A plan as it was stored; none where it is of a form that is no longer known.
pub(crate) fn read(plan: &Value) -> Option<weir_ingest::Plan> {
    serde_json::from_value(plan.clone()).ok()
}

/// How many records of each stream there were at the upstream when a plan was made.
pub(crate) fn totals(plan: &Value) -> Vec<(String, u64)> {
    let streams = plan.get("streams").and_then(Value::as_array);
    let total = |stream: &Value| {
        let name = stream.get("stream")?.as_str()?.to_owned();
        Some((name, stream.get("total")?.as_u64()?))
    };
    streams.into_iter().flatten().filter_map(total).collect()
}

/// What the newest syncs took that ended well at the first attempt; `tasks` come newest first. What a webhook brought is
/// no measure of a sync.
pub(crate) fn earlier(tasks: &[Task]) -> Vec<Spent> {
    let counts = |task: &&Task| {
        task.status == TaskStatus::Succeeded
            && matches!(task.kind, TaskKind::Sync | TaskKind::Full)
            && task.lane != TaskLane::Webhook
            && task.attempt == 1
    };
    let spent = |task: &Task| Spent {
        seconds: seconds(task),
        streams: task
            .streams
            .iter()
            .map(|report| {
                let cost = Cost {
                    requests: report.totals.requests,
                    points: report.totals.points,
                };
                (report.stream.clone(), (report.totals.records, cost))
            })
            .collect(),
    };
    tasks.iter().filter(counts).take(COUNTED).map(spent).collect()
}

/// Whole seconds that a task took; a part of one counts.
fn seconds(task: &Task) -> u64 {
    let end = task.finished_at.unwrap_or(task.started_at);
    let micros = (end.0 - task.started_at.0).max(0).unsigned_abs();
    micros.div_ceil(1_000_000)
}
