use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{Commit as Row, CommitFile, CommitParent};
use weir_model::{Batch, Entity as _, Id, Table, Time, commit_issues};

/// A commit with the files it touches, as `git log --numstat` shows it.
///
/// <https://git-scm.com/docs/git-log#_pretty_formats>, <https://git-scm.com/docs/git-diff-tree#_other_diff_formats>
#[derive(Debug, Deserialize)]
pub struct Commit {
    pub(crate) sha: String,
    pub(crate) parents: Vec<String>,
    pub(crate) author: Person,
    pub(crate) committer: Person,
    pub(crate) message: String,
    pub(crate) additions: Option<i64>,
    pub(crate) deletions: Option<i64>,
    pub(crate) files: Option<Vec<File>>,
    /// How many files it touches, where an API says that without naming them.
    pub(crate) touched: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) date: Option<Time>,
}

impl Person {
    /// What an API says of somebody.
    pub(crate) fn of(name: Option<String>, email: Option<String>, date: Option<Time>) -> Self {
        Self {
            name: name.unwrap_or_default(),
            email: email.unwrap_or_default(),
            date,
        }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) previous_path: Option<String>,
    pub(crate) additions: Option<i64>,
    pub(crate) deletions: Option<i64>,
}

impl Commit {
    /// What an API says of a commit, as git would: some count for a merge what it takes over, which git does not.
    pub(crate) fn shown_by_git(self) -> Self {
        if self.parents.len() < 2 {
            return self;
        }
        Self {
            additions: None,
            deletions: None,
            files: None,
            touched: None,
            ..self
        }
    }
}

impl Record for Commit {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.sha)
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, commit(&super::repository(None, scope), key)))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let repository = super::repository(None, scope);
        let repository_id = Id::new("repository", &repository);
        let sha = self.sha;
        let committed_at = self.committer.date;
        // Some APIs give the line end that git keeps.
        let message = self.message.trim_ascii_end().to_owned();
        commit_issues(&repository, &sha, &message, out);
        out.push(Row {
            id: commit(&repository, &sha),
            repository_id: repository_id.clone(),
            sha: sha.clone(),
            message,
            author_name: some(self.author.name),
            author_email: some(self.author.email),
            authored_at: self.author.date,
            committer_name: some(self.committer.name),
            committer_email: some(self.committer.email),
            committed_at,
            parents: count(&self.parents),
            additions: self.additions,
            deletions: self.deletions,
            files: self.files.as_deref().map(count).or(self.touched),
        });
        for (position, parent_sha) in (0..).zip(self.parents) {
            out.push(CommitParent {
                id: Id::new("commit_parent", format_args!("{repository}/{sha}/{position}")),
                repository_id: repository_id.clone(),
                sha: sha.clone(),
                parent_sha,
                position,
            });
        }
        for file in self.files.unwrap_or_default() {
            out.push(CommitFile {
                id: Id::new("commit_file", format_args!("{repository}/{sha}/{}", file.path)),
                repository_id: repository_id.clone(),
                sha: sha.clone(),
                path: file.path,
                previous_path: file.previous_path,
                additions: file.additions,
                deletions: file.deletions,
                committed_at,
            });
        }
    }
}

fn commit(repository: &str, sha: &str) -> Id {
    Id::new("commit", format_args!("{repository}/{sha}"))
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn count<T>(list: &[T]) -> i64 {
    i64::try_from(list.len()).unwrap_or(i64::MAX)
}
