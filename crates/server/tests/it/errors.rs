//! What refusals say.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Reply, World, new_integration};

fn said(name: &str, reply: &Reply) -> String {
    let error = &reply.json()["error"];
    assert_eq!(error["request_id"], reply.header("x-request-id"), "{name}");
    let text = |field: &str| error[field].as_str().unwrap_or("-").to_owned();
    format!(
        "{name}\n  {} {}\n  {}\n  {}\n",
        reply.status.as_u16(),
        text("code"),
        text("message"),
        text("hint")
    )
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of calls")]
async fn every_refusal_is_an_envelope_that_says_what_to_do() {
    let world = World::open().await;
    world.fill().await;
    let mut log = String::new();
    let with = |change: Value| {
        let mut body = new_integration("other");
        body.as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        body
    };
    let calls = [
        ("unknown path", Method::GET, "/nothing", Value::Null),
        ("unknown method", Method::PUT, "/projects", json!({})),
        (
            "unknown field",
            Method::POST,
            "/projects",
            json!({"name": "a", "colour": "red"}),
        ),
        ("missing field", Method::POST, "/projects", json!({})),
        ("wrong type", Method::POST, "/projects", json!({"name": 7})),
        ("empty name", Method::POST, "/projects", json!({"name": " "})),
        (
            "name taken",
            Method::POST,
            "/projects",
            json!({"name": "CHECKOUT"}),
        ),
        (
            "unknown connector",
            Method::POST,
            "/integrations",
            with(json!({"kind": "gitlba"})),
        ),
        (
            "no token",
            Method::POST,
            "/integrations",
            with(json!({"secrets": {}})),
        ),
        (
            "unknown secret",
            Method::POST,
            "/integrations",
            with(json!({"secrets": {"token": "x", "pin": "1"}})),
        ),
        (
            "secret of a wrong type",
            Method::POST,
            "/integrations",
            with(json!({"secrets": {"token": 123_456}})),
        ),
        (
            "secrets of a wrong type",
            Method::POST,
            "/integrations",
            with(json!({"secrets": "ghp_plain"})),
        ),
        (
            "unknown option",
            Method::POST,
            "/integrations",
            with(json!({"config": {"repos": []}})),
        ),
        (
            "wrong address",
            Method::POST,
            "/integrations",
            with(json!({"config": {"url": "example.com"}})),
        ),
        (
            "unknown integration",
            Method::GET,
            "/integrations/99",
            Value::Null,
        ),
        (
            "unknown integration mapped",
            Method::PUT,
            "/projects/1/integrations",
            json!({"integration_ids": ["99"]}),
        ),
        (
            "unknown setting",
            Method::PATCH,
            "/projects/1",
            json!({"settings": {"bots": true}}),
        ),
        (
            "bad date",
            Method::POST,
            "/integrations/1/sync",
            json!({"since": "yesterday"}),
        ),
        (
            "unknown metric",
            Method::GET,
            "/projects/1/metrics/leed_time",
            Value::Null,
        ),
        (
            "reversed range",
            Method::GET,
            "/projects/1/metrics/lead_time?from=2026-02-01&to=2026-01-01",
            Value::Null,
        ),
        (
            "bad range",
            Method::GET,
            "/projects/1/metrics/lead_time?from=soon",
            Value::Null,
        ),
        (
            "unknown bucket",
            Method::GET,
            "/projects/1/metrics/lead_time?bucket=year",
            Value::Null,
        ),
        (
            "unknown dimension",
            Method::GET,
            "/projects/1/metrics/lead_time?by=planet",
            Value::Null,
        ),
        (
            "unknown parameter",
            Method::GET,
            "/projects/1/metrics/lead_time?form=2026-01-01",
            Value::Null,
        ),
        (
            "bad cursor",
            Method::GET,
            "/integrations/1/tasks?after=x",
            Value::Null,
        ),
        (
            "bad limit",
            Method::GET,
            "/integrations/1/tasks?limit=many",
            Value::Null,
        ),
        ("SQL mistake", Method::POST, "/query", json!({"sql": "SELEC 1"})),
        (
            "SQL unknown column",
            Method::POST,
            "/query",
            json!({"sql": "SELECT titel FROM pull_requests"}),
        ),
        (
            "SQL unknown table",
            Method::POST,
            "/query",
            json!({"sql": "SELECT * FROM pull_request"}),
        ),
        (
            "SQL that writes",
            Method::POST,
            "/query",
            json!({"sql": "DROP TABLE pull_requests"}),
        ),
        ("unknown table", Method::GET, "/tables/nothing/rows", Value::Null),
        (
            "unknown format",
            Method::GET,
            "/tables/issues/export?format=xlsx",
            Value::Null,
        ),
    ];
    for (name, method, path, body) in calls {
        let reply = world.call(method, path, body).await;
        assert!(
            !reply.text.contains("ghp_") && !reply.text.contains("123456"),
            "{name} repeats a secret: {}",
            reply.text
        );
        log.push_str(&said(name, &reply));
    }
    insta::assert_snapshot!(log);
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_refused() {
    let world = World::open().await;
    let post = || {
        world
            .request(Method::POST, "/api/v1/projects")
            .header("content-type", "application/json")
    };
    for (body, status, code) in [
        ("{\"name\": ".to_owned(), 400, "invalid_request"),
        (String::new(), 400, "invalid_request"),
        (
            format!("{{\"name\": \"{}\"}}", "x".repeat(3 << 20)),
            413,
            "payload_too_large",
        ),
    ] {
        let reply = world.send(post().body(body)).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (status, code));
    }
    let reply = world
        .send(world.request(Method::POST, "/api/v1/projects").body("{}"))
        .await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (415, "unsupported_media_type")
    );
}

#[tokio::test]
async fn a_second_sync_is_a_conflict_and_a_callers_request_id_is_kept() {
    let world = World::open().await;
    world.fill().await;
    assert_eq!(
        world
            .post("/integrations/1/sync", json!({}))
            .await
            .status
            .as_u16(),
        202
    );
    let second = world
        .request(Method::POST, "/api/v1/integrations/1/sync")
        .header("content-type", "application/json")
        .header("x-request-id", "my-request-0001")
        .body("{}");
    let reply = world.send(second).await;
    assert_eq!((reply.status.as_u16(), reply.code().as_str()), (409, "conflict"));
    assert_eq!(reply.json()["error"]["request_id"], "my-request-0001");
}
