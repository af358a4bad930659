use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use sqlx::AnyConnection;
use weir_model::Time;

use crate::{Control, ControlError, Result, from_json, now, words};

words! {
    /// How a delivery stands.
    DeliveryState, "the state of a webhook delivery" {
        /// What it touches is still to be read.
        Pending = "pending",
        /// What it touches was read, and is durable.
        Done = "done",
        /// It touches nothing that is ingested.
        Ignored = "ignored",
        /// It was given up after several tries; the next sync reads what it touches.
        Failed = "failed",
    }
}

words! {
    /// What became of something that was delivered.
    Received, "the result of a webhook delivery" {
        /// It is in the inbox.
        Accepted = "accepted",
        /// It was there already.
        Duplicate = "duplicate",
        /// Its signature is wrong or missing.
        Forged = "forged",
        /// Its time is too far from now.
        Stale = "stale",
        /// It is too long.
        Oversized = "oversized",
        /// It is no document.
        Unreadable = "unreadable",
    }
}

/// A body, compressed.
#[derive(Clone)]
pub struct Packed {
    bytes: Vec<u8>,
    size: usize,
}

impl Packed {
    /// Compresses a body.
    pub fn new(body: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::with_capacity(body.len() / 4), Compression::fast());
        // Writing to memory cannot fail.
        let _ = encoder.write_all(body);
        Self {
            bytes: encoder.finish().unwrap_or_default(),
            size: body.len(),
        }
    }

    pub(super) fn open(bytes: &[u8], size: usize) -> Result<Vec<u8>> {
        let mut body = Vec::with_capacity(size);
        let limit = u64::try_from(size).unwrap_or(u64::MAX);
        let read = DeflateDecoder::new(bytes).take(limit).read_to_end(&mut body);
        if read.is_err() || body.len() != size {
            return Err(ControlError::damaged("the body of a webhook delivery"));
        }
        Ok(body)
    }
}

/// Something that was delivered, checked and not yet stored.
pub struct Incoming {
    /// Whose.
    pub integration: i64,
    /// The sender's id of it.
    pub delivery_id: String,
    /// Name of the event.
    pub event: String,
    /// When it came.
    pub received_at: Time,
    /// The body as it came.
    pub body: Packed,
}

/// A delivery, without its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its id; later deliveries have higher ones.
    pub id: i64,
    /// The sender's id of it.
    pub delivery_id: String,
    /// Name of the event.
    pub event: String,
    /// How it stands.
    pub state: DeliveryState,
    /// When it came.
    pub received_at: Time,
    /// When it was dealt with.
    pub processed_at: Option<Time>,
    /// When it is tried next, while it is pending.
    pub next_at: Option<Time>,
    /// How often it was tried.
    pub attempts: i64,
    /// What went wrong the last time.
    pub error: Option<String>,
    /// What it led to read again.
    pub touched: Vec<String>,
    /// Length of the body as it came.
    pub bytes: i64,
}

/// Which deliveries.
#[derive(Clone, Debug, Default)]
pub struct DeliveryFilter {
    /// Only those of this state.
    pub state: Option<DeliveryState>,
    /// Only those of this event.
    pub event: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: i64,
    delivery_id: String,
    event: String,
    state: String,
    received_at: i64,
    processed_at: Option<i64>,
    next_at: i64,
    attempts: i64,
    error: Option<String>,
    touched: String,
    bytes: i64,
}

impl TryFrom<Stored> for Delivery {
    type Error = ControlError;

    fn try_from(row: Stored) -> Result<Self> {
        let state = DeliveryState::parse(&row.state)?;
        Ok(Self {
            state,
            touched: from_json(&row.touched, format_args!("webhook delivery {}", row.id))?,
            next_at: (state == DeliveryState::Pending).then_some(Time(row.next_at)),
            id: row.id,
            delivery_id: row.delivery_id,
            event: row.event,
            received_at: Time(row.received_at),
            processed_at: row.processed_at.map(Time),
            attempts: row.attempts,
            error: row.error,
            bytes: row.bytes,
        })
    }
}

impl Control {
    /// Stores what was delivered, all of it at once, and says which of it is new. It is durable when this returns.
    /// What belongs to an integration that is gone counts as stored: nobody will ask for it.
    pub async fn receive(
        &self,
        deliveries: &[Incoming],
        refused: &BTreeMap<(i64, Received), i64>,
    ) -> Result<Vec<Received>> {
        let mut transaction = self.begin().await?;
        let mut counts = refused.clone();
        let mut results = Vec::with_capacity(deliveries.len());
        if !deliveries.is_empty() {
            let wanted = i64::try_from(deliveries.len()).unwrap_or(i64::MAX);
            let (last,): (i64,) = sqlx::query_as(
                "UPDATE counters SET value = value + $1 WHERE name = 'webhook_inbox' RETURNING value",
            )
            .bind(wanted)
            .fetch_one(&mut *transaction)
            .await?;
            for (id, delivery) in (last - wanted + 1..).zip(deliveries) {
                let result = insert(&mut transaction, id, delivery).await?;
                *counts.entry((delivery.integration, result)).or_default() += 1;
                results.push(result);
            }
        }
        for ((integration, result), count) in counts {
            add(&mut transaction, integration, result, count).await?;
        }
        transaction.commit().await?;
        Ok(results)
    }

    /// What was delivered to an integration, newest first, beginning after (older than) the delivery `after`.
    pub async fn deliveries(
        &self,
        integration: i64,
        filter: &DeliveryFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Delivery>> {
        let rows: Vec<Stored> = sqlx::query_as(
            "SELECT id, delivery_id, event, state, received_at, processed_at, next_at, attempts, error, touched, \
             bytes FROM webhook_inbox WHERE integration_id = $1 AND id < $2 AND ($3 = '' OR state = $3) \
             AND ($4 = '' OR event = $4) ORDER BY id DESC LIMIT $5",
        )
        .bind(integration)
        .bind(after.unwrap_or(i64::MAX))
        .bind(filter.state.map_or("", DeliveryState::as_str))
        .bind(filter.event.as_deref().unwrap_or_default())
        .bind(i64::from(limit))
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(Delivery::try_from).collect()
    }

    /// How many deliveries of an integration are kept.
    pub async fn count_deliveries(&self, integration: i64, filter: &DeliveryFilter) -> Result<i64> {
        let (count,): (i64,) = sqlx::query_as(
            "SELECT COUNT(*) FROM webhook_inbox WHERE integration_id = $1 AND ($2 = '' OR state = $2) \
             AND ($3 = '' OR event = $3)",
        )
        .bind(integration)
        .bind(filter.state.map_or("", DeliveryState::as_str))
        .bind(filter.event.as_deref().unwrap_or_default())
        .fetch_one(self.read())
        .await?;
        Ok(count)
    }

    /// How many deliveries of an integration stand how.
    pub async fn delivery_states(&self, integration: i64) -> Result<BTreeMap<DeliveryState, i64>> {
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT state, COUNT(*) FROM webhook_inbox WHERE integration_id = $1 GROUP BY state",
        )
        .bind(integration)
        .fetch_all(self.read())
        .await?;
        rows.into_iter()
            .map(|(state, count)| Ok((DeliveryState::parse(&state)?, count)))
            .collect()
    }

    /// What became of everything that was ever delivered to an integration.
    pub async fn delivery_results(&self, integration: i64) -> Result<BTreeMap<Received, i64>> {
        let rows: Vec<(String, i64)> =
            sqlx::query_as("SELECT result, count FROM webhook_counts WHERE integration_id = $1")
                .bind(integration)
                .fetch_all(self.read())
                .await?;
        rows.into_iter()
            .map(|(result, count)| Ok((Received::parse(&result)?, count)))
            .collect()
    }

    /// Which of these sender's ids an integration has.
    pub async fn has_deliveries(&self, integration: i64, ids: &[String]) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        for id in ids {
            let row: Option<(i64,)> =
                sqlx::query_as("SELECT id FROM webhook_inbox WHERE integration_id = $1 AND delivery_id = $2")
                    .bind(integration)
                    .bind(id)
                    .fetch_optional(self.read())
                    .await?;
            if row.is_some() {
                found.insert(id.clone());
            }
        }
        Ok(found)
    }

    /// Removes deliveries that were dealt with before a moment; says how many.
    pub async fn trim_deliveries(&self, before: Time) -> Result<u64> {
        let done = sqlx::query("DELETE FROM webhook_inbox WHERE state <> 'pending' AND processed_at < $1")
            .bind(before.0)
            .execute(self.write())
            .await?;
        Ok(done.rows_affected())
    }
}

async fn insert(connection: &mut AnyConnection, id: i64, delivery: &Incoming) -> Result<Received> {
    let done = sqlx::query(
        "INSERT INTO webhook_inbox (id, integration_id, delivery_id, event, received_at, state, next_at, attempts, \
         touched, bytes, body) SELECT $1, id, $3, $4, $5, 'pending', $5, 0, '[]', $6, $7 FROM integrations \
         WHERE id = $2 ON CONFLICT (integration_id, delivery_id) DO NOTHING",
    )
    .bind(id)
    .bind(delivery.integration)
    .bind(&delivery.delivery_id)
    .bind(&delivery.event)
    .bind(delivery.received_at.0)
    .bind(i64::try_from(delivery.body.size).unwrap_or(i64::MAX))
    .bind(delivery.body.bytes.as_slice())
    .execute(connection)
    .await?;
    Ok(if done.rows_affected() == 0 {
        Received::Duplicate
    } else {
        Received::Accepted
    })
}

async fn add(connection: &mut AnyConnection, integration: i64, result: Received, count: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO webhook_counts (integration_id, result, count, last_at) \
         SELECT id, $2, $3, $4 FROM integrations WHERE id = $1 ON CONFLICT (integration_id, result) \
         DO UPDATE SET count = webhook_counts.count + excluded.count, last_at = excluded.last_at",
    )
    .bind(integration)
    .bind(result.as_str())
    .bind(count)
    .bind(now().0)
    .execute(connection)
    .await?;
    Ok(())
}
