use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::Scope;

use super::ApiResult;
use super::extract::{Body, Id};
use crate::AppState;
use crate::rules;

/// Most partitions that a preview lists.
const MOST: usize = 500;

/// Which repositories (or projects of the tool) are meant, by patterns of their names: compared without case, `*` stands
/// for any characters, `?` for one. No pattern to include means all; what is excluded is out.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Scope)]
pub(super) struct ScopeView {
    /// Names and patterns that are in: `acme/web`, `acme/*`, `*legacy*`.
    #[serde(default)]
    include: Vec<String>,
    /// Names and patterns that are out.
    #[serde(default)]
    exclude: Vec<String>,
}

impl From<ScopeView> for Scope {
    fn from(view: ScopeView) -> Self {
        let clean = |patterns: Vec<String>| patterns.iter().map(|text| text.trim().to_owned()).collect();
        Self {
            include: clean(view.include),
            exclude: clean(view.exclude),
        }
    }
}

/// Null is everything.
pub(super) fn view(scope: &Scope) -> Option<ScopeView> {
    (!scope.is_everything()).then(|| ScopeView {
        include: scope.include.clone(),
        exclude: scope.exclude.clone(),
    })
}

/// The scope that a body gives.
pub(super) fn given(scope: Option<ScopeView>) -> Scope {
    scope.map_or_else(Scope::default, Scope::from)
}

/// Something that is left out.
#[derive(Serialize, ToSchema)]
pub(super) struct LeftOut {
    /// Its name.
    name: String,
    /// Why.
    reason: String,
}

/// Which repositories an integration reads.
#[derive(Serialize, ToSchema)]
#[schema(as = IntegrationScope)]
pub(super) struct OwnScope {
    /// The patterns; null is everything.
    scope: Option<ScopeView>,
    /// What they leave out of what the upstream shows, at most 500.
    left_out: Vec<LeftOut>,
    /// How many are read.
    selected: u64,
    /// How many the upstream shows.
    total: u64,
    /// Whether rows of what is left out still wait to be deleted. No query finds them.
    purging: bool,
}

/// Which repositories an integration reads.
#[utoipa::path(get, path = "/integrations/{id}/scope", tag = "integrations", operation_id = "show_scope",
    params(("id" = String, Path, description = "Id of the integration")),
    responses((status = 200, body = OwnScope)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<OwnScope>> {
    let scope = state.control.scope(id).await?;
    let partitions = rules::partitions(&state.control, id).await?;
    let left_out: Vec<LeftOut> = partitions
        .iter()
        .filter_map(|partition| {
            let reason = rules::left_out(&scope, &partition.name)?;
            let name = partition.name.clone();
            Some(LeftOut { name, reason })
        })
        .collect();
    let purging = state.control.purges().await?.iter().any(|(one, _)| *one == id);
    Ok(Json(OwnScope {
        selected: (partitions.len() - left_out.len()) as u64,
        total: partitions.len() as u64,
        left_out: left_out.into_iter().take(MOST).collect(),
        scope: view(&scope),
        purging,
    }))
}

/// A scope to set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SetScope {
    /// The patterns; null is everything.
    scope: Option<ScopeView>,
}

/// Says which repositories an integration reads. What is newly left out is not fetched any more, leaves all views at
/// once, and is deleted in the background; taken in again, it is read anew.
#[utoipa::path(put, path = "/integrations/{id}/scope", tag = "integrations", operation_id = "set_scope",
    params(("id" = String, Path, description = "Id of the integration")), request_body = SetScope,
    responses((status = 200, body = OwnScope), (status = 409, description = "`conflict`: it is being deleted")))]
pub(super) async fn set(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<SetScope>,
) -> ApiResult<Json<OwnScope>> {
    rules::set_scope(&state, id, given(body.scope)).await?;
    show(State(state), Id(id)).await
}

/// A scope to try.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TryScope {
    /// The patterns; null is everything.
    scope: Option<ScopeView>,
    /// The project whose mapping it would be; when left out, it would be the integration's own.
    project_id: Option<String>,
}

/// One repository, or project of the tool.
#[derive(Serialize, ToSchema)]
pub(super) struct Previewed {
    /// Its id at the upstream.
    id: String,
    /// Its name.
    name: String,
    /// Whether it would be in.
    selected: bool,
    /// The pattern that decides.
    by: Option<String>,
    /// Rows of it that are stored.
    rows: u64,
}

/// What would be deleted.
#[derive(Default, Serialize, ToSchema)]
pub(super) struct Purge {
    /// How many repositories that are read now would be left out.
    partitions: u64,
    /// Their rows.
    rows: u64,
}

/// What a scope would do.
#[derive(Serialize, ToSchema)]
pub(super) struct ScopePreview {
    /// How many there are.
    total: u64,
    /// How many would be in.
    selected: u64,
    /// How many would be out.
    left_out: u64,
    /// Those that would be in, then the others; at most 500.
    partitions: Vec<Previewed>,
    /// Patterns that match nothing.
    unmatched: Vec<String>,
    /// What would be deleted; nothing when it is a project's.
    purges: Purge,
}

/// Shows what a scope would do. Changes nothing.
#[utoipa::path(post, path = "/integrations/{id}/scope/preview", tag = "integrations", operation_id = "preview_scope",
    params(("id" = String, Path, description = "Id of the integration")), request_body = TryScope,
    responses((status = 200, body = ScopePreview)))]
pub(super) async fn preview(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<TryScope>,
) -> ApiResult<Json<ScopePreview>> {
    let own = state.control.scope(id).await?;
    let scope = given(body.scope);
    let mut partitions = rules::partitions(&state.control, id).await?;
    if let Some(project) = &body.project_id {
        state.control.project(rules::id("project", project)?).await?;
        // A project can only narrow what the integration reads.
        partitions.retain(|partition| own.judge(&partition.name).is_in());
    }
    let rows = state.lake.rows_by_repository(&id.to_string()).await?;
    let unmatched = rules::unmatched(&scope, &partitions);
    let (mut seen, mut purges) = (Vec::new(), Purge::default());
    for partition in &partitions {
        let one = previewed(&scope, partition, &rows);
        if body.project_id.is_none() && !one.selected && own.judge(&partition.name).is_in() {
            purges.partitions += 1;
            purges.rows += one.rows;
        }
        seen.push(one);
    }
    let selected = seen.iter().filter(|one| one.selected).count() as u64;
    seen.sort_by_key(|one| !one.selected);
    let total = seen.len() as u64;
    seen.truncate(MOST);
    Ok(Json(ScopePreview {
        total,
        selected,
        left_out: total - selected,
        partitions: seen,
        unmatched,
        purges,
    }))
}

fn previewed(scope: &Scope, partition: &weir_control::Partition, rows: &BTreeMap<String, u64>) -> Previewed {
    let verdict = scope.judge(&partition.name);
    Previewed {
        selected: verdict.is_in(),
        by: verdict.pattern().map(str::to_owned),
        rows: rows.get(&partition.name.to_lowercase()).copied().unwrap_or(0),
        id: partition.id.clone(),
        name: partition.name.clone(),
    }
}
