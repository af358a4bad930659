//! Where data is kept when nobody says so.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use weir_server::runtime::{Home, Supervisor};

/// The folder asked for, else the platform's: `$XDG_DATA_HOME/weir`, `~/.local/share/weir`,
/// `~/Library/Application Support/weir`.
pub(crate) fn resolve(asked: Option<&Path>) -> Result<PathBuf> {
    if let Some(dir) = asked {
        return Ok(dir.to_owned());
    }
    if let Some(dir) = std::env::var_os("XDG_DATA_HOME").filter(|dir| !dir.is_empty()) {
        return Ok(Path::new(&dir).join("weir"));
    }
    let home = std::env::home_dir().context("there is no home directory; say where with --data-dir")?;
    let inside = if cfg!(target_os = "macos") {
        "Library/Application Support/weir"
    } else {
        ".local/share/weir"
    };
    Ok(home.join(inside))
}

/// Opens the folder for one command.
pub(crate) async fn open(dir: &Path) -> Result<Home> {
    let owner = format!("another `weir` command (process {})", std::process::id());
    Ok(Home::open(dir, &owner).await?)
}

/// Opens the folder for a command that runs tasks.
pub(crate) async fn supervise(dir: &Path) -> Result<Arc<Supervisor>> {
    Ok(Supervisor::new(
        Arc::new(open(dir).await?),
        weir_ingest::Options::default(),
    ))
}
