//! What channels are told, written in the transaction of what it tells: neither lost nor told before it is true.

use sqlx::AnyConnection;
use weir_model::Time;

use crate::database::next_id;
use crate::outbox::OutboxStatus;
use crate::vault::random;
use crate::{Control, Health, Result, from_json, now, words};

words! {
    /// What can be told.
    Event, "an event" {
        /// The tasks of an integration fail.
        IntegrationFailed = "integration_failed",
        /// They succeed again.
        IntegrationRecovered = "integration_recovered",
        /// A credential will soon be refused.
        CredentialExpiring = "credential_expiring",
        /// An integration is gone with all its rows.
        DeletionFinished = "deletion_finished",
        /// For want of quota, no task has ended for hours.
        Throttled = "throttled",
    }
}

const MINUTE: i64 = 60_000_000;

/// One occasion to tell something.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    pub(crate) event: Event,
    pub(crate) integration: i64,
    pub(crate) name: String,
    pub(crate) kind: String,
    /// Tells two occasions of one event apart.
    pub(crate) subject: String,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) class: Option<String>,
    pub(crate) hint: Option<String>,
}

/// A channel as far as it decides what to write.
struct Listener {
    id: i64,
    grace: i64,
}

impl Control {
    /// Tells that a credential will soon be refused; once for each end.
    pub async fn tell_expiring(&self, integration: i64, what: &str, ends: Time) -> Result<()> {
        let found = self.integration(integration).await?;
        let notice = Notice {
            event: Event::CredentialExpiring,
            integration,
            title: format!("the {what} of `{}` ends on {ends}", found.name),
            body: format!("`{}` is read until then. Re-authenticate it before.", found.name),
            name: found.name,
            kind: found.kind,
            subject: ends.to_string(),
            class: None,
            hint: Some("make a new credential and enter it under Re-authenticate".to_owned()),
        };
        self.tell_once(&notice, 0).await
    }

    /// Tells that for want of quota no task has ended since a moment; once for each such moment, by the channels'
    /// own measure of how long is long.
    pub async fn tell_throttled(&self, integration: i64, since: Time) -> Result<()> {
        let found = self.integration(integration).await?;
        let notice = Notice {
            event: Event::Throttled,
            integration,
            title: format!("`{}` waits for quota", found.name),
            body: format!(
                "No sync of `{}` has ended since {since}: the upstream's quota is used up.",
                found.name
            ),
            name: found.name,
            kind: found.kind,
            subject: since.to_string(),
            class: Some("throttled".to_owned()),
            hint: Some("add a credential, or leave more of the quota to it".to_owned()),
        };
        let hours = (now().0 - since.0) / (60 * MINUTE);
        self.tell_once(&notice, hours).await
    }

    async fn tell_once(&self, notice: &Notice, hours: i64) -> Result<()> {
        let mut transaction = self.begin().await?;
        for (listener, after) in listeners(&mut transaction, notice.event).await? {
            if notice.event == Event::Throttled && hours < after {
                continue;
            }
            let told: Option<(i64,)> = sqlx::query_as(
                "SELECT id FROM outbox WHERE channel_id = $1 AND integration_id = $2 AND event = $3 AND subject = $4",
            )
            .bind(listener.id)
            .bind(notice.integration)
            .bind(notice.event.as_str())
            .bind(&notice.subject)
            .fetch_optional(&mut *transaction)
            .await?;
            if told.is_none() {
                insert(&mut transaction, listener.id, notice, now()).await?;
            }
        }
        Ok(transaction.commit().await?)
    }
}

/// Tells an occasion to all channels that want it.
pub(crate) async fn write(connection: &mut AnyConnection, notice: &Notice) -> Result<()> {
    for (listener, _) in listeners(connection, notice.event).await? {
        insert(connection, listener.id, notice, now()).await?;
    }
    Ok(())
}

/// An integration is gone: what waits to be told of its health is of no use.
pub(crate) async fn forget(connection: &mut AnyConnection, integration: i64) -> Result<()> {
    sqlx::query("UPDATE outbox SET status = 'healed' WHERE integration_id = $1 AND status = 'waiting'")
        .bind(integration)
        .execute(connection)
        .await?;
    Ok(())
}

/// What was told last of an integration's health.
#[derive(sqlx::FromRow)]
struct Last {
    id: i64,
    event: String,
    status: String,
    attempts: i64,
}

/// Tells failures and recoveries, each once and after the channel's grace time: what heals or comes back within it
/// takes back what was not told yet.
pub(crate) async fn on_status(
    connection: &mut AnyConnection,
    integration: i64,
    health: Health,
    reason: Option<&str>,
) -> Result<()> {
    let (event, opposite) = match health {
        Health::Failed => (Event::IntegrationFailed, Event::IntegrationRecovered),
        Health::Healthy => (Event::IntegrationRecovered, Event::IntegrationFailed),
        Health::Unknown => return Ok(()),
    };
    // Who wants recoveries only wants those of failures it was told.
    for (listener, _) in listeners(connection, Event::IntegrationFailed).await? {
        let last: Option<Last> = sqlx::query_as(
            "SELECT id, event, status, attempts FROM outbox WHERE channel_id = $1 AND integration_id = $2 \
             AND event IN ('integration_failed', 'integration_recovered') AND status <> 'healed' \
             ORDER BY id DESC LIMIT 1",
        )
        .bind(listener.id)
        .bind(integration)
        .fetch_optional(&mut *connection)
        .await?;
        match last {
            Some(last) if last.event == event.as_str() => {}
            Some(last)
                if last.event == opposite.as_str()
                    && last.status == OutboxStatus::Waiting.as_str()
                    && last.attempts == 0 =>
            {
                sqlx::query("UPDATE outbox SET status = 'healed' WHERE id = $1 AND status = 'waiting'")
                    .bind(last.id)
                    .execute(&mut *connection)
                    .await?;
            }
            None if health == Health::Healthy => {}
            _ => {
                let wanted = listeners(connection, event).await?;
                if wanted.iter().any(|(other, _)| other.id == listener.id) {
                    let notice = health_notice(connection, integration, event, reason).await?;
                    let due = Time(now().0 + listener.grace);
                    insert(connection, listener.id, &notice, due).await?;
                }
            }
        }
    }
    Ok(())
}

async fn health_notice(
    connection: &mut AnyConnection,
    integration: i64,
    event: Event,
    reason: Option<&str>,
) -> Result<Notice> {
    let (name, kind): (String, String) = sqlx::query_as("SELECT name, kind FROM integrations WHERE id = $1")
        .bind(integration)
        .fetch_one(&mut *connection)
        .await?;
    let failed = event == Event::IntegrationFailed;
    let task: Option<(Option<String>, Option<String>)> = sqlx::query_as(
        "SELECT error_class, error_hint FROM tasks WHERE integration_id = $1 AND status = 'failed' \
         ORDER BY id DESC LIMIT 1",
    )
    .bind(integration)
    .fetch_optional(connection)
    .await?;
    let (class, hint) = task.filter(|_| failed).unwrap_or_default();
    let (title, body) = if failed {
        let body = reason.unwrap_or("its last sync failed").to_owned();
        (format!("`{name}` fails"), body)
    } else {
        let body = "Its last sync succeeded.".to_owned();
        (format!("`{name}` works again"), body)
    };
    Ok(Notice {
        event,
        integration,
        name,
        kind,
        subject: String::new(),
        title,
        body,
        class,
        hint,
    })
}

/// The channels that want an event, with their hours.
async fn listeners(connection: &mut AnyConnection, event: Event) -> Result<Vec<(Listener, i64)>> {
    let rows: Vec<(i64, String, i64, i64)> = sqlx::query_as(
        "SELECT id, events, grace_minutes, throttled_hours FROM channels WHERE enabled = 1 ORDER BY id",
    )
    .fetch_all(connection)
    .await?;
    let mut listeners = Vec::new();
    for (id, events, grace_minutes, hours) in rows {
        let events: Vec<Event> = from_json(&events, format_args!("the events of channel {id}"))?;
        if events.contains(&event) {
            let grace = grace_minutes * MINUTE;
            listeners.push((Listener { id, grace }, hours));
        }
    }
    Ok(listeners)
}

async fn insert(connection: &mut AnyConnection, channel: i64, notice: &Notice, due: Time) -> Result<()> {
    let id = next_id(connection, "outbox").await?;
    let message = u128::from_be_bytes(random()?);
    sqlx::query(
        "INSERT INTO outbox (id, channel_id, message_id, event, integration_id, integration_name, integration_kind, \
         subject, title, body, class, hint, status, attempts, created_at, due_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', 0, $13, $14)",
    )
    .bind(id)
    .bind(channel)
    .bind(format!("msg_{message:032x}"))
    .bind(notice.event.as_str())
    .bind(notice.integration)
    .bind(&notice.name)
    .bind(&notice.kind)
    .bind(&notice.subject)
    .bind(&notice.title)
    .bind(&notice.body)
    .bind(notice.class.as_deref())
    .bind(notice.hint.as_deref())
    .bind(now().0)
    .bind(due.0)
    .execute(connection)
    .await?;
    Ok(())
}
