use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt as _;

use super::error::{ApiError, Envelope, Problem};
use super::error_codes::ErrorCode;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives every request an id, writes refusals in their one form, and logs faults once.
pub(crate) async fn answer(request: Request, next: Next) -> Response {
    let id = request_id(&request);
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let start = Instant::now();
    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response = answered.unwrap_or_else(|_| ApiError::internal("a handler panicked").into_response());
    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        log(&error, &id, &path);
        response = write(&response, error, &id);
    }
    let duration_ms = start.elapsed().as_millis();
    tracing::debug!(
        request.id = id,
        http.status = response.status().as_u16(),
        duration_ms,
        "{method} {path} answered {} in {duration_ms} ms",
        response.status().as_u16()
    );
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

fn write(refused: &Response, error: ApiError, id: &str) -> Response {
    let problem = Problem {
        code: error.code,
        message: error.message,
        hint: error.hint,
        line: error.line,
        request_id: id.to_owned(),
    };
    let mut response = (error.code.status(), Json(Envelope { error: problem })).into_response();
    if error.code == ErrorCode::TooManyRequests {
        let seconds = HeaderValue::from_static("5");
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    // What layers below have added: `allow`, the headers that keep other sites out. Their length is of no body.
    for (name, value) in refused.headers() {
        if name != header::CONTENT_LENGTH && !response.headers().contains_key(name) {
            response.headers_mut().append(name, value.clone());
        }
    }
    response
}

fn log(error: &ApiError, id: &str, path: &str) {
    if error.code.status().is_server_error() {
        let cause = error.cause.as_deref().unwrap_or(&error.message);
        tracing::error!(
            request.id = id,
            error.code = error.code.as_str(),
            "{path} failed: {cause}"
        );
    }
}

/// The caller's own id if it is a harmless one, so that logs on both sides can be joined.
fn request_id(request: &Request) -> String {
    let given = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok());
    let harmless = |id: &&str| {
        (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    given
        .filter(harmless)
        .map_or_else(|| format!("{:016x}", rand::random::<u64>()), str::to_owned)
}
