use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use weir_control::{Attention, Control, ObjectKind};
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
    /// Id of the project it belongs to; its own id when it is one.
    project_id: Option<String>,
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
    let mut views = Vec::new();
    for attention in control.attention().await? {
        views.push(AttentionView {
            id: attention.id.to_string(),
            subject: subject(control, &attention).await?,
            integration: GoneIntegration {
                name: attention.integration_name,
                kind: attention.integration_kind,
            },
            reason: attention.reason,
            since: attention.since,
        });
    }
    Ok(views)
}

async fn subject(control: &Control, attention: &Attention) -> ApiResult<Subject> {
    let id = attention.subject_id;
    let (name, project) = match attention.subject_kind.as_str() {
        "project" => (control.project(id).await?.name, Some(id)),
        "collection" => {
            let found = control.object(ObjectKind::Collection, id).await?;
            (found.name, found.project)
        }
        _ => {
            let found = control.object(ObjectKind::Profile, id).await?;
            (found.name, found.project)
        }
    };
    Ok(Subject {
        name,
        kind: attention.subject_kind.clone(),
        id: id.to_string(),
        project_id: project.map(|id| id.to_string()),
    })
}

/// What of it is about a subject.
pub(super) fn about(all: &[AttentionView], kind: &str, id: i64) -> Vec<AttentionView> {
    let id = id.to_string();
    let concerns = |one: &&AttentionView| one.subject.kind == kind && one.subject.id == id;
    all.iter().filter(concerns).cloned().collect()
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
