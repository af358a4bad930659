use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures::StreamExt as _;
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

use crate::faults::FaultKind;
use crate::limits::Standing;

/// An answer before it is written out, so that faults can still spoil it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self {
            status,
            headers: vec![("content-type", "application/json; charset=utf-8".to_owned())],
            body: Bytes::from(body.to_string()),
        }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Headers that state how the bucket stands.
    pub(crate) fn standing(self, standing: &Standing) -> Self {
        self.header("x-ratelimit-limit", standing.limit.to_string())
            .header("x-ratelimit-remaining", standing.remaining().to_string())
            .header("x-ratelimit-used", standing.used.to_string())
            .header("x-ratelimit-reset", standing.reset.timestamp().to_string())
            .header("x-ratelimit-resource", standing.bucket.name())
    }

    /// A web page instead of the answer, as a proxy or a sign-in page gives.
    pub(crate) fn html() -> Self {
        Self {
            status: 200,
            headers: vec![("content-type", "text/html; charset=utf-8".to_owned())],
            body: Bytes::from_static(b"<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>"),
        }
    }

    /// Spoils a good answer.
    pub(crate) fn spoil(mut self, fault: Option<FaultKind>) -> Self {
        match fault {
            Some(FaultKind::Html) => Self::html(),
            Some(FaultKind::Truncated) => {
                self.body = self.body.slice(..self.body.len() / 2);
                self
            }
            _ => self,
        }
    }

    /// Writes it out; `broken` cuts the connection in the middle of the body.
    pub(crate) fn respond(self, broken: bool) -> Response {
        let mut headers = http::HeaderMap::new();
        for (name, value) in &self.headers {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        let body = if broken {
            headers.insert("content-length", HeaderValue::from(self.body.len().max(2)));
            let half = self.body.slice(..self.body.len() / 2);
            let cut = futures::stream::once(async {
                // Late enough for the first half to be on its way.
                tokio::time::sleep(Duration::from_millis(30)).await;
                Err(std::io::Error::other("connection dropped on demand"))
            });
            Body::from_stream(futures::stream::iter([Ok(half)]).chain(cut))
        } else {
            Body::from(self.body)
        };
        let mut response = Response::new(body);
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        *response.headers_mut() = headers;
        response
    }
}
