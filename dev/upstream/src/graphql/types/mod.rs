//! What each type's fields are in the documents.

mod accounts;
mod code;
mod comments;
mod delivery;
mod events;
mod issues;
mod pulls;
mod query;
mod repository;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fields::{Fields, Source};

/// All types with their fields.
const TYPES: &[(&str, Fields)] = &[
    ("Query", query::QUERY),
    ("RateLimit", query::RATE_LIMIT),
    ("Organization", accounts::ORGANIZATION),
    ("Team", accounts::TEAM),
    ("User", accounts::USER),
    ("Bot", accounts::USER),
    ("Mannequin", accounts::USER),
    ("Repository", repository::REPOSITORY),
    ("Language", repository::LANGUAGE),
    ("Ref", code::REF),
    ("Commit", code::COMMIT),
    ("GitActor", code::GIT_ACTOR),
    ("Tree", code::TREE),
    ("StatusCheckRollup", code::ROLLUP),
    ("StatusContext", code::STATUS_CONTEXT),
    ("PullRequest", pulls::PULL_REQUEST),
    ("PullRequestCommit", pulls::PULL_REQUEST_COMMIT),
    ("PullRequestChangedFile", pulls::CHANGED_FILE),
    ("ReviewRequest", pulls::REVIEW_REQUEST),
    ("PullRequestReview", comments::REVIEW),
    ("PullRequestReviewComment", comments::LINE_COMMENT),
    ("PullRequestReviewThread", comments::THREAD),
    ("IssueComment", comments::ISSUE_COMMENT),
    ("Issue", issues::ISSUE),
    ("Label", issues::LABEL),
    ("Milestone", issues::MILESTONE),
    ("Deployment", delivery::DEPLOYMENT),
    ("DeploymentStatus", delivery::STATUS),
    ("Release", delivery::RELEASE),
    ("CheckSuite", delivery::CHECK_SUITE),
    ("CheckRun", delivery::CHECK_RUN),
    ("CheckStep", delivery::CHECK_STEP),
    ("App", delivery::APP),
    ("WorkflowRun", delivery::WORKFLOW_RUN),
    ("WorkflowRunFile", delivery::WORKFLOW_RUN_FILE),
    ("Workflow", delivery::WORKFLOW),
];

static SOURCES: LazyLock<HashMap<(&'static str, &'static str), Source>> = LazyLock::new(|| {
    let named = TYPES
        .iter()
        .flat_map(|(kind, fields)| fields.iter().map(move |(name, source)| ((*kind, *name), *source)));
    named.collect()
});

/// Permissions of what hangs below other things: type, field, permission.
const PERMISSIONS: &[(&str, &str, &str)] = &[
    ("Repository", "pullRequests", "pull_requests"),
    ("Repository", "pullRequest", "pull_requests"),
    ("Repository", "issues", "issues"),
    ("Repository", "issue", "issues"),
    ("Repository", "milestones", "issues"),
    ("Repository", "labels", "issues"),
    ("Repository", "deployments", "deployments"),
    ("Repository", "releases", "contents"),
    ("Repository", "defaultBranchRef", "contents"),
    ("Repository", "refs", "contents"),
    ("CheckSuite", "checkRuns", "actions"),
    ("Commit", "statusCheckRollup", "checks"),
    ("Organization", "teams", "members"),
    ("Organization", "membersWithRole", "members"),
];

/// The permission that a field needs; empty when none.
pub(super) fn permission(kind: &str, field: &str) -> &'static str {
    let found = PERMISSIONS
        .iter()
        .find(|(one, name, _)| *one == kind && *name == field);
    found.map_or("", |(_, _, permission)| permission)
}

/// How a field of a type gets its value. Types that are not in [`TYPES`] are events.
pub(super) fn source(kind: &str, name: &str) -> Option<Source> {
    if let Some(source) = SOURCES.get(&(kind, name)) {
        return Some(*source);
    }
    let event = kind
        .ends_with("Event")
        .then(|| events::EVENT.iter().find(|(one, _)| *one == name));
    event.flatten().map(|(_, source)| *source)
}
