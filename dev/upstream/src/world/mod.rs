//! What the simulated upstream holds: documents in GitHub's REST shape, from which REST and GraphQL both answer.

pub(crate) mod accessors;
mod document;
mod ids;
mod index;
mod load;
mod made;
mod mutate;
mod recipe;
mod repository;
mod seeded;
mod view;

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use chrono::{DateTime, Utc};
use serde_json::Value;

pub(crate) use accessors::{list, text};
pub(crate) use document::{API, time};
pub(crate) use index::{Kind, Place};
pub(crate) use made::{made_pull, made_repository};
pub use mutate::Mutation;
pub use repository::{Contents, Repository};
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
    /// Positions of repositories by name in lower case; only a hint, because anybody may change the list.
    pub(crate) names: OnceLock<HashMap<String, usize>>,
}
