use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_control::{Deletion, User};
use weir_model::Time;

use super::ApiResult;
use super::extract::{Body, Id};
use super::list::List;
use super::runtime::Mirrors;
use super::views::{self, IntegrationView};
use crate::AppState;
use crate::rules;

/// Deletions that are listed.
const MOST: u32 = 100;

/// How far a deletion has come.
#[derive(Serialize, ToSchema)]
#[schema(as = DeletionProgress)]
pub(super) struct Progress {
    /// How much of the work is done, 0 to 100.
    percent: i64,
    /// `stop`, `rows`, `mirrors`, `forget` or `done`.
    step: String,
    /// The table whose rows are being deleted.
    table: Option<String>,
    /// Stored versions of rows and documents that are gone.
    deleted_rows: i64,
    /// Rows and documents there were.
    total_rows: i64,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    started_at: Time,
    /// Why it does not go on; it is tried again.
    error: Option<String>,
}

impl From<&Deletion> for Progress {
    fn from(deletion: &Deletion) -> Self {
        Self {
            percent: deletion.percent(),
            step: deletion.step.to_string(),
            table: deletion.table.clone(),
            deleted_rows: deletion.rows.0,
            total_rows: deletion.rows.1,
            started_at: deletion.started_at,
            error: deletion.error.clone(),
        }
    }
}

/// Something that uses an integration.
#[derive(Serialize, ToSchema)]
#[schema(as = IntegrationUser)]
pub(super) struct Affected {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Metrics that read it.
    metrics: Vec<String>,
}

/// Rows of one table.
#[derive(Serialize, ToSchema)]
pub(super) struct TableRows {
    /// The table.
    name: String,
    /// Rows.
    rows: u64,
}

/// An integration or a channel by name.
#[derive(Serialize, ToSchema)]
pub(super) struct Named {
    /// Its id.
    pub(super) id: String,
    /// Its name.
    pub(super) name: String,
    /// Id of its connector, or how it delivers.
    pub(super) kind: String,
}

/// What deleting an integration would take away.
#[derive(Serialize, ToSchema)]
pub(super) struct DeletionPreview {
    /// Which.
    integration: Named,
    /// Projects whose numbers would no longer include it.
    projects: Vec<Affected>,
    /// Collections that use it.
    collections: Vec<Affected>,
    /// Profiles that use it.
    profiles: Vec<Affected>,
    /// Tables that hold rows of it.
    tables: Vec<TableRows>,
    /// Rows in all of them.
    rows: u64,
    /// Upstream documents kept.
    raw_records: u64,
    /// Bytes on disk, estimated by its share of the rows.
    bytes: u64,
    /// Git mirrors.
    mirrors: Mirrors,
    /// Tasks in the ingestion log.
    tasks: i64,
    /// Cursors.
    cursors: u64,
    /// What must be typed to confirm.
    confirm: String,
    /// How far it has come, when it has begun.
    progress: Option<Progress>,
}

/// Shows what deleting an integration would take away, and how far it has come when it has begun.
#[utoipa::path(get, path = "/integrations/{id}/deletion", tag = "integrations", operation_id = "preview_deletion",
    params(("id" = String, Path, description = "Id of the integration")),
    responses((status = 200, body = DeletionPreview)))]
pub(super) async fn preview(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<DeletionPreview>> {
    let control = &state.control;
    let integration = control.integration(id).await?;
    let mut rows = state.lake.rows_of(&id.to_string()).await?;
    let bytes = rules::bytes(&state.lake.table_stats().await?, &rows);
    let raw_records = rows.remove("raw").unwrap_or(0);
    let tables: Vec<TableRows> = rows
        .into_iter()
        .filter(|(_, rows)| *rows > 0)
        .map(|(name, rows)| TableRows {
            name: name.to_owned(),
            rows,
        })
        .collect();
    let metrics = rules::connector(&integration.kind).map_or_else(|_| Vec::new(), rules::affected_metrics);
    let users = async |kind| -> ApiResult<Vec<Affected>> {
        let users = control.users_of(id, kind).await?;
        Ok(users.into_iter().map(|user| affected(user, &metrics)).collect())
    };
    let progress = control.deletion(id).await?;
    Ok(Json(DeletionPreview {
        projects: users("project").await?,
        collections: users("collection").await?,
        profiles: users("profile").await?,
        rows: tables.iter().map(|table| table.rows).sum(),
        tables,
        raw_records,
        bytes,
        mirrors: state.runtime.mirrors(id).await?,
        tasks: control.count_tasks(id).await?,
        cursors: control.cursors(id).await?.len() as u64,
        confirm: integration.name.clone(),
        progress: progress.as_ref().map(Progress::from),
        integration: Named {
            id: id.to_string(),
            name: integration.name,
            kind: integration.kind,
        },
    }))
}

fn affected(user: User, metrics: &[String]) -> Affected {
    Affected {
        id: user.id.to_string(),
        name: user.name,
        metrics: metrics.to_vec(),
    }
}

/// That it is meant.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Confirmation {
    /// The integration's name, exactly.
    confirm: String,
}

/// Deletes an integration with all its rows. It stays in the list, marked and with its progress, until nothing of it is
/// left; no query finds its rows from the moment of the answer.
#[utoipa::path(delete, path = "/integrations/{id}", tag = "integrations", operation_id = "delete_integration",
    params(("id" = String, Path, description = "Id of the integration")), request_body = Confirmation,
    responses((status = 202, body = IntegrationView)))]
pub(super) async fn delete(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<Confirmation>,
) -> ApiResult<(StatusCode, Json<IntegrationView>)> {
    let before = state.control.integration(id).await?;
    rules::confirmed(&before.name, &body.confirm)?;
    state.runtime.delete(id).await?;
    let after = state.control.integration(id).await.unwrap_or(before);
    Ok((
        StatusCode::ACCEPTED,
        Json(views::integration(&state, after).await?),
    ))
}

/// A deletion, under way or done.
#[derive(Serialize, ToSchema)]
#[schema(as = Deletion)]
pub(super) struct DeletionView {
    /// The integration's id; never given again.
    integration_id: String,
    /// Its name.
    name: String,
    /// Id of its connector.
    kind: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    started_at: Time,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    finished_at: Option<Time>,
    /// Stored versions of rows and documents that are gone.
    deleted_rows: i64,
    /// How much of the work is done, 0 to 100.
    percent: i64,
    /// Why it does not go on; it is tried again.
    error: Option<String>,
}

/// The newest deletions, under way and done, at most 100.
#[utoipa::path(get, path = "/deletions", tag = "integrations", operation_id = "list_deletions",
    responses((status = 200, body = List<DeletionView>)))]
pub(super) async fn list(State(state): State<AppState>) -> ApiResult<Json<List<DeletionView>>> {
    let deletions = state.control.deletions(MOST).await?;
    let view = |deletion: Deletion| DeletionView {
        percent: deletion.percent(),
        integration_id: deletion.integration.to_string(),
        name: deletion.name,
        kind: deletion.kind,
        started_at: deletion.started_at,
        finished_at: deletion.finished_at,
        deleted_rows: deletion.rows.0,
        error: deletion.error,
    };
    Ok(Json(List::whole(deletions.into_iter().map(view).collect())))
}
