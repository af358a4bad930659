use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use super::ApiResult;
use super::extract::Body;
use crate::AppState;
use crate::rules::account::AccountSettings;

/// The settings of the account.
#[utoipa::path(get, path = "/settings", tag = "account", operation_id = "show_settings",
    responses((status = 200, body = AccountSettings)))]
pub(super) async fn show(State(state): State<AppState>) -> ApiResult<Json<AccountSettings>> {
    Ok(Json(AccountSettings::load(&state.control).await?))
}

/// What to change; fields that are left out stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountChange {
    /// Days for which the ingestion log is kept, 1 to 3650.
    log_days: Option<u32>,
    /// Percent of each upstream quota that is left to other users of the credential, 0 to 90.
    quota_free_percent: Option<u32>,
}

/// Changes the settings of the account.
#[utoipa::path(patch, path = "/settings", tag = "account", operation_id = "update_settings",
    request_body = AccountChange, responses((status = 200, body = AccountSettings)))]
pub(super) async fn update(
    State(state): State<AppState>,
    Body(body): Body<AccountChange>,
) -> ApiResult<Json<AccountSettings>> {
    let mut settings = AccountSettings::load(&state.control).await?;
    settings.log_days = body.log_days.unwrap_or(settings.log_days);
    settings.quota_free_percent = body.quota_free_percent.unwrap_or(settings.quota_free_percent);
    settings.save(&state.control).await?;
    Ok(Json(settings))
}
