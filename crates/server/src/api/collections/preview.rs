use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_insights::{Definition, Everybody, Reach};

use crate::AppState;
use crate::api::ApiResult;
use crate::api::extract::{Body, Id};
use crate::rules;

/// A definition to try.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct TriedDefinition {
    /// What would belong to the collection.
    definition: Definition,
    /// Whether to count as well what of the last 30 days it selects, which takes longer.
    #[serde(default)]
    count: bool,
}

/// What a definition selects at this moment.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct ReachView {
    /// Repositories and projects, by integration.
    assets: Vec<AssetsOf>,
    /// People, the first hundred.
    people: Vec<PersonRef>,
    /// How many repositories and projects.
    asset_count: u64,
    /// How many people.
    people_count: u64,
    /// Ids of integrations that the definition names and that are gone or not mapped to the project any more.
    lost: Vec<String>,
    /// What of the last 30 days it selects; empty unless asked for.
    counts: Vec<CountOf>,
}

/// What is selected of one integration.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct AssetsOf {
    /// The integration.
    integration_id: String,
    /// Names of its repositories and projects, the first hundred.
    names: Vec<String>,
    /// How many there are.
    count: u64,
}

/// A person by name.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct PersonRef {
    /// Their id.
    id: String,
    /// Their name.
    name: String,
}

/// How many items of a metric are selected.
#[derive(Serialize, ToSchema)]
#[schema(as = SelectedCount)]
pub(in crate::api) struct CountOf {
    /// The metric.
    metric: String,
    /// Its title.
    title: String,
    /// How many items count.
    n: u64,
}

/// Names listed of each integration, and people.
const LISTED: usize = 100;
/// Days whose work is counted.
const DAYS: u64 = 30;

/// What a definition would select, to be shown while it is edited.
#[utoipa::path(post, path = "/projects/{id}/collections/preview", tag = "collections", operation_id = "preview_collection",
    params(("id" = String, Path, description = "Id of the project")), request_body = TriedDefinition,
    responses((status = 200, body = ReachView)))]
pub(in crate::api) async fn preview(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<TriedDefinition>,
) -> ApiResult<Json<ReachView>> {
    let everybody = state.roster.everybody(&state.control).await?;
    let reach = weir_insights::reach(&state.control, &everybody, id, &body.definition).await?;
    let counts = if body.count {
        counted(&state, &everybody, id, &body.definition).await?
    } else {
        Vec::new()
    };
    Ok(Json(ReachView {
        counts,
        ..view(reach, &everybody)
    }))
}

async fn counted(
    state: &AppState,
    everybody: &Everybody,
    id: i64,
    definition: &Definition,
) -> ApiResult<Vec<CountOf>> {
    let project = state.control.project(id).await?;
    let view = rules::project_view(state, project, None, None).await?;
    let range = rules::last_days(DAYS);
    let counts = weir_insights::counts(&state.measures, everybody, view, definition, range).await?;
    let counts = counts.into_iter().map(|(metric, n)| CountOf {
        metric: metric.id,
        title: metric.title,
        n,
    });
    Ok(counts.collect())
}

fn view(reach: Reach, everybody: &Everybody) -> ReachView {
    let people: BTreeSet<i64> = reach.people.into_iter().collect();
    let chosen = everybody
        .contributors
        .iter()
        .filter(|one| people.contains(&one.id));
    ReachView {
        asset_count: reach.assets.values().map(|names| names.len() as u64).sum(),
        people_count: people.len() as u64,
        people: chosen
            .take(LISTED)
            .map(|one| PersonRef {
                id: one.id.to_string(),
                name: one.name.clone(),
            })
            .collect(),
        assets: reach
            .assets
            .into_iter()
            .map(|(integration, names)| AssetsOf {
                integration_id: integration.to_string(),
                count: names.len() as u64,
                names: names.into_iter().take(LISTED).collect(),
            })
            .collect(),
        lost: reach.lost.iter().map(ToString::to_string).collect(),
        counts: Vec::new(),
    }
}
