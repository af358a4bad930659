//! Collections, contributors, profiles and Insights over real stores.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking, helpers of tests too")]

mod collections;
mod contributors;
mod pages;
mod world;
