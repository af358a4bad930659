use sqlx::AnyConnection;
use weir_model::Time;

use crate::database::next_id;
use crate::{Control, ControlError, Result, now};

/// Something that somebody should look at because an integration it used is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attention {
    /// Its id.
    pub id: i64,
    /// What: `project`, `collection`, `profile`.
    pub subject_kind: String,
    /// Which.
    pub subject_id: i64,
    /// Name of the integration that is gone.
    pub integration_name: String,
    /// Id of its connector.
    pub integration_kind: String,
    /// What it means, for people.
    pub reason: String,
    /// Since when.
    pub since: Time,
}

/// Something that uses integrations, by id and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
}

/// A kind of thing that uses integrations.
pub(crate) struct Dependent {
    /// As in `attention.subject_kind`.
    pub(crate) kind: &'static str,
    /// Asks who uses the integration `$1`: id and name.
    pub(crate) users: &'static str,
    /// What losing it means; `{}` stands for the integration's name.
    pub(crate) reason: &'static str,
}

/// Whatever uses integrations is listed here, and is then asked and marked when one is deleted.
pub(crate) const DEPENDENTS: &[Dependent] = &[
    Dependent {
        kind: "project",
        users: "SELECT p.id, p.name FROM projects p JOIN mappings m ON m.project_id = p.id WHERE m.integration_id = $1 \
                ORDER BY p.name_key",
        reason: "its numbers no longer include `{}`",
    },
    Dependent {
        kind: "collection",
        users: "SELECT o.id, o.name FROM objects o JOIN object_integrations x ON x.object_id = o.id \
                WHERE o.kind = 'collection' AND x.integration_id = $1 ORDER BY o.name_key",
        reason: "it selected from `{}`, and selects nothing in its place",
    },
    // A profile names no integration: it is as much changed as the collections that use it.
    Dependent {
        kind: "profile",
        users: "SELECT o.id, o.name FROM objects o WHERE o.kind = 'profile' AND EXISTS (SELECT 1 FROM mappings m \
                WHERE m.project_id = o.project_id AND m.integration_id = $1) ORDER BY o.name_key",
        reason: "what it counts as deployments, failures or changes may have come from `{}`",
    },
];

#[derive(sqlx::FromRow)]
struct Stored {
    id: i64,
    subject_kind: String,
    subject_id: i64,
    integration_name: String,
    integration_kind: String,
    reason: String,
    since: i64,
}

impl Control {
    /// Everything of a kind (`project`, …) that uses an integration.
    pub async fn users_of(&self, integration: i64, kind: &str) -> Result<Vec<User>> {
        let Some(dependent) = DEPENDENTS.iter().find(|dependent| dependent.kind == kind) else {
            return Ok(Vec::new());
        };
        let rows: Vec<(i64, String)> = sqlx::query_as(dependent.users)
            .bind(integration)
            .fetch_all(self.read())
            .await?;
        Ok(rows.into_iter().map(|(id, name)| User { id, name }).collect())
    }

    /// What calls for attention, newest first.
    pub async fn attention(&self) -> Result<Vec<Attention>> {
        let rows: Vec<Stored> = sqlx::query_as(
            "SELECT id, subject_kind, subject_id, integration_name, integration_kind, reason, since FROM attention \
             ORDER BY id DESC",
        )
        .fetch_all(self.read())
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Attention {
                id: row.id,
                subject_kind: row.subject_kind,
                subject_id: row.subject_id,
                integration_name: row.integration_name,
                integration_kind: row.integration_kind,
                reason: row.reason,
                since: Time(row.since),
            })
            .collect())
    }

    /// Somebody has seen it.
    pub async fn settle_attention(&self, id: i64) -> Result<()> {
        let done = sqlx::query("DELETE FROM attention WHERE id = $1")
            .bind(id)
            .execute(self.write())
            .await?;
        if done.rows_affected() == 0 {
            return Err(ControlError::not_found("attention", id));
        }
        Ok(())
    }
}

/// Marks everything that uses an integration, in the transaction that takes it away.
pub(crate) async fn mark(connection: &mut AnyConnection, integration: i64) -> Result<()> {
    let row: Option<(String, String)> = sqlx::query_as("SELECT name, kind FROM integrations WHERE id = $1")
        .bind(integration)
        .fetch_optional(&mut *connection)
        .await?;
    let (name, kind) = row.ok_or_else(|| ControlError::not_found("integration", integration))?;
    for dependent in DEPENDENTS {
        let users: Vec<(i64, String)> = sqlx::query_as(dependent.users)
            .bind(integration)
            .fetch_all(&mut *connection)
            .await?;
        for (subject, _) in users {
            let id = next_id(connection, "attention").await?;
            sqlx::query(
                "INSERT INTO attention (id, subject_kind, subject_id, integration_id, integration_name, \
                 integration_kind, reason, since) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
                 ON CONFLICT (subject_kind, subject_id, integration_id) DO NOTHING",
            )
            .bind(id)
            .bind(dependent.kind)
            .bind(subject)
            .bind(integration)
            .bind(&name)
            .bind(&kind)
            .bind(dependent.reason.replace("{}", &name))
            .bind(now().0)
            .execute(&mut *connection)
            .await?;
        }
    }
    Ok(())
}

/// Nothing of a subject calls for attention any more: it was changed by hand, or is gone.
pub(crate) async fn settle(connection: &mut AnyConnection, kind: &str, subject: i64) -> Result<()> {
    sqlx::query("DELETE FROM attention WHERE subject_kind = $1 AND subject_id = $2")
        .bind(kind)
        .bind(subject)
        .execute(connection)
        .await?;
    Ok(())
}
