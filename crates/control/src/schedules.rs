use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use weir_model::Time;

use crate::{Control, ControlError, Result, from_json, now, to_json};

/// How often something is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// So many minutes after the last time.
    EveryMinutes(u32),
    /// At the moments of a cron expression.
    Cron(String),
}

/// When an integration is read, and how far back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    /// What is new.
    pub tail: Cadence,
    /// Everything again; never when not set.
    pub full: Option<Cadence>,
    /// Days of history; everything when not set.
    pub depth_days: Option<u32>,
    /// IANA name of the zone in which cron expressions are read.
    pub time_zone: String,
}

/// What the user has set for an integration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// Its timetable; the defaults when not set.
    pub timetable: Option<Timetable>,
    /// Since when it is paused.
    pub paused_at: Option<Time>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    integration_id: i64,
    settings: Option<String>,
    paused_at: Option<i64>,
}

impl Control {
    /// The schedules of all integrations that have one of their own.
    pub async fn schedules(&self) -> Result<BTreeMap<i64, Schedule>> {
        let rows: Vec<Stored> = sqlx::query_as("SELECT integration_id, settings, paused_at FROM schedules")
            .fetch_all(self.read())
            .await?;
        rows.into_iter()
            .map(|row| {
                let what = format_args!("the schedule of integration {}", row.integration_id);
                let timetable = row.settings.as_deref().map(|text| from_json(text, what));
                let schedule = Schedule {
                    timetable: timetable.transpose()?,
                    paused_at: row.paused_at.map(Time),
                };
                Ok((row.integration_id, schedule))
            })
            .collect()
    }

    /// The schedule of an integration.
    pub async fn schedule(&self, integration: i64) -> Result<Schedule> {
        self.integration(integration).await?;
        Ok(self.schedules().await?.remove(&integration).unwrap_or_default())
    }

    /// Sets the timetable of an integration; `None` is the defaults. Whether its texts do is for the caller to know.
    pub async fn set_timetable(&self, integration: i64, timetable: Option<&Timetable>) -> Result<()> {
        let settings = timetable.map(to_json).transpose()?;
        let done = sqlx::query(
            "INSERT INTO schedules (integration_id, settings) SELECT id, $2 FROM integrations WHERE id = $1 \
             ON CONFLICT (integration_id) DO UPDATE SET settings = excluded.settings",
        )
        .bind(integration)
        .bind(settings)
        .execute(self.write())
        .await?;
        found(done.rows_affected(), integration)
    }

    /// Pauses an integration, or lets it go on. A pause holds until it is ended, over restarts too.
    pub async fn set_paused(&self, integration: i64, paused: bool) -> Result<()> {
        let done = sqlx::query(
            "INSERT INTO schedules (integration_id, paused_at) SELECT id, $2 FROM integrations WHERE id = $1 \
             ON CONFLICT (integration_id) DO UPDATE SET paused_at = \
             CASE WHEN excluded.paused_at IS NULL THEN NULL \
             ELSE COALESCE(schedules.paused_at, excluded.paused_at) END",
        )
        .bind(integration)
        .bind(paused.then(|| now().0))
        .execute(self.write())
        .await?;
        found(done.rows_affected(), integration)
    }
}

fn found(rows: u64, integration: i64) -> Result<()> {
    if rows == 0 {
        return Err(ControlError::not_found("integration", integration));
    }
    Ok(())
}
