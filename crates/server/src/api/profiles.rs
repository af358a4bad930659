use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_insights::{Profile, ProfileContent};
use weir_measures::ProjectSettings;
use weir_model::Time;

use super::ApiResult;
use super::extract::{Body, Id};
use super::list::List;
use crate::AppState;
use crate::rules;

/// Definitions for some collections of a project.
#[derive(Serialize, ToSchema)]
#[schema(as = Profile)]
pub(super) struct ProfileView {
    /// Its id.
    id: String,
    /// Its project.
    project_id: String,
    /// Its name, unique in the project.
    name: String,
    /// Everything else.
    #[serde(flatten)]
    content: ProfileContent,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Time,
}

impl From<Profile> for ProfileView {
    fn from(profile: Profile) -> Self {
        Self {
            id: profile.id.to_string(),
            project_id: profile.project.to_string(),
            name: profile.name,
            content: profile.content,
            updated_at: profile.updated_at,
        }
    }
}

/// A profile's name and content.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewProfile {
    /// Its name, unique in the project.
    name: String,
    /// Everything else.
    #[serde(flatten)]
    content: ProfileContent,
}

/// The profiles of a project, by name.
#[utoipa::path(get, path = "/projects/{id}/profiles", tag = "profiles", operation_id = "list_profiles",
    params(("id" = String, Path, description = "Id of the project")), responses((status = 200, body = List<ProfileView>)))]
pub(super) async fn list(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<List<ProfileView>>> {
    state.control.project(id).await?;
    let found = weir_insights::profiles(&state.control, id).await?;
    Ok(Json(List::whole(
        found.into_iter().map(ProfileView::from).collect(),
    )))
}

/// Makes a profile.
#[utoipa::path(post, path = "/projects/{id}/profiles", tag = "profiles", operation_id = "create_profile",
    params(("id" = String, Path, description = "Id of the project")), request_body = NewProfile,
    responses((status = 201, body = ProfileView),
        (status = 409, description = "`conflict`: the name is taken, or a collection has another profile")))]
pub(super) async fn create(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<NewProfile>,
) -> ApiResult<(StatusCode, Json<ProfileView>)> {
    state.control.project(id).await?;
    let made = weir_insights::create_profile(&state.control, id, &body.name, &body.content).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// One profile.
#[utoipa::path(get, path = "/profiles/{id}", tag = "profiles", operation_id = "show_profile",
    params(("id" = String, Path, description = "Id of the profile")), responses((status = 200, body = ProfileView)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<ProfileView>> {
    Ok(Json(weir_insights::profile(&state.control, id).await?.into()))
}

/// Replaces a profile's name and content.
#[utoipa::path(put, path = "/profiles/{id}", tag = "profiles", operation_id = "update_profile",
    params(("id" = String, Path, description = "Id of the profile")), request_body = NewProfile,
    responses((status = 200, body = ProfileView),
        (status = 409, description = "`conflict`: the name is taken, or a collection has another profile")))]
pub(super) async fn update(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<NewProfile>,
) -> ApiResult<Json<ProfileView>> {
    let changed = weir_insights::update_profile(&state.control, id, &body.name, &body.content).await?;
    Ok(Json(changed.into()))
}

/// Deletes a profile; its collections go by the profile above them, else by the project's settings.
#[utoipa::path(delete, path = "/profiles/{id}", tag = "profiles", operation_id = "delete_profile",
    params(("id" = String, Path, description = "Id of the profile")), responses((status = 204, description = "it is gone")))]
pub(super) async fn delete(State(state): State<AppState>, Id(id): Id) -> ApiResult<StatusCode> {
    weir_insights::delete_profile(&state.control, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Definitions to try.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TriedSettings {
    /// The definitions.
    settings: ProjectSettings,
}

/// How many things a definition matched in the last 30 days.
#[derive(Serialize, ToSchema)]
pub(super) struct RuleMatches {
    /// What is matched: `deployments`, `failures`, `changes`.
    of: String,
    /// The rule, or the kind of thing.
    rule: String,
    /// How many counted.
    counted: u64,
    /// How many matched but were left out.
    left_out: u64,
    /// Titles of a few, newest first.
    examples: Vec<String>,
}

/// What definitions would match in the last 30 days, to be shown while they are edited.
#[utoipa::path(post, path = "/projects/{id}/profiles/preview", tag = "profiles", operation_id = "preview_profile",
    params(("id" = String, Path, description = "Id of the project")), request_body = TriedSettings,
    responses((status = 200, body = List<RuleMatches>)))]
pub(super) async fn preview(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<TriedSettings>,
) -> ApiResult<Json<List<RuleMatches>>> {
    body.settings.check()?;
    let project = state.control.project(id).await?;
    let mut view = rules::project_view(&state.control, project, None).await?;
    view.settings = body.settings;
    let (from, to) = rules::last_days(30);
    let found = weir_insights::matches(&state.measures, &view, from, to).await?;
    let found = found.into_iter().map(|one| RuleMatches {
        of: one.of.to_owned(),
        rule: one.rule,
        counted: one.counted,
        left_out: one.left_out,
        examples: one.examples,
    });
    Ok(Json(List::whole(found.collect())))
}
