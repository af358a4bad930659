//! Everything that must hold before a change lands.

use std::num::NonZeroUsize;
use std::process::Command;

use anyhow::Result;

use crate::sh::{command, exec, root, run_command, step, succeeds};
use crate::{setup, tidy};

/// Runs all steps; `--quick` leaves out what needs a browser, a UI build or minutes.
pub(crate) fn run_steps(quick: bool) -> Result<()> {
    if !quick {
        step("set-up: front-end packages, UI bundle", setup::ui_build)?;
        step("set-up: chromium", setup::chromium)?;
        step("set-up: DuckDB", setup::duckdb)?;
    }
    step("format", || exec(".", "cargo fmt --all --check"))?;
    step("lint", || {
        exec(
            ".",
            "cargo clippy --workspace --all-targets --locked -- -D warnings",
        )
    })?;
    step("tests", || tests(quick))?;
    step("tidy", || tidy::run(&[]))?;
    if quick {
        return Ok(());
    }
    step("UI: lint", || exec("ui", "npm run --silent lint"))?;
    step("UI: unit tests", || exec("ui", "npm run --silent test"))?;
    step("UI: API types are fresh", api_types)?;
    step("UI in a browser, against the demo", browser)
}

pub(crate) fn run(args: &[String]) -> Result<()> {
    run_steps(args.iter().any(|arg| arg == "--quick"))
}

/// The workspace's tests, by nextest where it is installed.
fn tests(quick: bool) -> Result<()> {
    let mut command = if succeeds("cargo nextest --version") {
        let mut nextest = command(".", "cargo nextest run --workspace --locked --no-fail-fast");
        // One more than there are cores: the tests that kill processes and wait for retries mostly sleep.
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        nextest.arg(format!("--test-threads={}", cores + 1));
        nextest
    } else {
        command(".", "cargo test --workspace --locked --no-fail-fast")
    };
    if quick {
        command.env("WEIR_QUICK", "1");
    }
    run_command(with_python(command), "cargo nextest run")
}

/// Puts the environment that has DuckDB first, so that a test's `python3` finds it.
fn with_python(mut command: Command) -> Command {
    let ours = root().join("target/python/bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(ours).chain(std::env::split_paths(&path));
    if let Ok(joined) = std::env::join_paths(paths) {
        command.env("PATH", joined);
    }
    command
}

/// The UI's generated API types equal what the committed `openapi.json` gives.
fn api_types() -> Result<()> {
    exec("ui", "npm run --silent schema:check")
}

/// The browser suite starts the binary itself.
fn browser() -> Result<()> {
    exec(".", "cargo build --locked --package weir")?;
    let mut suite = command("ui", "npm run --silent e2e");
    suite.env("WEIR_BIN", root().join("target/debug/weir"));
    run_command(suite, "npm run e2e")
}

/// The benchmarks: ratios against something measured in the same run.
pub(crate) fn bench() -> Result<()> {
    setup::duckdb()?;
    let bench = command(".", "cargo bench --workspace --profile bench --locked");
    run_command(with_python(bench), "cargo bench")
}
