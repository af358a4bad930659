use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::error::ApiError;
use super::error_codes::ErrorCode;
use super::extract::Body;
use super::{ApiResult, auth};
use crate::{Access, AppState};

/// That the server answers.
#[derive(Serialize, ToSchema)]
pub(super) struct HealthReport {
    /// `ok`.
    status: &'static str,
    /// Version of the program.
    version: &'static str,
}

/// Whether the server answers. Needs no key.
#[utoipa::path(get, path = "/health", tag = "session", operation_id = "health",
    responses((status = 200, body = HealthReport)))]
pub(super) async fn health() -> Json<HealthReport> {
    Json(HealthReport {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// Who is asking, and who must show a key.
#[derive(Serialize, ToSchema)]
pub(super) struct Session {
    /// Whether the request may do everything: it carries a key, or none is needed.
    authenticated: bool,
    /// Whether a key is needed.
    required: bool,
    /// Whether the data is a simulated company's.
    demo: bool,
}

/// Whether the caller is signed in. Needs no key.
#[utoipa::path(get, path = "/session", tag = "session", operation_id = "show_session",
    responses((status = 200, body = Session)))]
pub(super) async fn show(
    State((state, access)): State<(AppState, Access)>,
    headers: HeaderMap,
) -> ApiResult<Json<Session>> {
    let authenticated = auth::is_allowed(&state, access, &headers).await?;
    Ok(Json(Session {
        authenticated,
        required: access.required,
        demo: access.demo,
    }))
}

/// A key.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    /// The admin key, shown when the server first started.
    #[schema(value_type = String, format = Password)]
    #[serde(deserialize_with = "secret")]
    key: SecretString,
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretString, D::Error> {
    String::deserialize(deserializer).map(Into::into)
}

/// Signs a browser in: its cookie then carries the key. Needs no key.
#[utoipa::path(post, path = "/session", tag = "session", operation_id = "sign_in", request_body = SignIn,
    responses((status = 200, body = Session, headers(("set-cookie", description = "carries the key")))))]
pub(super) async fn sign_in(
    State((state, access)): State<(AppState, Access)>,
    headers: HeaderMap,
    Body(body): Body<SignIn>,
) -> ApiResult<Response> {
    let key = body.key.expose_secret().trim();
    if access.required && !state.control.is_key(key).await? {
        return Err(
            ApiError::new(ErrorCode::Unauthenticated, "this is not a key of this server")
                .hint("the admin key was shown when the server first started"),
        );
    }
    let session = Session {
        authenticated: true,
        required: access.required,
        demo: access.demo,
    };
    if !access.required {
        return Ok(Json(session).into_response());
    }
    Ok((
        [(header::SET_COOKIE, cookie(key, "Max-Age=31536000", &headers)?)],
        Json(session),
    )
        .into_response())
}

/// Signs a browser out. Needs no key.
#[utoipa::path(delete, path = "/session", tag = "session", operation_id = "sign_out",
    responses((status = 204, description = "the cookie is removed")))]
pub(super) async fn sign_out(headers: HeaderMap) -> ApiResult<Response> {
    Ok((
        StatusCode::NO_CONTENT,
        [(header::SET_COOKIE, cookie("", "Max-Age=0", &headers)?)],
    )
        .into_response())
}

/// Scripts cannot read the cookie, and other sites cannot use it. Behind a proxy that speaks TLS it stays on TLS.
fn cookie(key: &str, age: &str, headers: &HeaderMap) -> ApiResult<HeaderValue> {
    let tls = headers
        .get("x-forwarded-proto")
        .is_some_and(|scheme| scheme.as_bytes() == b"https");
    let secure = if tls { "; Secure" } else { "" };
    let text = format!(
        "{}={key}; Path=/; HttpOnly; SameSite=Strict; {age}{secure}",
        auth::COOKIE
    );
    let mut value =
        HeaderValue::from_str(&text).map_err(|_| ApiError::invalid("a key has no such characters"))?;
    value.set_sensitive(true);
    Ok(value)
}
