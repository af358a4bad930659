use serde::Deserialize;
use weir_connect::Scope;
use weir_model::entities::Comment as Row;
use weir_model::{Batch, Id};

use crate::bitbucket::dc::parts::{Moment, People, User, pull_request, repository, some, time};

/// A comment with its answers.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Comment {
    id: i64,
    text: Option<String>,
    author: Option<User>,
    created_date: Option<Moment>,
    updated_date: Option<Moment>,
    comments: Option<Vec<Comment>>,
}

/// Where on the code a comment is.
#[derive(Debug, Deserialize)]
pub(super) struct Anchor {
    path: Option<Place>,
}

/// A path, in one text or in parts.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Place {
    Text(String),
    Parts { components: Vec<String> },
}

impl Anchor {
    pub(super) fn path(self) -> Option<String> {
        some(match self.path? {
            Place::Text(path) => Some(path),
            Place::Parts { components } => Some(components.join("/")),
        })
    }
}

/// What a thread of comments is on.
pub(super) struct On<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) number: i64,
    pub(super) path: Option<String>,
    /// Page of the pull request.
    pub(super) page: Option<&'a str>,
}

impl Comment {
    /// Its row and those of its answers; `found` takes their ids.
    pub(super) fn rows(
        self,
        on: &On<'_>,
        answers: Option<i64>,
        people: &mut People,
        found: &mut Vec<Id>,
        out: &mut Batch,
    ) {
        let by = people.meet(self.author.map(|author| author.row(out)));
        if let Some(created_at) = time(self.created_date) {
            found.push(id(self.id));
            out.push(Row {
                id: id(self.id),
                repository_id: Some(repository(on.scope)),
                pull_request_id: Some(pull_request(on.scope, on.number)),
                issue_id: None,
                kind: if on.path.is_some() { "line" } else { "conversation" }.to_owned(),
                review_id: None,
                reply_to_id: answers.map(id),
                author_login: by.login,
                author_kind: by.kind,
                path: on.path.clone(),
                body: some(self.text),
                created_at,
                updated_at: time(self.updated_date),
                url: on
                    .page
                    .map(|page| format!("{page}/overview?commentId={}", self.id)),
            });
        }
        for answer in self.comments.into_iter().flatten() {
            answer.rows(on, Some(self.id), people, found, out);
        }
    }
}

fn id(number: i64) -> Id {
    Id::new("comment", number)
}
