use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Access;
use crate::api;
use crate::api::error::ApiError;
use crate::api::error_codes::ErrorCode;

/// The UI is one page with its own scripts; Mantine writes style attributes.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Puts the headers on every answer that keep other sites out.
pub(crate) async fn secure_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().extend(HEADERS);
    response
}

/// A server that is open on loopback answers only to loopback's names. Otherwise a page of another site could point
/// its own name at 127.0.0.1 (DNS rebinding) and read everything.
pub(crate) async fn allowed_host(State(access): State<Access>, request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str));
    // Deliveries come under whatever name the upstream knows this server by, and show that they are genuine.
    let delivered = request.uri().path().starts_with(api::WEBHOOKS);
    if access.required || delivered || host.is_some_and(is_loopback) {
        return next.run(request).await;
    }
    ApiError::new(ErrorCode::ForbiddenHost, "this server answers only to localhost")
        .hint("open it as http://localhost, or start it with authentication to use it under another name")
        .into_response()
}

/// Refuses changes that a page of another site asks for with the user's cookie, or with nothing on loopback.
///
/// Browsers send `Origin` with every request of another site that can change something.
pub(crate) async fn allowed_origin(request: Request, next: Next) -> Response {
    if !changes(request.method()) || same_site(request.headers()) {
        return next.run(request).await;
    }
    ApiError::new(
        ErrorCode::ForbiddenOrigin,
        "a page of another site may not change anything here",
    )
    .into_response()
}

fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn same_site(headers: &HeaderMap) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if text(&HeaderName::from_static("sec-fetch-site"))
        .is_some_and(|site| !matches!(site, "same-origin" | "none"))
    {
        return false;
    }
    let Some(origin) = text(&header::ORIGIN) else {
        return true;
    };
    let host = text(&header::HOST).unwrap_or_default();
    origin
        .split_once("://")
        .is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host))
}

/// Whether a `Host` header names this machine from inside.
pub(super) fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
