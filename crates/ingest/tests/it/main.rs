//! The engine against a small upstream that can misbehave.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail as tests do")]

mod budgets;
mod checks;
mod connectors;
mod credentials;
mod cursors;
mod fairness;
mod faults;
mod git;
mod github;
mod graphql;
mod pages;
mod resume;
mod soak;
mod support;
mod tokens;
mod upstream;
