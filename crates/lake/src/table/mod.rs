//! One table on disk: a folder with Parquet files and a Delta log.
//!
//! One process owns the folder. The log is written here, file by file with `fsync`, because an acknowledged row
//! must survive a power cut; delta-rs reads it back, makes its checkpoints and cleans it up.

pub(crate) mod commit;
mod compact;
pub(crate) mod delete;
pub(crate) mod file;
pub(crate) mod fold;
mod log;
mod merge;
mod open;
pub(crate) mod pending;
pub(crate) mod state;
mod tidy;
pub(crate) mod writer;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use std::time::Instant;

use self::pending::{Names, Pending};
use self::state::State;
use crate::layout::Layout;

/// A table and the locks around it.
#[derive(Debug)]
pub(crate) struct StoredTable {
    pub(crate) layout: Arc<Layout>,
    pub(crate) folder: PathBuf,
    state: RwLock<Arc<State>>,
    /// Held by whoever appends, so that the order of arrival is the order of the log.
    pub(crate) appending: Arc<tokio::sync::Mutex<()>>,
    /// Held by whoever rewrites files.
    pub(crate) rewriting: Arc<tokio::sync::Mutex<()>>,
    committing: Mutex<()>,
    pending: Names,
    /// Files that left the table in this process, and when.
    retired: Mutex<HashMap<String, Instant>>,
    /// Versions that may still be in use.
    pinned: Mutex<Vec<Weak<State>>>,
}

impl StoredTable {
    fn new(layout: Arc<Layout>, folder: PathBuf, state: State) -> Self {
        let state = Arc::new(state);
        let pinned = Mutex::new(vec![Arc::downgrade(&state)]);
        Self {
            layout,
            folder,
            state: RwLock::new(state),
            appending: Arc::default(),
            rewriting: Arc::default(),
            committing: Mutex::default(),
            pending: Names::default(),
            retired: Mutex::default(),
            pinned,
        }
    }

    /// A table that gets its folder with the first append.
    pub(crate) fn absent(layout: Arc<Layout>, lake: &Path) -> Self {
        let folder = lake.join(layout.name);
        let state = State::empty(layout.schema.clone());
        Self::new(layout, folder, state)
    }

    /// The newest version.
    pub(crate) fn state(&self) -> Arc<State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn publish(&self, state: State) -> Arc<State> {
        let state = Arc::new(state);
        let mut pinned = self.pinned.lock().unwrap_or_else(PoisonError::into_inner);
        pinned.retain(|old| old.strong_count() > 0);
        pinned.push(Arc::downgrade(&state));
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state.clone();
        state
    }

    /// A place to note the files of one write.
    pub(crate) fn pending(&self) -> Pending {
        Pending::new(self.folder.clone(), self.pending.clone())
    }

    /// The path of a file of the table, as messages name it.
    pub(crate) fn shown(&self, name: &str) -> String {
        format!("{}/{name}", self.layout.name)
    }
}

#[cfg(test)]
mod tests;
