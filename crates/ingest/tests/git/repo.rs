//! Makes repositories, asks git about them, and reads them through the module.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicI64, Ordering};

use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::mpsc;
use weir_connect::FetchError;
use weir_ingest::git::{GitBatch, GitOutcome, GitRequest, GitState, commits};

static SECONDS: AtomicI64 = AtomicI64::new(1_700_000_000);

pub(crate) struct Repo {
    pub(crate) home: TempDir,
}

impl Repo {
    /// An empty repository with a work tree, on the branch `main`.
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    pub(crate) fn with(options: &[&str]) -> Self {
        let repo = Self {
            home: tempfile::tempdir().unwrap(),
        };
        std::fs::create_dir(repo.path()).unwrap();
        let init = ["init", "--quiet", "--initial-branch=main"];
        repo.git(&[&init, options].concat());
        repo
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.home.path().join("repo")
    }

    pub(crate) fn mirror(&self) -> PathBuf {
        self.home.path().join("mirror")
    }

    /// A request for it as a folder on this machine.
    pub(crate) fn local(&self) -> GitRequest {
        let url = self.path().display().to_string();
        GitRequest {
            allow_local: true,
            ..GitRequest::new(self.mirror(), url)
        }
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.feed(arguments, b"")
    }

    pub(crate) fn feed(&self, arguments: &[&str], input: &[u8]) -> String {
        git_in(&self.path(), arguments, input)
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// Commits all that is in the work tree, and gives the commit.
    pub(crate) fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
        self.head()
    }

    pub(crate) fn head(&self) -> String {
        self.git(&["rev-parse", "HEAD"])
    }

    /// As many commits as asked for, quickly.
    pub(crate) fn import(&self, count: usize) {
        use std::fmt::Write as _;
        let mut stream = String::new();
        for number in 0..count {
            let seconds = SECONDS.fetch_add(1, Ordering::Relaxed);
            let content = format!("line {number}\n").repeat(1 + number % 40);
            write!(
                stream,
                "commit refs/heads/main\ncommitter A <a@x> {seconds} +0000\ndata 2\nm\n\nM 100644 inline f{}\ndata {}\n{content}\n",
                number % 50,
                content.len()
            )
            .unwrap();
        }
        self.feed(&["fast-import", "--quiet"], stream.as_bytes());
        self.git(&["reset", "--quiet", "--hard", "main"]);
    }
}

pub(crate) fn git_in(folder: &Path, arguments: &[&str], input: &[u8]) -> String {
    let date = format!("{} +0100", SECONDS.fetch_add(60, Ordering::Relaxed));
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    command
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date)
        .env("LC_ALL", "C");
    for (role, name) in [("AUTHOR", "Ann"), ("COMMITTER", "Bob")] {
        command
            .env(format!("GIT_{role}_NAME"), name)
            .env(format!("GIT_{role}_EMAIL"), format!("{name}@x"));
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

/// Files, lines added, lines deleted.
pub(crate) type Totals = (u64, u64, u64);

/// What `git log --numstat` says of each commit that is no merge. Its text form is read here, not the one the module
/// reads; names are quoted in it, so a line is a file.
pub(crate) fn numstat(folder: &Path, revisions: &[&str]) -> BTreeMap<String, Totals> {
    let log = git_in(
        folder,
        &[&["log", "--numstat", "--format=commit %H"], revisions].concat(),
        b"",
    );
    let mut all = BTreeMap::new();
    let mut current = String::new();
    for line in log.lines().filter(|line| !line.is_empty()) {
        if let Some(sha) = line.strip_prefix("commit ") {
            sha.clone_into(&mut current);
            all.insert(current.clone(), (0, 0, 0));
            continue;
        }
        let mut parts = line.split('\t');
        let mut number = || parts.next().unwrap().parse().unwrap_or(0);
        let totals: &mut Totals = all.get_mut(&current).unwrap();
        *totals = (totals.0 + 1, totals.1 + number(), totals.2 + number());
    }
    all
}

pub(crate) fn totals(commits: &[Value]) -> BTreeMap<String, Totals> {
    let number = |commit: &Value, name: &str| commit[name].as_u64().unwrap_or(0);
    let all = commits.iter().map(|commit| {
        let files = commit["files"].as_array().map_or(0, |files| files.len() as u64);
        (
            sha(commit),
            (files, number(commit, "additions"), number(commit, "deletions")),
        )
    });
    all.collect()
}

pub(crate) fn sha(commit: &Value) -> String {
    commit["sha"].as_str().unwrap().to_owned()
}

pub(crate) fn shas(commits: &[Value]) -> Vec<String> {
    commits.iter().map(sha).collect()
}

pub(crate) async fn try_read(
    request: &GitRequest,
    previous: &GitState,
) -> Result<(Vec<Value>, GitOutcome), FetchError> {
    let (sender, mut batches) = mpsc::channel::<GitBatch>(4);
    let take = async {
        let mut all: Vec<Value> = Vec::new();
        while let Some(batch) = batches.recv().await {
            all.extend(
                batch
                    .documents
                    .iter()
                    .map(|text| serde_json::from_str(text).unwrap()),
            );
        }
        all
    };
    let (outcome, all) = tokio::join!(commits(request, previous, sender), take);
    let outcome = outcome?;
    assert_eq!(outcome.commits, all.len() as u64);
    Ok((all, outcome))
}

pub(crate) async fn read(request: &GitRequest, previous: &GitState) -> (Vec<Value>, GitOutcome) {
    try_read(request, previous).await.unwrap()
}

pub(crate) async fn read_all(request: &GitRequest) -> Vec<Value> {
    read(request, &GitState::default()).await.0
}

pub(crate) async fn refused(request: &GitRequest) -> FetchError {
    try_read(request, &GitState::default()).await.unwrap_err()
}
