use std::collections::{BTreeMap, BinaryHeap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::{Repository, World};
use crate::git::{FileChange, History, diff};

impl World {
    /// The repositories.
    pub fn repositories(&self) -> &[Repository] {
        &self.repositories
    }

    /// The repository of that full name, `owner/name`; not under a former name.
    pub fn repository(&self, full_name: &str) -> Option<&Repository> {
        self.position(full_name)
            .and_then(|position| self.repositories.get(position))
    }

    pub(crate) fn repository_mut(&mut self, full_name: &str) -> Option<&mut Repository> {
        self.position(full_name)
            .and_then(|position| self.repositories.get_mut(position))
    }

    fn position(&self, full_name: &str) -> Option<usize> {
        let is_it = |repository: &Repository| repository.full_name().eq_ignore_ascii_case(full_name);
        let names = self.names.get_or_init(|| {
            let names = self.repositories.iter().enumerate();
            names
                .map(|(position, one)| (one.full_name().to_ascii_lowercase(), position))
                .collect()
        });
        let hint = names.get(&full_name.to_ascii_lowercase()).copied();
        hint.filter(|position| self.repositories.get(*position).is_some_and(is_it))
            .or_else(|| self.repositories.iter().position(is_it))
    }

    /// The repository that had that name before.
    pub(crate) fn renamed(&self, full_name: &str) -> Option<&Repository> {
        self.repositories.iter().find(|repository| {
            repository
                .former_names
                .iter()
                .any(|name| name.eq_ignore_ascii_case(full_name))
        })
    }

    /// Pull requests of the repository of that full name; none when there is no such repository.
    pub fn pulls(&self, full_name: &str) -> impl Iterator<Item = &Value> {
        self.repository(full_name)
            .into_iter()
            .flat_map(|repository| repository.pulls.values())
    }

    /// Issues, without pull requests.
    pub fn issues(&self, full_name: &str) -> impl Iterator<Item = &Value> {
        self.repository(full_name)
            .into_iter()
            .flat_map(|repository| repository.issues.values())
    }

    /// Deployments.
    pub fn deployments(&self, full_name: &str) -> impl Iterator<Item = &Value> {
        self.repository(full_name)
            .into_iter()
            .flat_map(|repository| repository.deployments.iter())
    }

    /// Workflow runs.
    pub fn runs(&self, full_name: &str) -> impl Iterator<Item = &Value> {
        self.repository(full_name)
            .into_iter()
            .flat_map(|repository| repository.runs.iter())
    }
}

impl Repository {
    /// `owner/name`.
    pub fn full_name(&self) -> &str {
        text(&self.document, "full_name")
    }

    /// The numeric id.
    pub fn id(&self) -> u64 {
        self.document["id"].as_u64().unwrap_or_default()
    }

    /// The default branch.
    pub fn default_branch(&self) -> &str {
        self.document["default_branch"].as_str().unwrap_or("main")
    }

    /// Commits, trees and refs, as git has them.
    pub(crate) fn history(&self) -> Option<Arc<History>> {
        let made = || self.recipe.as_ref()?.history();
        self.history.clone().or_else(made)
    }

    /// The files that a commit touches, against its first parent.
    pub(crate) fn changes(&self, sha: &str) -> Vec<FileChange> {
        let Some(history) = self.history() else {
            return Vec::new();
        };
        let place = (0..history.commits.len()).find(|place| history.sha(*place) == sha);
        place
            .map(|place| diff(&history.parent_tree(place), history.tree(place)))
            .unwrap_or_default()
    }

    /// All line comments.
    pub fn line_comments(&self) -> impl Iterator<Item = &Value> {
        self.line_comments.values().flatten()
    }

    /// All conversation comments, of issues and pull requests.
    pub fn comments(&self) -> impl Iterator<Item = &Value> {
        self.comments.values().flatten()
    }

    /// All reviews with the number of their pull request.
    pub fn reviews(&self) -> impl Iterator<Item = (u64, &Value)> {
        self.reviews
            .iter()
            .flat_map(|(number, reviews)| reviews.iter().map(|review| (*number, review)))
    }

    /// All events with the number of their issue or pull request.
    pub fn events(&self) -> impl Iterator<Item = (u64, &Value)> {
        self.events
            .iter()
            .flat_map(|(number, events)| events.iter().map(|event| (*number, event)))
    }

    /// Statuses of a deployment, oldest first.
    pub fn deployment_statuses(&self, deployment: u64) -> &[Value] {
        list(&self.statuses, deployment)
    }

    /// Jobs of a run.
    pub fn run_jobs(&self, run: u64) -> &[Value] {
        list(&self.jobs, run)
    }

    /// The commit a branch points at.
    pub fn head(&self, branch: &str) -> Option<&str> {
        self.branches.get(branch).map(String::as_str)
    }

    /// Object names reachable from some commits, as `git log` lists them: newest first, but none before one that leads
    /// to it.
    pub fn log(&self, tips: &[&str]) -> Vec<String> {
        let at = |sha: &str| {
            let date = self.commits.get(sha)?.pointer("/commit/committer/date")?;
            Some((date.as_str()?.to_owned(), sha.to_owned()))
        };
        let mut seen: HashSet<String> = tips.iter().copied().map(str::to_owned).collect();
        let mut next: BinaryHeap<(String, String)> = seen.iter().filter_map(|sha| at(sha)).collect();
        let mut log = Vec::new();
        while let Some((_, sha)) = next.pop() {
            let parents = self.commits.get(&sha).map(|commit| &commit["parents"]);
            for parent in parents.and_then(Value::as_array).into_iter().flatten() {
                let parent = text(parent, "sha");
                if seen.insert(parent.to_owned()) {
                    next.extend(at(parent));
                }
            }
            log.push(sha);
        }
        log
    }

    /// Object names reachable from a commit, in no particular order, by the documents' parents.
    pub fn ancestors(&self, sha: &str) -> std::collections::BTreeSet<String> {
        let mut seen = std::collections::BTreeSet::new();
        let mut next = vec![sha.to_owned()];
        while let Some(sha) = next.pop() {
            let Some(commit) = self.commits.get(&sha) else {
                continue;
            };
            if seen.insert(sha) {
                let parents = commit["parents"].as_array().into_iter().flatten();
                next.extend(parents.map(|parent| text(parent, "sha").to_owned()));
            }
        }
        seen
    }
}

pub(crate) fn list(map: &BTreeMap<u64, Vec<Value>>, key: u64) -> &[Value] {
    map.get(&key).map(Vec::as_slice).unwrap_or_default()
}

pub(crate) fn text<'a>(document: &'a Value, key: &str) -> &'a str {
    document[key].as_str().unwrap_or_default()
}
