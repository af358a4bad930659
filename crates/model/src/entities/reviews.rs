//! Pull requests and what happens to them.

use crate::{Id, Time, entity};

entity! {
    /// A pull request (merge request).
    PullRequest in "pull_requests", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// The repository it would change.
    repository_id: Id,
    /// Number within the repository.
    number: i64,
    /// Title.
    title: Option<String>,
    /// Description.
    body: Option<String>,
    /// Its page.
    url: Option<String>,
    /// `open`, `merged` or `closed` (without merge).
    state: String,
    /// Whether it is a draft now.
    is_draft: Option<bool>,
    /// Account name of who opened it; NULL when the account is gone.
    author_login: Option<String>,
    /// `person`, `bot` or `placeholder`.
    author_kind: Option<String>,
    /// When it was opened.
    created_at: Time,
    /// When it last changed.
    updated_at: Time,
    /// When it was closed, merged or not.
    closed_at: Option<Time>,
    /// When it was merged.
    merged_at: Option<Time>,
    /// Who merged it.
    merged_by_login: Option<String>,
    /// `merge`, `squash`, `rebase` or `fast_forward`, where the upstream says it.
    merge_kind: Option<String>,
    /// The commit on the base branch that the merge made.
    merge_commit_sha: Option<String>,
    /// Branch it goes to.
    base_branch: Option<String>,
    /// Commit of that branch that it was compared with.
    base_sha: Option<String>,
    /// Branch it comes from.
    head_branch: Option<String>,
    /// Its newest commit.
    head_sha: Option<String>,
    /// Repository it comes from: `owner/name`.
    head_repository: Option<String>,
    /// Lines added.
    additions: Option<i64>,
    /// Lines deleted.
    deletions: Option<i64>,
    /// Files touched.
    changed_files: Option<i64>,
    /// Comments of all kinds.
    comments: Option<i64>,
    /// `approved`, `changes_requested` or `review_required`: what the host's rules say now.
    review_decision: Option<String>,
    /// Title of its milestone.
    milestone: Option<String>,
    /// Names of its labels.
    labels: Vec<String>,
    /// Account names of its assignees.
    assignees: Vec<String>,
}

entity! {
    /// One commit of one pull request, as it stands now (a force push replaces the list).
    PullRequestCommit in "pull_request_commits", created committed_at, updated updated_at,
        owned by "pull_requests" via pull_request_id;
    /// Key.
    id: Id,
    /// Its pull request.
    pull_request_id: Id,
    /// Repository of the pull request.
    repository_id: Id,
    /// The commit.
    sha: String,
    /// Message.
    message: Option<String>,
    /// Author's name in the commit.
    author_name: Option<String>,
    /// Author's e-mail address in the commit.
    author_email: Option<String>,
    /// Account of the author.
    author_login: Option<String>,
    /// When it was written.
    authored_at: Option<Time>,
    /// When it was committed.
    committed_at: Option<Time>,
    /// Modification time of the pull request when this list was read.
    updated_at: Time,
}

entity! {
    /// Something that happened to a pull request and is not a review, a comment or a commit.
    PullRequestEvent in "pull_request_events", created occurred_at;
    /// Key.
    id: Id,
    /// Its pull request.
    pull_request_id: Id,
    /// Repository of the pull request.
    repository_id: Id,
    /// `review_requested`, `review_request_removed`, `review_dismissed`, `ready_for_review`, `converted_to_draft`,
    /// `head_force_pushed`, `base_changed`, `labeled`, `unlabeled`, `assigned`, `merged`, `closed`, `reopened`,
    /// `queued_for_merge`, `auto_merge_enabled`, `comment_deleted`.
    kind: String,
    /// When it happened.
    occurred_at: Time,
    /// Who did it.
    actor_login: Option<String>,
    /// What it was about: the reviewer asked, the label, the assignee, the new base branch, the new head commit.
    subject: Option<String>,
    /// What stood there before: the old base branch, the old head commit, the dismissed review's state.
    previous: Option<String>,
}

entity! {
    /// A pull request names an issue.
    PullRequestIssue in "pull_request_issues", updated updated_at, owned by "pull_requests" via pull_request_id;
    /// Key.
    id: Id,
    /// The pull request.
    pull_request_id: Id,
    /// Repository of the issue: `owner/name`.
    issue_repository: Option<String>,
    /// Key of the issue at its tracker: `owner/name#12`, `ABC-12`.
    issue_key: String,
    /// Where: `closing` (the host says that it closes the issue), `linked` (somebody linked the two), `branch`, `title`,
    /// `commit`.
    found_in: Vec<String>,
    /// Modification time of the pull request when this list was read.
    updated_at: Time,
}

entity! {
    /// A review of a pull request.
    Review in "reviews", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Its pull request.
    pull_request_id: Id,
    /// Repository of the pull request.
    repository_id: Id,
    /// Account of the reviewer.
    author_login: Option<String>,
    /// `person`, `bot` or `placeholder`.
    author_kind: Option<String>,
    /// `approved`, `changes_requested`, `commented`, `dismissed` or `pending`.
    state: String,
    /// When it was submitted; NULL while pending.
    submitted_at: Option<Time>,
    /// When it was begun; where the upstream does not say, when it was submitted.
    created_at: Option<Time>,
    /// When it last changed.
    updated_at: Option<Time>,
    /// Its text.
    body: Option<String>,
    /// Head commit it was given on.
    commit_sha: Option<String>,
    /// Its page.
    url: Option<String>,
}

entity! {
    /// A comment on a pull request or an issue.
    Comment in "comments", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Its repository.
    repository_id: Option<Id>,
    /// The pull request it is on; NULL on an issue.
    pull_request_id: Option<Id>,
    /// The issue it is on; NULL on a pull request.
    issue_id: Option<Id>,
    /// `conversation`, or `line` for one on the code.
    kind: String,
    /// The review it came with.
    review_id: Option<Id>,
    /// The comment it answers.
    reply_to_id: Option<Id>,
    /// Account of the writer.
    author_login: Option<String>,
    /// `person`, `bot` or `placeholder`.
    author_kind: Option<String>,
    /// File a line comment is on.
    path: Option<String>,
    /// Its text.
    body: Option<String>,
    /// When it was written.
    created_at: Time,
    /// When it was last edited.
    updated_at: Option<Time>,
    /// Its page.
    url: Option<String>,
}
