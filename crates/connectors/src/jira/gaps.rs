//! What it does not say.

use weir_connect::Gap;

pub(super) const GAPS: &[Gap] = &[
    Gap::new(
        &[
            "comments.repository_id",
            "comments.pull_request_id",
            "comments.review_id",
            "comments.path",
            "issues.repository_id",
        ],
        "a tracker has no code",
    ),
    Gap::new(&["comments.reply_to_id"], "comments are not answers to others"),
    Gap::new(
        &["issues.state_reason", "issues.milestone"],
        "Jira says it as `resolution`, and as `fix_versions`",
    ),
    Gap::new(
        &["users.url", "users.created_at", "users.updated_at"],
        "the directory of users does not say it",
    ),
];
