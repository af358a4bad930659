use std::collections::BTreeSet;

use crate::{Control, ControlError, Result};

impl Control {
    /// All mappings, as (project, integration).
    pub async fn mappings(&self) -> Result<Vec<(i64, i64)>> {
        Ok(sqlx::query_as(
            "SELECT project_id, integration_id FROM mappings ORDER BY project_id, integration_id",
        )
        .fetch_all(self.read())
        .await?)
    }

    /// The integrations mapped to a project.
    pub async fn mapped_integrations(&self, project: i64) -> Result<Vec<i64>> {
        let rows: Vec<(i64,)> = sqlx::query_as(
            "SELECT integration_id FROM mappings WHERE project_id = $1 ORDER BY integration_id",
        )
        .bind(project)
        .fetch_all(self.read())
        .await?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// Maps exactly these integrations to a project.
    pub async fn set_mapping(&self, project: i64, integrations: &[i64]) -> Result<()> {
        let mut transaction = self.begin().await?;
        let known: Option<(i64,)> = sqlx::query_as("SELECT id FROM projects WHERE id = $1")
            .bind(project)
            .fetch_optional(&mut *transaction)
            .await?;
        known.ok_or_else(|| ControlError::not_found("project", project))?;
        sqlx::query("DELETE FROM mappings WHERE project_id = $1")
            .bind(project)
            .execute(&mut *transaction)
            .await?;
        for integration in integrations.iter().collect::<BTreeSet<_>>() {
            let done = sqlx::query(
                "INSERT INTO mappings (project_id, integration_id) SELECT $1, id FROM integrations WHERE id = $2",
            )
            .bind(project)
            .bind(*integration)
            .execute(&mut *transaction)
            .await?;
            if done.rows_affected() == 0 {
                return Err(ControlError::not_found("integration", integration));
            }
        }
        Ok(transaction.commit().await?)
    }
}
