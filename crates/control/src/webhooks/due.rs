use sqlx::AnyConnection;
use weir_model::Time;

use super::{DeliveryState, Packed};
use crate::{Control, Result, now, to_json};

/// A delivery that is to be dealt with.
#[derive(Clone, Debug)]
pub struct Due {
    /// Its id.
    pub id: i64,
    /// Name of the event.
    pub event: String,
    /// How often it was tried.
    pub attempts: i64,
    /// The body as it came.
    pub body: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: i64,
    event: String,
    attempts: i64,
    bytes: i64,
    body: Vec<u8>,
}

impl Control {
    /// The integrations with deliveries that are due, those that are being deleted left out.
    pub async fn integrations_with_due_deliveries(&self) -> Result<Vec<i64>> {
        let rows: Vec<(i64,)> = sqlx::query_as(
            "SELECT DISTINCT integration_id FROM webhook_inbox JOIN integrations ON integrations.id = integration_id \
             WHERE state = 'pending' AND next_at <= $1 AND deleting_since IS NULL ORDER BY integration_id",
        )
        .bind(now().0)
        .fetch_all(self.read())
        .await?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// The oldest deliveries of an integration that are due: at most `limit`, and no more once they hold `most_bytes`.
    pub async fn due_deliveries(&self, integration: i64, limit: u32, most_bytes: usize) -> Result<Vec<Due>> {
        let sizes: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT id, bytes FROM webhook_inbox WHERE integration_id = $1 AND state = 'pending' AND next_at <= $2 \
             ORDER BY id LIMIT $3",
        )
        .bind(integration)
        .bind(now().0)
        .bind(i64::from(limit))
        .fetch_all(self.read())
        .await?;
        let mut held = 0;
        let taken = sizes.iter().take_while(|(_, bytes)| {
            let fits = held < most_bytes;
            held += usize::try_from(*bytes).unwrap_or(usize::MAX);
            fits
        });
        let (Some(first), Some(last)) = (sizes.first(), taken.last()) else {
            return Ok(Vec::new());
        };
        let rows: Vec<Stored> = sqlx::query_as(
            "SELECT id, event, attempts, bytes, body FROM webhook_inbox WHERE integration_id = $1 \
             AND state = 'pending' AND next_at <= $2 AND id >= $3 AND id <= $4 ORDER BY id",
        )
        .bind(integration)
        .bind(now().0)
        .bind(first.0)
        .bind(last.0)
        .fetch_all(self.read())
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(Due {
                    body: Packed::open(&row.body, usize::try_from(row.bytes).unwrap_or_default())?,
                    id: row.id,
                    event: row.event,
                    attempts: row.attempts,
                })
            })
            .collect()
    }

    /// Notes that deliveries were dealt with: what each led to read again, or that it touches nothing. Call it only
    /// after the rows are durable.
    pub async fn finish_deliveries(&self, finished: &[(i64, Vec<String>)]) -> Result<()> {
        let mut transaction = self.begin().await?;
        for (id, touched) in finished {
            let state = if touched.is_empty() {
                DeliveryState::Ignored
            } else {
                DeliveryState::Done
            };
            finish(&mut transaction, *id, state, &to_json(touched)?).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Notes that dealing with deliveries failed, and when each is tried again; without a time it is given up.
    pub async fn fail_deliveries(&self, failed: &[(i64, Option<Time>)], error: &str) -> Result<()> {
        let mut transaction = self.begin().await?;
        for (id, next) in failed {
            sqlx::query(
                "UPDATE webhook_inbox SET attempts = attempts + 1, error = $2, state = $3, next_at = $4, \
                 processed_at = $5 WHERE id = $1",
            )
            .bind(*id)
            .bind(error)
            .bind(
                next.map_or(DeliveryState::Failed, |_| DeliveryState::Pending)
                    .as_str(),
            )
            .bind(next.map_or(0, |time| time.0))
            .bind(next.is_none().then(|| now().0))
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }
}

async fn finish(connection: &mut AnyConnection, id: i64, state: DeliveryState, touched: &str) -> Result<()> {
    sqlx::query(
        "UPDATE webhook_inbox SET attempts = attempts + 1, error = NULL, state = $2, touched = $3, processed_at = $4 \
         WHERE id = $1",
    )
    .bind(id)
    .bind(state.as_str())
    .bind(touched)
    .bind(now().0)
    .execute(connection)
    .await?;
    Ok(())
}
