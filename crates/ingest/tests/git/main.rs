//! The git module against real repositories, made by the real `git`.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail as tests do")]

mod counts;
mod incremental;
mod local;
mod repo;
mod safety;
mod stops;
mod upstream;
