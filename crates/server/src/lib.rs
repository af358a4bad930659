//! The HTTP API under `/api/v1`, its `OpenAPI` document, and the embedded UI.
//!
//! [`bind`] opens the address and decides who may come in; [`Server::run`] answers until told to stop. Handlers stand
//! in one file per resource under `api/` and hold no business rules.

mod access;
pub mod api;
mod in_process;
mod local;
mod rules;
pub mod runtime;
mod serve;
mod state;
mod web;
mod webhooks;

pub use access::{Access, Auth};
pub use api::openapi::document;
pub use api::runtime::{Check, Event, HostState, Mirrors, Runtime, RuntimeError, Trial, Upstream};
pub use in_process::InProcess;
pub use local::LocalServer;
pub use serve::{Options, ServeError, Server, bind, router, serve};
pub use state::AppState;
pub use webhooks::deliveries;
