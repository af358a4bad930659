//! Where data is kept when nobody says so.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use weir_server::runtime::{Home, HomeError, Supervisor};

/// The folder asked for, else the platform's: `$XDG_DATA_HOME/weir`, `~/.local/share/weir`,
/// `~/Library/Application Support/weir`.
pub(crate) fn resolve(asked: Option<&Path>) -> Result<PathBuf> {
    if let Some(dir) = asked {
        // git and others are run in folders of their own, where a relative path would mean another place.
        return std::path::absolute(dir).with_context(|| format!("reading the path {}", dir.display()));
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
pub(crate) async fn open(dir: &Path) -> Result<Home, HomeError> {
    let owner = format!("another `weir` command (process {})", std::process::id());
    Home::open(dir, &owner).await
}

/// Opens the folder for a command that runs tasks.
pub(crate) async fn supervise(dir: &Path) -> Result<Arc<Supervisor>> {
    Ok(Supervisor::new(
        Arc::new(open(dir).await?),
        weir_ingest::Options::default(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_folder_is_the_same_place_from_everywhere() {
        let asked = Path::new("data");
        let expected = std::env::current_dir().unwrap().join(asked);
        assert_eq!(resolve(Some(asked)).unwrap(), expected);
    }
}
