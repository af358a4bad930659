use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use weir_control::Timetable;
use weir_model::Time;

use super::ApiResult;
use super::error::ApiError;
use super::extract::{Body, Id};
use crate::AppState;
use crate::rules::schedule::{self, Book};

/// How often: exactly one of the two is set.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Cadence {
    /// So many minutes after the last time, 1 to 10080.
    #[serde(default)]
    every_minutes: Option<u32>,
    /// At the moments of a cron expression of five fields, in the schedule's time zone.
    #[serde(default)]
    cron: Option<String>,
}

impl From<weir_control::Cadence> for Cadence {
    fn from(cadence: weir_control::Cadence) -> Self {
        let (every_minutes, cron) = match cadence {
            weir_control::Cadence::EveryMinutes(minutes) => (Some(minutes), None),
            weir_control::Cadence::Cron(text) => (None, Some(text)),
        };
        Self { every_minutes, cron }
    }
}

impl Cadence {
    fn known(self, field: &str) -> ApiResult<weir_control::Cadence> {
        match (self.every_minutes, self.cron) {
            (Some(minutes), None) => Ok(weir_control::Cadence::EveryMinutes(minutes)),
            (None, Some(text)) => Ok(weir_control::Cadence::Cron(text.trim().to_owned())),
            _ => Err(ApiError::invalid(format!(
                "{field} needs `every_minutes` or `cron`, and only one of them"
            ))),
        }
    }
}

/// When an integration is read, how far back, and when next.
#[derive(Serialize, ToSchema)]
#[schema(as = Schedule)]
pub(super) struct ScheduleView {
    /// How often what is new is read.
    tail: Cadence,
    /// How often everything is read again; null is never.
    full: Option<Cadence>,
    /// Days of history; null is everything.
    depth_days: Option<u32>,
    /// IANA name of the zone in which cron expressions are read.
    time_zone: String,
    /// Whether nobody has changed it.
    is_default: bool,
    /// Days of history that the connector is read by default; null is everything.
    default_depth_days: Option<u32>,
    /// Whether scheduled tasks are stopped.
    paused: bool,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    paused_at: Option<Time>,
    /// When what is new is read next; null while it runs, is paused or waits for re-authentication.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_tail_at: Option<Time>,
    /// When everything is read next.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_full_at: Option<Time>,
    /// Why it is read later than the schedule says.
    backoff: Option<BackoffView>,
}

/// A pause after failures.
#[derive(Serialize, ToSchema)]
#[schema(as = Backoff)]
pub(super) struct BackoffView {
    /// Failed tries in a row.
    failures: u32,
    /// When it is tried next; null when only a new credential helps.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_attempt_at: Option<Time>,
    /// What it waits for.
    waits_for: WaitsFor,
    /// The last failure.
    reason: String,
}

/// What ends a pause after failures.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum WaitsFor {
    /// Time.
    Time,
    /// A new credential.
    ReAuthentication,
}

/// The schedule of an integration.
pub(super) fn view(book: &Book, integration: &weir_control::Integration) -> ScheduleView {
    let stored = book.schedule(integration.id);
    let next = book.next(integration);
    let timetable = schedule::timetable(&integration.kind, &stored);
    ScheduleView {
        tail: timetable.tail.into(),
        full: timetable.full.map(Into::into),
        depth_days: timetable.depth_days,
        time_zone: timetable.time_zone,
        is_default: stored.timetable.is_none(),
        default_depth_days: schedule::default_depth(&integration.kind),
        paused: stored.paused_at.is_some(),
        paused_at: stored.paused_at,
        next_tail_at: next.tail,
        next_full_at: next.full,
        backoff: next.backoff.map(|backoff| BackoffView {
            failures: backoff.failures,
            next_attempt_at: backoff.until,
            waits_for: backoff
                .until
                .map_or(WaitsFor::ReAuthentication, |_| WaitsFor::Time),
            reason: backoff.reason,
        }),
    }
}

async fn load(state: &AppState, id: i64) -> ApiResult<Json<ScheduleView>> {
    let integration = state.control.integration(id).await?;
    Ok(Json(view(&Book::load(&state.control).await?, &integration)))
}

/// When an integration is read, how far back, and when next.
#[utoipa::path(get, path = "/integrations/{id}/schedule", tag = "integrations", operation_id = "show_schedule",
    params(("id" = String, Path, description = "Id of the integration")),
    responses((status = 200, body = ScheduleView)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<ScheduleView>> {
    load(&state, id).await
}

/// A schedule; what is left out takes its default.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSchedule)]
pub(super) struct Change {
    /// How often what is new is read.
    tail: Option<Cadence>,
    /// How often everything is read again; null is never.
    #[serde(default)]
    #[schema(value_type = Option<Cadence>)]
    full: Given<Cadence>,
    /// Days of history, 1 to 36500; null is everything. What is stored already is not read again.
    #[serde(default)]
    #[schema(value_type = Option<u32>)]
    depth_days: Given<u32>,
    /// IANA name of the zone in which cron expressions are read.
    time_zone: Option<String>,
}

/// A field that may be null, or be left out.
#[derive(Clone, Copy, Default)]
pub(super) enum Given<T> {
    /// Left out.
    #[default]
    Nothing,
    /// A value, or null.
    This(Option<T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::This)
    }
}

impl<T> Given<T> {
    /// The value, or what holds when it is left out.
    pub(super) fn or(self, usual: Option<T>) -> Option<T> {
        match self {
            Self::Nothing => usual,
            Self::This(value) => value,
        }
    }
}

/// Sets the schedule of an integration. A greater depth fills only what is missing, a smaller one stops the filling.
#[utoipa::path(put, path = "/integrations/{id}/schedule", tag = "integrations", operation_id = "set_schedule",
    params(("id" = String, Path, description = "Id of the integration")), request_body = Change,
    responses((status = 200, body = ScheduleView)))]
pub(super) async fn set(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<Change>,
) -> ApiResult<Json<ScheduleView>> {
    let integration = state.control.integration(id).await?;
    let usual = schedule::default_timetable(&integration.kind);
    let timetable = Timetable {
        tail: match body.tail {
            Some(tail) => tail.known("tail")?,
            None => usual.tail.clone(),
        },
        full: match body.full {
            Given::This(full) => full.map(|full| full.known("full")).transpose()?,
            Given::Nothing => usual.full.clone(),
        },
        depth_days: body.depth_days.or(usual.depth_days),
        time_zone: body.time_zone.unwrap_or_else(|| usual.time_zone.clone()),
    };
    let timetable = schedule::valid(timetable)?;
    let own = (timetable != usual).then_some(&timetable);
    state.control.set_timetable(id, own).await?;
    load(&state, id).await
}

/// Stops the scheduled tasks of an integration until it is resumed. A running one ends within a page.
#[utoipa::path(post, path = "/integrations/{id}/pause", tag = "integrations", operation_id = "pause_integration",
    params(("id" = String, Path, description = "Id of the integration")),
    responses((status = 200, body = ScheduleView)))]
pub(super) async fn pause(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<ScheduleView>> {
    state.runtime.pause(id).await?;
    load(&state, id).await
}

/// Lets the schedule of an integration go on.
#[utoipa::path(post, path = "/integrations/{id}/resume", tag = "integrations", operation_id = "resume_integration",
    params(("id" = String, Path, description = "Id of the integration")),
    responses((status = 200, body = ScheduleView)))]
pub(super) async fn resume(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<ScheduleView>> {
    state.runtime.resume(id).await?;
    load(&state, id).await
}
