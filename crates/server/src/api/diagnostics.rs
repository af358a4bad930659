//! Everything that is known of how an integration is doing.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State as AxumState;
use serde::Serialize;
use utoipa::ToSchema;
use weir_control::Health;
use weir_model::Time;

use super::ApiResult;
use super::extract::Id;
use super::monitoring::{self, Affected, Quota, Span, spans};
use super::runtime::HostState;
use super::schedules::{self, ScheduleView};
use super::streams::{self, Known};
use super::tasks::ErrorReport;
use super::views::HealthStatus;
use crate::AppState;
use crate::rules;
pub(super) use crate::rules::diagnosis::State;
use crate::rules::diagnosis::{self, Condition, Facts, Sheet, StreamFacts, Summary};
use crate::rules::schedule::{since, timetable};

/// How an integration is doing, and why.
#[derive(Serialize, ToSchema)]
pub(super) struct Diagnostics {
    /// FAILED: something critical holds. UNKNOWN: nothing has succeeded since it was made or changed, or nothing has run
    /// for a week. HEALTHY: all else.
    #[schema(value_type = HealthStatus)]
    status: Health,
    /// The worst that holds, in words.
    status_reason: Option<String>,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Time>,
    /// The tasks of the past week in one word.
    summary: Summary,
    /// How the tasks of the past week ended.
    week: Week,
    /// All that holds, the worst first; never empty.
    conditions: Vec<Condition>,
    /// How old its data is.
    freshness: Freshness,
    /// Its streams, in the connector's order.
    streams: Vec<StreamDiagnostics>,
    /// What is left of the upstream's quotas.
    quota: Vec<Quota>,
    /// The hosts it asks.
    hosts: Vec<HostState>,
    /// When it is read.
    schedule: ScheduleView,
    /// What depends on it.
    affects: Vec<Affected>,
}

/// How the tasks of the past week ended.
#[derive(Serialize, ToSchema)]
pub(super) struct Week {
    /// Succeeded.
    succeeded: u64,
    /// Failed.
    failed: u64,
    /// Stopped by somebody.
    cancelled: u64,
    /// Out of quota.
    throttled: u64,
}

/// How old data is.
#[derive(Serialize, ToSchema)]
pub(super) struct Freshness {
    /// When it was last caught up.
    #[schema(value_type = Option<String>, format = DateTime)]
    fresh_at: Option<Time>,
    /// Seconds since then.
    age_seconds: Option<i64>,
    /// Seconds beyond which it is delayed.
    expected_seconds: i64,
}

/// How a stream is doing.
#[derive(Serialize, ToSchema)]
pub(super) struct StreamDiagnostics {
    /// Its name.
    name: &'static str,
    /// What it collects.
    doc: &'static str,
    /// Whether the configuration switches it on.
    enabled: bool,
    /// How it is doing.
    state: State,
    /// When it was last caught up.
    #[schema(value_type = Option<String>, format = DateTime)]
    fresh_at: Option<Time>,
    /// Seconds since then.
    age_seconds: Option<i64>,
    /// Rows in the table of its name; null when it has none of its own.
    rows: Option<u64>,
    /// Creation time of the oldest of these rows.
    #[schema(value_type = Option<String>, format = DateTime)]
    oldest: Option<Time>,
    /// Creation time of the newest of these rows.
    #[schema(value_type = Option<String>, format = DateTime)]
    newest: Option<Time>,
    /// Oldest moment that the schedule asks for; null is everything.
    #[schema(value_type = Option<String>, format = DateTime)]
    wanted_from: Option<Time>,
    /// Time ranges that are read completely, oldest first.
    coverage: Vec<Span>,
    /// Time ranges that are wanted and not read yet, oldest first.
    holes: Vec<Span>,
    /// Partitions that are caught up, of its last run.
    partitions_done: u64,
    /// Partitions there are.
    partitions_total: u64,
    /// What is stored of what the upstream says there is.
    completeness: Option<Completeness>,
    /// What its last run left out: reason to count.
    skipped: BTreeMap<String, u64>,
    /// Why its last run stopped.
    last_error: Option<ErrorReport>,
}

/// What is stored of what there is.
#[derive(Serialize, ToSchema)]
pub(super) struct Completeness {
    /// Rows stored.
    stored: u64,
    /// Records there are, as the upstream said when it was last asked.
    upstream: u64,
}

/// How an integration is doing: what holds, since when, what to do, how fresh and how complete each stream is.
#[utoipa::path(get, path = "/integrations/{id}/diagnostics", tag = "integrations", operation_id = "show_diagnostics",
    params(("id" = String, Path, description = "Id of the integration")),
    responses((status = 200, body = Diagnostics)))]
pub(super) async fn show(AxumState(state): AxumState<AppState>, Id(id): Id) -> ApiResult<Json<Diagnostics>> {
    let integration = state.control.integration(id).await?;
    let sheet = Sheet::load(&state).await?;
    let facts = sheet.facts(&state, &integration).await?;
    let found = diagnosis::diagnose(&facts);
    let schedule = sheet.book.schedule(id);
    let wanted_from = since(&timetable(&integration.kind, &schedule), facts.now);
    let live = facts.last.as_ref().filter(|_| facts.is_running());
    let streams = streams::known(&state, &integration, live).await?;
    let week = facts.week;
    Ok(Json(Diagnostics {
        summary: diagnosis::summary(&facts),
        week: Week {
            succeeded: week.succeeded,
            failed: week.failed,
            cancelled: week.cancelled,
            throttled: week.throttled,
        },
        freshness: Freshness {
            fresh_at: facts.last_success,
            age_seconds: age(&facts, facts.last_success),
            expected_seconds: facts.expected / 1_000_000,
        },
        streams: streams
            .into_iter()
            .map(|known| stream(known, &facts, wanted_from))
            .collect(),
        quota: facts.quotas.iter().cloned().map(Into::into).collect(),
        hosts: facts.hosts.clone(),
        schedule: schedules::view(&sheet.book, &integration),
        affects: monitoring::affects(&state, &integration).await?,
        status: found.status,
        status_reason: found.reason,
        since: found.since,
        conditions: found.conditions,
    }))
}

fn stream(known: Known, facts: &Facts, wanted_from: Option<Time>) -> StreamDiagnostics {
    let Known {
        stream,
        enabled,
        count,
        covered,
        seen,
    } = known;
    let report = seen.last.as_ref();
    StreamDiagnostics {
        name: stream.name,
        doc: stream.doc,
        enabled,
        state: diagnosis::stream_state(facts, &StreamFacts { enabled, report }),
        fresh_at: seen.fresh_at,
        age_seconds: age(facts, seen.fresh_at),
        rows: count.map(|count| count.rows),
        oldest: count.and_then(|count| count.oldest),
        newest: count.and_then(|count| count.newest),
        wanted_from,
        holes: spans(rules::coverage::holes(&covered, wanted_from)),
        coverage: spans(covered),
        partitions_done: report.map_or(0, |report| report.partitions_done),
        partitions_total: report.map_or(0, |report| report.partitions_total),
        completeness: count.zip(seen.total).map(|(count, upstream)| Completeness {
            stored: count.rows,
            upstream,
        }),
        skipped: report.map(|report| report.skipped.clone()).unwrap_or_default(),
        last_error: seen.last.and_then(|report| report.error).map(Into::into),
    }
}

/// Seconds since then.
fn age(facts: &Facts, at: Option<Time>) -> Option<i64> {
    at.map(|at| (facts.now.0 - at.0).max(0) / 1_000_000)
}
