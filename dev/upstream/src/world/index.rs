use std::collections::HashMap;

use serde_json::Value;

use super::{Repository, World};

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
    /// Number or id of the thing it belongs to.
    pub(crate) key: u64,
    /// Position in that list, or the text key of a commit or an account.
    pub(crate) position: usize,
    /// Object name or login.
    pub(crate) name: String,
}

impl World {
    /// What a node id names, and the repository that it is in.
    pub(crate) fn place(&self, id: &str) -> Option<(Option<&Repository>, Place)> {
        let found = self
            .repositories
            .iter()
            .find_map(|one| Some((one, one.place(id)?)));
        if let Some((repository, place)) = found {
            return Some((Some(repository), place.clone()));
        }
        let login = |(login, account): (&String, &Value)| (account["node_id"] == id).then(|| login.clone());
        let name = self.users.iter().find_map(login)?;
        let account = Place {
            kind: Kind::Account,
            key: 0,
            position: 0,
            name,
        };
        Some((None, account))
    }
}

impl Repository {
    /// Places by node id.
    pub(super) fn index(&self) -> HashMap<String, Place> {
        let mut index = Index::default();
        index.add(&self.document, "node_id", Kind::Repository, 0, 0, "");
        for (kind, map) in [(Kind::PullRequest, &self.pulls), (Kind::Issue, &self.issues)] {
            for (number, document) in map {
                index.add(document, "node_id", kind, *number, 0, "");
            }
        }
        for (kind, map) in [
            (Kind::Review, &self.reviews),
            (Kind::IssueComment, &self.comments),
            (Kind::LineComment, &self.line_comments),
            (Kind::CheckRun, &self.jobs),
        ] {
            for (key, documents) in map {
                index.add_all(documents, "node_id", kind, *key);
            }
        }
        index.add_all(&self.deployments, "node_id", Kind::Deployment, 0);
        index.add_all(&self.releases, "node_id", Kind::Release, 0);
        index.add_all(&self.milestones, "node_id", Kind::Milestone, 0);
        index.add_all(&self.runs, "node_id", Kind::WorkflowRun, 0);
        index.add_all(&self.runs, "check_suite_node_id", Kind::CheckSuite, 0);
        for (sha, commit) in &self.commits {
            index.add(commit, "node_id", Kind::Commit, 0, 0, sha);
        }
        index.places
    }
}

#[derive(Default)]
struct Index {
    places: HashMap<String, Place>,
}

impl Index {
    fn add(&mut self, document: &Value, id: &str, kind: Kind, key: u64, position: usize, name: &str) {
        if let Some(id) = document[id].as_str() {
            let place = Place {
                kind,
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
