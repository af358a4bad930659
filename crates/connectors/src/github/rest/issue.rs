use serde::Deserialize;
use serde::de::IgnoredAny;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{
    Comment, Issue as Row, IssueEvent as EventRow, Milestone as MilestoneRow, PullRequestEvent,
};
use weir_model::{Batch, Entity as _, Id, Table, Time};

use crate::github::parts::{
    Account, Label, Named, Titled, issue, number_in, numbered, pull_request, repository, some,
};
use crate::github::words::{PULL_REQUEST_EVENTS, REASON, REVIEW, STATE, word, word_or_null};

/// An issue. GitHub lists pull requests as issues too; those become no row here.
///
/// <https://docs.github.com/rest/issues/issues#list-repository-issues>
#[derive(Debug, Deserialize)]
pub struct Issue {
    number: i64,
    title: Option<String>,
    body: Option<String>,
    html_url: Option<String>,
    state: String,
    state_reason: Option<String>,
    user: Option<Account>,
    created_at: Time,
    updated_at: Time,
    closed_at: Option<Time>,
    milestone: Option<Titled>,
    comments: Option<i64>,
    labels: Option<Vec<Label>>,
    assignees: Option<Vec<Account>>,
    pull_request: Option<IgnoredAny>,
}

impl Record for Issue {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.number, self.updated_at)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        if self.pull_request.is_some() {
            return;
        }
        let author = Named::from(self.user);
        let state = word(STATE, "issues.state", &self.state, out);
        let state_reason = word_or_null(REASON, "issues.state_reason", self.state_reason.as_deref(), out);
        let body = some(self.body);
        let key = (format!("{}#{}", scope.name, self.number), self.number);
        out.push(Row {
            repository_id: Some(repository(scope)),
            title: self.title,
            description_length: body.as_deref().map(weir_model::characters),
            body,
            url: self.html_url,
            state_reason,
            author_login: author.login,
            author_kind: author.kind,
            closed_at: self.closed_at,
            milestone: self.milestone.and_then(|milestone| milestone.title),
            labels: self
                .labels
                .into_iter()
                .flatten()
                .filter_map(Label::name)
                .collect(),
            assignees: self
                .assignees
                .into_iter()
                .flatten()
                .filter_map(|who| Named::from(Some(who)).login)
                .collect(),
            comments: self.comments,
            ..Row::new(
                issue(scope, self.number),
                key,
                state,
                self.created_at,
                self.updated_at,
            )
        });
    }
}

/// A comment in the conversation of an issue or a pull request.
///
/// <https://docs.github.com/rest/issues/comments#list-issue-comments-for-a-repository>
#[derive(Debug, Deserialize)]
pub struct IssueComment {
    id: i64,
    issue_url: Option<String>,
    html_url: Option<String>,
    user: Option<Account>,
    body: Option<String>,
    created_at: Time,
    updated_at: Option<Time>,
}

impl Record for IssueComment {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_at)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let author = Named::from(self.user);
        let number = number_in(self.issue_url.as_deref());
        // The API's link says "issues" for both kinds; only the page's link tells them apart.
        let on_pull_request = self.html_url.as_deref().is_some_and(|url| url.contains("/pull/"));
        out.push(Comment {
            id: Id::new("comment", format!("issue-{}", self.id)),
            repository_id: Some(repository(scope)),
            pull_request_id: number
                .filter(|_| on_pull_request)
                .map(|number| pull_request(scope, number)),
            issue_id: number
                .filter(|_| !on_pull_request)
                .map(|number| issue(scope, number)),
            kind: "conversation".to_owned(),
            review_id: None,
            reply_to_id: None,
            author_login: author.login,
            author_kind: author.kind,
            path: None,
            body: some(self.body),
            created_at: self.created_at,
            updated_at: self.updated_at,
            url: self.html_url,
        });
    }
}

/// An event of an issue or a pull request. Its `node_id` is its key: GraphQL gives these events no number.
///
/// <https://docs.github.com/rest/issues/events#list-issue-events-for-a-repository>
#[derive(Debug, Deserialize)]
pub struct IssueEvent {
    id: i64,
    node_id: Option<String>,
    event: String,
    created_at: Time,
    actor: Option<Account>,
    commit_id: Option<String>,
    label: Option<Label>,
    assignee: Option<Account>,
    milestone: Option<Titled>,
    rename: Option<Rename>,
    requested_reviewer: Option<Account>,
    requested_team: Option<Team>,
    dismissed_review: Option<Dismissed>,
    issue: Option<About>,
}

#[derive(Debug, Deserialize)]
struct Rename {
    to: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Team {
    slug: Option<String>,
    html_url: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Dismissed {
    review_id: Option<i64>,
    state: Option<String>,
}

#[derive(Debug, Deserialize)]
struct About {
    number: i64,
    pull_request: Option<IgnoredAny>,
}

impl Record for IssueEvent {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(self.id)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let key = self.node_id.clone().unwrap_or_else(|| self.id.to_string());
        match &self.issue {
            Some(about) if about.pull_request.is_some() => {
                let number = about.number;
                self.map_on_pull_request(key, number, scope, out);
            }
            about => {
                let issue_id = about.as_ref().map(|about| issue(scope, about.number));
                out.push(EventRow {
                    id: Id::new("issue_event", key),
                    issue_id,
                    repository_id: Some(repository(scope)),
                    kind: self.event.clone(),
                    occurred_at: self.created_at,
                    actor_login: Named::from(self.actor.clone()).login,
                    subject: self.subject(),
                });
            }
        }
    }
}

impl IssueEvent {
    /// Events of pull requests that `pull_request_events` does not list (mentions, subscriptions) become no row.
    fn map_on_pull_request(self, key: String, number: i64, scope: &Scope<'_>, out: &mut Batch) {
        let Some((_, _, kind)) = PULL_REQUEST_EVENTS
            .iter()
            .find(|(_, name, _)| *name == self.event)
        else {
            return;
        };
        let state = self
            .dismissed_review
            .as_ref()
            .and_then(|review| review.state.as_deref());
        let previous = word_or_null(REVIEW, "pull_request_events.previous", state, out);
        out.push(PullRequestEvent {
            id: Id::new("pull_request_event", key),
            pull_request_id: pull_request(scope, number),
            repository_id: repository(scope),
            kind: (*kind).to_owned(),
            occurred_at: self.created_at,
            actor_login: Named::from(self.actor.clone()).login,
            previous,
            subject: self.subject(),
        });
    }

    fn subject(self) -> Option<String> {
        let review = self.dismissed_review.and_then(|review| review.review_id);
        self.requested_team
            .and_then(Team::name)
            .or(Named::from(self.requested_reviewer).login)
            .or(Named::from(self.assignee).login)
            .or(self.label.and_then(Label::name))
            .or(self.milestone.and_then(|milestone| milestone.title))
            .or(self.rename.and_then(|rename| rename.to))
            .or(review.map(|id| id.to_string()))
            .or(self.commit_id)
    }
}

impl Team {
    /// `organization/team`, as GraphQL says it; the organization is only in the link: `…/orgs/acme/teams/core`.
    fn name(self) -> Option<String> {
        let slug = self.slug?;
        let organization = self
            .html_url
            .as_deref()
            .and_then(|url| url.split("/orgs/").nth(1)?.split('/').next());
        Some(organization.map_or_else(|| slug.clone(), |organization| format!("{organization}/{slug}")))
    }
}

/// A milestone.
///
/// <https://docs.github.com/rest/issues/milestones#list-milestones>
#[derive(Debug, Deserialize)]
pub struct Milestone {
    number: i64,
    title: String,
    state: String,
    html_url: Option<String>,
    created_at: Time,
    updated_at: Time,
    due_on: Option<Time>,
    closed_at: Option<Time>,
}

impl Record for Milestone {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.number, self.updated_at)
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        let number: i64 = key.parse().ok()?;
        Some((MilestoneRow::TABLE, Id::new("milestone", numbered(scope, number))))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let state = word(STATE, "milestones.state", &self.state, out);
        out.push(MilestoneRow {
            id: Id::new("milestone", numbered(scope, self.number)),
            repository_id: Some(repository(scope)),
            number: self.number,
            title: self.title,
            state,
            url: self.html_url,
            created_at: self.created_at,
            updated_at: self.updated_at,
            due_at: self.due_on,
            closed_at: self.closed_at,
        });
    }
}
