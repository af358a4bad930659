use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_insights::{Insight, InsightContent, TEMPLATES};
use weir_model::Time;

use super::ApiResult;
use super::extract::{Body, Id};
use super::list::List;
use crate::AppState;

/// A page of widgets.
#[derive(Serialize, ToSchema)]
#[schema(as = Insight)]
pub(super) struct InsightView {
    /// Its id.
    id: String,
    /// Its project.
    project_id: String,
    /// Its name, unique in the project.
    name: String,
    /// Everything else.
    #[serde(flatten)]
    content: InsightContent,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Time,
}

impl From<Insight> for InsightView {
    fn from(insight: Insight) -> Self {
        Self {
            id: insight.id.to_string(),
            project_id: insight.project.to_string(),
            name: insight.name,
            content: insight.content,
            updated_at: insight.updated_at,
        }
    }
}

/// An Insight's name and content.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewInsight {
    /// Its name, unique in the project.
    name: String,
    /// Everything else.
    #[serde(flatten)]
    content: InsightContent,
}

/// What an Insight becomes.
#[derive(Deserialize, ToSchema)]
pub(super) struct ChangedInsight {
    /// Its name, unique in the project.
    name: String,
    /// The `updated_at` of the Insight as it was read: it is refused as `changed` if another has changed it since. Left out,
    /// it replaces whatever is there.
    #[schema(value_type = Option<String>, format = DateTime)]
    updated_at: Option<Time>,
    /// Everything else.
    #[serde(flatten)]
    content: InsightContent,
}

/// An Insight that comes with the product.
#[derive(Serialize, ToSchema)]
pub(super) struct TemplateView {
    /// Its id.
    id: String,
    /// What it is for.
    about: String,
    /// Its name.
    name: String,
    /// What it shows.
    content: InsightContent,
}

/// The Insights that come with the product.
#[utoipa::path(get, path = "/insights/templates", tag = "insights", operation_id = "list_templates",
    responses((status = 200, body = List<TemplateView>)))]
pub(super) async fn templates() -> ApiResult<Json<List<TemplateView>>> {
    let mut found = Vec::new();
    for template in TEMPLATES {
        let (name, content) = weir_insights::from_yaml(template.yaml)?;
        found.push(TemplateView {
            id: template.id.to_owned(),
            about: template.about.to_owned(),
            name,
            content,
        });
    }
    Ok(Json(List::whole(found)))
}

/// The Insights of a project, by name. A project without any gets those that come with the product.
#[utoipa::path(get, path = "/projects/{id}/insights", tag = "insights", operation_id = "list_insights",
    params(("id" = String, Path, description = "Id of the project")), responses((status = 200, body = List<InsightView>)))]
pub(super) async fn list(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<List<InsightView>>> {
    let found = weir_insights::insights(&state.control, id).await?;
    Ok(Json(List::whole(
        found.into_iter().map(InsightView::from).collect(),
    )))
}

/// Makes an Insight.
#[utoipa::path(post, path = "/projects/{id}/insights", tag = "insights", operation_id = "create_insight",
    params(("id" = String, Path, description = "Id of the project")), request_body = NewInsight,
    responses((status = 201, body = InsightView), (status = 409, description = "`conflict`: the name is taken")))]
pub(super) async fn create(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<NewInsight>,
) -> ApiResult<(StatusCode, Json<InsightView>)> {
    state.control.project(id).await?;
    let made = weir_insights::create_insight(&state.control, id, &body.name, &body.content).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// An Insight as a file.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InsightFile {
    /// The file's text, in YAML.
    yaml: String,
    /// Replaces the Insight of the same name, if there is one.
    #[serde(default)]
    replace: bool,
}

/// Makes an Insight from a file.
#[utoipa::path(post, path = "/projects/{id}/insights/import", tag = "insights", operation_id = "import_insight",
    params(("id" = String, Path, description = "Id of the project")), request_body = InsightFile,
    responses((status = 201, body = InsightView), (status = 409, description = "`conflict`: the name is taken")))]
pub(super) async fn import(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<InsightFile>,
) -> ApiResult<(StatusCode, Json<InsightView>)> {
    let made = weir_insights::import_insight(&state.control, id, &body.yaml, body.replace).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// One Insight.
#[utoipa::path(get, path = "/insights/{id}", tag = "insights", operation_id = "show_insight",
    params(("id" = String, Path, description = "Id of the Insight")), responses((status = 200, body = InsightView)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<InsightView>> {
    Ok(Json(weir_insights::insight(&state.control, id).await?.into()))
}

/// One Insight as a file.
#[utoipa::path(get, path = "/insights/{id}/yaml", tag = "insights", operation_id = "export_insight",
    params(("id" = String, Path, description = "Id of the Insight")),
    responses((status = 200, content((String = "application/yaml")))))]
pub(super) async fn export(State(state): State<AppState>, Id(id): Id) -> ApiResult<Response> {
    let found = weir_insights::insight(&state.control, id).await?;
    let text = weir_insights::to_yaml(&found.name, &found.content)?;
    let mut response = text.into_response();
    let value = HeaderValue::from_static("application/yaml; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, value);
    Ok(response)
}

/// Replaces an Insight's name and content.
#[utoipa::path(put, path = "/insights/{id}", tag = "insights", operation_id = "update_insight",
    params(("id" = String, Path, description = "Id of the Insight")), request_body = ChangedInsight,
    responses((status = 200, body = InsightView),
        (status = 409, description = "`conflict`: the name is taken; `changed`: another has changed it")))]
pub(super) async fn update(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<ChangedInsight>,
) -> ApiResult<Json<InsightView>> {
    let ChangedInsight {
        name,
        updated_at,
        content,
    } = body;
    let changed = weir_insights::update_insight(&state.control, id, &name, &content, updated_at).await?;
    Ok(Json(changed.into()))
}

/// Deletes an Insight.
#[utoipa::path(delete, path = "/insights/{id}", tag = "insights", operation_id = "delete_insight",
    params(("id" = String, Path, description = "Id of the Insight")), responses((status = 204, description = "it is gone")))]
pub(super) async fn delete(State(state): State<AppState>, Id(id): Id) -> ApiResult<StatusCode> {
    weir_insights::delete_insight(&state.control, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
