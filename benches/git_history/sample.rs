use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Result;

const COMMITS: usize = 5_000;
const FILES: usize = 200;

/// A repository to measure when none is named: files of some hundred lines, a few of which each commit changes.
pub(crate) fn make(folder: &Path) -> Result<PathBuf> {
    let repository = folder.join("sample.git");
    let init = Command::new("git")
        .args(["init", "--quiet", "--bare"])
        .arg(&repository)
        .status()?;
    let mut import = Command::new("git");
    import
        .arg("-C")
        .arg(&repository)
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped());
    let mut import = import.spawn()?;
    let mut input = import.stdin.take().ok_or("no pipe to git")?;
    let mut versions = [0_usize; FILES];
    for number in 0..COMMITS {
        let mut text = format!(
            "commit refs/heads/main\ncommitter A <a@x> {} +0000\ndata 2\nm\n\n",
            1_700_000_000 + number
        );
        for step in 0..=number % 4 {
            let file = (number * 31 + step * 7) % FILES;
            versions[file] += 1;
            let content = content(file, versions[file]);
            write!(
                text,
                "M 100644 inline src/{}/f{file}\ndata {}\n{content}\n",
                file % 9,
                content.len()
            )?;
        }
        input.write_all(text.as_bytes())?;
    }
    drop(input);
    if init.success() && import.wait()?.success() {
        return Ok(repository);
    }
    Err("git could not make a repository".into())
}

fn content(file: usize, version: usize) -> String {
    let lines = (0..300 + file).map(|line| if line % 37 == version % 37 { version } else { 0 });
    lines
        .enumerate()
        .fold(String::new(), |mut text, (line, version)| {
            let _ = writeln!(text, "line {line} of file {file}, version {version}");
            text
        })
}
