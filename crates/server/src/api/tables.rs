use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use weir_model::{ColumnType, TABLES, Table};

use super::error::ApiError;
use super::extract::Query;
use super::list::List;
use super::{ApiResult, cells};
use crate::AppState;
use crate::rules;
use weir_lake::questions;

/// A table that queries can read.
#[derive(Serialize, ToSchema)]
pub(super) struct TableInfo {
    /// Its name in SQL.
    name: &'static str,
    /// What one row is.
    doc: &'static str,
    /// Its columns, in order.
    columns: Vec<TableColumn>,
    /// Rows, each counted once.
    rows: u64,
    /// Bytes of its files.
    bytes: u64,
}

/// A column.
#[derive(Serialize, ToSchema)]
pub(super) struct TableColumn {
    /// Its name in SQL.
    name: &'static str,
    /// `id`, `text`, `integer`, `number`, `boolean`, `time` or `list` (of texts).
    #[serde(rename = "type")]
    kind: &'static str,
    /// What it says, with its unit.
    doc: &'static str,
}

/// All tables with their columns and sizes.
#[utoipa::path(get, path = "/tables", tag = "tables", operation_id = "list_tables",
    responses((status = 200, body = List<TableInfo>)))]
pub(super) async fn list(State(state): State<AppState>) -> ApiResult<Json<List<TableInfo>>> {
    let sizes: BTreeMap<_, _> = state
        .lake
        .table_stats()
        .await?
        .into_iter()
        .map(|stats| (stats.name, (stats.rows, stats.bytes)))
        .collect();
    let items = TABLES.iter().map(|table| {
        let (rows, bytes) = sizes.get(table.name).copied().unwrap_or_default();
        TableInfo {
            name: table.name,
            doc: table.doc.trim(),
            columns: columns(table),
            rows,
            bytes,
        }
    });
    Ok(Json(List::whole(items.collect())))
}

/// The model's columns, and the one that the store adds.
fn columns(table: &Table) -> Vec<TableColumn> {
    let own = table.columns.iter().map(|column| TableColumn {
        name: column.name,
        kind: kind(column.ty),
        doc: column.doc.trim(),
    });
    own.chain([TableColumn {
        name: "integration_id",
        kind: "text",
        doc: "Integration that the row came through.",
    }])
    .collect()
}

fn kind(ty: ColumnType) -> &'static str {
    match ty {
        ColumnType::Id => "id",
        ColumnType::Text => "text",
        ColumnType::Int => "integer",
        ColumnType::Float => "number",
        ColumnType::Bool => "boolean",
        ColumnType::Time => "time",
        ColumnType::TextList => "list",
    }
}

/// Which page of rows.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RowPage {
    /// At most this many, 1 to 1000; 100 when left out.
    limit: Option<usize>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// Rows of a table or of a query.
#[derive(Serialize, ToSchema)]
#[schema(as = Rows)]
pub(super) struct PageOfRows {
    /// Names of the columns.
    columns: Vec<String>,
    /// One array of cells per row, in the order of the columns. Times are RFC 3339, lists are arrays.
    rows: Vec<Vec<Value>>,
    /// Pass it as `after` to get the next page; null on the last.
    next: Option<String>,
}

/// The rows of a table, by id.
#[utoipa::path(get, path = "/tables/{name}/rows", tag = "tables", operation_id = "list_rows",
    params(("name" = String, Path, description = "Name of the table"), RowPage),
    responses((status = 200, body = PageOfRows)))]
pub(super) async fn rows(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Query(page): Query<RowPage>,
) -> ApiResult<Json<PageOfRows>> {
    let table = find(&name)?;
    let limit = page.limit.unwrap_or(100).clamp(1, 1000);
    let session = state
        .lake
        .session(&rules::account_scope(&state.control).await?)
        .await?;
    let sql = questions::page(table, page.after.as_deref(), limit + 1);
    let columns = session
        .columns(&sql)
        .await?
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let (rows, more) = cells::rows(&session.sql(&sql).await?, limit);
    // The first column is the key of every table.
    let last = rows
        .last()
        .and_then(|row: &Vec<Value>| row.first())
        .and_then(Value::as_str);
    let next = last.filter(|_| more).map(str::to_owned);
    Ok(Json(PageOfRows { columns, rows, next }))
}

pub(super) fn find(name: &str) -> ApiResult<&'static Table> {
    weir_model::table(name).ok_or_else(|| ApiError::not_found("table", name).hint("GET /tables lists them"))
}
