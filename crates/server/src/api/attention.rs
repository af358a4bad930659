use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use weir_control::{Attention, Control};
use weir_model::Time;

use super::ApiResult;
use super::extract::Id;
use super::list::List;
use crate::AppState;

/// Whom it concerns.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct Subject {
    /// `project`, `collection` or `profile`.
    pub(super) kind: String,
    /// Its id.
    pub(super) id: String,
    /// Its name.
    name: String,
}

/// The integration that is gone.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct GoneIntegration {
    /// Its name.
    name: String,
    /// Id of its connector.
    kind: String,
}

/// Something that somebody should look at because an integration it used is gone.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = Attention)]
pub(super) struct AttentionView {
    /// Its id.
    id: String,
    /// Whom it concerns.
    pub(super) subject: Subject,
    /// The integration that is gone.
    integration: GoneIntegration,
    /// What it means.
    reason: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    since: Time,
}

/// All of it, newest first.
pub(super) async fn all(control: &Control) -> ApiResult<Vec<AttentionView>> {
    let names: BTreeMap<i64, String> = control
        .projects()
        .await?
        .into_iter()
        .map(|project| (project.id, project.name))
        .collect();
    let view = |attention: Attention| AttentionView {
        id: attention.id.to_string(),
        subject: Subject {
            name: match attention.subject_kind.as_str() {
                "project" => names.get(&attention.subject_id).cloned().unwrap_or_default(),
                _ => String::new(),
            },
            kind: attention.subject_kind,
            id: attention.subject_id.to_string(),
        },
        integration: GoneIntegration {
            name: attention.integration_name,
            kind: attention.integration_kind,
        },
        reason: attention.reason,
        since: attention.since,
    };
    Ok(control.attention().await?.into_iter().map(view).collect())
}

/// What calls for attention, newest first.
#[utoipa::path(get, path = "/attention", tag = "projects", operation_id = "list_attention",
    responses((status = 200, body = List<AttentionView>)))]
pub(super) async fn list(State(state): State<AppState>) -> ApiResult<Json<List<AttentionView>>> {
    Ok(Json(List::whole(all(&state.control).await?)))
}

/// Says that somebody has seen it.
#[utoipa::path(delete, path = "/attention/{id}", tag = "projects", operation_id = "settle_attention",
    params(("id" = String, Path, description = "Id of the entry")),
    responses((status = 204, description = "it is gone")))]
pub(super) async fn settle(State(state): State<AppState>, Id(id): Id) -> ApiResult<StatusCode> {
    state.control.settle_attention(id).await?;
    Ok(StatusCode::NO_CONTENT)
}
