//! `weir sync` and `weir replay`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use weir_control::{Task, TaskKind, TaskStatus};
use weir_model::Time;

use crate::args::Sync;
use crate::{data_dir, output};

pub(crate) async fn run(dir: &Path, args: &Sync) -> Result<ExitCode> {
    let since = args.since.as_deref().map(date).transpose()?;
    tasks(dir, args.name.as_deref(), TaskKind::Sync, since, args.json).await
}

pub(crate) async fn replay(dir: &Path, name: &str) -> Result<ExitCode> {
    tasks(dir, Some(name), TaskKind::Replay, None, false).await
}

/// Runs one task for each integration, together, and prints what each did.
async fn tasks(
    dir: &Path,
    name: Option<&str>,
    kind: TaskKind,
    since: Option<Time>,
    json: bool,
) -> Result<ExitCode> {
    let supervisor = data_dir::supervise(dir).await?;
    let control = &supervisor.home().control;
    let integrations = match name {
        Some(name) => vec![control.integration_named(name).await?],
        None => control.integrations().await?,
    };
    if integrations.is_empty() {
        output::say("nothing is connected; begin with `weir integration add`");
    }
    let mut started = Vec::new();
    for integration in integrations {
        let (_, handle) = supervisor.start(integration.id, kind, since).await?;
        started.push((integration, handle));
    }
    let mut values = Vec::new();
    let mut all_succeeded = true;
    for (integration, handle) in started {
        let task = handle.await??;
        all_succeeded &= task.status == TaskStatus::Succeeded;
        if json {
            let mut value = task_json(&task);
            value["integration"] = integration.name.into();
            values.push(value);
        } else {
            print_task(&integration.name, &task);
        }
    }
    if json {
        output::json(&values)?;
    }
    supervisor.close().await;
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

pub(crate) fn print_task(integration: &str, task: &Task) {
    let end = task.finished_at.unwrap_or(task.started_at);
    output::line(&format!(
        "{integration}: {} {} at {}, took {}: {} requests, {} retries, {} rows",
        task.kind,
        task.status,
        task.started_at,
        output::duration((end.0 - task.started_at.0) / 1000),
        task.totals.requests,
        task.totals.retries,
        task.totals.rows,
    ));
    let rows: Vec<Vec<String>> = task.streams.iter().map(stream_row).collect();
    output::table(
        &[
            "STREAM", "REQUESTS", "POINTS", "RECORDS", "ROWS", "DURATION", "LEFT OUT",
        ],
        &rows,
    );
    if let Some(error) = &task.error {
        output::line(&format!("error: {}", error.message));
        output::line(&format!("  what to do: {}", error.hint));
    }
}

fn stream_row(report: &weir_control::StreamReport) -> Vec<String> {
    let took = report
        .started_at
        .zip(report.finished_at)
        .map(|(start, end)| (end.0 - start.0) / 1000);
    let skipped: Vec<String> = report
        .skipped
        .iter()
        .map(|(reason, count)| format!("{count} × {reason}"))
        .collect();
    let error = report.error.as_ref().map(|error| error.message.clone());
    vec![
        report.stream.clone(),
        report.totals.requests.to_string(),
        report.totals.points.to_string(),
        report.totals.records.to_string(),
        report.totals.rows.to_string(),
        took.map(output::duration).unwrap_or_default(),
        skipped.into_iter().chain(error).collect::<Vec<_>>().join("; "),
    ]
}

pub(crate) fn task_json(task: &Task) -> Value {
    let took = task.finished_at.map(|end| (end.0 - task.started_at.0) / 1000);
    json!({
        "id": task.id,
        "kind": task.kind,
        "status": task.status,
        "started_at": task.started_at,
        "finished_at": task.finished_at,
        "duration_ms": took,
        "requests": task.totals.requests,
        "points": task.totals.points,
        "retries": task.totals.retries,
        "records": task.totals.records,
        "rows": task.totals.rows,
        "error": task.error,
        "streams": task.streams,
    })
}
