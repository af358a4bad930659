//! What a person is told when something is wrong: what failed, where, and what to do.

use weir_upstream::{Fault, FaultKind, Mutation, Token, Upstream};

use crate::github::{TOKEN, connect, synced, world};
use crate::weir::Weir;

/// An upstream with the fault, and an integration that meets it.
async fn checked(fault: Fault) -> String {
    let upstream = Upstream::builder()
        .world(world())
        .token(TOKEN)
        .faults(vec![fault])
        .start()
        .await
        .unwrap();
    let weir = Weir::new();
    connect(&weir, &upstream);
    let said = weir.fails(&["integration", "check", "acme"]);
    assert!(!said.contains(TOKEN));
    upstream.stop().await;
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token() {
    insta::assert_snapshot!(checked(Fault::always(FaultKind::Unauthorized)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_web_page_instead_of_an_answer() {
    insta::assert_snapshot!(checked(Fault::always(FaultKind::Html)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_without_a_permission() {
    let token = Token::lacking(TOKEN, "deployments");
    let upstream = Upstream::builder()
        .world(world())
        .credential(token)
        .start()
        .await
        .unwrap();
    let weir = Weir::new();
    connect(&weir, &upstream);
    insta::assert_snapshot!(weir.fails(&["integration", "check", "acme"]));
    upstream.stop().await;
}

#[test]
fn a_port_that_does_not_answer() {
    let weir = Weir::new();
    let token = weir.file("token", TOKEN);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    weir.ok(&[
        "integration",
        "add",
        "github",
        "--name",
        "acme",
        "--url",
        &url,
        "--token-file",
        &token,
        "--set",
        "repositories=acme/web",
    ]);
    insta::assert_snapshot!(weir.fails(&["integration", "check", "acme"]));
}

#[test]
fn a_repository_that_is_not_there() {
    let weir = Weir::new();
    let missing = weir.dir.path().join("nowhere").display().to_string();
    weir.ok(&[
        "integration",
        "add",
        "git",
        "--name",
        "nowhere",
        "--url",
        &missing,
    ]);
    let said = weir.fails(&["sync"]);
    let error = said
        .lines()
        .skip_while(|line| !line.starts_with("error"))
        .take(2)
        .collect::<Vec<_>>()
        .join("\n");
    insta::assert_snapshot!(error);
}

#[test]
fn two_processes_on_one_data_directory() {
    let weir = Weir::new();
    let mut server = weir
        .command(&["serve", "--port", "0"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let out = server.stdout.take().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line).unwrap();
    let said = weir
        .fails(&["query", "SELECT 1"])
        .replace(&server.id().to_string(), "PID");
    server.kill().unwrap();
    server.wait().unwrap();
    insta::assert_snapshot!(said);
}

#[test]
fn mistakes_on_the_command_line() {
    let weir = Weir::new();
    weir.ok(&["project", "add", "shop"]);
    let token = weir.file("token", "");
    let metric = |from, to| {
        [
            "metric",
            "show",
            "lead_time",
            "--project",
            "shop",
            "--from",
            from,
            "--to",
            to,
        ]
    };
    let cases: &[(&str, &[&str])] = &[
        ("an unknown table", &["query", "SELECT * FROM pull_request"]),
        ("an unknown column", &["query", "SELECT titel FROM pull_requests"]),
        ("a statement that writes", &["query", "DROP TABLE commits"]),
        ("broken SQL", &["query", "SELEC 1"]),
        ("a reversed range", &metric("2026-02-01", "2026-01-01")),
        ("a wrong date", &metric("1.2.2026", "2026-03-01")),
        (
            "an unknown metric",
            &[
                "metric",
                "show",
                "leadtime",
                "--project",
                "shop",
                "--from",
                "2026-01-01",
                "--to",
                "2026-02-01",
            ],
        ),
        ("an unknown project", &["project", "map", "shopp", "acme"]),
        ("an unknown connector", &["integration", "add", "githb"]),
        (
            "an unknown setting",
            &["integration", "add", "git", "--set", "colour=red"],
        ),
        ("no token", &["integration", "add", "github"]),
        (
            "an empty token",
            &["integration", "add", "github", "--token-file", &token],
        ),
        (
            "an unknown table to export",
            &["export", "pulls", "--format", "csv", "--out", "x.csv"],
        ),
    ];
    let said: Vec<String> = cases
        .iter()
        .map(|(what, args)| format!("{what}\n{}", weir.fails(args)))
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

/// A file system of one megabyte, where this process may mount one.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk() {
    let weir = Weir::new();
    let small = weir.dir.path().join("data");
    std::fs::create_dir(&small).unwrap();
    let small = small.display().to_string();
    let mount = ["-t", "tmpfs", "-o", "size=1500k", "tmpfs", &small];
    if !std::process::Command::new("mount")
        .args(mount)
        .output()
        .is_ok_and(|output| output.status.success())
    {
        println!("left out: this process may not mount a small file system");
        return;
    }
    let upstream = Upstream::builder()
        .world(world())
        .token(TOKEN)
        .start()
        .await
        .unwrap();
    connect(&weir, &upstream);
    let said = weir.fails(&["sync"]);
    std::process::Command::new("umount")
        .args(["--lazy", &small])
        .status()
        .unwrap();
    assert!(said.contains("space"), "{said}");
    upstream.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repository_deleted_in_the_middle_of_a_sync() {
    let (upstream, weir) = synced().await;
    let before = weir.rows("pull_requests").len();
    upstream
        .mutate(Mutation::DeleteRepository {
            repository: "acme/infra".to_owned(),
        })
        .unwrap();
    let tasks = weir.json(&["sync", "--json"]);
    assert_eq!(tasks[0]["status"], "succeeded", "{tasks:#}");
    assert!(tasks[0]["streams"].to_string().contains("skipped"), "{tasks:#}");
    assert_eq!(weir.rows("pull_requests").len(), before, "what was read stays");
    upstream.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repository_renamed_between_syncs() {
    let (upstream, weir) = synced().await;
    let before = weir.rows("pull_requests").len();
    let rename = Mutation::RenameRepository {
        repository: "acme/infra".to_owned(),
        name: "platform".to_owned(),
    };
    upstream.mutate(rename).unwrap();
    weir.ok(&["sync"]);
    assert_eq!(
        weir.rows("pull_requests").len(),
        before,
        "a new name makes no new rows"
    );
    let names: Vec<String> = weir
        .rows("repositories")
        .iter()
        .map(|row| row["full_name"].to_string())
        .collect();
    assert!(
        names.contains(&"\"acme/platform\"".to_owned()) && names.len() == 6,
        "{names:?}"
    );
    upstream.stop().await;
}
