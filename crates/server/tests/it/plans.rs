//! What a sync is said to cost, before it starts and beside what it took.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::World;

async fn integration(world: &World) -> String {
    let new = json!({"kind": "git", "name": "Home", "config": {"url": "https://git.example/x.git"}});
    let made = world.call(Method::POST, "/integrations", new).await.json();
    made["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_plan_says_what_is_known_and_what_is_not() {
    let world = World::open().await;
    let id = integration(&world).await;
    let plan = world.get(&format!("/integrations/{id}/plan")).await.json();
    assert_eq!((&plan["requests"], &plan["seconds"]), (&json!(82), &json!(120)));
    let streams = &plan["streams"];
    assert_eq!(streams[0]["basis"], "sampled");
    assert_eq!((&streams[0]["asked"], &streams[0]["of"]), (&json!(2), &json!(10)));
    assert_eq!(streams[1]["basis"], "unknown");
    assert_eq!(streams[1]["requests"], Value::Null, "unknown is no zero");
    // A git repository is read whole unless said otherwise.
    assert_eq!(streams[0]["records"], Value::Null);
    let month = world
        .get(&format!("/integrations/{id}/plan?depth_days=30"))
        .await
        .json();
    assert_eq!(month["streams"][0]["records"], 30);
    let wrong = world.get(&format!("/integrations/{id}/plan?depth_days=-1")).await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.code().as_str()),
        (400, "invalid_value")
    );
}

#[tokio::test]
async fn settings_that_are_not_saved_have_a_plan_too() {
    let world = World::open().await;
    let asked = json!({"kind": "git", "config": {"url": "https://git.example/x.git"}, "depth_days": 90});
    let plan = world.call(Method::POST, "/integrations/plan", asked).await.json();
    assert_eq!(plan["streams"][0]["records"], 90);
    assert_eq!(
        world.get("/integrations").await.json()["items"],
        json!([]),
        "nothing is saved"
    );
    let gone = json!({"kind": "git", "config": {"url": "http://gone.example"}});
    let refused = world.call(Method::POST, "/integrations/plan", gone).await;
    assert_eq!(refused.status.as_u16(), 400);
    assert!(refused.text.contains("cannot be reached"), "{}", refused.text);
}

#[tokio::test]
async fn a_task_keeps_its_plan() {
    let world = World::open().await;
    let id = integration(&world).await;
    let path = format!("/integrations/{id}/sync");
    let task = world.call(Method::POST, &path, json!({})).await.json();
    let number = task["id"].as_str().unwrap();
    assert_eq!(task["plan"], Value::Null);
    let plan = weir_ingest::Plan {
        requests: Some(4),
        points: Some(0),
        seconds: None,
        bytes: None,
        at_least: false,
        pace_ms: None,
        asked: 0,
        at: crate::world::day(2),
        streams: Vec::new(),
    };
    let plan = serde_json::to_value(plan).unwrap();
    world
        .control
        .set_plan(number.parse().unwrap(), &plan)
        .await
        .unwrap();
    let shown = world.get(&format!("/tasks/{number}")).await.json();
    assert_eq!(shown["plan"]["requests"], 4);
    assert_eq!(shown["plan"]["at"], "2026-01-02T00:00:00Z");
    // A plan of an older form is none.
    world
        .control
        .set_plan(number.parse().unwrap(), &json!({"requests": 4}))
        .await
        .unwrap();
    assert_eq!(
        world.get(&format!("/tasks/{number}")).await.json()["plan"],
        Value::Null
    );
}
