//! Lists the commits that are new and has them read by a few processes.
//!
//! `git rev-list` walks the graph, newest first; `git diff-tree --stdin` compares each commit with its parent. The two
//! do what `git log --numstat` does in one process, so the cost is the same, and the second part can be spread over
//! the cores. Commits arrive newest first but for the length of a chunk.

use std::collections::BTreeSet;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;
use weir_connect::FetchError;

use super::process::{Running, complaints};
use super::source::Source;
use super::worker::{Read, Worker};
use super::{GitBatch, GitOutcome, GitRequest, GitState, failure, refs};

/// Commits that a process is given at a time.
pub(super) const CHUNK: u32 = 64;

/// Object names, one on a line.
pub(super) type Chunk = (u32, Vec<u8>);

/// What the processes share.
pub(super) struct Shared {
    /// The commits to be read. Holds 40 bytes for each, so that their number is known soon.
    pub(super) queue: Mutex<mpsc::UnboundedReceiver<Chunk>>,
    listed: AtomicU64,
    complete: AtomicBool,
}

impl Shared {
    /// How many commits there are, once all are listed.
    pub(super) fn total(&self) -> Option<u64> {
        self.complete
            .load(Ordering::Acquire)
            .then(|| self.listed.load(Ordering::Acquire))
    }
}

/// Sends every commit that is not landed.
pub(super) async fn send(
    request: &GitRequest,
    source: &Source,
    previous: &GitState,
    batches: mpsc::Sender<GitBatch>,
) -> Result<GitOutcome, FetchError> {
    let mut outcome = GitOutcome {
        state: previous.advanced(source.snapshot.tips(), &source.lost, request.with_lines),
        deleted: refs::deleted(source, previous),
        forced: refs::forced(source, previous),
        ..GitOutcome::default()
    };
    let landed = previous.landed(request.with_lines);
    let tips: BTreeSet<&str> = source.snapshot.refs.iter().map(|r| r.commit.as_str()).collect();
    if tips.iter().all(|tip| landed.contains(tip)) {
        return Ok(outcome);
    }
    let input = wanted(&tips, &landed);
    let (sender, queue) = mpsc::unbounded_channel();
    let shared = Arc::new(Shared {
        queue: Mutex::new(queue),
        listed: AtomicU64::new(0),
        complete: AtomicBool::new(false),
    });
    // Dropping the set stops its tasks, and with them their processes.
    let mut tasks = JoinSet::new();
    tasks.spawn(list(
        source.git.clone(),
        input,
        sender,
        Arc::clone(&shared),
        request.limits.silence,
    ));
    for _ in 0..request.processes.max(1) {
        let worker = Worker {
            git: source.git.clone(),
            with_lines: request.with_lines,
            silence: request.limits.silence,
            shared: Arc::clone(&shared),
            batches: batches.clone(),
        };
        tasks.spawn(worker.run());
    }
    drop(batches);
    while let Some(ended) = tasks.join_next().await {
        let read = ended.map_err(|error| FetchError::Git {
            message: format!("reading history broke off: {error}"),
        })??;
        outcome.commits += read.commits;
        outcome.files += read.files;
        outcome.lossy += read.lossy;
    }
    if Some(outcome.commits) != shared.total() {
        return Err(FetchError::Git {
            message: "some commits were listed and not read; run again".to_owned(),
        });
    }
    Ok(outcome)
}

/// What `rev-list` takes: tips, and `^` before what is landed. A landed commit may be gone when a mirror was made anew.
fn wanted(tips: &BTreeSet<&str>, landed: &BTreeSet<&str>) -> Vec<u8> {
    let mut input = Vec::with_capacity((tips.len() + landed.len()) * 42);
    for tip in tips {
        input.extend_from_slice(tip.as_bytes());
        input.push(b'\n');
    }
    for tip in landed {
        input.push(b'^');
        input.extend_from_slice(tip.as_bytes());
        input.push(b'\n');
    }
    input
}

/// Walks the graph.
async fn list(
    git: super::command::Git,
    input: Vec<u8>,
    queue: mpsc::UnboundedSender<Chunk>,
    shared: Arc<Shared>,
    silence: std::time::Duration,
) -> Result<Read, FetchError> {
    let mut command = git.read(["rev-list", "--ignore-missing", "--stdin"]);
    let mut running = Running::start(command.stdin(Stdio::piped()))?;
    let (stdin, stdout, stderr) = (running.stdin(), running.stdout(), running.stderr());
    let feed = async {
        if let Some(mut stdin) = stdin {
            let _ = stdin.write_all(&input).await;
        }
    };
    let collect = async {
        let Some(stdout) = stdout else { return Ok(()) };
        let mut lines = BufReader::with_capacity(1 << 16, stdout);
        loop {
            let mut chunk = (0, Vec::new());
            while chunk.0 < CHUNK {
                let line = tokio::time::timeout(silence, lines.read_until(b'\n', &mut chunk.1)).await;
                let length = line
                    .map_err(|_| failure::late(silence))?
                    .map_err(|error| failure::pipe(&error))?;
                if length == 0 {
                    break;
                }
                chunk.0 += 1;
            }
            let count = chunk.0;
            shared.listed.fetch_add(u64::from(count), Ordering::AcqRel);
            if count > 0 && queue.send(chunk).is_err() {
                // The readers stopped, and say why.
                return Ok(());
            }
            if count < CHUNK {
                return Ok(());
            }
        }
    };
    let ((), collected, said) = tokio::join!(feed, collect, complaints(stderr));
    collected?;
    if !running.end().await? {
        return Err(failure::reading(&said));
    }
    shared.complete.store(true, Ordering::Release);
    Ok(Read::default())
}
