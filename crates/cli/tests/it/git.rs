//! A local repository: no token, numbers at once.

use crate::weir::{Weir, git};

#[test]
fn a_local_clone_gives_numbers_without_a_token() {
    let weir = Weir::new();
    let source = weir.dir.path().join("shop");
    std::fs::create_dir(&source).unwrap();
    git(&source, &["init", "--quiet", "--initial-branch=main"]);
    for (number, tag) in [(1, None), (2, Some("v1")), (3, None), (4, Some("v2"))] {
        std::fs::write(source.join("file"), format!("{number}\n").repeat(number)).unwrap();
        git(&source, &["add", "file"]);
        git(
            &source,
            &["commit", "--quiet", "--message", &format!("change {number}")],
        );
        if let Some(tag) = tag {
            git(&source, &["tag", "--annotate", tag, "--message", tag]);
        }
    }

    weir.ok(&[
        "integration",
        "add",
        "git",
        "--url",
        &source.display().to_string(),
    ]);
    weir.ok(&["project", "add", "shop"]);
    weir.ok(&["project", "map", "shop", "shop"]);
    let tasks = weir.json(&["sync", "--json"]);
    assert_eq!(tasks[0]["status"], "succeeded");
    assert_eq!(weir.rows("commits").len(), 4);
    assert_eq!(weir.rows("tags").len(), 2);

    let lines = weir.json(&[
        "query",
        "SELECT sum(additions) AS a, sum(deletions) AS d FROM commits",
        "--json",
    ]);
    let numstat = git(&source, &["log", "--numstat", "--format="]);
    let sum = |column: usize| -> u64 {
        let lines = numstat.lines().filter(|line| !line.is_empty());
        lines
            .map(|line| line.split('\t').nth(column).unwrap().parse::<u64>().unwrap())
            .sum()
    };
    assert_eq!(
        (lines[0]["a"].as_u64(), lines[0]["d"].as_u64()),
        (Some(sum(0)), Some(sum(1)))
    );

    let tomorrow = (chrono::Utc::now() + chrono::Duration::days(1))
        .format("%Y-%m-%d")
        .to_string();
    let yesterday = (chrono::Utc::now() - chrono::Duration::days(1))
        .format("%Y-%m-%d")
        .to_string();
    let answer = weir.json(&[
        "metric",
        "show",
        "deployment_frequency",
        "--project",
        "shop",
        "--from",
        &yesterday,
        "--to",
        &tomorrow,
        "--items",
        "--json",
    ]);
    assert_eq!(answer["n"], 2, "{answer:#}");
    assert!(
        answer["basis"].to_string().to_lowercase().contains("tag"),
        "{}",
        answer["basis"]
    );

    // Nothing new: nothing is read again, and what is there stays.
    weir.ok(&["sync"]);
    assert_eq!(weir.rows("commits").len(), 4);
}
