//! Housekeeping: checkpoints of the log, and files that no version needs any more.

use std::collections::HashSet;
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use deltalake_core::protocol::checkpoints::{cleanup_metadata, create_checkpoint};

use super::StoredTable;
use super::commit::LOG;
use super::open::snapshot;
use super::state::State;
use super::writer::sync_folder;
use crate::LakeError;

/// Log entries between two checkpoints.
const CHECKPOINT_EVERY: i64 = 50;
/// No write of a log entry takes this long.
const HALF_WRITTEN: Duration = Duration::from_mins(5);

impl StoredTable {
    /// Deletes files that no version in use holds and that left the table at least `grace` ago; files of writes
    /// that were given up count from when they were written. Returns how many went.
    pub(crate) fn vacuum(&self, grace: Duration) -> Result<u64, LakeError> {
        if self.state().version < 0 {
            return Ok(0);
        }
        // In this order: a file that is committed meanwhile is either still pending or already in the state.
        let names = data_files(&self.folder)?;
        let pending = self
            .pending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let live = self.live();
        let mut deleted = 0;
        for name in names {
            if pending.contains(&name) || live.contains(&name) || !self.left(&name, grace) {
                continue;
            }
            let path = self.folder.join(&name);
            std::fs::remove_file(&path).map_err(|error| LakeError::io(&path, error))?;
            self.retired
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .remove(&name);
            deleted += 1;
        }
        self.forget_halves();
        Ok(deleted)
    }

    /// Removes log entries that a kill left half written, under their temporary names.
    fn forget_halves(&self) {
        let log = self.folder.join(LOG);
        let old = |path: &Path| {
            let modified = std::fs::metadata(path).and_then(|metadata| metadata.modified());
            modified.is_ok_and(|modified| modified.elapsed().is_ok_and(|age| age > HALF_WRITTEN))
        };
        for name in names(&log).unwrap_or_default() {
            let path = log.join(&name);
            if name.starts_with('.')
                && path.extension().is_some_and(|extension| extension == "tmp")
                && old(&path)
            {
                // Harmless when it stays.
                let _ = std::fs::remove_file(path);
            }
        }
    }

    /// The files of every version that is in use.
    fn live(&self) -> HashSet<String> {
        let pinned = self.pinned.lock().unwrap_or_else(PoisonError::into_inner);
        let states: Vec<Arc<State>> = pinned.iter().filter_map(std::sync::Weak::upgrade).collect();
        states
            .iter()
            .flat_map(|state| state.files())
            .map(|file| file.path.clone())
            .collect()
    }

    fn left(&self, name: &str, grace: Duration) -> bool {
        let retired = self.retired.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(when) = retired.get(name) {
            return when.elapsed() >= grace;
        }
        let modified = std::fs::metadata(self.folder.join(name)).and_then(|metadata| metadata.modified());
        modified.is_ok_and(|modified| modified.elapsed().is_ok_and(|age| age >= grace))
    }

    /// Writes a checkpoint when the log has grown by enough entries since the last, and drops old entries.
    pub(crate) async fn checkpoint(&self) -> Result<bool, LakeError> {
        let version = self.state().version;
        let log = self.folder.join(LOG);
        if version < 0 || version - last_checkpoint(&log) < CHECKPOINT_EVERY {
            return Ok(false);
        }
        let failed = |message: String| LakeError::Engine {
            doing: format!("writing a checkpoint of `{}`", self.layout.name),
            message,
        };
        let table = snapshot(&self.folder).await.map_err(failed)?;
        create_checkpoint(&table, None)
            .await
            .map_err(|error| self.engine("writing a checkpoint", &error))?;
        // Durable before entries go that it stands for.
        for name in names(&log)?.iter().filter(|name| name.contains("checkpoint")) {
            let path = log.join(name);
            File::open(&path)
                .and_then(|file| file.sync_all())
                .map_err(|error| LakeError::io(&path, error))?;
        }
        sync_folder(&log)?;
        cleanup_metadata(&table, None)
            .await
            .map_err(|error| self.engine("tidying the log", &error))?;
        Ok(true)
    }
}

fn last_checkpoint(log: &Path) -> i64 {
    let names = names(log).unwrap_or_default();
    let versions = names
        .iter()
        .filter(|name| name.contains(".checkpoint."))
        .filter_map(|name| name.split('.').next()?.parse().ok());
    versions.max().unwrap_or(-1)
}

fn data_files(folder: &Path) -> Result<Vec<String>, LakeError> {
    let mut names = names(folder)?;
    names.retain(|name| {
        Path::new(name)
            .extension()
            .is_some_and(|extension| extension == "parquet")
    });
    Ok(names)
}

fn names(folder: &Path) -> Result<Vec<String>, LakeError> {
    let entries = std::fs::read_dir(folder).map_err(|error| LakeError::io(folder, error))?;
    Ok(entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect())
}
