use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use weir_model::Time;

use crate::words;

words! {
    /// What a task does.
    TaskKind, "the kind of a task" {
        /// Fetches what is new.
        Sync = "sync",
        /// Reads everything again that the tail cannot see change.
        Full = "full",
        /// Maps the stored raw records again.
        Replay = "replay",
    }
}

words! {
    /// How a task stands.
    TaskStatus, "the status of a task" {
        /// It has not ended.
        Running = "running",
        /// Everything was read.
        Succeeded = "succeeded",
        /// It stopped on an error.
        Failed = "failed",
        /// Somebody stopped it.
        Cancelled = "cancelled",
        /// The upstream's quota is used up; the next task goes on where it stopped.
        Throttled = "throttled",
    }
}

words! {
    /// What started a task.
    TaskLane, "the lane of a task" {
        /// The schedule, for what is new.
        Tail = "tail",
        /// The schedule, for a full pass.
        Full = "full",
        /// Somebody.
        Manual = "manual",
        /// Somebody, to try a task again.
        Retry = "retry",
        /// A webhook.
        Webhook = "webhook",
    }
}

/// One line of the ingestion log.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Its id; later tasks have higher ids.
    pub id: i64,
    /// Whose.
    pub integration: i64,
    /// What it does.
    pub kind: TaskKind,
    /// How it stands.
    pub status: TaskStatus,
    /// What started it.
    pub lane: TaskLane,
    /// Number of its newest attempt, from 1.
    pub attempt: i64,
    /// What it was expected to cost, as the caller wrote it.
    pub plan: Option<serde_json::Value>,
    /// How far back it was asked to read.
    pub since: Option<Time>,
    /// When it began.
    pub started_at: Time,
    /// When it ended.
    pub finished_at: Option<Time>,
    /// Sums over its streams.
    pub totals: Totals,
    /// Why it failed.
    pub error: Option<TaskError>,
    /// What each stream did.
    pub streams: Vec<StreamReport>,
}

/// What a task or a stream did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Requests that had to be made again.
    pub retries: u64,
    /// Rows written.
    pub rows: u64,
    /// Raw records stored.
    pub records: u64,
    /// Requests made.
    pub requests: u64,
    /// Points spent, where the upstream counts them.
    pub points: u64,
}

impl std::ops::AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.retries += other.retries;
        self.rows += other.rows;
        self.records += other.records;
        self.requests += other.requests;
        self.points += other.points;
    }
}

/// What went wrong and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskError {
    /// `unauthorized`, `missing_permission`, `unreachable`, `interrupted`, …
    pub class: String,
    /// What happened.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// Stream it happened in.
    pub stream: Option<String>,
    /// Partition it happened in.
    pub partition: Option<String>,
}

/// What one stream did in one task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StreamReport {
    /// Its name.
    pub stream: String,
    /// Its place in the report; set when it is saved.
    #[serde(default)]
    pub position: usize,
    /// Partitions that are read.
    pub partitions_done: u64,
    /// Partitions there are.
    pub partitions_total: u64,
    /// What it did.
    #[serde(flatten)]
    pub totals: Totals,
    /// What was left out, by reason.
    #[serde(default)]
    pub skipped: BTreeMap<String, u64>,
    /// Values outside the documented sets, as `field=value`.
    #[serde(default)]
    pub drift: BTreeMap<String, u64>,
    /// When it began.
    pub started_at: Option<Time>,
    /// When it ended.
    pub finished_at: Option<Time>,
    /// Why it stopped.
    pub error: Option<TaskError>,
    /// Requests that are still to be made, while it runs.
    pub estimate: Option<u64>,
}

/// How a task ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Not `Running`.
    pub status: TaskStatus,
    /// When.
    pub finished: Time,
    /// What each stream did, in the connector's order.
    pub streams: Vec<StreamReport>,
    /// Why it failed.
    pub error: Option<TaskError>,
}

/// A task to begin.
#[derive(Clone, Debug)]
pub struct NewTask {
    /// Whose.
    pub integration: i64,
    /// What it does.
    pub kind: TaskKind,
    /// What starts it.
    pub lane: TaskLane,
    /// How far back to read.
    pub since: Option<Time>,
}

impl StreamReport {
    /// Adds what an earlier attempt did.
    pub(super) fn add_earlier(&mut self, earlier: &Self) {
        self.totals += earlier.totals;
        for (reason, count) in &earlier.skipped {
            *self.skipped.entry(reason.clone()).or_default() += count;
        }
        for (value, count) in &earlier.drift {
            *self.drift.entry(value.clone()).or_default() += count;
        }
        self.started_at = earlier.started_at.or(self.started_at);
    }
}

impl Outcome {
    /// A task that failed before any stream began.
    pub fn failed(finished: Time, error: TaskError) -> Self {
        Self {
            status: TaskStatus::Failed,
            finished,
            streams: Vec::new(),
            error: Some(error),
        }
    }

    /// Sums over the streams.
    pub fn totals(&self) -> Totals {
        self.streams.iter().fold(Totals::default(), |mut sum, report| {
            sum += report.totals;
            sum
        })
    }
}

/// One try of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// From 1.
    pub number: i64,
    /// How it stands.
    pub status: TaskStatus,
    /// When it began.
    pub started_at: Time,
    /// When it ended.
    pub finished_at: Option<Time>,
    /// Class and message of what went wrong.
    pub error: Option<(String, String)>,
}
