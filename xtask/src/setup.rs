//! What a fresh machine lacks.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::sh::{exec, root, succeeds};

/// Front-end packages, as the lock file says.
pub(crate) fn ui_packages() -> Result<()> {
    if !succeeds("npm --version") {
        bail!("npm is missing: install Node.js 20 or newer (Debian: `apt-get install nodejs npm`)");
    }
    let stamp = root().join("ui/node_modules/.package-lock.json");
    let lock = root().join("ui/package-lock.json");
    if modified(&stamp) < modified(&lock) || !stamp.exists() {
        exec("ui", "npm ci --no-audit --no-fund")?;
    }
    Ok(())
}

/// The UI's bundle, unless it is newer than its sources.
pub(crate) fn ui_build() -> Result<()> {
    ui_packages()?;
    let bundle = modified(&root().join("ui/dist/index.html"));
    let sources = [
        "ui/src",
        "ui/index.html",
        "ui/package-lock.json",
        "ui/vite.config.ts",
        "ui/public",
    ];
    if sources.iter().any(|path| newest(&root().join(path)) > bundle) {
        exec("ui", "npm run build")?;
    }
    Ok(())
}

/// Chromium for the browser tests: Debian's package as root, else one line that says what to install.
pub(crate) fn chromium() -> Result<()> {
    if succeeds("chromium --version") {
        return Ok(());
    }
    if !succeeds("apt-get --version") || !is_root() {
        bail!("chromium is missing: install it (Debian: `sudo apt-get install chromium`)");
    }
    exec(".", "apt-get -qq update")?;
    exec(
        ".",
        "apt-get -qq install --yes --no-install-recommends chromium fonts-liberation",
    )
}

/// DuckDB's Python package, in an environment under `target/`: the engine that checks ours.
pub(crate) fn duckdb() -> Result<()> {
    let python = root().join("target/python/bin/python");
    if Command::new(&python)
        .args(["-c", "import duckdb"])
        .output()
        .is_ok_and(|run| run.status.success())
    {
        return Ok(());
    }
    exec(".", "python3 -m venv target/python")
        .context("python3 with venv is missing (Debian: `apt-get install python3-venv`)")?;
    exec(
        ".",
        "target/python/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1",
    )
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path)
        .and_then(|meta| meta.modified())
        .unwrap_or(SystemTime::UNIX_EPOCH)
}

/// The newest modification below a path.
fn newest(path: &Path) -> SystemTime {
    let Ok(entries) = fs::read_dir(path) else {
        return modified(path);
    };
    entries
        .flatten()
        .map(|entry| newest(&entry.path()))
        .max()
        .unwrap_or(SystemTime::UNIX_EPOCH)
}
