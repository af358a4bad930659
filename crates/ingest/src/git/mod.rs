//! Reads git repositories through the `git` binary.
//!
//! A repository at an address is kept as a bare mirror; one on this machine is read where it is, and never written
//! to. [`commits`] streams every commit that is not landed yet, newest first, as JSON texts with bounded memory;
//! [`refs`] tells the branches and tags. Both return a [`GitState`], to be saved once their records are durable:
//! a run that is killed before that reads the same commits again, and rows are keyed by commit, so nothing doubles.
//!
//! Line counts are git's own: they come from `git diff-tree --numstat -M`, which is what `git log --numstat` runs.
//! Merges have no counts, as there.

mod address;
mod batch;
mod command;
mod date;
mod document;
mod failure;
mod history;
mod local;
mod mirror;
mod parse;
mod process;
mod refs;
mod remote;
mod request;
mod snapshot;
mod source;
mod state;
mod worker;

use tokio::sync::mpsc;
use weir_connect::FetchError;

pub use batch::{GitBatch, GitOutcome, GitRefs};
pub use request::{GitRequest, Limits};
pub use state::GitState;

/// Brings the mirror up to date and sends the commits that `previous` does not hold, newest first.
///
/// Stops all of git when dropped, or when the receiver of `batches` is. The outcome's state may be saved only when
/// everything that was sent is durable.
pub async fn commits(
    request: &GitRequest,
    previous: &GitState,
    batches: mpsc::Sender<GitBatch>,
) -> Result<GitOutcome, FetchError> {
    let source = source::open(request, previous).await?;
    history::send(request, &source, previous, batches).await
}

/// Brings the mirror up to date and tells its default branch, its branches and its tags.
pub async fn refs(request: &GitRequest, previous: &GitState) -> Result<GitRefs, FetchError> {
    let source = source::open(request, previous).await?;
    Ok(refs::answer(request, &source, previous))
}

/// Asks the repository whether it can be read; how many branches and tags it shows. Copies nothing.
pub async fn probe(request: &GitRequest) -> Result<usize, FetchError> {
    source::probe(request).await
}
