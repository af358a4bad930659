use weir_control::ControlError;
use weir_lake::LakeError;
use weir_measures::MeasureError;

/// Why something about collections, contributors, profiles or Insights cannot be done, by what the caller can do.
#[derive(Debug, thiserror::Error)]
pub enum InsightsError {
    /// What was given does not do: correct it.
    #[error("{message}")]
    Invalid {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
    /// A text does not do: correct it where it says.
    #[error("{message}")]
    File {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
        /// The line that is wrong, from 1; `None` when it is no single one.
        line: Option<u64>,
    },
    /// It cannot be done as things stand.
    #[error("{message}")]
    Conflict {
        /// What stands in the way.
        message: String,
    },
    /// The control store.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// A metric.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// The tables.
    #[error(transparent)]
    Lake(#[from] LakeError),
}

impl InsightsError {
    pub(crate) fn invalid(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Invalid {
            message: message.into(),
            hint: hint.into(),
        }
    }
}
