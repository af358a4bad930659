use chrono::{Days, Utc};
use serde_json::Value;
use weir_control::{Control, Project};
use weir_measures::{ProjectSettings, ProjectView};
use weir_model::Time;

use crate::AppState;
use crate::api::error::ApiError;

/// Stored settings, with defaults for what they leave out.
pub(crate) fn settings(stored: &Value) -> Result<ProjectSettings, ApiError> {
    serde_json::from_value(stored.clone())
        .map_err(|error| ApiError::internal(format!("settings of a project: {error}")))
}

/// A project as the measures see it: only the rows of its mapped integrations, and of them only what belongs to a collection if
/// one is given.
pub(crate) async fn project_view(
    control: &Control,
    project: Project,
    collection: Option<&str>,
) -> Result<ProjectView, ApiError> {
    let mapped = control.narrowed(project.id).await?;
    let settings = settings(&project.settings)?;
    let view = ProjectView::mapped(project.id, project.name, &mapped, settings);
    let collection = collection.map(|text| super::id("collection", text)).transpose()?;
    Ok(weir_insights::view(control, view, collection).await?)
}

/// The last days until now.
pub(crate) fn last_days(days: u64) -> (Time, Time) {
    let now = Utc::now();
    (
        now.checked_sub_days(Days::new(days)).unwrap_or_default().into(),
        now.into(),
    )
}

/// Finds the accounts that rows name, unless the tables are as they were when that was done last.
pub(crate) async fn discover(state: &AppState) -> Result<(), ApiError> {
    let versions = state.lake.versions();
    if !state.accounts.are_new(&versions) {
        return Ok(());
    }
    weir_insights::discover(&state.control, &state.lake).await?;
    state.accounts.seen(versions);
    Ok(())
}
