use arrow_array::RecordBatch;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use weir_lake::{LakeError, Session};

use super::ApiResult;
use super::cells;
use super::extract::Id;
use crate::AppState;
use crate::rules;
use weir_lake::questions;

/// Values to choose from in a project's settings, at most 1,000 each, sorted.
#[derive(Serialize, ToSchema)]
pub(super) struct ProjectOptions {
    /// Branches, and branches that pull requests go to.
    branches: Vec<String>,
    /// Environments of recorded deployments.
    environments: Vec<String>,
    /// Names of pipelines.
    workflows: Vec<String>,
    /// Labels of issues.
    labels: Vec<String>,
    /// Labels of pull requests.
    pull_request_labels: Vec<String>,
    /// Statuses of issues.
    issue_statuses: Vec<String>,
    /// Full names of repositories.
    repositories: Vec<String>,
}

/// What a project's data offers for its settings.
#[utoipa::path(get, path = "/projects/{id}/options", tag = "projects", operation_id = "show_project_options",
    params(("id" = String, Path, description = "Id of the project")),
    responses((status = 200, body = ProjectOptions)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<ProjectOptions>> {
    let project = state.control.project(id).await?;
    let scope = rules::project_view(&state, project, None, None).await?.scope;
    let session = state.lake.session(&scope).await?;
    Ok(Json(ProjectOptions {
        branches: texts(&session, questions::BRANCHES).await?,
        environments: texts(&session, questions::ENVIRONMENTS).await?,
        workflows: texts(&session, questions::WORKFLOWS).await?,
        labels: texts(&session, questions::LABELS).await?,
        pull_request_labels: texts(&session, questions::PULL_REQUEST_LABELS).await?,
        issue_statuses: texts(&session, questions::ISSUE_STATUSES).await?,
        repositories: texts(&session, questions::REPOSITORIES).await?,
    }))
}

async fn texts(session: &Session, query: &str) -> Result<Vec<String>, LakeError> {
    let batches = session.sql(query).await?;
    let first = |batch: &RecordBatch| {
        let cell = |row| cells::cell(batch.column(0), row).as_str().map(str::to_owned);
        (0..batch.num_rows()).filter_map(cell).collect::<Vec<_>>()
    };
    Ok(batches.iter().flat_map(first).collect())
}
