//! Schedule, ingestion log, diagnostics and health over the API.

use reqwest::Method;
use serde_json::{Value, json};
use weir_control::{Outcome, TaskError, TaskKind};
use weir_model::Time;

use crate::world::{World, finish_task, new_integration};

async fn fail(world: &World, class: &str, message: &str) {
    let task = world.control.start_task(1, TaskKind::Sync, None).await.unwrap();
    let error = TaskError {
        class: class.to_owned(),
        message: message.to_owned(),
        hint: "make a new token".to_owned(),
        stream: None,
        partition: None,
    };
    let outcome = Outcome::failed(Time(task.started_at.0 + 2_000_000), error);
    world.control.finish_task(task.id, &outcome).await.unwrap();
}

async fn put(world: &World, path: &str, body: Value) -> Value {
    world.call(Method::PUT, path, body).await.json()
}

#[tokio::test]
async fn a_schedule_has_defaults_and_is_replaced_and_paused() {
    let world = World::open().await;
    world.fill().await;
    let path = "/integrations/1/schedule";
    let usual = world.get(path).await.json();
    assert_eq!(usual["tail"], json!({"every_minutes": 5, "cron": null}));
    assert_eq!(
        (&usual["depth_days"], &usual["is_default"], &usual["paused"]),
        (&json!(90), &json!(true), &json!(false))
    );
    assert!(usual["next_tail_at"].is_string() && usual["next_full_at"].is_string());

    let own =
        json!({"tail": {"cron": "0 6 * * *"}, "full": null, "depth_days": null, "time_zone": "Asia/Tokyo"});
    let set = put(&world, path, own).await;
    assert_eq!((&set["full"], &set["depth_days"]), (&Value::Null, &Value::Null));
    assert!(
        set["next_tail_at"].as_str().unwrap().ends_with("T21:00:00Z"),
        "{set}"
    );
    assert_eq!(set["next_full_at"], Value::Null);

    let paused = world.post("/integrations/1/pause", Value::Null).await.json();
    assert_eq!(
        (&paused["paused"], &paused["next_tail_at"]),
        (&json!(true), &Value::Null)
    );
    let shown = world.get("/integrations/1").await.json();
    assert_eq!(
        (&shown["paused"], &shown["state"], &shown["status"]),
        (&json!(true), &json!("paused"), &json!("healthy"))
    );
    let resumed = world.post("/integrations/1/resume", Value::Null).await.json();
    assert!(resumed["next_tail_at"].is_string());
    assert_eq!(put(&world, path, json!({})).await["is_default"], true);

    let both = put(
        &world,
        path,
        json!({"tail": {"cron": "* * * * *", "every_minutes": 5}}),
    )
    .await;
    assert_eq!(
        both["error"]["message"],
        "tail needs `every_minutes` or `cron`, and only one of them"
    );
}

#[tokio::test]
async fn the_log_is_filtered_and_paged_and_a_failed_task_is_retried() {
    let world = World::open().await;
    world.fill().await;
    fail(&world, "upstream", "502 from the gateway").await;
    fail(&world, "unauthorized", "Bad credentials").await;
    let ids = async |query: &str| {
        let list = world.get(&format!("/tasks?{query}")).await.json();
        let items = list["items"]
            .as_array()
            .cloned()
            .unwrap_or_else(|| panic!("{list}"));
        items
            .iter()
            .map(|task| task["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("").await, ["3", "2", "1"]);
    assert_eq!(ids("status=failed&error_class=upstream").await, ["2"]);
    assert_eq!(ids("q=GATEWAY&integration_id=1").await, ["2"]);
    assert_eq!(ids("kind=full,replay").await, Vec::<String>::new());
    assert_eq!(ids("to=2020-01-01").await, Vec::<String>::new());
    let page = world.get("/integrations/1/tasks?limit=2").await.json();
    assert_eq!((&page["next"], &page["total"]), (&json!("2"), &json!(3)));
    assert_eq!(ids("limit=2&after=2").await, ["1"]);
    for (query, code) in [
        ("status=odd", "invalid_value"),
        ("from=yesterday", "invalid_value"),
        ("after=x", "invalid_cursor"),
        ("colour=red", "invalid_request"),
    ] {
        assert_eq!(
            world.get(&format!("/tasks?{query}")).await.code(),
            code,
            "{query}"
        );
    }

    let retried = world.post("/tasks/3/retry", Value::Null).await;
    assert_eq!(retried.status.as_u16(), 202, "{}", retried.text);
    let shown = world.get("/tasks/3").await.json();
    assert_eq!(
        (&shown["attempt"], &shown["status"], &shown["integration"]),
        (&json!(2), &json!("running"), &json!("hub"))
    );
    assert_eq!(shown["attempts"][0]["error_class"], "unauthorized");
    assert_eq!(world.post("/tasks/1/retry", Value::Null).await.code(), "conflict");
}

#[tokio::test]
async fn diagnostics_say_what_is_wrong_and_the_banner_goes_when_it_heals() {
    let world = World::open().await;
    world.fill().await;
    let found = world.get("/integrations/1/diagnostics").await.json();
    assert_eq!(
        (
            &found["status"],
            &found["conditions"][0]["state"],
            &found["summary"]
        ),
        (&json!("healthy"), &json!("healthy"), &json!("healthy"))
    );
    let stream = found["streams"]
        .as_array()
        .unwrap()
        .iter()
        .find(|stream| stream["name"] == "pull_requests")
        .unwrap();
    assert_eq!(
        (&stream["state"], &stream["partitions_done"]),
        (&json!("healthy"), &json!(1))
    );
    assert_eq!(stream["coverage"][0]["from"], "2026-01-01T00:00:00Z");
    assert_eq!(world.get("/account/health").await.json()["total"], 0);

    fail(&world, "unauthorized", "Bad credentials").await;
    let health = world.get("/account/health").await.json();
    let broken = &health["items"][0];
    assert_eq!(
        (&broken["state"], &broken["severity"], &broken["fix"]),
        (
            &json!("unauthorized"),
            &json!("critical"),
            &json!("make a new token")
        )
    );
    assert_eq!(broken["affects"][0]["project"], "checkout");
    assert!(
        broken["affects"][0]["metrics"]
            .as_array()
            .unwrap()
            .contains(&json!("lead_time"))
    );
    let schedule = world.get("/integrations/1/schedule").await.json();
    assert_eq!(
        (&schedule["backoff"]["waits_for"], &schedule["next_tail_at"]),
        (&json!("re_authentication"), &Value::Null)
    );
    assert_eq!(
        world.get("/integrations").await.json()["items"][0]["status"],
        "failed"
    );
    let project = world.get("/projects/1").await.json();
    assert_eq!(project["integrations"][0]["status"], "failed");

    world
        .patch("/integrations/1", json!({"secrets": {"token": "ghp_new"}}))
        .await;
    let renewed = world.get("/integrations/1").await.json();
    assert_eq!(
        (&renewed["status"], &renewed["state"]),
        (&json!("unknown"), &json!("settings_changed"))
    );
    finish_task(&world.control, 1).await.unwrap();
    assert_eq!(world.get("/account/health").await.json()["total"], 0);
    assert_eq!(world.get("/integrations/1").await.json()["state"], "healthy");
}

#[tokio::test]
async fn account_settings_are_changed_field_by_field() {
    let world = World::open().await;
    assert_eq!(
        world.get("/settings").await.json(),
        json!({"log_days": 90, "quota_free_percent": 20})
    );
    world.patch("/settings", json!({"log_days": 30})).await;
    world.patch("/settings", json!({"quota_free_percent": 50})).await;
    world.patch("/settings", json!({})).await;
    assert_eq!(
        world.get("/settings").await.json(),
        json!({"log_days": 30, "quota_free_percent": 50})
    );
    let refused = world.patch("/settings", json!({"quota_free_percent": 91})).await;
    assert_eq!(refused.code(), "invalid_value");
    let refused = world.patch("/settings", json!({"log_days": 0})).await;
    assert_eq!(refused.code(), "invalid_value");
}

/// Events until one fits.
async fn event(stream: &mut reqwest::Response, name: &str) -> Value {
    let mut text = String::new();
    let find = async {
        while let Some(chunk) = stream.chunk().await.unwrap() {
            text.push_str(&String::from_utf8_lossy(&chunk));
            while let Some(end) = text.find("\n\n") {
                let line: String = text.drain(..end + 2).collect();
                if let Some(data) = line.strip_prefix(&format!("event: {name}\ndata: ")) {
                    return serde_json::from_str(data.trim()).unwrap();
                }
            }
        }
        panic!("the stream ended before {name}");
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), find)
        .await
        .unwrap()
}

#[tokio::test]
async fn events_tell_running_tasks_at_once_and_changes_as_they_come() {
    let world = World::open().await;
    world.post("/integrations", new_integration("hub")).await;
    world.post("/integrations/1/sync", json!({})).await;
    let request = world.request(Method::GET, "/api/v1/events");
    let mut stream = request.send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let task = event(&mut stream, "task").await;
    assert_eq!(
        (&task["status"], &task["integration"]),
        (&json!("running"), &json!("hub"))
    );

    world
        .control
        .finish_task(
            1,
            &Outcome::failed(
                Time(i64::MAX / 2),
                TaskError {
                    class: "unreachable".to_owned(),
                    message: "no route".to_owned(),
                    hint: "look at the network".to_owned(),
                    stream: None,
                    partition: None,
                },
            ),
        )
        .await
        .unwrap();
    world
        .runtime
        .events
        .send(weir_server::Event::Integration(1))
        .unwrap();
    assert_eq!(event(&mut stream, "task").await["status"], "failed");
    let integration = event(&mut stream, "integration").await;
    assert_eq!(
        (&integration["id"], &integration["state"]),
        (&json!("1"), &json!("unreachable"))
    );
    assert_eq!(event(&mut stream, "health").await, json!({"broken": 1}));
}
