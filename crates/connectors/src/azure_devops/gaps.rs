//! What it does not say.

use weir_connect::Gap;

pub(super) const GAPS: &[Gap] = &[
    Gap::new(
        &["comments.issue_id"],
        "comments of work items are not read with pull requests",
    ),
    Gap::new(
        &[
            "comments.review_id",
            "reviews.body",
            "reviews.commit_sha",
            "reviews.url",
        ],
        "a review is a vote: it has no text, no commit and no page, and comments belong to none",
    ),
    Gap::new(&["comments.url"], "a comment has no page of its own"),
    Gap::new(
        &["pull_request_commits.author_login"],
        "commits name people, not accounts",
    ),
    Gap::new(
        &["pull_request_issues.issue_repository"],
        "work items belong to a project, not to a repository",
    ),
    Gap::new(
        &[
            "pull_requests.additions",
            "pull_requests.deletions",
            "pull_requests.changed_files",
        ],
        "Azure Repos counts no lines; commits have them from the mirror",
    ),
    Gap::new(
        &["pull_requests.review_decision"],
        "whether the branch's policies are met is not read",
    ),
    Gap::new(
        &["pull_requests.milestone", "pull_requests.assignees"],
        "pull requests have neither milestones nor assignees",
    ),
    Gap::new(
        &[
            "repositories.description",
            "repositories.language",
            "repositories.created_at",
            "repositories.updated_at",
            "repositories.pushed_at",
        ],
        "lists of repositories do not have it",
    ),
    Gap::new(
        &["users.url", "users.created_at", "users.updated_at"],
        "identities in answers do not say it",
    ),
];
