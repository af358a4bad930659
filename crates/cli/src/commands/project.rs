//! `weir project …`

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;
use weir_control::ProjectChange;
use weir_measures::ProjectSettings;

use crate::{data_dir, output};

pub(crate) async fn add(dir: &Path, name: &str, as_json: bool) -> Result<()> {
    let home = data_dir::open(dir).await?;
    let project = home.control.create_project(name, "").await?;
    if as_json {
        return output::json(&json!({ "id": project.id, "name": project.name }));
    }
    output::say(&format!(
        "project `{name}` is made; `weir project map {name} INTEGRATION…` says what it reads"
    ));
    Ok(())
}

pub(crate) async fn map(dir: &Path, project: &str, integrations: &[String]) -> Result<()> {
    let home = data_dir::open(dir).await?;
    let project = home.control.project_named(project).await?;
    let mut ids = Vec::new();
    for name in integrations {
        ids.push(home.control.integration_named(name).await?.id);
    }
    home.control.set_mapping(project.id, &ids).await?;
    output::say(&format!(
        "project `{}` reads {}",
        project.name,
        integrations.join(", ")
    ));
    Ok(())
}

pub(crate) async fn set(dir: &Path, project: &str, settings: &str) -> Result<()> {
    let text = given(settings)?;
    let settings: ProjectSettings = serde_json::from_str(&text).context("the settings do not do")?;
    settings.check()?;
    let home = data_dir::open(dir).await?;
    let project = home.control.project_named(project).await?;
    let change = ProjectChange {
        settings: Some(serde_json::to_value(settings)?),
        ..ProjectChange::default()
    };
    home.control.update_project(project.id, change).await?;
    output::say(&format!("the settings of `{}` are changed", project.name));
    Ok(())
}

/// A text given on the command line, or that of the `@FILE` it names.
pub(crate) fn given(text: &str) -> Result<String> {
    match text.strip_prefix('@') {
        Some(file) => std::fs::read_to_string(file).with_context(|| format!("reading {file}")),
        None => Ok(text.to_owned()),
    }
}

pub(crate) async fn list(dir: &Path, as_json: bool) -> Result<()> {
    let home = data_dir::open(dir).await?;
    let mut rows = Vec::new();
    let mut values = Vec::new();
    for project in home.control.projects().await? {
        let mut names = Vec::new();
        for id in home.control.mapped_integrations(project.id).await? {
            names.push(home.control.integration(id).await?.name);
        }
        rows.push(vec![project.name.clone(), names.join(", ")]);
        values.push(json!({
            "id": project.id, "name": project.name, "settings": project.settings, "integrations": names,
        }));
    }
    if as_json {
        return output::json(&values);
    }
    output::table(&["NAME", "INTEGRATIONS"], &rows);
    Ok(())
}
