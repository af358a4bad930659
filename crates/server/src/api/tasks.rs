use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use weir_control::TaskError;
use weir_model::Time;

use super::ApiResult;
use super::error::ApiError;
use super::error_codes::ErrorCode;
use super::extract::{Id, Query};
use super::list::List;
use crate::AppState;

/// One line of the ingestion log.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Task {
    /// Its id; later tasks have higher numbers.
    id: String,
    /// Whose.
    integration_id: String,
    /// `sync`, or `replay` of stored records.
    #[schema(value_type = TaskKind)]
    kind: weir_control::TaskKind,
    /// How it stands. `throttled`: the upstream's quota is used up, the next task goes on.
    #[schema(value_type = TaskStatus)]
    status: weir_control::TaskStatus,
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

impl From<weir_control::Task> for Task {
    fn from(task: weir_control::Task) -> Self {
        let end = task.finished_at.unwrap_or_else(|| chrono::Utc::now().into());
        Self {
            id: task.id.to_string(),
            integration_id: task.integration.to_string(),
            kind: task.kind,
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

/// Which page of the log.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct TaskPage {
    /// At most this many, 1 to 200; 50 when left out.
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The ingestion log of an integration, newest first.
#[utoipa::path(get, path = "/integrations/{id}/tasks", tag = "integrations", operation_id = "list_tasks",
    params(("id" = String, Path, description = "Id of the integration"), TaskPage),
    responses((status = 200, body = List<Task>)))]
pub(super) async fn list(
    State(state): State<AppState>,
    Id(id): Id,
    Query(page): Query<TaskPage>,
) -> ApiResult<Json<List<Task>>> {
    state.control.integration(id).await?;
    let after = page.after.as_deref().map(cursor).transpose()?;
    let limit = page.limit.unwrap_or(50).clamp(1, 200);
    let tasks = state.control.tasks(id, after, limit).await?;
    let more = tasks.len() == limit as usize && tasks.last().is_some_and(|task| task.id > 1);
    let next = tasks.last().filter(|_| more).map(|task| task.id.to_string());
    let total = u64::try_from(state.control.count_tasks(id).await?).unwrap_or_default();
    let running = state.runtime.progress(id).await?;
    let items = tasks
        .into_iter()
        .map(|task| match &running {
            Some(live) if live.id == task.id => live.clone().into(),
            _ => task.into(),
        })
        .collect();
    Ok(Json(List { items, next, total }))
}

fn cursor(text: &str) -> ApiResult<i64> {
    text.parse().map_err(|_| {
        ApiError::new(
            ErrorCode::InvalidCursor,
            format!("`{text}` is not a cursor of this list"),
        )
        .hint("use the `next` of the page before")
    })
}
