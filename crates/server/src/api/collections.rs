use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_insights::{Category, CategoryContent, Collection, CollectionContent, Definition, TreeNode};
use weir_model::Time;

use super::ApiResult;
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
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Time,
    /// The collections right below it.
    children: Vec<CollectionView>,
}

impl From<Category> for CategoryView {
    fn from(category: Category) -> Self {
        Self {
            id: category.id.to_string(),
            project_id: category.project.to_string(),
            name: category.name,
            content: category.content,
            collections: category.children.into_iter().map(CollectionView::tree).collect(),
        }
    }
}

impl CollectionView {
    fn tree(node: TreeNode) -> Self {
        Self {
            children: node.children.into_iter().map(Self::tree).collect(),
            ..node.collection.into()
        }
    }
}

impl From<Collection> for CollectionView {
    fn from(collection: Collection) -> Self {
        Self {
            id: collection.id.to_string(),
            project_id: collection.project.to_string(),
            name: collection.name,
            content: collection.content,
            updated_at: collection.updated_at,
            children: Vec::new(),
        }
    }
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
    Ok(Json(List::whole(
        found.into_iter().map(CategoryView::from).collect(),
    )))
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
    Ok((StatusCode::CREATED, Json(made.into())))
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
    Ok(Json(changed.into()))
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
    Ok(Json(List::whole(
        found.into_iter().map(CollectionView::from).collect(),
    )))
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
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// One collection.
#[utoipa::path(get, path = "/collections/{id}", tag = "collections", operation_id = "show_collection",
    params(("id" = String, Path, description = "Id of the collection")), responses((status = 200, body = CollectionView)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<CollectionView>> {
    Ok(Json(weir_insights::collection(&state.control, id).await?.into()))
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
    Ok(Json(changed.into()))
}

/// Deletes a collection that has none below it.
#[utoipa::path(delete, path = "/collections/{id}", tag = "collections", operation_id = "delete_collection",
    params(("id" = String, Path, description = "Id of the collection")),
    responses((status = 204, description = "it is gone"), (status = 409, description = "`conflict`: others are below it")))]
pub(super) async fn delete(State(state): State<AppState>, Id(id): Id) -> ApiResult<StatusCode> {
    weir_insights::delete_collection(&state.control, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A definition to try.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TriedDefinition {
    /// What would belong to the collection.
    definition: Definition,
}

/// What a definition selects at this moment.
#[derive(Serialize, ToSchema)]
pub(super) struct ReachView {
    /// Repositories and projects, by integration.
    assets: Vec<AssetsOf>,
    /// People.
    people: Vec<PersonRef>,
    /// How many repositories and projects.
    asset_count: u64,
    /// How many people.
    people_count: u64,
    /// Ids of integrations that the definition names and that are gone or not mapped to the project any more.
    lost: Vec<String>,
}

/// What is selected of one integration.
#[derive(Serialize, ToSchema)]
pub(super) struct AssetsOf {
    /// The integration.
    integration_id: String,
    /// Names of its repositories and projects, the first hundred.
    names: Vec<String>,
    /// How many there are.
    count: u64,
}

/// A person by name.
#[derive(Serialize, ToSchema)]
pub(super) struct PersonRef {
    /// Their id.
    id: String,
    /// Their name.
    name: String,
}

/// Names listed of each integration.
const LISTED: usize = 100;

/// What a definition would select, to be shown while it is edited.
#[utoipa::path(post, path = "/projects/{id}/collections/preview", tag = "collections", operation_id = "preview_collection",
    params(("id" = String, Path, description = "Id of the project")), request_body = TriedDefinition,
    responses((status = 200, body = ReachView)))]
pub(super) async fn preview(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<TriedDefinition>,
) -> ApiResult<Json<ReachView>> {
    let reach = weir_insights::reach(&state.control, id, &body.definition).await?;
    let everybody = state.control.contributors().await?;
    let people = everybody.into_iter().filter(|one| reach.people.contains(&one.id));
    let people: Vec<PersonRef> = people
        .map(|one| PersonRef {
            id: one.id.to_string(),
            name: one.name,
        })
        .collect();
    Ok(Json(ReachView {
        asset_count: reach.assets.values().map(|names| names.len() as u64).sum(),
        people_count: people.len() as u64,
        assets: reach
            .assets
            .into_iter()
            .map(|(integration, names)| AssetsOf {
                integration_id: integration.to_string(),
                count: names.len() as u64,
                names: names.into_iter().take(LISTED).collect(),
            })
            .collect(),
        people,
        lost: reach.lost.iter().map(ToString::to_string).collect(),
    }))
}
