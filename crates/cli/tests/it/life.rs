//! Mapping, scope, credentials and channels from the command line, over the simulated company.

use crate::github::{TOKEN, synced};

#[tokio::test(flavor = "multi_thread")]
async fn scopes_narrow_projects_and_integrations() {
    let (upstream, weir) = synced().await;
    let names: Vec<String> = weir
        .rows("repositories")
        .iter()
        .map(|row| row["full_name"].as_str().unwrap().to_owned())
        .collect();
    assert!(names.len() > 1, "{names:?}");
    let (one, all) = (&names[0], names.len());

    let mapped = weir.json(&["integration", "map", "acme", "narrow", "--include", one, "--json"]);
    assert_eq!(mapped[0]["name"], "narrow");
    assert_eq!(
        (&mapped[0]["selected"], &mapped[0]["total"]),
        (&1.into(), &all.into())
    );

    let preview = weir.json(&[
        "integration",
        "scope",
        "acme",
        "--exclude",
        one,
        "--preview",
        "--json",
    ]);
    assert_eq!(
        (&preview["left_out"], &preview["purges"]["partitions"]),
        (&1.into(), &1.into())
    );
    assert!(preview["purges"]["rows"].as_u64().unwrap() > 0, "{preview:#}");
    assert_eq!(weir.rows("repositories").len(), all, "nothing was changed");

    weir.ok(&["integration", "scope", "acme", "--exclude", one]);
    let left = weir.rows("repositories");
    assert!(left.len() == all - 1 && left.iter().all(|row| row["full_name"] != one.as_str()));
    let tasks = weir.json(&["sync", "--json"]);
    let repositories = tasks[0]["streams"]
        .as_array()
        .unwrap()
        .iter()
        .find(|stream| stream["stream"] == "repositories")
        .unwrap();
    let reason = format!("outside the integration's scope, excluded by `{one}`");
    assert_eq!(repositories["skipped"][&reason], 1, "{repositories:#}");
    upstream.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_are_tried_before_they_are_stored() {
    let (upstream, weir) = synced().await;
    let wrong = format!("token={}", weir.file("wrong", "ghp_wrongwrongwrongwrong"));
    weir.fails(&["integration", "reauth", "acme", "--secret-file", &wrong]);
    weir.ok(&["sync"]);
    let right = format!("token={}", weir.file("right", TOKEN));
    weir.ok(&["integration", "reauth", "acme", "--secret-file", &right]);
    let said = weir.fails(&["integration", "reauth", "acme", "--secret-file", TOKEN]);
    assert!(
        said.contains("never the secret itself") && !said.contains(TOKEN),
        "{said}"
    );

    weir.ok(&[
        "notification",
        "add",
        "webhook",
        "--name",
        "ops",
        "--set",
        "url=http://127.0.0.1:9/hook",
    ]);
    weir.fails(&["notification", "test", "ops"]);
    let channels = weir.json(&["notification", "list", "--json"]);
    assert_eq!(channels[0]["has_secrets"], serde_json::json!(["secret"]));
    weir.ok(&["notification", "delete", "ops"]);
    upstream.stop().await;
}
