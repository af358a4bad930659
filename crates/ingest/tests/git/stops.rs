//! Runs that end before they are done.

use std::path::Path;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use weir_ingest::git::{GitRequest, GitState, Limits, commits};

use crate::repo::{Repo, read_all, refused, shas};
use crate::upstream::{Host, at, serve};

/// Whether git still works on this repository.
fn busy(folder: &Path) -> bool {
    let folder = folder.display().to_string();
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let mut lines = processes.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
    lines.any(|line| String::from_utf8_lossy(&line).contains(&folder))
}

async fn quiet(folder: &Path) {
    let start = Instant::now();
    while busy(folder) {
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "git goes on after the run was stopped"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stopped_while_reading_and_read_again() {
    let repo = Repo::new();
    repo.import(3000);
    let request = repo.local();
    let state = GitState::default();
    let (sender, mut batches) = mpsc::channel(1);
    let mut work = Box::pin(commits(&request, &state, sender));
    let first = tokio::select! {
        batch = batches.recv() => batch.unwrap(),
        ended = &mut work => panic!("{ended:?}"),
    };
    assert!((1..3000).contains(&first.documents.len()));
    drop(work);
    quiet(&repo.path()).await;
    let again = read_all(&request).await;
    assert_eq!(again.len(), 3000);
}

#[tokio::test(flavor = "multi_thread")]
async fn stopped_when_nobody_listens() {
    let repo = Repo::new();
    repo.import(3000);
    let request = repo.local();
    let state = GitState::default();
    let (sender, batches) = mpsc::channel(1);
    drop(batches);
    let error = commits(&request, &state, sender).await.unwrap_err();
    assert_eq!(error.to_string(), "git: stopped");
    quiet(&repo.path()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stopped_while_copying_and_copied_again() {
    let repo = Repo::new();
    repo.import(200);
    let (address, _) = serve(
        repo.home.path(),
        Host {
            pause: Duration::from_mins(1),
            ..Host::default()
        },
    )
    .await;
    let request = at(address, repo.mirror());
    let stopped = tokio::time::timeout(Duration::from_millis(1500), read_all(&request)).await;
    assert!(stopped.is_err());
    quiet(&repo.mirror()).await;
    // What a SIGKILL leaves behind.
    for left in [
        "packed-refs.lock",
        "HEAD.lock",
        "config.lock",
        "refs/heads/main.lock",
        "objects/pack/tmp_pack_x",
    ] {
        let left = repo.mirror().join(left);
        std::fs::create_dir_all(left.parent().unwrap()).unwrap();
        std::fs::write(left, "").unwrap();
    }
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    let commits = read_all(&at(address, repo.mirror())).await;
    assert_eq!(shas(&commits).len(), 200);
    assert!(!repo.mirror().join("objects/pack/tmp_pack_x").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_is_silent_is_given_up() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let repo = Repo::new();
    let limits = Limits {
        list: Duration::from_secs(1),
        ..Limits::default()
    };
    let request = GitRequest {
        limits,
        ..at(listener.local_addr().unwrap(), repo.mirror())
    };
    let error = refused(&request).await;
    assert_eq!(
        error.to_string(),
        "git: no answer within 1 seconds; it was stopped"
    );
    quiet(&repo.mirror()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_that_ask_at_the_same_time_share_a_copy() {
    let repo = Repo::new();
    repo.import(20);
    let (address, host) = serve(
        repo.home.path(),
        Host {
            pause: Duration::from_millis(300),
            ..Host::default()
        },
    )
    .await;
    let request = at(address, repo.mirror());
    let (one, other) = tokio::join!(read_all(&request), read_all(&request));
    assert_eq!((one.len(), other.len()), (20, 20));
    assert_eq!(host.packs.load(std::sync::atomic::Ordering::SeqCst), 1);
}
