use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use weir_control::TaskError;
use weir_model::Time;

use super::ApiResult;
use super::plans::Plan;
use crate::rules;

/// One line of the ingestion log.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Task {
    /// Its id; later tasks have higher numbers.
    id: String,
    /// Whose.
    integration_id: String,
    /// Its name.
    integration: String,
    /// `sync`, `full` pass, or `replay` of stored records.
    #[schema(value_type = TaskKind)]
    kind: weir_control::TaskKind,
    /// How it stands. `throttled`: the upstream's quota is used up, the next task goes on.
    #[schema(value_type = TaskStatus)]
    status: weir_control::TaskStatus,
    /// What started it.
    #[schema(value_type = TaskLane)]
    lane: weir_control::TaskLane,
    /// Number of its newest attempt, from 1.
    attempt: i64,
    /// Its attempts, oldest first. Only where one task is shown.
    attempts: Vec<Attempt>,
    /// What it was expected to cost, worked out before it began.
    plan: Option<Plan>,
    /// How far back it was asked to read; null is everything.
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Time>,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    started_at: Time,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    finished_at: Option<Time>,
    /// How long it took, in milliseconds; of a running task, so far.
    duration_ms: i64,
    /// Requests that had to be made again.
    retries: u64,
    /// Rows written to tables.
    rows: u64,
    /// Upstream documents stored.
    records: u64,
    /// Requests made.
    requests: u64,
    /// Points spent, where the upstream counts them.
    points: u64,
    /// Why it failed.
    error: Option<ErrorReport>,
    /// What each stream did.
    streams: Vec<StreamReport>,
}

/// What a task does.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words in the document")]
pub(super) enum TaskKind {
    /// Fetches what is new.
    Sync,
    /// Reads everything again that the tail cannot see change.
    Full,
    /// Maps the stored records again.
    Replay,
}

/// How a task stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words in the document")]
pub(super) enum TaskStatus {
    /// It has not ended.
    Running,
    /// Everything was read.
    Succeeded,
    /// It stopped on an error.
    Failed,
    /// Somebody stopped it.
    Cancelled,
    /// The upstream's quota is used up; the next task goes on where it stopped.
    Throttled,
}

/// What started a task.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words in the document")]
pub(super) enum TaskLane {
    /// The schedule, for what is new.
    Tail,
    /// The schedule, for a full pass.
    Full,
    /// Somebody.
    Manual,
    /// Somebody, to try a task again.
    Retry,
    /// A webhook.
    Webhook,
}

/// One try of a task.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Attempt {
    /// From 1.
    number: i64,
    /// How it stands.
    #[schema(value_type = TaskStatus)]
    status: weir_control::TaskStatus,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    started_at: Time,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    finished_at: Option<Time>,
    /// Class of what went wrong.
    error_class: Option<String>,
    /// What went wrong.
    error_message: Option<String>,
}

impl From<weir_control::Attempt> for Attempt {
    fn from(attempt: weir_control::Attempt) -> Self {
        let (error_class, error_message) = attempt.error.unzip();
        Self {
            number: attempt.number,
            status: attempt.status,
            started_at: attempt.started_at,
            finished_at: attempt.finished_at,
            error_class,
            error_message,
        }
    }
}

/// The names of the integrations, for tasks.
pub(super) struct Names(BTreeMap<i64, String>);

impl Names {
    pub(super) async fn load(control: &weir_control::Control) -> ApiResult<Self> {
        let integrations = control.integrations().await?.into_iter();
        Ok(Self(integrations.map(|one| (one.id, one.name)).collect()))
    }

    pub(super) fn task(&self, task: weir_control::Task) -> Task {
        let name = self.0.get(&task.integration).cloned().unwrap_or_default();
        Task::of(task, name)
    }
}

/// What one stream did in one task.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StreamReport {
    /// Its name.
    stream: String,
    /// Partitions (repositories) that are read.
    partitions_done: u64,
    /// Partitions there are.
    partitions_total: u64,
    /// Rows written to tables.
    rows: u64,
    /// Upstream documents stored.
    records: u64,
    /// Requests made.
    requests: u64,
    /// Points spent, where the upstream counts them.
    points: u64,
    /// Requests that had to be made again.
    retries: u64,
    /// What was left out: reason to count.
    skipped: BTreeMap<String, u64>,
    /// Values outside the documented sets: `field=value` to count.
    drift: BTreeMap<String, u64>,
    /// When it began.
    #[schema(value_type = Option<String>, format = DateTime)]
    started: Option<Time>,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    finished: Option<Time>,
    /// Why it stopped.
    error: Option<ErrorReport>,
    /// Upstream documents that are still to be read, where the upstream says how many there are.
    estimate: Option<u64>,
}

/// What went wrong and what to do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct ErrorReport {
    /// `unauthorized`, `missing_permission`, `not_found`, `throttled`, `unreachable`, `upstream`, `malformed`, `git`,
    /// `config`, `store` or `interrupted`.
    class: String,
    /// What happened.
    message: String,
    /// What to do.
    hint: String,
    /// Stream it happened in.
    stream: Option<String>,
    /// Partition it happened in.
    partition: Option<String>,
}

impl From<TaskError> for ErrorReport {
    fn from(error: TaskError) -> Self {
        let TaskError {
            class,
            message,
            hint,
            stream,
            partition,
        } = error;
        Self {
            class,
            message,
            hint,
            stream,
            partition,
        }
    }
}

impl Task {
    pub(super) fn with_attempts(self, attempts: Vec<weir_control::Attempt>) -> Self {
        Self {
            attempts: attempts.into_iter().map(Into::into).collect(),
            ..self
        }
    }

    /// A task of the integration of that name.
    pub(super) fn of(task: weir_control::Task, integration: String) -> Self {
        let end = task.finished_at.unwrap_or_else(|| chrono::Utc::now().into());
        Self {
            id: task.id.to_string(),
            integration_id: task.integration.to_string(),
            integration,
            kind: task.kind,
            lane: task.lane,
            attempt: task.attempt,
            attempts: Vec::new(),
            plan: task.plan.as_ref().and_then(rules::plan::read).map(Into::into),
            status: task.status,
            since: task.since,
            started_at: task.started_at,
            finished_at: task.finished_at,
            duration_ms: (end.0 - task.started_at.0).max(0) / 1000,
            retries: task.totals.retries,
            rows: task.totals.rows,
            records: task.totals.records,
            requests: task.totals.requests,
            points: task.totals.points,
            error: task.error.map(Into::into),
            streams: task.streams.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<weir_control::StreamReport> for StreamReport {
    fn from(report: weir_control::StreamReport) -> Self {
        Self {
            stream: report.stream,
            partitions_done: report.partitions_done,
            partitions_total: report.partitions_total,
            rows: report.totals.rows,
            records: report.totals.records,
            requests: report.totals.requests,
            points: report.totals.points,
            retries: report.totals.retries,
            skipped: report.skipped,
            drift: report.drift,
            started: report.started_at,
            finished: report.finished_at,
            error: report.error.map(Into::into),
            estimate: report.estimate,
        }
    }
}
