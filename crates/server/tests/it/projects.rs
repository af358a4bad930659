use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn settings_are_whole_in_answers_and_checked_on_the_way_in() {
    let world = World::open().await;
    world.fill().await;
    let project = world.get("/projects/1").await.json();
    assert_eq!(
        project["settings"]["exclude_bots"], true,
        "defaults are filled in"
    );
    let settings = json!({"deployments": [{"kind": "tags", "patterns": ["v*"]}], "exclude_bots": false});
    let reply = world.patch("/projects/1", json!({"settings": settings})).await;
    assert_eq!(
        reply.json()["settings"]["deployments"][0]["kind"],
        "tags",
        "{}",
        reply.text
    );
    for wrong in [
        json!({"deployments": [{"kind": "smoke signals"}]}),
        json!({"time_zone": "Nowhere"}),
        json!({"working_hours": {"days": [], "from_minute": 540, "to_minute": 1020}}),
    ] {
        let reply = world.patch("/projects/1", json!({"settings": wrong})).await;
        assert_eq!(reply.status.as_u16(), 400, "{wrong}: {}", reply.text);
    }
}

#[tokio::test]
async fn options_come_from_the_projects_own_data() {
    let world = World::open().await;
    world.fill().await;
    let options = world.get("/projects/1/options").await.json();
    assert_eq!(options["branches"], json!(["main"]));
    assert_eq!(options["environments"], json!(["production"]));
    assert_eq!(options["repositories"], json!(["acme/web"]));
    world.post("/projects", json!({"name": "empty"})).await;
    assert_eq!(
        world.get("/projects/2/options").await.json()["repositories"],
        json!([])
    );
}

#[tokio::test]
async fn a_number_and_its_items_agree_and_a_project_without_data_has_none() {
    let world = World::open().await;
    world.fill().await;
    let range = "from=2026-01-01&to=2026-02-01";
    let answer = world
        .get(&format!("/projects/1/metrics/pull_request_cycle_time?{range}"))
        .await
        .json();
    assert_eq!(
        (&answer["n"], &answer["value"]),
        (&json!(3), &json!(24.0)),
        "{answer}"
    );
    let items = world
        .get(&format!(
            "/projects/1/metrics/pull_request_cycle_time/items?{range}&limit=2"
        ))
        .await
        .json();
    assert_eq!(
        (&items["included"], items["items"].as_array().unwrap().len()),
        (&json!(3), 2)
    );
    let next = items["next"].as_str().unwrap();
    let rest = world
        .get(&format!(
            "/projects/1/metrics/pull_request_cycle_time/items?{range}&limit=2&after={next}"
        ))
        .await
        .json();
    assert_eq!(rest["items"].as_array().unwrap().len(), 1);

    world.post("/projects", json!({"name": "empty"})).await;
    let none = world
        .get(&format!("/projects/2/metrics/pull_request_cycle_time?{range}"))
        .await
        .json();
    assert!(
        none["value"].is_null() && !none["missing"].as_array().unwrap().is_empty(),
        "{none}"
    );
}

#[tokio::test]
async fn items_as_a_file_hold_no_formulas() {
    let world = World::open().await;
    world.fill().await;
    let path =
        "/projects/1/metrics/pull_request_cycle_time/items?from=2026-01-01&to=2026-02-01&format=csv&limit=1";
    let reply = world.get(path).await;
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        reply.header("content-disposition"),
        "attachment; filename=\"pull_request_cycle_time.csv\""
    );
    assert_eq!(
        reply.text.lines().count(),
        4,
        "a header and all items, whatever the limit: {}",
        reply.text
    );
    assert!(reply.text.contains(",'=cmd|"), "{}", reply.text);
    assert!(!reply.text.contains(",=cmd") && !reply.text.contains("\"=cmd"));
}
