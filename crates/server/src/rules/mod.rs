//! What must hold before something is stored or asked. Handlers call these and add nothing.

pub(crate) mod account;
mod affects;
mod channels;
pub(crate) mod coverage;
mod credentials;
mod deletion;
pub(crate) mod diagnosis;
pub(crate) mod plan;
mod range;
pub(crate) mod schedule;
mod schema;
mod scope;
mod settings;
pub(crate) mod sought;

pub(crate) use crate::runtime::account_scope;
pub(crate) use affects::affected_metrics;
pub(crate) use channels::{ChannelSettings, changed_channel, new_channel, rotated};
pub(crate) use credentials::credentials;
pub(crate) use deletion::{bytes, confirmed};
pub(crate) use range::range;
pub(crate) use scope::{left_out, partitions, set_scope, unmatched};
pub(crate) use settings::{discover, last_days, project_view};

use std::collections::BTreeMap;

use secrecy::SecretString;
use serde_json::Value;
use weir_connect::{AuthMethod, Connector};
use weir_control::{Control, Integration, IntegrationChange};
use weir_model::Time;

use crate::api::error::ApiError;
use crate::api::runtime::Trial;

#[cfg(test)]
mod tests;

/// The conditions of a `filters` parameter.
pub(crate) fn filters(text: &str) -> Result<Vec<weir_measures::Filter>, ApiError> {
    serde_json::from_str(text).map_err(|error| {
        ApiError::invalid(format!("`filters` is not a list of conditions: {error}"))
            .hint("as in [{\"dimension\": \"author\", \"operator\": \"is_not\", \"values\": [\"ann\"]}]")
    })
}

/// The connector of that id.
pub(crate) fn connector(kind: &str) -> Result<&'static Connector, ApiError> {
    weir_connectors::find(kind).ok_or_else(|| {
        let known: Vec<_> = weir_connectors::ALL
            .iter()
            .map(|connector| connector.id)
            .collect();
        ApiError::invalid(format!("there is no connector `{kind}`"))
            .hint(format!("known: {}", known.join(", ")))
    })
}

/// A configuration that fits the connector's schema, without fields that were left empty.
pub(crate) fn config(connector: &Connector, config: Value) -> Result<Value, ApiError> {
    let config = match config {
        Value::Object(fields) => {
            Value::Object(fields.into_iter().filter(|(_, value)| !value.is_null()).collect())
        }
        other => other,
    };
    let faults = schema::faults(connector.schema().as_value(), &config);
    match faults
        .into_iter()
        .next()
        .or_else(|| auth_fault(connector, &config))
    {
        Some(fault) => {
            Err(ApiError::invalid(fault).hint("GET /connectors has the schema of each configuration"))
        }
        None => Ok(config),
    }
}

/// A field that the chosen method of authentication needs and that is not there.
fn auth_fault(connector: &Connector, config: &Value) -> Option<String> {
    let method = connector.auth_method(config)?;
    let given = |name: &str| config.get(name).and_then(Value::as_str).unwrap_or_default();
    let missing = method
        .fields
        .iter()
        .find(|field| !field.optional && given(field.name).trim().is_empty())?;
    Some(format!("config.{} is missing: {}", missing.name, missing.doc))
}

/// Whether the named secrets, with those stored already, are what the chosen method needs, and nothing else.
pub(crate) fn secrets<'a>(
    connector: &Connector,
    config: &Value,
    mut given: impl Iterator<Item = &'a String> + Clone,
    stored: &[String],
) -> Result<(), ApiError> {
    let Some(method) = connector.auth_method(config) else {
        return Err(ApiError::invalid("config.auth names no method of authentication"));
    };
    if let Some(unknown) = given.clone().find(|name| !method.knows_secret(name)) {
        let names: Vec<_> = method
            .credentials
            .iter()
            .map(|credential| credential.name)
            .collect();
        return Err(
            ApiError::invalid(format!("{} knows no secret `{unknown}`", connector.title))
                .hint(format!("known: {}", names.join(", "))),
        );
    }
    let missing = method.credentials.iter().find(|credential| {
        !credential.optional
            && !given.by_ref().any(|name| name == credential.name)
            && !stored.iter().any(|name| name == credential.name)
    });
    match missing {
        Some(credential) => Err(
            ApiError::invalid(format!("the secret `{}` is missing", credential.name)).hint(credential.doc),
        ),
        None => Ok(()),
    }
}

/// Settings to try, completed with the secrets that an integration has stored.
pub(crate) async fn trial(
    control: &Control,
    kind: &str,
    config: Value,
    given: BTreeMap<String, Option<SecretString>>,
    stored: Option<i64>,
) -> Result<Trial, ApiError> {
    let connector = connector(kind)?;
    let config = self::config(connector, config)?;
    let mut secrets = BTreeMap::new();
    let unchanged = stored.filter(|_| given.is_empty());
    if let Some(id) = stored {
        let integration = control.integration(id).await?;
        if integration.kind != kind {
            return Err(ApiError::invalid(format!("integration {id} is no `{kind}`")));
        }
        let kept = control.secrets(id).await?;
        needs_secrets_again(
            &integration.config,
            &config,
            kept.keys().any(|name| !given.contains_key(name)),
        )?;
        secrets = kept;
    }
    for (name, secret) in given {
        match secret {
            Some(secret) => secrets.insert(name, secret),
            None => secrets.remove(&name),
        };
    }
    self::secrets(connector, &config, secrets.keys(), &[])?;
    Ok(Trial {
        connector,
        config,
        secrets,
        stored: unchanged,
    })
}

/// A change of an integration that leaves it whole.
pub(crate) async fn change(
    control: &Control,
    id: i64,
    change: IntegrationChange,
) -> Result<IntegrationChange, ApiError> {
    let integration = control.integration(id).await?;
    if integration.deleting_since.is_some() {
        return Err(ApiError::new(
            crate::api::error_codes::ErrorCode::Conflict,
            format!("`{}` is being deleted", integration.name),
        ));
    }
    let connector = connector(&integration.kind)?;
    let stored = control.secret_names().await?.remove(&id).unwrap_or_default();
    let kept: Vec<String> = stored
        .into_iter()
        .filter(|name| !change.secrets.contains_key(name))
        .collect();
    let config = change
        .config
        .map(|config| self::config(connector, config))
        .transpose()?;
    if let Some(config) = &config {
        needs_secrets_again(&integration.config, config, !kept.is_empty())?;
    }
    let set = change
        .secrets
        .iter()
        .filter(|(_, secret)| secret.is_some())
        .map(|(name, _)| name);
    let chosen = config.as_ref().unwrap_or(&integration.config);
    secrets(connector, chosen, set.collect::<Vec<_>>().into_iter(), &kept)?;
    Ok(IntegrationChange { config, ..change })
}

/// A stored secret must not be sent to another address than the one it was entered for: whoever may edit an
/// integration could read the secret there.
fn needs_secrets_again(old: &Value, new: &Value, keeps_some: bool) -> Result<(), ApiError> {
    let moved = ["url", AuthMethod::TOKEN_URL]
        .iter()
        .any(|key| old.get(*key) != new.get(*key));
    if keeps_some && moved {
        return Err(ApiError::invalid(
            "the address was changed, so the secrets must be entered again",
        ));
    }
    Ok(())
}

/// How long before its end a credential is warned of.
const SOON_MICROS: i64 = 14 * 24 * 3600 * 1_000_000;

/// Whether a credential ends within 14 days, or has ended.
pub(crate) fn ends_soon(at: Time) -> bool {
    let now: Time = chrono::Utc::now().into();
    at.0 - now.0 < SOON_MICROS
}

/// Scheme and host, without anything behind them.
pub(crate) fn origin(text: &str) -> Result<String, ApiError> {
    let text = text.trim().trim_end_matches('/');
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    match rest {
        Some(host) if !host.is_empty() && host.chars().all(plain) => Ok(text.to_owned()),
        _ => Err(ApiError::invalid(format!("`{text}` is no origin"))
            .hint("write scheme and host, as in https://weir.example.com")),
    }
}

/// 256 random bits as text.
pub(crate) fn random_word() -> SecretString {
    use std::fmt::Write as _;
    let bytes: [u8; 32] = rand::random();
    let mut text = String::with_capacity(64);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text.into()
}

/// Days of history in a parameter; `all` is everything.
pub(crate) fn depth(text: &str) -> Result<Option<u32>, ApiError> {
    if text == "all" {
        return Ok(None);
    }
    let days = text.parse::<u32>().ok().filter(|days| *days > 0);
    days.map(Some).ok_or_else(|| {
        ApiError::invalid(format!("depth_days `{text}` is no number of days"))
            .hint("write a number from 1, or `all`")
    })
}

/// Days of history that an integration's schedule says.
pub(crate) async fn depth_of(control: &Control, integration: &Integration) -> Result<Option<u32>, ApiError> {
    let schedule = control.schedule(integration.id).await?;
    Ok(schedule::timetable(&integration.kind, &schedule).depth_days)
}

/// The rows that a stored document becomes, ids prefixed with the integration.
pub(crate) fn map_again(
    connector: &Connector,
    integration: &str,
    record: &weir_lake::RawRecord,
) -> Vec<weir_model::Row> {
    let record = crate::runtime::fetched(record.clone());
    weir_ingest::replay(connector, integration, &[record]).rows
}

/// An id in a body.
pub(crate) fn id(what: &str, text: &str) -> Result<i64, ApiError> {
    text.parse().map_err(|_| ApiError::not_found(what, text))
}

/// A moment in a parameter.
pub(crate) fn time(field: &str, text: &str) -> Result<Time, ApiError> {
    Time::parse(text).ok_or_else(|| {
        ApiError::invalid(format!("{field} `{text}` is not a time"))
            .hint("write `2026-01-31` or `2026-01-31T12:00:00Z`")
    })
}
