//! Commands beside a running server: they go through it, and it keeps what they say.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use serde_json::{Value, json};

use crate::weir::{Weir, git, text};

/// A server on the data directory, killed at the end.
struct Server(Child);

impl Server {
    fn start(weir: &Weir) -> Self {
        let mut child = weir
            .command(&["serve", "--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        assert!(line.starts_with("listening on "), "{line}");
        Self(child)
    }

    fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.0.kill();
        self.0.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// A repository with two commits, connected under the name `shop`, with a schedule that does not start by itself.
fn connected(weir: &Weir) {
    let source = weir.dir.path().join("shop");
    std::fs::create_dir(&source).unwrap();
    git(&source, &["init", "--quiet", "--initial-branch=main"]);
    for number in 1..=2 {
        std::fs::write(source.join("file"), number.to_string()).unwrap();
        git(&source, &["add", "file"]);
        let message = format!("change {number}");
        git(&source, &["commit", "--quiet", "--message", &message]);
    }
    let url = source.display().to_string();
    weir.ok(&["integration", "add", "git", "--url", &url, "--depth", "400"]);
    weir.ok(&["integration", "pause", "shop"]);
}

#[test]
fn commands_go_through_the_server_that_owns_the_directory() {
    let weir = Weir::new();
    connected(&weir);
    let server = Server::start(&weir);
    let file = weir.dir.path().join("data/server.json");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "only its owner may read the key");
    }
    assert!(file.exists());

    let tasks = weir.json(&["sync", "--json"]);
    assert_eq!(
        (&tasks[0]["status"], &tasks[0]["integration"], &tasks[0]["lane"]),
        (&json!("succeeded"), &json!("shop"), &json!("manual"))
    );
    let listed = weir.json(&["integration", "list", "--json"]);
    assert_eq!(
        (&listed[0]["state"], &listed[0]["paused"]),
        (&json!("paused"), &json!(true))
    );
    let schedule = weir.json(&[
        "integration",
        "schedule",
        "shop",
        "--cron",
        "0 6 * * MON-FRI",
        "--zone",
        "Europe/Berlin",
        "--no-full",
        "--json",
    ]);
    assert_eq!(schedule["tail"]["cron"], "0 6 * * MON-FRI");
    assert_eq!(
        (&schedule["depth_days"], &schedule["full"]),
        (&json!(400), &Value::Null),
        "what was not said stays"
    );
    let log = weir.json(&["log", "shop", "--status", "succeeded", "--json"]);
    assert_eq!(
        (&log["total"], &log["items"][0]["kind"]),
        (&json!(1), &json!("sync"))
    );
    let diagnosis = weir.json(&["integration", "diagnose", "shop", "--json"]);
    assert_eq!(diagnosis["status"], "healthy");
    let head = git(&weir.dir.path().join("shop"), &["rev-parse", "HEAD"]);
    let found = weir.json(&["integration", "lookup", "shop", &head[..9], "--json"]);
    let commit = &found["matches"][0];
    assert!(commit["raw"]["key"].as_str().unwrap().ends_with(&head), "{found}");
    let row = commit["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["table"] == "commits")
        .unwrap();
    assert_eq!(row["row"]["sha"], head);
    assert_eq!(commit["absent"], json!([]), "every row of it is stored");
    let said = weir.fails(&["integration", "lookup", "shop", "ABC-1"]);
    assert!(said.contains("nothing is stored of `ABC-1`\n"), "{said}");
    let refused = weir.fails(&["integration", "retry", "shop"]);
    assert_eq!(
        refused,
        "error: task 1 has succeeded: there is nothing to retry\n"
    );
    assert_eq!(
        text(&weir.run(&["integration", "cancel", "shop"]).stderr),
        "no task is running\n"
    );
    server.stop();

    // The pause and the schedule are there without the server, and after it.
    let shown = weir.ok(&["integration", "schedule", "shop"]);
    assert!(
        shown.contains("at `0 6 * * MON-FRI` (Europe/Berlin)\n") && shown.contains("paused        since 2"),
        "{shown}"
    );
    let server = Server::start(&weir);
    assert_eq!(weir.json(&["integration", "list", "--json"])[0]["paused"], true);
    weir.ok(&["integration", "resume", "shop"]);
    let resumed = weir.json(&["integration", "schedule", "shop", "--default", "--json"]);
    assert!(resumed["next_tail_at"].is_string(), "{resumed}");
    server.stop();
}

#[test]
fn mistakes_say_what_to_do() {
    let weir = Weir::new();
    connected(&weir);
    let cases: [(&str, &[&str]); 6] = [
        ("an unknown integration", &["integration", "pause", "shopp"]),
        (
            "a wrong expression",
            &["integration", "schedule", "shop", "--cron", "61 * * * *"],
        ),
        (
            "an unknown zone",
            &["integration", "schedule", "shop", "--zone", "Mars"],
        ),
        (
            "a wrong depth",
            &["integration", "schedule", "shop", "--depth", "deep"],
        ),
        ("a wrong status", &["log", "--status", "odd"]),
        ("nothing to retry", &["integration", "retry", "shop"]),
    ];
    let said: Vec<String> = cases
        .iter()
        .map(|(what, args)| format!("{what}\n{}", weir.fails(args)))
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn insights_go_out_and_come_in_as_files() {
    let weir = Weir::new();
    weir.ok(&["project", "add", "shop"]);
    weir.ok(&["project", "add", "depot"]);
    let folder = weir.dir.path().join("insights");
    let out = folder.display().to_string();
    weir.ok(&["insight", "export", "--all", "--project", "shop", "--out", &out]);
    let file = folder.join("dora-metrics.yaml").display().to_string();
    let yaml = std::fs::read_to_string(&file).unwrap();
    assert_eq!(
        weir.ok(&["insight", "export", "dora metrics", "--project", "shop"]),
        yaml
    );

    // Another project takes it under another name, and a second time only where it may replace what is there.
    let other = weir.file("other.yaml", &yaml.replace("name: DORA metrics", "name: Ours"));
    weir.ok(&["insight", "import", &other, "--project", "depot"]);
    assert!(
        weir.fails(&["insight", "import", &other, "--project", "depot"])
            .contains("there is already a")
    );
    weir.ok(&["insight", "import", &other, "--project", "depot", "--replace"]);
    let listed = weir.json(&["insight", "list", "--project", "depot", "--json"]);
    let names = |listed: &Value| -> Vec<String> {
        let all = listed.as_array().unwrap().iter();
        all.map(|one| text_of(&one["name"])).collect()
    };
    assert!(names(&listed).contains(&"Ours".to_owned()), "{listed:#}");

    let wrong = weir.file("wrong.yaml", &yaml.replace("chart: line", "chart: pie"));
    let said = weir.fails(&["insight", "import", &wrong, "--project", "depot"]);
    assert!(
        said.contains("line 43: ") && said.contains("unknown variant `pie`"),
        "{said}"
    );

    weir.ok(&["insight", "delete", "ours", "--project", "depot"]);
    let listed = weir.json(&["insight", "list", "--project", "depot", "--json"]);
    assert!(!names(&listed).contains(&"Ours".to_owned()), "{listed:#}");
}

#[test]
fn projects_and_numbers_are_there_beside_a_server() {
    let weir = Weir::new();
    connected(&weir);
    weir.ok(&["sync"]);
    let server = Server::start(&weir);
    let made = weir.json(&["project", "add", "depot", "--json"]);
    assert_eq!((&made["id"], &made["name"]), (&json!(1), &json!("depot")));
    weir.ok(&["project", "map", "depot", "SHOP"]);
    let settings = r#"{"deployments":[{"kind":"tags","patterns":["v*"]}]}"#;
    weir.ok(&["project", "set", "depot", settings]);
    let show = [
        "metric",
        "show",
        "commits",
        "--project",
        "depot",
        "--from",
        "2020-01-01",
        "--to",
        "2100-01-01",
    ];
    let with_items = [&show[..], &["--items", "--json"]].concat();
    let by_repository = [&show[..], &["--filter", "repository=shop", "--by", "repository"]].concat();
    let beside = weir.json(&with_items);
    assert_eq!(beside["n"], 2, "{beside:#}");
    assert_eq!(beside["items"].as_array().map(Vec::len), Some(2));
    let printed = weir.ok(&by_repository);
    server.stop();

    // The server keeps what was said, and without it everything is the same.
    let listed = weir.json(&["project", "list", "--json"]);
    assert_eq!(listed[0]["integrations"], json!(["shop"]));
    assert_eq!(listed[0]["settings"]["deployments"][0]["patterns"], json!(["v*"]));
    let alone = weir.json(&with_items);
    assert_eq!((&alone["n"], &alone["items"]), (&beside["n"], &beside["items"]));
    assert_eq!(weir.ok(&by_repository), printed);
    let said = weir.fails(&["project", "add", "Depot"]);
    assert!(said.contains("there is already a"), "{said}");
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
