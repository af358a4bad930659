//! Every commit's files and lines are git's own.

use serde_json::{Value, json};
use weir_ingest::git::{GitRequest, GitState, refs};

use crate::repo::{Repo, numstat, read, read_all, sha, shas, totals};
use crate::upstream::{Host, at, serve};

/// A history with everything that is awkward.
fn awkward() -> Repo {
    let repo = Repo::new();
    let text = |lines: usize| {
        (0..lines)
            .map(|n| format!("line {n}\n"))
            .collect::<Vec<_>>()
            .concat()
    };
    repo.write("a.txt", text(40));
    repo.write("bin", [0, 1, 2, 255]);
    repo.write("dir/old name", text(20));
    repo.commit("root\n\nwith a body");
    std::fs::rename(repo.path().join("dir/old name"), repo.path().join("dir/new name")).unwrap();
    repo.write("dir/new name", text(21));
    repo.write("bin", [0, 9, 9]);
    repo.commit("rename with a change, binary changed");
    repo.write("tab\tand\nnewline", "x\n");
    repo.write("ünï \"quoted\"", "x\ny\n");
    repo.commit("odd names");
    std::fs::remove_file(repo.path().join("a.txt")).unwrap();
    std::os::unix::fs::symlink("dir/new name", repo.path().join("a.txt")).unwrap();
    repo.commit("a file becomes a link");
    for side in ["one", "two", "three"] {
        repo.git(&["checkout", "--quiet", "-b", side, "main"]);
        repo.write(side, side);
        repo.commit(side);
    }
    repo.git(&["checkout", "--quiet", "main"]);
    repo.git(&["merge", "--quiet", "--no-ff", "--message", "merge", "one"]);
    repo.git(&[
        "merge",
        "--quiet",
        "--no-ff",
        "--message",
        "octopus",
        "two",
        "three",
    ]);
    repo.commit("empty");
    repo.git(&["checkout", "--quiet", "--orphan", "pages"]);
    repo.git(&["rm", "--quiet", "-rf", "."]);
    repo.write("index.html", "<p>\n");
    repo.commit("another root");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.write("no newline", "a\nb");
    repo.write("crlf", "a\r\nb\r\n");
    repo.commit("line ends");
    repo
}

#[tokio::test(flavor = "multi_thread")]
async fn totals_are_gits_own() {
    let repo = awkward();
    let expected = numstat(&repo.path(), &["--branches", "--tags"]);
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    for request in [repo.local(), at(address, repo.mirror())] {
        for processes in [1, 3] {
            let request = GitRequest {
                processes,
                ..request.clone()
            };
            let commits = read_all(&request).await;
            assert_eq!(totals(&commits), expected, "{}", request.url);
            assert_eq!(commits.len(), expected.len(), "no commit twice");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn merges_have_no_counts_and_other_commits_do() {
    let repo = awkward();
    let commits = read_all(&repo.local()).await;
    for commit in &commits {
        let merge = commit["parents"].as_array().unwrap().len() > 1;
        assert_eq!(commit["files"].is_null(), merge);
        assert_eq!(commit["additions"].is_null(), merge);
    }
    let by_message = |message: &str| commits.iter().find(|c| c["message"] == message).unwrap();
    assert_eq!(by_message("octopus")["parents"].as_array().unwrap().len(), 3);
    assert_eq!(by_message("empty")["files"], json!([]));
    assert_eq!(by_message("root\n\nwith a body")["parents"], json!([]));
    let renamed = by_message("rename with a change, binary changed");
    assert_eq!(
        renamed["files"],
        json!([
            { "path": "bin", "additions": null, "deletions": null },
            { "path": "dir/new name", "previous_path": "dir/old name", "additions": 1, "deletions": 0 },
        ])
    );
    let odd: Vec<&str> = by_message("odd names")["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["path"].as_str().unwrap())
        .collect();
    assert_eq!(odd, ["tab\tand\nnewline", "ünï \"quoted\""]);
}

#[tokio::test(flavor = "multi_thread")]
async fn newest_come_first() {
    let repo = awkward();
    let commits = read_all(&GitRequest {
        processes: 1,
        ..repo.local()
    })
    .await;
    assert_eq!(
        shas(&commits),
        repo.git(&["rev-list", "--branches"]).lines().collect::<Vec<_>>()
    );
    let dates: Vec<&str> = commits
        .iter()
        .map(|c| c["committer"]["date"].as_str().unwrap())
        .collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "{dates:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn mailmap_and_attributes_of_the_default_branch_apply() {
    let repo = Repo::new();
    repo.write(".mailmap", "Ann Proper <ann@proper> <Ann@x>\n");
    repo.write(".gitattributes", "*.gen binary\n");
    repo.write("code.gen", "1\n2\n3\n");
    repo.write("code", "1\n2\n");
    let first = repo.commit("first");
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    for request in [repo.local(), at(address, repo.mirror())] {
        let commits = read_all(&request).await;
        assert_eq!(commits[0]["author"]["name"], "Ann Proper");
        assert_eq!(commits[0]["author"]["email"], "ann@proper");
        assert_eq!(commits[0]["committer"]["name"], "Bob");
        // As in the clone, whose own attributes git reads.
        assert_eq!(totals(&commits), numstat(&repo.path(), &["HEAD"]));
        assert_eq!(totals(&commits)[&first], (4, 4, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn text_that_is_not_utf8_is_replaced_and_counted() {
    let repo = Repo::new();
    repo.write("a", "1\n");
    let good = repo.commit("good");
    let tree = repo.git(&["rev-parse", "HEAD^{tree}"]);
    let mut raw = format!("tree {tree}\nparent {good}\nauthor Ren").into_bytes();
    raw.extend_from_slice(
        b"\xe9 <r@x> 1700000000 +0200\ncommitter R <r@x> 1700000000 +0200\n\ncaf\xe9 \xff\n",
    );
    let latin = repo.feed(&["hash-object", "-t", "commit", "-w", "--stdin"], &raw);
    let declared = String::from_utf8_lossy(&raw)
        .replace('\u{fffd}', "?")
        .replace("\n\ncaf?", "\nencoding ISO-8859-1\n\ncaf?");
    let mut declared = declared.into_bytes();
    for byte in declared.iter_mut().filter(|byte| **byte == b'?') {
        *byte = 0xe9;
    }
    let encoded = repo.feed(&["hash-object", "-t", "commit", "-w", "--stdin"], &declared);
    repo.git(&["branch", "latin", &latin]);
    repo.git(&["branch", "encoded", &encoded]);
    std::fs::write(repo.path().join(std::ffi::OsStr::new("plain")), "x\n").unwrap();
    let (commits, outcome) = read(&repo.local(), &GitState::default()).await;
    let of = |wanted: &str| commits.iter().find(|c| sha(c) == *wanted).unwrap().clone();
    assert_eq!(of(&latin)["author"]["name"], "Ren\u{fffd}");
    assert_eq!(of(&latin)["message"], "caf\u{fffd} \u{fffd}");
    assert_eq!(of(&latin)["author"]["date"], "2023-11-15T00:13:20+02:00");
    assert_eq!(of(&latin)["lossy"], true);
    assert_eq!(
        of(&encoded)["author"]["name"],
        "René",
        "the commit says its encoding"
    );
    assert_eq!(of(&encoded)["lossy"], Value::Null);
    assert_eq!(outcome.lossy, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn paths_that_are_not_utf8_stay_apart() {
    use std::os::unix::ffi::OsStrExt as _;
    let repo = Repo::new();
    for name in [b"caf\xe8".as_slice(), b"caf\xe9"] {
        std::fs::write(repo.path().join(std::ffi::OsStr::from_bytes(name)), "x\n").unwrap();
    }
    repo.commit("two");
    let commits = read_all(&repo.local()).await;
    let files = commits[0]["files"].as_array().unwrap();
    let paths: Vec<&str> = files.iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["caf\\xe8", "caf\\xe9"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn refs_with_tags_of_every_kind() {
    let repo = Repo::new();
    repo.write("a", "1\n");
    let first = repo.commit("first");
    repo.git(&["tag", "light"]);
    repo.git(&["tag", "--annotate", "--message", "v1", "v1"]);
    repo.git(&["tag", "--annotate", "--message", "of a tag", "nested", "v1"]);
    repo.git(&["tag", "tree", "HEAD^{tree}"]);
    let second = repo.commit("second");
    repo.git(&["branch", "side/one", &first]);
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    for request in [repo.local(), at(address, repo.mirror())] {
        let found = refs(&request, &GitState::default()).await.unwrap();
        let documents: Vec<Value> = found
            .documents
            .iter()
            .map(|text| serde_json::from_str(text).unwrap())
            .collect();
        assert_eq!(
            documents[0],
            json!({ "kind": "head", "url": request.url, "default_branch": "main" })
        );
        assert_eq!(
            documents[1],
            json!({ "kind": "branch", "name": "main", "sha": second, "default": true })
        );
        assert_eq!(
            documents[2],
            json!({ "kind": "branch", "name": "side/one", "sha": first, "default": false })
        );
        let tags: Vec<(&str, &str, bool)> = documents[3..]
            .iter()
            .map(|tag| {
                assert!(tag["tagged_at"].as_str().unwrap().starts_with("20"), "{tag}");
                (
                    tag["name"].as_str().unwrap(),
                    tag["sha"].as_str().unwrap(),
                    tag["object"].is_string(),
                )
            })
            .collect();
        assert_eq!(
            tags,
            [
                ("light", first.as_str(), false),
                ("nested", &first, true),
                ("v1", &first, true)
            ]
        );
        assert_eq!(found.skipped, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_repository_has_nothing() {
    let repo = Repo::new();
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    for request in [repo.local(), at(address, repo.mirror())] {
        let (commits, outcome) = read(&request, &GitState::default()).await;
        assert!(commits.is_empty() && outcome.state.refs.is_empty());
        let found = refs(&request, &GitState::default()).await.unwrap();
        assert_eq!(found.documents.len(), 1, "the head alone");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn object_names_of_64_digits() {
    let repo = Repo::with(&["--object-format=sha256"]);
    repo.write("a", "1\n");
    let first = repo.commit("first");
    assert_eq!(first.len(), 64);
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    for request in [repo.local(), at(address, repo.mirror())] {
        assert_eq!(shas(&read_all(&request).await), [first.as_str()]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_lines_no_contents_are_copied_and_lines_can_be_had_later() {
    let repo = awkward();
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    let request = GitRequest {
        with_lines: false,
        ..at(address, repo.mirror())
    };
    let (commits, outcome) = read(&request, &GitState::default()).await;
    assert!(commits.iter().all(|commit| commit["additions"].is_null()));
    let files: Vec<usize> = commits
        .iter()
        .filter_map(|commit| Some(commit["files"].as_array()?.len()))
        .collect();
    assert!(files.iter().sum::<usize>() > 10);
    let kinds = crate::repo::git_in(
        &repo.mirror(),
        &["cat-file", "--batch-all-objects", "--batch-check=%(objecttype)"],
        b"",
    );
    assert!(!kinds.contains("blob"), "contents were copied");
    let request = GitRequest {
        with_lines: true,
        ..request
    };
    let (commits, _) = read(&request, &outcome.state).await;
    assert_eq!(totals(&commits), numstat(&repo.path(), &["--branches"]));
}
