pub(super) mod preview;

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_insights::{Category, CategoryContent, Collection, CollectionContent, TreeNode};
use weir_model::Time;

use super::ApiResult;
use super::attention::{self, AttentionView};
use super::extract::{Body, Id};
use super::list::List;
use crate::AppState;

/// A category of collections with their tree.
#[derive(Serialize, ToSchema)]
#[schema(as = Category)]
pub(super) struct CategoryView {
    /// Its id.
    id: String,
    /// Its project.
    project_id: String,
    /// Its name, unique in the project.
    name: String,
    /// Everything else.
    #[serde(flatten)]
    content: CategoryContent,
    /// The collections right below its root.
    collections: Vec<CollectionView>,
}

/// Part of a project: a team, a sprint.
#[derive(Serialize, ToSchema)]
#[schema(as = Collection, no_recursion)]
pub(super) struct CollectionView {
    /// Its id.
    id: String,
    /// Its project.
    project_id: String,
    /// Its name, unique in the project.
    name: String,
    /// Everything else.
    #[serde(flatten)]
    content: CollectionContent,
    /// What somebody should look at: integrations it selected from that are gone.
    attention: Vec<AttentionView>,
    /// Ids of integrations that its definition names and that are gone, or not mapped to the project: it selects nothing from
    /// them, and is never widened.
    lost: Vec<String>,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Time,
    /// The collections right below it.
    children: Vec<CollectionView>,
}

/// What is told of the collections of a project beside their content.
struct Marks {
    mapped: BTreeSet<i64>,
    attention: Vec<AttentionView>,
}

impl Marks {
    async fn load(state: &AppState, project: i64) -> ApiResult<Self> {
        Ok(Self {
            mapped: state
                .control
                .mapped_integrations(project)
                .await?
                .into_iter()
                .collect(),
            attention: attention::all(&state.control).await?,
        })
    }

    fn category(&self, category: Category) -> CategoryView {
        CategoryView {
            id: category.id.to_string(),
            project_id: category.project.to_string(),
            name: category.name,
            content: category.content,
            collections: category
                .children
                .into_iter()
                .map(|node| self.tree(node))
                .collect(),
        }
    }

    fn tree(&self, node: TreeNode) -> CollectionView {
        CollectionView {
            children: node.children.into_iter().map(|node| self.tree(node)).collect(),
            ..self.collection(node.collection)
        }
    }

    fn collection(&self, one: Collection) -> CollectionView {
        let lost = one.content.lost(|id| self.mapped.contains(&id));
        CollectionView {
            attention: attention::about(&self.attention, "collection", one.id),
            lost: lost.iter().map(ToString::to_string).collect(),
            id: one.id.to_string(),
            project_id: one.project.to_string(),
            name: one.name,
            content: one.content,
            updated_at: one.updated_at,
            children: Vec::new(),
        }
    }
}

async fn category_view(state: &AppState, category: Category) -> ApiResult<Json<CategoryView>> {
    let marks = Marks::load(state, category.project).await?;
    Ok(Json(marks.category(category)))
}

async fn view(state: &AppState, one: Collection) -> ApiResult<Json<CollectionView>> {
    let marks = Marks::load(state, one.project).await?;
    Ok(Json(marks.collection(one)))
}

/// A category's name and content.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewCategory {
    /// Its name, unique in the project.
    name: String,
    /// Everything else.
    #[serde(flatten)]
    content: CategoryContent,
}

/// A collection's name and content.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewCollection {
    /// Its name, unique in the project.
    name: String,
    /// Everything else.
    #[serde(flatten)]
    content: CollectionContent,
}

/// The categories of a project with their collections as trees.
#[utoipa::path(get, path = "/projects/{id}/categories", tag = "collections", operation_id = "list_categories",
    params(("id" = String, Path, description = "Id of the project")), responses((status = 200, body = List<CategoryView>)))]
pub(super) async fn categories(
    State(state): State<AppState>,
    Id(id): Id,
) -> ApiResult<Json<List<CategoryView>>> {
    let found = weir_insights::categories(&state.control, id).await?;
    let marks = Marks::load(&state, id).await?;
    let views = found.into_iter().map(|one| marks.category(one));
    Ok(Json(List::whole(views.collect())))
}

/// Makes a category.
#[utoipa::path(post, path = "/projects/{id}/categories", tag = "collections", operation_id = "create_category",
    params(("id" = String, Path, description = "Id of the project")), request_body = NewCategory,
    responses((status = 201, body = CategoryView), (status = 409, description = "`conflict`: the name is taken")))]
pub(super) async fn create_category(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<NewCategory>,
) -> ApiResult<(StatusCode, Json<CategoryView>)> {
    let made = weir_insights::create_category(&state.control, id, &body.name, &body.content).await?;
    Ok((StatusCode::CREATED, category_view(&state, made).await?))
}

/// Replaces a category's name and content.
#[utoipa::path(put, path = "/categories/{id}", tag = "collections", operation_id = "update_category",
    params(("id" = String, Path, description = "Id of the category")), request_body = NewCategory,
    responses((status = 200, body = CategoryView), (status = 409, description = "`conflict`: the name is taken")))]
pub(super) async fn update_category(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<NewCategory>,
) -> ApiResult<Json<CategoryView>> {
    let changed = weir_insights::update_category(&state.control, id, &body.name, &body.content).await?;
    category_view(&state, changed).await
}

/// Deletes a category without collections.
#[utoipa::path(delete, path = "/categories/{id}", tag = "collections", operation_id = "delete_category",
    params(("id" = String, Path, description = "Id of the category")),
    responses((status = 204, description = "it is gone"), (status = 409, description = "`conflict`: it has collections")))]
pub(super) async fn delete_category(State(state): State<AppState>, Id(id): Id) -> ApiResult<StatusCode> {
    weir_insights::delete_category(&state.control, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All collections of a project, by name.
#[utoipa::path(get, path = "/projects/{id}/collections", tag = "collections", operation_id = "list_collections",
    params(("id" = String, Path, description = "Id of the project")), responses((status = 200, body = List<CollectionView>)))]
pub(super) async fn list(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<List<CollectionView>>> {
    state.control.project(id).await?;
    let found = weir_insights::collections(&state.control, id).await?;
    let marks = Marks::load(&state, id).await?;
    let views = found.into_iter().map(|one| marks.collection(one));
    Ok(Json(List::whole(views.collect())))
}

/// Makes a collection.
#[utoipa::path(post, path = "/projects/{id}/collections", tag = "collections", operation_id = "create_collection",
    params(("id" = String, Path, description = "Id of the project")), request_body = NewCollection,
    responses((status = 201, body = CollectionView), (status = 409, description = "`conflict`: the name is taken")))]
pub(super) async fn create(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<NewCollection>,
) -> ApiResult<(StatusCode, Json<CollectionView>)> {
    let made = weir_insights::create_collection(&state.control, id, &body.name, &body.content).await?;
    Ok((StatusCode::CREATED, view(&state, made).await?))
}

/// One collection.
#[utoipa::path(get, path = "/collections/{id}", tag = "collections", operation_id = "show_collection",
    params(("id" = String, Path, description = "Id of the collection")), responses((status = 200, body = CollectionView)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<CollectionView>> {
    view(&state, weir_insights::collection(&state.control, id).await?).await
}

/// Replaces a collection's name and content.
#[utoipa::path(put, path = "/collections/{id}", tag = "collections", operation_id = "update_collection",
    params(("id" = String, Path, description = "Id of the collection")), request_body = NewCollection,
    responses((status = 200, body = CollectionView), (status = 409, description = "`conflict`: the name is taken")))]
pub(super) async fn update(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<NewCollection>,
) -> ApiResult<Json<CollectionView>> {
    let changed = weir_insights::update_collection(&state.control, id, &body.name, &body.content).await?;
    view(&state, changed).await
}

/// Deletes a collection that has none below it.
#[utoipa::path(delete, path = "/collections/{id}", tag = "collections", operation_id = "delete_collection",
    params(("id" = String, Path, description = "Id of the collection")),
    responses((status = 204, description = "it is gone"), (status = 409, description = "`conflict`: others are below it")))]
pub(super) async fn delete(State(state): State<AppState>, Id(id): Id) -> ApiResult<StatusCode> {
    weir_insights::delete_collection(&state.control, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
