//! `cargo xtask demo`: from a fresh clone to dashboards.

use anyhow::Result;

use crate::setup;
use crate::sh::{command, run_command, step};

/// Builds the UI and the binary, then starts `weir demo` with the arguments given.
pub(crate) fn run(args: &[String]) -> Result<()> {
    step("UI bundle", setup::ui_build)?;
    step("build", || {
        crate::sh::exec(".", "cargo build --locked --package weir")
    })?;
    let mut demo = command(".", "cargo run --quiet --locked --package weir -- demo");
    if !args.iter().any(|arg| arg == "--no-open") {
        demo.arg("--open");
    }
    demo.args(args.iter().filter(|arg| *arg != "--no-open"));
    run_command(demo, "weir demo")
}
