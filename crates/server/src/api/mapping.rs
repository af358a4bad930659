use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_control::Target;

use super::ApiResult;
use super::error::ApiError;
use super::extract::{Body, Id};
use super::list::List;
use super::scopes::{self, ScopeView};
use crate::AppState;
use crate::rules;

/// A project that an integration is mapped to.
#[derive(Serialize, ToSchema)]
pub(super) struct MappedProject {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Which of the integration's repositories it sees; null is all.
    scope: Option<ScopeView>,
    /// How many it sees.
    selected: u64,
    /// Of how many the integration reads.
    total: u64,
}

/// The projects that an integration is mapped to.
#[utoipa::path(get, path = "/integrations/{id}/projects", tag = "integrations", operation_id = "list_mapped_projects",
    params(("id" = String, Path, description = "Id of the integration")),
    responses((status = 200, body = List<MappedProject>)))]
pub(super) async fn list(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<List<MappedProject>>> {
    let own = state.control.scope(id).await?;
    let mut partitions = rules::partitions(&state.control, id).await?;
    partitions.retain(|partition| own.judge(&partition.name).is_in());
    let mappings = state.control.scoped_mappings().await?;
    let mut items = Vec::new();
    for project in state.control.projects().await? {
        let mapping = mappings
            .iter()
            .find(|mapping| mapping.project == project.id && mapping.integration == id);
        let Some(mapping) = mapping else { continue };
        let seen = partitions
            .iter()
            .filter(|partition| mapping.scope.judge(&partition.name).is_in());
        items.push(MappedProject {
            id: project.id.to_string(),
            name: project.name,
            scope: scopes::view(&mapping.scope),
            selected: seen.count() as u64,
            total: partitions.len() as u64,
        });
    }
    Ok(Json(List::whole(items)))
}

/// A project to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InlineProject {
    /// Name, unique regardless of case, at most 80 characters.
    name: String,
    /// What people note about it.
    #[serde(default)]
    description: String,
}

/// A project to map to: one that exists, or a new one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProjectTarget {
    /// Its id.
    id: Option<String>,
    /// A project to make.
    new: Option<InlineProject>,
    /// Which of the integration's repositories it sees; null is all.
    scope: Option<ScopeView>,
}

/// The projects to map to, all of them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProjectTargets {
    /// Each with its scope.
    projects: Vec<ProjectTarget>,
}

/// Maps an integration to exactly these projects, making those that are new.
#[utoipa::path(put, path = "/integrations/{id}/projects", tag = "integrations", operation_id = "map_to_projects",
    params(("id" = String, Path, description = "Id of the integration")), request_body = ProjectTargets,
    responses((status = 200, body = List<MappedProject>), (status = 409, description = "`conflict`: a name is taken")))]
pub(super) async fn set(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<ProjectTargets>,
) -> ApiResult<Json<List<MappedProject>>> {
    let targets = body
        .projects
        .into_iter()
        .map(|project| {
            let target = match (project.id, project.new) {
                (Some(id), None) => Target::Existing(rules::id("project", &id)?),
                (None, Some(new)) => Target::New {
                    name: new.name,
                    description: new.description,
                },
                _ => return Err(ApiError::invalid("each project has either `id` or `new`")),
            };
            Ok((target, scopes::given(project.scope)))
        })
        .collect::<ApiResult<Vec<_>>>()?;
    state.control.map_to_projects(id, &targets).await?;
    list(State(state), Id(id)).await
}
