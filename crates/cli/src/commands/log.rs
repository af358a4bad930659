//! `weir log`: the ingestion log.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use crate::api::{Api, items, part, text};
use crate::args::Log;
use crate::output;

pub(crate) async fn run(dir: &Path, args: &Log) -> Result<()> {
    let api = Api::open(dir).await?;
    let mut query = format!("limit={}", args.limit);
    if let Some(name) = &args.name {
        let integration = api.integration(name).await?;
        query = format!("{query}&integration_id={}", text(&integration["id"]));
    }
    let filters = [
        ("status", &args.status),
        ("kind", &args.kind),
        ("from", &args.from),
        ("to", &args.to),
        ("error_class", &args.class),
        ("q", &args.text),
        ("after", &args.after),
    ];
    for (name, value) in filters {
        if let Some(value) = value {
            query = format!("{query}&{name}={}", part(value));
        }
    }
    let list = api.get(&format!("/tasks?{query}")).await?;
    api.close().await;
    if args.json {
        return output::json(&list);
    }
    let rows: Vec<Vec<String>> = items(&list).map(row).collect();
    output::table(
        &[
            "TASK",
            "INTEGRATION",
            "STARTED",
            "TOOK",
            "KIND",
            "LANE",
            "ATTEMPT",
            "STATUS",
            "ROWS",
            "REQUESTS",
            "POINTS",
            "RETRIES",
            "WHAT WENT WRONG",
        ],
        &rows,
    );
    if let Some(next) = list["next"].as_str() {
        output::say(&format!("older ones: --after {next}"));
    }
    Ok(())
}

fn row(task: &Value) -> Vec<String> {
    let error = &task["error"];
    let wrong = match error["class"].as_str() {
        Some(class) => format!("{class}: {}; {}", text(&error["message"]), text(&error["hint"])),
        None => String::new(),
    };
    let number = |name: &str| task[name].to_string();
    vec![
        text(&task["id"]).to_owned(),
        text(&task["integration"]).to_owned(),
        text(&task["started_at"]).to_owned(),
        output::duration(task["duration_ms"].as_i64().unwrap_or_default()),
        text(&task["kind"]).to_owned(),
        text(&task["lane"]).to_owned(),
        number("attempt"),
        text(&task["status"]).to_owned(),
        number("rows"),
        number("requests"),
        number("points"),
        number("retries"),
        wrong,
    ]
}
