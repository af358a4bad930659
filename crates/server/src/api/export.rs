use std::path::Path as FilePath;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use serde::Deserialize;
use tempfile::TempPath;
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;
use utoipa::{IntoParams, ToSchema};

use super::csv::Guard;
use super::error::ApiError;
use super::extract::Query;
use super::query::in_time;
use super::{ApiResult, tables};
use crate::AppState;
use crate::rules;
use weir_lake::questions;

/// Bytes read from the file at a time.
const PIECE: usize = 128 << 10;

/// Which form.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ExportQuery {
    /// Form of the file.
    format: ExportFormat,
}

/// Form of an exported table.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ExportFormat {
    /// RFC 4180 with a header, safe to open in a spreadsheet: cells that would be formulas get a `'` in front.
    Csv,
    /// Apache Parquet.
    Parquet,
}

/// A whole table as a file.
#[utoipa::path(get, path = "/tables/{name}/export", tag = "tables", operation_id = "export_table",
    params(("name" = String, Path, description = "Name of the table"), ExportQuery),
    responses((status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.apache.parquet")))))]
pub(super) async fn table(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Query(query): Query<ExportQuery>,
) -> ApiResult<Response> {
    let table = tables::find(&name)?;
    file(&state, &questions::all(table), table.name, query.format).await
}

/// Which query, and the form of its rows.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct QueryFile {
    /// One SELECT over the tables by their plain names.
    sql: String,
    /// Form of the file.
    format: ExportFormat,
}

/// All rows of a query as a file. Read-only; runs at most 60 seconds.
#[utoipa::path(get, path = "/query/export", tag = "tables", operation_id = "export_query", params(QueryFile),
    responses((status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.apache.parquet")))))]
pub(super) async fn query(
    State(state): State<AppState>,
    Query(asked): Query<QueryFile>,
) -> ApiResult<Response> {
    in_time(file(&state, &asked.sql, "query", asked.format)).await
}

/// The rows of a query as a file of that name.
async fn file(state: &AppState, sql: &str, name: &str, format: ExportFormat) -> ApiResult<Response> {
    let (form, extension, kind) = match format {
        ExportFormat::Csv => (weir_lake::Format::Csv, "csv", "text/csv; charset=utf-8"),
        ExportFormat::Parquet => (
            weir_lake::Format::Parquet,
            "parquet",
            "application/vnd.apache.parquet",
        ),
    };
    // Beside the data: the system's folder for temporary files is often small, and in memory.
    let folder = state.control.path().parent().unwrap_or(FilePath::new("."));
    let path = tempfile::Builder::new()
        .prefix(".export-")
        .tempfile_in(folder)
        .map_err(ApiError::internal)?
        .into_temp_path();
    let session = state
        .lake
        .session(&rules::account_scope(&state.control).await?)
        .await?;
    session.export(sql, form, &path).await?;
    let written = File::open(&path).await.map_err(ApiError::internal)?;
    let body = match format {
        ExportFormat::Csv => Body::from_stream(guarded(pieces(written, path))),
        ExportFormat::Parquet => Body::from_stream(pieces(written, path)),
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{extension}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// The file piece by piece; it is deleted with the stream.
fn pieces(file: File, path: TempPath) -> impl Stream<Item = std::io::Result<Bytes>> + Send {
    futures::stream::try_unfold((file, path), async |(mut file, path)| {
        let mut piece = vec![0; PIECE];
        let read = file.read(&mut piece).await?;
        piece.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(piece), (file, path))))
    })
}

fn guarded(
    pieces: impl Stream<Item = std::io::Result<Bytes>> + Send,
) -> impl Stream<Item = std::io::Result<Bytes>> + Send {
    let ended = pieces.map(Some).chain(futures::stream::iter([None]));
    ended.scan(Some(Guard::default()), |guard, piece| {
        let next = match piece {
            Some(Ok(piece)) => guard.as_mut().map(|guard| Ok(guard.push(&piece).into())),
            Some(Err(error)) => Some(Err(error)),
            None => guard.take().map(|guard| Ok(guard.finish().into())),
        };
        futures::future::ready(next)
    })
}
