use std::collections::{BTreeMap, HashMap};
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::World;
use super::index::Place;
use super::mutate::Change;
use super::recipe::Recipe;
use crate::git::History;

/// One repository. What belongs to it is read as if it were its own fields. In a world of very many repositories it is
/// made from a recipe when it is first read, and made again, with all changes so far, after it was let go.
#[derive(Debug, Default)]
pub struct Repository {
    /// The repository's own document.
    pub document: Value,
    /// Names it had before: requests to them are redirected.
    pub former_names: Vec<String>,
    contents: OnceLock<Box<Contents>>,
    recipe: Option<Recipe>,
    /// Changes that a recipe does not know.
    changes: Vec<Change>,
    /// When it was last read, by a count of readings.
    used: AtomicU64,
}

/// All that belongs to a repository.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// Pull requests by number.
    pub pulls: BTreeMap<u64, Value>,
    /// Issues by number, without pull requests.
    pub issues: BTreeMap<u64, Value>,
    /// Commits of a pull request, by its number.
    pub pull_commits: BTreeMap<u64, Vec<Value>>,
    /// Files of a pull request, by its number.
    pub pull_files: BTreeMap<u64, Vec<Value>>,
    /// Reviews of a pull request, by its number.
    pub reviews: BTreeMap<u64, Vec<Value>>,
    /// Line comments of a pull request, by its number.
    pub line_comments: BTreeMap<u64, Vec<Value>>,
    /// Conversation comments of an issue or a pull request, by its number.
    pub comments: BTreeMap<u64, Vec<Value>>,
    /// Events of an issue or a pull request, by its number; 0 where a recording does not say.
    pub events: BTreeMap<u64, Vec<Value>>,
    /// Labels.
    pub labels: Vec<Value>,
    /// Milestones.
    pub milestones: Vec<Value>,
    /// Releases.
    pub releases: Vec<Value>,
    /// Deployments.
    pub deployments: Vec<Value>,
    /// Statuses of a deployment, by its id, oldest first.
    pub statuses: BTreeMap<u64, Vec<Value>>,
    /// Workflow runs.
    pub runs: Vec<Value>,
    /// Jobs of a run, by its id.
    pub jobs: BTreeMap<u64, Vec<Value>>,
    /// Commits by object name.
    pub commits: BTreeMap<String, Value>,
    /// Branches and the commits they point at.
    pub branches: BTreeMap<String, String>,
    /// Tags and the commits they name.
    pub tags: BTreeMap<String, String>,
    pub(crate) history: Option<Arc<History>>,
    /// Places by node id; made when first asked for and after each change.
    pub(super) places: OnceLock<HashMap<String, Place>>,
}

static READINGS: AtomicU64 = AtomicU64::new(0);

/// How many repositories that have a recipe are kept at a time. One of 200 pull requests takes some 20 MB.
const KEPT: usize = 8;

impl World {
    /// Whether more is in memory than needs to be.
    pub(crate) fn is_crowded(&self) -> bool {
        self.repositories.iter().filter(|one| one.can_be_let_go()).count() > 2 * KEPT
    }

    /// Lets go of what was not read lately and can be made again.
    pub(crate) fn let_go(&mut self) {
        let mut kept: Vec<&mut Repository> = self
            .repositories
            .iter_mut()
            .filter(|one| one.can_be_let_go())
            .collect();
        kept.sort_by_key(|one| std::cmp::Reverse(one.used.load(Ordering::Relaxed)));
        for repository in kept.into_iter().skip(KEPT) {
            repository.contents.take();
        }
    }
}

impl Repository {
    /// One that is there from the beginning.
    pub(crate) fn new(document: Value, contents: Contents) -> Self {
        Self {
            document,
            contents: OnceLock::from(Box::new(contents)),
            ..Self::default()
        }
    }

    /// One that is made when it is read.
    pub(super) fn later(document: Value, recipe: Recipe) -> Self {
        Self {
            document,
            recipe: Some(recipe),
            ..Self::default()
        }
    }

    pub(super) fn into_contents(mut self) -> Contents {
        self.contents.take().map(|contents| *contents).unwrap_or_default()
    }

    /// Makes a change that is remembered when the contents are let go.
    pub(super) fn change(&mut self, change: Change) -> Result<Value, String> {
        let _ = &**self;
        let contents = self.contents.get_mut().ok_or("no contents")?;
        contents.places.take();
        let done = contents.change(&change)?;
        if self.recipe.is_some() {
            self.changes.push(change);
        }
        Ok(done)
    }

    /// The place of a node id, if it is in here.
    pub(super) fn place(&self, id: &str) -> Option<&Place> {
        let strange = |recipe: &Recipe| self.changes.is_empty() && !recipe.may_hold(id);
        if self.recipe.as_ref().is_some_and(strange) {
            return None;
        }
        self.places.get_or_init(|| self.index()).get(id)
    }

    fn can_be_let_go(&self) -> bool {
        self.recipe.is_some() && self.contents.get().is_some()
    }

    fn made(&self) -> Box<Contents> {
        let mut contents = self.recipe.as_ref().map(Recipe::contents).unwrap_or_default();
        for change in &self.changes {
            // It could be made before, so it can be made now.
            let _ = contents.change(change);
        }
        Box::new(contents)
    }
}

impl Deref for Repository {
    type Target = Contents;

    fn deref(&self) -> &Contents {
        if self.recipe.is_some() {
            self.used
                .store(READINGS.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        }
        self.contents.get_or_init(|| self.made())
    }
}

impl DerefMut for Repository {
    /// Changes from outside cannot be made again: the contents stay from now on.
    fn deref_mut(&mut self) -> &mut Contents {
        let mut contents = match self.contents.take() {
            Some(contents) => contents,
            None => self.made(),
        };
        contents.places.take();
        (self.recipe, self.changes) = (None, Vec::new());
        self.contents = OnceLock::from(contents);
        match self.contents.get_mut() {
            Some(contents) => contents,
            None => unreachable!("it was just put there"),
        }
    }
}

impl Clone for Repository {
    fn clone(&self) -> Self {
        Self {
            document: self.document.clone(),
            former_names: self.former_names.clone(),
            contents: if self.recipe.is_some() {
                OnceLock::new()
            } else {
                self.contents.clone()
            },
            recipe: self.recipe.clone(),
            changes: self.changes.clone(),
            used: AtomicU64::new(0),
        }
    }
}

#[cfg(test)]
mod tests;
