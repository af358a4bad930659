//! Issues of every tracker.

use crate::{Id, Time, entity};

entity! {
    /// An issue (ticket, work item).
    Issue in "issues", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Its repository, where issues live in one.
    repository_id: Option<Id>,
    /// Its project, where issues live in one.
    project_id: Option<Id>,
    /// Key of that project: `ABC`.
    project_key: Option<String>,
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
    /// Characters of the description, as text; NULL where it was not ingested.
    description_length: Option<i64>,
    /// Kind in the tracker's own words: `Bug`, `Story`; NULL where the tracker has none.
    kind: Option<String>,
    /// Whether it is a part of another issue and not planned by itself.
    is_subtask: Option<bool>,
    /// `open` or `closed`; closed when its status is of the category `done`.
    state: String,
    /// Why it is in that state: `completed`, `not_planned`, `reopened`, `duplicate`.
    state_reason: Option<String>,
    /// Status in the tracker's own words: `In Review`; NULL where it has none but open and closed.
    status: Option<String>,
    /// What the status stands for: `todo`, `in_progress` or `done`.
    status_category: Option<String>,
    /// When it came into that category.
    status_category_at: Option<Time>,
    /// Priority in the tracker's own words.
    priority: Option<String>,
    /// How it was resolved, in the tracker's own words: `Fixed`, `Won't Do`; NULL while it is not.
    resolution: Option<String>,
    /// Account of who opened it.
    author_login: Option<String>,
    /// `person`, `bot` or `placeholder`.
    author_kind: Option<String>,
    /// Account of who asked for it, where that may be somebody else than who opened it.
    reporter_login: Option<String>,
    /// The issue it belongs to: the epic of a story, the story of a sub-task.
    parent_id: Option<Id>,
    /// Key of that issue: `ABC-3`.
    parent_key: Option<String>,
    /// Key of the epic it belongs to, as far as the tracker says it of the issue itself.
    epic_key: Option<String>,
    /// Estimate in story points.
    story_points: Option<f64>,
    /// Time estimated at first, seconds.
    estimate_seconds: Option<i64>,
    /// Time logged, seconds.
    spent_seconds: Option<i64>,
    /// Time left by the present estimate, seconds.
    remaining_seconds: Option<i64>,
    /// The day it should be done, midnight UTC.
    due_at: Option<Time>,
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
    /// Names of the components it concerns.
    components: Vec<String>,
    /// Names of the versions that bring it.
    fix_versions: Vec<String>,
    /// Names of the versions that have the fault.
    affected_versions: Vec<String>,
    /// Comments on it.
    comments: Option<i64>,
    /// Votes for it.
    votes: Option<i64>,
    /// Accounts that watch it.
    watchers: Option<i64>,
}

impl Issue {
    /// An issue of which only what every tracker says is known; everything else is NULL or empty.
    pub fn new(
        id: Id,
        (key, number): (String, i64),
        state: String,
        created_at: Time,
        updated_at: Time,
    ) -> Self {
        Self {
            id,
            repository_id: None,
            project_id: None,
            project_key: None,
            number,
            key,
            title: None,
            body: None,
            url: None,
            description_length: None,
            kind: None,
            is_subtask: None,
            state,
            state_reason: None,
            status: None,
            status_category: None,
            status_category_at: None,
            priority: None,
            resolution: None,
            author_login: None,
            author_kind: None,
            reporter_login: None,
            parent_id: None,
            parent_key: None,
            epic_key: None,
            story_points: None,
            estimate_seconds: None,
            spent_seconds: None,
            remaining_seconds: None,
            due_at: None,
            created_at,
            updated_at,
            closed_at: None,
            milestone: None,
            labels: Vec::new(),
            assignees: Vec::new(),
            components: Vec::new(),
            fix_versions: Vec::new(),
            affected_versions: Vec::new(),
            comments: None,
            votes: None,
            watchers: None,
        }
    }
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
