//! The rows of the normalized tables: what every connector produces and every metric reads.
//!
//! A table is a fact ([`Table`]): its columns with their meaning, its key, the column that places a row in a
//! month, the column that says which version of a row is newer. Rows are typed structs ([`entity!`]) that turn
//! into [`Cell`]s; [`arrow::record_batch`] turns rows into Arrow. No IO happens here.
#![warn(missing_docs)]

pub mod arrow;
mod batch;
mod cell;
pub mod entities;
mod mentions;
pub mod scope;
mod table;
mod time;

pub use batch::{Batch, Drift, Removal, Row};
pub use cell::{Cell, Id, Value, characters};
pub use entities::TABLES;
pub use mentions::{Mentions, commit_issues, issue_keys};
pub use scope::Scope;
pub use table::{Column, ColumnType, Entity, Owner, Table, owned_by, owners, table};
pub use time::Time;

#[cfg(test)]
mod tests;
