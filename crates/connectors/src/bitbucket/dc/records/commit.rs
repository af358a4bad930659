use serde::Deserialize;
use weir_connect::Scope;
use weir_model::entities::PullRequestCommit;
use weir_model::{Id, Time};

use crate::bitbucket::dc::parts::{Moment, numbered, pull_request, repository, some, time};

/// A commit.
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-pull-requests/#api-api-latest-projects-projectkey-repos-repositoryslug-pull-requests-pullrequestid-commits-get>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Commit {
    pub(super) id: String,
    pub(super) message: Option<String>,
    author: Option<Author>,
    pub(super) author_timestamp: Option<Moment>,
    committer_timestamp: Option<Moment>,
    pub(super) parents: Option<Vec<Parent>>,
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

/// Whatever it is, it is there.
#[derive(Debug, Deserialize)]
pub(super) struct Parent {}

impl Commit {
    pub(super) fn row(self, scope: &Scope<'_>, (number, updated_at): (i64, Time)) -> PullRequestCommit {
        let (mut name, mut login, mut email) = (None, None, None);
        if let Some(author) = self.author {
            email = some(author.email_address);
            if author.slug.is_some() {
                (name, login) = (some(author.display_name), some(author.name));
            } else {
                name = some(author.name);
            }
        }
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
