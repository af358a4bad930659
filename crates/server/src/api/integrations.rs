use std::collections::BTreeMap;
use std::fmt;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use secrecy::SecretString;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use weir_control::{IntegrationChange, NewIntegration};

use super::ApiResult;
use super::extract::{Body, Id};
use super::list::List;
use super::runtime::Check;
use super::views::{self, IntegrationView, Overview};
use crate::AppState;
use crate::rules;

/// Secrets by name. Write-only; null removes one.
#[derive(Default)]
pub(super) struct Secrets(pub(super) BTreeMap<String, Option<SecretString>>);

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl<'de> Deserialize<'de> for Secrets {
    /// Serde's own messages repeat the value that does not fit; these must not.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Value::Object(entries) = Value::deserialize(deserializer)? else {
            return Err(D::Error::custom("secrets must be an object of texts"));
        };
        let secret = |(name, value)| match value {
            Value::String(text) => Ok((name, Some(text.into()))),
            Value::Null => Ok((name, None)),
            _ => Err(D::Error::custom(format!("the secret `{name}` must be a text"))),
        };
        entries
            .into_iter()
            .map(secret)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// All integrations, by name.
#[utoipa::path(get, path = "/integrations", tag = "integrations", operation_id = "list_integrations",
    responses((status = 200, body = List<IntegrationView>)))]
pub(super) async fn list(State(state): State<AppState>) -> ApiResult<Json<List<IntegrationView>>> {
    let mut overview = Overview::load(&state).await?;
    let mut items = Vec::new();
    for integration in state.control.integrations().await? {
        items.push(overview.view(&state, integration).await?);
    }
    Ok(Json(List::whole(items)))
}

/// A new integration.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewIntegration)]
pub(super) struct Create {
    /// Id of the connector.
    kind: String,
    /// Name, unique regardless of case, at most 80 characters.
    name: String,
    /// What people note about it.
    #[serde(default)]
    description: String,
    /// Configuration by the connector's schema.
    #[schema(value_type = Object)]
    config: Value,
    /// Secrets by the names of the connector's credentials. Stored encrypted, never shown.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, String>)]
    secrets: Secrets,
}

/// Makes an integration. It is not synced until asked or until its turn comes.
#[utoipa::path(post, path = "/integrations", tag = "integrations", operation_id = "create_integration",
    request_body = Create,
    responses((status = 201, body = IntegrationView), (status = 409, description = "`conflict`: the name is taken")))]
pub(super) async fn create(
    State(state): State<AppState>,
    Body(body): Body<Create>,
) -> ApiResult<(StatusCode, Json<IntegrationView>)> {
    let connector = rules::connector(&body.kind)?;
    let config = rules::config(connector, body.config)?;
    let secrets: BTreeMap<String, SecretString> = body
        .secrets
        .0
        .into_iter()
        .filter_map(|(name, secret)| Some((name, secret?)))
        .collect();
    rules::secrets(connector, &config, secrets.keys(), &[])?;
    let new = NewIntegration {
        kind: body.kind,
        name: body.name,
        description: body.description,
        config,
        secrets,
    };
    let integration = state.control.create_integration(new).await?;
    Ok((
        StatusCode::CREATED,
        Json(views::integration(&state, integration).await?),
    ))
}

/// Settings to try.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Validate)]
pub(super) struct Validate {
    /// Id of the connector.
    kind: String,
    /// Configuration by the connector's schema.
    #[schema(value_type = Object)]
    config: Value,
    /// Secrets by the names of the connector's credentials.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, String>)]
    secrets: Secrets,
    /// An integration whose stored secrets stand in for those that are left out.
    integration_id: Option<String>,
}

/// What trying the settings showed.
#[derive(Serialize, ToSchema)]
pub(super) struct Validation {
    /// Whether everything worked.
    ok: bool,
    /// What was tried, in order.
    checks: Vec<Check>,
}

/// "Validate connection": tries settings at the upstream and names each missing permission. Saves nothing.
#[utoipa::path(post, path = "/integrations/validate", tag = "integrations", operation_id = "validate_integration",
    request_body = Validate, responses((status = 200, body = Validation)))]
pub(super) async fn validate(
    State(state): State<AppState>,
    Body(body): Body<Validate>,
) -> ApiResult<Json<Validation>> {
    let stored = match &body.integration_id {
        Some(id) => Some(rules::id("integration", id)?),
        None => None,
    };
    let trial = rules::trial(&state.control, &body.kind, body.config, body.secrets.0, stored).await?;
    let checks = state.runtime.validate(trial).await?;
    Ok(Json(Validation {
        ok: checks.iter().all(|check| check.ok),
        checks,
    }))
}

/// One integration.
#[utoipa::path(get, path = "/integrations/{id}", tag = "integrations", operation_id = "show_integration",
    params(("id" = String, Path, description = "Id of the integration")),
    responses((status = 200, body = IntegrationView)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<IntegrationView>> {
    let integration = state.control.integration(id).await?;
    Ok(Json(views::integration(&state, integration).await?))
}

/// What to change; fields that are left out stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IntegrationChange)]
pub(super) struct Update {
    /// A new name.
    name: Option<String>,
    /// A new description.
    description: Option<String>,
    /// A new configuration, whole. A new address needs the secrets again.
    #[schema(value_type = Option<Object>)]
    config: Option<Value>,
    /// Secrets to set; null removes one.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, Option<String>>)]
    secrets: Secrets,
}

/// Changes an integration, or re-authenticates it.
#[utoipa::path(patch, path = "/integrations/{id}", tag = "integrations", operation_id = "update_integration",
    params(("id" = String, Path, description = "Id of the integration")), request_body = Update,
    responses((status = 200, body = IntegrationView), (status = 409, description = "`conflict`: the name is taken")))]
pub(super) async fn update(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<Update>,
) -> ApiResult<Json<IntegrationView>> {
    let change = IntegrationChange {
        name: body.name,
        description: body.description,
        config: body.config,
        secrets: body.secrets.0,
    };
    let change = rules::change(&state.control, id, change).await?;
    let integration = state.control.update_integration(id, change).await?;
    Ok(Json(views::integration(&state, integration).await?))
}
