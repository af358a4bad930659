use std::time::{Duration, Instant};

use serde_json::{Value, json};
use weir_server::Check;

use crate::world::{World, finish_task, new_integration};

#[tokio::test]
async fn secrets_go_in_and_never_come_out() {
    let world = World::open().await;
    let made = world.post("/integrations", new_integration("hub")).await;
    assert_eq!(made.json()["has_secrets"], json!(["token"]));
    for path in [
        "/integrations",
        "/integrations/1",
        "/integrations/1/monitoring",
        "/connectors",
    ] {
        let reply = world.get(path).await;
        assert!(
            reply.status.is_success() && !reply.text.contains("ghp_"),
            "{path}: {}",
            reply.text
        );
    }
}

#[tokio::test]
async fn validating_uses_stored_secrets_only_for_the_address_they_were_entered_for() {
    let world = World::open().await;
    world.fill().await;
    *world.runtime.checks.lock().unwrap() = vec![
        Check {
            name: "accept the token".into(),
            ok: true,
            permission: None,
            message: "ok".into(),
            hint: None,
        },
        Check {
            name: "read issues".into(),
            ok: false,
            permission: Some("Issues: read".into()),
            message: "403".into(),
            hint: Some("grant it".into()),
        },
    ];
    let body = json!({"kind": "github", "config": {"repositories": ["acme/web"]}, "secrets": {}, "integration_id": "1"});
    let reply = world.post("/integrations/validate", body).await;
    assert_eq!(
        (&reply.json()["ok"], &reply.json()["checks"][1]["permission"]),
        (&json!(false), &json!("Issues: read"))
    );
    assert_eq!(
        world.runtime.tried.lock().unwrap()[0]["token"],
        "ghp_secretsecretsecret"
    );

    let elsewhere = json!({"url": "https://evil.example", "repositories": ["acme/web"]});
    let body = json!({"kind": "github", "config": elsewhere, "integration_id": "1"});
    let reply = world.post("/integrations/validate", body).await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (400, "invalid_value"),
        "{}",
        reply.text
    );
    let reply = world.patch("/integrations/1", json!({"config": elsewhere})).await;
    assert_eq!(reply.status.as_u16(), 400, "{}", reply.text);
    let reply = world
        .patch(
            "/integrations/1",
            json!({"config": elsewhere, "secrets": {"token": "ghp_new"}}),
        )
        .await;
    assert_eq!(reply.status.as_u16(), 200, "{}", reply.text);
    assert_eq!(world.runtime.tried.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_required_secret_cannot_be_removed() {
    let world = World::open().await;
    world.fill().await;
    let reply = world
        .patch("/integrations/1", json!({"secrets": {"token": null}}))
        .await;
    assert_eq!(reply.status.as_u16(), 400, "{}", reply.text);
    let reply = world
        .patch("/integrations/1", json!({"secrets": {"token": "ghp_new"}}))
        .await;
    assert_eq!(
        (reply.status.as_u16(), &reply.json()["status"]),
        (200, &json!("unknown"))
    );
}

/// Counts of rows may be a moment old.
async fn counted(world: &World, path: &str, done: impl Fn(&Value) -> bool) -> Value {
    let start = Instant::now();
    loop {
        let shown = world.get(path).await.json();
        if done(&shown) || start.elapsed() > Duration::from_secs(20) {
            assert!(done(&shown), "{shown}");
            return shown;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn an_integration_shows_rows_tasks_and_projects() {
    let world = World::open().await;
    world.fill().await;
    let shown = counted(&world, "/integrations/1", |shown| shown["rows"] == 5).await;
    assert_eq!(shown["status"], "healthy");
    assert_eq!(shown["projects"], json!([{"id": "1", "name": "checkout"}]));
    assert_eq!(shown["last_task"]["duration_ms"], 1500);
    assert!(shown["last_ingested_at"].is_string());
    assert_eq!(
        world.get("/connectors").await.json()["items"][0]["integrations"],
        1
    );
}

#[tokio::test]
async fn the_log_is_read_in_pages() {
    let world = World::open().await;
    world.fill().await;
    for _ in 0..4 {
        finish_task(&world.control, 1).await.unwrap();
    }
    let mut path = "/integrations/1/tasks?limit=2".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = world.get(&path).await.json();
        assert_eq!(page["total"], 5);
        seen.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|task| task["id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/integrations/1/tasks?limit=2&after={next}");
    }
    assert_eq!(seen, ["5", "4", "3", "2", "1"]);
}

#[tokio::test]
async fn monitoring_shows_streams_quota_and_what_depends_on_it() {
    let world = World::open().await;
    world.fill().await;
    let of = |shown: &Value| {
        let mut streams = shown["streams"].as_array().unwrap().iter();
        streams
            .find(|stream| stream["name"] == "pull_requests")
            .unwrap()
            .clone()
    };
    let shown = counted(&world, "/integrations/1/monitoring", |shown| {
        of(shown)["rows"] == 3
    })
    .await;
    let stream = of(&shown);
    assert_eq!(
        (&stream["oldest"], &stream["newest"]),
        (&json!("2026-01-01T00:00:00Z"), &json!("2026-01-03T00:00:00Z"))
    );
    assert_eq!(stream["skipped"], json!({"no permission": 2}));
    assert_eq!(
        stream["coverage"],
        json!([{"from": "2026-01-01T00:00:00Z", "to": "2026-01-09T00:00:00Z"}])
    );
    assert!(stream["fresh_at"].is_string() && stream["last_error"].is_null());
    assert_eq!(shown["quota"][0]["remaining"], 12);
    assert_eq!(shown["affects"][0]["project"], "checkout");
    assert!(
        shown["affects"][0]["metrics"]
            .as_array()
            .unwrap()
            .contains(&json!("lead_time"))
    );
    assert!(shown["running"].is_null());

    world.post("/integrations/1/sync", json!({})).await;
    assert_eq!(
        world.get("/integrations/1/monitoring").await.json()["running"]["status"],
        "running"
    );
}

#[tokio::test]
async fn deleting_is_visible() {
    let world = World::open().await;
    world.fill().await;
    let reply = world
        .call(
            reqwest::Method::DELETE,
            "/integrations/1",
            json!({"confirm": "Hub"}),
        )
        .await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (400, "invalid_value"),
        "the name is typed exactly"
    );
    let reply = world
        .call(
            reqwest::Method::DELETE,
            "/integrations/1",
            json!({"confirm": "hub"}),
        )
        .await;
    assert_eq!(
        (reply.status.as_u16(), &reply.json()["deleting"]),
        (202, &json!(true))
    );
    assert_eq!(
        world.get("/integrations").await.json()["items"][0]["deleting"],
        true
    );
    assert_eq!(
        world
            .patch("/integrations/1", json!({"name": "x"}))
            .await
            .status
            .as_u16(),
        409
    );
}
