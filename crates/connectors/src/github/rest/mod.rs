//! REST documents, and the rows they become: the same rows as the GraphQL documents of the same things.
//!
//! A sync reads repositories, line comments, milestones, releases and workflow runs this way. The other shapes are
//! for bodies that were recorded or delivered.

mod delivery;
mod issue;
mod pull_request;
mod repository;

pub use delivery::{Deployment, DeploymentStatus, Job, Release, WorkflowRun};
pub use issue::{Issue, IssueComment, IssueEvent, Milestone};
pub use pull_request::{PullRequest, Review, ReviewComment};
pub use repository::Repository;

pub use super::parts::Account;
