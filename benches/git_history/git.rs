use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{Commits, Result, Totals};

/// `git log --numstat` of all branches and tags, into a file so that nothing but git is measured.
pub(crate) fn log(repository: &Path, into: &Path) -> Result<()> {
    let mut command = Command::new("git");
    command.arg("-C").arg(repository).args([
        "log",
        "--numstat",
        "-M",
        "--format=commit %H",
        "--branches",
        "--tags",
    ]);
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    // A clone's branches that were fetched count too, as they do for us.
    command
        .arg("--remotes")
        .stdout(File::create(into)?)
        .stderr(Stdio::inherit());
    if command.status()?.success() {
        return Ok(());
    }
    Err(format!("git log failed in {}", repository.display()).into())
}

/// Reads the file. Names are quoted in it, so a line is a file.
pub(crate) fn totals(log: &Path) -> Result<Commits> {
    let mut all = Commits::new();
    let mut current: Option<(String, Totals)> = None;
    for line in BufReader::new(File::open(log)?).lines() {
        let line = line?;
        if let Some(sha) = line.strip_prefix("commit ") {
            all.extend(current.replace((sha.to_owned(), Totals::default())));
        } else if let (Some((_, totals)), false) = (&mut current, line.is_empty()) {
            let mut numbers = line.split('\t').map(|number| number.parse().unwrap_or(0));
            totals.files += 1;
            totals.additions += numbers.next().unwrap_or(0);
            totals.deletions += numbers.next().unwrap_or(0);
        }
    }
    all.extend(current);
    Ok(all)
}
