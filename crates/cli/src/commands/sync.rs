//! `weir sync` and `weir replay`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use weir_model::Time;

use super::preview;
use crate::api::{Api, text};
use crate::args::Sync;
use crate::output;

pub(crate) async fn run(dir: &Path, args: &Sync) -> Result<ExitCode> {
    let since = args.since.as_deref().map(date).transpose()?;
    let kind = if args.full { "full" } else { "sync" };
    let wanted = json!({ "kind": kind, "since": since });
    tasks(dir, args.name.as_deref(), &wanted, args.json).await
}

pub(crate) async fn replay(dir: &Path, name: &str) -> Result<ExitCode> {
    tasks(dir, Some(name), &json!({ "kind": "replay" }), false).await
}

/// The next attempt of the newest task of an integration.
pub(crate) async fn retry(dir: &Path, name: &str, as_json: bool) -> Result<ExitCode> {
    let api = Api::open(dir).await?;
    let integration = api.integration(name).await?;
    let Some(last) = integration["last_task"]["id"].as_str() else {
        anyhow::bail!("`{name}` has no task yet; run `weir sync {name}`");
    };
    let task = api.post(&format!("/tasks/{last}/retry"), Value::Null).await?;
    let ended = api.ended(&task).await?;
    api.close().await;
    finish(&[ended], as_json)
}

/// Runs one task for each integration, together, and prints what each did.
async fn tasks(dir: &Path, name: Option<&str>, wanted: &Value, as_json: bool) -> Result<ExitCode> {
    let api = Api::open(dir).await?;
    let integrations = api.integrations(name).await?;
    if integrations.is_empty() {
        output::say("nothing is connected; begin with `weir integration add`");
    }
    let mut started = Vec::new();
    let mut refused = Vec::new();
    for integration in &integrations {
        let path = format!("/integrations/{}/sync", text(&integration["id"]));
        // One that cannot start holds up no other.
        match api.post(&path, wanted.clone()).await {
            Ok(task) => started.push(task),
            Err(error) => refused.push(error),
        }
    }
    let mut ended = Vec::new();
    for task in &started {
        ended.push(api.ended(task).await?);
    }
    api.close().await;
    let code = finish(&ended, as_json)?;
    match refused.into_iter().next() {
        Some(error) => Err(error),
        None => Ok(code),
    }
}

fn finish(tasks: &[Value], as_json: bool) -> Result<ExitCode> {
    if as_json {
        output::json(&tasks)?;
    } else {
        tasks.iter().for_each(print_task);
    }
    let all_succeeded = tasks.iter().all(|task| task["status"] == "succeeded");
    Ok(if all_succeeded {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A day or a moment.
pub(crate) fn date(text: &str) -> Result<Time> {
    Time::parse(text)
        .with_context(|| format!("`{text}` is not a date: write 2026-01-31, or 2026-01-31T12:00:00Z"))
}

pub(crate) fn print_task(task: &Value) {
    let attempt = match task["attempt"].as_u64() {
        Some(attempt) if attempt > 1 => format!(" (attempt {attempt})"),
        _ => String::new(),
    };
    output::line(&format!(
        "{}: {} {}{attempt} at {}, took {}: {} requests, {} retries, {} rows",
        text(&task["integration"]),
        text(&task["kind"]),
        text(&task["status"]),
        text(&task["started_at"]),
        output::duration(task["duration_ms"].as_i64().unwrap_or_default()),
        task["requests"],
        task["retries"],
        task["rows"],
    ));
    if !task["plan"].is_null() {
        output::line(&format!("planned: {}", preview::summary(&task["plan"])));
    }
    let streams = task["streams"].as_array().into_iter().flatten();
    let rows: Vec<Vec<String>> = streams.map(|report| stream_row(task, report)).collect();
    output::table(
        &[
            "STREAM", "REQUESTS", "PLANNED", "POINTS", "RECORDS", "ROWS", "DURATION", "LEFT OUT",
        ],
        &rows,
    );
    if !task["error"].is_null() {
        output::line(&format!("error: {}", text(&task["error"]["message"])));
        output::line(&format!("  what to do: {}", text(&task["error"]["hint"])));
    }
}

fn stream_row(task: &Value, report: &Value) -> Vec<String> {
    let time = |name: &str| report[name].as_str().and_then(Time::parse);
    let took = time("started")
        .zip(time("finished"))
        .map(|(start, end)| (end.0 - start.0) / 1000);
    let skipped = report["skipped"].as_object().into_iter().flatten();
    let skipped = skipped.map(|(reason, count)| format!("{count} × {reason}"));
    let error = report["error"]["message"].as_str().map(str::to_owned);
    vec![
        text(&report["stream"]).to_owned(),
        report["requests"].to_string(),
        preview::planned(task, &report["stream"]),
        report["points"].to_string(),
        report["records"].to_string(),
        report["rows"].to_string(),
        took.map(output::duration).unwrap_or_default(),
        skipped.chain(error).collect::<Vec<_>>().join("; "),
    ]
}
