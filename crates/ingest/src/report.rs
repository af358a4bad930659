//! What a run tells: while it goes on ([`Events`]) and at its end ([`TaskReport`]).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use weir_model::Time;

/// Hears about a run while it goes on.
pub trait Events: Send + Sync {
    /// A stream has advanced.
    fn stream_progress(&self, report: &StreamReport);
    /// Something worth a line in the ingestion log: a wait, a retry, a skip.
    fn note(&self, line: LogLine);
}

/// Hears nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoEvents;

impl Events for NoEvents {
    fn stream_progress(&self, _: &StreamReport) {}
    fn note(&self, _: LogLine) {}
}

/// A line of the ingestion log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// When.
    pub at: Time,
    /// How much it matters.
    pub level: Level,
    /// Stream it is about.
    pub stream: String,
    /// Partition it is about, by name.
    pub partition: String,
    /// What happened.
    pub message: String,
}

/// How much a line matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// As it should be.
    Info,
    /// Something was left out, delayed or tried again.
    Warning,
    /// Something was given up.
    Error,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    /// All streams are caught up.
    Succeeded,
    /// At least one stream is not.
    Failed,
    /// The user stopped it; what was landed stays, the next run goes on from there.
    Cancelled,
    /// The quota is used up for longer than a run may wait; the next run goes on from there.
    Throttled,
}

/// The report of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TaskReport {
    /// When it began.
    pub started: Time,
    /// When it ended.
    pub finished: Time,
    /// How it ended.
    pub status: TaskStatus,
    /// The first thing that went wrong.
    pub error: Option<ErrorReport>,
    /// One report for each stream, in the connector's order.
    pub streams: Vec<StreamReport>,
}

impl TaskReport {
    /// The sum of a counter over the streams.
    pub fn total(&self, counter: impl Fn(&StreamReport) -> u64) -> u64 {
        self.streams.iter().map(counter).sum()
    }
}

/// The report of one stream.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StreamReport {
    /// Stream name.
    pub stream: String,
    /// Partitions that are caught up.
    pub partitions_done: u64,
    /// Partitions there are.
    pub partitions_total: u64,
    /// Rows landed.
    pub rows: u64,
    /// Upstream documents landed.
    pub records: u64,
    /// Records that are gone upstream and were removed.
    #[serde(default)]
    pub removed: u64,
    /// Requests sent, retries included.
    pub requests: u64,
    /// Points the upstream charged, where it has such a measure.
    pub points: u64,
    /// Requests that were tried again.
    pub retries: u64,
    /// What was left out, by reason.
    pub skipped: BTreeMap<String, u64>,
    /// Values outside the documented sets, by field and value.
    pub drift: BTreeMap<String, u64>,
    /// When its first request was sent.
    pub started: Option<Time>,
    /// When it was done.
    pub finished: Option<Time>,
    /// What went wrong first.
    pub error: Option<ErrorReport>,
    /// What is left to do, as far as the upstream's totals tell.
    pub estimate: Option<Estimate>,
}

/// What is left to do.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Records, where the upstream states totals.
    pub records: Option<u64>,
    /// Seconds at the present pace.
    pub seconds: Option<u64>,
}

/// Something that went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorReport {
    /// Kind, as [`weir_connect::FetchError::class`] names it; `store` when rows could not be landed.
    pub class: String,
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// Stream in which it happened.
    pub stream: String,
    /// Partition in which it happened, by name.
    pub partition: String,
    /// Page at which it happened, counted from 1 in this run.
    pub page: u64,
}
