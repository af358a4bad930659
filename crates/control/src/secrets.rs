use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use sqlx::AnyConnection;

use crate::vault::Vault;
use crate::{Control, ControlError, Result, now};

impl Control {
    /// The secrets of an integration, opened. Only the engine asks for them.
    pub async fn secrets(&self, integration: i64) -> Result<BTreeMap<String, SecretString>> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT name, sealed FROM secrets WHERE integration_id = $1 ORDER BY name")
                .bind(integration)
                .fetch_all(self.read())
                .await?;
        rows.into_iter()
            .map(|(name, sealed)| {
                let secret = self.vault().open_sealed(&sealed, &place(integration, &name))?;
                Ok((name, secret))
            })
            .collect()
    }

    /// Which secrets each integration has; never what they are.
    pub async fn secret_names(&self) -> Result<BTreeMap<i64, Vec<String>>> {
        let rows: Vec<(i64, String)> =
            sqlx::query_as("SELECT integration_id, name FROM secrets ORDER BY integration_id, name")
                .fetch_all(self.read())
                .await?;
        let mut names = BTreeMap::<i64, Vec<String>>::new();
        for (integration, name) in rows {
            names.entry(integration).or_default().push(name);
        }
        Ok(names)
    }
}

/// Stores, replaces or (with `None`) removes one secret.
pub(crate) async fn store(
    connection: &mut AnyConnection,
    vault: &Vault,
    integration: i64,
    name: &str,
    secret: Option<&SecretString>,
) -> Result<()> {
    let Some(secret) = secret else {
        sqlx::query("DELETE FROM secrets WHERE integration_id = $1 AND name = $2")
            .bind(integration)
            .bind(name)
            .execute(connection)
            .await?;
        return Ok(());
    };
    if secret.expose_secret().trim().is_empty() {
        return Err(ControlError::invalid(
            "secrets",
            format!("`{name}` is empty: leave it out, or enter it"),
        ));
    }
    let sealed = vault.seal(secret, &place(integration, name))?;
    sqlx::query(
        "INSERT INTO secrets (integration_id, name, sealed, updated_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (integration_id, name) DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at",
    )
    .bind(integration)
    .bind(name)
    .bind(sealed)
    .bind(now().0)
    .execute(connection)
    .await?;
    Ok(())
}

/// A sealed secret opens only where it was stored: copying it to another integration does not help.
fn place(integration: i64, name: &str) -> String {
    format!("{integration}/{name}")
}
