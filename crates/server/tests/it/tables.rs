use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn tables_tell_their_columns_and_sizes() {
    let world = World::open().await;
    world.fill().await;
    let tables = world.get("/tables").await.json();
    let table = tables["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|table| table["name"] == "pull_requests")
        .unwrap();
    assert_eq!(table["rows"], 3);
    assert!(table["bytes"].as_u64().unwrap() > 0);
    let first = &table["columns"][0];
    assert_eq!((&first["name"], &first["type"]), (&json!("id"), &json!("id")));
}

#[tokio::test]
async fn rows_are_read_in_pages_by_id() {
    let world = World::open().await;
    world.fill().await;
    let first = world.get("/tables/pull_requests/rows?limit=2").await.json();
    assert_eq!(first["rows"].as_array().unwrap().len(), 2);
    let next = first["next"].as_str().unwrap();
    assert_eq!(next, "1/pull_request/7/2");
    let second = world
        .get(&format!("/tables/pull_requests/rows?limit=2&after={next}"))
        .await
        .json();
    assert_eq!(
        (second["rows"].as_array().unwrap().len(), &second["next"]),
        (1, &json!(null))
    );
    let quoted = world
        .get("/tables/pull_requests/rows?after=it's%20'%20OR%20'1'='1")
        .await;
    assert_eq!(quoted.json()["rows"], json!([]), "{}", quoted.text);
}

#[tokio::test]
async fn a_query_answers_with_typed_cells() {
    let world = World::open().await;
    world.fill().await;
    let sql = "SELECT number, title, created_at, labels, is_draft, NULL AS nothing, 1.5 AS half, date '2026-01-02' AS day \
               FROM pull_requests ORDER BY number";
    let reply = world.post("/query", json!({"sql": sql, "limit": 1})).await.json();
    assert_eq!(reply["truncated"], true);
    let expected = json!([
        1,
        "=cmd|' /C calc'!A1",
        "2026-01-01T00:00:00Z",
        ["bug"],
        false,
        null,
        1.5,
        "2026-01-02"
    ]);
    assert_eq!(reply["rows"], json!([expected]));
    let none = world
        .post(
            "/query",
            json!({"sql": "SELECT number FROM pull_requests WHERE false"}),
        )
        .await
        .json();
    assert_eq!(
        none,
        json!({"columns": ["number"], "rows": [], "truncated": false})
    );
}

#[tokio::test]
async fn a_table_as_a_file_is_whole_and_harmless() {
    let world = World::open().await;
    world.fill().await;
    let csv = world.get("/tables/repositories/export?format=csv").await;
    assert_eq!(
        csv.header("content-disposition"),
        "attachment; filename=\"repositories.csv\""
    );
    assert_eq!(csv.text.lines().count(), 2, "{}", csv.text);
    assert!(csv.text.contains("\"'=HYPERLINK"), "{}", csv.text);
    let parquet = world.get("/tables/repositories/export?format=parquet").await;
    assert_eq!(parquet.header("content-type"), "application/vnd.apache.parquet");
    assert!(parquet.text.starts_with("PAR1"));
    let left = std::fs::read_dir(world.control.path().parent().unwrap()).unwrap();
    let left: Vec<_> = left
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().contains("export"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn the_rows_of_a_query_come_as_a_file() {
    let world = World::open().await;
    world.fill().await;
    let sql = "SELECT%20number%2C%20title%20FROM%20pull_requests%20ORDER%20BY%20number";
    let csv = world.get(&format!("/query/export?format=csv&sql={sql}")).await;
    assert_eq!(
        csv.header("content-disposition"),
        "attachment; filename=\"query.csv\""
    );
    assert_eq!(csv.text.lines().count(), 4, "{}", csv.text);
    assert!(csv.text.starts_with("number,title\n1,"), "{}", csv.text);
    // A spreadsheet must not run what somebody wrote into a title.
    assert!(csv.text.contains("'=cmd"), "{}", csv.text);
    let parquet = world
        .get(&format!("/query/export?format=parquet&sql={sql}"))
        .await;
    assert!(parquet.text.starts_with("PAR1"));
    let refused = world
        .get("/query/export?format=csv&sql=DROP%20TABLE%20commits")
        .await;
    assert_eq!(refused.code(), "invalid_query", "{}", refused.text);
}

#[tokio::test]
async fn a_query_is_not_computed_beyond_what_is_shown() {
    let world = World::open().await;
    let endless = "SELECT a.value FROM generate_series(1, 100000000) AS a CROSS JOIN generate_series(1, 100000000) AS b";
    let reply = world.post("/query", json!({"sql": endless, "limit": 2})).await;
    assert_eq!(reply.json()["truncated"], true, "{}", reply.text);
    assert_eq!(reply.json()["rows"].as_array().unwrap().len(), 2);
    let described = world
        .post("/query", json!({"sql": "DESCRIBE commits"}))
        .await
        .json();
    assert!(
        described["rows"].as_array().is_some_and(|rows| !rows.is_empty()),
        "{described}"
    );
}
