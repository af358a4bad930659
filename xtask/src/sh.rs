//! Running other programs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// A command in `folder` of the workspace, from a line of words.
pub(crate) fn command(folder: &str, line: &str) -> Command {
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).current_dir(root().join(folder));
    command
}

/// Runs it; an error says which command failed.
pub(crate) fn exec(folder: &str, line: &str) -> Result<()> {
    run_command(command(folder, line), line)
}

pub(crate) fn run_command(mut command: Command, name: &str) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("`{name}` cannot be started; is it installed?"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// Whether a command runs and succeeds, its output thrown away.
pub(crate) fn succeeds(line: &str) -> bool {
    command(".", line)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs a step under a heading and prints how long it took.
pub(crate) fn step(name: &str, run: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("── {name}");
    let start = Instant::now();
    run().with_context(|| format!("step `{name}`"))?;
    println!("── {name}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}
