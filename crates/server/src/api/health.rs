use axum::Json;
use axum::extract::State as AxumState;
use serde::Serialize;
use utoipa::ToSchema;
use weir_control::Integration;
use weir_model::Time;

use super::ApiResult;
use super::list::List;
use super::monitoring::{self, Affected};
use super::views::IntegrationRef;
use crate::AppState;
use crate::rules::diagnosis::{Diagnosis, Severity, Sheet, State, diagnose};

/// Something that is broken.
#[derive(Serialize, ToSchema)]
pub(super) struct Broken {
    /// What is broken.
    integration: IntegrationRef,
    /// How.
    state: State,
    /// How much it matters: `warning` or `critical`.
    severity: Severity,
    /// Why.
    reason: String,
    /// What to do.
    fix: Option<String>,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Time>,
    /// The metrics of projects that are affected.
    affects: Vec<Affected>,
}

/// What is broken in the account, the worst first. Empty when nothing is; what has healed is gone by itself.
#[utoipa::path(get, path = "/account/health", tag = "account", operation_id = "account_health",
    responses((status = 200, body = List<Broken>)))]
pub(super) async fn show(AxumState(state): AxumState<AppState>) -> ApiResult<Json<List<Broken>>> {
    let mut broken = Vec::new();
    for (integration, diagnosis) in found(&state).await? {
        let Some(condition) = diagnosis.broken() else {
            continue;
        };
        broken.push(Broken {
            state: condition.state,
            severity: condition.severity,
            reason: condition.reason.clone(),
            fix: condition.fix.clone(),
            since: condition.since,
            affects: monitoring::affects(&state, &integration).await?,
            integration: IntegrationRef::new(&integration, diagnosis.status, &weir_model::Scope::default()),
        });
    }
    broken.sort_by_key(|one| std::cmp::Reverse(one.severity));
    Ok(Json(List::whole(broken)))
}

/// How much is broken.
pub(super) async fn broken(state: &AppState) -> ApiResult<usize> {
    let found = found(state).await?;
    let broken = found.iter().filter(|(_, diagnosis)| diagnosis.broken().is_some());
    Ok(broken.count())
}

/// What holds of each integration that is not being deleted.
async fn found(state: &AppState) -> ApiResult<Vec<(Integration, Diagnosis)>> {
    let sheet = Sheet::load(state).await?;
    let mut found = Vec::new();
    for integration in state.control.integrations().await? {
        if integration.deleting_since.is_none() {
            let diagnosis = diagnose(&sheet.facts(state, &integration).await?);
            found.push((integration, diagnosis));
        }
    }
    Ok(found)
}
