//! What it does not say.

use weir_connect::Gap;

pub(super) const GAPS: &[Gap] = &[
    Gap::new(
        &["comments.review_id", "reviews.body", "reviews.commit_sha"],
        "approvals are system notes of their own: comments belong to none, and they have no text and no commit",
    ),
    Gap::new(
        &["issues.project_id", "issues.project_key"],
        "issues belong to the project that holds the code, which is the repository",
    ),
    Gap::new(
        &[
            "issues.status",
            "issues.status_category",
            "issues.status_category_at",
        ],
        "an issue is open or closed; lists of a board are labels",
    ),
    Gap::new(
        &["issues.state_reason", "issues.resolution"],
        "GitLab does not say why an issue was closed",
    ),
    Gap::new(
        &["issues.is_subtask", "issues.parent_id", "issues.parent_key"],
        "tasks and their parents are work items, which are not read",
    ),
    Gap::new(
        &[
            "issues.priority",
            "issues.components",
            "issues.fix_versions",
            "issues.affected_versions",
        ],
        "GitLab has no such thing: labels and milestones stand for it",
    ),
    Gap::new(
        &["issues.reporter_login"],
        "who opened an issue is who reports it: `author_login`",
    ),
    Gap::new(
        &["issues.remaining_seconds"],
        "what remains is the estimate less the time spent",
    ),
    Gap::new(&["issues.watchers"], "subscribers are not listed"),
    Gap::new(
        &["milestones.closed_at"],
        "a milestone has a state and no time of it",
    ),
    Gap::new(
        &["pipeline_runs.attempt", "pipeline_jobs.attempt"],
        "a job that is tried again is a job of its own in the same pipeline",
    ),
    Gap::new(
        &["pull_request_commits.committed_at"],
        "GraphQL does not say it; the table of commits has it",
    ),
    Gap::new(
        &["pull_requests.review_decision"],
        "whether the rules are met is known in paid plans only",
    ),
    Gap::new(&["releases.updated_at"], "a release has no modification time"),
    Gap::new(
        &["repositories.language", "repositories.pushed_at"],
        "lists of projects do not have it",
    ),
    Gap::new(
        &[
            "sprints.board_id",
            "sprints.goal",
            "sprints.activated_at",
            "sprints.completed_at",
        ],
        "iterations belong to a group, and have a beginning and an end that are planned",
    ),
    Gap::new(
        &["users.created_at", "users.updated_at"],
        "only administrators see it",
    ),
    Gap::new(&["commits.files"], "lists of commits count lines, not files").way("metadata"),
];
