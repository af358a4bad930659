use std::io::{self, Write};
use std::path::Path;
use std::process::Stdio;

use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use super::diff::diff;
use super::history::History;

/// Writes the history into a new bare repository at `path`.
/// The stream's format: <https://git-scm.com/docs/git-fast-import>.
pub(crate) async fn write(path: &Path, history: Option<&History>) -> io::Result<()> {
    run(
        Command::new("git")
            .args(["init", "-q", "--bare", "-b", "main"])
            .arg(path),
        &[],
    )
    .await?;
    for (key, value) in [
        ("http.receivepack", "false"),
        ("uploadpack.allowFilter", "true"),
        ("uploadpack.allowAnySHA1InWant", "true"),
    ] {
        run(
            Command::new("git")
                .arg("--git-dir")
                .arg(path)
                .args(["config", key, value]),
            &[],
        )
        .await?;
    }
    let Some(history) = history else {
        return Ok(());
    };
    let mut stream = Vec::new();
    export(history, &mut stream)?;
    let mut import = Command::new("git");
    import
        .arg("--git-dir")
        .arg(path)
        .args(["fast-import", "--quiet", "--force"]);
    run(&mut import, &stream).await
}

async fn run(command: &mut Command, input: &[u8]) -> io::Result<()> {
    let mut child = command
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input).await?;
    }
    let output = child.wait_with_output().await?;
    if output.status.success() {
        return Ok(());
    }
    Err(io::Error::other(
        String::from_utf8_lossy(&output.stderr).into_owned(),
    ))
}

fn export(history: &History, out: &mut impl Write) -> io::Result<()> {
    for (position, commit) in history.commits.iter().enumerate() {
        writeln!(out, "commit refs/import/tip\nmark :{}", position + 1)?;
        writeln!(out, "author {}\ncommitter {}", commit.author, commit.committer)?;
        write!(out, "data {}\n{}\n", commit.message.len(), commit.message)?;
        for (place, parent) in commit.parents.iter().enumerate() {
            let word = if place == 0 { "from" } else { "merge" };
            writeln!(out, "{word} :{}", parent + 1)?;
        }
        for change in diff(&history.parent_tree(position), &commit.tree) {
            match commit.tree.get(&change.path) {
                None => writeln!(out, "D {}", change.path)?,
                Some(file) => {
                    let content = file.content();
                    write!(
                        out,
                        "M 100644 inline {}\ndata {}\n{content}\n",
                        change.path,
                        content.len()
                    )?;
                }
            }
        }
        // Without this, a root commit after the first would continue the branch before it.
        writeln!(out, "reset refs/import/tip")?;
    }
    for (name, commit) in &history.refs {
        writeln!(out, "reset {name}\nfrom :{}\n", commit + 1)?;
    }
    writeln!(out, "done")
}
