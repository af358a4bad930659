//! What trackers know besides the issues themselves: their history, plans and surroundings.

use crate::{Id, Time, entity};

entity! {
    /// One field of an issue got another value. The complete history of an issue gives its state at any moment.
    IssueChange in "issue_changes", created changed_at;
    /// Key.
    id: Id,
    /// Its issue.
    issue_id: Id,
    /// Which field: `status`, `assignee`, `sprint`, `story_points`, `parent`, `epic`, `priority`, `resolution`,
    /// `kind`, `labels`, `fix_versions`, `affected_versions`, `components`, `due_at`, `title`, `description`, `link`,
    /// `key`, `project`, `milestone`; others by the tracker's own id.
    field: String,
    /// The field in the tracker's own words.
    field_name: Option<String>,
    /// When it changed.
    changed_at: Time,
    /// Account of who changed it.
    author_login: Option<String>,
    /// Id of the value before; NULL where the value is a text or there was none.
    from_id: Option<String>,
    /// The value before, as people read it.
    from_text: Option<String>,
    /// Id of the value after.
    to_id: Option<String>,
    /// The value after, as people read it.
    to_text: Option<String>,
}

entity! {
    /// An issue is, or was, planned for a sprint: one row for each stay.
    IssueSprint in "issue_sprints", updated updated_at, owned by "issues" via issue_id;
    /// Key.
    id: Id,
    /// The issue.
    issue_id: Id,
    /// The sprint.
    sprint_id: Id,
    /// When it was put into the sprint.
    added_at: Time,
    /// When it was taken out; NULL while it is in.
    removed_at: Option<Time>,
    /// Modification time of the issue when this list was read.
    updated_at: Time,
}

entity! {
    /// One issue refers to another.
    IssueLink in "issue_links", updated updated_at, owned by "issues" via issue_id;
    /// Key.
    id: Id,
    /// The issue that is read as the subject.
    issue_id: Id,
    /// The other issue.
    other_id: Option<Id>,
    /// Key of the other issue.
    other_key: Option<String>,
    /// Name of the kind of link: `Blocks`.
    kind: String,
    /// How it reads from the issue to the other: `is blocked by`.
    phrase: Option<String>,
    /// Whether the link points away from the issue.
    is_outward: bool,
    /// Modification time of the issue when this list was read.
    updated_at: Time,
}

entity! {
    /// Time that somebody logged on an issue.
    Worklog in "worklogs", created created_at, updated updated_at, owned by "issues" via issue_id;
    /// Key.
    id: Id,
    /// The issue.
    issue_id: Id,
    /// Account of who worked.
    author_login: Option<String>,
    /// When the work began.
    started_at: Option<Time>,
    /// Time spent, seconds.
    spent_seconds: Option<i64>,
    /// When it was logged.
    created_at: Time,
    /// When the entry itself was last edited.
    edited_at: Option<Time>,
    /// Modification time of the issue when this list was read.
    updated_at: Time,
}

entity! {
    /// The value of one custom field of an issue, for fields that were chosen; empty fields have no row.
    IssueFieldValue in "issue_field_values", updated updated_at, owned by "issues" via issue_id;
    /// Key.
    id: Id,
    /// The issue.
    issue_id: Id,
    /// The field's id at the tracker: `customfield_10050`.
    field_id: String,
    /// The field's name at the tracker.
    name: Option<String>,
    /// Its value as people read it; the first one of several.
    text_value: Option<String>,
    /// Its value, when it is a number.
    number_value: Option<f64>,
    /// Its value, when it is a time or a day (midnight UTC).
    time_value: Option<Time>,
    /// All values as people read them.
    list_value: Vec<String>,
    /// Modification time of the issue when this list was read.
    updated_at: Time,
}

entity! {
    /// A field that issues of a tracker can have.
    IssueField in "issue_fields";
    /// Key.
    id: Id,
    /// The field's id at the tracker: `customfield_10016`.
    field_id: String,
    /// Its name.
    name: String,
    /// Type of its values in the tracker's words: `number`, `option`, `array of user`.
    kind: Option<String>,
    /// Whether the customer made it.
    is_custom: bool,
}

entity! {
    /// A status that issues can be in.
    IssueStatus in "issue_statuses";
    /// Key.
    id: Id,
    /// Its name.
    name: String,
    /// What it stands for: `todo`, `in_progress` or `done`; NULL where the tracker does not say.
    category: Option<String>,
    /// What it means, in the customer's words.
    description: Option<String>,
}

entity! {
    /// A project of a tracker.
    IssueProject in "issue_projects";
    /// Key.
    id: Id,
    /// Key people write: `ABC`.
    key: String,
    /// Its name.
    name: String,
    /// What it is, in its owners' words.
    description: Option<String>,
    /// Kind in the tracker's own words: `software`, `business`, `service_desk`.
    kind: Option<String>,
    /// Account of who leads it.
    lead_login: Option<String>,
    /// Whether only members see it.
    is_private: Option<bool>,
    /// Whether it is read-only.
    is_archived: Option<bool>,
    /// Its page.
    url: Option<String>,
}

entity! {
    /// A version of a project: what a release brings.
    Version in "versions";
    /// Key.
    id: Id,
    /// Its project.
    project_id: Option<Id>,
    /// Its name.
    name: String,
    /// What it brings, in its owners' words.
    description: Option<String>,
    /// Whether it was released.
    is_released: Option<bool>,
    /// Whether it is hidden from choices.
    is_archived: Option<bool>,
    /// The day work on it began, midnight UTC.
    started_at: Option<Time>,
    /// The day it was or should be released, midnight UTC.
    released_at: Option<Time>,
}

entity! {
    /// A board: a view on issues for a team.
    Board in "boards";
    /// Key.
    id: Id,
    /// Its name.
    name: String,
    /// `scrum`, `kanban` or what the tracker calls it.
    kind: Option<String>,
    /// The project it stands in.
    project_id: Option<Id>,
    /// Key of that project.
    project_key: Option<String>,
}

entity! {
    /// A sprint (iteration).
    Sprint in "sprints";
    /// Key.
    id: Id,
    /// Board it was made on.
    board_id: Option<Id>,
    /// Its name.
    name: String,
    /// `future`, `active` or `closed`.
    state: String,
    /// Its goal.
    goal: Option<String>,
    /// When it was made.
    created_at: Option<Time>,
    /// When it was planned to start, or was started.
    started_at: Option<Time>,
    /// When somebody started it.
    activated_at: Option<Time>,
    /// When it was planned to end.
    ends_at: Option<Time>,
    /// When somebody completed it.
    completed_at: Option<Time>,
}

entity! {
    /// A commit's message names an issue.
    CommitIssue in "commit_issues";
    /// Key.
    id: Id,
    /// Repository of the commit.
    repository_id: Id,
    /// The commit.
    sha: String,
    /// Key of the issue at its tracker: `ABC-12`.
    issue_key: String,
}
