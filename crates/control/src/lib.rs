//! What Weir is told and what it remembers about its work: integrations with their secrets, projects and mappings,
//! tasks with their attempts, cursors, budgets, keys.
//!
//! One `SQLite` file, `control.db`. The SQL is the part that `PostgreSQL` shares: numbered placeholders, texts, whole
//! numbers, `ON CONFLICT`, `RETURNING`. Only this crate contains it.
//!
//! One type, [`Control`], holds the connections; its methods stand in one file per noun.

mod attention;
mod budgets;
mod channels;
mod checkpoints;
mod contributors;
mod database;
mod deletions;
mod error;
mod integrations;
mod keys;
mod mappings;
mod names;
mod notices;
mod objects;
mod outbox;
mod progress;
mod projects;
mod renewals;
mod schedules;
mod scopes;
mod secrets;
mod settings;
mod tasks;
mod vault;
mod webhooks;

pub use attention::{Attention, User};
pub use budgets::Quota;
pub use channels::{Channel, ChannelKind, NewChannel};
pub use checkpoints::{Cursor, Partition};
pub use contributors::{
    Account, Basis, Contributor, ContributorChange, ContributorEvent, FieldChange, Owner,
};
pub use database::Control;
pub use deletions::{Deletion, DeletionStep};
pub use error::ControlError;
pub use integrations::{Health, Integration, IntegrationChange, NewIntegration};
pub use keys::ApiKey;
pub use mappings::{Mapping, Target};
pub use notices::Event;
pub use objects::{Object, ObjectContent, ObjectKind};
pub use outbox::{Notification, OutboxStatus};
pub use progress::{OpenEntry, OpenState, Progress, Remembered};
pub use projects::{Project, ProjectChange};
pub use renewals::Authorization;
pub use schedules::{Cadence, Schedule, Timetable};
pub use tasks::{
    Attempt, Failing, LEASE, NewTask, Outcome, StreamReport, Task, TaskCounts, TaskError, TaskFilter,
    TaskKind, TaskLane, TaskStatus, Totals,
};
pub use webhooks::{
    Delivery, DeliveryFilter, DeliveryState, Due, Incoming, NewSecret, Packed, Received, Webhook,
};

type Result<T, E = ControlError> = std::result::Result<T, E>;

/// The present moment, as everything here is stamped.
fn now() -> weir_model::Time {
    chrono::Utc::now().into()
}

/// A stored JSON text; `what` names it in the error when it cannot be read.
fn from_json<T: serde::de::DeserializeOwned>(text: &str, what: impl std::fmt::Display) -> Result<T> {
    serde_json::from_str(text).map_err(|_| ControlError::damaged(what))
}

/// A value as the JSON text that is stored.
fn to_json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| ControlError::Database {
        message: error.to_string(),
        source: None,
    })
}

/// An enum whose variants are stored, and shown everywhere, as these words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $what:literal { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// Every word.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value of a word.
            pub fn parse(word: &str) -> crate::Result<Self> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(crate::ControlError::damaged(format_args!("{} `{word}`", $what))),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
use words;
