//! The API over HTTP, on real stores.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod access;
mod authorizations;
mod errors;
mod integrations;
mod openapi;
mod operations;
mod pages;
mod projects;
mod schema;
mod tables;
mod webhooks;
mod world;
