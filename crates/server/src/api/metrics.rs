use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use weir_measures::{
    Answer, Bucket, ItemFilter, Items, METRICS, Metric, MetricInfo, MetricQuery, ProjectView,
};

use super::extract::{Id, Query};
use super::list::List;
use super::{ApiResult, csv};
use crate::AppState;
use crate::rules;

/// Items fetched at a time for a CSV file.
const CSV_PAGE: usize = 1000;

/// The metrics there are.
#[utoipa::path(get, path = "/metrics", tag = "metrics", operation_id = "list_metrics",
    responses((status = 200, body = List<MetricInfo>)))]
pub(super) async fn list() -> Json<List<MetricInfo>> {
    Json(List::whole(METRICS.iter().map(Metric::info).collect()))
}

/// Which number.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AnswerQuery {
    /// Beginning of the range, as `YYYY-MM-DD` or RFC 3339; 90 days before its end when left out.
    from: Option<String>,
    /// End of the range, exclusive; the end of today when left out.
    to: Option<String>,
    /// Dimension to break down by: one of the metric's `dimensions`.
    by: Option<String>,
    /// Width of the points of the series; by the length of the range when left out.
    #[param(value_type = Option<Bucket>)]
    bucket: Option<String>,
    /// One of the metric's `aggregates`; its first when left out.
    aggregate: Option<String>,
    /// Id of a collection of the project: only what belongs to it, under its profile.
    collection: Option<String>,
    /// JSON list of conditions that items must meet: `[{"dimension": "author", "operator": "is_not", "values": ["ann"]}]`;
    /// operators are `is`, `is_not`, `starts_with`, `contains`, `not_contains`.
    filters: Option<String>,
}

/// A metric's number over a range, with its parts, series, breakdown, grade, and what shaped it.
#[utoipa::path(get, path = "/projects/{id}/metrics/{metric}", tag = "metrics", operation_id = "show_metric",
    params(("id" = String, Path, description = "Id of the project"),
        ("metric" = String, Path, description = "Id of the metric"), AnswerQuery),
    responses((status = 200, body = Answer)))]
pub(super) async fn answer(
    State(state): State<AppState>,
    Id(id): Id,
    path: Path<(String, String)>,
    Query(asked): Query<AnswerQuery>,
) -> ApiResult<Json<Answer>> {
    let project = state.control.project(id).await?;
    let metric = path.0.1;
    let project = rules::project_view(&state, project, asked.collection.as_deref(), Some(&metric)).await?;
    let query = metric_query(metric, asked)?;
    Ok(Json(state.measures.answer(&project, &query).await?))
}

/// Which range.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RangeQuery {
    /// Beginning of the range, as `YYYY-MM-DD` or RFC 3339; 90 days before its end when left out.
    from: Option<String>,
    /// End of the range, exclusive; the end of today when left out.
    to: Option<String>,
    /// Width of the points of the series; by the length of the range when left out.
    #[param(value_type = Option<Bucket>)]
    bucket: Option<String>,
    /// Id of a collection of the project: only what belongs to it.
    collection: Option<String>,
}

/// The same data under every definition of a metric: Weir's own first, then those of other products.
#[utoipa::path(get, path = "/projects/{id}/metrics/{metric}/definitions", tag = "metrics", operation_id = "compare_definitions",
    params(("id" = String, Path, description = "Id of the project"),
        ("metric" = String, Path, description = "Id of the metric"), RangeQuery),
    responses((status = 200, body = List<Answer>)))]
pub(super) async fn definitions(
    State(state): State<AppState>,
    Id(id): Id,
    path: Path<(String, String)>,
    Query(asked): Query<RangeQuery>,
) -> ApiResult<Json<List<Answer>>> {
    let project = state.control.project(id).await?;
    let metric = path.0.1;
    let project = rules::project_view(&state, project, asked.collection.as_deref(), Some(&metric)).await?;
    let wanted = AnswerQuery {
        from: asked.from,
        to: asked.to,
        collection: None,
        by: None,
        bucket: asked.bucket,
        aggregate: None,
        filters: None,
    };
    let query = metric_query(metric, wanted)?;
    Ok(Json(List::whole(state.measures.compare(&project, &query).await?)))
}

/// Which items.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ItemsQuery {
    /// Beginning of the range, as `YYYY-MM-DD` or RFC 3339; 90 days before its end when left out.
    from: Option<String>,
    /// End of the range, exclusive; the end of today when left out.
    to: Option<String>,
    /// Dimension that `key` is of.
    by: Option<String>,
    /// Only those of this key of `by`.
    key: Option<String>,
    /// Width of the bucket that `bucket_start` begins.
    #[param(value_type = Option<Bucket>)]
    bucket: Option<String>,
    /// Only those of the bucket that begins then.
    bucket_start: Option<String>,
    /// One of the metric's `aggregates`.
    aggregate: Option<String>,
    /// Id of a collection of the project, as for the number.
    collection: Option<String>,
    /// JSON list of conditions that items must meet, as for the number.
    filters: Option<String>,
    /// `true`: only those counted; `false`: only those left out; `all` when left out.
    #[param(value_type = Option<Included>)]
    included: Option<Included>,
    /// At most this many, 1 to 1000; 100 when left out. A CSV file has all of them.
    limit: Option<usize>,
    /// The `next` of the page before.
    after: Option<String>,
    /// `json` when left out.
    #[param(value_type = Option<ItemFormat>)]
    format: Option<ItemFormat>,
}

/// Which items.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Included {
    /// Those counted.
    True,
    /// Those left out.
    False,
    /// Both.
    All,
}

/// Form of a list of items.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ItemFormat {
    /// One page.
    Json,
    /// A file with all pages.
    Csv,
}

/// The items behind a number, counted and left out, newest first.
#[utoipa::path(get, path = "/projects/{id}/metrics/{metric}/items", tag = "metrics", operation_id = "list_items",
    params(("id" = String, Path, description = "Id of the project"),
        ("metric" = String, Path, description = "Id of the metric"), ItemsQuery),
    responses((status = 200, content((Items = "application/json"), (String = "text/csv")))))]
pub(super) async fn items(
    State(state): State<AppState>,
    Id(id): Id,
    path: Path<(String, String)>,
    Query(asked): Query<ItemsQuery>,
) -> ApiResult<Response> {
    let project = state.control.project(id).await?;
    let metric = path.0.1;
    let project = rules::project_view(&state, project, asked.collection.as_deref(), Some(&metric)).await?;
    let filter = ItemFilter {
        included: match asked.included {
            Some(Included::True) => Some(true),
            Some(Included::False) => Some(false),
            Some(Included::All) | None => None,
        },
        bucket_start: asked
            .bucket_start
            .as_deref()
            .map(|text| rules::time("bucket_start", text))
            .transpose()?,
        group: asked.key,
        limit: Some(asked.limit.unwrap_or(100).clamp(1, 1000)),
        after: asked.after,
    };
    let wanted = AnswerQuery {
        from: asked.from,
        to: asked.to,
        by: asked.by,
        bucket: asked.bucket,
        aggregate: asked.aggregate,
        filters: asked.filters,
        collection: None,
    };
    let file = format!("{metric}.csv");
    let query = metric_query(metric, wanted)?;
    if asked.format == Some(ItemFormat::Csv) {
        let text = all_as_csv(&state, &project, &query, filter).await?;
        return Ok(csv_file(&file, text));
    }
    Ok(Json(state.measures.items(&project, &query, &filter).await?).into_response())
}

fn metric_query(metric: String, asked: AnswerQuery) -> ApiResult<MetricQuery> {
    let (from, to) = rules::range(asked.from.as_deref(), asked.to.as_deref())?;
    let bucket = asked.bucket.as_deref().map(str::parse).transpose()?;
    let filters = asked.filters.as_deref().map(rules::filters).transpose()?;
    Ok(MetricQuery {
        metric,
        from,
        to,
        by: asked.by,
        bucket,
        aggregate: asked.aggregate,
        filters: filters.unwrap_or_default(),
    })
}

async fn all_as_csv(
    state: &AppState,
    project: &ProjectView,
    query: &MetricQuery,
    filter: ItemFilter,
) -> ApiResult<String> {
    let mut filter = ItemFilter {
        limit: Some(CSV_PAGE),
        after: None,
        ..filter
    };
    let mut text = String::new();
    loop {
        let page = state.measures.items(project, query, &filter).await?;
        let names = csv_columns(&page);
        if text.is_empty() {
            let header: Vec<Value> = names.iter().map(|name| (*name).into()).collect();
            text.push_str(&csv::line(header.iter()));
        }
        for item in &page.items {
            text.push_str(&csv::line(
                names.iter().map(|name| item.get(*name).unwrap_or(&Value::Null)),
            ));
        }
        match page.next {
            Some(next) => filter.after = Some(next),
            None => return Ok(text),
        }
    }
}

/// The shown columns, then what every item has.
fn csv_columns(page: &Items) -> Vec<&str> {
    let mut names: Vec<&str> = page.columns.iter().map(|column| column.name.as_str()).collect();
    for name in ["id", "at", "value", "excluded_because", "url"] {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn csv_file(name: &str, text: String) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
