//! `weir integration webhooks …`

use std::path::Path;

use anyhow::{Result, bail};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use weir_control::{Delivery, DeliveryFilter, DeliveryState, Received, Webhook};
use weir_server::runtime::connector;

use crate::args::Webhooks;
use crate::{data_dir, output};

pub(crate) async fn run(dir: &Path, command: Webhooks) -> Result<()> {
    match command {
        Webhooks::Show { name, json } => show(dir, &name, json).await,
        Webhooks::Secret {
            name,
            secret_file,
            json,
        } => secret(dir, &name, secret_file.as_deref(), json).await,
        Webhooks::Deliveries {
            name,
            state,
            event,
            limit,
            json,
        } => {
            let filter = DeliveryFilter {
                state: state.map(Into::into),
                event,
            };
            deliveries(dir, &name, &filter, limit, json).await
        }
        Webhooks::Delete { name } => delete(dir, &name).await,
    }
}

async fn show(dir: &Path, name: &str, json: bool) -> Result<()> {
    let home = data_dir::open(dir).await?;
    let control = &home.control;
    let integration = control.integration_named(name).await?;
    let Some(facts) = connector(&integration.kind)?.webhooks else {
        bail!("`{}` has no webhooks", integration.kind);
    };
    let webhook = control.webhook(integration.id).await?;
    let results = control.delivery_results(integration.id).await?;
    let states = control.delivery_states(integration.id).await?;
    if json {
        return output::json(&json!({
            "enabled": webhook.is_some(),
            "path": webhook.as_ref().map(path),
            "secret_created_at": webhook.as_ref().map(|webhook| webhook.secret_at),
            "events": facts.events.iter().map(|event| event.name).collect::<Vec<_>>(),
            "steps": facts.steps,
            "docs": facts.docs,
            "states": states,
            "results": results,
        }));
    }
    for (place, step) in (1..).zip(facts.steps) {
        output::line(&format!(
            "{place}. {}",
            step.replace("{url}", &address(webhook.as_ref()))
        ));
    }
    let events: Vec<&str> = facts.events.iter().map(|event| event.name).collect();
    output::line(&format!("events: {}", events.join(", ")));
    output::line(&format!("more: {}", facts.docs));
    let counted = |word: &str, count: &i64| format!("{word} {count}");
    let mut counts: Vec<String> = states
        .iter()
        .map(|(state, count)| counted(state.as_str(), count))
        .collect();
    counts.extend(
        results
            .iter()
            .filter(|(result, _)| **result != Received::Accepted)
            .map(|(result, count)| counted(result.as_str(), count)),
    );
    output::line(&format!("deliveries: {}", counts.join(", ")));
    Ok(())
}

fn path(webhook: &Webhook) -> String {
    format!("/api/v1/webhooks/{}/{}", webhook.integration, webhook.path_token)
}

fn address(webhook: Option<&Webhook>) -> String {
    match webhook {
        Some(webhook) => format!("https://YOUR-SERVER{}", path(webhook)),
        None => "(made by `weir integration webhooks secret`)".to_owned(),
    }
}

async fn secret(dir: &Path, name: &str, file: Option<&Path>, json: bool) -> Result<()> {
    let home = data_dir::open(dir).await?;
    let integration = home.control.integration_named(name).await?;
    if connector(&integration.kind)?.webhooks.is_none() {
        bail!("`{}` has no webhooks", integration.kind);
    }
    let given = file.map(crate::secret::read).transpose()?;
    let shown = given.is_none();
    let made = home
        .control
        .set_webhook_secret(integration.id, given.map(|text| text.trim().into()))
        .await?;
    let path = format!("/api/v1/webhooks/{}/{}", integration.id, made.path_token);
    let secret = shown.then(|| made.secret.expose_secret());
    if json {
        return output::json(&json!({
            "secret": secret,
            "path": path,
            "previous_valid_until": made.previous_until,
        }));
    }
    output::line(&format!("address: https://YOUR-SERVER{path}"));
    if let Some(secret) = secret {
        output::line(&format!("secret, shown only this once: {secret}"));
    }
    if let Some(until) = made.previous_until {
        output::line(&format!("the secret before passes until {until}"));
    }
    Ok(())
}

async fn deliveries(dir: &Path, name: &str, filter: &DeliveryFilter, limit: u32, json: bool) -> Result<()> {
    let home = data_dir::open(dir).await?;
    let integration = home.control.integration_named(name).await?;
    let all = home
        .control
        .deliveries(integration.id, filter, None, limit)
        .await?;
    if json {
        return output::json(&all.iter().map(as_json).collect::<Vec<_>>());
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            vec![
                one.received_at.to_string(),
                one.event.clone(),
                one.state.to_string(),
                one.touched.join(", "),
                one.error.clone().unwrap_or_default(),
            ]
        })
        .collect();
    output::table(&["RECEIVED", "EVENT", "STATE", "READ AGAIN", "ERROR"], &rows);
    Ok(())
}

fn as_json(delivery: &Delivery) -> Value {
    json!({
        "id": delivery.id.to_string(),
        "delivery_id": delivery.delivery_id,
        "event": delivery.event,
        "state": delivery.state,
        "received_at": delivery.received_at,
        "processed_at": delivery.processed_at,
        "attempts": delivery.attempts,
        "next_at": delivery.next_at.filter(|_| delivery.attempts > 0),
        "error": delivery.error,
        "bytes": delivery.bytes,
        "touched": delivery.touched,
    })
}

async fn delete(dir: &Path, name: &str) -> Result<()> {
    let home = data_dir::open(dir).await?;
    let integration = home.control.integration_named(name).await?;
    home.control.delete_webhook(integration.id).await?;
    output::say(&format!(
        "the webhook of `{}` answers no longer",
        integration.name
    ));
    Ok(())
}

impl From<crate::args::DeliveryWord> for DeliveryState {
    fn from(word: crate::args::DeliveryWord) -> Self {
        match word {
            crate::args::DeliveryWord::Pending => Self::Pending,
            crate::args::DeliveryWord::Done => Self::Done,
            crate::args::DeliveryWord::Ignored => Self::Ignored,
            crate::args::DeliveryWord::Failed => Self::Failed,
        }
    }
}
