//! Accepting what the code produces now: generated pages, the API description, snapshots.

use anyhow::Result;

use crate::sh::{command, exec, run_command};

/// Tests compare generated files with committed ones; with this set they write them instead.
fn blessing(line: &str) -> Result<()> {
    let mut tests = command(".", line);
    tests.env("WEIR_BLESS", "1").env("INSTA_UPDATE", "always");
    run_command(tests, line)
}

/// Reference pages: tables, connectors, metrics, command line.
pub(crate) fn docs() -> Result<()> {
    blessing("cargo nextest run --workspace -E test(docs_are_fresh)")
}

/// `openapi.json`, then the UI's types from it.
pub(crate) fn openapi() -> Result<()> {
    blessing("cargo nextest run --package weir-server -E test(the_committed_document)")?;
    crate::setup::ui_packages()?;
    exec("ui", "npm run --silent schema")
}

/// Everything.
pub(crate) fn all() -> Result<()> {
    blessing("cargo nextest run --workspace --no-fail-fast")?;
    openapi()
}
