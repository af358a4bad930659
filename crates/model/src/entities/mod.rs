//! Every normalized table, by area.

mod code;
mod delivery;
mod issues;
mod reviews;
mod tracking;

pub use code::*;
pub use delivery::*;
pub use issues::*;
pub use reviews::*;
pub use tracking::*;

use crate::{Entity, Table};

/// All tables, in documentation order.
pub const TABLES: &[&Table] = &[
    Repository::TABLE,
    User::TABLE,
    Team::TABLE,
    Branch::TABLE,
    Tag::TABLE,
    Commit::TABLE,
    CommitParent::TABLE,
    CommitFile::TABLE,
    CommitIssue::TABLE,
    PullRequest::TABLE,
    PullRequestCommit::TABLE,
    PullRequestEvent::TABLE,
    PullRequestIssue::TABLE,
    Review::TABLE,
    Comment::TABLE,
    Issue::TABLE,
    IssueChange::TABLE,
    IssueEvent::TABLE,
    IssueSprint::TABLE,
    IssueLink::TABLE,
    IssueFieldValue::TABLE,
    Worklog::TABLE,
    Milestone::TABLE,
    Sprint::TABLE,
    Board::TABLE,
    Version::TABLE,
    IssueProject::TABLE,
    IssueStatus::TABLE,
    IssueField::TABLE,
    Release::TABLE,
    Environment::TABLE,
    Deployment::TABLE,
    DeploymentStatus::TABLE,
    CommitStatus::TABLE,
    PipelineRun::TABLE,
    PipelineJob::TABLE,
    PipelineStep::TABLE,
];
