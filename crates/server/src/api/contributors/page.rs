//! Everybody, or those who are looked for, page by page.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use weir_control::Contributor;
use weir_insights::Part;

use super::ContributorView;
use crate::AppState;
use crate::api::ApiResult;
use crate::api::error::ApiError;
use crate::api::error_codes::ErrorCode;
use crate::api::extract::Query;
use crate::api::list::List;
use crate::rules;

/// Which contributors, and which page of them.
#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ContributorQuery {
    /// Words that must all be in the name, the address, an account or an attribute, regardless of case.
    q: Option<String>,
    /// Only these: `people`, `bots`, `undecided`, or `alone`, who have no address.
    show: Option<String>,
    /// At most this many, 1 to 500; all of them when left out.
    limit: Option<usize>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// Everybody, by name. Accounts that rows name are found first.
#[utoipa::path(get, path = "/contributors", tag = "contributors", operation_id = "list_contributors",
    params(ContributorQuery), responses((status = 200, body = List<ContributorView>)))]
pub(in crate::api) async fn list(
    State(state): State<AppState>,
    Query(query): Query<ContributorQuery>,
) -> ApiResult<Json<List<ContributorView>>> {
    // Who has turned a page looks at the same people.
    if query.after.is_none() {
        rules::discover(&state).await?;
    }
    let everybody = state.roster.everybody(&state.control).await?;
    let undecided = everybody.undecided();
    let part = query.show.as_deref().map(part).transpose()?;
    let found = everybody.search(query.q.as_deref().unwrap_or_default(), part);
    let page = turn(&found, query.limit, query.after.as_deref())?;
    let last = page.last().map(|one| one.id);
    let more = last != found.last().map(|one| one.id);
    Ok(Json(List {
        next: last.filter(|_| more).map(|id| id.to_string()),
        items: page
            .iter()
            .map(|one| ContributorView::new((*one).clone(), undecided.contains(&one.id)))
            .collect(),
        total: found.len() as u64,
    }))
}

fn part(name: &str) -> ApiResult<Part> {
    let known = Part::NAMES.iter().find(|(known, _)| *known == name);
    known.map(|(_, part)| *part).ok_or_else(|| {
        ApiError::invalid(format!("show `{name}` is unknown")).hint("known: people, bots, undecided, alone")
    })
}

/// The page that follows that contributor, or the first.
fn turn<'a>(
    found: &'a [&'a Contributor],
    limit: Option<usize>,
    after: Option<&str>,
) -> ApiResult<&'a [&'a Contributor]> {
    let from = match after {
        None => 0,
        Some(after) => {
            let place = found.iter().position(|one| one.id.to_string() == after);
            1 + place.ok_or_else(|| {
                // They may have been merged with somebody since.
                ApiError::new(
                    ErrorCode::InvalidCursor,
                    format!("`{after}` is not a cursor of this list"),
                )
                .hint("ask for the first page again")
            })?
        }
    };
    let rest = &found[from..];
    Ok(&rest[..limit.map_or(rest.len(), |limit| limit.clamp(1, 500).min(rest.len()))])
}
