use weir_control::{Control, Project};
use weir_measures::{ProjectSettings, ProjectView};

use crate::collection::{definition, lineage, narrow};
use crate::{InsightsError, Result, Roster, profile};

/// Stored settings of a project, with defaults for what they leave out.
pub fn project_settings(project: &Project) -> Result<ProjectSettings> {
    serde_json::from_value(project.settings.clone()).map_err(|error| {
        InsightsError::invalid(
            format!(
                "the settings of project `{}` cannot be read: {error}",
                project.name
            ),
            "they were stored by another version; save them anew",
        )
    })
}

/// A project as a metric sees it: only the rows of its mapped integrations, and whose they are. Of a collection, only what
/// belongs to it, under the profile that makes the metric there.
pub async fn project_view(
    control: &Control,
    roster: &Roster,
    project: Project,
    collection: Option<i64>,
    metric: Option<&str>,
) -> Result<ProjectView> {
    let mapped = control.narrowed(project.id).await?;
    let settings = project_settings(&project)?;
    let mut view = ProjectView::mapped(project.id, project.name, &mapped, settings);
    let everybody = roster.everybody(control).await?;
    view.who = everybody.who();
    let Some(id) = collection else { return Ok(view) };
    let lineage = lineage(control, project.id, id).await?;
    view.name = format!("{}: {}", view.name, lineage[0].name);
    let profiles = crate::profiles(control, project.id).await?;
    if let Some(found) = profile::deciding(&profiles, &lineage, metric) {
        view.settings = found.content.settings.clone();
        view.who.profile = Some(found.name.clone());
    }
    if let Some(definition) = definition(&lineage) {
        narrow(&mut view, definition, &everybody);
    }
    Ok(view)
}
