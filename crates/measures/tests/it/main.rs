//! The metrics over small worlds whose answers are known.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking, helpers of tests too")]
#![expect(
    clippy::float_cmp,
    reason = "values are rounded to thousandths, or exact by construction"
)]
#![expect(
    clippy::cast_precision_loss,
    reason = "times of one month stay far below 2^53 microseconds"
)]

mod answers;
mod classes;
mod duckdb;
mod examples;
mod fixture;
mod page;
mod plainly;
mod proof;
mod random;
mod reference;
mod reports;
mod rivals;
mod sprints;
mod stages;
mod tracker;
mod variants;
mod world;
