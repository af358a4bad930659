//! The engine: reads the facts of a connector and does all IO they imply.
//!
//! [`Engine::sync`] fetches what is new, newest first, and lands it page by page in a [`Store`], each page with the
//! checkpoint from which the next run goes on. [`Engine::check`] says what is wrong with a connection.
//! [`replay`](replay()) maps landed documents again without asking the upstream.
#![warn(missing_docs)]

mod authorize;
mod board;
mod check;
mod client;
mod clock;
mod cursor;
mod expiry;
mod failure;
mod fetch;
pub mod git;
mod governor;
mod known;
mod land;
mod lane;
pub mod memory;
mod preview;
mod redeliver;
mod replay;
mod report;
mod secrets;
mod spec;
mod store;
mod sync;
mod turns;

pub use authorize::authorize_url;
pub use check::CheckResult;
pub use client::UpstreamState;
pub use clock::{Clock, SystemClock, TestClock};
pub use cursor::{CursorState, IntervalSet, Walk};
pub use fetch::mirror_name;
pub use known::{Note, NoteKind, OpenChange, OpenRecord, RecordName};
pub use lane::Lane;
pub use preview::{Basis, Plan, Spent, StreamPlan};
pub use redeliver::FailedDelivery;
pub use replay::{Replayed, replay};
pub use report::{
    ErrorReport, Estimate, Events, Level, LogLine, NoEvents, StreamReport, TaskReport, TaskStatus,
};
pub use spec::{IntegrationSpec, Options, switched_on};
pub use store::{LandedPage, RawRecord, SavedBudget, SavedCursor, Store, StoreError, stored_partition};
pub use sync::{Engine, budget_keys};
pub use tokio_util::sync::CancellationToken;
