//! The store: raw records and normalized rows as Delta tables in one folder, and SQL over them.
//!
//! [`Lake::append`] writes rows into waiting files, [`Lake::fold`] moves the newest version of each into files by
//! month, [`Lake::session`] opens a view narrowed to what its reader may see, [`Session::sql`] queries it. This
//! crate alone knows Delta Lake and DataFusion.
#![warn(missing_docs)]

mod append;
mod calendar;
mod counts;
mod engine;
mod error;
mod faults;
mod find;
mod functions;
mod lake;
mod layout;
mod purge;
pub mod questions;
mod raw;
mod remove;
mod scan;
mod session;
mod table;
mod view;

pub use arrow_array::RecordBatch;

pub use calendar::{Calendar, hours};
pub use error::LakeError;
#[doc(hidden)]
pub use faults::Faults;
pub use functions::midnight;
pub use lake::{Lake, Maintenance, Options, TableStats, Written, visible_columns};
pub use raw::{RawMatch, RawPages, RawRecord};
pub use remove::GoneRecord;
pub use session::{DataScope, Format, Printed, Session};
pub use table::fold::FoldReport;
