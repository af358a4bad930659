//! `weir integration …`

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Map, Value, json};
use weir_connect::Connector;
use weir_server::runtime::connector;

use crate::api::{Api, LOOK, Refused, items, text};
use crate::args::IntegrationAdd;
use crate::{output, secret};

pub(crate) async fn add(dir: &Path, args: IntegrationAdd) -> Result<()> {
    let connector = connector(&args.kind)?;
    let mut config = Map::new();
    if let Some(url) = &args.url {
        config.insert("url".to_owned(), url_value(connector, url)?.into());
    }
    for setting in &args.settings {
        let (key, value) = setting
            .split_once('=')
            .with_context(|| format!("`{setting}`: write KEY=VALUE"))?;
        config.insert(key.to_owned(), setting_value(connector, key, value)?);
    }
    let name = args
        .name
        .unwrap_or_else(|| default_name(&args.kind, args.url.as_deref()));
    let mut secrets = BTreeMap::new();
    if let Some(file) = &args.token_file {
        secrets.insert("token", read_token(file)?);
    }
    let method = connector
        .auth_method(&Value::Object(config.clone()))
        .context("`auth` names no way to authenticate that there is")?;
    for credential in method
        .credentials
        .iter()
        .filter(|credential| !credential.optional)
    {
        if !secrets.contains_key(credential.name) {
            bail!(
                "{} needs a {}: {}; pass --token-file",
                connector.title,
                credential.name,
                credential.doc
            );
        }
    }
    let secrets: Map<String, Value> = secrets
        .iter()
        .map(|(name, secret)| ((*name).to_owned(), secret.expose_secret().into()))
        .collect();
    let new = json!({ "kind": args.kind, "name": name, "config": config, "secrets": secrets });
    let depth = args.depth.as_deref().map(super::schedule::depth).transpose()?;
    let api = Api::open(dir).await?;
    let mut integration = api.post("/integrations", new).await?;
    let path = format!("/integrations/{}", text(&integration["id"]));
    if let Some(depth) = depth {
        api.put(&format!("{path}/schedule"), json!({ "depth_days": depth }))
            .await?;
        integration = api.get(&path).await?;
    }
    api.close().await;
    if args.json {
        return output::json(&integration);
    }
    let name = text(&integration["name"]);
    let next = if connector.is_pushed() {
        format!(
            "`weir integration webhooks secret {name}` makes the address and the secret to send events with"
        )
    } else {
        format!("`weir sync {name}` reads it")
    };
    output::say(&format!("{} `{name}` is connected; {next}", connector.title));
    Ok(())
}

/// A local path becomes absolute, so that later commands find it from any folder.
fn url_value(connector: &Connector, url: &str) -> Result<String> {
    let local = connector.id == "git" && !url.contains("://") && Path::new(url).exists();
    if !local {
        return Ok(url.to_owned());
    }
    let path = std::fs::canonicalize(url).with_context(|| format!("opening {url}"))?;
    Ok(path.display().to_string())
}

/// The value in the type that the connector's schema gives the key.
fn setting_value(connector: &Connector, key: &str, value: &str) -> Result<Value> {
    let schema = connector.schema();
    let properties = schema
        .get("properties")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let Some(property) = properties.get(key) else {
        let known: Vec<&str> = properties.keys().map(String::as_str).collect();
        bail!(
            "{} has no setting `{key}`; it has {}",
            connector.title,
            known.join(", ")
        );
    };
    let is = |ty: &str| match &property["type"] {
        Value::String(one) => one == ty,
        Value::Array(several) => several.iter().any(|one| one == ty),
        _ => false,
    };
    let wrong = |expected: &str| format!("`{key}` takes {expected}, not `{value}`");
    Ok(if is("array") {
        let entries = value.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        entries.collect::<Vec<_>>().into()
    } else if is("boolean") {
        value
            .parse::<bool>()
            .with_context(|| wrong("true or false"))?
            .into()
    } else if is("integer") {
        value
            .parse::<i64>()
            .with_context(|| wrong("a whole number"))?
            .into()
    } else {
        value.into()
    })
}

fn default_name(kind: &str, url: Option<&str>) -> String {
    let last = url.and_then(|url| {
        url.trim_end_matches('/')
            .rsplit(['/', '\\', ':'])
            .find(|part| !part.is_empty())
    });
    let name = last
        .map(|last| last.trim_end_matches(".git"))
        .filter(|name| !name.is_empty() && *name != ".");
    name.unwrap_or(kind).to_owned()
}

fn read_token(file: &Path) -> Result<SecretString> {
    let text = secret::read(file)?;
    let token = text.trim();
    if token.is_empty() {
        bail!("{} holds no token", file.display());
    }
    Ok(SecretString::from(token.to_owned()))
}

pub(crate) async fn check(dir: &Path, name: &str, as_json: bool) -> Result<ExitCode> {
    let api = Api::open(dir).await?;
    let integration = api.integration(name).await?;
    let settings = json!({
        "kind": integration["kind"],
        "config": integration["config"],
        "integration_id": integration["id"],
    });
    let found = api.post("/integrations/validate", settings).await?;
    api.close().await;
    let ok = found["ok"] == true;
    if as_json {
        output::json(&found)?;
    } else {
        for check in found["checks"].as_array().into_iter().flatten() {
            let mark = if check["ok"] == true { "ok    " } else { "FAILED" };
            output::line(&format!(
                "{mark}  {}  {}",
                text(&check["name"]),
                text(&check["message"])
            ));
            if check["ok"] != true && !text(&check["hint"]).is_empty() {
                output::line(&format!("        {}", text(&check["hint"])));
            }
        }
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(crate) async fn list(dir: &Path, as_json: bool) -> Result<()> {
    let api = Api::open(dir).await?;
    let list = api.get("/integrations").await?;
    api.close().await;
    if as_json {
        return output::json(&list["items"]);
    }
    let integrations = items(&list);
    let rows: Vec<Vec<String>> = integrations
        .map(|one| {
            let ingested = one["last_ingested_at"].as_str().unwrap_or("never");
            let next = one["next_sync_at"].as_str().unwrap_or("-");
            [
                text(&one["name"]),
                text(&one["kind"]),
                &text(&one["status"]).to_uppercase(),
                text(&one["state"]),
                ingested,
                next,
                text(&one["status_reason"]),
            ]
            .map(str::to_owned)
            .to_vec()
        })
        .collect();
    output::table(
        &[
            "NAME",
            "CONNECTOR",
            "STATUS",
            "STATE",
            "LAST INGESTED",
            "NEXT SYNC",
            "REASON",
        ],
        &rows,
    );
    Ok(())
}

pub(crate) async fn show(dir: &Path, name: &str, as_json: bool) -> Result<()> {
    let api = Api::open(dir).await?;
    let mut integration = api.integration(name).await?;
    let path = format!("/integrations/{}/tasks?limit=20", text(&integration["id"]));
    let mut tasks = api.get(&path).await?;
    api.close().await;
    if as_json {
        integration["tasks"] = tasks["items"].take();
        return output::json(&integration);
    }
    output::line(&format!(
        "{} ({}), {}",
        text(&integration["name"]),
        text(&integration["kind"]),
        text(&integration["status"])
    ));
    output::line(&format!("configuration: {}", integration["config"]));
    for task in items(&tasks) {
        output::line("");
        super::sync::print_task(task);
    }
    Ok(())
}

pub(crate) async fn delete(dir: &Path, name: &str, yes: bool) -> Result<()> {
    let api = Api::open(dir).await?;
    let integration = api.integration(name).await?;
    let name = text(&integration["name"]);
    let path = format!("/integrations/{}", text(&integration["id"]));
    if !yes {
        let preview = api.get(&format!("{path}/deletion")).await?;
        let projects: Vec<&str> = preview["projects"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|project| text(&project["name"]))
            .collect();
        output::say(&format!(
            "This deletes all data of `{name}`: {} rows, {} documents, {} mirrors.",
            preview["rows"], preview["raw_records"], preview["mirrors"]["count"]
        ));
        if !projects.is_empty() {
            output::say(&format!(
                "The numbers of {} will no longer include it.",
                projects.join(", ")
            ));
        }
        output::say("Type its name to go on:");
        let mut typed = String::new();
        std::io::stdin().lock().read_line(&mut typed)?;
        if typed.trim() != name {
            bail!("the name does not fit; nothing was deleted");
        }
    }
    let confirm = json!({ "confirm": name });
    api.call(reqwest::Method::DELETE, &path, Some(confirm)).await?;
    while !is_gone(&api, &path).await? {
        tokio::time::sleep(LOOK).await;
    }
    api.close().await;
    output::say(&format!("`{name}` is deleted"));
    Ok(())
}

async fn is_gone(api: &Api, path: &str) -> Result<bool> {
    match api.get(path).await {
        Ok(_) => Ok(false),
        Err(error) => match error.downcast_ref::<Refused>() {
            Some(refused) if refused.status == 404 => Ok(true),
            _ => Err(error),
        },
    }
}

/// Lets the schedule of an integration rest, or go on.
pub(crate) async fn pause(dir: &Path, name: &str, pause: bool) -> Result<()> {
    let api = Api::open(dir).await?;
    let integration = api.integration(name).await?;
    let (action, said) = if pause {
        ("pause", "is paused")
    } else {
        ("resume", "goes on")
    };
    let path = format!("/integrations/{}/{action}", text(&integration["id"]));
    let schedule = api.post(&path, Value::Null).await?;
    api.close().await;
    let next = match schedule["next_tail_at"].as_str() {
        Some(next) => format!("; the next sync is at {next}"),
        None => String::new(),
    };
    output::say(&format!("`{}` {said}{next}", text(&integration["name"])));
    Ok(())
}

/// Stops the running task.
pub(crate) async fn cancel(dir: &Path, name: &str) -> Result<()> {
    let api = Api::open(dir).await?;
    let integration = api.integration(name).await?;
    let path = format!("/integrations/{}/cancel", text(&integration["id"]));
    let done = api.post(&path, Value::Null).await?;
    api.close().await;
    output::say(if done["cancelled"] == true {
        "the task ends within a page"
    } else {
        "no task is running"
    });
    Ok(())
}
