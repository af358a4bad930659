//! `weir project …`

use std::path::Path;

use anyhow::{Context, Result};
use reqwest::Method;
use serde_json::{Value, json};
use weir_measures::ProjectSettings;

use crate::api::{Api, items, text};
use crate::args::Project;
use crate::output;

pub(crate) async fn run(dir: &Path, command: Project) -> Result<()> {
    let api = Api::open(dir).await?;
    let done = match command {
        Project::Add { name, json } => add(&api, &name, json).await,
        Project::Map {
            project,
            integrations,
        } => map(&api, &project, &integrations).await,
        Project::Set { project, settings } => set(&api, &project, &settings).await,
        Project::List { json } => list(&api, json).await,
    };
    api.close().await;
    done
}

/// Its id, as a script reads it.
fn id(project: &Value) -> Result<i64> {
    Ok(text(&project["id"]).parse()?)
}

async fn add(api: &Api, name: &str, as_json: bool) -> Result<()> {
    let project = api.post("/projects", json!({ "name": name })).await?;
    if as_json {
        return output::json(&json!({ "id": id(&project)?, "name": project["name"] }));
    }
    output::say(&format!(
        "project `{name}` is made; `weir project map {name} INTEGRATION…` says what it reads"
    ));
    Ok(())
}

async fn map(api: &Api, project: &str, integrations: &[String]) -> Result<()> {
    let path = api.of_project(project, "integrations").await?;
    let mut ids = Vec::new();
    for name in integrations {
        ids.push(api.integration(name).await?["id"].take());
    }
    let mapped = api.put(&path, json!({ "integration_ids": ids })).await?;
    output::say(&format!(
        "project `{}` reads {}",
        text(&mapped["name"]),
        integrations.join(", ")
    ));
    Ok(())
}

async fn set(api: &Api, project: &str, settings: &str) -> Result<()> {
    let given = given(settings)?;
    let settings: ProjectSettings = serde_json::from_str(&given).context("the settings do not do")?;
    settings.check()?;
    let project = api.named("project", "/projects", project).await?;
    let path = format!("/projects/{}", text(&project["id"]));
    api.call(Method::PATCH, &path, Some(json!({ "settings": settings })))
        .await?;
    output::say(&format!(
        "the settings of `{}` are changed",
        text(&project["name"])
    ));
    Ok(())
}

/// A text given on the command line, or that of the `@FILE` it names.
pub(crate) fn given(text: &str) -> Result<String> {
    match text.strip_prefix('@') {
        Some(file) => std::fs::read_to_string(file).with_context(|| format!("reading {file}")),
        None => Ok(text.to_owned()),
    }
}

async fn list(api: &Api, as_json: bool) -> Result<()> {
    let projects = api.get("/projects").await?;
    let mut rows = Vec::new();
    let mut values = Vec::new();
    for project in items(&projects) {
        let mapped = project["integrations"].as_array().into_iter().flatten();
        let names: Vec<&str> = mapped.map(|one| text(&one["name"])).collect();
        rows.push(vec![text(&project["name"]).to_owned(), names.join(", ")]);
        values.push(json!({
            "id": id(project)?, "name": project["name"], "settings": project["settings"], "integrations": names,
        }));
    }
    if as_json {
        return output::json(&values);
    }
    output::table(&["NAME", "INTEGRATIONS"], &rows);
    Ok(())
}
