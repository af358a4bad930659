//! `weir integration …`

use std::collections::BTreeMap;
use std::io::{BufRead, Read};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use secrecy::SecretString;
use serde_json::{Map, Value, json};
use weir_connect::Connector;
use weir_control::{Integration, NewIntegration};
use weir_model::Time;
use weir_server::runtime::connector;

use crate::args::IntegrationAdd;
use crate::{data_dir, output};

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
        secrets.insert("token".to_owned(), read_token(file)?);
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
    let home = data_dir::open(dir).await?;
    let new = NewIntegration {
        kind: args.kind,
        name,
        description: String::new(),
        config: Value::Object(config),
        secrets,
    };
    let integration = home.control.create_integration(new).await?;
    if args.json {
        return output::json(&as_json(&integration));
    }
    output::say(&format!(
        "{} `{name}` is connected; `weir sync {name}` reads it",
        connector.title,
        name = integration.name
    ));
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
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    }
    let token = text.trim();
    if token.is_empty() {
        bail!("{} holds no token", file.display());
    }
    Ok(SecretString::from(token.to_owned()))
}

pub(crate) async fn check(dir: &Path, name: &str, json: bool) -> Result<ExitCode> {
    let supervisor = data_dir::supervise(dir).await?;
    let integration = supervisor.home().control.integration_named(name).await?;
    let checks = supervisor
        .check(&supervisor.spec(&integration, None).await?)
        .await;
    let ok = checks.iter().all(|check| check.ok);
    if json {
        output::json(&json!({ "ok": ok, "checks": checks }))?;
    } else {
        for check in &checks {
            let mark = if check.ok { "ok    " } else { "FAILED" };
            output::line(&format!("{mark}  {}  {}", check.name, check.message));
            if !check.ok && !check.hint.is_empty() {
                output::line(&format!("        {}", check.hint));
            }
        }
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(crate) async fn list(dir: &Path, json: bool) -> Result<()> {
    let home = data_dir::open(dir).await?;
    let integrations = home.control.integrations().await?;
    if json {
        return output::json(&integrations.iter().map(as_json).collect::<Vec<_>>());
    }
    let last = home.control.last_ingested().await?;
    let rows: Vec<Vec<String>> = integrations
        .iter()
        .map(|one| {
            let ingested = last
                .get(&one.id)
                .map_or_else(|| "never".to_owned(), Time::to_string);
            let reason = one.status_reason.clone().unwrap_or_default();
            vec![
                one.name.clone(),
                one.kind.clone(),
                one.status.to_string().to_uppercase(),
                ingested,
                reason,
            ]
        })
        .collect();
    output::table(&["NAME", "CONNECTOR", "STATUS", "LAST INGESTED", "REASON"], &rows);
    Ok(())
}

pub(crate) async fn show(dir: &Path, name: &str, json: bool) -> Result<()> {
    let home = data_dir::open(dir).await?;
    let integration = home.control.integration_named(name).await?;
    let tasks = home.control.tasks(integration.id, None, 20).await?;
    let log: Vec<Value> = tasks.iter().map(super::sync::task_json).collect();
    if json {
        let mut value = as_json(&integration);
        value["tasks"] = log.into();
        return output::json(&value);
    }
    output::line(&format!(
        "{} ({}), {}",
        integration.name, integration.kind, integration.status
    ));
    output::line(&format!("configuration: {}", integration.config));
    for task in &tasks {
        output::line("");
        super::sync::print_task(&integration.name, task);
    }
    Ok(())
}

pub(crate) async fn delete(dir: &Path, name: &str, yes: bool) -> Result<()> {
    let supervisor = data_dir::supervise(dir).await?;
    let integration = supervisor.home().control.integration_named(name).await?;
    if !yes {
        output::say(&format!(
            "This deletes all data of `{}`. Type its name to go on:",
            integration.name
        ));
        let mut typed = String::new();
        std::io::stdin().lock().read_line(&mut typed)?;
        if typed.trim() != integration.name {
            bail!("the name does not fit; nothing was deleted");
        }
    }
    supervisor.delete(integration.id).await?;
    output::say(&format!("`{}` is deleted", integration.name));
    Ok(())
}

fn as_json(integration: &Integration) -> Value {
    json!({
        "id": integration.id,
        "name": integration.name,
        "kind": integration.kind,
        "description": integration.description,
        "config": integration.config,
        "status": integration.status,
        "status_reason": integration.status_reason,
        "created_at": integration.created_at,
    })
}
