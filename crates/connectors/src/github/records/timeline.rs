use serde::Deserialize;
use weir_connect::Scope;
use weir_model::entities::{Comment, IssueEvent, PullRequestCommit, PullRequestEvent, Review};
use weir_model::{Batch, Id, Time};

use crate::github::parts::{
    Actor, Label, Login, Named, Number, Oid, People, issue, numbered, pull_request, repository, some,
};
use crate::github::words::{ISSUE_EVENTS, PULL_REQUEST_EVENTS, REVIEW, word};

/// What the entries of a timeline hang on.
pub(super) struct On<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) number: i64,
    pub(super) updated_at: Time,
}

/// One entry of a timeline: of any of the types that the queries ask for, told apart by `__typename`.
///
/// <https://docs.github.com/graphql/reference/unions#pullrequesttimelineitems>,
/// <https://docs.github.com/graphql/reference/unions#issuetimelineitems>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    #[serde(rename = "__typename")]
    typename: String,
    id: Option<String>,
    full_database_id: Option<Number>,
    created_at: Option<Time>,
    updated_at: Option<Time>,
    submitted_at: Option<Time>,
    state: Option<String>,
    body: Option<String>,
    url: Option<String>,
    author: Option<Actor>,
    actor: Option<Actor>,
    commit: Option<Commit>,
    on_commit: Option<Oid>,
    merged_as: Option<Oid>,
    closer: Option<Oid>,
    before_commit: Option<Oid>,
    after_commit: Option<Oid>,
    requested_reviewer: Option<Party>,
    assignee: Option<Party>,
    label: Option<Label>,
    milestone_title: Option<String>,
    current_title: Option<String>,
    previous_ref_name: Option<String>,
    current_ref_name: Option<String>,
    previous_review_state: Option<String>,
    review: Option<ReviewRef>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Commit {
    oid: String,
    authored_date: Option<Time>,
    committed_date: Option<Time>,
    message: Option<String>,
    author: Option<GitActor>,
}

#[derive(Debug, Deserialize)]
struct GitActor {
    name: Option<String>,
    email: Option<String>,
    user: Option<Login>,
}

/// A user, bot, placeholder, organization or team.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Party {
    #[serde(flatten)]
    account: Option<Actor>,
    combined_slug: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReviewRef {
    full_database_id: Option<Number>,
}

/// Where a comment was deleted, those that are left are all there are: nothing says which one it was.
pub(super) fn deleted_comments(items: &[Item], column: &'static str, of: Id, out: &mut Batch) {
    if items.iter().any(|item| item.typename == "CommentDeletedEvent") {
        let left = items.iter().filter(|item| item.typename == "IssueComment");
        let keep = left.filter_map(Item::key).map(|key| conversation(&key));
        out.remove_others::<Comment>(column, of, &conversation("").0, keep.collect());
    }
}

/// Conversation comments and line comments are numbered apart.
fn conversation(key: &str) -> Id {
    Id::new("comment", format_args!("issue-{key}"))
}

impl Item {
    pub(super) fn map_on_pull_request(self, on: &On<'_>, people: &mut People, out: &mut Batch) {
        match self.typename.as_str() {
            "PullRequestCommit" => self.commit(on, out),
            "PullRequestReview" => self.review(on, people, out),
            "IssueComment" => self.comment(on, true, people, out),
            name => match PULL_REQUEST_EVENTS
                .iter()
                .find(|(typename, ..)| *typename == name)
            {
                Some((_, _, kind)) => self.pull_request_event(kind, on, people, out),
                None => out.drift("pull_request_events.kind", name),
            },
        }
    }

    pub(super) fn map_on_issue(self, on: &On<'_>, people: &mut People, out: &mut Batch) {
        match self.typename.as_str() {
            "IssueComment" => self.comment(on, false, people, out),
            name => match ISSUE_EVENTS.iter().find(|(typename, _)| *typename == name) {
                Some((_, kind)) => self.issue_event(kind, on, people, out),
                None => out.drift("issue_events.kind", name),
            },
        }
    }

    /// The message of a commit; other items have none.
    pub(super) fn message(&self) -> Option<&str> {
        self.commit.as_ref()?.message.as_deref()
    }

    fn commit(self, on: &On<'_>, out: &mut Batch) {
        let Some(commit) = self.commit else {
            return out.drift("pull_request_commits.sha", "null");
        };
        let author = commit.author;
        let (name, email, user) = author.map_or((None, None, None), |author| {
            (author.name, author.email, author.user)
        });
        out.push(PullRequestCommit {
            id: Id::new(
                "pull_request_commit",
                format!("{}/{}", numbered(on.scope, on.number), commit.oid),
            ),
            pull_request_id: pull_request(on.scope, on.number),
            repository_id: repository(on.scope),
            sha: commit.oid,
            message: commit.message,
            author_name: name,
            author_email: email,
            author_login: user.and_then(|user| user.login),
            authored_at: commit.authored_date,
            committed_at: commit.committed_date,
            updated_at: on.updated_at,
        });
    }

    fn review(self, on: &On<'_>, people: &mut People, out: &mut Batch) {
        let Some(key) = self.key() else {
            return out.drift("reviews.id", "null");
        };
        let author = people.meet(self.author);
        let state = word(
            REVIEW,
            "reviews.state",
            self.state.as_deref().unwrap_or("null"),
            out,
        );
        out.push(Review {
            id: Id::new("review", key),
            pull_request_id: pull_request(on.scope, on.number),
            repository_id: repository(on.scope),
            author_login: author.login,
            author_kind: author.kind,
            state,
            submitted_at: self.submitted_at,
            created_at: self.created_at,
            updated_at: self.updated_at,
            body: some(self.body),
            commit_sha: self.on_commit.and_then(|commit| commit.oid),
            url: self.url,
        });
    }

    fn comment(self, on: &On<'_>, on_pull_request: bool, people: &mut People, out: &mut Batch) {
        let (Some(key), Some(created_at)) = (self.key(), self.created_at) else {
            return out.drift("comments.id", "null");
        };
        let author = people.meet(self.author);
        out.push(Comment {
            id: conversation(&key),
            repository_id: Some(repository(on.scope)),
            pull_request_id: on_pull_request.then(|| pull_request(on.scope, on.number)),
            issue_id: (!on_pull_request).then(|| issue(on.scope, on.number)),
            kind: "conversation".to_owned(),
            review_id: None,
            reply_to_id: None,
            author_login: author.login,
            author_kind: author.kind,
            path: None,
            body: some(self.body),
            created_at,
            updated_at: self.updated_at,
            url: self.url,
        });
    }

    fn pull_request_event(mut self, kind: &str, on: &On<'_>, people: &mut People, out: &mut Batch) {
        let (Some(id), Some(occurred_at)) = (self.id.take(), self.created_at) else {
            return out.drift("pull_request_events.id", "null");
        };
        let actor = people.meet(self.actor.take());
        let previous = self.previous(out);
        out.push(PullRequestEvent {
            id: Id::new("pull_request_event", id),
            pull_request_id: pull_request(on.scope, on.number),
            repository_id: repository(on.scope),
            kind: kind.to_owned(),
            occurred_at,
            actor_login: actor.login,
            previous,
            subject: self.subject(),
        });
    }

    fn issue_event(mut self, kind: &str, on: &On<'_>, people: &mut People, out: &mut Batch) {
        let (Some(id), Some(occurred_at)) = (self.id.take(), self.created_at) else {
            return out.drift("issue_events.id", "null");
        };
        let actor = people.meet(self.actor.take());
        out.push(IssueEvent {
            id: Id::new("issue_event", id),
            issue_id: Some(issue(on.scope, on.number)),
            repository_id: Some(repository(on.scope)),
            kind: kind.to_owned(),
            occurred_at,
            actor_login: actor.login,
            subject: self.subject(),
        });
    }

    /// The number REST knows it by; on old Enterprise Servers that do not say, the node id.
    fn key(&self) -> Option<String> {
        self.full_database_id
            .as_ref()
            .map(ToString::to_string)
            .or_else(|| self.id.clone())
    }

    /// Each type has at most one of these.
    fn subject(self) -> Option<String> {
        let commit = [self.after_commit, self.merged_as, self.closer]
            .into_iter()
            .flatten()
            .find_map(|c| c.oid);
        commit
            .or(self.requested_reviewer.and_then(Party::name))
            .or(self.assignee.and_then(Party::name))
            .or(self.label.and_then(Label::name))
            .or(self.current_ref_name)
            .or(self.milestone_title)
            .or(self.current_title)
            .or(self
                .review
                .and_then(|review| review.full_database_id)
                .map(|id| id.to_string()))
    }

    fn previous(&mut self, out: &mut Batch) -> Option<String> {
        let state = self.previous_review_state.take();
        let state = state.map(|state| word(REVIEW, "pull_request_events.previous", &state, out));
        state
            .or(self.previous_ref_name.take())
            .or(self.before_commit.take().and_then(|commit| commit.oid))
    }
}

impl Party {
    fn name(self) -> Option<String> {
        self.combined_slug.or(Named::from(self.account).login)
    }
}
