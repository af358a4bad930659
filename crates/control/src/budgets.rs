use weir_model::Time;

use crate::{Control, Result, now};

/// What an upstream last said about one quota.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Quota {
    /// The quota's name at the upstream.
    pub bucket: String,
    /// Units per period, when it is published.
    #[sqlx(rename = "quota")]
    pub limit: Option<i64>,
    /// Units left.
    pub remaining: i64,
    /// When the period ends, in microseconds; see [`Quota::reset`].
    #[sqlx(rename = "reset_at")]
    pub reset_micros: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    host: String,
    credential: String,
    #[sqlx(flatten)]
    quota: Quota,
}

impl Quota {
    /// When the period ends.
    pub fn reset(&self) -> Option<Time> {
        self.reset_micros.map(Time)
    }
}

impl Control {
    /// The quotas of a credential at a host. `credential` is a hash; the credential itself never comes here.
    pub async fn budgets(&self, host: &str, credential: &str) -> Result<Vec<Quota>> {
        Ok(sqlx::query_as(
            "SELECT bucket, quota, remaining, reset_at FROM budgets WHERE host = $1 AND credential = $2 \
             ORDER BY bucket",
        )
        .bind(host)
        .bind(credential)
        .fetch_all(self.read())
        .await?)
    }

    /// Every quota, as (host, hash of the credential, quota).
    pub async fn all_budgets(&self) -> Result<Vec<(String, String, Quota)>> {
        let rows: Vec<Stored> = sqlx::query_as(
            "SELECT host, credential, bucket, quota, remaining, reset_at FROM budgets \
             ORDER BY host, credential, bucket",
        )
        .fetch_all(self.read())
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.host, row.credential, row.quota))
            .collect())
    }

    /// Saves what an upstream said about a quota.
    pub async fn save_budget(&self, host: &str, credential: &str, quota: &Quota) -> Result<()> {
        sqlx::query(
            "INSERT INTO budgets (host, credential, bucket, quota, remaining, reset_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (host, credential, bucket) DO UPDATE SET quota = excluded.quota, \
             remaining = excluded.remaining, reset_at = excluded.reset_at, updated_at = excluded.updated_at",
        )
        .bind(host)
        .bind(credential)
        .bind(&quota.bucket)
        .bind(quota.limit)
        .bind(quota.remaining)
        .bind(quota.reset_micros)
        .bind(now().0)
        .execute(self.write())
        .await?;
        Ok(())
    }
}
