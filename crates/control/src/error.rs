use std::path::PathBuf;

/// Why the control store refused, by what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// There is no such thing; look at the list.
    #[error("there is no {what} `{name}`")]
    NotFound {
        /// `integration`, `project`, `task`.
        what: &'static str,
        /// Its id or name, as asked for.
        name: String,
    },
    /// It cannot be done as things stand; change one of them.
    #[error("{message}")]
    Conflict {
        /// What stands in the way.
        message: String,
    },
    /// Another has changed it; read it again.
    #[error("the {what} `{name}` has changed since it was read")]
    Changed {
        /// `insight`, `collection`.
        what: &'static str,
        /// Its name now.
        name: String,
    },
    /// A value does not do; enter another.
    #[error("{field} {message}")]
    Invalid {
        /// Field that holds it.
        field: &'static str,
        /// What is wrong with it and what is expected.
        message: String,
    },
    /// The secrets were sealed with another key; bring that key back.
    #[error("the key for stored secrets does not fit: {message}")]
    WrongKey {
        /// Where the key came from and what to do.
        message: String,
    },
    /// A newer version wrote the database; run that version.
    #[error(
        "the control database is at version {found} and this program knows {known}: run the newer program"
    )]
    Newer {
        /// Newest migration in the database.
        found: i64,
        /// Newest migration in the program.
        known: i64,
    },
    /// A file cannot be read or written; look at permissions and free space.
    #[error("cannot use {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database is broken or cannot be reached.
    #[error("control database: {message}")]
    Database {
        /// What happened, without values.
        message: String,
        /// What the driver said.
        source: Option<Box<sqlx::Error>>,
    },
}

impl ControlError {
    pub(crate) fn not_found(what: &'static str, name: impl std::fmt::Display) -> Self {
        Self::NotFound {
            what,
            name: name.to_string(),
        }
    }

    pub(crate) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid {
            field,
            message: message.into(),
        }
    }

    /// A stored value that no version of this program writes.
    pub(crate) fn damaged(what: impl std::fmt::Display) -> Self {
        Self::Database {
            message: format!("{what} is damaged"),
            source: None,
        }
    }
}

impl From<sqlx::Error> for ControlError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database {
            message: error.to_string(),
            source: Some(Box::new(error)),
        }
    }
}
