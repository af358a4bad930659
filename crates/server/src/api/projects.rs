use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use weir_control::{Project, ProjectChange};
use weir_measures::ProjectSettings;

use super::ApiResult;
use super::error::ApiError;
use super::extract::{Body, Id};
use super::list::List;
use super::scopes::{self, ScopeView};
use super::views::{self, ProjectView};
use crate::AppState;
use crate::rules;

/// All projects, by name.
#[utoipa::path(get, path = "/projects", tag = "projects", operation_id = "list_projects",
    responses((status = 200, body = List<ProjectView>)))]
pub(super) async fn list(State(state): State<AppState>) -> ApiResult<Json<List<ProjectView>>> {
    let projects = state.control.projects().await?;
    Ok(Json(List::whole(views::projects(&state, projects).await?)))
}

/// A new project.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProject)]
pub(super) struct Create {
    /// Name, unique regardless of case, at most 80 characters.
    name: String,
    /// What people note about it.
    #[serde(default)]
    description: String,
}

/// Makes a project, without integrations.
#[utoipa::path(post, path = "/projects", tag = "projects", operation_id = "create_project", request_body = Create,
    responses((status = 201, body = ProjectView), (status = 409, description = "`conflict`: the name is taken")))]
pub(super) async fn create(
    State(state): State<AppState>,
    Body(body): Body<Create>,
) -> ApiResult<(StatusCode, Json<ProjectView>)> {
    let project = state
        .control
        .create_project(&body.name, &body.description)
        .await?;
    Ok((StatusCode::CREATED, one(&state, project).await?))
}

/// One project.
#[utoipa::path(get, path = "/projects/{id}", tag = "projects", operation_id = "show_project",
    params(("id" = String, Path, description = "Id of the project")), responses((status = 200, body = ProjectView)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<ProjectView>> {
    let project = state.control.project(id).await?;
    one(&state, project).await
}

/// What to change; fields that are left out stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectChange)]
pub(super) struct Update {
    /// A new name.
    name: Option<String>,
    /// A new description.
    description: Option<String>,
    /// New settings, whole.
    settings: Option<ProjectSettings>,
}

/// Changes a project.
#[utoipa::path(patch, path = "/projects/{id}", tag = "projects", operation_id = "update_project",
    params(("id" = String, Path, description = "Id of the project")), request_body = Update,
    responses((status = 200, body = ProjectView), (status = 409, description = "`conflict`: the name is taken")))]
pub(super) async fn update(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<Update>,
) -> ApiResult<Json<ProjectView>> {
    if let Some(settings) = &body.settings {
        settings.check()?;
    }
    let settings = body
        .settings
        .map(serde_json::to_value)
        .transpose()
        .map_err(ApiError::internal)?;
    let change = ProjectChange {
        name: body.name,
        description: body.description,
        settings,
    };
    let project = state.control.update_project(id, change).await?;
    one(&state, project).await
}

/// Deletes a project and its mappings; its integrations and their rows stay.
#[utoipa::path(delete, path = "/projects/{id}", tag = "projects", operation_id = "delete_project",
    params(("id" = String, Path, description = "Id of the project")),
    responses((status = 204, description = "it is gone")))]
pub(super) async fn delete(State(state): State<AppState>, Id(id): Id) -> ApiResult<StatusCode> {
    state.control.delete_project(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A mapping.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Mapping {
    /// The integrations, all of them; those that stay keep their scopes.
    integration_ids: Option<Vec<String>>,
    /// The same with scopes, instead.
    integrations: Option<Vec<MappedIntegration>>,
}

/// An integration as a project sees it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MappedIntegration {
    /// Its id.
    id: String,
    /// Which of its repositories the project sees; null is all.
    scope: Option<ScopeView>,
}

/// Maps exactly these integrations to a project.
#[utoipa::path(put, path = "/projects/{id}/integrations", tag = "projects", operation_id = "map_integrations",
    params(("id" = String, Path, description = "Id of the project")), request_body = Mapping,
    responses((status = 200, body = ProjectView)))]
pub(super) async fn map(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<Mapping>,
) -> ApiResult<Json<ProjectView>> {
    match (body.integration_ids, body.integrations) {
        (Some(ids), None) => {
            let ids = ids
                .iter()
                .map(|text| rules::id("integration", text))
                .collect::<ApiResult<Vec<_>>>()?;
            state.control.set_mapping(id, &ids).await?;
        }
        (None, Some(integrations)) => {
            let scoped = integrations
                .into_iter()
                .map(|one| Ok((rules::id("integration", &one.id)?, scopes::given(one.scope))))
                .collect::<ApiResult<BTreeMap<_, _>>>()?;
            state.control.map_integrations(id, &scoped).await?;
        }
        _ => {
            return Err(ApiError::invalid(
                "the mapping is either `integration_ids` or `integrations`",
            ));
        }
    }
    let project = state.control.project(id).await?;
    one(&state, project).await
}

async fn one(state: &AppState, project: Project) -> ApiResult<Json<ProjectView>> {
    let view = views::projects(state, vec![project]).await?.pop();
    view.map(Json)
        .ok_or_else(|| ApiError::internal("a project has no view"))
}
