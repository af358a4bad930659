use std::path::PathBuf;

use weir_control::ControlError;
use weir_lake::LakeError;

/// Why a task could not be run, by what the caller can do.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no connector of that kind.
    #[error("there is no connector `{kind}`; there are {}", kinds())]
    UnknownKind {
        /// What was asked for.
        kind: String,
    },
    /// It has a task already.
    #[error("a task of `{name}` is already running")]
    Running {
        /// The integration.
        name: String,
    },
    /// It is going away.
    #[error("`{name}` is being deleted")]
    Deleting {
        /// The integration.
        name: String,
    },
    /// A mirror cannot be removed.
    #[error("cannot remove {}: {source}", path.display())]
    Mirror {
        /// The mirror.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The engine's storage.
    #[error(transparent)]
    Store(#[from] weir_ingest::StoreError),
    /// The control database.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// The tables.
    #[error(transparent)]
    Lake(#[from] LakeError),
}

fn kinds() -> String {
    let kinds: Vec<&str> = weir_connectors::ALL
        .iter()
        .map(|connector| connector.id)
        .collect();
    kinds.join(", ")
}
