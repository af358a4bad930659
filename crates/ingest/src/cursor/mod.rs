//! How far a stream has come: pure bookkeeping, no IO.
//!
//! What was read is a set of time intervals, so a crash leaves gaps that the next run fills, and the tail can be read
//! before the history. A list that comes newest first is read by [`Walk`]s from the top down; each keeps the token from
//! which it goes on.

mod interval;
mod walks;

use serde::{Deserialize, Serialize};
use weir_model::Time;

pub use interval::IntervalSet;
pub(crate) use walks::{PageFacts, Span};

/// Nothing is asked for before this: some upstreams answer nothing at all when asked for changes since 1970.
pub(crate) const FLOOR: Time = Time::from_seconds(315_532_800);

/// The checkpoint of one stream in one partition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CursorState {
    /// Moments of the cursor field that were read.
    pub covered: IntervalSet,
    /// The newest value of the cursor field that was seen.
    pub watermark: Option<Time>,
    /// Unfinished readings, newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub walks: Vec<Walk>,
    /// Where reading stopped because no more history was wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bottom: Option<Walk>,
    /// Page size that worked, when the usual one did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_size: Option<u32>,
    /// Pages in a row that worked at this size.
    #[serde(skip_serializing_if = "is_zero")]
    pub good_pages: u32,
    /// Whether everything wanted was read at the time of `synced`.
    pub finished: bool,
    /// When it was last caught up.
    pub synced: Option<Time>,
    /// The way in which a list of commits is read: another may tell more of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way: Option<String>,
    /// Commit of which, and of all that led to it, everything wanted was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tip: Option<String>,
    /// Commit at which the list began that is being read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// What the git mirror held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub git: Option<crate::git::GitState>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// A reading from `high` down to `low`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    /// Oldest moment wanted.
    pub low: Time,
    /// Newest moment it vouches for.
    pub high: Time,
    /// Oldest moment it has come to.
    pub at: Option<Time>,
    /// Page to go on with; `None` is the first.
    pub token: Option<String>,
}

impl Walk {
    /// A reading that has not begun.
    pub const fn new(low: Time, high: Time) -> Self {
        Self {
            low,
            high,
            at: None,
            token: None,
        }
    }
}

#[cfg(test)]
mod tests;
