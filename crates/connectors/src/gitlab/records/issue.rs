use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{Issue as Row, IssueEvent, IssueSprint, Milestone as MilestoneRow, Sprint};
use weir_model::{Batch, Entity as _, Id, Table, Time};

use super::note::{Note, On, mentioned, split};
use crate::gitlab::parts::{
    Account, Label, List, Named, People, Titled, Who, day, entries, issue, kind_by_name, labels, login,
    logins, numbered, repository, some,
};
use crate::gitlab::words::{ISSUE, MILESTONE, word};

/// An issue as the list has it, with its conversation and history.
///
/// <https://docs.gitlab.com/api/issues/#list-project-issues>
#[derive(Debug, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the upstream's names")]
pub struct Issue {
    iid: i64,
    title: Option<String>,
    description: Option<String>,
    state: String,
    created_at: Time,
    updated_at: Time,
    closed_at: Option<Time>,
    labels: Option<Vec<Label>>,
    milestone: Option<Titled>,
    assignee: Option<Account>,
    assignees: Option<Vec<Account>>,
    author: Option<Account>,
    issue_type: Option<String>,
    user_notes_count: Option<i64>,
    upvotes: Option<i64>,
    due_date: Option<String>,
    weight: Option<f64>,
    time_stats: Option<Spent>,
    web_url: Option<String>,
    epic: Option<Epic>,
    details: Option<Details>,
    state_events: Option<Vec<Event>>,
    label_events: Option<Vec<Event>>,
    milestone_events: Option<Vec<Event>>,
    iteration_events: Option<Vec<Event>>,
}

#[derive(Debug, Deserialize)]
struct Spent {
    time_estimate: Option<i64>,
    total_time_spent: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct Epic {
    iid: Option<i64>,
}

/// What GraphQL adds. <https://docs.gitlab.com/api/graphql/reference/#issue>
#[derive(Debug, Deserialize)]
struct Details {
    author: Option<Who>,
    notes: Option<List<Note>>,
}

/// One entry of an issue's history: of its state, or something that was added or removed.
#[derive(Debug, Deserialize)]
struct Event {
    id: i64,
    user: Option<Account>,
    created_at: Option<Time>,
    state: Option<String>,
    action: Option<String>,
    label: Option<LabelName>,
    milestone: Option<Titled>,
    iteration: Option<Iteration>,
}

#[derive(Debug, Deserialize)]
struct LabelName {
    name: Option<String>,
}

/// <https://docs.gitlab.com/api/iterations/>
#[derive(Clone, Debug, Deserialize)]
struct Iteration {
    id: i64,
    title: Option<String>,
    state: Option<i64>,
    created_at: Option<Time>,
    start_date: Option<String>,
    due_date: Option<String>,
}

impl Record for Issue {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.iid, self.updated_at)
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("issue", format!("{}/{key}", scope.id))))
    }

    fn map(mut self, scope: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        let (iid, updated_at) = (self.iid, self.updated_at);
        let details = self.details.take();
        let (author, notes) = details.map_or((None, None), |details| (details.author, details.notes));
        let met = people.meet(author);
        let history = [
            ("state", self.state_events.take()),
            ("label", self.label_events.take()),
            ("milestone", self.milestone_events.take()),
            ("iteration", self.iteration_events.take()),
        ];
        let row = self.row(scope, met, out);
        out.push(row);
        let on = On {
            repository: repository(scope),
            pull_request: None,
            issue: Some(issue(scope, iid)),
        };
        for note in split(entries(notes), &on, &mut people, out) {
            for (place, (kind, name)) in assigned(&note.body).into_iter().enumerate() {
                let key = format!("note-{}-{place}", note.number);
                out.push(happened(
                    (scope, iid),
                    (key, kind),
                    (note.at, note.by.login.clone()),
                    Some(name),
                ));
            }
        }
        for (family, events) in history {
            if family == "iteration" {
                sprints(
                    events.as_deref().unwrap_or_default(),
                    (scope, iid, updated_at),
                    out,
                );
            }
            for event in events.unwrap_or_default() {
                event.map(family, (scope, iid), out);
            }
        }
        people.rows(out);
    }
}

impl Issue {
    fn row(self, scope: &Scope<'_>, met: Named, out: &mut Batch) -> Row {
        let state = word(ISSUE, "issues.state", &self.state, out);
        let rest = login(self.author);
        let author = Named {
            kind: met.kind.or_else(|| rest.as_deref().and_then(kind_by_name)),
            login: met.login.or(rest),
        };
        let mut assignees = logins(self.assignees);
        if assignees.is_empty() {
            assignees.extend(login(self.assignee));
        }
        let body = some(self.description);
        let spent = self.time_stats;
        Row {
            repository_id: Some(repository(scope)),
            title: self.title,
            description_length: body.as_deref().map(weir_model::characters),
            body,
            url: self.web_url,
            kind: self.issue_type,
            author_login: author.login,
            author_kind: author.kind,
            epic_key: self.epic.and_then(|epic| epic.iid).map(|iid| format!("&{iid}")),
            story_points: self.weight,
            estimate_seconds: spent.as_ref().and_then(|spent| spent.time_estimate),
            spent_seconds: spent.and_then(|spent| spent.total_time_spent),
            due_at: day(self.due_date.as_deref()),
            closed_at: self.closed_at,
            milestone: self.milestone.and_then(|milestone| milestone.title),
            labels: labels(self.labels),
            assignees,
            comments: self.user_notes_count,
            votes: self.upvotes,
            ..Row::new(
                issue(scope, self.iid),
                (format!("{}#{}", scope.name, self.iid), self.iid),
                state,
                self.created_at,
                self.updated_at,
            )
        }
    }
}

/// "assigned to @a and unassigned @b": kind and account.
fn assigned(body: &str) -> Vec<(&'static str, String)> {
    let (to, from) = match body.split_once("unassigned ") {
        Some((to, from)) => (to, from),
        None => (body, ""),
    };
    let to = if to.starts_with("assigned to ") { to } else { "" };
    let to = mentioned(to).into_iter().map(|name| ("assigned", name));
    to.chain(mentioned(from).into_iter().map(|name| ("unassigned", name)))
        .collect()
}

fn happened(
    (scope, iid): (&Scope<'_>, i64),
    (key, kind): (String, &str),
    (occurred_at, actor_login): (Time, Option<String>),
    subject: Option<String>,
) -> IssueEvent {
    IssueEvent {
        id: Id::new("issue_event", key),
        issue_id: Some(issue(scope, iid)),
        repository_id: Some(repository(scope)),
        kind: kind.to_owned(),
        occurred_at,
        actor_login,
        subject,
    }
}

/// Kinds of history: family, the upstream's word, ours.
const KINDS: &[(&str, &str, &str)] = &[
    ("state", "closed", "closed"),
    ("state", "reopened", "reopened"),
    ("label", "add", "labeled"),
    ("label", "remove", "unlabeled"),
    ("milestone", "add", "milestoned"),
    ("milestone", "remove", "demilestoned"),
    ("iteration", "add", "iteration_added"),
    ("iteration", "remove", "iteration_removed"),
];

impl Event {
    fn map(self, family: &str, on: (&Scope<'_>, i64), out: &mut Batch) {
        let said = if family == "state" {
            &self.state
        } else {
            &self.action
        };
        let said = said.as_deref().unwrap_or("null");
        let Some(at) = self.created_at else {
            return out.drift("issue_events.occurred_at", "null");
        };
        let Some((.., kind)) = KINDS.iter().find(|(of, word, _)| *of == family && *word == said) else {
            // That it was opened is told by the issue itself.
            if said != "opened" {
                out.drift("issue_events.kind", said);
            }
            return;
        };
        let iteration = self.iteration.as_ref().map(Iteration::name);
        let subject = self
            .label
            .and_then(|label| label.name)
            .or(self.milestone.and_then(|milestone| milestone.title))
            .or(iteration);
        let key = format!("{family}-{}", self.id);
        out.push(happened(on, (key, kind), (at, login(self.user)), subject));
    }
}

impl Iteration {
    /// Its title; those that GitLab plans by itself have none and are called by their days.
    fn name(&self) -> String {
        let days = || {
            let day = |day: &Option<String>| day.clone().unwrap_or_default();
            format!("{} – {}", day(&self.start_date), day(&self.due_date))
        };
        self.title
            .clone()
            .filter(|title| !title.is_empty())
            .unwrap_or_else(days)
    }

    fn row(&self) -> Sprint {
        let state = match self.state {
            Some(1) => "future",
            Some(3) => "closed",
            _ => "active",
        };
        Sprint {
            id: Id::new("sprint", self.id),
            board_id: None,
            name: self.name(),
            state: state.to_owned(),
            goal: None,
            created_at: self.created_at,
            started_at: day(self.start_date.as_deref()),
            activated_at: None,
            ends_at: day(self.due_date.as_deref()),
            completed_at: None,
        }
    }
}

/// Iterations as sprints, and each stay in one. Moving an issue to another iteration takes it out of the one before.
fn sprints(events: &[Event], (scope, iid, updated_at): (&Scope<'_>, i64, Time), out: &mut Batch) {
    let mut stays: Vec<IssueSprint> = Vec::new();
    for event in events {
        let (Some(iteration), Some(at)) = (&event.iteration, event.created_at) else {
            continue;
        };
        for stay in stays.iter_mut().filter(|stay| stay.removed_at.is_none()) {
            stay.removed_at = Some(at);
        }
        if event.action.as_deref() == Some("add") {
            out.push(iteration.row());
            stays.push(IssueSprint {
                id: Id::new("issue_sprint", format!("{}/{}", numbered(scope, iid), event.id)),
                issue_id: issue(scope, iid),
                sprint_id: Id::new("sprint", iteration.id),
                added_at: at,
                removed_at: None,
                updated_at,
            });
        }
    }
    for stay in stays {
        out.push(stay);
    }
}

/// <https://docs.gitlab.com/api/milestones/>
#[derive(Debug, Deserialize)]
pub struct Milestone {
    iid: i64,
    title: String,
    state: String,
    created_at: Time,
    updated_at: Time,
    due_date: Option<String>,
    web_url: Option<String>,
}

impl Record for Milestone {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.iid, self.updated_at)
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((
            MilestoneRow::TABLE,
            Id::new("milestone", format!("{}/{key}", scope.id)),
        ))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let state = word(MILESTONE, "milestones.state", &self.state, out);
        out.push(MilestoneRow {
            id: Id::new("milestone", numbered(scope, self.iid)),
            repository_id: Some(repository(scope)),
            number: self.iid,
            title: self.title,
            state,
            url: self.web_url,
            created_at: self.created_at,
            updated_at: self.updated_at,
            due_at: day(self.due_date.as_deref()),
            closed_at: None,
        });
    }
}
