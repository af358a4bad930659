//! Issues of every tracker.

use crate::{Id, Time, entity};

entity! {
    /// An issue (ticket, work item).
    Issue in "issues", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Its repository, where issues live in one.
    repository_id: Option<Id>,
    /// Number within the repository or project.
    number: i64,
    /// Key people write: `owner/name#12`, `ABC-12`.
    key: String,
    /// Title.
    title: Option<String>,
    /// Description.
    body: Option<String>,
    /// Its page.
    url: Option<String>,
    /// Kind in the tracker's own words: `Bug`, `Story`; NULL where the tracker has none.
    kind: Option<String>,
    /// `open` or `closed`.
    state: String,
    /// Why it is in that state: `completed`, `not_planned`, `reopened`, `duplicate`.
    state_reason: Option<String>,
    /// Account of who opened it.
    author_login: Option<String>,
    /// `person`, `bot` or `placeholder`.
    author_kind: Option<String>,
    /// When it was opened.
    created_at: Time,
    /// When it last changed.
    updated_at: Time,
    /// When it was closed.
    closed_at: Option<Time>,
    /// Title of its milestone.
    milestone: Option<String>,
    /// Names of its labels.
    labels: Vec<String>,
    /// Accounts it is assigned to.
    assignees: Vec<String>,
    /// Comments on it.
    comments: Option<i64>,
}

entity! {
    /// Something that happened to an issue.
    IssueEvent in "issue_events", created occurred_at;
    /// Key.
    id: Id,
    /// Its issue; NULL when the upstream lists the event without one.
    issue_id: Option<Id>,
    /// Its repository.
    repository_id: Option<Id>,
    /// The upstream's word for it: `closed`, `reopened`, `labeled`, `assigned`, …
    kind: String,
    /// When it happened.
    occurred_at: Time,
    /// Who did it.
    actor_login: Option<String>,
    /// What it was about: the label, the assignee, the milestone, the commit.
    subject: Option<String>,
}

entity! {
    /// A milestone.
    Milestone in "milestones", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Its repository.
    repository_id: Option<Id>,
    /// Number within the repository.
    number: i64,
    /// Title.
    title: String,
    /// `open` or `closed`.
    state: String,
    /// Its page.
    url: Option<String>,
    /// When it was made.
    created_at: Time,
    /// When it last changed.
    updated_at: Time,
    /// When it should be done.
    due_at: Option<Time>,
    /// When it was closed.
    closed_at: Option<Time>,
}
