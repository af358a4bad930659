//! What is noted of contributors, as a file.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use weir_insights::CsvPlan;

use super::history::FieldChangeView;
use crate::AppState;
use crate::api::ApiResult;
use crate::api::extract::{Body, Query};
use crate::rules;

/// Which file.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ExportQuery {
    /// What was noted in this version; what is noted now when left out.
    version: Option<String>,
}

/// Everybody as CSV, attributes as columns.
#[utoipa::path(get, path = "/contributors/csv", tag = "contributors", operation_id = "export_contributors",
    params(ExportQuery), responses((status = 200, content((String = "text/csv")))))]
pub(in crate::api) async fn export(
    State(state): State<AppState>,
    Query(asked): Query<ExportQuery>,
) -> ApiResult<Response> {
    rules::discover(&state).await?;
    let text = match asked.version {
        Some(version) => weir_insights::csv_at(&state.control, rules::id("version", &version)?).await?,
        None => weir_insights::export_csv(&state.control).await?,
    };
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"contributors.csv\""),
    );
    Ok(response)
}

/// A file of contributors.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ContributorFile {
    /// Its text, CSV with a header line.
    csv: String,
    /// Only says what would change.
    #[serde(default)]
    dry_run: bool,
}

/// What a file changes.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct ImportView {
    /// Whether it was imported.
    imported: bool,
    /// Changes, in the order of the file.
    changes: Vec<FieldChangeView>,
    /// Rows that change nothing.
    unchanged: u64,
    /// Rows that cannot be used, with the reason; nothing is imported while there are any.
    faults: Vec<String>,
    /// Attributes that nobody had before.
    new_attributes: Vec<String>,
}

fn imported(plan: CsvPlan, imported: bool) -> ImportView {
    ImportView {
        imported,
        changes: plan.changes.into_iter().map(FieldChangeView::from).collect(),
        unchanged: plan.unchanged as u64,
        faults: plan.faults,
        new_attributes: plan.new_attributes,
    }
}

/// Imports attributes of contributors from CSV: all of the file, or nothing when a row is at fault.
#[utoipa::path(post, path = "/contributors/csv", tag = "contributors", operation_id = "import_contributors",
    request_body = ContributorFile, responses((status = 200, body = ImportView)))]
pub(in crate::api) async fn import(
    State(state): State<AppState>,
    Body(body): Body<ContributorFile>,
) -> ApiResult<Json<ImportView>> {
    if body.dry_run {
        return Ok(Json(imported(
            weir_insights::plan_csv(&state.control, &body.csv).await?,
            false,
        )));
    }
    Ok(Json(imported(
        weir_insights::apply_csv(&state.control, &body.csv).await?,
        true,
    )))
}
