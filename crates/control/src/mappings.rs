use std::collections::BTreeMap;

use sqlx::AnyConnection;
use weir_model::Scope;

use crate::scopes::{parse, stored};
use crate::{Control, ControlError, Result, projects};

/// An integration as one project sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The project.
    pub project: i64,
    /// The integration.
    pub integration: i64,
    /// Which of its repositories the project sees.
    pub scope: Scope,
}

/// A project that an integration is mapped to: one that exists, or a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// By its id.
    Existing(i64),
    /// Made in the same moment.
    New {
        /// Its name.
        name: String,
        /// What people note about it.
        description: String,
    },
}

impl Control {
    /// All mappings, as (project, integration).
    pub async fn mappings(&self) -> Result<Vec<(i64, i64)>> {
        Ok(sqlx::query_as(
            "SELECT project_id, integration_id FROM mappings ORDER BY project_id, integration_id",
        )
        .fetch_all(self.read())
        .await?)
    }

    /// All mappings with their scopes.
    pub async fn scoped_mappings(&self) -> Result<Vec<Mapping>> {
        let rows: Vec<(i64, i64, Option<String>)> = sqlx::query_as(
            "SELECT project_id, integration_id, scope FROM mappings ORDER BY project_id, integration_id",
        )
        .fetch_all(self.read())
        .await?;
        rows.into_iter()
            .map(|(project, integration, scope)| {
                Ok(Mapping {
                    project,
                    integration,
                    scope: parse(scope.as_deref())?,
                })
            })
            .collect()
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

    /// What is left of each integration mapped to a project: its own scope and the mapping's, both of which hold.
    pub async fn narrowed(&self, project: i64) -> Result<BTreeMap<i64, Vec<Scope>>> {
        let rows: Vec<(i64, Option<String>, Option<String>)> = sqlx::query_as(
            "SELECT m.integration_id, m.scope, i.scope FROM mappings m JOIN integrations i ON i.id = m.integration_id \
             WHERE m.project_id = $1 ORDER BY m.integration_id",
        )
        .bind(project)
        .fetch_all(self.read())
        .await?;
        rows.into_iter()
            .map(|(id, mapping, own)| {
                let mut scopes = vec![parse(mapping.as_deref())?, parse(own.as_deref())?];
                scopes.retain(|scope| !scope.is_everything());
                Ok((id, scopes))
            })
            .collect()
    }

    /// Maps exactly these integrations to a project. Those that stay keep their scopes.
    pub async fn set_mapping(&self, project: i64, integrations: &[i64]) -> Result<()> {
        let kept: BTreeMap<i64, Scope> = self
            .scoped_mappings()
            .await?
            .into_iter()
            .filter(|mapping| mapping.project == project)
            .map(|mapping| (mapping.integration, mapping.scope))
            .collect();
        let integrations: BTreeMap<i64, Scope> = integrations
            .iter()
            .map(|id| (*id, kept.get(id).cloned().unwrap_or_default()))
            .collect();
        self.map_integrations(project, &integrations).await
    }

    /// Maps exactly these integrations to a project, each narrowed to a scope. Whoever does so has seen what the
    /// project reads: what called for attention is settled.
    pub async fn map_integrations(&self, project: i64, integrations: &BTreeMap<i64, Scope>) -> Result<()> {
        let mut transaction = self.begin().await?;
        known(&mut transaction, project).await?;
        sqlx::query("DELETE FROM mappings WHERE project_id = $1")
            .bind(project)
            .execute(&mut *transaction)
            .await?;
        for (integration, scope) in integrations {
            insert(&mut transaction, project, *integration, scope).await?;
        }
        crate::attention::settle(&mut transaction, "project", project).await?;
        Ok(transaction.commit().await?)
    }

    /// Maps an integration to exactly these projects, making those that are new.
    pub async fn map_to_projects(&self, integration: i64, targets: &[(Target, Scope)]) -> Result<()> {
        let name = self.integration(integration).await?;
        if name.deleting_since.is_some() {
            return Err(ControlError::Conflict {
                message: format!("`{}` is being deleted", name.name),
            });
        }
        let mut transaction = self.begin().await?;
        sqlx::query("DELETE FROM mappings WHERE integration_id = $1")
            .bind(integration)
            .execute(&mut *transaction)
            .await?;
        for (target, scope) in targets {
            let project = match target {
                Target::Existing(id) => {
                    known(&mut transaction, *id).await?;
                    *id
                }
                Target::New { name, description } => {
                    projects::insert(&mut transaction, name, description).await?
                }
            };
            insert(&mut transaction, project, integration, scope).await?;
        }
        Ok(transaction.commit().await?)
    }
}

async fn known(connection: &mut AnyConnection, project: i64) -> Result<()> {
    let known: Option<(i64,)> = sqlx::query_as("SELECT id FROM projects WHERE id = $1")
        .bind(project)
        .fetch_optional(connection)
        .await?;
    known.ok_or_else(|| ControlError::not_found("project", project))?;
    Ok(())
}

async fn insert(connection: &mut AnyConnection, project: i64, integration: i64, scope: &Scope) -> Result<()> {
    let done = sqlx::query(
        "INSERT INTO mappings (project_id, integration_id, scope) SELECT $1, id, $3 FROM integrations WHERE id = $2 \
         ON CONFLICT (project_id, integration_id) DO UPDATE SET scope = excluded.scope",
    )
    .bind(project)
    .bind(integration)
    .bind(stored(scope)?)
    .execute(connection)
    .await?;
    if done.rows_affected() == 0 {
        return Err(ControlError::not_found("integration", integration));
    }
    Ok(())
}
