//! The metrics over small worlds whose answers are known.

mod answers;
mod examples;
mod fixture;
mod rivals;
mod world;
