//! The HTTP API: one file per resource.

mod account;
mod attention;
mod auth;
mod authorizations;
mod cells;
mod channels;
mod collections;
mod connectors;
mod contributors;
mod credentials;
mod csv;
mod deletions;
mod diagnostics;
pub(crate) mod envelope;
pub mod error;
pub mod error_codes;
mod events;
mod export;
mod extract;
mod health;
mod insights;
mod integrations;
mod list;
mod log;
mod lookup;
mod mapping;
mod metrics;
mod monitoring;
mod notifications;
pub(crate) mod openapi;
mod options;
mod plans;
mod profiles;
mod projects;
mod query;
pub(crate) mod runtime;
mod schedules;
mod scopes;
mod session;
pub(crate) mod stats;
mod streams;
mod syncs;
mod tables;
mod tasks;
mod views;
mod webhooks;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Uri, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Access, AppState, web};
use error::ApiError;
use error_codes::ErrorCode;

/// Where the API lives.
pub const PREFIX: &str = "/api/v1";

/// Where deliveries of upstreams come in.
pub(crate) const WEBHOOKS: &str = "/api/v1/webhooks/";

/// Longest body: configurations, settings and queries are far shorter.
const LONGEST_BODY: usize = 2 << 20;

type ApiResult<T> = Result<T, ApiError>;

/// Operations that need a key where keys are needed.
fn protected() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(connectors::list))
        .routes(routes!(integrations::list, integrations::create))
        .routes(routes!(integrations::validate))
        .routes(routes!(plans::of_settings))
        .routes(routes!(plans::of_integration))
        .routes(routes!(
            integrations::show,
            integrations::update,
            deletions::delete
        ))
        .routes(routes!(credentials::replace))
        .routes(routes!(deletions::preview))
        .routes(routes!(deletions::list))
        .routes(routes!(mapping::list, mapping::set))
        .routes(routes!(scopes::show, scopes::set))
        .routes(routes!(scopes::preview))
        .routes(routes!(attention::list))
        .routes(routes!(attention::settle))
        .routes(routes!(channels::list, channels::create))
        .routes(routes!(channels::show, channels::update, channels::delete))
        .routes(routes!(channels::test))
        .routes(routes!(channels::rotate))
        .routes(routes!(notifications::log))
        .routes(routes!(authorizations::start))
        .routes(routes!(syncs::start))
        .routes(routes!(syncs::cancel))
        .routes(routes!(syncs::retry))
        .routes(routes!(schedules::show, schedules::set))
        .routes(routes!(schedules::pause))
        .routes(routes!(schedules::resume))
        .routes(routes!(log::of_integration))
        .routes(routes!(log::of_all))
        .routes(routes!(log::show))
        .routes(routes!(events::listen))
        .routes(routes!(health::show))
        .routes(routes!(diagnostics::show))
        .routes(routes!(lookup::show))
        .routes(routes!(account::show, account::update))
        .routes(routes!(monitoring::show))
        .routes(routes!(webhooks::show, webhooks::delete))
        .routes(routes!(webhooks::rotate))
        .routes(routes!(webhooks::deliveries))
        .routes(routes!(projects::list, projects::create))
        .routes(routes!(projects::show, projects::update, projects::delete))
        .routes(routes!(projects::map))
        .merge(objects())
        .routes(routes!(options::show))
        .routes(routes!(metrics::list))
        .routes(routes!(metrics::answer))
        .routes(routes!(metrics::items))
        .routes(routes!(metrics::definitions))
        .routes(routes!(tables::list))
        .routes(routes!(tables::rows))
        .routes(routes!(export::table))
        .routes(routes!(query::run))
        .routes(routes!(export::query))
}

/// What people make of the numbers, among the operations that need a key.
fn objects() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collections::categories, collections::create_category))
        .routes(routes!(
            collections::update_category,
            collections::delete_category
        ))
        .routes(routes!(collections::list, collections::create))
        .routes(routes!(
            collections::show,
            collections::update,
            collections::delete
        ))
        .routes(routes!(collections::preview::preview))
        .routes(routes!(profiles::list, profiles::create))
        .routes(routes!(profiles::show, profiles::update, profiles::delete))
        .routes(routes!(profiles::preview))
        .routes(routes!(insights::templates))
        .routes(routes!(insights::list, insights::create))
        .routes(routes!(insights::import))
        .routes(routes!(insights::show, insights::update, insights::delete))
        .routes(routes!(insights::export))
        .routes(routes!(contributors::page::list))
        .routes(routes!(contributors::show, contributors::update))
        .routes(routes!(contributors::merge))
        .routes(routes!(contributors::split))
        .routes(routes!(
            contributors::suggestions::list,
            contributors::suggestions::decide
        ))
        .routes(routes!(contributors::file::export, contributors::file::import))
        .routes(routes!(contributors::history::of_all))
        .routes(routes!(contributors::history::of_one))
        .routes(routes!(contributors::history::versions))
}

/// Operations that anybody may ask.
fn public() -> OpenApiRouter<(AppState, Access)> {
    OpenApiRouter::new()
        .routes(routes!(session::health))
        .routes(routes!(session::show, session::sign_in, session::sign_out))
}

/// Everything under [`PREFIX`].
pub(crate) fn router(state: &AppState, access: Access) -> Router {
    let protected = Router::from(protected())
        .route_layer(from_fn_with_state((state.clone(), access), auth::require))
        .with_state(state.clone());
    let public = Router::from(public()).with_state((state.clone(), access));
    // Not in the description: what is sent, and how it is signed, is up to each upstream; the other is for browsers.
    let delivered = Router::new()
        .route(
            &format!("{}/{{integration}}/{{token}}", webhooks::PATH),
            axum::routing::post(webhooks::receive),
        )
        .route(
            "/authorization/callback",
            axum::routing::get(authorizations::callback),
        )
        .with_state(state.clone());
    protected
        .merge(public)
        .merge(delivered)
        .route("/openapi.json", axum::routing::get(describe))
        .fallback(unknown_path)
        .method_not_allowed_fallback(unknown_method)
        .layer(from_fn(web::allowed_origin))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(from_fn(uncached))
}

async fn describe() -> Response {
    axum::Json(openapi::document()).into_response()
}

async fn unknown_path(uri: Uri) -> ApiError {
    ApiError::new(
        ErrorCode::UnknownPath,
        format!("there is nothing at `{PREFIX}{}`", uri.path()),
    )
    .hint("the description of the API is at /api/v1/openapi.json")
}

async fn unknown_method(method: axum::http::Method, uri: Uri) -> ApiError {
    ApiError::new(
        ErrorCode::MethodNotAllowed,
        format!("`{PREFIX}{}` does not know {method}", uri.path()),
    )
}

/// Answers hold private data and change: neither proxies nor the browser may keep them.
async fn uncached(request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
