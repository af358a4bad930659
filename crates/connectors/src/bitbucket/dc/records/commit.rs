use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::PullRequestCommit;
use weir_model::{Batch, Id, Table, Time};

use crate::bitbucket::dc::parts::{Moment, numbered, pull_request, repository, some, time};
use crate::git::records::{self as git, File, Person};

/// A commit, of a pull request or of the default branch.
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-repository/#api-api-latest-projects-projectkey-repos-repositoryslug-commits-get>,
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-pull-requests/#api-api-latest-projects-projectkey-repos-repositoryslug-pull-requests-pullrequestid-commits-get>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Commit {
    pub(super) id: String,
    pub(super) message: Option<String>,
    author: Option<Author>,
    pub(super) author_timestamp: Option<Moment>,
    committer: Option<Author>,
    committer_timestamp: Option<Moment>,
    pub(super) parents: Option<Vec<Parent>>,
    /// Put in where files are wanted:
    /// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-repository/#api-api-latest-projects-projectkey-repos-repositoryslug-commits-commitid-changes-get>
    changes: Option<Vec<Change>>,
}

/// As git has it, or the account whose address it is.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Author {
    name: Option<String>,
    email_address: Option<String>,
    display_name: Option<String>,
    slug: Option<String>,
}

impl Author {
    /// The name to show, the account's name, and the address.
    fn told(author: Option<Self>) -> (Option<String>, Option<String>, Option<String>) {
        let Some(author) = author else {
            return (None, None, None);
        };
        let email = some(author.email_address);
        if author.slug.is_some() {
            (some(author.display_name), some(author.name), email)
        } else {
            (some(author.name), None, email)
        }
    }

    fn person(author: Option<Self>, at: Option<Moment>) -> Person {
        let (name, _, email) = Self::told(author);
        Person::of(name, email, time(at))
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Parent {
    id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    path: Path,
    src_path: Option<Path>,
    r#type: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Path {
    components: Vec<String>,
}

impl From<Change> for File {
    fn from(change: Change) -> Self {
        // A copy has a source, too, but that is still there.
        let is_moved = change.r#type.as_deref() == Some("MOVE");
        Self {
            path: change.path.components.join("/"),
            previous_path: change
                .src_path
                .filter(|_| is_moved)
                .map(|path| path.components.join("/")),
            additions: None,
            deletions: None,
        }
    }
}

impl Record for Commit {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.id)
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        git::Commit::row(key, scope)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let parents: Vec<String> = self
            .parents
            .into_iter()
            .flatten()
            .map(|parent| parent.id)
            .collect();
        git::Commit {
            sha: self.id,
            parents,
            author: Author::person(self.author, self.author_timestamp),
            committer: Author::person(self.committer, self.committer_timestamp),
            message: self.message.unwrap_or_default(),
            additions: None,
            deletions: None,
            files: self
                .changes
                .map(|changes| changes.into_iter().map(File::from).collect()),
            touched: None,
        }
        .shown_by_git()
        .map(scope, out);
    }
}

impl Commit {
    pub(super) fn pull_request_row(
        self,
        scope: &Scope<'_>,
        (number, updated_at): (i64, Time),
    ) -> PullRequestCommit {
        let (name, login, email) = Author::told(self.author);
        PullRequestCommit {
            id: Id::new(
                "pull_request_commit",
                format!("{}/{}", numbered(scope, number), self.id),
            ),
            pull_request_id: pull_request(scope, number),
            repository_id: repository(scope),
            sha: self.id,
            message: self.message,
            author_name: name,
            author_email: email,
            author_login: login,
            authored_at: time(self.author_timestamp),
            committed_at: time(self.committer_timestamp),
            updated_at,
        }
    }
}
