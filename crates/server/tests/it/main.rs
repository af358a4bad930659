//! The API over HTTP, on real stores.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod access;
mod authorizations;
mod errors;
mod events;
mod integrations;
mod leases;
mod life;
mod openapi;
mod operations;
mod pages;
mod plans;
mod projects;
mod schedules;
mod schema;
mod tables;
mod tools;
mod webhooks;
mod world;
