use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::ApiResult;
use super::error::ApiError;
use super::error_codes::ErrorCode;
use crate::{Access, AppState};

/// The cookie that a browser carries the key in.
pub(super) const COOKIE: &str = "weir_key";

/// Lets a request through if it carries a key, or none is needed.
pub(super) async fn require(
    State((state, access)): State<(AppState, Access)>,
    request: Request,
    next: Next,
) -> Response {
    match is_allowed(&state, access, request.headers()).await {
        Ok(true) => next.run(request).await,
        Ok(false) => ApiError::new(ErrorCode::Unauthenticated, "this needs a key")
            .hint("sign in, or send the header `authorization: Bearer KEY`")
            .into_response(),
        Err(error) => error.into_response(),
    }
}

pub(super) async fn is_allowed(state: &AppState, access: Access, headers: &HeaderMap) -> ApiResult<bool> {
    if !access.required {
        return Ok(true);
    }
    match key(headers) {
        Some(key) if state.local.is(key) => Ok(true),
        Some(key) => Ok(state.control.is_key(key).await?),
        None => Ok(false),
    }
}

/// The key of the header, else of the cookie.
fn key(headers: &HeaderMap) -> Option<&str> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| {
        let (scheme, key) = value.to_str().ok()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(key.trim())
    });
    bearer.or_else(|| {
        let cookies = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        cookies
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find_map(|(name, value)| (name == COOKIE).then_some(value))
    })
}
