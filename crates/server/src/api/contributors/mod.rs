pub(super) mod file;
pub(super) mod history;
pub(super) mod page;
pub(super) mod suggestions;

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_control::{Basis, Contributor, ContributorChange};
use weir_model::Time;

use super::ApiResult;
use super::extract::{Body, Id};
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
    /// Whether they may be the same person as somebody else, and nobody has decided.
    undecided: bool,
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

impl ContributorView {
    fn new(one: Contributor, undecided: bool) -> Self {
        Self {
            undecided,
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

/// One of them.
#[utoipa::path(get, path = "/contributors/{id}", tag = "contributors", operation_id = "show_contributor",
    params(("id" = String, Path, description = "Id of the contributor")),
    responses((status = 200, body = ContributorView)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<ContributorView>> {
    one(&state, id).await
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

async fn one(state: &AppState, id: i64) -> ApiResult<Json<ContributorView>> {
    let found = state.control.contributor(id).await?;
    let everybody = state.roster.everybody(&state.control).await?;
    Ok(Json(ContributorView::new(
        found,
        everybody.undecided().contains(&id),
    )))
}
