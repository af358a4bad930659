use std::collections::BTreeMap;

use lettre::message::Mailbox;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::{Host, Url};

use crate::signature::{SecretError, key};

/// A channel that is ready to send.
#[derive(Clone, Debug)]
pub enum Channel {
    /// A signed request.
    Webhook(Webhook),
    /// An incoming webhook of Slack.
    Slack(Slack),
    /// Mail.
    Mail(Mail),
}

/// A signed request to an address.
#[derive(Clone, Debug)]
pub struct Webhook {
    pub(crate) url: Url,
    pub(crate) secret: SecretString,
}

/// An incoming webhook of Slack: its address is the secret.
#[derive(Clone, Debug)]
pub struct Slack {
    pub(crate) url: SecretString,
}

/// Mail by SMTP.
#[derive(Clone, Debug)]
pub struct Mail {
    pub(crate) config: MailConfig,
    pub(crate) password: Option<SecretString>,
}

/// A configuration or a secret does not do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConfigError {
    /// Which, why, and what is expected.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WebhookConfig {
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SlackConfig {}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailConfig {
    pub(crate) host: String,
    pub(crate) port: u16,
    #[serde(default)]
    pub(crate) security: Security,
    #[serde(default)]
    pub(crate) username: Option<String>,
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
}

/// How a connection to a mail server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// From the first byte.
    #[default]
    Tls,
    /// After the greeting, and not without.
    Starttls,
    /// Not at all.
    None,
}

/// Which secrets a kind of channel has.
pub fn known_secrets(kind: &str) -> &'static [&'static str] {
    match kind {
        "webhook" => &["secret"],
        "slack" => &["url"],
        "mail" => &["password"],
        _ => &[],
    }
}

/// Whether a kind of channel has that secret.
pub fn is_secret(kind: &str, name: &str) -> bool {
    known_secrets(kind).contains(&name)
}

impl Channel {
    /// A channel of a kind (`webhook`, `slack`, `mail`) from its settings.
    pub fn new(
        kind: &str,
        config: &Value,
        secrets: &BTreeMap<String, SecretString>,
    ) -> Result<Self, ConfigError> {
        match kind {
            "webhook" => webhook(&read(config)?, secrets),
            "slack" => {
                read::<SlackConfig>(config)?;
                slack(secrets)
            }
            "mail" => mail(read(config)?, secrets),
            _ => Err(wrong(format!(
                "there is no kind of channel `{kind}`; there are webhook, slack, mail"
            ))),
        }
    }
}

fn webhook(config: &WebhookConfig, secrets: &BTreeMap<String, SecretString>) -> Result<Channel, ConfigError> {
    let secret = secrets
        .get("secret")
        .ok_or_else(|| wrong("the secret is missing"))?;
    key(secret).map_err(|error: SecretError| wrong(error.to_string()))?;
    Ok(Channel::Webhook(Webhook {
        url: address("url", &config.url)?,
        secret: secret.clone(),
    }))
}

fn slack(secrets: &BTreeMap<String, SecretString>) -> Result<Channel, ConfigError> {
    let missing = || wrong("the secret `url` is missing: Slack shows it as Webhook URL");
    let url = secrets.get("url").ok_or_else(missing)?;
    address("url", url.expose_secret().trim())?;
    Ok(Channel::Slack(Slack { url: url.clone() }))
}

fn mail(config: MailConfig, secrets: &BTreeMap<String, SecretString>) -> Result<Channel, ConfigError> {
    let host = Host::parse(&config.host).map_err(|_| wrong("`host` must be the name of a mail server"))?;
    for text in std::iter::once(&config.from).chain(&config.to) {
        text.parse::<Mailbox>()
            .map_err(|_| wrong(format!("`{text}` is not a mail address")))?;
    }
    if config.to.is_empty() {
        return Err(wrong("`to` is empty: name at least one mail address"));
    }
    let password = secrets.get("password").cloned();
    if password.is_some() != config.username.is_some() {
        return Err(wrong(
            "user name and password belong together: enter both or none",
        ));
    }
    if password.is_some() && config.security == Security::None && !is_loopback(&host) {
        return Err(wrong(
            "a password needs a protected connection: choose `tls` or `starttls`",
        ));
    }
    Ok(Channel::Mail(Mail { config, password }))
}

fn is_loopback(host: &Host) -> bool {
    match host {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// An address whose text may be a secret: the error does not repeat it.
fn address(field: &str, text: &str) -> Result<Url, ConfigError> {
    let url = Url::parse(text).ok();
    url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| {
            wrong(format!(
                "`{field}` must be an address that begins with https:// or http://"
            ))
        })
}

fn read<T: DeserializeOwned>(config: &Value) -> Result<T, ConfigError> {
    T::deserialize(config).map_err(|error| wrong(format!("the configuration does not do: {error}")))
}

fn wrong(message: impl Into<String>) -> ConfigError {
    ConfigError {
        message: message.into(),
    }
}
