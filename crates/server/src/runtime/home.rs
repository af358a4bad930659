//! The data directory: who owns it and what is in it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use weir_control::{Control, ControlError};
use weir_lake::{DataScope, Lake, LakeError, Options};
use weir_measures::Measures;

/// An opened data directory. One process owns it at a time; the lock goes with the value.
pub struct Home {
    /// The directory.
    pub dir: PathBuf,
    /// What Weir is told and remembers.
    pub control: Control,
    /// The tables.
    pub lake: Arc<Lake>,
    /// The metrics over them.
    pub measures: Arc<Measures>,
    _lock: File,
}

/// Why a data directory cannot be used, by what the user can do.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// Another process owns it.
    #[error("{} is in use by {owner}; stop it, or use its API", dir.display())]
    InUse {
        /// The directory.
        dir: PathBuf,
        /// What the owner wrote about itself.
        owner: String,
    },
    /// It cannot be made or written.
    #[error("cannot use {}: {source}; check that it exists, is writable and has free space", dir.display())]
    Io {
        /// The directory.
        dir: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The control database.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// The tables.
    #[error(transparent)]
    Lake(#[from] LakeError),
}

impl Home {
    /// Opens a directory, making it when it is missing. `owner` is what others are told: "`weir serve` (process 12)".
    pub async fn open(dir: &Path, owner: &str) -> Result<Self, HomeError> {
        let io = |source| HomeError::Io {
            dir: dir.to_owned(),
            source,
        };
        std::fs::create_dir_all(dir).map_err(io)?;
        let lock = lock(dir, owner)?;
        let control = Control::open(dir).await?;
        let lake = Lake::open(&dir.join("tables"), Options::default()).await?;
        let measures = Arc::new(Measures::new(Arc::clone(&lake)));
        Ok(Self {
            dir: dir.to_owned(),
            control,
            lake,
            measures,
            _lock: lock,
        })
    }

    /// Where git mirrors of an integration are kept.
    pub fn mirrors(&self) -> PathBuf {
        self.dir.join("mirrors")
    }
}

/// What questions to all tables see: everything but what integrations leave out by their own scopes.
pub async fn account_scope(control: &Control) -> Result<DataScope, ControlError> {
    let scopes = control.scopes().await?;
    Ok(DataScope {
        narrowed: scopes
            .into_iter()
            .map(|(id, scope)| (id.to_string(), vec![scope]))
            .collect(),
        ..DataScope::default()
    })
}

/// The system releases the lock when the process ends, however it ends.
fn lock(dir: &Path, owner: &str) -> Result<File, HomeError> {
    let io = |source| HomeError::Io {
        dir: dir.to_owned(),
        source,
    };
    let path = dir.join("lock");
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(io)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut text = String::new();
            file.read_to_string(&mut text).map_err(io)?;
            let owner = if text.trim().is_empty() {
                "another process"
            } else {
                text.trim()
            };
            return Err(HomeError::InUse {
                dir: dir.to_owned(),
                owner: owner.to_owned(),
            });
        }
        Err(TryLockError::Error(source)) => return Err(io(source)),
    }
    file.set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| writeln!(file, "{owner}"))
        .map_err(io)?;
    Ok(file)
}
