//! A world out of recorded answers: what real GitHub servers said, not what we believe they say.

mod assemble;
mod classify;
mod normalize;
mod scan;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::world::World;

/// Why recordings could not be read.
#[derive(Debug, thiserror::Error)]
pub enum RecordedError {
    /// There is nothing to read: the caller skips.
    #[error("no recorded answers at {0}: set WEIR_UPSTREAM_DIR to the folder of upstream material")]
    Absent(PathBuf),
    /// A file or folder could not be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// What was found and what was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordedSummary {
    /// Files read as JSON.
    pub files: usize,
    /// Different documents in the world, by kind.
    pub documents: BTreeMap<&'static str, usize>,
    /// Documents left out, by reason.
    pub left_out: BTreeMap<&'static str, usize>,
}

impl RecordedSummary {
    fn leave_out(&mut self, reason: &'static str) {
        *self.left_out.entry(reason).or_default() += 1;
    }
}

impl World {
    /// The world that the recordings under `folder` describe: the folder of all upstream material or its `github`.
    ///
    /// A document that was recorded often is kept once, as it was last updated. Documents without which others would
    /// hang in the air (a repository, the pull request of a review) are made up with `_partial: true`.
    pub fn recorded(folder: &Path) -> Result<(Self, RecordedSummary), RecordedError> {
        let folders = [
            folder.join("github/recorded"),
            folder.join("recorded"),
            folder.to_owned(),
        ];
        let found = folders.iter().find(|folder| folder.is_dir());
        let folder = found.ok_or_else(|| RecordedError::Absent(folder.to_owned()))?;
        let mut summary = RecordedSummary::default();
        let found = scan::scan(folder, &mut summary)?;
        let world = assemble::assemble(found, &mut summary);
        Ok((world, summary))
    }
}
