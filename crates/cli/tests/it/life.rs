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

/// People are joined, split, exported and imported; a collection of them is made, listed and deleted.
#[tokio::test(flavor = "multi_thread")]
async fn contributors_and_collections_are_managed() {
    let (upstream, weir) = synced().await;
    let everybody = weir.json(&["contributor", "list", "--json"]);
    let people: Vec<&serde_json::Value> = everybody
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["is_bot"] == false)
        .collect();
    let (one, other) = (people[0], people[1]);
    let id = |one: &serde_json::Value| one["id"].as_str().unwrap().to_owned();
    let account = other["accounts"][0]["account"].as_str().unwrap();
    weir.ok(&["contributor", "merge", &id(one), account]);
    let merged = weir.json(&["contributor", "list", "--json"]);
    assert_eq!(
        merged.as_array().unwrap().len(),
        everybody.as_array().unwrap().len() - 1
    );
    weir.ok(&["contributor", "split", "acme", account]);
    let said = weir.fails(&["contributor", "merge", &id(one), "nobody at all"]);
    assert!(said.contains("there is no contributor `nobody at all`"), "{said}");

    let file = weir.file("people.csv", &format!("id,team\n{},Web\n", id(one)));
    let plan = weir.json(&["contributor", "import", &file, "--json"]);
    assert_eq!(
        (&plan["imported"], &plan["changes"][0]["to"]),
        (&false.into(), &"Web".into())
    );
    assert!(!weir.ok(&["contributor", "export"]).contains("Web"));
    weir.ok(&["contributor", "import", &file, "--apply"]);
    assert!(weir.ok(&["contributor", "export"]).contains("Web"));

    weir.ok(&["project", "add", "shop"]);
    weir.ok(&["integration", "map", "acme", "shop"]);
    let team =
        r#"{"by": "people", "attributes": [{"dimension": "team", "operator": "is", "values": ["Web"]}]}"#;
    weir.ok(&["collection", "add", "shop", "Web", "--definition", team]);
    weir.ok(&["collection", "add", "shop", "Night", "--parent", "web"]);
    let listed = weir.json(&["collection", "list", "shop", "--json"]);
    let teams = listed
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == "Teams")
        .unwrap();
    assert_eq!(teams["collections"][0]["children"][0]["name"], "Night");
    let said = weir.fails(&["collection", "delete", "shop", "Web"]);
    assert!(said.contains("`Night` is below `Web`"), "{said}");
    weir.ok(&["collection", "delete", "shop", "Night"]);
    upstream.stop().await;
}
