//! Files that are written but not committed yet.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Names of uncommitted files of one table, so that a vacuum leaves them alone.
pub(crate) type Names = Arc<Mutex<HashSet<String>>>;

/// The files of one write: deleted when it is given up, kept once it is committed.
pub(crate) struct Pending {
    folder: PathBuf,
    names: Names,
    mine: Vec<String>,
}

impl Pending {
    pub(crate) fn new(folder: PathBuf, names: Names) -> Self {
        Self {
            folder,
            names,
            mine: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, name: &str) {
        self.mine.push(name.to_owned());
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.insert(name.to_owned());
    }

    /// The files are in the log now, or shall be left behind as a crash would.
    pub(crate) fn keep(mut self) {
        self.release();
        self.mine.clear();
    }

    fn release(&self) {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        for name in &self.mine {
            names.remove(name);
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        for name in &self.mine {
            // Leftovers are harmless: the next vacuum takes them.
            let _ = std::fs::remove_file(self.folder.join(name));
        }
        self.release();
    }
}
