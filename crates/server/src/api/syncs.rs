use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_control::TaskKind;
use weir_model::Time;

use super::ApiResult;
use super::extract::{Body, Id};
use super::tasks::{Names, Task};
use crate::AppState;
use crate::rules;

/// How far to read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SyncRequest {
    /// Oldest moment wanted, as `YYYY-MM-DD` or RFC 3339; as far back as the schedule says when left out.
    since: Option<String>,
    /// `sync`, or `full` to read everything again that the tail cannot see change; `sync` when left out.
    #[serde(default)]
    kind: SyncKind,
}

/// What to run.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SyncKind {
    /// What is new, and history that is missing.
    #[default]
    Sync,
    /// A full pass.
    Full,
    /// Mapping the stored records again, without asking the upstream.
    Replay,
}

/// Begins a sync, also of a paused integration. It goes on in the background; `GET /integrations/{id}/monitoring` shows its progress.
#[utoipa::path(post, path = "/integrations/{id}/sync", tag = "integrations", operation_id = "start_sync",
    params(("id" = String, Path, description = "Id of the integration")), request_body = SyncRequest,
    responses((status = 202, body = Task), (status = 409, description = "`conflict`: a task is running")))]
pub(super) async fn start(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<SyncRequest>,
) -> ApiResult<(StatusCode, Json<Task>)> {
    let since: Option<Time> = body
        .since
        .as_deref()
        .map(|text| rules::time("since", text))
        .transpose()?;
    let kind = match body.kind {
        SyncKind::Sync => TaskKind::Sync,
        SyncKind::Full => TaskKind::Full,
        SyncKind::Replay => TaskKind::Replay,
    };
    let task = state.runtime.start_sync(id, kind, since).await?;
    let task = Names::load(&state.control).await?.task(task);
    Ok((StatusCode::ACCEPTED, Json(task)))
}

/// Whether there was anything to stop.
#[derive(Serialize, ToSchema)]
pub(super) struct Cancellation {
    /// False when no task was running.
    cancelled: bool,
}

/// Stops the running task within one page. What it has stored stays.
#[utoipa::path(post, path = "/integrations/{id}/cancel", tag = "integrations", operation_id = "cancel_sync",
    params(("id" = String, Path, description = "Id of the integration")),
    responses((status = 202, body = Cancellation)))]
pub(super) async fn cancel(
    State(state): State<AppState>,
    Id(id): Id,
) -> ApiResult<(StatusCode, Json<Cancellation>)> {
    state.control.integration(id).await?;
    let cancelled = state.runtime.cancel(id).await?;
    Ok((StatusCode::ACCEPTED, Json(Cancellation { cancelled })))
}

/// Tries a task again that has failed or was stopped: its next attempt goes on where it stopped.
#[utoipa::path(post, path = "/tasks/{id}/retry", tag = "integrations", operation_id = "retry_task",
    params(("id" = String, Path, description = "Id of the task")),
    responses((status = 202, body = Task),
        (status = 409, description = "`conflict`: it runs, has succeeded, or is not the newest of its integration")))]
pub(super) async fn retry(State(state): State<AppState>, Id(id): Id) -> ApiResult<(StatusCode, Json<Task>)> {
    let task = state.runtime.retry(id).await?;
    let task = Names::load(&state.control).await?.task(task);
    Ok((StatusCode::ACCEPTED, Json(task)))
}
