//! What must hold for every connector, and what GitHub's own descriptions and recordings say about ours.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on should stop and say where"
)]

mod azure;
mod bench;
mod bitbucket;
mod bitbucket_dc;
mod conformance;
mod expected;
mod fills;
mod github;
mod gitlab;
mod golden;
mod jira;
mod moved;
mod older;
mod page;
mod preview;
mod source;
mod upstream;
mod ways;
mod webhooks;
