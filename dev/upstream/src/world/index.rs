use std::collections::HashMap;

use serde_json::Value;

use super::World;

/// What a global node id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A repository.
    Repository,
    /// A pull request; the key is its number.
    PullRequest,
    /// An issue; the key is its number.
    Issue,
    /// A review; the key is its pull request's number.
    Review,
    /// A conversation comment; the key is its issue's number.
    IssueComment,
    /// A line comment; the key is its pull request's number.
    LineComment,
    /// A deployment.
    Deployment,
    /// A release.
    Release,
    /// A milestone.
    Milestone,
    /// A check suite; the document is its workflow run.
    CheckSuite,
    /// A workflow run.
    WorkflowRun,
    /// A check run, which is a job; the key is its run's id.
    CheckRun,
    /// A commit.
    Commit,
    /// An account.
    Account,
}

/// Where the document of a node id is.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// What it is.
    pub(crate) kind: Kind,
    /// Position of its repository.
    pub(crate) repository: usize,
    /// Number or id of the thing it belongs to.
    pub(crate) key: u64,
    /// Position in that list, or the text key of a commit or an account.
    pub(crate) position: usize,
    /// Object name or login.
    pub(crate) name: String,
}

impl World {
    /// Places by node id, for `node` and `nodes`; made when first asked for and after each change.
    pub(crate) fn places(&self) -> &HashMap<String, Place> {
        self.index.get_or_init(|| self.make_index())
    }

    fn make_index(&self) -> HashMap<String, Place> {
        let mut index = Index::default();
        for (login, account) in &self.users {
            index.add(account, "node_id", Kind::Account, 0, 0, login);
        }
        for (place, repository) in self.repositories.iter().enumerate() {
            index.repository = place;
            index.add(&repository.document, "node_id", Kind::Repository, 0, 0, "");
            for (kind, map) in [
                (Kind::PullRequest, &repository.pulls),
                (Kind::Issue, &repository.issues),
            ] {
                for (number, document) in map {
                    index.add(document, "node_id", kind, *number, 0, "");
                }
            }
            for (kind, map) in [
                (Kind::Review, &repository.reviews),
                (Kind::IssueComment, &repository.comments),
                (Kind::LineComment, &repository.line_comments),
                (Kind::CheckRun, &repository.jobs),
            ] {
                for (key, documents) in map {
                    index.add_all(documents, "node_id", kind, *key);
                }
            }
            index.add_all(&repository.deployments, "node_id", Kind::Deployment, 0);
            index.add_all(&repository.releases, "node_id", Kind::Release, 0);
            index.add_all(&repository.milestones, "node_id", Kind::Milestone, 0);
            index.add_all(&repository.runs, "node_id", Kind::WorkflowRun, 0);
            index.add_all(&repository.runs, "check_suite_node_id", Kind::CheckSuite, 0);
            for (sha, commit) in &repository.commits {
                index.add(commit, "node_id", Kind::Commit, 0, 0, sha);
            }
        }
        index.places
    }
}

#[derive(Default)]
struct Index {
    repository: usize,
    places: HashMap<String, Place>,
}

impl Index {
    fn add(&mut self, document: &Value, id: &str, kind: Kind, key: u64, position: usize, name: &str) {
        if let Some(id) = document[id].as_str() {
            let place = Place {
                kind,
                repository: self.repository,
                key,
                position,
                name: name.to_owned(),
            };
            self.places.insert(id.to_owned(), place);
        }
    }

    fn add_all(&mut self, documents: &[Value], id: &str, kind: Kind, key: u64) {
        for (position, document) in documents.iter().enumerate() {
            self.add(document, id, kind, key, position, "");
        }
    }
}
