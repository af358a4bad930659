use chrono::{Days, Utc};
use weir_control::Project;
use weir_measures::ProjectView;
use weir_model::Time;

use crate::AppState;
use crate::api::error::ApiError;

/// A project as a metric sees it: only the rows of its mapped integrations, and of them only what belongs to a collection if
/// one is given.
pub(crate) async fn project_view(
    state: &AppState,
    project: Project,
    collection: Option<&str>,
    metric: Option<&str>,
) -> Result<ProjectView, ApiError> {
    let collection = collection.map(|text| super::id("collection", text)).transpose()?;
    let view =
        weir_insights::project_view(&state.control, &state.roster, project, collection, metric).await?;
    Ok(view)
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
