use std::collections::BTreeMap;

use secrecy::SecretString;
use serde_json::Value;
use weir_control::{Channel, ChannelKind, Control, Event, NewChannel};

use crate::api::error::ApiError;
use crate::api::error_codes::ErrorCode;

/// What is told unless somebody chooses.
pub(crate) const EVENTS: [Event; 5] = [
    Event::IntegrationFailed,
    Event::IntegrationRecovered,
    Event::CredentialExpiring,
    Event::DeletionFinished,
    Event::Throttled,
];

/// Settings of a channel as they are given; what is left out has its default, or stays.
#[derive(Debug, Default)]
pub(crate) struct ChannelSettings {
    pub(crate) name: Option<String>,
    pub(crate) enabled: Option<bool>,
    pub(crate) events: Option<Vec<Event>>,
    pub(crate) grace_minutes: Option<i64>,
    pub(crate) throttled_hours: Option<i64>,
    pub(crate) config: Option<Value>,
    pub(crate) secrets: BTreeMap<String, Option<SecretString>>,
}

/// A new channel, and the secret that was made for it.
pub(crate) fn new_channel(
    kind: ChannelKind,
    given: ChannelSettings,
) -> Result<(NewChannel, Option<SecretString>), ApiError> {
    let mut secrets = given.secrets;
    let made = if kind == ChannelKind::Webhook && !secrets.contains_key("secret") {
        let made = signing_secret()?;
        secrets.insert("secret".to_owned(), Some(made.clone()));
        Some(made)
    } else {
        None
    };
    let new = NewChannel {
        kind,
        name: given.name.unwrap_or_default(),
        enabled: given.enabled.unwrap_or(true),
        events: given.events.unwrap_or_else(|| EVENTS.to_vec()),
        grace_minutes: given.grace_minutes.unwrap_or(5),
        throttled_hours: given.throttled_hours.unwrap_or(6),
        config: given.config.unwrap_or_else(|| serde_json::json!({})),
        secrets,
    };
    fits(&new, BTreeMap::new())?;
    Ok((new, made))
}

/// A channel as it is after a change.
pub(crate) async fn changed_channel(
    control: &Control,
    id: i64,
    given: ChannelSettings,
) -> Result<NewChannel, ApiError> {
    let old = control.channel(id).await?;
    let stored = control.channel_secrets(id).await?;
    let keeps_password = stored.contains_key("password") && !given.secrets.contains_key("password");
    if let Some(config) = &given.config
        && keeps_password
        && ["host", "port", "security"]
            .iter()
            .any(|field| old.config.get(field) != config.get(field))
    {
        // Whoever may edit a channel could read the password at another server.
        return Err(ApiError::invalid(
            "the mail server was changed, so the password must be entered again",
        ));
    }
    let new = NewChannel {
        name: given.name.unwrap_or_else(|| old.name.clone()),
        enabled: given.enabled.unwrap_or(old.enabled),
        events: given.events.unwrap_or_else(|| old.events.clone()),
        grace_minutes: given.grace_minutes.unwrap_or(old.grace_minutes),
        throttled_hours: given.throttled_hours.unwrap_or(old.throttled_hours),
        config: given.config.unwrap_or_else(|| old.config.clone()),
        secrets: given.secrets,
        kind: old.kind,
    };
    fits(&new, stored)?;
    Ok(new)
}

/// A webhook channel with a new secret.
pub(crate) async fn rotated(control: &Control, id: i64) -> Result<(NewChannel, SecretString), ApiError> {
    let Channel { kind, name, .. } = control.channel(id).await?;
    if kind != ChannelKind::Webhook {
        return Err(ApiError::new(
            ErrorCode::Conflict,
            format!("`{name}` is no webhook: enter its secrets instead"),
        ));
    }
    let made = signing_secret()?;
    let given = ChannelSettings {
        secrets: [("secret".to_owned(), Some(made.clone()))].into(),
        ..ChannelSettings::default()
    };
    Ok((changed_channel(control, id, given).await?, made))
}

fn signing_secret() -> Result<SecretString, ApiError> {
    weir_notify::new_secret().map_err(ApiError::internal)
}

/// Whether a channel could send with these settings and the secrets that are stored.
fn fits(new: &NewChannel, mut secrets: BTreeMap<String, SecretString>) -> Result<(), ApiError> {
    let kind = new.kind.as_str();
    if let Some(unknown) = new
        .secrets
        .keys()
        .find(|name| !weir_notify::is_secret(kind, name))
    {
        let known = weir_notify::known_secrets(kind).join(", ");
        return Err(
            ApiError::invalid(format!("a channel of kind {kind} knows no secret `{unknown}`"))
                .hint(format!("known: {known}")),
        );
    }
    for (name, secret) in &new.secrets {
        match secret {
            Some(secret) => secrets.insert(name.clone(), secret.clone()),
            None => secrets.remove(name),
        };
    }
    weir_notify::Channel::new(kind, &new.config, &secrets)
        .map(drop)
        .map_err(|error| ApiError::invalid(error.message))
}
