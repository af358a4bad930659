use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret as _, SecretString};
use weir_model::Time;

use crate::vault::random;
use crate::{Control, ControlError, Result, now};

/// How long the secret before still passes: time to enter the new one upstream.
const OVERLAP: i64 = 24 * 60 * 60 * 1_000_000;

/// Where an integration's upstream delivers to, and what it signs with.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Whose.
    pub integration: i64,
    /// The connector's id.
    pub kind: String,
    /// Whether the integration is being deleted.
    pub deleting: bool,
    /// The part of the address that nobody guesses.
    pub path_token: String,
    /// The secret.
    pub secret: SecretString,
    /// When it was made.
    pub secret_at: Time,
    /// The secret before it, and until when it still passes.
    pub previous: Option<(SecretString, Time)>,
    /// When failed deliveries were last asked for.
    pub redelivered_at: Option<Time>,
    /// How many were asked for since the beginning.
    pub redelivered: i64,
    /// Why they could not be asked for.
    pub redelivery_note: Option<String>,
}

/// A secret that was just stored.
#[derive(Debug)]
pub struct NewSecret {
    /// The secret.
    pub secret: SecretString,
    /// The part of the address that nobody guesses.
    pub path_token: String,
    /// Until when the secret before it still passes.
    pub previous_until: Option<Time>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    kind: String,
    deleting_since: Option<i64>,
    path_token: String,
    sealed: String,
    secret_at: i64,
    previous: Option<String>,
    previous_until: Option<i64>,
    redelivered_at: Option<i64>,
    redelivered: i64,
    redelivery_note: Option<String>,
}

impl Control {
    /// The webhook of an integration, when it is set up.
    pub async fn webhook(&self, integration: i64) -> Result<Option<Webhook>> {
        let row: Option<Stored> = sqlx::query_as(
            "SELECT kind, deleting_since, path_token, sealed, secret_at, previous, previous_until, redelivered_at, \
             redelivered, redelivery_note FROM webhooks JOIN integrations ON integrations.id = integration_id \
             WHERE integration_id = $1",
        )
        .bind(integration)
        .fetch_optional(self.read())
        .await?;
        row.map(|row| self.opened(integration, row)).transpose()
    }

    fn opened(&self, integration: i64, row: Stored) -> Result<Webhook> {
        let open = |sealed: &str| self.vault().open_sealed(sealed, &place(integration));
        let previous = match (&row.previous, row.previous_until) {
            (Some(sealed), Some(until)) => Some((open(sealed)?, Time(until))),
            _ => None,
        };
        Ok(Webhook {
            integration,
            deleting: row.deleting_since.is_some(),
            secret: open(&row.sealed)?,
            kind: row.kind,
            path_token: row.path_token,
            secret_at: Time(row.secret_at),
            previous,
            redelivered_at: row.redelivered_at.map(Time),
            redelivered: row.redelivered,
            redelivery_note: row.redelivery_note,
        })
    }

    /// Sets up the webhook of an integration, or gives it another secret: the one given, else one that is made here.
    /// The secret before passes for another day.
    pub async fn set_webhook_secret(
        &self,
        integration: i64,
        given: Option<SecretString>,
    ) -> Result<NewSecret> {
        let found = self.integration(integration).await?;
        if found.deleting_since.is_some() {
            return Err(ControlError::Conflict {
                message: format!("`{}` is being deleted", found.name),
            });
        }
        let secret = match given {
            Some(secret) if secret.expose_secret().trim().is_empty() => {
                return Err(ControlError::invalid(
                    "secret",
                    "is empty: leave it out, or enter it",
                ));
            }
            Some(secret) => SecretString::from(secret.expose_secret().trim()),
            // The form that the Standard Webhooks specification asks for; all others take any text.
            None => SecretString::from(format!("whsec_{}", STANDARD.encode(random::<32>()?))),
        };
        let sealed = self.vault().seal(&secret, &place(integration))?;
        let token = URL_SAFE_NO_PAD.encode(random::<24>()?);
        let now = now();
        sqlx::query(
            "INSERT INTO webhooks (integration_id, path_token, sealed, secret_at, redelivered) \
             VALUES ($1, $2, $3, $4, 0) ON CONFLICT (integration_id) DO UPDATE SET \
             previous = webhooks.sealed, previous_until = $5, sealed = excluded.sealed, secret_at = excluded.secret_at",
        )
        .bind(integration)
        .bind(token)
        .bind(sealed)
        .bind(now.0)
        .bind(now.0 + OVERLAP)
        .execute(self.write())
        .await?;
        let stored = self.webhook(integration).await?;
        let stored = stored.ok_or_else(|| ControlError::not_found("webhook", integration))?;
        Ok(NewSecret {
            secret,
            path_token: stored.path_token,
            previous_until: stored.previous.map(|(_, until)| until),
        })
    }

    /// Takes the address and the secrets away. What was delivered stays until its time is over.
    pub async fn delete_webhook(&self, integration: i64) -> Result<()> {
        self.integration(integration).await?;
        sqlx::query("DELETE FROM webhooks WHERE integration_id = $1")
            .bind(integration)
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// The integrations whose webhooks are set up.
    pub async fn integrations_with_webhooks(&self) -> Result<Vec<i64>> {
        let rows: Vec<(i64,)> = sqlx::query_as("SELECT integration_id FROM webhooks ORDER BY integration_id")
            .fetch_all(self.read())
            .await?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// Notes how asking for failed deliveries went.
    pub async fn note_redelivery(&self, integration: i64, asked: usize, note: Option<&str>) -> Result<()> {
        sqlx::query(
            "UPDATE webhooks SET redelivered_at = $2, redelivered = redelivered + $3, redelivery_note = $4 \
             WHERE integration_id = $1",
        )
        .bind(integration)
        .bind(now().0)
        .bind(i64::try_from(asked).unwrap_or(i64::MAX))
        .bind(note)
        .execute(self.write())
        .await?;
        Ok(())
    }
}

/// A sealed secret opens only where it was stored.
fn place(integration: i64) -> String {
    format!("{integration}/webhook")
}
