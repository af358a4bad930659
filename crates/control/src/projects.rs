use serde_json::Value;
use sqlx::AnyConnection;
use weir_model::Time;

use crate::database::next_id;
use crate::{Control, ControlError, Result, from_json, names, now, to_json};

/// A project: what metrics are asked of.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Its id.
    pub id: i64,
    /// Unique, regardless of case.
    pub name: String,
    /// What people note about it.
    pub description: String,
    /// Its settings, an object.
    pub settings: Value,
    /// When it was made.
    pub created_at: Time,
    /// When it last changed.
    pub updated_at: Time,
}

/// What can be changed; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct ProjectChange {
    /// A new name.
    pub name: Option<String>,
    /// A new description.
    pub description: Option<String>,
    /// New settings, whole.
    pub settings: Option<Value>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: i64,
    name: String,
    description: String,
    settings: String,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<Stored> for Project {
    type Error = ControlError;

    fn try_from(row: Stored) -> Result<Self> {
        Ok(Self {
            settings: from_json(&row.settings, format_args!("the settings of project {}", row.id))?,
            id: row.id,
            name: row.name,
            description: row.description,
            created_at: Time(row.created_at),
            updated_at: Time(row.updated_at),
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, description, settings, created_at, updated_at FROM projects ",
            $rest
        )
    };
}

const OWNER: &str = "SELECT id FROM projects WHERE name_key = $1";

impl Control {
    /// All projects, by name.
    pub async fn projects(&self) -> Result<Vec<Project>> {
        let rows: Vec<Stored> = sqlx::query_as(select!("ORDER BY name_key"))
            .fetch_all(self.read())
            .await?;
        rows.into_iter().map(Project::try_from).collect()
    }

    /// One project.
    pub async fn project(&self, id: i64) -> Result<Project> {
        let row: Option<Stored> = sqlx::query_as(select!("WHERE id = $1"))
            .bind(id)
            .fetch_optional(self.read())
            .await?;
        row.ok_or_else(|| ControlError::not_found("project", id))?
            .try_into()
    }

    /// The project of that name, regardless of case.
    pub async fn project_named(&self, name: &str) -> Result<Project> {
        let row: Option<Stored> = sqlx::query_as(select!("WHERE name_key = $1"))
            .bind(names::key(name))
            .fetch_optional(self.read())
            .await?;
        row.ok_or_else(|| ControlError::not_found("project", name))?
            .try_into()
    }

    /// Makes a project, without integrations and with empty settings.
    pub async fn create_project(&self, name: &str, description: &str) -> Result<Project> {
        let mut transaction = self.begin().await?;
        let id = insert(&mut transaction, name, description).await?;
        transaction.commit().await?;
        self.project(id).await
    }

    /// Changes a project.
    pub async fn update_project(&self, id: i64, change: ProjectChange) -> Result<Project> {
        let old = self.project(id).await?;
        let mut transaction = self.begin().await?;
        let name = names::valid(change.name.as_deref().unwrap_or(&old.name))?;
        names::free(&mut transaction, OWNER, "a project", name, Some(id)).await?;
        let settings = change.settings.as_ref().unwrap_or(&old.settings);
        names::object("settings", settings)?;
        sqlx::query(
            "UPDATE projects SET name = $2, name_key = $3, description = $4, settings = $5, updated_at = $6 \
             WHERE id = $1",
        )
        .bind(id)
        .bind(name)
        .bind(names::key(name))
        .bind(change.description.as_deref().unwrap_or(&old.description).trim())
        .bind(to_json(settings)?)
        .bind(now().0)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        self.project(id).await
    }

    /// Removes a project and its mappings; its integrations stay.
    pub async fn delete_project(&self, id: i64) -> Result<()> {
        let mut transaction = self.begin().await?;
        let done = sqlx::query("DELETE FROM projects WHERE id = $1")
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() == 0 {
            return Err(ControlError::not_found("project", id));
        }
        crate::attention::settle(&mut transaction, "project", id).await?;
        Ok(transaction.commit().await?)
    }
}

/// Makes a project, without integrations and with empty settings.
pub(crate) async fn insert(connection: &mut AnyConnection, name: &str, description: &str) -> Result<i64> {
    let name = names::valid(name)?;
    names::free(connection, OWNER, "a project", name, None).await?;
    let id = next_id(connection, "projects").await?;
    sqlx::query(
        "INSERT INTO projects (id, name, name_key, description, settings, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $6)",
    )
    .bind(id)
    .bind(name)
    .bind(names::key(name))
    .bind(description.trim())
    .bind("{}")
    .bind(now().0)
    .execute(connection)
    .await?;
    Ok(id)
}
