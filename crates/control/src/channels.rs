use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use sqlx::AnyConnection;
use weir_model::Time;

use crate::database::next_id;
use crate::notices::Event;
use crate::vault::Vault;
use crate::{Control, ControlError, Result, from_json, names, now, to_json, words};

words! {
    /// How a channel delivers.
    ChannelKind, "the kind of a channel" {
        /// A signed request to an address.
        Webhook = "webhook",
        /// An incoming webhook of Slack.
        Slack = "slack",
        /// Mail by SMTP.
        Mail = "mail",
    }
}

/// Where notifications go.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// Its id.
    pub id: i64,
    /// How it delivers.
    pub kind: ChannelKind,
    /// Unique, regardless of case.
    pub name: String,
    /// Whether it is used.
    pub enabled: bool,
    /// What it is told.
    pub events: Vec<Event>,
    /// A failure that heals within this time is not told.
    pub grace_minutes: i64,
    /// Hours without a finished task, for want of quota, after which that is told.
    pub throttled_hours: i64,
    /// Addresses, by kind.
    pub config: Value,
    /// When it was made.
    pub created_at: Time,
}

/// A channel before it has an id; also a change of one, whole.
#[derive(Clone, Debug)]
pub struct NewChannel {
    /// How it delivers. Cannot be changed.
    pub kind: ChannelKind,
    /// Its name.
    pub name: String,
    /// Whether it is used.
    pub enabled: bool,
    /// What it is told.
    pub events: Vec<Event>,
    /// See [`Channel::grace_minutes`].
    pub grace_minutes: i64,
    /// See [`Channel::throttled_hours`].
    pub throttled_hours: i64,
    /// Addresses, by kind.
    pub config: Value,
    /// Secrets to set, or with `None` to remove.
    pub secrets: BTreeMap<String, Option<SecretString>>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: i64,
    kind: String,
    name: String,
    enabled: i64,
    events: String,
    grace_minutes: i64,
    throttled_hours: i64,
    config: String,
    created_at: i64,
}

impl TryFrom<Stored> for Channel {
    type Error = ControlError;

    fn try_from(row: Stored) -> Result<Self> {
        Ok(Self {
            kind: ChannelKind::parse(&row.kind)?,
            events: from_json(&row.events, format_args!("the events of channel {}", row.id))?,
            config: from_json(
                &row.config,
                format_args!("the configuration of channel {}", row.id),
            )?,
            id: row.id,
            name: row.name,
            enabled: row.enabled != 0,
            grace_minutes: row.grace_minutes,
            throttled_hours: row.throttled_hours,
            created_at: Time(row.created_at),
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, name, enabled, events, grace_minutes, throttled_hours, config, created_at FROM channels ",
            $rest
        )
    };
}

impl Control {
    /// All channels, by name.
    pub async fn channels(&self) -> Result<Vec<Channel>> {
        let rows: Vec<Stored> = sqlx::query_as(select!("ORDER BY name_key"))
            .fetch_all(self.read())
            .await?;
        rows.into_iter().map(Channel::try_from).collect()
    }

    /// One channel.
    pub async fn channel(&self, id: i64) -> Result<Channel> {
        let row: Option<Stored> = sqlx::query_as(select!("WHERE id = $1"))
            .bind(id)
            .fetch_optional(self.read())
            .await?;
        row.ok_or_else(|| ControlError::not_found("channel", id))?
            .try_into()
    }

    /// Makes a channel. Whether configuration and secrets fit its kind is for the caller to know.
    pub async fn create_channel(&self, new: NewChannel) -> Result<Channel> {
        let mut transaction = self.begin().await?;
        let id = next_id(&mut transaction, "channels").await?;
        sqlx::query(
            "INSERT INTO channels (id, kind, name, name_key, enabled, events, grace_minutes, throttled_hours, config, \
             created_at) VALUES ($1, $2, '', $3, 0, '[]', 0, 0, '{}', $4)",
        )
        .bind(id)
        .bind(new.kind.as_str())
        .bind(format!("/{id}"))
        .bind(now().0)
        .execute(&mut *transaction)
        .await?;
        write(&mut transaction, self.vault(), id, &new).await?;
        transaction.commit().await?;
        self.channel(id).await
    }

    /// Changes a channel.
    pub async fn update_channel(&self, id: i64, change: NewChannel) -> Result<Channel> {
        self.channel(id).await?;
        let mut transaction = self.begin().await?;
        write(&mut transaction, self.vault(), id, &change).await?;
        transaction.commit().await?;
        self.channel(id).await
    }

    /// Removes a channel with what waits for it and its log.
    pub async fn delete_channel(&self, id: i64) -> Result<()> {
        let done = sqlx::query("DELETE FROM channels WHERE id = $1")
            .bind(id)
            .execute(self.write())
            .await?;
        if done.rows_affected() == 0 {
            return Err(ControlError::not_found("channel", id));
        }
        Ok(())
    }

    /// The secrets of a channel, opened. Only whoever sends asks for them.
    pub async fn channel_secrets(&self, channel: i64) -> Result<BTreeMap<String, SecretString>> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT name, sealed FROM channel_secrets WHERE channel_id = $1 ORDER BY name")
                .bind(channel)
                .fetch_all(self.read())
                .await?;
        rows.into_iter()
            .map(|(name, sealed)| {
                let secret = self.vault().open_sealed(&sealed, &place(channel, &name))?;
                Ok((name, secret))
            })
            .collect()
    }

    /// Which secrets each channel has; never what they are.
    pub async fn channel_secret_names(&self) -> Result<BTreeMap<i64, Vec<String>>> {
        let rows: Vec<(i64, String)> =
            sqlx::query_as("SELECT channel_id, name FROM channel_secrets ORDER BY channel_id, name")
                .fetch_all(self.read())
                .await?;
        let mut names = BTreeMap::<i64, Vec<String>>::new();
        for (channel, name) in rows {
            names.entry(channel).or_default().push(name);
        }
        Ok(names)
    }
}

async fn write(connection: &mut AnyConnection, vault: &Vault, id: i64, new: &NewChannel) -> Result<()> {
    let name = names::valid(&new.name)?;
    names::object("config", &new.config)?;
    for (field, value, most) in [
        ("grace_minutes", new.grace_minutes, 24 * 60),
        ("throttled_hours", new.throttled_hours, 24 * 30),
    ] {
        if !(0..=most).contains(&value) {
            return Err(ControlError::invalid(
                field,
                format!("must be between 0 and {most}"),
            ));
        }
    }
    let owner = "SELECT id FROM channels WHERE name_key = $1";
    names::free(connection, owner, "a channel", name, Some(id)).await?;
    sqlx::query(
        "UPDATE channels SET name = $2, name_key = $3, enabled = $4, events = $5, grace_minutes = $6, \
         throttled_hours = $7, config = $8 WHERE id = $1",
    )
    .bind(id)
    .bind(name)
    .bind(names::key(name))
    .bind(i64::from(new.enabled))
    .bind(to_json(&new.events)?)
    .bind(new.grace_minutes)
    .bind(new.throttled_hours)
    .bind(to_json(&new.config)?)
    .execute(&mut *connection)
    .await?;
    for (name, secret) in &new.secrets {
        store(connection, vault, id, name, secret.as_ref()).await?;
    }
    Ok(())
}

async fn store(
    connection: &mut AnyConnection,
    vault: &Vault,
    channel: i64,
    name: &str,
    secret: Option<&SecretString>,
) -> Result<()> {
    sqlx::query("DELETE FROM channel_secrets WHERE channel_id = $1 AND name = $2")
        .bind(channel)
        .bind(name)
        .execute(&mut *connection)
        .await?;
    let Some(secret) = secret else { return Ok(()) };
    if secret.expose_secret().trim().is_empty() {
        return Err(ControlError::invalid(
            "secrets",
            format!("`{name}` is empty: leave it out, or enter it"),
        ));
    }
    sqlx::query("INSERT INTO channel_secrets (channel_id, name, sealed) VALUES ($1, $2, $3)")
        .bind(channel)
        .bind(name)
        .bind(vault.seal(secret, &place(channel, name))?)
        .execute(connection)
        .await?;
    Ok(())
}

/// A sealed secret opens only where it was stored.
fn place(channel: i64, name: &str) -> String {
    format!("channel {channel}/{name}")
}
