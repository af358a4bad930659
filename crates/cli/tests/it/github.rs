//! GitHub, simulated, through the binary.

use chrono::Utc;
use weir_upstream::{Upstream, World};

use crate::weir::Weir;

pub(crate) const TOKEN: &str = "ghp_abcdefghijklmnop1234";

/// A company of fixed content.
pub(crate) fn world() -> World {
    World::seeded(11, 1, Utc::now())
}

/// Connects the simulated company under the name `acme`, mapped to the project `acme`.
pub(crate) fn connect(weir: &Weir, upstream: &Upstream) {
    let token = weir.file("token", TOKEN);
    weir.ok(&[
        "integration",
        "add",
        "github",
        "--name",
        "acme",
        "--url",
        upstream.base_url(),
        "--token-file",
        &token,
        "--set",
        "organizations=acme",
        "--depth",
        "all",
    ]);
    weir.ok(&["project", "add", "acme"]);
    weir.ok(&["project", "map", "acme", "acme"]);
}

/// The simulated company, read once.
pub(crate) async fn synced() -> (Upstream, Weir) {
    let upstream = Upstream::builder()
        .world(world())
        .token(TOKEN)
        .start()
        .await
        .unwrap();
    let weir = Weir::new();
    connect(&weir, &upstream);
    weir.ok(&["sync"]);
    (upstream, weir)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_is_synced_and_its_numbers_open_into_rows() {
    let world = world();
    let pulls: usize = world
        .repositories()
        .iter()
        .map(|one| world.pulls(one.full_name()).count())
        .sum();
    let upstream = Upstream::builder()
        .world(world)
        .token(TOKEN)
        .start()
        .await
        .unwrap();
    let weir = Weir::new();
    connect(&weir, &upstream);

    let checked = weir.json(&["integration", "check", "acme", "--json"]);
    assert_eq!(checked["ok"], true, "{checked:#}");
    let tasks = weir.json(&["sync", "--json"]);
    assert_eq!(tasks[0]["status"], "succeeded", "{tasks:#}");
    assert_eq!(weir.rows("pull_requests").len(), pulls);

    let day = |days: i64| {
        (Utc::now() - chrono::Duration::days(days))
            .format("%Y-%m-%d")
            .to_string()
    };
    for metric in [
        "deployment_frequency",
        "lead_time",
        "change_failure_rate",
        "time_to_restore",
        "pull_request_cycle_time",
    ] {
        let answer = weir.json(&[
            "metric",
            "show",
            metric,
            "--project",
            "acme",
            "--from",
            &day(180),
            "--to",
            &day(-1),
            "--by",
            "repository",
            "--items",
            "--json",
        ]);
        assert!(answer["value"].is_f64(), "{metric}: {answer:#}");
        let items = answer["items"].as_array().unwrap();
        let counted = items
            .iter()
            .filter(|item| item["excluded_because"].is_null())
            .count();
        assert_eq!(answer["n"], counted, "{metric}");
        let excluded: u64 = answer["excluded"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["count"].as_u64().unwrap())
            .sum();
        assert_eq!(excluded, (items.len() - counted) as u64, "{metric}");
    }

    let stored = std::fs::read_dir(weir.dir.path().join("data")).unwrap();
    for entry in stored.flatten().filter(|entry| entry.path().is_file()) {
        let bytes = std::fs::read(entry.path()).unwrap();
        let found = bytes
            .windows(TOKEN.len())
            .any(|window| window == TOKEN.as_bytes());
        assert!(!found, "the token is in {}", entry.path().display());
    }
    upstream.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_integration_leaves_nothing() {
    let (upstream, weir) = synced().await;
    let said = weir.fails(&["integration", "delete", "acme"]);
    assert!(said.contains("nothing was deleted"), "{said}");
    weir.ok(&["integration", "delete", "acme", "--yes"]);
    for table in weir_model::TABLES {
        assert_eq!(weir.rows(table.name).len(), 0, "{}", table.name);
    }
    assert!(!weir.dir.path().join("data/mirrors/1").exists());
    assert_eq!(
        weir.json(&["integration", "list", "--json"]),
        serde_json::json!([])
    );
    upstream.stop().await;
}
