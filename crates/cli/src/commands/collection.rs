//! `weir collection …`

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::project::given;
use crate::api::{Api, items, text};
use crate::args::Collection;
use crate::output;

pub(crate) async fn run(dir: &Path, command: Collection) -> Result<()> {
    let api = Api::open(dir).await?;
    let done = match command {
        Collection::List { project, json } => list(&api, &project, json).await,
        Collection::Add {
            project,
            name,
            category,
            parent,
            definition,
            json,
        } => {
            let wanted = New {
                name: &name,
                category: &category,
                parent: parent.as_deref(),
                definition: definition.as_deref(),
            };
            add(&api, &project, &wanted, json).await
        }
        Collection::Delete { project, name } => delete(&api, &project, &name).await,
    };
    api.close().await;
    done
}

/// A collection to be made.
struct New<'a> {
    name: &'a str,
    category: &'a str,
    parent: Option<&'a str>,
    definition: Option<&'a str>,
}

async fn list(api: &Api, project: &str, as_json: bool) -> Result<()> {
    let categories = api.get(&api.of_project(project, "categories").await?).await?;
    if as_json {
        return output::json(&categories["items"]);
    }
    let mut rows = Vec::new();
    for category in items(&categories) {
        rows.push(vec![
            text(&category["name"]).to_owned(),
            text(&category["root"]).to_owned(),
            "the whole project".to_owned(),
            String::new(),
        ]);
        walk(category, &category["collections"], 1, &mut rows);
    }
    output::table(&["CATEGORY", "COLLECTION", "BY", ""], &rows);
    Ok(())
}

fn walk(category: &Value, collections: &Value, depth: usize, rows: &mut Vec<Vec<String>>) {
    for one in collections.as_array().into_iter().flatten() {
        let by = one["definition"]["by"].as_str();
        let lost = one["lost"].as_array().is_some_and(|lost| !lost.is_empty());
        rows.push(vec![
            text(&category["name"]).to_owned(),
            format!("{}{}", "  ".repeat(depth), text(&one["name"])),
            by.unwrap_or("as above it").to_owned(),
            if lost { "lost an integration" } else { "" }.to_owned(),
        ]);
        walk(category, &one["children"], depth + 1, rows);
    }
}

async fn add(api: &Api, project: &str, new: &New<'_>, as_json: bool) -> Result<()> {
    let categories = api.of_project(project, "categories").await?;
    let collections = api.of_project(project, "collections").await?;
    let category = api.named("category", &categories, new.category).await?;
    let parent = match new.parent {
        Some(name) => api.named("collection", &collections, name).await?["id"].clone(),
        None => Value::Null,
    };
    let definition = match new.definition {
        Some(text) => serde_json::from_str(&given(text)?).context("the definition is no JSON")?,
        None => Value::Null,
    };
    let body = json!({
        "name": new.name, "category": category["id"], "parent": parent, "definition": definition,
    });
    let made = api.post(&collections, body).await?;
    if as_json {
        return output::json(&made);
    }
    output::say(&format!("collection `{}` is made", new.name));
    Ok(())
}

async fn delete(api: &Api, project: &str, name: &str) -> Result<()> {
    let collections = api.of_project(project, "collections").await?;
    let found = api.named("collection", &collections, name).await?;
    api.delete(&format!("/collections/{}", text(&found["id"])))
        .await?;
    output::say(&format!("collection `{}` is deleted", text(&found["name"])));
    Ok(())
}
