use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{Comment as CommentRow, Issue as Row};
use weir_model::{Batch, Entity as _, Id, Table, Time};

use super::history::{self, Change};
use crate::bitbucket::cloud::parts::{
    Account, Content, Links, Named, People, Titled, issue, name, page, raw, repository,
};
use crate::bitbucket::cloud::words::{CATEGORY, ISSUE, REASON, find, word};

/// An issue with its comments and history.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-issue-tracker/#api-repositories-workspace-repo-slug-issues-get>
#[derive(Debug, Deserialize)]
pub struct Issue {
    id: i64,
    title: Option<String>,
    content: Option<Content>,
    state: String,
    kind: Option<String>,
    priority: Option<String>,
    reporter: Option<Account>,
    assignee: Option<Account>,
    milestone: Option<Titled>,
    version: Option<Titled>,
    component: Option<Titled>,
    votes: Option<i64>,
    watches: Option<i64>,
    links: Option<Links>,
    created_on: Time,
    updated_on: Option<Time>,
    comments: Option<Vec<Comment>>,
    changes: Option<Vec<Change>>,
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-issue-tracker/#api-repositories-workspace-repo-slug-issues-issue-id-comments-get>
#[derive(Debug, Deserialize)]
struct Comment {
    id: i64,
    content: Option<Content>,
    user: Option<Account>,
    links: Option<Links>,
    created_on: Time,
    updated_on: Option<Time>,
}

impl Record for Issue {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_on.unwrap_or(self.created_on))
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("issue", format!("{}/{key}", scope.id))))
    }

    fn map(mut self, scope: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        let author = people.meet(self.reporter.take());
        let assignee = people.meet(self.assignee.take()).login;
        let changes = self.changes.take();
        let closed_at = history::rows(changes.unwrap_or_default(), (scope, self.id), &mut people, out);
        let comments: Vec<Comment> = self.comments.take().unwrap_or_default();
        let number = self.id;
        // A change without words is a comment without text.
        let written = |comment: &Comment| raw(comment.content.clone()).is_some();
        let count = comments.iter().filter(|comment| written(comment)).count();
        for comment in comments.into_iter().filter(|comment| written(comment)) {
            comment.map((scope, number), &mut people, out);
        }
        let row = self.row(scope, (author, assignee), (closed_at, count), out);
        out.push(row);
        people.rows(out);
    }
}

impl Issue {
    fn row(
        self,
        scope: &Scope<'_>,
        (author, assignee): (Named, Option<String>),
        (closed_at, comments): (Option<Time>, usize),
        out: &mut Batch,
    ) -> Row {
        let state = word(ISSUE, "issues.state", &self.state, out);
        let is_closed = state == "closed";
        let body = raw(self.content);
        let key = format!("{}#{}", scope.name, self.id);
        let length = |text: &String| i64::try_from(text.chars().count()).ok();
        Row {
            repository_id: Some(repository(scope)),
            title: self.title,
            description_length: Some(body.as_ref().and_then(length).unwrap_or(0)),
            body,
            url: page(self.links),
            kind: self.kind,
            state_reason: find(REASON, &self.state).map(str::to_owned),
            status_category: find(CATEGORY, &self.state).map(str::to_owned),
            status: Some(self.state),
            priority: self.priority,
            reporter_login: author.login.clone(),
            author_login: author.login,
            author_kind: author.kind,
            closed_at: closed_at.filter(|_| is_closed),
            milestone: name(self.milestone),
            assignees: assignee.into_iter().collect(),
            components: name(self.component).into_iter().collect(),
            affected_versions: name(self.version).into_iter().collect(),
            comments: i64::try_from(comments).ok(),
            votes: self.votes,
            watchers: self.watches,
            ..Row::new(
                issue(scope, self.id),
                (key, self.id),
                state,
                self.created_on,
                self.updated_on.unwrap_or(self.created_on),
            )
        }
    }
}

impl Comment {
    fn map(self, (scope, number): (&Scope<'_>, i64), people: &mut People, out: &mut Batch) {
        let by = people.meet(self.user);
        out.push(CommentRow {
            id: Id::new("comment", format!("issue-{}", self.id)),
            repository_id: Some(repository(scope)),
            pull_request_id: None,
            issue_id: Some(issue(scope, number)),
            kind: "conversation".to_owned(),
            review_id: None,
            reply_to_id: None,
            author_login: by.login,
            author_kind: by.kind,
            path: None,
            body: raw(self.content),
            created_at: self.created_on,
            updated_at: self.updated_on,
            url: page(self.links),
        });
    }
}
