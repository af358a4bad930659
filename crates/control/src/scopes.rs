use std::collections::BTreeMap;

use weir_model::Scope;

use crate::{Control, ControlError, Result, from_json, now, to_json};

/// Patterns in one scope.
const MOST_PATTERNS: usize = 1000;
/// Characters of one pattern.
const LONGEST_PATTERN: usize = 300;

impl Control {
    /// Which repositories an integration reads.
    pub async fn scope(&self, integration: i64) -> Result<Scope> {
        let row: Option<(Option<String>,)> = sqlx::query_as("SELECT scope FROM integrations WHERE id = $1")
            .bind(integration)
            .fetch_optional(self.read())
            .await?;
        let (text,) = row.ok_or_else(|| ControlError::not_found("integration", integration))?;
        parse(text.as_deref())
    }

    /// The scopes of all integrations that do not read everything.
    pub async fn scopes(&self) -> Result<BTreeMap<i64, Scope>> {
        let rows: Vec<(i64, String)> =
            sqlx::query_as("SELECT id, scope FROM integrations WHERE scope IS NOT NULL")
                .fetch_all(self.read())
                .await?;
        rows.into_iter()
            .map(|(id, text)| Ok((id, parse(Some(&text))?)))
            .collect()
    }

    /// Says which repositories an integration reads. With `purge`, rows outside wait to be deleted from now on.
    pub async fn set_scope(&self, integration: i64, scope: &Scope, purge: bool) -> Result<()> {
        let stored = stored(scope)?;
        let mut transaction = self.begin().await?;
        let done = sqlx::query(
            "UPDATE integrations SET scope = $2, purge_since = CASE WHEN $3 = 1 THEN $4 ELSE purge_since END \
             WHERE id = $1 AND deleting_since IS NULL",
        )
        .bind(integration)
        .bind(stored)
        .bind(i64::from(purge))
        .bind(now().0)
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() == 0 {
            drop(transaction);
            let name = self.integration(integration).await?.name;
            return Err(ControlError::Conflict {
                message: format!("`{name}` is being deleted"),
            });
        }
        Ok(transaction.commit().await?)
    }

    /// Integrations with rows outside their scope, since when.
    pub async fn purges(&self) -> Result<Vec<(i64, i64)>> {
        Ok(sqlx::query_as(
            "SELECT id, purge_since FROM integrations WHERE purge_since IS NOT NULL AND deleting_since IS NULL \
             ORDER BY purge_since",
        )
        .fetch_all(self.read())
        .await?)
    }

    /// Notes that rows outside the scope are gone, unless it was changed again since.
    pub async fn purged(&self, integration: i64, since: i64) -> Result<()> {
        sqlx::query("UPDATE integrations SET purge_since = NULL WHERE id = $1 AND purge_since = $2")
            .bind(integration)
            .bind(since)
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// Forgets how far these partitions have been read, and what was noted of them: taken in again, they are read anew.
    pub async fn forget_cursors(&self, integration: i64, partitions: &[String]) -> Result<()> {
        let mut transaction = self.begin().await?;
        for partition in partitions {
            for statement in [
                "DELETE FROM cursors WHERE integration_id = $1 AND partition_id = $2",
                "DELETE FROM open_records WHERE integration_id = $1 AND partition_id = $2",
                // A note of the partition, or of its parent stream about it.
                "DELETE FROM notes WHERE integration_id = $1 AND (partition_id = $2 OR name = $2)",
            ] {
                sqlx::query(statement)
                    .bind(integration)
                    .bind(partition)
                    .execute(&mut *transaction)
                    .await?;
            }
        }
        Ok(transaction.commit().await?)
    }
}

/// The scope as it is stored; `None` is everything.
pub(crate) fn stored(scope: &Scope) -> Result<Option<String>> {
    let patterns = || scope.include.iter().chain(&scope.exclude);
    if patterns().count() > MOST_PATTERNS {
        return Err(ControlError::invalid(
            "scope",
            format!("has too many patterns: at most {MOST_PATTERNS}"),
        ));
    }
    for pattern in patterns() {
        if pattern.trim().is_empty() {
            return Err(ControlError::invalid(
                "scope",
                "holds an empty pattern: remove it",
            ));
        }
        if pattern.chars().count() > LONGEST_PATTERN || pattern.chars().any(char::is_control) {
            return Err(ControlError::invalid(
                "scope",
                format!(
                    "holds a pattern that no name fits: at most {LONGEST_PATTERN} characters on one line"
                ),
            ));
        }
    }
    if scope.is_everything() {
        Ok(None)
    } else {
        to_json(scope).map(Some)
    }
}

pub(crate) fn parse(text: Option<&str>) -> Result<Scope> {
    text.map_or_else(|| Ok(Scope::default()), |text| from_json(text, "a scope"))
}
