use weir_model::Time;

/// What to do about a failed answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Try again after a growing, jittered pause.
    Retry,
    /// Wait as long as the answer says (`Retry-After`, quota reset), else the budget's penalty, then try again.
    Wait,
    /// Ask again for a smaller page, then a longer pause.
    ShrinkPage,
    /// Begin the list again: the page cursor is no longer good.
    ResetPagination,
    /// Leave this partition or record out, count it under this reason, go on.
    Skip(&'static str),
    /// The credential is refused: stop the task, the user must act.
    Unauthorized,
    /// The credential lacks the stream's permission.
    MissingPermission,
    /// The thing is gone or was never there.
    NotFound,
    /// Stop the task.
    Fail,
}

/// When a rule applies: all that is set must hold.
#[derive(Clone, Copy, Debug)]
pub struct When {
    /// Lowest status.
    pub from: u16,
    /// Highest status.
    pub to: u16,
    /// Text in the body, lower case.
    pub body: Option<&'static str>,
    /// Header that is there, with this value if one is given.
    pub header: Option<(&'static str, Option<&'static str>)>,
}

impl When {
    /// Any answer of that status.
    pub const fn status(status: u16) -> Self {
        Self {
            from: status,
            to: status,
            body: None,
            header: None,
        }
    }

    /// … whose body has the text (lower case).
    #[must_use]
    pub const fn body(mut self, text: &'static str) -> Self {
        self.body = Some(text);
        self
    }

    /// … that has the header.
    #[must_use]
    pub const fn header(mut self, name: &'static str, value: Option<&'static str>) -> Self {
        self.header = Some((name, value));
        self
    }
}

/// One line of a connector's error table.
#[derive(Clone, Copy, Debug)]
pub struct ErrorRule {
    /// When it applies.
    pub when: When,
    /// What to do.
    pub action: Action,
    /// What to tell the user to do.
    pub hint: &'static str,
}

impl ErrorRule {
    /// A line of the table.
    pub const fn new(when: When, action: Action, hint: &'static str) -> Self {
        Self { when, action, hint }
    }

    /// What every upstream gets after its own rules.
    pub const DEFAULTS: &'static [Self] = &[
        Self::new(
            When::status(401),
            Action::Unauthorized,
            "make a new token and re-authenticate the integration",
        ),
        Self::new(
            When::status(403),
            Action::MissingPermission,
            "grant the token the permission, then run again",
        ),
        Self::new(
            When::status(404),
            Action::NotFound,
            "check the name, and that the token may see it",
        ),
        Self::new(
            When::status(408),
            Action::Retry,
            "the upstream was slow; it is tried again",
        ),
        Self::new(
            When::status(410),
            Action::NotFound,
            "it was deleted at the upstream",
        ),
        Self::new(
            When::status(429),
            Action::Wait,
            "the quota is used up; the task goes on when it is refilled",
        ),
        Self::new(
            When {
                from: 500,
                to: 599,
                body: None,
                header: None,
            },
            Action::Retry,
            "the upstream has a fault; look at its status page",
        ),
        Self::new(
            When {
                from: 300,
                to: 499,
                body: None,
                header: None,
            },
            Action::Fail,
            "the upstream refused the request; look at its answer in the ingestion log",
        ),
    ];
}

/// Why fetching stopped, by what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The credential is refused.
    #[error("the upstream refuses the credential ({status}): {message}")]
    Unauthorized {
        /// HTTP status.
        status: u16,
        /// The upstream's words.
        message: String,
    },
    /// The credential lacks a permission.
    #[error("the credential lacks the permission `{permission}`: {message}")]
    MissingPermission {
        /// In the vendor's words.
        permission: String,
        /// The upstream's words.
        message: String,
    },
    /// The thing is not there.
    #[error("not found: {what}")]
    NotFound {
        /// Path or name.
        what: String,
    },
    /// The upstream asks to wait longer than the task may.
    #[error("the quota is used up until {until}")]
    Throttled {
        /// When to go on.
        until: Time,
    },
    /// No connection, or it broke, after all retries.
    #[error("cannot reach {host}: {message}")]
    Unreachable {
        /// Host and port.
        host: String,
        /// What the network said.
        message: String,
    },
    /// The upstream failed after all retries.
    #[error("the upstream answered {status} to {what}: {message}")]
    Upstream {
        /// HTTP status.
        status: u16,
        /// Path.
        what: String,
        /// The upstream's words.
        message: String,
    },
    /// The answer is not what the upstream documents: HTML, cut-off JSON, a missing list, a repeated cursor.
    #[error("unusable answer to {what}: {message}")]
    Malformed {
        /// Path.
        what: String,
        /// What is wrong with it.
        message: String,
    },
    /// A git command failed.
    #[error("git: {message}")]
    Git {
        /// What git said, without secrets.
        message: String,
    },
    /// The configuration does not do.
    #[error("configuration: {message}")]
    Config {
        /// What is wrong and what is expected.
        message: String,
    },
}

impl FetchError {
    /// Its kind in one word, for the ingestion log, the API and tests.
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Unauthorized { .. } => "unauthorized",
            Self::MissingPermission { .. } => "missing_permission",
            Self::NotFound { .. } => "not_found",
            Self::Throttled { .. } => "throttled",
            Self::Unreachable { .. } => "unreachable",
            Self::Upstream { .. } => "upstream",
            Self::Malformed { .. } => "malformed",
            Self::Git { .. } => "git",
            Self::Config { .. } => "config",
        }
    }
}

/// A record that does not have the documented shape.
#[derive(Debug, thiserror::Error)]
#[error("{what}: {source}")]
pub struct MapError {
    /// The record's type.
    pub what: &'static str,
    /// What the parser said.
    pub source: serde_json::Error,
}
