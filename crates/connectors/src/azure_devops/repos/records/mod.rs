//! Documents of the REST API, as Services and Server write them.

mod iteration;
mod pull_request;
mod repository;
mod thread;

pub use pull_request::PullRequest;
pub use repository::Repository;

pub(super) use iteration::Iteration;
pub(super) use thread::{Thread, Told};
