//! What the simulated upstream holds: documents in GitHub's REST shape, from which REST and GraphQL both answer.

pub(crate) mod accessors;
mod document;
mod ids;
mod index;
mod load;
mod made;
mod mutate;
mod packed;
mod recipe;
mod seeded;
mod view;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use serde_json::Value;

use self::recipe::Recipe;
use crate::git::History;

pub(crate) use accessors::{list, text};
pub(crate) use document::{API, time};
pub(crate) use index::{Kind, Place};
pub(crate) use made::{made_pull, made_repository};
pub use mutate::Mutation;
pub use packed::Packed;
pub(crate) use view::View;

/// Everything one upstream holds.
///
/// Documents are compact: an account inside one is `{"login": …}` and a repository is `{"_repository": …}`; both
/// are written out when a document is answered. Keys beginning with `_` are never answered.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// The world's present: nothing in it is later.
    pub now: DateTime<Utc>,
    /// The account of the credential.
    pub viewer: String,
    /// Accounts by login, people, bots and organizations.
    pub users: BTreeMap<String, Value>,
    /// Teams of the organizations, each with `members`, a list of logins.
    pub teams: Vec<Value>,
    /// Repositories in the order in which they were made.
    pub repositories: Vec<Repository>,
    /// Places by node id; made when first asked for and after each change.
    pub(crate) index: OnceLock<HashMap<String, (Option<usize>, Place)>>,
    /// Positions of repositories by name in lower case; only a hint, because anybody may change the list.
    pub(crate) names: OnceLock<HashMap<String, usize>>,
}

/// One repository and all that belongs to it.
#[derive(Clone, Debug, Default)]
pub struct Repository {
    /// The repository's own document.
    pub document: Value,
    /// Names it had before: requests to them are redirected.
    pub former_names: Vec<String>,
    /// Pull requests by number.
    pub pulls: Packed<BTreeMap<u64, Value>>,
    /// Issues by number, without pull requests.
    pub issues: BTreeMap<u64, Value>,
    /// Commits of a pull request, by its number.
    pub pull_commits: Packed<BTreeMap<u64, Vec<Value>>>,
    /// Files of a pull request, by its number.
    pub pull_files: Packed<BTreeMap<u64, Vec<Value>>>,
    /// Reviews of a pull request, by its number.
    pub reviews: Packed<BTreeMap<u64, Vec<Value>>>,
    /// Line comments of a pull request, by its number.
    pub line_comments: Packed<BTreeMap<u64, Vec<Value>>>,
    /// Conversation comments of an issue or a pull request, by its number.
    pub comments: Packed<BTreeMap<u64, Vec<Value>>>,
    /// Events of an issue or a pull request, by its number; 0 where a recording does not say.
    pub events: Packed<BTreeMap<u64, Vec<Value>>>,
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
    pub runs: Packed<Vec<Value>>,
    /// Jobs of a run, by its id.
    pub jobs: Packed<BTreeMap<u64, Vec<Value>>>,
    /// Commits by object name.
    pub commits: Packed<BTreeMap<String, Value>>,
    /// Branches and the commits they point at.
    pub branches: BTreeMap<String, String>,
    /// Tags and the commits they name.
    pub tags: BTreeMap<String, String>,
    pub(crate) history: Option<Arc<History>>,
    /// From what it was made, when much of it is packed.
    pub(crate) recipe: Option<Recipe>,
}
