use weir_model::Time;

use crate::notices::Event;
use crate::{Control, ControlError, Result, now, words};

words! {
    /// What became of a notification.
    OutboxStatus, "the status of a notification" {
        /// It is sent when its time comes.
        Waiting = "waiting",
        /// It was accepted.
        Sent = "sent",
        /// It was given up.
        Failed = "failed",
        /// What it would have told was over before its time came.
        Healed = "healed",
    }
}

/// A notification on its way to one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// Its id.
    pub id: i64,
    /// Where it goes.
    pub channel: i64,
    /// The same for every try: receivers drop what they have seen.
    pub message_id: String,
    /// What happened.
    pub event: Event,
    /// To which integration.
    pub integration: i64,
    /// Its name at that time.
    pub integration_name: String,
    /// Id of its connector.
    pub integration_kind: String,
    /// One line.
    pub title: String,
    /// What happened, for people.
    pub body: String,
    /// Class of the error, for programs.
    pub class: Option<String>,
    /// What to do.
    pub hint: Option<String>,
    /// What became of it.
    pub status: OutboxStatus,
    /// How often it was tried.
    pub attempts: i64,
    /// When it happened.
    pub created_at: Time,
    /// When it is sent, or tried again.
    pub due_at: Time,
    /// When it was accepted.
    pub sent_at: Option<Time>,
    /// Why the last try failed.
    pub error: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: i64,
    channel_id: i64,
    message_id: String,
    event: String,
    integration_id: i64,
    integration_name: String,
    integration_kind: String,
    title: String,
    body: String,
    class: Option<String>,
    hint: Option<String>,
    status: String,
    attempts: i64,
    created_at: i64,
    due_at: i64,
    sent_at: Option<i64>,
    error: Option<String>,
}

impl TryFrom<Stored> for Notification {
    type Error = ControlError;

    fn try_from(row: Stored) -> Result<Self> {
        Ok(Self {
            event: Event::parse(&row.event)?,
            status: OutboxStatus::parse(&row.status)?,
            id: row.id,
            channel: row.channel_id,
            message_id: row.message_id,
            integration: row.integration_id,
            integration_name: row.integration_name,
            integration_kind: row.integration_kind,
            title: row.title,
            body: row.body,
            class: row.class,
            hint: row.hint,
            attempts: row.attempts,
            created_at: Time(row.created_at),
            due_at: Time(row.due_at),
            sent_at: row.sent_at.map(Time),
            error: row.error,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, channel_id, message_id, event, integration_id, integration_name, integration_kind, title, ",
            "body, class, hint, status, attempts, created_at, due_at, sent_at, error FROM outbox ",
            $rest
        )
    };
}

impl Control {
    /// Notifications whose time has come, oldest first. What follows an earlier one of the same integration in the
    /// same channel waits for it.
    pub async fn due_notifications(&self, at: Time, limit: u32) -> Result<Vec<Notification>> {
        let rows: Vec<Stored> = sqlx::query_as(select!(
            "WHERE status = 'waiting' AND due_at <= $1 AND NOT EXISTS (SELECT 1 FROM outbox earlier \
             WHERE earlier.channel_id = outbox.channel_id AND earlier.integration_id = outbox.integration_id \
             AND earlier.status = 'waiting' AND earlier.id < outbox.id) ORDER BY id LIMIT $2"
        ))
        .bind(at.0)
        .bind(i64::from(limit))
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(Notification::try_from).collect()
    }

    /// Notes that a notification is about to be tried. False when it was taken back meanwhile: then it must not be.
    pub async fn begin_notification(&self, id: i64) -> Result<bool> {
        let done =
            sqlx::query("UPDATE outbox SET attempts = attempts + 1 WHERE id = $1 AND status = 'waiting'")
                .bind(id)
                .execute(self.write())
                .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Notes that a notification was accepted.
    pub async fn notification_sent(&self, id: i64) -> Result<()> {
        sqlx::query("UPDATE outbox SET status = 'sent', sent_at = $2, error = NULL WHERE id = $1")
            .bind(id)
            .bind(now().0)
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// Notes that a try failed, and when the next is; `None` gives it up.
    pub async fn notification_failed(&self, id: i64, error: &str, next: Option<Time>) -> Result<()> {
        let status = next.map_or(OutboxStatus::Failed, |_| OutboxStatus::Waiting);
        sqlx::query("UPDATE outbox SET status = $2, error = $3, due_at = COALESCE($4, due_at) WHERE id = $1")
            .bind(id)
            .bind(status.as_str())
            .bind(error)
            .bind(next.map(|time| time.0))
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// The log of notifications, newest first, beginning after (older than) `after`; of one channel or of all.
    pub async fn notifications(
        &self,
        channel: Option<i64>,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Notification>> {
        let rows: Vec<Stored> = sqlx::query_as(select!(
            "WHERE id < $1 AND ($2 = 0 OR channel_id = $2) ORDER BY id DESC LIMIT $3"
        ))
        .bind(after.unwrap_or(i64::MAX))
        .bind(channel.unwrap_or(0))
        .bind(i64::from(limit))
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(Notification::try_from).collect()
    }

    /// How many the log has.
    pub async fn count_notifications(&self, channel: Option<i64>) -> Result<i64> {
        let (count,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM outbox WHERE ($1 = 0 OR channel_id = $1)")
                .bind(channel.unwrap_or(0))
                .fetch_one(self.read())
                .await?;
        Ok(count)
    }

    /// Forgets notifications that were settled before a moment, but for the last word on each integration's health.
    pub async fn trim_notifications(&self, before: Time) -> Result<()> {
        sqlx::query(
            "DELETE FROM outbox WHERE status <> 'waiting' AND created_at < $1 AND id NOT IN \
             (SELECT MAX(id) FROM outbox WHERE status <> 'healed' GROUP BY channel_id, integration_id)",
        )
        .bind(before.0)
        .execute(self.write())
        .await?;
        Ok(())
    }
}
