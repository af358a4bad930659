use weir_lake::LakeError;
use weir_model::Time;

use crate::names::nearest;

/// Why a question about a metric has no answer.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// A name that does not exist: the caller can offer the nearest or the list.
    #[error("there is no {kind} `{name}`; {}{}", suggestion(nearest.as_ref()), choice(known))]
    Unknown {
        /// `metric`, `dimension`, `aggregate` or `bucket`.
        kind: &'static str,
        /// What was asked for.
        name: String,
        /// The known name most like it.
        nearest: Option<String>,
        /// Every known name.
        known: Vec<String>,
    },
    /// The range is empty or reversed: the caller must swap or widen it.
    #[error("the range is reversed or empty: it begins {from} and ends {to}; the end must be later")]
    InvalidRange {
        /// Its beginning.
        from: Time,
        /// Its end.
        to: Time,
    },
    /// A page cursor that this metric never gave.
    #[error("`{0}` is not a cursor of this list; use the `next` of the page before")]
    InvalidCursor(String),
    /// A condition that does not read as one.
    #[error(
        "`{0}` is not a condition; write `author=ann,bob`, `author!=ann`, `repository^=acme/` (starts with), `title*=fix` \
         (contains) or `title!~fix`"
    )]
    InvalidFilter(String),
    /// A setting of the project or profile that cannot be used: correct it there.
    #[error("{0}")]
    Setting(String),
    /// A metric file that cannot be used: its author must correct it.
    #[error("the metric `{metric}` is unusable: {message}")]
    Definition {
        /// Its id.
        metric: String,
        /// What is wrong and what it should be.
        message: String,
    },
    /// The store could not answer.
    #[error(transparent)]
    Lake(#[from] LakeError),
}

impl MeasureError {
    pub(crate) fn unknown(kind: &'static str, name: &str, known: &[&str]) -> Self {
        Self::Unknown {
            kind,
            name: name.to_owned(),
            nearest: nearest(name, known).map(str::to_owned),
            known: known.iter().map(|name| (*name).to_owned()).collect(),
        }
    }
}

/// Names listed in a message; longer lists are for a page of their own.
const LISTED: usize = 10;

fn choice(known: &[String]) -> String {
    match known.get(..LISTED) {
        Some(first) if known.len() > LISTED => {
            format!("known: {} and {} more", first.join(", "), known.len() - LISTED)
        }
        _ => format!("known: {}", known.join(", ")),
    }
}

fn suggestion(nearest: Option<&String>) -> String {
    nearest
        .map(|name| format!("did you mean `{name}`? "))
        .unwrap_or_default()
}
