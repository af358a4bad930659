use serde_json::Value;
use sqlx::AnyConnection;
use weir_model::Time;

use crate::database::next_id;
use crate::{Control, Result, from_json, now, to_json};

/// Something that happened to contributors.
#[derive(Clone, Debug, PartialEq)]
pub struct ContributorEvent {
    /// Its id.
    pub id: i64,
    /// When.
    pub at: Time,
    /// `merged`, `split`, `declined`, `edited`, `imported`.
    pub action: String,
    /// What, an object.
    pub detail: Value,
}

impl Control {
    /// What happened to contributors, newest first: at most so many.
    pub async fn contributor_log(&self, most: i64) -> Result<Vec<ContributorEvent>> {
        let rows: Vec<(i64, i64, String, String)> =
            sqlx::query_as("SELECT id, at, action, detail FROM contributor_log ORDER BY id DESC LIMIT $1")
                .bind(most)
                .fetch_all(self.read())
                .await?;
        rows.into_iter()
            .map(|(id, at, action, detail)| {
                Ok(ContributorEvent {
                    detail: from_json(&detail, "the log of contributors")?,
                    id,
                    at: Time(at),
                    action,
                })
            })
            .collect()
    }
}

/// Writes down what happened, in the transaction in which it does.
pub(super) async fn log(connection: &mut AnyConnection, action: &str, detail: &Value) -> Result<()> {
    let id = next_id(connection, "contributor_log").await?;
    sqlx::query("INSERT INTO contributor_log (id, at, action, detail) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(now().0)
        .bind(action)
        .bind(to_json(detail)?)
        .execute(&mut *connection)
        .await?;
    super::changed(connection).await
}
