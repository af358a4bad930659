use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State as AxumState;
use serde::Serialize;
use utoipa::ToSchema;
use weir_control::{Health, Integration};
use weir_model::Time;

use super::ApiResult;
use super::extract::Id;
use super::streams::{self, Known};
use super::tasks::{ErrorReport, Task};
use super::views::HealthStatus;
use crate::AppState;
use crate::rules;
use crate::rules::diagnosis::{Sheet, State, diagnose};

/// How an integration is doing.
#[derive(Serialize, ToSchema)]
pub(super) struct Monitoring {
    /// How it is doing.
    #[schema(value_type = HealthStatus)]
    status: Health,
    /// Why.
    status_reason: Option<String>,
    /// The worst that holds; `/integrations/{id}/diagnostics` says more.
    state: State,
    /// The running task, live.
    running: Option<Task>,
    /// Its streams, in the connector's order.
    streams: Vec<StreamHealth>,
    /// What is left of the upstream's quotas.
    quota: Vec<Quota>,
    /// What depends on it.
    affects: Vec<Affected>,
}

/// How a stream is doing.
#[derive(Serialize, ToSchema)]
pub(super) struct StreamHealth {
    /// Its name.
    name: &'static str,
    /// What it collects.
    doc: &'static str,
    /// Whether the configuration switches it on.
    enabled: bool,
    /// Rows in the table of its name; null when it has none of its own.
    rows: Option<u64>,
    /// Creation time of the oldest of these rows.
    #[schema(value_type = Option<String>, format = DateTime)]
    oldest: Option<Time>,
    /// Creation time of the newest of these rows.
    #[schema(value_type = Option<String>, format = DateTime)]
    newest: Option<Time>,
    /// When it was last caught up.
    #[schema(value_type = Option<String>, format = DateTime)]
    fresh_at: Option<Time>,
    /// Why its last run stopped.
    last_error: Option<ErrorReport>,
    /// What its last run left out: reason to count.
    skipped: BTreeMap<String, u64>,
    /// Time ranges that are read completely, oldest first.
    coverage: Vec<Span>,
}

/// A time range.
#[derive(Serialize, ToSchema)]
pub(super) struct Span {
    /// Its beginning.
    #[schema(value_type = String, format = DateTime)]
    from: Time,
    /// Its end.
    #[schema(value_type = String, format = DateTime)]
    to: Time,
}

/// One quota of the upstream.
#[derive(Serialize, ToSchema)]
pub(super) struct Quota {
    /// Its name at the upstream.
    bucket: String,
    /// Units per period.
    limit: Option<i64>,
    /// Units left.
    remaining: i64,
    /// When the period ends.
    #[schema(value_type = Option<String>, format = DateTime)]
    reset_at: Option<Time>,
}

impl From<weir_control::Quota> for Quota {
    fn from(quota: weir_control::Quota) -> Self {
        Self {
            reset_at: quota.reset(),
            bucket: quota.bucket,
            limit: quota.limit,
            remaining: quota.remaining,
        }
    }
}

/// A project that depends on the integration.
#[derive(Serialize, ToSchema)]
pub(super) struct Affected {
    /// Name of the project.
    project: String,
    /// Id of the project.
    project_id: String,
    /// Ids of the metrics that read what the integration ingests.
    metrics: Vec<String>,
}

/// Status, live progress, what each stream holds, and what depends on it.
#[utoipa::path(get, path = "/integrations/{id}/monitoring", tag = "integrations", operation_id = "show_monitoring",
    params(("id" = String, Path, description = "Id of the integration")),
    responses((status = 200, body = Monitoring)))]
pub(super) async fn show(AxumState(state): AxumState<AppState>, Id(id): Id) -> ApiResult<Json<Monitoring>> {
    let integration = state.control.integration(id).await?;
    let sheet = Sheet::load(&state).await?;
    let facts = sheet.facts(&state, &integration).await?;
    let found = diagnose(&facts);
    let streams = streams::known(&state, &integration, None).await?;
    Ok(Json(Monitoring {
        running: state
            .runtime
            .progress(id)
            .await?
            .map(|task| Task::of(task, integration.name.clone())),
        streams: streams.into_iter().map(health).collect(),
        quota: facts.quotas.into_iter().map(Into::into).collect(),
        affects: affects(&state, &integration).await?,
        state: found.state(),
        status: found.status,
        status_reason: found.reason,
    }))
}

fn health(known: Known) -> StreamHealth {
    let (last_error, skipped) = known
        .seen
        .last
        .map(|report| (report.error, report.skipped))
        .unwrap_or_default();
    StreamHealth {
        name: known.stream.name,
        doc: known.stream.doc,
        enabled: known.enabled,
        rows: known.count.map(|count| count.rows),
        oldest: known.count.and_then(|count| count.oldest),
        newest: known.count.and_then(|count| count.newest),
        fresh_at: known.seen.fresh_at,
        last_error: last_error.map(Into::into),
        skipped,
        coverage: spans(known.covered),
    }
}

pub(super) fn spans(ranges: Vec<(Time, Time)>) -> Vec<Span> {
    ranges.into_iter().map(|(from, to)| Span { from, to }).collect()
}

pub(super) async fn affects(state: &AppState, integration: &Integration) -> ApiResult<Vec<Affected>> {
    let metrics = rules::affected_metrics(rules::connector(&integration.kind)?);
    let projects = state.control.users_of(integration.id, "project").await?;
    Ok(projects
        .into_iter()
        .map(|project| Affected {
            project: project.name,
            project_id: project.id.to_string(),
            metrics: metrics.clone(),
        })
        .collect())
}
