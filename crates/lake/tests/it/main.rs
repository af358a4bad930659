//! The lake from outside: what is appended can be queried, whatever happens in between.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod damage;
mod fixtures;
mod guard;
mod housekeeping;
mod model;
mod raw;
mod removals;
mod rows;
mod scope;
