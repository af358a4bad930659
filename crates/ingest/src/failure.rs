//! Why something inside the engine stopped.

use weir_connect::{Action, FetchError};

use crate::StoreError;

/// A failed request with what the error tables say about it.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What the caller is to do; never `Retry` or `Wait`, which the client has done by then.
    pub(crate) action: Action,
    /// What happened.
    pub(crate) error: FetchError,
    /// What the user can do.
    pub(crate) hint: String,
    /// Whether the same request would fail again, or take as long again, so that it is not worth asking.
    pub(crate) lasts: bool,
}

impl Failure {
    pub(crate) fn new(action: Action, error: FetchError, hint: impl Into<String>) -> Self {
        Self {
            action,
            error,
            hint: hint.into(),
            lasts: false,
        }
    }

    /// One that the same request would meet again.
    pub(crate) fn lasting(self) -> Self {
        Self { lasts: true, ..self }
    }

    /// An answer that does not do.
    pub(crate) fn malformed(what: impl Into<String>, message: impl Into<String>, hint: &str) -> Self {
        let error = FetchError::Malformed {
            what: what.into(),
            message: message.into(),
        };
        Self::new(Action::Fail, error, hint)
    }

    /// A configuration that does not do.
    pub(crate) fn config(message: impl Into<String>) -> Self {
        let message = message.into();
        Self::new(
            Action::Fail,
            FetchError::Config { message },
            "change the integration's configuration",
        )
    }
}

/// Why a piece of work ended early.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The user stopped the run.
    Cancelled,
    /// Rows could not be landed.
    Store(StoreError),
    /// The upstream did not give what was asked.
    Fetch(Box<Failure>),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Failure> for Halt {
    fn from(failure: Failure) -> Self {
        Self::Fetch(Box::new(failure))
    }
}

impl From<FetchError> for Halt {
    fn from(error: FetchError) -> Self {
        Failure::from(error).into()
    }
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        let hint = match error {
            FetchError::Config { .. } => "change the integration's configuration",
            FetchError::Throttled { .. } => "the next run goes on from here",
            _ => "look at the ingestion log",
        };
        Self::new(Action::Fail, error, hint)
    }
}
