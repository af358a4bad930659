//! `weir notification …`

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use crate::api::{Api, items, text};
use crate::args::{ChannelAdd, Notification};
use crate::output;

const CHANNELS: &str = "/notifications/channels";

pub(crate) async fn run(dir: &Path, command: Notification) -> Result<ExitCode> {
    let api = Api::open(dir).await?;
    let code = match command {
        Notification::Add(args) => add(&api, &args).await.map(|()| ExitCode::SUCCESS),
        Notification::List { json } => list(&api, json).await.map(|()| ExitCode::SUCCESS),
        Notification::Test { name } => test(&api, &name).await,
        Notification::Delete { name } => delete(&api, &name).await.map(|()| ExitCode::SUCCESS),
        Notification::Log { json } => log(&api, json).await.map(|()| ExitCode::SUCCESS),
    };
    api.close().await;
    code
}

async fn add(api: &Api, args: &ChannelAdd) -> Result<()> {
    let mut config = Map::new();
    for setting in &args.settings {
        let (key, value) = setting
            .split_once('=')
            .with_context(|| format!("`{setting}`: write KEY=VALUE"))?;
        let value = match key {
            "port" => value
                .parse::<u16>()
                .with_context(|| format!("`port` takes a number, not `{value}`"))?
                .into(),
            "to" => value.split(',').map(str::trim).collect::<Vec<_>>().into(),
            _ => Value::from(value),
        };
        config.insert(key.to_owned(), value);
    }
    let mut body = json!({
        "kind": args.kind, "name": args.name, "config": config, "secrets": args.secrets.read()?,
    });
    if !args.events.is_empty() {
        body["events"] = json!(args.events);
    }
    if let Some(minutes) = args.grace_minutes {
        body["grace_minutes"] = minutes.into();
    }
    let made = api.post(CHANNELS, body).await?;
    output::say(&format!(
        "channel `{name}` is made; `weir notification test {name}` tries it",
        name = args.name
    ));
    if let Some(secret) = made["signing_secret"].as_str() {
        output::say("Its requests are signed with this secret, shown only this once:");
        output::line(secret);
    }
    Ok(())
}

async fn find(api: &Api, name: &str) -> Result<String> {
    let found = api.named("channel", CHANNELS, name).await?;
    Ok(format!("{CHANNELS}/{}", text(&found["id"])))
}

async fn list(api: &Api, as_json: bool) -> Result<()> {
    let channels = api.get(CHANNELS).await?;
    if as_json {
        return output::json(&channels["items"]);
    }
    let row = |channel: &Value| {
        let events: Vec<&str> = channel["events"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        vec![
            text(&channel["name"]).to_owned(),
            text(&channel["kind"]).to_owned(),
            if channel["enabled"] == true { "on" } else { "off" }.to_owned(),
            text(&channel["last"]["status"]).to_owned(),
            events.join(", "),
        ]
    };
    let rows: Vec<Vec<String>> = items(&channels).map(row).collect();
    output::table(&["NAME", "KIND", "USED", "LAST", "EVENTS"], &rows);
    Ok(())
}

async fn test(api: &Api, name: &str) -> Result<ExitCode> {
    let path = find(api, name).await?;
    let answer = api.post(&format!("{path}/test"), Value::Null).await?;
    output::line(text(&answer["message"]));
    Ok(if answer["ok"] == true {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn delete(api: &Api, name: &str) -> Result<()> {
    let path = find(api, name).await?;
    api.delete(&path).await?;
    output::say(&format!("channel `{name}` is deleted"));
    Ok(())
}

async fn log(api: &Api, as_json: bool) -> Result<()> {
    let log = api.get("/notifications/log?limit=50").await?;
    if as_json {
        return output::json(&log["items"]);
    }
    let row = |one: &Value| {
        vec![
            text(&one["created_at"]).to_owned(),
            text(&one["channel"]["name"]).to_owned(),
            text(&one["status"]).to_owned(),
            text(&one["title"]).to_owned(),
            text(&one["error"]).to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = items(&log).map(row).collect();
    output::table(&["AT", "CHANNEL", "STATUS", "WHAT", "ERROR"], &rows);
    Ok(())
}
