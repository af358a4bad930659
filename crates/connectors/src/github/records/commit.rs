use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::{Batch, Id, Table, Time};

use crate::git::records::{self as git, File, Person};
use crate::github::parts::{List, Oid, entries};

/// A commit of the default branch. GitHub counts lines of merges, too; git does not, so those are left out.
///
/// <https://docs.github.com/graphql/reference/objects#commit>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Commit {
    oid: String,
    message: String,
    author: Option<Actor>,
    authored_date: Option<Time>,
    committer: Option<Actor>,
    committed_date: Option<Time>,
    additions: Option<i64>,
    deletions: Option<i64>,
    changed_files_if_available: Option<i64>,
    parents: Option<List<Oid>>,
    /// Put in where files are wanted: <https://docs.github.com/rest/commits/commits#get-a-commit>
    files: Option<Vec<Entry>>,
}

/// <https://docs.github.com/graphql/reference/objects#gitactor>
#[derive(Debug, Deserialize)]
struct Actor {
    name: Option<String>,
    email: Option<String>,
}

impl Actor {
    fn person(actor: Option<Self>, date: Option<Time>) -> Person {
        let (name, email) = actor.map(|actor| (actor.name, actor.email)).unwrap_or_default();
        Person::of(name, email, date)
    }
}

#[derive(Debug, Deserialize)]
struct Entry {
    filename: String,
    previous_filename: Option<String>,
    additions: Option<i64>,
    deletions: Option<i64>,
}

impl From<Entry> for File {
    fn from(entry: Entry) -> Self {
        Self {
            path: entry.filename,
            previous_path: entry.previous_filename,
            additions: entry.additions,
            deletions: entry.deletions,
        }
    }
}

impl Record for Commit {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.oid)
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        git::Commit::row(key, scope)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let parents: Vec<String> = entries(self.parents).filter_map(|parent| parent.oid).collect();
        let files = self
            .files
            .map(|files| files.into_iter().map(File::from).collect());
        git::Commit {
            sha: self.oid,
            parents,
            author: Actor::person(self.author, self.authored_date),
            committer: Actor::person(self.committer, self.committed_date),
            message: self.message,
            additions: self.additions,
            deletions: self.deletions,
            files,
            touched: self.changed_files_if_available,
        }
        .shown_by_git()
        .map(scope, out);
    }
}
