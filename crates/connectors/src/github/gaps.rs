//! What it does not say.

use weir_connect::Gap;

pub(super) const GAPS: &[Gap] = &[
    Gap::new(
        &["issues.project_id", "issues.project_key"],
        "issues belong to a repository, not to a project of a tracker",
    ),
    Gap::new(
        &[
            "issues.status",
            "issues.status_category",
            "issues.status_category_at",
        ],
        "an issue is open or closed; what stands on a board of GitHub Projects is not read",
    ),
    Gap::new(
        &[
            "issues.kind",
            "issues.is_subtask",
            "issues.parent_id",
            "issues.parent_key",
            "issues.epic_key",
        ],
        "types and parents of issues are newer than the versions of Enterprise Server that are supported, and not read; labels say what an issue is",
    ),
    Gap::new(
        &[
            "issues.priority",
            "issues.resolution",
            "issues.components",
            "issues.fix_versions",
            "issues.affected_versions",
            "issues.due_at",
        ],
        "GitHub has no such thing: labels and milestones stand for it",
    ),
    Gap::new(
        &[
            "issues.story_points",
            "issues.estimate_seconds",
            "issues.spent_seconds",
            "issues.remaining_seconds",
        ],
        "GitHub plans no effort",
    ),
    Gap::new(
        &["issues.reporter_login"],
        "who opened an issue is who reports it: `author_login`",
    ),
    Gap::new(
        &["issues.votes", "issues.watchers"],
        "reactions and subscribers are not read",
    ),
    Gap::new(
        &["pull_requests.merge_kind"],
        "GitHub does not say how a pull request was merged",
    ),
    Gap::new(
        &["pipeline_jobs.attempt", "pipeline_jobs.created_at"],
        "GraphQL shows jobs as check runs, which know neither their try nor when they were asked for",
    ),
    Gap::new(
        &["deployments.is_production"],
        "GraphQL does not say it; the names of environments do",
    ),
    Gap::new(
        &["commit_statuses.updated_at"],
        "neither checks nor statuses say when they last changed",
    ),
];
