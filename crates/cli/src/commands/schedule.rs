//! `weir integration schedule`.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::api::{Api, text};
use crate::args::Schedule;
use crate::output;

pub(crate) async fn run(dir: &Path, args: &Schedule) -> Result<()> {
    let depth = args.depth.as_deref().map(depth).transpose()?;
    let api = Api::open(dir).await?;
    let integration = api.integration(&args.name).await?;
    let path = format!("/integrations/{}/schedule", text(&integration["id"]));
    let mut schedule = api.get(&path).await?;
    if args.default {
        schedule = api.put(&path, json!({})).await?;
    } else if args.changes() {
        schedule = api.put(&path, changed(args, depth, &schedule)).await?;
    }
    api.close().await;
    if args.json {
        return output::json(&schedule);
    }
    print(&schedule);
    Ok(())
}

/// The schedule with what the arguments set; all else stays.
fn changed(args: &Schedule, depth: Option<Value>, now: &Value) -> Value {
    let every = |minutes: Option<u32>| minutes.map(|minutes| json!({ "every_minutes": minutes }));
    let cron = |text: &Option<String>| text.as_ref().map(|text| json!({ "cron": text }));
    let tail = every(args.every).or_else(|| cron(&args.cron));
    let full = every(args.full_every).or_else(|| cron(&args.full_cron));
    let full = if args.no_full { Some(Value::Null) } else { full };
    json!({
        "tail": tail.unwrap_or_else(|| now["tail"].clone()),
        "full": full.unwrap_or_else(|| now["full"].clone()),
        "depth_days": depth.unwrap_or_else(|| now["depth_days"].clone()),
        "time_zone": args.zone.clone().map_or_else(|| now["time_zone"].clone(), Value::from),
    })
}

/// Days, or `all`.
pub(crate) fn depth(text: &str) -> Result<Value> {
    if text == "all" {
        return Ok(Value::Null);
    }
    let days = text.parse::<u32>();
    Ok(days
        .with_context(|| format!("`{text}` is no depth: write a number of days, or `all`"))?
        .into())
}

fn print(schedule: &Value) {
    let cadence = |cadence: &Value| match (cadence["every_minutes"].as_u64(), cadence["cron"].as_str()) {
        (Some(minutes), _) => format!("every {minutes} minutes"),
        (_, Some(cron)) => format!("at `{cron}` ({})", text(&schedule["time_zone"])),
        _ => "never".to_owned(),
    };
    let next = |name: &str| match schedule[name].as_str() {
        Some(next) => format!(", next at {next}"),
        None => String::new(),
    };
    output::line(&format!(
        "what is new   {}{}",
        cadence(&schedule["tail"]),
        next("next_tail_at")
    ));
    output::line(&format!(
        "full pass     {}{}",
        cadence(&schedule["full"]),
        next("next_full_at")
    ));
    let depth = match schedule["depth_days"].as_u64() {
        Some(days) => format!("{days} days"),
        None => "everything".to_owned(),
    };
    output::line(&format!("history       {depth}"));
    if let Some(since) = schedule["paused_at"].as_str() {
        output::line(&format!("paused        since {since}"));
    }
    let backoff = &schedule["backoff"];
    if !backoff.is_null() {
        let until = match backoff["next_attempt_at"].as_str() {
            Some(next) => format!("the next try is at {next}"),
            None => "it waits for re-authentication".to_owned(),
        };
        output::line(&format!(
            "failing       {} times: {}; {until}",
            backoff["failures"],
            text(&backoff["reason"])
        ));
    }
}
