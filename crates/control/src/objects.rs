use serde_json::Value;
use sqlx::AnyConnection;
use weir_model::Time;

use crate::database::next_id;
use crate::{Control, ControlError, Result, from_json, names, now, to_json, words};

words! {
    /// What an object is.
    ObjectKind, "kind of object" {
        /// A category of collections.
        Category = "category",
        /// A team, a sprint: part of a project.
        Collection = "collection",
        /// What counts as a deployment, a failure, done.
        Profile = "profile",
        /// A page of widgets.
        Insight = "insight",
    }
}

/// A named thing whose content is a JSON object that this crate does not read.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Its id.
    pub id: i64,
    /// What it is.
    pub kind: ObjectKind,
    /// Its project; `None` is of the account.
    pub project: Option<i64>,
    /// Unique among its kind and project, regardless of case.
    pub name: String,
    /// Its content, an object.
    pub body: Value,
    /// When it was made.
    pub created_at: Time,
    /// When it last changed.
    pub updated_at: Time,
}

/// What to store of an object.
#[derive(Clone, Debug)]
pub struct ObjectContent<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its content, an object.
    pub body: &'a Value,
    /// The integrations it names.
    pub integrations: &'a [i64],
    /// When what it replaces last changed, as it was read; `None` replaces whatever is there.
    pub read_at: Option<Time>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: i64,
    kind: String,
    project_id: Option<i64>,
    name: String,
    body: String,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<Stored> for Object {
    type Error = ControlError;

    fn try_from(row: Stored) -> Result<Self> {
        Ok(Self {
            kind: ObjectKind::parse(&row.kind)?,
            body: from_json(&row.body, format_args!("{} {}", row.kind, row.id))?,
            id: row.id,
            project: row.project_id,
            name: row.name,
            created_at: Time(row.created_at),
            updated_at: Time(row.updated_at),
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, project_id, name, body, created_at, updated_at FROM objects ",
            $rest
        )
    };
}

impl Control {
    /// All objects of a kind in a project (or in the account), by name.
    pub async fn objects(&self, kind: ObjectKind, project: Option<i64>) -> Result<Vec<Object>> {
        let rows: Vec<Stored> = sqlx::query_as(select!(
            "WHERE kind = $1 AND coalesce(project_id, 0) = $2 ORDER BY name_key"
        ))
        .bind(kind.as_str())
        .bind(project.unwrap_or(0))
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(Object::try_from).collect()
    }

    /// One object.
    pub async fn object(&self, kind: ObjectKind, id: i64) -> Result<Object> {
        let row: Option<Stored> = sqlx::query_as(select!("WHERE kind = $1 AND id = $2"))
            .bind(kind.as_str())
            .bind(id)
            .fetch_optional(self.read())
            .await?;
        row.ok_or_else(|| ControlError::not_found(kind.as_str(), id))?
            .try_into()
    }

    /// Names of the repositories and projects that an integration has found.
    pub async fn partition_names(&self, integration: i64) -> Result<Vec<String>> {
        let rows: Vec<(String,)> =
            sqlx::query_as("SELECT DISTINCT name FROM partitions WHERE integration_id = $1 ORDER BY name")
                .bind(integration)
                .fetch_all(self.read())
                .await?;
        Ok(rows.into_iter().map(|(name,)| name).collect())
    }

    /// Makes an object.
    pub async fn create_object(
        &self,
        kind: ObjectKind,
        project: Option<i64>,
        content: ObjectContent<'_>,
    ) -> Result<Object> {
        let mut transaction = self.begin().await?;
        let id = insert(&mut transaction, (kind, project), &content).await?;
        transaction.commit().await?;
        self.object(kind, id).await
    }

    /// Makes the Insights that a project begins with: all or none, and once in its life, so that deleted ones stay away.
    pub async fn create_first_insights(&self, project: i64, contents: &[ObjectContent<'_>]) -> Result<()> {
        let mut transaction = self.begin().await?;
        let first =
            sqlx::query("UPDATE projects SET insights_since = $2 WHERE id = $1 AND insights_since IS NULL")
                .bind(project)
                .bind(now().0)
                .execute(&mut *transaction)
                .await?;
        if first.rows_affected() > 0 {
            for content in contents {
                insert(&mut transaction, (ObjectKind::Insight, Some(project)), content).await?;
            }
        }
        Ok(transaction.commit().await?)
    }

    /// Replaces an object's name and content. What called for attention about it is settled: somebody looked at it.
    pub async fn update_object(
        &self,
        kind: ObjectKind,
        id: i64,
        content: ObjectContent<'_>,
    ) -> Result<Object> {
        let old = self.object(kind, id).await?;
        let mut transaction = self.begin().await?;
        let (changed_at,): (i64,) = sqlx::query_as("SELECT updated_at FROM objects WHERE id = $1")
            .bind(id)
            .fetch_optional(&mut *transaction)
            .await?
            .ok_or_else(|| ControlError::not_found(kind.as_str(), id))?;
        if content.read_at.is_some_and(|read_at| read_at.0 != changed_at) {
            return Err(ControlError::Changed {
                what: kind.as_str(),
                name: old.name,
            });
        }
        let name = names::valid(content.name)?;
        names::object("body", content.body)?;
        free(&mut transaction, (kind, old.project), name, Some(id)).await?;
        sqlx::query("UPDATE objects SET name = $2, name_key = $3, body = $4, updated_at = $5 WHERE id = $1")
            .bind(id)
            .bind(name)
            .bind(names::key(name))
            .bind(to_json(content.body)?)
            // Two changes are told apart by their times, however fast they follow each other.
            .bind(now().0.max(changed_at + 1))
            .execute(&mut *transaction)
            .await?;
        link(&mut transaction, id, content.integrations).await?;
        crate::attention::settle(&mut transaction, kind.as_str(), id).await?;
        transaction.commit().await?;
        self.object(kind, id).await
    }

    /// Removes an object.
    pub async fn delete_object(&self, kind: ObjectKind, id: i64) -> Result<()> {
        let mut transaction = self.begin().await?;
        let done = sqlx::query("DELETE FROM objects WHERE kind = $1 AND id = $2")
            .bind(kind.as_str())
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() == 0 {
            return Err(ControlError::not_found(kind.as_str(), id));
        }
        crate::attention::settle(&mut transaction, kind.as_str(), id).await?;
        Ok(transaction.commit().await?)
    }
}

async fn insert(
    connection: &mut AnyConnection,
    (kind, project): (ObjectKind, Option<i64>),
    content: &ObjectContent<'_>,
) -> Result<i64> {
    let name = names::valid(content.name)?;
    names::object("body", content.body)?;
    free(connection, (kind, project), name, None).await?;
    let id = next_id(connection, "objects").await?;
    sqlx::query(
        "INSERT INTO objects (id, kind, project_id, name, name_key, body, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
    )
    .bind(id)
    .bind(kind.as_str())
    .bind(project)
    .bind(name)
    .bind(names::key(name))
    .bind(to_json(content.body)?)
    .bind(now().0)
    .execute(&mut *connection)
    .await?;
    link(connection, id, content.integrations).await?;
    Ok(id)
}

async fn link(connection: &mut AnyConnection, object: i64, integrations: &[i64]) -> Result<()> {
    sqlx::query("DELETE FROM object_integrations WHERE object_id = $1")
        .bind(object)
        .execute(&mut *connection)
        .await?;
    for integration in integrations {
        sqlx::query(
            "INSERT INTO object_integrations (object_id, integration_id) VALUES ($1, $2) \
             ON CONFLICT (object_id, integration_id) DO NOTHING",
        )
        .bind(object)
        .bind(integration)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn free(
    connection: &mut AnyConnection,
    (kind, project): (ObjectKind, Option<i64>),
    name: &str,
    but: Option<i64>,
) -> Result<()> {
    let taken: Option<(i64,)> = sqlx::query_as(
        "SELECT id FROM objects WHERE kind = $1 AND coalesce(project_id, 0) = $2 AND name_key = $3",
    )
    .bind(kind.as_str())
    .bind(project.unwrap_or(0))
    .bind(names::key(name))
    .fetch_optional(connection)
    .await?;
    names::refuse(taken, &format!("a {kind}"), name, but)
}
