use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{Comment as CommentRow, PullRequestEvent, Review};
use weir_model::{Batch, Entity as _, Id, Table, Time};

use crate::bitbucket::cloud::parts::{
    Account, Content, Links, Named, People, numbered, page, pull_request, raw, repository, some,
};

/// An entry of the log of all pull requests of a repository: one of an update, an approval, a request for changes or a
/// comment.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/#api-repositories-workspace-repo-slug-pullrequests-activity-get>
#[derive(Debug, Deserialize)]
pub struct Activity {
    pull_request: Reference,
    update: Option<Update>,
    approval: Option<Said>,
    changes_requested: Option<Said>,
    comment: Option<Comment>,
}

#[derive(Debug, Deserialize)]
struct Reference {
    id: i64,
}

/// How the pull request was from then on.
#[derive(Debug, Deserialize)]
struct Update {
    state: Option<String>,
    date: Time,
    author: Option<Account>,
}

#[derive(Debug, Deserialize)]
struct Said {
    date: Time,
    user: Option<Account>,
}

#[derive(Debug, Deserialize)]
struct Comment {
    id: i64,
    content: Option<Content>,
    user: Option<Account>,
    deleted: Option<bool>,
    parent: Option<Parent>,
    inline: Option<Inline>,
    links: Option<Links>,
    created_on: Time,
    updated_on: Option<Time>,
}

#[derive(Debug, Deserialize)]
struct Parent {
    id: i64,
}

#[derive(Debug, Deserialize)]
struct Inline {
    path: Option<String>,
}

/// What precedes the number of a comment in the key of its entry.
const COMMENT: &str = "comment/";

impl Record for Activity {
    fn key(&self, _: &Scope<'_>) -> Key {
        if let Some(comment) = &self.comment {
            return Key::at(format!("{COMMENT}{}", comment.id), comment.updated_on);
        }
        let said = |kind: &str, said: &Said| {
            let by = said.user.as_ref().and_then(Account::login);
            (format!("{kind}/{}", by.unwrap_or_default()), Some(said.date))
        };
        let approval = self.approval.as_ref().map(|one| said("approved", one));
        let refusal = || {
            self.changes_requested
                .as_ref()
                .map(|one| said("changes_requested", one))
        };
        let update = || {
            self.update
                .as_ref()
                .map(|one| ("update".to_owned(), Some(one.date)))
        };
        let (what, at) = approval
            .or_else(refusal)
            .or_else(update)
            .unwrap_or_else(|| ("unknown".to_owned(), None));
        let moment = at.map(|at| at.to_string()).unwrap_or_default();
        Key::at(format!("{}/{what}/{moment}", self.pull_request.id), at)
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((CommentRow::TABLE, comment(key.strip_prefix(COMMENT)?)))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        let on = On {
            scope,
            number: self.pull_request.id,
        };
        if let Some(update) = self.update {
            on.update(update, &mut people, out);
        } else if let Some(approval) = self.approval {
            on.review("approved", approval, &mut people, out);
        } else if let Some(refusal) = self.changes_requested {
            on.review("changes_requested", refusal, &mut people, out);
        } else if let Some(comment) = self.comment {
            on.comment(comment, &mut people, out);
        } else {
            out.drift("pull_request_events.kind", "none of the documented entries");
        }
        people.rows(out);
    }
}

fn comment(number: impl std::fmt::Display) -> Id {
    Id::new("comment", format!("pull_request-{number}"))
}

/// A pull request that something happened to.
struct On<'a> {
    scope: &'a Scope<'a>,
    number: i64,
}

impl On<'_> {
    /// Only how it ended is told of an update: what else was changed shows only beside the one before.
    fn update(&self, update: Update, people: &mut People, out: &mut Batch) {
        let by = people.meet(update.author);
        let kind = match update.state.as_deref() {
            Some("MERGED") => "merged",
            Some("DECLINED" | "SUPERSEDED") => "closed",
            Some("OPEN") | None => return,
            Some(other) => return out.drift("pull_request_events.kind", other),
        };
        out.push(self.event(kind, update.date, by));
    }

    fn event(&self, kind: &str, at: Time, by: Named) -> PullRequestEvent {
        PullRequestEvent {
            id: Id::new(
                "pull_request_event",
                format!("{}/{kind}/{at}", numbered(self.scope, self.number)),
            ),
            pull_request_id: pull_request(self.scope, self.number),
            repository_id: repository(self.scope),
            kind: kind.to_owned(),
            occurred_at: at,
            actor_login: by.login,
            subject: None,
            previous: None,
        }
    }

    fn review(&self, state: &str, said: Said, people: &mut People, out: &mut Batch) {
        let by = people.meet(said.user);
        let who = by.login.as_deref().unwrap_or_default();
        out.push(Review {
            id: Id::new(
                "review",
                format!(
                    "{}/{state}/{who}/{}",
                    numbered(self.scope, self.number),
                    said.date
                ),
            ),
            pull_request_id: pull_request(self.scope, self.number),
            repository_id: repository(self.scope),
            author_login: by.login,
            author_kind: by.kind,
            state: state.to_owned(),
            submitted_at: Some(said.date),
            created_at: Some(said.date),
            updated_at: Some(said.date),
            body: None,
            commit_sha: None,
            url: None,
        });
    }

    fn comment(&self, said: Comment, people: &mut People, out: &mut Batch) {
        let by = people.meet(said.user);
        if said.deleted == Some(true) {
            let at = said.updated_on.unwrap_or(said.created_on);
            out.push(self.event("comment_deleted", at, Named::default()));
            return out.remove::<CommentRow>(comment(said.id));
        }
        let path = said.inline.and_then(|inline| some(inline.path));
        out.push(CommentRow {
            id: comment(said.id),
            repository_id: Some(repository(self.scope)),
            pull_request_id: Some(pull_request(self.scope, self.number)),
            issue_id: None,
            kind: if path.is_some() { "line" } else { "conversation" }.to_owned(),
            review_id: None,
            reply_to_id: said.parent.map(|parent| comment(parent.id)),
            author_login: by.login,
            author_kind: by.kind,
            path,
            body: raw(said.content),
            created_at: said.created_on,
            updated_at: said.updated_on,
            url: page(said.links),
        });
    }
}
