//! Hostile addresses, repositories and hosts.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use weir_ingest::git::{GitRequest, GitState, probe};

use crate::repo::{Repo, numstat, read_all, refused, totals, try_read};
use crate::upstream::{Host, at, serve};

const TOKEN: &str = "s3cr3t-t0ken-value";

fn basic(user: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(format!("{user}:{TOKEN}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_addresses_start_nothing() {
    let repo = Repo::new();
    let marker = repo.home.path().join("marker");
    let target = marker.display();
    for url in [
        format!("ext::sh -c touch% {target}"),
        format!("--upload-pack=touch {target}"),
        format!("ssh://-oProxyCommand=touch {target}/x"),
        format!("file://{}", repo.path().display()),
        repo.path().display().to_string(),
        "https://user:hunter2@127.0.0.1/x".to_owned(),
    ] {
        let error = refused(&GitRequest::new(repo.mirror(), &url)).await;
        assert_eq!(error.class(), "config", "{url}");
        assert!(!error.to_string().contains("hunter2"));
    }
    assert!(!marker.exists());
    assert!(!repo.mirror().exists());
}

/// Makes `file` a program that leaves a mark.
fn program(file: &Path, marker: &Path) {
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, format!("#!/bin/sh\ntouch '{}'\n", marker.display())).unwrap();
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_a_repository_names_do_not_run() {
    let repo = Repo::new();
    repo.write(".gitattributes", "* diff=evil filter=evil binary\n");
    repo.write("a", "1\n");
    repo.commit("first");
    let marker = repo.home.path().join("marker");
    let evil = repo.home.path().join("evil");
    program(&evil, &marker);
    let evil = evil.display().to_string();
    for (key, value) in [
        ("core.fsmonitor", evil.as_str()),
        ("core.pager", &evil),
        ("core.sshCommand", &evil),
        ("core.askPass", &evil),
        ("core.alternateRefsCommand", &evil),
        ("credential.helper", &evil),
        ("diff.external", &evil),
        ("diff.evil.command", &evil),
        ("diff.evil.textconv", &evil),
        ("filter.evil.smudge", &evil),
        ("gpg.program", &evil),
        ("log.showSignature", "true"),
        ("mailmap.file", "/etc/passwd"),
    ] {
        repo.git(&["config", key, value]);
    }
    for hook in [
        "reference-transaction",
        "post-checkout",
        "pre-auto-gc",
        "post-index-change",
    ] {
        program(&repo.path().join(".git/hooks").join(hook), &marker);
        program(&repo.mirror().join("hooks").join(hook), &marker);
    }
    read_all(&repo.local()).await;
    let (address, _) = serve(repo.home.path(), Host::default()).await;
    let commits = read_all(&at(address, repo.mirror())).await;
    assert_eq!(commits.len(), 1);
    assert!(repo.mirror().join("hooks/reference-transaction").exists());
    assert!(!marker.exists(), "a program was run");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_reaches_the_host_and_nothing_else() {
    let repo = Repo::new();
    repo.import(50);
    let host = Host {
        authorization: Some(format!("Basic {}", basic("x-access-token"))),
        pause: Duration::from_millis(1500),
        ..Host::default()
    };
    let (address, _) = serve(repo.home.path(), host).await;
    let request = GitRequest {
        credential: Some(TOKEN.to_owned().into()),
        ..at(address, repo.mirror())
    };
    let state = GitState::default();
    let watch = async {
        let mut seen = 0;
        for _ in 0..150 {
            tokio::time::sleep(Duration::from_millis(10)).await;
            for line in command_lines(&repo.mirror()) {
                seen += 1;
                assert!(
                    !line.contains(TOKEN) && !line.contains(&basic("x-access-token")),
                    "{line}"
                );
            }
        }
        seen
    };
    let (read, seen) = tokio::join!(try_read(&request, &state), watch);
    assert_eq!(read.unwrap().0.len(), 50);
    assert!(seen > 10, "git was watched while it copied");
    let mut folders = vec![repo.mirror()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let content = std::fs::read(&path).unwrap();
                let content = String::from_utf8_lossy(&content);
                assert!(
                    !content.contains(TOKEN) && !content.contains(&basic("x-access-token")),
                    "{}",
                    path.display()
                );
            }
        }
    }
}

/// Command lines of the processes that work in this mirror.
fn command_lines(mirror: &Path) -> Vec<String> {
    let mirror = mirror.display().to_string();
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let lines = processes.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
    lines
        .map(|line| String::from_utf8_lossy(&line).replace('\0', " "))
        .filter(|line| line.contains(&mirror))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_name_the_cause_and_no_secret() {
    let repo = Repo::new();
    repo.commit("first");
    let wrong = |address| GitRequest {
        credential: Some(TOKEN.to_owned().into()),
        ..at(address, repo.mirror())
    };
    let (address, _) = serve(
        repo.home.path(),
        Host {
            authorization: Some("Basic other".to_owned()),
            ..Host::default()
        },
    )
    .await;
    for request in [wrong(address), at(address, repo.mirror())] {
        let error = refused(&request).await;
        assert_eq!(error.class(), "unauthorized", "{error}");
        assert!(!format!("{error} {error:?}").contains(TOKEN));
        assert_eq!(probe(&request).await.unwrap_err().class(), "unauthorized");
    }
    for (status, class) in [
        (403, "unauthorized"),
        (404, "not_found"),
        (503, "upstream"),
        (200, "config"),
    ] {
        let (address, _) = serve(
            repo.home.path(),
            Host {
                status: Some(status),
                ..Host::default()
            },
        )
        .await;
        let error = refused(&wrong(address)).await;
        assert_eq!(error.class(), class, "{status}: {error}");
        assert!(!format!("{error} {error:?}").contains(TOKEN));
    }
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let error = refused(&wrong(closed)).await;
    assert_eq!(error.class(), "unreachable", "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn redirects_are_not_followed() {
    let repo = Repo::new();
    repo.commit("first");
    let (elsewhere, _) = serve(repo.home.path(), Host::default()).await;
    let host = Host {
        redirect: Some(format!("http://{elsewhere}")),
        ..Host::default()
    };
    let (address, _) = serve(repo.home.path(), host).await;
    let error = refused(&at(address, repo.mirror())).await;
    assert!(error.to_string().contains("enter its new address"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn old_flaws_are_forgiven_and_dangerous_names_are_not() {
    for (entry, forgiven) in [("040000 folder", true), ("100644 .git", false)] {
        let repo = Repo::new();
        repo.write("a", "1\n");
        repo.commit("first");
        let is_folder = entry.starts_with("04");
        let object = repo.git(&["rev-parse", if is_folder { "HEAD^{tree}" } else { "HEAD:a" }]);
        let mut tree = format!("{entry}\0").into_bytes();
        tree.extend((0..20).map(|place| u8::from_str_radix(&object[place * 2..place * 2 + 2], 16).unwrap()));
        let tree = repo.feed(
            &["hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
            &tree,
        );
        let commit = repo.git(&["commit-tree", &tree, "-p", "HEAD", "-m", "flawed"]);
        repo.git(&["update-ref", "refs/heads/flawed", &commit]);
        let (address, _) = serve(repo.home.path(), Host::default()).await;
        let read = try_read(&at(address, repo.mirror()), &GitState::default()).await;
        match read {
            Ok((commits, _)) => {
                assert!(forgiven);
                assert_eq!(totals(&commits), numstat(&repo.path(), &["--branches"]));
            }
            Err(error) => assert!(
                !forgiven && error.to_string().contains("unsafe"),
                "{entry}: {error}"
            ),
        }
    }
}
