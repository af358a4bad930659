//! A simulator of the upstreams that Weir reads: GitHub's REST and GraphQL APIs, GitLab's, and their git server, over
//! a seeded company or over recorded answers, with quotas, latency and faults on demand.
#![recursion_limit = "512"]
#![warn(missing_docs)]

mod azure;
mod bitbucket;
pub mod bitbucket_dc;
pub mod contract;
mod faults;
mod git;
pub mod gitlab;
pub mod graphql;
mod hooks;
pub mod jira;
mod limits;
mod log;
mod recorded;
mod rest;
mod server;
mod waits;
mod world;

pub use faults::{Fault, FaultKind, Faults};
pub use hooks::{Delivery, Hook, signature};
pub use limits::{Bucket, Limits};
pub use log::{Counters, Entry, Exchange};
pub use recorded::{RecordedError, RecordedSummary};
pub use server::{Builder, Token, Upstream};
pub use waits::Waits;
pub use world::{Mutation, Packed, Repository, World};

/// Every path of the REST API that is answered, as the published description writes it.
pub fn rest_paths() -> impl Iterator<Item = &'static str> {
    rest::ROUTES.iter().map(|route| route.pattern)
}
