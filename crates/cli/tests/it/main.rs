//! The binary, as a person or a script uses it: real processes, real files, a simulated upstream over real HTTP.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod bad_input;
mod beside;
mod custom;
mod git;
mod github;
mod kill;
mod life;
mod server;
mod webhooks;
mod weir;
