//! `weir integration diagnose`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use serde_json::Value;

use crate::api::{Api, text};
use crate::output;

pub(crate) async fn run(dir: &Path, name: &str, as_json: bool) -> Result<ExitCode> {
    let api = Api::open(dir).await?;
    let integration = api.integration(name).await?;
    let path = format!("/integrations/{}/diagnostics", text(&integration["id"]));
    let found = api.get(&path).await?;
    api.close().await;
    if as_json {
        output::json(&found)?;
    } else {
        print(text(&integration["name"]), &found);
    }
    Ok(if found["status"] == "failed" {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn print(name: &str, found: &Value) {
    output::line(&format!(
        "{name}: {} (past week: {})",
        text(&found["status"]).to_uppercase(),
        text(&found["summary"])
    ));
    for condition in found["conditions"].as_array().into_iter().flatten() {
        let until = match condition["until"].as_str() {
            Some(until) => format!(", until {until}"),
            None => String::new(),
        };
        output::line(&format!(
            "  {:8} {}: {}{until}",
            text(&condition["severity"]),
            text(&condition["state"]),
            text(&condition["reason"])
        ));
        if let Some(fix) = condition["fix"].as_str() {
            output::line(&format!("           what to do: {fix}"));
        }
    }
    let rows: Vec<Vec<String>> = found["streams"]
        .as_array()
        .into_iter()
        .flatten()
        .map(row)
        .collect();
    output::table(
        &[
            "STREAM",
            "STATE",
            "ROWS",
            "FRESH AT",
            "READ FROM",
            "HOLES",
            "PARTITIONS",
        ],
        &rows,
    );
    for affected in found["affects"].as_array().into_iter().flatten() {
        let metrics = affected["metrics"].as_array().into_iter().flatten();
        let metrics: Vec<&str> = metrics.filter_map(Value::as_str).collect();
        output::line(&format!(
            "project `{}` reads it: {}",
            text(&affected["project"]),
            metrics.join(", ")
        ));
    }
}

fn row(stream: &Value) -> Vec<String> {
    let holes = stream["holes"].as_array().map_or(0, Vec::len);
    vec![
        text(&stream["name"]).to_owned(),
        text(&stream["state"]).to_owned(),
        stream["rows"]
            .as_u64()
            .map(|rows| rows.to_string())
            .unwrap_or_default(),
        text(&stream["fresh_at"]).to_owned(),
        text(&stream["coverage"][0]["from"]).to_owned(),
        holes.to_string(),
        format!("{} of {}", stream["partitions_done"], stream["partitions_total"]),
    ]
}
