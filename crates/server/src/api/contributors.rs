use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use weir_control::{Basis, Contributor, ContributorChange};
use weir_insights::CsvPlan;
use weir_model::Time;

use super::ApiResult;
use super::error::ApiError;
use super::extract::{Body, Id};
use super::list::List;
use crate::AppState;
use crate::rules;

/// A person or a bot, with the accounts they are known by.
#[derive(Serialize, ToSchema)]
#[schema(as = Contributor)]
pub(super) struct ContributorView {
    /// Its id.
    id: String,
    /// What people call them.
    name: String,
    /// Their address.
    email: Option<String>,
    /// Whether it is a program.
    is_bot: bool,
    /// Whatever people note: team, role, location.
    attributes: BTreeMap<String, String>,
    /// The accounts they are known by.
    accounts: Vec<AccountView>,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Time,
}

/// One account of one integration.
#[derive(Serialize, ToSchema)]
#[schema(as = Account)]
pub(super) struct AccountView {
    /// The integration.
    integration_id: String,
    /// Login or address, lower case.
    account: String,
    /// Name shown there.
    name: Option<String>,
    /// Address known there.
    email: Option<String>,
    /// Whether the upstream calls it a bot.
    is_bot: bool,
    /// Why it belongs to the contributor: `alone`, `email`, `accepted`, `manual`.
    #[schema(value_type = String)]
    basis: Basis,
}

impl From<Contributor> for ContributorView {
    fn from(one: Contributor) -> Self {
        Self {
            id: one.id.to_string(),
            name: one.name,
            email: one.email,
            is_bot: one.is_bot,
            attributes: one.attributes,
            updated_at: one.updated_at,
            accounts: one
                .accounts
                .into_iter()
                .map(|account| AccountView {
                    integration_id: account.integration.to_string(),
                    account: account.account,
                    name: account.name,
                    email: account.email,
                    is_bot: account.is_bot,
                    basis: account.basis,
                })
                .collect(),
        }
    }
}

/// Everybody, by name. Accounts that rows name are found first.
#[utoipa::path(get, path = "/contributors", tag = "contributors", operation_id = "list_contributors",
    responses((status = 200, body = List<ContributorView>)))]
pub(super) async fn list(State(state): State<AppState>) -> ApiResult<Json<List<ContributorView>>> {
    rules::discover(&state).await?;
    let everybody = state.control.contributors().await?;
    Ok(Json(List::whole(
        everybody.into_iter().map(ContributorView::from).collect(),
    )))
}

/// What to change; fields that are left out stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ContributorEdit {
    /// A new name.
    name: Option<String>,
    /// A new address; an empty one takes it away.
    email: Option<String>,
    /// Whether it is a program.
    is_bot: Option<bool>,
    /// Attributes to set; an empty text takes one away.
    #[serde(default)]
    attributes: BTreeMap<String, String>,
}

/// Changes a contributor.
#[utoipa::path(patch, path = "/contributors/{id}", tag = "contributors", operation_id = "update_contributor",
    params(("id" = String, Path, description = "Id of the contributor")), request_body = ContributorEdit,
    responses((status = 200, body = ContributorView)))]
pub(super) async fn update(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<ContributorEdit>,
) -> ApiResult<Json<ContributorView>> {
    let change = ContributorChange {
        name: body.name,
        email: body.email,
        is_bot: body.is_bot,
        attributes: body.attributes,
    };
    state.control.update_contributor(id, &change).await?;
    one(&state, id).await
}

/// Contributors who are the same person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Merge {
    /// Ids of those who are merged into this one.
    others: Vec<String>,
}

/// Makes several contributors one, whose name and attributes stay.
#[utoipa::path(post, path = "/contributors/{id}/merge", tag = "contributors", operation_id = "merge_contributors",
    params(("id" = String, Path, description = "Id of the contributor who stays")), request_body = Merge,
    responses((status = 200, body = ContributorView)))]
pub(super) async fn merge(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<Merge>,
) -> ApiResult<Json<ContributorView>> {
    let others = body
        .others
        .iter()
        .map(|text| rules::id("contributor", text))
        .collect::<ApiResult<Vec<_>>>()?;
    state
        .control
        .merge_contributors(id, &others, Basis::Manual)
        .await?;
    one(&state, id).await
}

/// An account that is somebody else's.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Split {
    /// Its integration.
    integration_id: String,
    /// Login or address.
    account: String,
}

/// Takes an account away from its contributor; gives the new one.
#[utoipa::path(post, path = "/contributors/split", tag = "contributors", operation_id = "split_account", request_body = Split,
    responses((status = 200, body = ContributorView)))]
pub(super) async fn split(
    State(state): State<AppState>,
    Body(body): Body<Split>,
) -> ApiResult<Json<ContributorView>> {
    let integration = rules::id("integration", &body.integration_id)?;
    let id = state
        .control
        .split_account(integration, &body.account.to_lowercase())
        .await?;
    one(&state, id).await
}

/// Two contributors who may be one person.
#[derive(Serialize, ToSchema)]
#[schema(as = Suggestion)]
pub(super) struct SuggestionView {
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
pub(super) async fn suggestions(State(state): State<AppState>) -> ApiResult<Json<List<SuggestionView>>> {
    rules::discover(&state).await?;
    let names: BTreeMap<i64, String> = state
        .control
        .contributors()
        .await?
        .into_iter()
        .map(|one| (one.id, one.name))
        .collect();
    let name = |id: i64| names.get(&id).cloned().unwrap_or_default();
    let found = weir_insights::suggestions(&state.control).await?;
    let found = found.into_iter().map(|one| SuggestionView {
        one: one.one.to_string(),
        one_name: name(one.one),
        other: one.other.to_string(),
        other_name: name(one.other),
        accounts: one.accounts.to_vec(),
        confidence: one.confidence,
        reason: one.reason,
    });
    Ok(Json(List::whole(found.collect())))
}

/// What somebody decided about a suggestion.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Decision {
    /// Its `accounts`.
    accounts: Vec<String>,
    /// Whether they are one person's.
    same: bool,
}

/// Accepts or declines a suggestion.
#[utoipa::path(post, path = "/contributors/suggestions", tag = "contributors", operation_id = "decide_suggestion",
    request_body = Decision, responses((status = 204, description = "it is decided")))]
pub(super) async fn decide(
    State(state): State<AppState>,
    Body(body): Body<Decision>,
) -> ApiResult<StatusCode> {
    let [one, other] = body.accounts.as_slice() else {
        return Err(
            ApiError::invalid("a suggestion is about two accounts").hint("give its `accounts` as they came")
        );
    };
    if !body.same {
        weir_insights::decline(&state.control, one, other).await?;
        return Ok(StatusCode::NO_CONTENT);
    }
    let everybody = state.control.contributors().await?;
    let owner = |key: &String| {
        let has = |one: &&Contributor| one.accounts.iter().any(|account| account.key() == *key);
        everybody
            .iter()
            .find(has)
            .map(|one| one.id)
            .ok_or_else(|| ApiError::not_found("account", key))
    };
    let (one, other) = (owner(one)?, owner(other)?);
    weir_insights::accept(&state.control, one.min(other), one.max(other)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Everybody as CSV, attributes as columns.
#[utoipa::path(get, path = "/contributors/csv", tag = "contributors", operation_id = "export_contributors",
    responses((status = 200, content((String = "text/csv")))))]
pub(super) async fn export(State(state): State<AppState>) -> ApiResult<Response> {
    rules::discover(&state).await?;
    let mut response = weir_insights::export_csv(&state.control).await?.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"contributors.csv\""),
    );
    Ok(response)
}

/// A file of contributors.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ContributorFile {
    /// Its text, CSV with a header line.
    csv: String,
    /// Only says what would change.
    #[serde(default)]
    dry_run: bool,
}

/// What a file changes.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportView {
    /// Whether it was imported.
    imported: bool,
    /// Changes, in the order of the file.
    changes: Vec<FieldChange>,
    /// Rows that change nothing.
    unchanged: u64,
    /// Rows that cannot be used, with the reason; nothing is imported while there are any.
    faults: Vec<String>,
    /// Attributes that nobody had before.
    new_attributes: Vec<String>,
}

/// A change of one field of one contributor.
#[derive(Serialize, ToSchema)]
pub(super) struct FieldChange {
    /// The contributor.
    contributor_id: String,
    /// Their name.
    name: String,
    /// Which field.
    field: String,
    /// Its value now.
    from: String,
    /// Its value then.
    to: String,
}

fn imported(plan: CsvPlan, imported: bool) -> ImportView {
    ImportView {
        imported,
        changes: plan
            .changes
            .into_iter()
            .map(|change| FieldChange {
                contributor_id: change.contributor.to_string(),
                name: change.name,
                field: change.field,
                from: change.from,
                to: change.to,
            })
            .collect(),
        unchanged: plan.unchanged as u64,
        faults: plan.faults,
        new_attributes: plan.new_attributes,
    }
}

/// Imports attributes of contributors from CSV: all of the file, or nothing when a row is at fault.
#[utoipa::path(post, path = "/contributors/csv", tag = "contributors", operation_id = "import_contributors",
    request_body = ContributorFile, responses((status = 200, body = ImportView)))]
pub(super) async fn import(
    State(state): State<AppState>,
    Body(body): Body<ContributorFile>,
) -> ApiResult<Json<ImportView>> {
    if body.dry_run {
        return Ok(Json(imported(
            weir_insights::plan_csv(&state.control, &body.csv).await?,
            false,
        )));
    }
    Ok(Json(imported(
        weir_insights::apply_csv(&state.control, &body.csv).await?,
        true,
    )))
}

/// Something that happened to contributors.
#[derive(Serialize, ToSchema)]
pub(super) struct ContributorEventView {
    /// Its id.
    id: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// `merged`, `split`, `declined`, `imported`.
    action: String,
    /// What.
    #[schema(value_type = Object)]
    detail: Value,
}

/// Events listed.
const LOGGED: i64 = 200;

/// What happened to contributors, newest first.
#[utoipa::path(get, path = "/contributors/log", tag = "contributors", operation_id = "list_contributor_events",
    responses((status = 200, body = List<ContributorEventView>)))]
pub(super) async fn log(State(state): State<AppState>) -> ApiResult<Json<List<ContributorEventView>>> {
    let events = state.control.contributor_log(LOGGED).await?;
    let events = events.into_iter().map(|event| ContributorEventView {
        id: event.id.to_string(),
        at: event.at,
        action: event.action,
        detail: event.detail,
    });
    Ok(Json(List::whole(events.collect())))
}

async fn one(state: &AppState, id: i64) -> ApiResult<Json<ContributorView>> {
    let everybody = state.control.contributors().await?;
    let found = everybody.into_iter().find(|one| one.id == id);
    found
        .map(|one| Json(one.into()))
        .ok_or_else(|| ApiError::not_found("contributor", &id.to_string()))
}
