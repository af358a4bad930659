//! What it does not say.

use weir_connect::Gap;

use super::{CLOUD, DATA_CENTER};

pub(super) const GAPS: &[Gap] = &[
    Gap::new(
        &["comments.review_id", "reviews.body", "reviews.commit_sha", "reviews.url"],
        "comments belong to no review, and a review has no text, no commit and no page",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["deployments.ref_name"],
        "a deployment names its commit alone",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["environments.state", "environments.url", "environments.created_at", "environments.updated_at"],
        "an environment has a name and a type",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["issue_changes.from_id"],
        "the history has values as texts",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["issue_events.subject"],
        "an issue was closed or reopened; whom it was given to is among its changes",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["issues.project_id", "issues.project_key"],
        "issues belong to a repository, not to a project of a tracker",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["issues.is_subtask", "issues.parent_id", "issues.parent_key", "issues.epic_key"],
        "an issue has no parent",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["issues.status_category_at", "issues.resolution"],
        "an issue has a state, which says both whether and why it was closed, and no time of it",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["issues.story_points", "issues.estimate_seconds", "issues.spent_seconds", "issues.remaining_seconds", "issues.due_at"],
        "Bitbucket plans no effort",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["issues.labels", "issues.fix_versions"],
        "an issue has a kind, a component, a version and a milestone",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["pipeline_jobs.created_at"],
        "a step says when it began",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["pull_request_commits.committed_at"],
        "commits have one date, their author's",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["pull_request_events.subject", "pull_request_events.previous"],
        "the log says how the pull request was afterwards, not what changed",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["pull_request_issues.issue_repository"],
        "keys in texts name no repository",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["pull_requests.milestone", "pull_requests.labels", "pull_requests.assignees"],
        "pull requests have neither labels nor assignees nor milestones",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["repositories.is_archived", "repositories.pushed_at"],
        "a repository cannot be archived, and does not say when something was last pushed",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["users.email", "users.created_at", "users.updated_at"],
        "accounts show neither their address nor times",
    )
    .variant(CLOUD.1),
    Gap::new(
        &["comments.issue_id"],
        "Data Center has no issues",
    )
    .variant(DATA_CENTER.1),
    Gap::new(
        &["comments.review_id", "reviews.body", "reviews.url"],
        "comments belong to no review, and a review has neither a text nor a page",
    )
    .variant(DATA_CENTER.1),
    Gap::new(
        &["pipeline_runs.attempt", "pipeline_runs.event", "pipeline_runs.actor_login", "pipeline_runs.started_at"],
        "a build status is what another tool has said, without its beginning and without who or what began it",
    )
    .variant(DATA_CENTER.1),
    Gap::new(
        &["pull_request_issues.issue_repository"],
        "keys in texts name no repository",
    )
    .variant(DATA_CENTER.1),
    Gap::new(
        &["pull_requests.additions", "pull_requests.deletions", "pull_requests.changed_files"],
        "Data Center counts no lines; commits have them from the mirror",
    )
    .variant(DATA_CENTER.1),
    Gap::new(
        &["pull_requests.review_decision"],
        "whether the merge checks are met is not read",
    )
    .variant(DATA_CENTER.1),
    Gap::new(
        &["pull_requests.milestone", "pull_requests.labels", "pull_requests.assignees"],
        "pull requests have neither labels nor assignees nor milestones",
    )
    .variant(DATA_CENTER.1),
    Gap::new(
        &["repositories.default_branch", "repositories.language", "repositories.created_at", "repositories.updated_at", "repositories.pushed_at"],
        "lists of repositories do not have it",
    )
    .variant(DATA_CENTER.1),
    Gap::new(
        &["users.created_at", "users.updated_at"],
        "accounts have no times",
    )
    .variant(DATA_CENTER.1),
    Gap::new(
        &["commits.additions", "commits.deletions", "commits.files"],
        "the list of commits says nothing of what they change",
    )
    .variant(DATA_CENTER.1)
    .way("metadata"),
    Gap::new(
        &["commits.additions", "commits.deletions", "commit_files.additions", "commit_files.deletions"],
        "the server lists files without their lines",
    )
    .variant(DATA_CENTER.1)
    .way("paths"),
];
