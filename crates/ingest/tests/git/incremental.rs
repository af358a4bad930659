//! Only what is new is read.

use std::sync::atomic::Ordering;

use weir_ingest::git::{GitRequest, GitState, refs};

use crate::repo::{Repo, git_in, read, shas};
use crate::upstream::{Host, at, serve};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_reads_only_new_commits() {
    let repo = Repo::new();
    repo.write("a", "1\n");
    let first = repo.commit("first");
    let (address, host) = serve(repo.home.path(), Host::default()).await;
    for request in [repo.local(), at(address, repo.mirror())] {
        repo.git(&["reset", "--quiet", "--hard", &first]);
        let (commits, outcome) = read(&request, &GitState::default()).await;
        assert!(shas(&commits).contains(&first));
        let packs = host.packs.load(Ordering::SeqCst);
        let (commits, same) = read(&request, &outcome.state).await;
        assert!(commits.is_empty());
        assert_eq!(same.state, outcome.state);
        assert_eq!(
            host.packs.load(Ordering::SeqCst),
            packs,
            "nothing new, nothing copied"
        );
        repo.write("a", "1\n2\n");
        let second = repo.commit("second");
        repo.git(&["tag", "--force", "v1"]);
        let (commits, outcome) = read(&request, &outcome.state).await;
        assert_eq!(shas(&commits), [second.as_str()]);
        assert_eq!(outcome.state.refs["refs/tags/v1"], second);
        assert!(outcome.deleted.is_empty() && outcome.forced.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_survives_json() {
    let repo = Repo::new();
    repo.commit("first");
    let (_, outcome) = read(&repo.local(), &GitState::default()).await;
    let text = serde_json::to_string(&outcome.state).unwrap();
    assert_eq!(serde_json::from_str::<GitState>(&text).unwrap(), outcome.state);
    assert_eq!(
        serde_json::from_str::<GitState>("{}").unwrap(),
        GitState::default()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_force_push_lost_stays_readable() {
    let repo = Repo::new();
    let base = repo.commit("base");
    repo.write("a", "old\n");
    let old = repo.commit("old");
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    let request = at(address, repo.mirror());
    let (_, before) = read(&request, &GitState::default()).await;
    repo.git(&["reset", "--quiet", "--hard", &base]);
    repo.write("a", "new\n");
    let new = repo.commit("new");
    let (commits, after) = read(&request, &before.state).await;
    assert_eq!(shas(&commits), [new.as_str()]);
    assert_eq!(after.forced, ["refs/heads/main"]);
    assert!(after.state.kept.contains(&old));
    let kept = git_in(
        &repo.mirror(),
        &["rev-parse", &format!("refs/weir/kept/{old}")],
        b"",
    );
    assert_eq!(kept, old);
    git_in(&repo.mirror(), &["gc", "--quiet", "--prune=now"], b"");
    assert_eq!(
        git_in(&repo.mirror(), &["log", "-1", "--format=%s", &old], b""),
        "old"
    );
    // Back again: what is landed is not read twice.
    repo.git(&["reset", "--quiet", "--hard", &old]);
    let (commits, _) = read(&request, &after.state).await;
    assert!(commits.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_force_push_is_noticed_even_when_the_run_that_copied_it_was_killed() {
    let repo = Repo::new();
    let base = repo.commit("base");
    let old = repo.commit("old");
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    let request = at(address, repo.mirror());
    let (_, before) = read(&request, &GitState::default()).await;
    repo.git(&["reset", "--quiet", "--hard", &base]);
    repo.commit("new");
    // Copied, not kept, not landed.
    let url = format!("http://{address}/repo");
    git_in(
        &repo.mirror(),
        &["fetch", "--quiet", "--force", &url, "+refs/heads/*:refs/heads/*"],
        b"",
    );
    let (_, after) = read(&request, &before.state).await;
    assert_eq!(after.forced, ["refs/heads/main"]);
    assert_eq!(
        git_in(
            &repo.mirror(),
            &["rev-parse", &format!("refs/weir/kept/{old}")],
            b""
        ),
        old
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_branches_and_tags_are_noticed() {
    let repo = Repo::new();
    repo.commit("base");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    let lost = repo.commit("only here");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.git(&["tag", "v1"]);
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    for request in [repo.local(), at(address, repo.mirror())] {
        let (_, before) = read(&request, &GitState::default()).await;
        repo.git(&["branch", "--delete", "--force", "side"]);
        repo.git(&["tag", "--delete", "v1"]);
        // A branch whose name was a folder before, and the other way round.
        repo.git(&["branch", "side/deep"]);
        let (commits, after) = read(&request, &before.state).await;
        assert!(commits.is_empty());
        assert_eq!(after.deleted, ["refs/heads/side", "refs/tags/v1"]);
        assert!(after.forced.is_empty());
        assert!(after.state.kept.contains(&lost));
        let found = refs(&request, &before.state).await.unwrap();
        assert_eq!(found.deleted, after.deleted);
        assert!(!found.documents.iter().any(|text| text.contains("\"side\"")));
        repo.git(&["branch", "--delete", "--force", "side/deep"]);
        repo.git(&["branch", "side", &lost]);
        repo.git(&["tag", "v1"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn chosen_branches_and_further_refs() {
    let repo = Repo::new();
    let base = repo.commit("base");
    let mut tips = Vec::new();
    for branch in ["release/1", "release/2", "other"] {
        repo.git(&["checkout", "--quiet", "-b", branch, &base]);
        tips.push(repo.commit(branch));
    }
    repo.git(&["checkout", "--quiet", "--detach", &base]);
    let pull = repo.commit("pull request");
    repo.git(&["update-ref", "refs/pull/7/head", &pull]);
    repo.git(&["checkout", "--quiet", "main"]);
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    for request in [repo.local(), at(address, repo.mirror())] {
        let request = GitRequest {
            branches: vec!["main".to_owned(), "release/*".to_owned()],
            extra_refs: vec!["refs/pull/7/head".to_owned(), "refs/pull/8/head".to_owned()],
            ..request
        };
        let (commits, outcome) = read(&request, &GitState::default()).await;
        let mut found = shas(&commits);
        found.sort();
        let mut expected = vec![base.clone(), tips[0].clone(), tips[1].clone(), pull.clone()];
        expected.sort();
        assert_eq!(found, expected, "{}", request.url);
        assert_eq!(outcome.state.refs["refs/pull/7/head"], pull);
        let (commits, again) = read(&request, &outcome.state).await;
        assert!(commits.is_empty() && again.deleted.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mirror_that_vanished_is_made_again_without_reading_landed_commits() {
    let repo = Repo::new();
    repo.commit("first");
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    let request = at(address, repo.mirror());
    let (_, before) = read(&request, &GitState::default()).await;
    std::fs::remove_dir_all(repo.mirror()).unwrap();
    let second = repo.commit("second");
    let mut state = before.state;
    state
        .kept
        .insert("1234567890123456789012345678901234567890".to_owned());
    let (commits, _) = read(&request, &state).await;
    assert_eq!(shas(&commits), [second.as_str()]);
}
