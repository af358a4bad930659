//! Axum's extractors, refusing in the API's own form.

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::error::ApiError;
use super::error_codes::ErrorCode;

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

/// Parameters after the question mark.
pub(crate) struct Query<T>(pub(crate) T);

/// The id in the path. What is no number names nothing.
pub(crate) struct Id(pub(crate) i64);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let axum::Json(body) = axum::Json::from_request(request, state)
            .await
            .map_err(refused_body)?;
        Ok(Self(body))
    }
}

fn refused_body(rejection: JsonRejection) -> ApiError {
    let message = rejection.body_text();
    match rejection {
        JsonRejection::MissingJsonContentType(_) => {
            ApiError::new(ErrorCode::UnsupportedMediaType, "the body must be JSON")
                .hint("send the header `content-type: application/json`")
        }
        JsonRejection::JsonSyntaxError(_) => {
            ApiError::new(ErrorCode::InvalidRequest, "the body is not valid JSON").hint(short(&message))
        }
        JsonRejection::JsonDataError(_) => ApiError::new(
            ErrorCode::InvalidRequest,
            "the body does not have the documented form",
        )
        .hint(short(&message)),
        JsonRejection::BytesRejection(inner) if inner.status() == ErrorCode::PayloadTooLarge.status() => {
            ApiError::new(ErrorCode::PayloadTooLarge, "the body is too long: at most 2 MB")
        }
        _ => ApiError::new(ErrorCode::InvalidRequest, "the body could not be read"),
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let query: Result<axum::extract::Query<T>, QueryRejection> =
            axum::extract::Query::from_request_parts(parts, state).await;
        match query {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(rejection) => Err(
                ApiError::new(ErrorCode::InvalidRequest, "a parameter cannot be read")
                    .hint(short(&rejection.body_text())),
            ),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let params = axum::extract::RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| ApiError::new(ErrorCode::InvalidRequest, "the path is not UTF-8"))?;
        let text = params
            .iter()
            .find(|(name, _)| *name == "id")
            .map_or("", |(_, value)| value)
            .to_owned();
        let what = kind_of(parts.uri.path(), &text);
        text.parse()
            .map(Self)
            .map_err(|_| ApiError::not_found(what, &text))
    }
}

/// What an id in a path stands for: the word before it.
fn kind_of(path: &str, id: &str) -> &'static str {
    let segments: Vec<&str> = path.split('/').collect();
    let before = segments.windows(2).find(|pair| pair[1] == id).map(|pair| pair[0]);
    match before {
        Some("projects") => "project",
        Some("channels") => "channel",
        Some("insights") => "insight",
        Some("attention") => "attention",
        Some("categories") => "category",
        Some("collections") => "collection",
        Some("contributors") => "contributor",
        Some("profiles") => "profile",
        _ => "integration",
    }
}

/// What the parser says, without axum's introduction.
fn short(message: &str) -> String {
    message
        .rsplit_once("target type: ")
        .or_else(|| message.split_once(": "))
        .map_or(message, |(_, said)| said)
        .to_owned()
}
