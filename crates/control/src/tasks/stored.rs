use weir_model::Time;

use super::{Attempt, Task, TaskError, TaskKind, TaskLane, TaskStatus, Totals};
use crate::{ControlError, Result, from_json};

#[derive(sqlx::FromRow)]
pub(super) struct Stored {
    id: i64,
    integration_id: i64,
    kind: String,
    status: String,
    since: Option<i64>,
    started_at: i64,
    finished_at: Option<i64>,
    retries: i64,
    rows_written: i64,
    records: i64,
    requests: i64,
    points: i64,
    error_class: Option<String>,
    error_message: Option<String>,
    error_hint: Option<String>,
    error_stream: Option<String>,
    error_partition: Option<String>,
    lane: String,
    plan: Option<String>,
    attempt: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, integration_id, kind, status, since, started_at, finished_at, retries, rows_written, records, ",
            "requests, points, error_class, error_message, error_hint, error_stream, error_partition, lane, plan, ",
            "(SELECT COUNT(*) FROM attempts WHERE attempts.task_id = tasks.id) AS attempt FROM tasks ",
            $rest
        )
    };
}
pub(super) use select;

impl TryFrom<Stored> for Task {
    type Error = ControlError;

    fn try_from(row: Stored) -> Result<Self> {
        let (stream, partition) = (row.error_stream, row.error_partition);
        let (message, hint) = (
            row.error_message.unwrap_or_default(),
            row.error_hint.unwrap_or_default(),
        );
        Ok(Self {
            id: row.id,
            integration: row.integration_id,
            kind: TaskKind::parse(&row.kind)?,
            status: TaskStatus::parse(&row.status)?,
            since: row.since.map(Time),
            started_at: Time(row.started_at),
            finished_at: row.finished_at.map(Time),
            totals: Totals {
                retries: unsigned(row.retries),
                rows: unsigned(row.rows_written),
                records: unsigned(row.records),
                requests: unsigned(row.requests),
                points: unsigned(row.points),
            },
            error: row.error_class.map(|class| TaskError {
                class,
                message,
                hint,
                stream,
                partition,
            }),
            lane: TaskLane::parse(&row.lane)?,
            plan: row
                .plan
                .as_deref()
                .map(|plan| from_json(plan, format_args!("the plan of task {}", row.id)))
                .transpose()?,
            attempt: row.attempt,
            streams: Vec::new(),
        })
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct StoredAttempt {
    number: i64,
    status: String,
    started_at: i64,
    finished_at: Option<i64>,
    error_class: Option<String>,
    error_message: Option<String>,
}

impl TryFrom<StoredAttempt> for Attempt {
    type Error = ControlError;

    fn try_from(row: StoredAttempt) -> Result<Self> {
        Ok(Self {
            number: row.number,
            status: TaskStatus::parse(&row.status)?,
            started_at: Time(row.started_at),
            finished_at: row.finished_at.map(Time),
            error: row
                .error_class
                .map(|class| (class, row.error_message.unwrap_or_default())),
        })
    }
}

/// Counts fit: a task would have to run for centuries.
pub(super) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}
