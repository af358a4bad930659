use axum::body::Body;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::api::error::ApiError;
use crate::api::error_codes::ErrorCode;

/// The built UI.
#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
struct Built;

const INDEX: &str = "index.html";
const NOT_BUILT: &str = include_str!("not_built.html");

/// A file of the UI. Paths that are no file belong to the single page, which reads them itself.
pub(crate) async fn asset(method: Method, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return ApiError::new(
            ErrorCode::UnknownPath,
            format!("there is nothing at `{}`", uri.path()),
        )
        .hint("the API is under /api/v1; its description is at /api/v1/openapi.json")
        .into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return ApiError::new(ErrorCode::MethodNotAllowed, "pages can only be read").into_response();
    }
    if let Some(response) = file(path) {
        return response;
    }
    // A missing file must not come back as a page: browsers would run it as a script, or cache it.
    if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return (StatusCode::NOT_FOUND, "there is no such file").into_response();
    }
    file(INDEX).unwrap_or_else(|| Html(NOT_BUILT).into_response())
}

fn file(path: &str) -> Option<Response> {
    let file = Built::get(path).filter(|_| !path.is_empty())?;
    let mut response = Response::new(Body::from(file.data));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching(path)));
    Some(response)
}

/// Names under `assets/` carry a hash of their content.
pub(super) fn caching(path: &str) -> &'static str {
    if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

pub(super) fn content_type(path: &str) -> &'static str {
    const TYPES: [(&str, &str); 11] = [
        ("html", "text/html; charset=utf-8"),
        ("js", "text/javascript; charset=utf-8"),
        ("css", "text/css; charset=utf-8"),
        ("json", "application/json"),
        ("map", "application/json"),
        ("svg", "image/svg+xml"),
        ("png", "image/png"),
        ("ico", "image/x-icon"),
        ("woff2", "font/woff2"),
        ("txt", "text/plain; charset=utf-8"),
        ("webmanifest", "application/manifest+json"),
    ];
    let extension = path.rsplit('.').next().unwrap_or_default();
    TYPES
        .iter()
        .find(|(known, _)| *known == extension)
        .map_or("application/octet-stream", |(_, kind)| kind)
}
