//! What a sync is going to cost, before it starts.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use weir_ingest::Basis;
use weir_model::Time;

use super::ApiResult;
use super::extract::{Body, Id, Query};
use super::integrations::Secrets;
use crate::AppState;
use crate::rules;

/// What a sync is expected to read and to cost. What nothing tells beforehand is null, never zero.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Plan {
    /// Requests, of the streams whose cost is known.
    requests: Option<u64>,
    /// Points, where the upstream counts them, of the streams whose cost is known.
    points: Option<u64>,
    /// Seconds it takes at the pace and with the quota of when the plan was made.
    seconds: Option<u64>,
    /// Bytes of the git repositories that are copied.
    bytes: Option<u64>,
    /// Whether nothing is known of the cost of some streams, so that the sums are the least it can be.
    at_least: bool,
    /// Milliseconds that the upstream's answers have taken lately.
    pace_ms: Option<u64>,
    /// Requests that were spent to find this out.
    asked: u64,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// What each stream is expected to take, in the connector's order.
    streams: Vec<StreamPlan>,
}

/// What one stream is expected to take.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StreamPlan {
    /// Its name.
    stream: String,
    /// How that is known.
    basis: PlanBasis,
    /// Partitions that were asked about, where some stand for all.
    asked: Option<u64>,
    /// Partitions for which these stand.
    of: Option<u64>,
    /// Earlier tasks whose middle it is.
    tasks: Option<u64>,
    /// Records there are at the upstream, where it has counted all of them.
    total: Option<u64>,
    /// Records to read.
    records: Option<u64>,
    /// Requests.
    requests: Option<u64>,
    /// Points, where the upstream counts them.
    points: Option<u64>,
    /// Bytes of the git repositories that are copied.
    bytes: Option<u64>,
    /// Whether older records are counted than are read, so that it may be less.
    at_most: bool,
}

/// How something is known before it is read.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum PlanBasis {
    /// Nothing tells.
    Unknown,
    /// The upstream has counted it.
    Counted,
    /// The upstream has counted it in some of the partitions, which stand for all.
    Sampled,
    /// It is what earlier tasks took.
    Earlier,
    /// There is nothing to read.
    Nothing,
}

impl From<weir_ingest::Plan> for Plan {
    fn from(plan: weir_ingest::Plan) -> Self {
        Self {
            requests: plan.requests,
            points: plan.points,
            seconds: plan.seconds,
            bytes: plan.bytes,
            at_least: plan.at_least,
            pace_ms: plan.pace_ms,
            asked: plan.asked,
            at: plan.at,
            streams: plan.streams.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<weir_ingest::StreamPlan> for StreamPlan {
    fn from(plan: weir_ingest::StreamPlan) -> Self {
        let (basis, asked, of, tasks) = match plan.basis {
            Basis::Unknown => (PlanBasis::Unknown, None, None, None),
            Basis::Counted => (PlanBasis::Counted, None, None, None),
            Basis::Sampled { asked, of } => (PlanBasis::Sampled, Some(asked), Some(of), None),
            Basis::Earlier { tasks } => (PlanBasis::Earlier, None, None, Some(tasks)),
            Basis::Nothing => (PlanBasis::Nothing, None, None, None),
        };
        Self {
            stream: plan.stream,
            basis,
            asked,
            of,
            tasks,
            total: plan.total,
            records: plan.records,
            requests: plan.requests,
            points: plan.points,
            bytes: plan.bytes,
            at_most: plan.at_most,
        }
    }
}

/// How deep.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Depth {
    /// Days of history; `all` is everything. As deep as the schedule says when left out.
    depth_days: Option<String>,
}

/// What a sync of the integration would cost now, by stream. The upstream is asked a few cheap questions about what was
/// never read; nothing is stored.
#[utoipa::path(get, path = "/integrations/{id}/plan", tag = "integrations", operation_id = "preview_sync",
    params(("id" = String, Path, description = "Id of the integration"), Depth),
    responses((status = 200, body = Plan), (status = 400, description = "`invalid_value`: the upstream cannot be asked")))]
pub(super) async fn of_integration(
    State(state): State<AppState>,
    Id(id): Id,
    Query(query): Query<Depth>,
) -> ApiResult<Json<Plan>> {
    let integration = state.control.integration(id).await?;
    let trial = rules::trial(
        &state.control,
        &integration.kind,
        integration.config.clone(),
        std::collections::BTreeMap::new(),
        Some(id),
    )
    .await?;
    let depth = match query.depth_days {
        Some(text) => rules::depth(&text)?,
        None => rules::depth_of(&state.control, &integration).await?,
    };
    Ok(Json(state.runtime.preview(trial, depth).await?.into()))
}

/// Settings whose cost is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanRequest {
    /// Id of the connector.
    kind: String,
    /// Configuration by the connector's schema.
    #[schema(value_type = Object)]
    config: Value,
    /// Secrets by the names of the connector's credentials.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, String>)]
    secrets: Secrets,
    /// Days of history; null is everything.
    depth_days: Option<u32>,
    /// An integration whose stored secrets stand in for those that are left out.
    integration_id: Option<String>,
}

/// What the first sync of an integration that is not saved yet would cost, by stream. Saves nothing.
#[utoipa::path(post, path = "/integrations/plan", tag = "integrations", operation_id = "preview_new",
    request_body = PlanRequest,
    responses((status = 200, body = Plan), (status = 400, description = "`invalid_value`: the upstream cannot be asked")))]
pub(super) async fn of_settings(
    State(state): State<AppState>,
    Body(body): Body<PlanRequest>,
) -> ApiResult<Json<Plan>> {
    let stored = match &body.integration_id {
        Some(id) => Some(rules::id("integration", id)?),
        None => None,
    };
    let trial = rules::trial(&state.control, &body.kind, body.config, body.secrets.0, stored).await?;
    Ok(Json(state.runtime.preview(trial, body.depth_days).await?.into()))
}
