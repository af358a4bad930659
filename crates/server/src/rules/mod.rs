//! What must hold before something is stored or asked. Handlers call these and add nothing.

mod affects;
mod range;
mod schema;
mod settings;

pub(crate) use affects::affected_metrics;
pub(crate) use range::range;
pub(crate) use settings::{project_view, settings};

use std::collections::BTreeMap;

use secrecy::SecretString;
use serde_json::Value;
use weir_connect::Connector;
use weir_control::{Control, IntegrationChange};
use weir_model::Time;

use crate::api::error::ApiError;
use crate::api::runtime::Trial;

#[cfg(test)]
mod tests;

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
    match schema::faults((connector.config_schema)().as_value(), &config)
        .into_iter()
        .next()
    {
        Some(fault) => {
            Err(ApiError::invalid(fault).hint("GET /connectors has the schema of each configuration"))
        }
        None => Ok(config),
    }
}

/// Whether the named secrets, with those stored already, are what the connector needs, and nothing else.
pub(crate) fn secrets<'a>(
    connector: &Connector,
    mut given: impl Iterator<Item = &'a String> + Clone,
    stored: &[String],
) -> Result<(), ApiError> {
    let known = |name: &str| {
        connector
            .credentials
            .iter()
            .any(|credential| credential.name == name)
    };
    if let Some(unknown) = given.clone().find(|name| !known(name)) {
        let names: Vec<_> = connector
            .credentials
            .iter()
            .map(|credential| credential.name)
            .collect();
        return Err(
            ApiError::invalid(format!("{} knows no secret `{unknown}`", connector.title))
                .hint(format!("known: {}", names.join(", "))),
        );
    }
    let missing = connector.credentials.iter().find(|credential| {
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
    self::secrets(connector, secrets.keys(), &[])?;
    Ok(Trial {
        connector,
        config,
        secrets,
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
    secrets(connector, set.collect::<Vec<_>>().into_iter(), &kept)?;
    Ok(IntegrationChange { config, ..change })
}

/// A stored secret must not be sent to another address than the one it was entered for: whoever may edit an
/// integration could read the secret there.
fn needs_secrets_again(old: &Value, new: &Value, keeps_some: bool) -> Result<(), ApiError> {
    if keeps_some && old.get("url") != new.get("url") {
        return Err(ApiError::invalid(
            "the address was changed, so the secrets must be entered again",
        ));
    }
    Ok(())
}

/// Whether a configuration switch is on; switches that are not set are.
pub(crate) fn is_switched_on(config: &Value, option: Option<&str>) -> bool {
    option.is_none_or(|name| config.get(name).and_then(Value::as_bool).unwrap_or(true))
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
