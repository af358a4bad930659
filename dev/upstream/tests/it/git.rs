use std::collections::BTreeSet;
use std::process::Command;

use crate::support::{company, started};

fn git(folder: &std::path::Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "http.proxy=", "-c", "credential.helper="])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("no_proxy", "127.0.0.1")
        .output()
        .expect("git is installed");
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clone_has_the_commits_of_the_documents() {
    let api = started(company()).await;
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("{}/acme/checkout.git", api.upstream.base_url()).replace("://", "://x-access-token:t@");
    let path = folder.path().to_owned();
    tokio::task::spawn_blocking(move || {
        git(&path, &["clone", "-q", "--mirror", &url, "mirror.git"]);
    })
    .await
    .expect("cloned");
    let mirror = folder.path().join("mirror.git");
    let log = git(&mirror, &["log", "--all", "--format=%H"]);
    let cloned: BTreeSet<&str> = log.lines().collect();
    let world = api.upstream.world();
    let repository = world.repository("acme/checkout").expect("it is there");
    // Commits that a force push replaced are in the documents, and in no ref.
    let known: BTreeSet<&str> = repository.commits.keys().map(String::as_str).collect();
    assert!(cloned.is_subset(&known), "{:?}", cloned.difference(&known).next());
    for pull in repository.pulls.values() {
        let sha = pull["head"]["sha"].as_str().expect("a name");
        let reference = format!("refs/pull/{}/head", pull["number"]);
        assert_eq!(git(&mirror, &["rev-parse", &reference]).trim(), sha);
        let merge = pull["merge_commit_sha"].as_str();
        assert!(merge.is_none_or(|sha| cloned.contains(sha)), "{merge:?}");
    }
    for one in repository
        .deployments
        .iter()
        .map(|one| &one["sha"])
        .chain(repository.runs.iter().map(|run| &run["head_sha"]))
    {
        assert!(cloned.contains(one.as_str().expect("a name")), "{one}");
    }
    let head = repository.head("main").expect("it is there");
    let count = git(&mirror, &["rev-list", "--count", "main"]);
    assert_eq!(count.trim().parse(), Ok(repository.ancestors(head).len()));
    git(&mirror, &["fsck", "--full", "--strict"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn line_counts_are_git_s() {
    let api = started(company()).await;
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("{}/acme/infra.git", api.upstream.base_url()).replace("://", "://x-access-token:t@");
    let path = folder.path().to_owned();
    let log = tokio::task::spawn_blocking(move || {
        git(&path, &["clone", "-q", "--bare", &url, "mirror.git"]);
        git(
            &path.join("mirror.git"),
            &["log", "--no-merges", "--numstat", "--format=commit %H"],
        )
    })
    .await
    .expect("cloned");
    let world = api.upstream.world();
    let repository = world.repository("acme/infra").expect("it is there");
    let mut checked = 0;
    for part in log.split("commit ").filter(|part| !part.is_empty()) {
        let (sha, rest) = part.split_once('\n').expect("lines");
        let numbers = rest.lines().filter_map(|line| line.split_once('\t'));
        let added: u64 = numbers.filter_map(|(added, _)| added.parse::<u64>().ok()).sum();
        assert_eq!(repository.commits[sha]["_stats"]["additions"], added, "{sha}");
        checked += 1;
    }
    assert!(checked > 40, "{checked}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn git_needs_the_credential() {
    let api = started(company()).await;
    let url = api.url("/acme/infra.git/info/refs?service=git-upload-pack");
    let response = api.client.get(&url).send().await.expect("an answer");
    assert_eq!(response.status(), 401);
    let response = api
        .client
        .get(&url)
        .basic_auth("x-access-token", Some("t"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), 200);
    assert_eq!(
        response.headers()["content-type"],
        "application/x-git-upload-pack-advertisement"
    );
    let gone = api
        .get("/acme/nothing.git/info/refs?service=git-upload-pack")
        .await;
    assert_eq!(gone.status(), 404);
}
