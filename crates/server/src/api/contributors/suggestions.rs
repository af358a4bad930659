use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_insights::Suggestion;

use crate::AppState;
use crate::api::ApiResult;
use crate::api::error::ApiError;
use crate::api::extract::Body;
use crate::api::list::List;
use crate::rules;

/// Two contributors who may be one person.
#[derive(Serialize, ToSchema)]
#[schema(as = Suggestion)]
pub(in crate::api) struct SuggestionView {
    /// Id of the one who would stay.
    one: String,
    /// Their name.
    one_name: String,
    /// Id of the one who would be merged into them.
    other: String,
    /// Their name.
    other_name: String,
    /// The accounts that look alike, as `integration/account`.
    accounts: Vec<String>,
    /// How sure it is, from 0 to 1.
    confidence: f64,
    /// Why.
    reason: String,
}

/// Contributors who may be one person, surest first, without what was declined.
#[utoipa::path(get, path = "/contributors/suggestions", tag = "contributors", operation_id = "list_suggestions",
    responses((status = 200, body = List<SuggestionView>)))]
pub(in crate::api) async fn list(State(state): State<AppState>) -> ApiResult<Json<List<SuggestionView>>> {
    rules::discover(&state).await?;
    let everybody = state.roster.everybody(&state.control).await?;
    let names: BTreeMap<i64, &str> = everybody
        .contributors
        .iter()
        .map(|one| (one.id, one.name.as_str()))
        .collect();
    let name = |id: i64| names.get(&id).copied().unwrap_or_default().to_owned();
    let view = |one: &Suggestion| SuggestionView {
        one: one.one.to_string(),
        one_name: name(one.one),
        other: one.other.to_string(),
        other_name: name(one.other),
        accounts: one.accounts.to_vec(),
        confidence: one.confidence,
        reason: one.reason.clone(),
    };
    Ok(Json(List::whole(
        everybody.suggestions.iter().map(view).collect(),
    )))
}

/// What somebody decided about suggestions.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct Decisions {
    /// Carried out one after the other.
    decisions: Vec<Decision>,
}

/// What somebody decided about one suggestion.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct Decision {
    /// Its `accounts`.
    accounts: Vec<String>,
    /// Whether they are one person's.
    same: bool,
}

/// Accepts or declines suggestions.
#[utoipa::path(post, path = "/contributors/suggestions", tag = "contributors", operation_id = "decide_suggestions",
    request_body = Decisions, responses((status = 204, description = "they are decided")))]
pub(in crate::api) async fn decide(
    State(state): State<AppState>,
    Body(body): Body<Decisions>,
) -> ApiResult<StatusCode> {
    let decisions = body.decisions.into_iter().map(|decision| {
        let accounts = decision.accounts.try_into().map_err(|_| {
            ApiError::invalid("a suggestion is about two accounts").hint("give its `accounts` as they came")
        })?;
        Ok(weir_insights::Decision {
            accounts,
            same: decision.same,
        })
    });
    let decisions = decisions.collect::<ApiResult<Vec<_>>>()?;
    weir_insights::decide(&state.control, &decisions).await?;
    Ok(StatusCode::NO_CONTENT)
}
