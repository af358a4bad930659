//! `weir integration preview` and `weir sync --dry-run`: what a sync would read and cost.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use crate::api::{Api, part, text};
use crate::output;

/// What stands where nothing is known: never a zero.
const UNKNOWN: &str = "unknown";

pub(crate) async fn run(dir: &Path, name: Option<&str>, depth: Option<&str>, as_json: bool) -> Result<()> {
    let api = Api::open(dir).await?;
    let integrations = api.integrations(name).await?;
    let query = depth.map_or_else(String::new, |depth| format!("?depth_days={}", part(depth)));
    let mut plans = Vec::new();
    for integration in &integrations {
        let path = format!("/integrations/{}/plan{query}", text(&integration["id"]));
        plans.push((text(&integration["name"]), api.get(&path).await?));
    }
    api.close().await;
    if as_json {
        let plans: Vec<&Value> = plans.iter().map(|(_, plan)| plan).collect();
        return output::json(&plans);
    }
    for (name, plan) in &plans {
        output::line(&format!("{name}: {}", summary(plan)));
        print_streams(plan);
    }
    Ok(())
}

/// `at least 82 requests, 60 points, about 2 min`.
pub(crate) fn summary(plan: &Value) -> String {
    let Some(requests) = plan["requests"].as_u64() else {
        return "what it costs is unknown before it has run".to_owned();
    };
    let least = if plan["at_least"] == true { "at least " } else { "" };
    let points = match plan["points"].as_u64() {
        Some(points) if points > 0 => format!(", {points} points"),
        _ => String::new(),
    };
    let time = match plan["seconds"].as_i64() {
        Some(seconds) => format!("about {}", output::duration(seconds * 1000)),
        None => "time unknown".to_owned(),
    };
    let bytes = match plan["bytes"].as_u64() {
        Some(bytes) => format!(", {} MB of git", bytes.div_ceil(1_000_000)),
        None => String::new(),
    };
    format!("{least}{requests} requests{points}, {time}{bytes}")
}

fn print_streams(plan: &Value) {
    let streams = plan["streams"].as_array().into_iter().flatten();
    let rows: Vec<Vec<String>> = streams
        .map(|stream| {
            let most = if stream["at_most"] == true { "at most " } else { "" };
            let figure = |name: &str| figure(&stream[name]);
            vec![
                text(&stream["stream"]).to_owned(),
                match stream["records"].as_u64() {
                    Some(records) => format!("{most}{records}"),
                    None => UNKNOWN.to_owned(),
                },
                figure("requests"),
                figure("points"),
                basis(stream),
            ]
        })
        .collect();
    output::table(
        &["STREAM", "RECORDS", "REQUESTS", "POINTS", "HOW IT IS KNOWN"],
        &rows,
    );
}

fn figure(value: &Value) -> String {
    value
        .as_u64()
        .map_or_else(|| UNKNOWN.to_owned(), |figure| figure.to_string())
}

fn basis(stream: &Value) -> String {
    match text(&stream["basis"]) {
        "counted" => "the upstream has counted it".to_owned(),
        "sampled" => format!("counted in {} of {}", stream["asked"], stream["of"]),
        "earlier" => format!("as in the last {} syncs", stream["tasks"]),
        "nothing" => "nothing to read".to_owned(),
        _ => "nothing tells".to_owned(),
    }
}

/// What was planned for a stream of a task.
pub(crate) fn planned(task: &Value, stream: &Value) -> String {
    let streams = task["plan"]["streams"].as_array();
    let plan = streams.and_then(|streams| streams.iter().find(|one| one["stream"] == *stream));
    plan.map_or_else(String::new, |plan| figure(&plan["requests"]))
}
