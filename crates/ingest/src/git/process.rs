//! Runs commands so that nothing of them is left behind.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use weir_connect::FetchError;

use super::failure;

/// Most that is kept of what a command says about its troubles.
const MOST_COMPLAINTS: u64 = 64 << 10;

/// Most that is read of a short answer. A repository with a million refs lists them in 70 MB.
const MOST_ANSWER: u64 = 256 << 20;

/// A started command; its whole process group ends when this is dropped.
pub(super) struct Running {
    child: Child,
    group: Option<u32>,
}

impl Running {
    pub(super) fn start(command: &mut Command) -> Result<Self, FetchError> {
        let child = command.spawn().map_err(|error| failure::start(&error))?;
        let group = child.id();
        Ok(Self { child, group })
    }

    pub(super) const fn stdin(&mut self) -> Option<ChildStdin> {
        self.child.stdin.take()
    }

    pub(super) const fn stdout(&mut self) -> Option<ChildStdout> {
        self.child.stdout.take()
    }

    pub(super) const fn stderr(&mut self) -> Option<ChildStderr> {
        self.child.stderr.take()
    }

    /// Waits for its end; whether it succeeded.
    pub(super) async fn end(&mut self) -> Result<bool, FetchError> {
        let status = self.child.wait().await.map_err(|error| failure::pipe(&error))?;
        self.group = None;
        Ok(status.success())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let Some(group) = self.group.take() else { return };
        // Git starts helpers for transport and packing. They belong to the group, remove their temporary files on
        // this signal, and would otherwise go on copying. The leader is killed by tokio besides.
        let mut kill = std::process::Command::new("kill");
        kill.args(["-TERM", "--", &format!("-{group}")])
            .stdin(Stdio::null());
        let _ = kill.stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

/// What a command said.
pub(super) struct Said {
    pub(super) success: bool,
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: String,
}

/// Runs a command to its end, or until `limit`.
pub(super) async fn run(command: &mut Command, input: Vec<u8>, limit: Duration) -> Result<Said, FetchError> {
    if !input.is_empty() {
        command.stdin(Stdio::piped());
    }
    let mut running = Running::start(command)?;
    let (stdin, stdout, stderr) = (running.stdin(), running.stdout(), running.stderr());
    let work = async {
        let ((), stdout, stderr) = tokio::join!(
            write(stdin, input),
            collect(stdout, MOST_ANSWER),
            collect(stderr, MOST_COMPLAINTS)
        );
        let success = running.end().await?;
        Ok(Said {
            success,
            stdout: stdout.map_err(|error| failure::pipe(&error))?,
            stderr: text(stderr),
        })
    };
    tokio::time::timeout(limit, work)
        .await
        .map_err(|_| failure::late(limit))?
}

/// What is left of a command's complaints.
pub(super) async fn complaints(stderr: Option<ChildStderr>) -> String {
    text(collect(stderr, MOST_COMPLAINTS).await)
}

fn text(bytes: std::io::Result<Vec<u8>>) -> String {
    String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
}

async fn write(stdin: Option<ChildStdin>, input: Vec<u8>) {
    if let Some(mut stdin) = stdin {
        // A command that ends early says why by itself.
        let _ = stdin.write_all(&input).await;
    }
}

/// Reads to the end, and keeps the first `most` bytes.
async fn collect(from: Option<impl AsyncRead + Unpin>, most: u64) -> std::io::Result<Vec<u8>> {
    let mut kept = Vec::new();
    let Some(mut from) = from else { return Ok(kept) };
    (&mut from).take(most).read_to_end(&mut kept).await?;
    tokio::io::copy(&mut from, &mut tokio::io::sink()).await?;
    Ok(kept)
}
