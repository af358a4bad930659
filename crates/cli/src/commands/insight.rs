//! `weir insight …`: Insights as files, so that they can live in git.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::api::{Api, items, text};
use crate::args::Insight;
use crate::{output, secret};

pub(crate) async fn run(dir: &Path, command: Insight) -> Result<()> {
    let api = Api::open(dir).await?;
    let done = match command {
        Insight::List { project, json } => list(&api, &project, json).await,
        Insight::Export {
            project,
            name: Some(name),
            out,
            ..
        } => export(&api, &project, &name, out.as_deref()).await,
        Insight::Export { project, out, .. } => {
            export_all(&api, &project, out.as_deref().unwrap_or(Path::new("."))).await
        }
        Insight::Import {
            project,
            files,
            replace,
        } => import(&api, &project, &files, replace).await,
        Insight::Delete { project, name } => delete(&api, &project, &name).await,
    };
    api.close().await;
    done
}

/// Where the Insights of a project are.
async fn path_of(api: &Api, project: &str) -> Result<String> {
    api.of_project(project, "insights").await
}

async fn list(api: &Api, project: &str, as_json: bool) -> Result<()> {
    let found = api.get(&path_of(api, project).await?).await?;
    if as_json {
        return output::json(&found["items"]);
    }
    let row = |insight: &Value| {
        vec![
            text(&insight["name"]).to_owned(),
            insight["widgets"].as_array().map_or(0, Vec::len).to_string(),
            if insight["is_default"] == true { "yes" } else { "" }.to_owned(),
            text(&insight["updated_at"]).to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = items(&found).map(row).collect();
    output::table(&["NAME", "WIDGETS", "DEFAULT", "CHANGED"], &rows);
    Ok(())
}

async fn yaml(api: &Api, insight: &Value) -> Result<String> {
    let answer = api
        .get(&format!("/insights/{}/yaml", text(&insight["id"])))
        .await?;
    Ok(text(&answer).to_owned())
}

async fn export(api: &Api, project: &str, name: &str, out: Option<&Path>) -> Result<()> {
    let insight = api.named("Insight", &path_of(api, project).await?, name).await?;
    let yaml = yaml(api, &insight).await?;
    if let Some(file) = out {
        return write(file, &yaml);
    }
    output::line(yaml.trim_end());
    Ok(())
}

async fn export_all(api: &Api, project: &str, folder: &Path) -> Result<()> {
    let found = api.get(&path_of(api, project).await?).await?;
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let mut taken = std::collections::BTreeSet::new();
    for insight in items(&found) {
        let mut name = file_name(text(&insight["name"]));
        if !taken.insert(name.clone()) {
            name = format!("{name}-{}", text(&insight["id"]));
        }
        write(&folder.join(format!("{name}.yaml")), &yaml(api, insight).await?)?;
    }
    Ok(())
}

fn write(file: &Path, yaml: &str) -> Result<()> {
    std::fs::write(file, yaml).with_context(|| format!("writing {}", file.display()))?;
    output::say(&format!("wrote {}", file.display()));
    Ok(())
}

/// A name as that of a file: `DORA metrics` is `dora-metrics`.
fn file_name(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("-");
    if joined.is_empty() {
        "insight".to_owned()
    } else {
        joined
    }
}

async fn import(api: &Api, project: &str, files: &[PathBuf], replace: bool) -> Result<()> {
    let path = format!("{}/import", path_of(api, project).await?);
    for file in files {
        let yaml = secret::read(file)?;
        let body = json!({ "yaml": yaml, "replace": replace });
        let made = api
            .post(&path, body)
            .await
            .with_context(|| format!("importing {}", file.display()))?;
        output::say(&format!("`{}` is imported", text(&made["name"])));
    }
    Ok(())
}

async fn delete(api: &Api, project: &str, name: &str) -> Result<()> {
    let insight = api.named("Insight", &path_of(api, project).await?, name).await?;
    api.delete(&format!("/insights/{}", text(&insight["id"]))).await?;
    output::say(&format!("`{}` is deleted", text(&insight["name"])));
    Ok(())
}
