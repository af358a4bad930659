use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::Time;

use super::ApiResult;
use super::extract::{Body, Id};
use super::tasks::Task;
use crate::AppState;
use crate::rules;

/// How far to read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SyncRequest {
    /// Oldest moment wanted, as `YYYY-MM-DD` or RFC 3339; everything when left out.
    since: Option<String>,
}

/// Begins a sync. It goes on in the background; `GET /integrations/{id}/monitoring` shows its progress.
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
    let task = state.runtime.start_sync(id, since).await?;
    Ok((StatusCode::ACCEPTED, Json(task.into())))
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
