//! Repositories on this machine are read where they are.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use serde_json::Value;
use weir_ingest::git::{GitRequest, GitState, probe, refs};

use crate::repo::{Repo, git_in, read_all, refused, shas};

fn listing(folder: &Path) -> BTreeMap<String, (SystemTime, u64)> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let facts = entry.metadata().unwrap();
            if facts.is_dir() {
                folders.push(entry.path());
            }
            all.insert(
                entry.path().display().to_string(),
                (facts.modified().unwrap(), facts.len()),
            );
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_in_it_changes_and_nothing_is_copied() {
    let repo = Repo::new();
    repo.import(100);
    // A work tree that is not clean would make other commands refresh the index.
    repo.write("f0", "changed\n");
    let before = listing(&repo.path());
    let commits = read_all(&repo.local()).await;
    refs(&repo.local(), &GitState::default()).await.unwrap();
    assert_eq!(probe(&repo.local()).await.unwrap(), 1);
    assert_eq!(commits.len(), 100);
    assert!(listing(&repo.path()) == before, "the repository was touched");
    assert!(!repo.mirror().exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clone_shows_the_branches_it_fetched() {
    let repo = Repo::new();
    let base = repo.commit("base");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    let side = repo.commit("side");
    repo.git(&["checkout", "--quiet", "main"]);
    git_in(repo.home.path(), &["clone", "--quiet", "repo", "clone"], b"");
    let clone = repo.home.path().join("clone");
    git_in(&clone, &["checkout", "--quiet", "-b", "mine"], b"");
    let request = GitRequest {
        url: clone.display().to_string(),
        ..repo.local()
    };
    let found = refs(&request, &GitState::default()).await.unwrap();
    let documents: Vec<Value> = found
        .documents
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    assert_eq!(
        documents[0]["default_branch"], "main",
        "what `origin` has, not what is checked out"
    );
    let branches: Vec<(&str, &str, bool)> = documents[1..]
        .iter()
        .map(|b| {
            (
                b["name"].as_str().unwrap(),
                b["sha"].as_str().unwrap(),
                b["default"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        branches,
        [
            ("main", base.as_str(), true),
            ("mine", &base, false),
            ("origin/main", &base, false),
            ("origin/side", &side, false)
        ]
    );
    assert!(shas(&read_all(&request).await).contains(&side));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_form_of_repository() {
    let repo = Repo::new();
    let first = repo.commit("first");
    git_in(
        repo.home.path(),
        &["clone", "--quiet", "--bare", "repo", "bare.git"],
        b"",
    );
    repo.git(&["worktree", "add", "--quiet", "-b", "linked", "../linked"]);
    for form in ["repo", "repo/.git", "bare.git", "linked"] {
        let url = repo.home.path().join(form).display().to_string();
        for url in [url.clone(), format!("file://{url}")] {
            let commits = read_all(&GitRequest { url, ..repo.local() }).await;
            assert_eq!(shas(&commits), [first.as_str()], "{form}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_counted_is_refused() {
    let repo = Repo::new();
    repo.import(5);
    let url = format!("file://{}", repo.path().display());
    git_in(
        repo.home.path(),
        &["clone", "--quiet", "--depth=2", &url, "shallow"],
        b"",
    );
    let at = |name: &str| GitRequest {
        url: repo.home.path().join(name).display().to_string(),
        ..repo.local()
    };
    let error = refused(&at("shallow")).await;
    assert!(
        error
            .to_string()
            .contains("run `git fetch --unshallow` there first"),
        "{error}"
    );
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    git_in(
        repo.home.path(),
        &[
            "clone",
            "--quiet",
            "--bare",
            "--filter=blob:none",
            &url,
            "partial",
        ],
        b"",
    );
    let error = refused(&at("partial")).await;
    assert!(error.to_string().contains("switch lines off"), "{error}");
    let commits = read_all(&GitRequest {
        with_lines: false,
        ..at("partial")
    })
    .await;
    assert_eq!(commits.len(), 5);
    std::fs::create_dir(repo.home.path().join("empty")).unwrap();
    for name in ["empty", "missing"] {
        assert_eq!(refused(&at(name)).await.class(), "not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_repository_is_an_error_that_says_so() {
    let repo = Repo::new();
    repo.write("a", "1\n");
    repo.commit("first");
    repo.write("a", "2\n");
    repo.commit("second");
    let blob = repo.git(&["rev-parse", "HEAD:a"]);
    let path = repo.path().join(".git/objects").join(&blob[..2]).join(&blob[2..]);
    std::fs::remove_file(path).unwrap();
    let error = refused(&repo.local()).await;
    assert!(error.to_string().contains("git fsck"), "{error}");
}
