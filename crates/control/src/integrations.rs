use std::collections::BTreeMap;

use secrecy::SecretString;
use serde_json::Value;
use sqlx::AnyConnection;
use weir_model::Time;

use crate::database::next_id;
use crate::{Control, ControlError, Result, from_json, names, now, secrets, to_json, words};

words! {
    /// How a feed is doing.
    Health, "the status of an integration" {
        /// Its last task succeeded.
        Healthy = "healthy",
        /// Nothing has run since it was made or changed.
        Unknown = "unknown",
        /// Its last task failed; the reason says why.
        Failed = "failed",
    }
}

/// One configured connector.
#[derive(Clone, Debug, PartialEq)]
pub struct Integration {
    /// Its id; never given again.
    pub id: i64,
    /// The connector's id.
    pub kind: String,
    /// Unique, regardless of case.
    pub name: String,
    /// What people note about it.
    pub description: String,
    /// Its configuration, an object that fits the connector's schema.
    pub config: Value,
    /// How it is doing.
    pub status: Health,
    /// Why.
    pub status_reason: Option<String>,
    /// When the status was set.
    pub status_at: Time,
    /// When it was made.
    pub created_at: Time,
    /// When its configuration or secrets last changed.
    pub updated_at: Time,
    /// Set while its rows are being deleted.
    pub deleting_since: Option<Time>,
    /// When its credential ends, if the upstream says so.
    pub credential_expires_at: Option<Time>,
}

/// What is needed to make one.
#[derive(Clone, Debug)]
pub struct NewIntegration {
    /// The connector's id.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// What people note about it.
    pub description: String,
    /// Its configuration.
    pub config: Value,
    /// Its secrets by name.
    pub secrets: BTreeMap<String, SecretString>,
}

/// What can be changed; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct IntegrationChange {
    /// A new name.
    pub name: Option<String>,
    /// A new description.
    pub description: Option<String>,
    /// A new configuration, whole.
    pub config: Option<Value>,
    /// Secrets to set, or with `None` to remove.
    pub secrets: BTreeMap<String, Option<SecretString>>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: i64,
    kind: String,
    name: String,
    description: String,
    config: String,
    status: String,
    status_reason: Option<String>,
    status_at: i64,
    created_at: i64,
    updated_at: i64,
    deleting_since: Option<i64>,
    credential_expires_at: Option<i64>,
}

impl TryFrom<Stored> for Integration {
    type Error = ControlError;

    fn try_from(row: Stored) -> Result<Self> {
        Ok(Self {
            config: from_json(
                &row.config,
                format_args!("the configuration of integration {}", row.id),
            )?,
            status: Health::parse(&row.status)?,
            id: row.id,
            kind: row.kind,
            name: row.name,
            description: row.description,
            status_reason: row.status_reason,
            status_at: Time(row.status_at),
            created_at: Time(row.created_at),
            updated_at: Time(row.updated_at),
            deleting_since: row.deleting_since.map(Time),
            credential_expires_at: row.credential_expires_at.map(Time),
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, name, description, config, status, status_reason, status_at, created_at, updated_at, ",
            "deleting_since, credential_expires_at FROM integrations ",
            $rest
        )
    };
}

const OWNER: &str = "SELECT id FROM integrations WHERE name_key = $1";

impl Control {
    /// All integrations, by name.
    pub async fn integrations(&self) -> Result<Vec<Integration>> {
        let rows: Vec<Stored> = sqlx::query_as(select!("ORDER BY name_key"))
            .fetch_all(self.read())
            .await?;
        rows.into_iter().map(Integration::try_from).collect()
    }

    /// One integration.
    pub async fn integration(&self, id: i64) -> Result<Integration> {
        let row: Option<Stored> = sqlx::query_as(select!("WHERE id = $1"))
            .bind(id)
            .fetch_optional(self.read())
            .await?;
        row.ok_or_else(|| ControlError::not_found("integration", id))?
            .try_into()
    }

    /// The integration of that name, regardless of case.
    pub async fn integration_named(&self, name: &str) -> Result<Integration> {
        let row: Option<Stored> = sqlx::query_as(select!("WHERE name_key = $1"))
            .bind(names::key(name))
            .fetch_optional(self.read())
            .await?;
        row.ok_or_else(|| ControlError::not_found("integration", name))?
            .try_into()
    }

    /// Makes an integration with its secrets. Whether kind, configuration and secrets fit is for the caller to know.
    pub async fn create_integration(&self, new: NewIntegration) -> Result<Integration> {
        let name = names::valid(&new.name)?;
        names::object("config", &new.config)?;
        let mut transaction = self.begin().await?;
        names::free(&mut transaction, OWNER, "an integration", name, None).await?;
        let id = next_id(&mut transaction, "integrations").await?;
        sqlx::query(
            "INSERT INTO integrations (id, kind, name, name_key, description, config, status, status_reason, \
             status_at, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9)",
        )
        .bind(id)
        .bind(&new.kind)
        .bind(name)
        .bind(names::key(name))
        .bind(new.description.trim())
        .bind(to_json(&new.config)?)
        .bind(Health::Unknown.as_str())
        .bind("nothing has been ingested yet")
        .bind(now().0)
        .execute(&mut *transaction)
        .await?;
        for (secret_name, secret) in &new.secrets {
            secrets::store(&mut transaction, self.vault(), id, secret_name, Some(secret)).await?;
        }
        transaction.commit().await?;
        self.integration(id).await
    }

    /// Changes an integration. A new configuration or secret makes its status unknown until it is tried.
    pub async fn update_integration(&self, id: i64, change: IntegrationChange) -> Result<Integration> {
        let old = self.integration(id).await?;
        let mut transaction = self.begin().await?;
        let name = names::valid(change.name.as_deref().unwrap_or(&old.name))?;
        names::free(&mut transaction, OWNER, "an integration", name, Some(id)).await?;
        let config = change.config.as_ref().unwrap_or(&old.config);
        names::object("config", config)?;
        sqlx::query(
            "UPDATE integrations SET name = $2, name_key = $3, description = $4, config = $5 WHERE id = $1",
        )
        .bind(id)
        .bind(name)
        .bind(names::key(name))
        .bind(change.description.as_deref().unwrap_or(&old.description).trim())
        .bind(to_json(config)?)
        .execute(&mut *transaction)
        .await?;
        for (secret_name, secret) in &change.secrets {
            secrets::store(&mut transaction, self.vault(), id, secret_name, secret.as_ref()).await?;
        }
        if !change.secrets.is_empty() {
            // The end of the old credential says nothing about the new one.
            sqlx::query("UPDATE integrations SET credential_expires_at = NULL WHERE id = $1")
                .bind(id)
                .execute(&mut *transaction)
                .await?;
        }
        if *config != old.config || !change.secrets.is_empty() {
            sqlx::query("UPDATE integrations SET updated_at = $2 WHERE id = $1")
                .bind(id)
                .bind(now().0)
                .execute(&mut *transaction)
                .await?;
            let reason = "its settings were changed and not tried yet";
            set_status(&mut transaction, id, Health::Unknown, Some(reason)).await?;
        }
        transaction.commit().await?;
        self.integration(id).await
    }

    /// Says how an integration is doing, and why.
    pub async fn set_status(&self, id: i64, status: Health, reason: Option<&str>) -> Result<()> {
        let mut transaction = self.begin().await?;
        set_status(&mut transaction, id, status, reason).await?;
        Ok(transaction.commit().await?)
    }
}

pub(crate) async fn set_status(
    connection: &mut AnyConnection,
    id: i64,
    status: Health,
    reason: Option<&str>,
) -> Result<()> {
    let done =
        sqlx::query("UPDATE integrations SET status = $2, status_reason = $3, status_at = $4 WHERE id = $1")
            .bind(id)
            .bind(status.as_str())
            .bind(reason)
            .bind(now().0)
            .execute(&mut *connection)
            .await?;
    found(done.rows_affected(), id)?;
    crate::notices::on_status(connection, id, status, reason).await
}

fn found(rows: u64, id: i64) -> Result<()> {
    if rows == 0 {
        Err(ControlError::not_found("integration", id))
    } else {
        Ok(())
    }
}
