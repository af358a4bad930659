//! One process that compares commits with their parents.

use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{ChildStdin, ChildStdout};
use tokio::sync::{Semaphore, mpsc};
use weir_connect::FetchError;

use super::command::Git;
use super::document::Commit;
use super::history::{CHUNK, Shared};
use super::parse::{FORMAT, Parser};
use super::process::{Running, complaints};
use super::{GitBatch, failure};

/// Chunks that a process has before it at a time: enough to keep it busy, few enough to share the work.
const AHEAD: usize = 3;

/// A batch is sent when it has this many commits or bytes.
const BATCH_COMMITS: usize = 500;
const BATCH_BYTES: usize = 1 << 20;

/// What one process has read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Read {
    pub(super) commits: u64,
    pub(super) files: u64,
    pub(super) lossy: u64,
}

/// A process and where its commits go.
pub(super) struct Worker {
    pub(super) git: Git,
    pub(super) with_lines: bool,
    pub(super) silence: Duration,
    pub(super) shared: Arc<Shared>,
    pub(super) batches: mpsc::Sender<GitBatch>,
}

impl Worker {
    /// Reads commits until the queue is empty.
    pub(super) async fn run(self) -> Result<Read, FetchError> {
        let mut arguments = vec![
            "diff-tree",
            "--stdin",
            "--root",
            "-r",
            "-z",
            "--always",
            "--no-ext-diff",
            "--no-textconv",
        ];
        arguments.extend(["--date=raw", "--encoding=UTF-8", FORMAT]);
        // Without contents only a file that was moved unchanged is known as renamed.
        arguments.extend(if self.with_lines {
            ["--numstat", "-M"]
        } else {
            ["--raw", "-M100%"]
        });
        let mut command = self.git.read(arguments);
        let mut running = Running::start(command.stdin(Stdio::piped()))?;
        let (Some(stdin), Some(stdout), stderr) = (running.stdin(), running.stdout(), running.stderr())
        else {
            return Err(failure::reading(""));
        };
        let room = Semaphore::new(AHEAD);
        let (given, taken, said) = tokio::join!(
            self.feed(stdin, &room),
            self.take(stdout, &room),
            complaints(stderr)
        );
        let succeeded = running.end().await?;
        if self.batches.is_closed() {
            // Then git was cut off in the middle, and what it says about that is of no use.
            return Err(stopped());
        }
        if !succeeded {
            return Err(failure::reading(&said));
        }
        let (given, read) = (given?, taken?);
        if given != read.commits {
            return Err(failure::reading(&said));
        }
        Ok(read)
    }

    /// Gives the process commits, a few chunks ahead of what it has answered.
    async fn feed(&self, mut stdin: ChildStdin, room: &Semaphore) -> Result<u64, FetchError> {
        let mut given = 0;
        loop {
            // Closed when the answers end.
            let Ok(permit) = room.acquire().await else {
                return Ok(given);
            };
            permit.forget();
            let chunk = self.shared.queue.lock().await.recv().await;
            let Some((count, names)) = chunk else {
                return Ok(given);
            };
            given += u64::from(count);
            if stdin.write_all(&names).await.is_err() {
                // The process ended; what it said tells why.
                return Ok(given);
            }
        }
    }

    /// Takes its answers.
    async fn take(&self, stdout: ChildStdout, room: &Semaphore) -> Result<Read, FetchError> {
        let taken = self.parse(stdout, room).await;
        room.close();
        taken
    }

    async fn parse(&self, stdout: ChildStdout, room: &Semaphore) -> Result<Read, FetchError> {
        let mut output = BufReader::with_capacity(1 << 18, stdout);
        let (mut parser, mut batch) = (Parser::default(), Batch::default());
        let mut token = Vec::new();
        loop {
            token.clear();
            let length = tokio::time::timeout(self.silence, output.read_until(0, &mut token)).await;
            let length = length
                .map_err(|_| failure::late(self.silence))?
                .map_err(|error| failure::pipe(&error))?;
            if token.last() == Some(&0) {
                token.pop();
            }
            let commit = if length == 0 {
                parser.finish()
            } else {
                parser.token(&token)
            };
            if let Some(commit) = commit.map_err(|message| FetchError::Git { message })? {
                batch.add(commit, self.with_lines)?;
                if batch.read.commits % u64::from(CHUNK) == 0 {
                    room.add_permits(1);
                }
                if batch.is_full() {
                    self.send(&mut batch).await?;
                }
            }
            if length == 0 {
                self.send(&mut batch).await?;
                return Ok(batch.read);
            }
        }
    }

    async fn send(&self, batch: &mut Batch) -> Result<(), FetchError> {
        if batch.documents.is_empty() {
            return Ok(());
        }
        let documents = std::mem::take(&mut batch.documents);
        batch.bytes = 0;
        let sent = self
            .batches
            .send(GitBatch {
                documents,
                total: self.shared.total(),
            })
            .await;
        sent.map_err(|_| stopped())
    }
}

/// Nobody wants the commits any more.
fn stopped() -> FetchError {
    FetchError::Git {
        message: "stopped".to_owned(),
    }
}

/// Commits that wait to be sent, and the sums of all.
#[derive(Default)]
struct Batch {
    documents: Vec<String>,
    bytes: usize,
    read: Read,
}

impl Batch {
    fn add(&mut self, mut commit: Commit, with_lines: bool) -> Result<(), FetchError> {
        if let Some(files) = &commit.files {
            self.read.files += files.len() as u64;
            if with_lines {
                commit.additions = Some(files.iter().filter_map(|file| file.additions).sum());
                commit.deletions = Some(files.iter().filter_map(|file| file.deletions).sum());
            }
        }
        self.read.commits += 1;
        self.read.lossy += u64::from(commit.lossy);
        let document = serde_json::to_string(&commit).map_err(|error| FetchError::Git {
            message: error.to_string(),
        })?;
        self.bytes += document.len();
        self.documents.push(document);
        Ok(())
    }

    const fn is_full(&self) -> bool {
        self.documents.len() >= BATCH_COMMITS || self.bytes >= BATCH_BYTES
    }
}
