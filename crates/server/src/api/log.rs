//! The ingestion log: finding tasks in it.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use weir_control::TaskFilter;

use super::ApiResult;
use super::error::ApiError;
use super::error_codes::ErrorCode;
use super::extract::{Id, Query};
use super::list::List;
use super::tasks::{Names, Task};
use crate::AppState;
use crate::rules;

/// Which tasks, and which page of them.
#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct TaskQuery {
    /// How they stand, separated by commas: `failed,cancelled`.
    status: Option<String>,
    /// What they do, separated by commas: `sync`, `full`, `replay`.
    kind: Option<String>,
    /// Started at or after this day or moment.
    from: Option<String>,
    /// Started before this day or moment.
    to: Option<String>,
    /// Why they failed, separated by commas: `unauthorized,throttled`.
    error_class: Option<String>,
    /// A text in what went wrong, what to do, the stream or the partition, regardless of case.
    q: Option<String>,
    /// At most this many, 1 to 200; 50 when left out.
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// Whose tasks.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Whose {
    /// Id of an integration; all of them when left out.
    integration_id: Option<String>,
}

/// The ingestion log of an integration, newest first.
#[utoipa::path(get, path = "/integrations/{id}/tasks", tag = "integrations", operation_id = "list_tasks",
    params(("id" = String, Path, description = "Id of the integration"), TaskQuery),
    responses((status = 200, body = List<Task>)))]
pub(super) async fn of_integration(
    State(state): State<AppState>,
    Id(id): Id,
    Query(query): Query<TaskQuery>,
) -> ApiResult<Json<List<Task>>> {
    state.control.integration(id).await?;
    find(&state, query, Some(id)).await
}

/// The ingestion log of all integrations, newest first.
#[utoipa::path(get, path = "/tasks", tag = "integrations", operation_id = "list_all_tasks",
    params(Whose, TaskQuery), responses((status = 200, body = List<Task>)))]
pub(super) async fn of_all(
    State(state): State<AppState>,
    Query(query): Query<std::collections::BTreeMap<String, String>>,
) -> ApiResult<Json<List<Task>>> {
    let (whose, query) = split(query)?;
    let integration = match whose.integration_id {
        Some(id) => {
            let id = rules::id("integration", &id)?;
            Some(state.control.integration(id).await?.id)
        }
        None => None,
    };
    find(&state, query, integration).await
}

/// One task with its attempts.
#[utoipa::path(get, path = "/tasks/{id}", tag = "integrations", operation_id = "show_task",
    params(("id" = String, Path, description = "Id of the task")), responses((status = 200, body = Task)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<Task>> {
    let task = state.control.task(id).await?;
    let attempts = state.control.attempts(id).await?;
    let live = state.runtime.progress(task.integration).await?;
    let task = live.filter(|live| live.id == id).unwrap_or(task);
    let task = Names::load(&state.control).await?.task(task);
    Ok(Json(task.with_attempts(attempts)))
}

/// Parameters of two structs: unknown ones are refused, as everywhere.
fn split(mut query: std::collections::BTreeMap<String, String>) -> ApiResult<(Whose, TaskQuery)> {
    let whose = Whose {
        integration_id: query.remove("integration_id"),
    };
    let limit = query.remove("limit").map(|text| text.parse::<u32>());
    let limit = limit.transpose().map_err(|_| {
        ApiError::new(ErrorCode::InvalidRequest, "limit is not a number").hint("write 1 to 200")
    })?;
    let mut take = |name: &str| query.remove(name);
    let tasks = TaskQuery {
        status: take("status"),
        kind: take("kind"),
        from: take("from"),
        to: take("to"),
        error_class: take("error_class"),
        q: take("q"),
        limit,
        after: take("after"),
    };
    match query.keys().next() {
        Some(unknown) => Err(ApiError::new(
            ErrorCode::InvalidRequest,
            format!("there is no parameter `{unknown}`"),
        )),
        None => Ok((whose, tasks)),
    }
}

async fn find(state: &AppState, query: TaskQuery, integration: Option<i64>) -> ApiResult<Json<List<Task>>> {
    let after = query.after.as_deref().map(cursor).transpose()?;
    let limit = query.limit.unwrap_or(50).clamp(1, 200);
    let filter = filter(query, integration)?;
    // One more than asked for tells whether there is a next page.
    let mut tasks = state.control.find_tasks(&filter, after, limit + 1).await?;
    let more = tasks.len() > limit as usize;
    tasks.truncate(limit as usize);
    let next = tasks.last().filter(|_| more).map(|task| task.id.to_string());
    let total = u64::try_from(state.control.count_found(&filter).await?).unwrap_or_default();
    let names = Names::load(&state.control).await?;
    let mut items = Vec::with_capacity(tasks.len());
    for task in tasks {
        let live = if task.finished_at.is_none() {
            state.runtime.progress(task.integration).await?
        } else {
            None
        };
        items.push(names.task(live.filter(|live| live.id == task.id).unwrap_or(task)));
    }
    Ok(Json(List { items, next, total }))
}

fn filter(query: TaskQuery, integration: Option<i64>) -> ApiResult<TaskFilter> {
    let time = |field: &str, text: Option<String>| text.map(|text| rules::time(field, &text)).transpose();
    Ok(TaskFilter {
        integration,
        statuses: words("status", query.status.as_deref(), weir_control::TaskStatus::ALL)?,
        kinds: words("kind", query.kind.as_deref(), weir_control::TaskKind::ALL)?,
        from: time("from", query.from)?,
        to: time("to", query.to)?,
        error_classes: parts(query.error_class.as_deref()).map(str::to_owned).collect(),
        text: query.q,
    })
}

fn parts(text: Option<&str>) -> impl Iterator<Item = &str> {
    let parts = text.unwrap_or_default().split(',');
    parts.map(str::trim).filter(|part| !part.is_empty())
}

fn words<T: Copy + std::fmt::Display>(field: &str, text: Option<&str>, all: &[T]) -> ApiResult<Vec<T>> {
    let word = |part: &str| {
        let known = all.iter().copied().find(|word| word.to_string() == part);
        known.ok_or_else(|| {
            let known: Vec<String> = all.iter().map(T::to_string).collect();
            ApiError::invalid(format!("{field} `{part}` is unknown"))
                .hint(format!("known: {}", known.join(", ")))
        })
    };
    parts(text).map(word).collect()
}

fn cursor(text: &str) -> ApiResult<i64> {
    text.parse().map_err(|_| {
        ApiError::new(
            ErrorCode::InvalidCursor,
            format!("`{text}` is not a cursor of this list"),
        )
        .hint("use the `next` of the page before")
    })
}
