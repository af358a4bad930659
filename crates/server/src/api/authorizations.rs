//! A person's agreement to an integration, by OAuth 2.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_control::Authorization;

use super::ApiResult;
use super::error::ApiError;
use super::extract::{Body, Id};
use crate::{AppState, rules};

/// Where the upstream sends the person back to, below the address of this server.
const CALLBACK: &str = "/api/v1/authorization/callback";

/// How the person reaches this server.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = StartAuthorization)]
pub(super) struct Start {
    /// Scheme and host of this server as the browser has it: `https://weir.example.com`.
    origin: String,
}

/// Where to go.
#[derive(Serialize, ToSchema)]
#[schema(as = AuthorizationStarted)]
pub(super) struct Started {
    /// The upstream's page where the person agrees.
    url: String,
    /// The address to register at the upstream as the one it sends people back to.
    redirect: String,
}

/// Begins to authorise an integration. Open `url` in the browser within 15 minutes.
#[utoipa::path(post, path = "/integrations/{id}/authorization", tag = "integrations",
    operation_id = "authorize_integration", request_body = Start,
    params(("id" = String, Path, description = "Id of the integration")),
    responses((status = 201, body = Started)))]
pub(super) async fn start(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<Start>,
) -> ApiResult<(StatusCode, Json<Started>)> {
    let origin = rules::origin(&body.origin)?;
    let authorization = Authorization {
        integration: id,
        verifier: rules::random_word(),
        redirect: format!("{origin}{CALLBACK}"),
    };
    let word = rules::random_word();
    let url = state.runtime.authorize_url(&authorization, &word).await?;
    let url = url.ok_or_else(|| {
        ApiError::invalid("this integration needs nobody's agreement")
            .hint("choose a method of authentication of kind `oauth2_code` in its configuration")
    })?;
    state.control.begin_authorization(&word, &authorization).await?;
    let redirect = authorization.redirect;
    Ok((StatusCode::CREATED, Json(Started { url, redirect })))
}

/// What the upstream sends the person back with.
#[derive(Deserialize)]
pub(super) struct Back {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

/// Ends an authorization: the upstream sends the browser here, which goes on to the integration's page and is told there how
/// it ended: `done`, `declined` (the person did not agree) or `failed`. Not part of the described API, and needs no key: the
/// state is the proof, and the browser comes from another site.
pub(super) async fn callback(State(state): State<AppState>, Query(back): Query<Back>) -> ApiResult<Response> {
    let unknown = || {
        ApiError::invalid("nobody is being authorised with this state")
            .hint("begin again from the integration's page; a link works once, for 15 minutes")
    };
    let word = SecretString::from(back.state.ok_or_else(unknown)?);
    let authorization = state
        .control
        .take_authorization(&word)
        .await?
        .ok_or_else(unknown)?;
    let place = format!("/integrations/{}/settings", authorization.integration);
    let integration = authorization.integration;
    let outcome = match (back.code, back.error.as_deref()) {
        (Some(code), None) if !code.is_empty() => trade(&state, authorization, code.into()).await,
        (_, Some("access_denied")) => "declined",
        (_, error) => {
            tracing::warn!(
                integration,
                error,
                "the upstream sent a person back without a code"
            );
            "failed"
        }
    };
    let place = format!("{place}?authorized={outcome}");
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response())
}

/// Trades the code for tokens and reads on with them; a person waits for a page, so an error is told there in one word, and
/// in full to the log.
async fn trade(state: &AppState, authorization: Authorization, code: SecretString) -> &'static str {
    let integration = authorization.integration;
    if let Err(error) = state.runtime.authorize(authorization, code).await {
        tracing::warn!(integration, %error, "the upstream gave no tokens for the code of a person who agreed");
        return "failed";
    }
    if let Err(error) = state.runtime.restart(integration).await {
        tracing::warn!(integration, %error, "no sync could begin with the new tokens");
    }
    "done"
}
