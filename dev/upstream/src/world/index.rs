use std::collections::{BTreeMap, HashMap};

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
        let index = self.index.get_or_init(|| self.make_index());
        if let Some((repository, place)) = index.get(id) {
            let repository = repository.and_then(|position| self.repositories.get(position));
            return Some((repository, place.clone()));
        }
        self.repositories
            .iter()
            .find_map(|one| Some((Some(one), one.packed_place(id)?)))
    }

    /// What is packed is left out.
    fn make_index(&self) -> HashMap<String, (Option<usize>, Place)> {
        let mut index = Index::default();
        for (login, account) in &self.users {
            index.add(account, "node_id", Kind::Account, 0, 0, login);
        }
        for (position, repository) in self.repositories.iter().enumerate() {
            index.repository = Some(position);
            index.add(&repository.document, "node_id", Kind::Repository, 0, 0, "");
            if repository.recipe.is_none() {
                index.add_repository(repository);
            }
        }
        index.places
    }
}

impl Repository {
    /// The place of a node id among what is packed.
    fn packed_place(&self, id: &str) -> Option<Place> {
        let recipe = self.recipe.as_ref()?;
        let (prefix, _) = id.split_once('_')?;
        if !recipe.may_hold(id) {
            return None;
        }
        let is_it = |document: &Value| document["node_id"] == id;
        let single = |map: &BTreeMap<u64, Value>| {
            let found = map.iter().find(|(_, document)| is_it(document));
            found.map(|(key, _)| (*key, 0))
        };
        let listed = |map: &BTreeMap<u64, Vec<Value>>| {
            let mut lists = map.iter();
            lists.find_map(|(key, list)| Some((*key, list.iter().position(is_it)?)))
        };
        let run = |key: &str| {
            let position = self.runs.iter().position(|run| run[key] == id);
            position.map(|position| (0, position))
        };
        let (kind, (key, position), name) = match prefix {
            "PR" => (Kind::PullRequest, single(&self.pulls)?, ""),
            "PRR" => (Kind::Review, listed(&self.reviews)?, ""),
            "IC" => (Kind::IssueComment, listed(&self.comments)?, ""),
            "PRRC" => (Kind::LineComment, listed(&self.line_comments)?, ""),
            "CR" => (Kind::CheckRun, listed(&self.jobs)?, ""),
            "WFR" => (Kind::WorkflowRun, run("node_id")?, ""),
            "CS" => (Kind::CheckSuite, run("check_suite_node_id")?, ""),
            "C" => {
                let (sha, _) = self.commits.iter().find(|(_, commit)| is_it(commit))?;
                (Kind::Commit, (0, 0), sha.as_str())
            }
            _ => return None,
        };
        Some(Place {
            kind,
            key,
            position,
            name: name.to_owned(),
        })
    }
}

#[derive(Default)]
struct Index {
    repository: Option<usize>,
    places: HashMap<String, (Option<usize>, Place)>,
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
            self.places.insert(id.to_owned(), (self.repository, place));
        }
    }

    fn add_repository(&mut self, repository: &Repository) {
        for (kind, map) in [
            (Kind::PullRequest, &*repository.pulls),
            (Kind::Issue, &repository.issues),
        ] {
            for (number, document) in map {
                self.add(document, "node_id", kind, *number, 0, "");
            }
        }
        for (kind, map) in [
            (Kind::Review, &repository.reviews),
            (Kind::IssueComment, &repository.comments),
            (Kind::LineComment, &repository.line_comments),
            (Kind::CheckRun, &repository.jobs),
        ] {
            for (key, documents) in map {
                self.add_all(documents, "node_id", kind, *key);
            }
        }
        self.add_all(&repository.deployments, "node_id", Kind::Deployment, 0);
        self.add_all(&repository.releases, "node_id", Kind::Release, 0);
        self.add_all(&repository.milestones, "node_id", Kind::Milestone, 0);
        self.add_all(&repository.runs, "node_id", Kind::WorkflowRun, 0);
        self.add_all(&repository.runs, "check_suite_node_id", Kind::CheckSuite, 0);
        for (sha, commit) in &repository.commits {
            self.add(commit, "node_id", Kind::Commit, 0, 0, sha);
        }
    }

    fn add_all(&mut self, documents: &[Value], id: &str, kind: Kind, key: u64) {
        for (position, document) in documents.iter().enumerate() {
            self.add(document, id, kind, key, position, "");
        }
    }
}
