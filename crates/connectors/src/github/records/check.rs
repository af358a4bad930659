use serde::Deserialize;
use weir_connect::Scope;
use weir_model::entities::CommitStatus;
use weir_model::{Batch, Id, Time};

use crate::github::parts::{Actor, List, People, entries, repository, some};
use crate::github::words::{RESULT, STATES, STATUS, word, word_or_null};

/// The newest commit of a pull request, with what is said of it.
///
/// <https://docs.github.com/graphql/reference/objects#statuscheckrollup>
#[derive(Debug, Deserialize)]
pub(super) struct Head {
    commit: Commit,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Commit {
    oid: String,
    status_check_rollup: Option<Rollup>,
}

#[derive(Debug, Deserialize)]
struct Rollup {
    contexts: Option<List<Said>>,
}

/// A check run, or a status: told apart by whether it has a name or a context.
///
/// <https://docs.github.com/graphql/reference/unions#statuscheckrollupcontext>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Said {
    id: Option<String>,
    name: Option<String>,
    status: Option<String>,
    conclusion: Option<String>,
    title: Option<String>,
    url: Option<String>,
    started_at: Option<Time>,
    completed_at: Option<Time>,
    check_suite: Option<Suite>,
    context: Option<String>,
    state: Option<String>,
    description: Option<String>,
    target_url: Option<String>,
    created_at: Option<Time>,
    creator: Option<Actor>,
}

#[derive(Debug, Deserialize)]
struct Suite {
    app: Option<App>,
}

#[derive(Debug, Deserialize)]
struct App {
    name: Option<String>,
}

impl Head {
    pub(super) fn map(self, scope: &Scope<'_>, people: &mut People, out: &mut Batch) {
        let contexts = self.commit.status_check_rollup.and_then(|rollup| rollup.contexts);
        for check in entries(contexts) {
            check.map(&self.commit.oid, scope, people, out);
        }
    }
}

/// A status has one word for how far it is and how it ended.
fn of_state(state: &str, out: &mut Batch) -> (String, Option<String>) {
    let known = STATES.iter().find(|(known, ..)| *known == state);
    if let Some((_, status, result)) = known {
        return ((*status).to_owned(), result.map(str::to_owned));
    }
    out.drift("commit_statuses.status", state);
    (state.to_owned(), None)
}

impl Said {
    fn map(self, sha: &str, scope: &Scope<'_>, people: &mut People, out: &mut Batch) {
        let name = self.context.or(self.name);
        let (Some(id), Some(name)) = (self.id, name) else {
            return out.drift("commit_statuses.id", "null");
        };
        let (status, result) = match self.state.as_deref() {
            Some(state) => of_state(state, out),
            None => (
                word(
                    STATUS,
                    "commit_statuses.status",
                    self.status.as_deref().unwrap_or("null"),
                    out,
                ),
                word_or_null(RESULT, "commit_statuses.result", self.conclusion.as_deref(), out),
            ),
        };
        out.push(CommitStatus {
            id: Id::new("commit_status", id),
            repository_id: repository(scope),
            sha: sha.to_owned(),
            name,
            tool: self
                .check_suite
                .and_then(|suite| suite.app)
                .and_then(|app| app.name),
            status,
            result,
            description: some(self.description).or(some(self.title)),
            author_login: people.meet(self.creator).login,
            url: self.target_url.or(self.url),
            created_at: self.created_at.or(self.started_at),
            started_at: self.started_at,
            finished_at: self.completed_at,
            updated_at: None,
        });
    }
}
