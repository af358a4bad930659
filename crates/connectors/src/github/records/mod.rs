//! GraphQL documents, and the rows they become. These are what a sync reads; [`super::rest`] has the REST shapes.

mod check;
mod check_suite;
mod commit;
mod deployment;
mod issue;
mod organization;
mod pull_request;
mod timeline;

pub use check_suite::CheckSuite;
pub use commit::Commit;
pub use deployment::Deployment;
pub use issue::Issue;
pub use organization::{Member, Team};
pub use pull_request::PullRequest;
