use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use weir_control::ControlError;
use weir_insights::InsightsError;
use weir_lake::LakeError;
use weir_measures::MeasureError;

use super::error_codes::ErrorCode;
use super::runtime::RuntimeError;

/// Every refusal has this form.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Error)]
pub struct Envelope {
    /// What happened.
    pub error: Problem,
}

/// What happened and what to do.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// For programs.
    pub code: ErrorCode,
    /// What happened, for people.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Line of the text in the body that is wrong, where one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Names the request in the log; also in the header `x-request-id`.
    pub request_id: String,
}

/// A refusal on its way out. [`super::envelope::answer`] adds the request's id and writes the body.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    pub(crate) code: ErrorCode,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
    pub(crate) line: Option<u64>,
    /// For the log only.
    pub(crate) cause: Option<Arc<str>>,
}

impl ApiError {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: None,
            line: None,
            cause: None,
        }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn not_found(what: &str, name: &str) -> Self {
        Self::new(ErrorCode::NotFound, format!("there is no {what} `{name}`"))
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidValue, message)
    }

    /// A fault whose details are for the log.
    pub(crate) fn internal(cause: impl std::fmt::Display) -> Self {
        let error = Self::new(ErrorCode::Internal, "something went wrong inside the server");
        Self {
            cause: Some(cause.to_string().into()),
            ..error
        }
        .hint("look in the server's log for the request's id, and report it if it happens again")
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<ControlError> for ApiError {
    fn from(error: ControlError) -> Self {
        let code = match &error {
            ControlError::NotFound { .. } => ErrorCode::NotFound,
            ControlError::Conflict { .. } => ErrorCode::Conflict,
            ControlError::Changed { .. } => {
                return Self::new(ErrorCode::Changed, error.to_string())
                    .hint("read it again, and make the change to what is there now");
            }
            ControlError::Invalid { .. } => ErrorCode::InvalidValue,
            ControlError::Database { message, .. } if message.contains("disk is full") => {
                ErrorCode::StorageFull
            }
            ControlError::WrongKey { .. }
            | ControlError::Newer { .. }
            | ControlError::File { .. }
            | ControlError::Database { .. } => return Self::internal(error),
        };
        Self::new(code, error.to_string())
    }
}

impl From<LakeError> for ApiError {
    fn from(error: LakeError) -> Self {
        match error {
            LakeError::Sql { message, hint } => Self {
                hint,
                ..Self::new(ErrorCode::InvalidQuery, message)
            },
            LakeError::UnknownTable { table } => {
                Self::not_found("table", &table).hint("GET /tables lists them")
            }
            LakeError::Memory { .. } => Self::new(ErrorCode::QueryTooLarge, error.to_string()),
            LakeError::DiskFull { .. } => Self::new(ErrorCode::StorageFull, error.to_string()),
            LakeError::Damaged {
                table, message, hint, ..
            }
            | LakeError::Newer {
                table, message, hint, ..
            } => {
                let message = format!("table `{table}` cannot be read: {message}");
                Self {
                    cause: Some(message.as_str().into()),
                    ..Self::new(ErrorCode::StorageDamaged, message)
                }
                .hint(hint)
            }
            other => Self::internal(other),
        }
    }
}

impl From<MeasureError> for ApiError {
    fn from(error: MeasureError) -> Self {
        match error {
            MeasureError::Lake(error) => error.into(),
            MeasureError::Unknown { kind: "metric", .. } => Self::new(ErrorCode::NotFound, error.to_string()),
            MeasureError::InvalidFilter(_) | MeasureError::Setting(_) | MeasureError::Unknown { .. } => {
                Self::new(ErrorCode::InvalidValue, error.to_string())
            }
            MeasureError::InvalidRange { .. } => Self::new(ErrorCode::InvalidRange, error.to_string())
                .hint("swap `from` and `to`; `to` is exclusive"),
            MeasureError::InvalidCursor(_) => Self::new(ErrorCode::InvalidCursor, error.to_string()),
            MeasureError::Definition { .. } => Self::internal(error),
        }
    }
}

impl From<InsightsError> for ApiError {
    fn from(error: InsightsError) -> Self {
        match error {
            InsightsError::Invalid { message, hint } => Self::invalid(message).hint(hint),
            InsightsError::File { message, hint, line } => Self {
                line,
                ..Self::invalid(message).hint(hint)
            },
            InsightsError::Conflict { message } => Self::new(ErrorCode::Conflict, message),
            InsightsError::Control(error) => error.into(),
            InsightsError::Measure(error) => error.into(),
            InsightsError::Lake(error) => error.into(),
        }
    }
}

impl From<RuntimeError> for ApiError {
    fn from(error: RuntimeError) -> Self {
        match error {
            RuntimeError::Control(error) => error.into(),
            RuntimeError::Lake(error) => error.into(),
            RuntimeError::Conflict { message } => Self::new(ErrorCode::Conflict, message),
            RuntimeError::Invalid { message } => Self::invalid(message),
            RuntimeError::Internal { message } => Self::internal(message),
        }
    }
}
