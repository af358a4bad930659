use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ApiResult;
use super::extract::{Body, Id};
use super::integrations::Secrets;
use super::runtime::Check;
use super::tasks::Task;
use super::views::{self, IntegrationView};
use crate::AppState;
use crate::rules;

/// New credentials.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Credentials {
    /// Secrets by the names of the connector's credentials; those that are left out stay. Never shown.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    secrets: Secrets,
    /// Another method of authentication, by its id; the present one when left out. Secrets of the old one are removed.
    method: Option<String>,
    /// Texts of the configuration that belong to the method: user names, client ids.
    #[serde(default)]
    fields: BTreeMap<String, String>,
    /// Store them although the upstream refuses them.
    #[serde(default)]
    force: bool,
}

/// What became of them.
#[derive(Serialize, ToSchema)]
pub(super) struct Reauthentication {
    /// Whether the upstream accepts them.
    ok: bool,
    /// Whether they are stored. Nothing was changed otherwise.
    stored: bool,
    /// What was tried, in order.
    checks: Vec<Check>,
    /// The integration now.
    integration: IntegrationView,
    /// The sync that uses them.
    task: Option<Task>,
}

/// Replaces an integration's secrets and nothing else, after trying them with its settings. A running sync stops within a
/// page and a new one begins.
#[utoipa::path(post, path = "/integrations/{id}/credentials", tag = "integrations", operation_id = "reauthenticate",
    params(("id" = String, Path, description = "Id of the integration")), request_body = Credentials,
    responses((status = 200, body = Reauthentication), (status = 409, description = "`conflict`: it is being deleted")))]
pub(super) async fn replace(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<Credentials>,
) -> ApiResult<Json<Reauthentication>> {
    let integration = state.control.integration(id).await?;
    let change = rules::credentials(
        &state.control,
        &integration,
        body.method.as_deref(),
        body.fields,
        body.secrets.into_inner(),
    )
    .await?;
    // What cannot be stored need not be tried.
    let change = rules::change(&state.control, id, change).await?;
    let config = change
        .config
        .clone()
        .unwrap_or_else(|| integration.config.clone());
    let trial = rules::trial(
        &state.control,
        &integration.kind,
        config,
        change.secrets.clone(),
        Some(id),
    )
    .await?;
    let checks = state.runtime.validate(trial).await?;
    let ok = checks.iter().all(|check| check.ok);
    let stored = ok || body.force;
    let task = if stored {
        state.control.update_integration(id, change).await?;
        state.runtime.restart(id).await?
    } else {
        None
    };
    let integration = state.control.integration(id).await?;
    let names = super::tasks::Names::load(&state.control).await?;
    Ok(Json(Reauthentication {
        ok,
        stored,
        checks,
        integration: views::integration(&state, integration).await?,
        task: task.map(|task| names.task(task)),
    }))
}

impl Secrets {
    pub(super) fn into_inner(self) -> BTreeMap<String, Option<secrecy::SecretString>> {
        self.0
    }
}
