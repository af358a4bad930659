//! The metrics over small worlds whose answers are known.

mod answers;
mod duckdb;
mod examples;
mod fixture;
mod random;
mod reference;
mod rivals;
mod world;
