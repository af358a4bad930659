//! What happened to contributors.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use weir_control::{ContributorEvent, FieldChange};
use weir_insights::Version;
use weir_model::Time;

use crate::AppState;
use crate::api::ApiResult;
use crate::api::extract::Id;
use crate::api::list::List;

/// A change of one field of one contributor.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldChange)]
pub(in crate::api) struct FieldChangeView {
    /// The contributor.
    contributor_id: String,
    /// Their name.
    name: String,
    /// Which field.
    field: String,
    /// Its value before.
    from: String,
    /// Its value after.
    to: String,
}

impl From<FieldChange> for FieldChangeView {
    fn from(change: FieldChange) -> Self {
        Self {
            contributor_id: change.contributor.to_string(),
            name: change.name,
            field: change.field,
            from: change.from,
            to: change.to,
        }
    }
}

/// Something that happened to contributors.
#[derive(Serialize, ToSchema)]
#[schema(as = ContributorEvent)]
pub(in crate::api) struct EventView {
    /// Its id.
    id: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// `merged`, `split`, `declined`, `edited`, `imported`.
    action: String,
    /// What.
    #[schema(value_type = Object)]
    detail: Value,
}

impl From<ContributorEvent> for EventView {
    fn from(event: ContributorEvent) -> Self {
        Self {
            id: event.id.to_string(),
            at: event.at,
            action: event.action,
            detail: event.detail,
        }
    }
}

/// Events listed.
const LOGGED: i64 = 200;

/// What happened to contributors, newest first.
#[utoipa::path(get, path = "/contributors/log", tag = "contributors", operation_id = "list_contributor_events",
    responses((status = 200, body = List<EventView>)))]
pub(in crate::api) async fn of_all(State(state): State<AppState>) -> ApiResult<Json<List<EventView>>> {
    let events = state.control.contributor_log(LOGGED).await?;
    Ok(Json(List::whole(
        events.into_iter().map(EventView::from).collect(),
    )))
}

/// What happened to one contributor, newest first.
#[utoipa::path(get, path = "/contributors/{id}/log", tag = "contributors", operation_id = "list_events_of_contributor",
    params(("id" = String, Path, description = "Id of the contributor")),
    responses((status = 200, body = List<EventView>)))]
pub(in crate::api) async fn of_one(
    State(state): State<AppState>,
    Id(id): Id,
) -> ApiResult<Json<List<EventView>>> {
    let one = state.control.contributor(id).await?;
    let events = weir_insights::history(&state.control, &one).await?;
    Ok(Json(List::whole(
        events.into_iter().map(EventView::from).collect(),
    )))
}

/// What was noted of everybody from a moment on.
#[derive(Serialize, ToSchema)]
#[schema(as = ContributorVersion)]
pub(in crate::api) struct VersionView {
    /// Its id; `GET /contributors/csv?version=` gives the file.
    id: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// What began it: `edited` or `imported`.
    action: String,
    /// How many contributors changed then.
    contributors: u64,
    /// What changed then, the first hundred.
    changes: Vec<FieldChangeView>,
    /// How many fields changed then.
    fields: u64,
}

/// Changes listed of each version.
const LISTED: usize = 100;
/// Versions listed.
const VERSIONS: usize = 999;

/// Versions of what is noted of contributors, newest first: each edit and each import begins one.
#[utoipa::path(get, path = "/contributors/versions", tag = "contributors", operation_id = "list_contributor_versions",
    responses((status = 200, body = List<VersionView>)))]
pub(in crate::api) async fn versions(State(state): State<AppState>) -> ApiResult<Json<List<VersionView>>> {
    let view = |version: Version| VersionView {
        contributors: version.contributors() as u64,
        fields: version.changes.len() as u64,
        id: version.id.to_string(),
        at: version.at,
        action: version.action,
        changes: version
            .changes
            .into_iter()
            .take(LISTED)
            .map(FieldChangeView::from)
            .collect(),
    };
    let versions = weir_insights::versions(&state.control).await?;
    Ok(Json(List::whole(
        versions.into_iter().take(VERSIONS).map(view).collect(),
    )))
}
