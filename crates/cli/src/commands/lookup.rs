//! `weir integration lookup`: a spot check.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use serde_json::Value;

use crate::api::{Api, part, text};
use crate::output;

pub(crate) async fn run(dir: &Path, name: &str, key: &str, as_json: bool) -> Result<ExitCode> {
    let api = Api::open(dir).await?;
    let integration = api.integration(name).await?;
    let id = text(&integration["id"]);
    let found = api
        .get(&format!("/integrations/{id}/lookup?key={}", part(key)))
        .await?;
    api.close().await;
    if as_json {
        output::json(&found)?;
    } else {
        print(&found);
    }
    Ok(if found["missing"].is_null() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn print(found: &Value) {
    for one in found["matches"].as_array().into_iter().flatten() {
        let raw = &one["raw"];
        output::line(&format!(
            "{} {} {}, fetched at {}, {} bytes",
            text(&raw["stream"]),
            text(&raw["partition_name"]),
            text(&raw["key"]),
            text(&raw["fetched_at"]),
            raw["bytes"]
        ));
        for row in one["rows"].as_array().into_iter().flatten() {
            output::line(&format!("  {} {}", text(&row["table"]), text(&row["id"])));
            for (column, value) in row["row"].as_object().into_iter().flatten() {
                if !value.is_null() && column != "id" {
                    output::line(&format!("    {column} = {value}"));
                }
            }
        }
        for absent in one["absent"].as_array().into_iter().flatten() {
            output::line(&format!("  not stored: {}", text(absent)));
        }
    }
    let missing = &found["missing"];
    if !missing.is_null() {
        output::line(&format!("nothing is stored of `{}`", text(&found["key"])));
        output::line(&format!("  {}", text(&missing["reason"])));
        output::line(&format!("  what to do: {}", text(&missing["fix"])));
        for stream in missing["looked_in"].as_array().into_iter().flatten() {
            let from = text(&stream["coverage"][0]["from"]);
            let rows = stream["rows"].as_u64().unwrap_or_default();
            output::line(&format!(
                "  looked in {}: {rows} rows, read from {}",
                text(&stream["stream"]),
                if from.is_empty() { "nowhere yet" } else { from }
            ));
        }
    }
}
