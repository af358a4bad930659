//! What can go wrong, by what a caller can do about it.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use datafusion::error::DataFusionError;

/// Why the lake could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// A table's files do not say what its log says they do. Restore them; nothing was changed.
    #[error("table `{table}` is damaged: {message} (`{path}`); {hint}")]
    Damaged {
        /// The table.
        table: String,
        /// The file, relative to the lake's folder.
        path: String,
        /// What is wrong with it.
        message: String,
        /// What to do.
        hint: String,
    },
    /// A newer version wrote this. Upgrade; nothing was changed.
    #[error("`{table}` was written by a newer version: {message} (`{path}`); {hint}")]
    Newer {
        /// The table, or `lake` for the whole folder.
        table: String,
        /// The file that says so, relative to the lake's folder.
        path: String,
        /// What is newer.
        message: String,
        /// What to do.
        hint: String,
    },
    /// Another process owns the folder.
    #[error("`{}` is in use by another process; stop it, or ask it over its API", .path.display())]
    Busy {
        /// The lake's folder.
        path: PathBuf,
    },
    /// No space left. What was not acknowledged is not there; what was, is.
    #[error("no space left on the disk that holds `{}`; free some and try again", .path.display())]
    DiskFull {
        /// The file being written.
        path: PathBuf,
    },
    /// The query is wrong; its author can fix it.
    #[error("{message}{}", hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default())]
    Sql {
        /// What is wrong.
        message: String,
        /// What to write instead.
        hint: Option<String>,
    },
    /// The query needs more memory than the lake may use.
    #[error("the query needs more memory than allowed: {message}; narrow its time range or its columns")]
    Memory {
        /// What the engine said.
        message: String,
    },
    /// No table has this name.
    #[error("there is no table `{table}`")]
    UnknownTable {
        /// The name asked for.
        table: String,
    },
    /// A file could not be read or written.
    #[error("cannot access `{}`: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The engine failed in a way that is nobody's mistake but ours.
    #[error("the query engine failed while {doing}: {message}")]
    Engine {
        /// What it was doing.
        doing: String,
        /// What it said.
        message: String,
    },
}

impl LakeError {
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        if is_disk_full(&source) {
            return Self::DiskFull { path: path.into() };
        }
        Self::Io {
            path: path.into(),
            source,
        }
    }

    pub(crate) fn sql(message: impl Into<String>, hint: impl Into<Option<String>>) -> Self {
        Self::Sql {
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// A failure of the engine while reading or writing `path`: the disk may be full, memory may be short.
    pub(crate) fn engine(doing: &str, path: &Path, error: &(dyn Error + 'static)) -> Self {
        let chain = || std::iter::successors(Some(error), |error: &&(dyn Error + 'static)| (*error).source());
        if chain().any(|error| error.downcast_ref::<io::Error>().is_some_and(is_disk_full))
            || error.to_string().contains("No space left on device")
        {
            return Self::DiskFull { path: path.into() };
        }
        let exhausted = |error: &&(dyn Error + 'static)| {
            matches!(
                error
                    .downcast_ref::<DataFusionError>()
                    .map(DataFusionError::find_root),
                Some(DataFusionError::ResourcesExhausted(_))
            )
        };
        if let Some(error) = chain().find(exhausted) {
            return Self::Memory {
                message: first_line(&error.to_string()),
            };
        }
        Self::Engine {
            doing: doing.into(),
            message: error.to_string(),
        }
    }
}

fn is_disk_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

pub(crate) fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}
