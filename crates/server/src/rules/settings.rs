use serde_json::Value;
use weir_control::{Control, Project};
use weir_measures::{ProjectSettings, ProjectView};

use crate::api::error::ApiError;

/// Stored settings, with defaults for what they leave out.
pub(crate) fn settings(stored: &Value) -> Result<ProjectSettings, ApiError> {
    serde_json::from_value(stored.clone())
        .map_err(|error| ApiError::internal(format!("settings of a project: {error}")))
}

/// A project as the measures see it: only the rows of its mapped integrations.
pub(crate) async fn project_view(control: &Control, project: Project) -> Result<ProjectView, ApiError> {
    let mapped = control.narrowed(project.id).await?;
    let settings = settings(&project.settings)?;
    Ok(ProjectView::mapped(project.id, project.name, &mapped, settings))
}
