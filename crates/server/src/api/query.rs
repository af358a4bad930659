use std::future::Future;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::error::ApiError;
use super::error_codes::ErrorCode;
use super::extract::Body;
use super::{ApiResult, cells};
use crate::AppState;
use crate::rules;

/// Longest a query may run.
const LONGEST: Duration = Duration::from_mins(1);
const MOST_ROWS: usize = 10_000;

/// A query.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SqlQuery {
    /// One SELECT over the tables by their plain names.
    sql: String,
    /// At most this many rows, 1 to 10,000; 10,000 when left out.
    limit: Option<usize>,
}

/// The rows of a query.
#[derive(Serialize, ToSchema)]
pub(super) struct QueryResult {
    /// Names of the columns.
    columns: Vec<String>,
    /// One array of cells per row, in the order of the columns. Times are RFC 3339, lists are arrays.
    rows: Vec<Vec<Value>>,
    /// Whether there were more rows than asked for.
    truncated: bool,
}

/// What a query gives, unless that takes too long.
pub(super) async fn in_time<T, E: Into<ApiError>>(
    running: impl Future<Output = Result<T, E>>,
) -> ApiResult<T> {
    let ended = tokio::time::timeout(LONGEST, running).await.map_err(|_| {
        ApiError::new(ErrorCode::Timeout, "the query took longer than 60 seconds")
            .hint("narrow its time range, or run it with `weir query`, which has no limit")
    })?;
    ended.map_err(Into::into)
}

/// Asks the tables in SQL. Read-only; runs at most 60 seconds.
#[utoipa::path(post, path = "/query", tag = "tables", operation_id = "run_query", request_body = SqlQuery,
    responses((status = 200, body = QueryResult)))]
pub(super) async fn run(
    State(state): State<AppState>,
    Body(query): Body<SqlQuery>,
) -> ApiResult<Json<QueryResult>> {
    let session = state
        .lake
        .session(&rules::account_scope(&state.control).await?)
        .await?;
    let columns = session
        .columns(&query.sql)
        .await?
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let limit = query.limit.unwrap_or(MOST_ROWS).clamp(1, MOST_ROWS);
    // One more than is shown tells whether there are more.
    let batches = in_time(session.first(&query.sql, limit + 1)).await?;
    let (rows, truncated) = cells::rows(&batches, limit);
    Ok(Json(QueryResult {
        columns,
        rows,
        truncated,
    }))
}
