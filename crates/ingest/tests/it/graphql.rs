//! GraphQL lists: sizes that shrink, nested lists, records fetched along, errors in answers of status 200.

use axum::http::StatusCode;
use serde_json::{Value, json};
use weir_ingest::TaskStatus;

use crate::connectors::{EXPANDING, TAILED};
use crate::support::Bench;
use crate::upstream::{Fault, Item, World, stamp};

const COMMENTS_A_PAGE: u64 = 2;

/// Executes the three queries that the test connectors send.
pub(crate) fn answer(world: &World, body: &Value) -> Result<Value, StatusCode> {
    let query = body["query"].as_str().unwrap();
    let variables = &body["variables"];
    let data = if query.contains("ITEMS") {
        let name = format!(
            "{}/{}",
            variables["owner"].as_str().unwrap(),
            variables["name"].as_str().unwrap()
        );
        let Some(items) = world.items.get(&name) else {
            let error = json!({"type": "NOT_FOUND", "path": ["repository"], "message": "no such repository"});
            return Ok(json!({"data": {"repository": null}, "errors": [error]}));
        };
        let size = variables["n"].as_u64().unwrap();
        if world.heavy_above.is_some_and(|most| size > most) {
            return Err(StatusCode::BAD_GATEWAY);
        }
        json!({"repository": {"items": page(items, size, variables["after"].as_str(), world.repeat_cursor)}})
    } else if query.contains("COMMENTS") {
        let id = variables["id"].as_str().unwrap();
        let item = find(world, id).unwrap();
        json!({"node": {"comments": comments(item, variables["after"].as_str().unwrap().parse().unwrap())}})
    } else {
        let ids: Vec<&str> = variables["ids"]
            .as_array()
            .unwrap()
            .iter()
            .map(|id| id.as_str().unwrap())
            .collect();
        let nodes: Vec<Value> = ids
            .iter()
            .map(|id| {
                find(world, id).map_or(
                    Value::Null,
                    |item| json!({"id": id, "comments": comments(item, 0)}),
                )
            })
            .collect();
        let missing = nodes.iter().enumerate().filter(|(_, node)| node.is_null());
        let errors: Vec<Value> = missing
            .map(|(n, _)| json!({"type": "NOT_FOUND", "path": ["nodes", n], "message": "gone"}))
            .collect();
        if !errors.is_empty() {
            return Ok(json!({"data": {"nodes": nodes}, "errors": errors}));
        }
        json!({"nodes": nodes})
    };
    let mut data = data;
    data["rateLimit"] =
        json!({"cost": 1, "limit": 5000, "remaining": 4000, "resetAt": "2030-01-01T00:00:00Z"});
    Ok(json!({"data": data}))
}

fn find<'a>(world: &'a World, id: &str) -> Option<&'a Item> {
    world
        .items
        .values()
        .flatten()
        .find(|item| format!("N{}", item.id) == id && item.comments != 13)
}

fn page(items: &[Item], size: u64, after: Option<&str>, repeat: bool) -> Value {
    let mut items = items.to_vec();
    items.sort_by_key(|item| std::cmp::Reverse((item.updated.unwrap_or(i64::MAX), item.id)));
    let key = |item: &Item| format!("{}:{}", item.updated.unwrap_or(i64::MAX), item.id);
    let parse = |key: &str| {
        let (at, id) = key.split_once(':').unwrap();
        (at.parse::<i64>().unwrap(), id.parse::<u64>().unwrap())
    };
    let total = items.len();
    if let Some(after) = after {
        let after = parse(after);
        items.retain(|item| (item.updated.unwrap_or(i64::MAX), item.id) < after);
    }
    let more = items.len() as u64 > size;
    items.truncate(usize::try_from(size).unwrap());
    let end = if repeat {
        Some("99999999999:1".to_owned())
    } else {
        items.last().map(key)
    };
    let nodes: Vec<Value> = items
        .iter()
        .map(|item| {
            json!({
                "id": format!("N{}", item.id), "number": item.id,
                "updatedAt": item.updated.map(stamp), "comments": comments(item, 0),
            })
        })
        .collect();
    json!({"totalCount": total, "pageInfo": {"hasNextPage": more || repeat, "endCursor": end}, "nodes": nodes})
}

fn comments(item: &Item, from: u64) -> Value {
    let end = (from + COMMENTS_A_PAGE).min(item.comments);
    let nodes: Vec<Value> = (from..end).map(|n| json!({"text": n})).collect();
    json!({"pageInfo": {"hasNextPage": end < item.comments, "endCursor": end.to_string()}, "nodes": nodes})
}

#[tokio::test]
async fn nested_lists_are_read_to_their_ends() {
    for size in [1, 7, 50] {
        let bench = Bench::start(World::with_items(30, 400), TAILED(size)).await;
        let report = bench.sync().await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
        let contents = bench.store.contents();
        assert_eq!(contents.ids("items").len(), 30);
        for (key, row) in &contents.rows {
            if key.0 == "items" {
                let id: u64 = key.1.rsplit('/').next().unwrap().parse().unwrap();
                let expected = bench.upstream.change(|world| {
                    let item = world.items["acme/api"].iter().find(|item| item.id == id).unwrap();
                    item.comments
                });
                assert_eq!(
                    row.cell("comments"),
                    Some(&weir_model::Cell::Int(i64::try_from(expected).unwrap()))
                );
            }
        }
    }
}

#[tokio::test]
async fn pages_shrink_until_the_upstream_can_answer_and_the_size_is_remembered() {
    let world = World {
        heavy_above: Some(7),
        ..World::with_items(200, 400)
    };
    let bench = Bench::start(world, TAILED(50)).await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    assert_eq!(bench.store.contents().ids("items").len(), 200);
    let retries = report
        .streams
        .iter()
        .find(|stream| stream.stream == "items")
        .unwrap()
        .retries;
    assert!(
        (3..12).contains(&retries),
        "50, 25, 12, 6, and a few times when it grew back: {retries}"
    );
    let size = bench.cursor("items").page_size.unwrap();
    assert!((3..=8).contains(&size), "{size}");
}

#[tokio::test]
async fn a_failure_by_chance_does_not_make_pages_smaller() {
    let limits = json!({"data": null, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED", "message": "heavy"}]});
    let cases = [
        (Fault::Status(502, Vec::new(), ""), 1, None),
        (Fault::Status(502, Vec::new(), ""), 2, Some(25)),
        // It says that the same fails again.
        (Fault::Body(limits), 1, Some(25)),
    ];
    for (fault, times, size) in cases {
        let mut world = World::with_items(120, 400);
        world.fault("/graphql", 0, times, fault.clone());
        let bench = Bench::start(world, TAILED(50)).await;
        let report = bench.sync().await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
        assert_eq!(bench.store.contents().ids("items").len(), 120);
        let found = bench.cursor("items").page_size;
        assert_eq!(found, size, "after {times} of {fault:?}");
    }
}

#[tokio::test]
async fn a_page_that_fails_at_every_size_fails_the_partition_only() {
    let mut world = World {
        heavy_above: Some(0),
        ..World::with_items(5, 10)
    };
    world.add_repository(2, "acme/web", 5, 10);
    let bench = Bench::start(world, TAILED(8)).await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Failed);
    let error = report.error.unwrap();
    assert_eq!(
        (error.class.as_str(), error.stream.as_str()),
        ("upstream", "items")
    );
}

#[tokio::test]
async fn records_are_fetched_along_and_those_that_are_gone_are_counted() {
    let mut world = World::with_items(25, 60);
    world.items.get_mut("acme/api").unwrap()[3].comments = 13;
    let bench = Bench::start(world, EXPANDING(7)).await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    assert_eq!(bench.store.contents().ids("details").len(), 24);
    let details = report
        .streams
        .iter()
        .find(|stream| stream.stream == "details")
        .unwrap();
    assert_eq!(details.skipped.values().sum::<u64>(), 1, "{:?}", details.skipped);
    assert_eq!(details.records, 24);
    assert!(details.requests >= 3);
}

#[tokio::test]
async fn errors_in_good_answers_are_told_apart() {
    let errors = |kind: &str, path: Value, message: &str| {
        Fault::Body(
            json!({"data": {"repository": null}, "errors": [{"type": kind, "path": path, "message": message}]}),
        )
    };
    let cases = [
        (
            errors("RATE_LIMITED", json!(null), "slow"),
            TaskStatus::Succeeded,
            "",
        ),
        (
            errors("RESOURCE_LIMITS_EXCEEDED", json!(["repository"]), "heavy"),
            TaskStatus::Succeeded,
            "",
        ),
        (
            errors("SERVICE_UNAVAILABLE", json!(null), "sorry"),
            TaskStatus::Succeeded,
            "",
        ),
        (
            errors("", json!(null), "Something went wrong while executing your query"),
            TaskStatus::Succeeded,
            "",
        ),
        (
            errors("NOT_FOUND", json!(["repository"]), "no such repository"),
            TaskStatus::Succeeded,
            "not found",
        ),
        (
            errors("FORBIDDEN", json!(["repository"]), "no"),
            TaskStatus::Failed,
            "missing_permission",
        ),
        (
            Fault::Body(json!({"errors": [{"message": "Field 'x' doesn't exist"}]})),
            TaskStatus::Failed,
            "upstream",
        ),
        (Fault::Body(json!({"hello": 1})), TaskStatus::Failed, "malformed"),
    ];
    for (fault, status, class) in cases {
        let mut world = World::with_items(10, 10);
        world.fault("/graphql", 0, 1, fault.clone());
        let bench = Bench::start(world, TAILED(4)).await;
        let report = bench.sync().await;
        assert_eq!(report.status, status, "{fault:?}: {report:#?}");
        match (status, class) {
            (TaskStatus::Failed, class) => assert_eq!(report.error.unwrap().class, class),
            (_, "") => assert_eq!(bench.store.contents().ids("items").len(), 10, "{fault:?}"),
            (_, reason) => {
                let stream = report
                    .streams
                    .iter()
                    .find(|stream| stream.stream == "items")
                    .unwrap();
                assert_eq!(stream.skipped[reason], 1);
            }
        }
    }
}
