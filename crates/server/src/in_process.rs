//! The API without a network: what a command does when no server is running.

use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::{Access, AppState, Auth, router};

/// Longest answer. What is longer is not for a command to print.
const LONGEST: usize = 256 << 20;

/// The API, called in the same process.
#[derive(Clone)]
pub struct InProcess {
    router: Router,
}

impl InProcess {
    /// The API over these stores. Whoever can open the data directory may do everything.
    pub fn new(state: &AppState) -> Self {
        let loopback = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0);
        let access = Access::decide(loopback, Auth::Off, false).unwrap_or(Access {
            required: false,
            demo: false,
        });
        Self {
            router: router(state, access),
        }
    }

    /// Status and body of an answer; `path` is below the API's root.
    pub async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> (u16, Vec<u8>) {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", crate::api::PREFIX))
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())));
        let Ok(request) = request else {
            return (400, Vec::new());
        };
        let Ok(response) = self.router.clone().oneshot(request).await;
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), LONGEST).await;
        (status, body.map(Vec::from).unwrap_or_default())
    }
}

impl std::fmt::Debug for InProcess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InProcess").finish_non_exhaustive()
    }
}
