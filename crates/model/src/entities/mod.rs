//! Every normalized table, by area.

mod code;
mod delivery;
mod issues;
mod reviews;

pub use code::*;
pub use delivery::*;
pub use issues::*;
pub use reviews::*;

use crate::{Entity, Table};

/// All tables, in documentation order.
pub const TABLES: &[&Table] = &[
    Repository::TABLE,
    User::TABLE,
    Branch::TABLE,
    Tag::TABLE,
    Commit::TABLE,
    CommitParent::TABLE,
    CommitFile::TABLE,
    PullRequest::TABLE,
    PullRequestCommit::TABLE,
    PullRequestEvent::TABLE,
    PullRequestIssue::TABLE,
    Review::TABLE,
    Comment::TABLE,
    Issue::TABLE,
    IssueEvent::TABLE,
    Milestone::TABLE,
    Release::TABLE,
    Deployment::TABLE,
    DeploymentStatus::TABLE,
    PipelineRun::TABLE,
    PipelineJob::TABLE,
    PipelineStep::TABLE,
];
