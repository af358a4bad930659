//! Credentials that end and are renewed.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use weir_model::Time;

use crate::{Control, ControlError, Result, now, secrets};

/// A person who does not come back in this time begins again.
const OPEN_MICROS: i64 = 15 * 60 * 1_000_000;

/// What was remembered when a person was sent to an upstream.
#[derive(Clone, Debug)]
pub struct Authorization {
    /// The integration it is for.
    pub integration: i64,
    /// Proves that who trades the code is who asked for it.
    pub verifier: SecretString,
    /// Where the upstream was asked to send the person back to.
    pub redirect: String,
}

impl Control {
    /// Notes that the refresh token of an integration is about to be spent, and gives its secrets.
    pub async fn begin_renewal(&self, integration: i64) -> Result<BTreeMap<String, SecretString>> {
        sqlx::query("UPDATE integrations SET renewing_since = $2 WHERE id = $1")
            .bind(integration)
            .bind(now().0)
            .execute(self.write())
            .await?;
        self.secrets(integration).await
    }

    /// Stores what a renewal brought and clears the note, in one transaction.
    pub async fn finish_renewal(
        &self,
        integration: i64,
        renewed: &BTreeMap<String, SecretString>,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        let done = sqlx::query("UPDATE integrations SET renewing_since = NULL WHERE id = $1")
            .bind(integration)
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() == 0 {
            return Err(ControlError::not_found("integration", integration));
        }
        for (name, secret) in renewed {
            secrets::store(&mut transaction, self.vault(), integration, name, Some(secret)).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Since when a renewal is under way, or was when the program ended.
    pub async fn renewing_since(&self, integration: i64) -> Result<Option<Time>> {
        let row: Option<(Option<i64>,)> =
            sqlx::query_as("SELECT renewing_since FROM integrations WHERE id = $1")
                .bind(integration)
                .fetch_optional(self.read())
                .await?;
        Ok(row.and_then(|(since,)| since).map(Time))
    }

    /// Keeps when the credential of an integration ends.
    pub async fn set_credential_expiry(&self, integration: i64, at: Option<Time>) -> Result<()> {
        sqlx::query("UPDATE integrations SET credential_expires_at = $2 WHERE id = $1")
            .bind(integration)
            .bind(at.map(|at| at.0))
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// Remembers that a person was sent to an upstream with this state.
    pub async fn begin_authorization(&self, state: &SecretString, new: &Authorization) -> Result<()> {
        let key = key(state);
        let sealed = self.vault().seal(&new.verifier, &key)?;
        let mut transaction = self.begin().await?;
        sqlx::query("DELETE FROM authorizations WHERE created_at < $1")
            .bind(now().0 - OPEN_MICROS)
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO authorizations (state, integration_id, verifier, redirect, created_at) \
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(key)
        .bind(new.integration)
        .bind(sealed)
        .bind(&new.redirect)
        .bind(now().0)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// What was remembered under a state; it is forgotten, so that a state works once.
    pub async fn take_authorization(&self, state: &SecretString) -> Result<Option<Authorization>> {
        let key = key(state);
        let row: Option<(i64, String, String)> = sqlx::query_as(
            "DELETE FROM authorizations WHERE state = $1 AND created_at >= $2 \
             RETURNING integration_id, verifier, redirect",
        )
        .bind(&key)
        .bind(now().0 - OPEN_MICROS)
        .fetch_optional(self.write())
        .await?;
        row.map(|(integration, sealed, redirect)| {
            Ok(Authorization {
                integration,
                verifier: self.vault().open_sealed(&sealed, &key)?,
                redirect,
            })
        })
        .transpose()
    }
}

fn key(state: &SecretString) -> String {
    use std::fmt::Write as _;
    let digest = Sha256::digest(state.expose_secret().as_bytes());
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
