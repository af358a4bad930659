//! Events of tools that nobody asks: who may send them, and what is said of those that do not do.

use std::io::Write as _;
use std::net::TcpStream;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use ring::hmac;
use serde_json::{Value, json};

use crate::webhooks::sign;
use crate::world::{Reply, World, finish_task};

async fn connected() -> World {
    let world = World::open().await;
    let body = json!({"kind": "custom", "name": "release desk", "config": {}, "secrets": {}});
    let made = world.post("/integrations", body).await;
    assert_eq!(made.status.as_u16(), 201, "{}", made.text);
    world
}

/// The address of deliveries and a new secret.
async fn secret(world: &World) -> (String, String) {
    let made = world
        .post("/integrations/1/webhooks/secret", json!({}))
        .await
        .json();
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    (text("path"), text("secret"))
}

async fn send(world: &World, path: &str, headers: &[(&str, String)], body: &[u8]) -> Reply {
    let mut request = world
        .request(Method::POST, path)
        .header("host", "weir.example.com")
        .header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    world.send(request.body(body.to_vec())).await
}

/// The headers of Standard Webhooks.
fn standard(secret: &str, id: &str, at: i64, body: &[u8]) -> Vec<(&'static str, String)> {
    let key = secret
        .strip_prefix("whsec_")
        .map(|key| STANDARD.decode(key).unwrap());
    let key = key.unwrap_or_else(|| secret.as_bytes().to_vec());
    let signed = [format!("{id}.{at}.").as_bytes(), body].concat();
    let mac = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), &signed);
    vec![
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", at.to_string()),
        ("webhook-signature", format!("v1,{}", STANDARD.encode(mac))),
    ]
}

fn hub(secret: &str, body: &[u8]) -> Vec<(&'static str, String)> {
    vec![("x-hub-signature-256", sign(secret, body))]
}

fn key(scheme: &str, secret: &str) -> Vec<(&'static str, String)> {
    vec![("authorization", format!("{scheme} {secret}"))]
}

/// An event with a run of that name.
fn event(run: &str) -> Vec<u8> {
    json!({"repository": "acme/web", "pipeline": "build", "run": run, "at": "2026-03-03T10:00:00Z"})
        .to_string()
        .into_bytes()
}

#[tokio::test]
async fn whoever_knows_a_secret_may_send_in_any_of_the_ways() {
    let world = connected().await;
    let status = async || world.get("/integrations/1").await.json()["status"].clone();
    finish_task(&world.control, 1).await.unwrap();
    assert_eq!(status().await, "unknown", "a sync asks nobody");
    let (path, first) = secret(&world).await;
    let (_, second) = secret(&world).await;
    assert_ne!(first, second);
    let now = chrono::Utc::now().timestamp();
    let mut good = Vec::new();
    for (secret, of) in [(&first, "first"), (&second, "second")] {
        let body = event(of);
        good.push((standard(secret, of, now, &body), body));
        for (run, headers) in [
            ("hub", hub(secret, &event(&format!("{of} hub")))),
            ("bearer", key("bearer", secret)),
            ("key", key("ApiKey", secret)),
        ] {
            good.push((headers, event(&format!("{of} {run}"))));
        }
    }
    for (headers, body) in &good {
        let reply = send(&world, &path, headers, body).await;
        assert_eq!(reply.status.as_u16(), 202, "{headers:?} {}", reply.text);
        assert_eq!(reply.json()["status"], "accepted", "{headers:?}");
    }
    let reply = send(&world, &path, &good[0].0, &good[0].1).await;
    assert_eq!(reply.json()["status"], "duplicate");

    let body = event("bad");
    let mut weaker = standard("another", "x", now, &body);
    weaker.extend(key("Bearer", &second));
    for headers in [
        standard(&second, "x", now, b"{}"),
        standard(&second, "x", now - 330, &body),
        standard(&second, "x", now + 330, &body),
        weaker,
        hub("another", &body),
        key("Bearer", "another"),
        key("Basic", &second),
        Vec::new(),
    ] {
        let reply = send(&world, &path, &headers, &body).await;
        assert_eq!(
            (reply.status.as_u16(), reply.code().as_str()),
            (401, "forged"),
            "{headers:?}"
        );
    }
    let counts = world.get("/integrations/1/webhooks").await.json()["counts"].clone();
    let wanted = [("pending", 8), ("duplicate", 1), ("refused", 8)];
    for (name, wanted) in wanted {
        assert_eq!(counts[name], wanted, "{name}: {counts:#}");
    }
    assert_eq!(counts["results"]["stale"], 2);
    assert_eq!(status().await, "healthy");
}

#[tokio::test]
async fn an_event_that_does_not_do_is_answered_with_where_and_what_to_send() {
    let world = connected().await;
    let (path, secret) = secret(&world).await;
    let headers = key("Bearer", &secret);
    let said = async |body: &[u8]| {
        let reply = send(&world, &path, &headers, body).await;
        let text = reply.json()["error"]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        format!("{} {text}", reply.status.as_u16())
    };
    let with = |members: Value| {
        let mut event: Value = serde_json::from_slice(&event("1")).unwrap();
        for (name, value) in members.as_object().unwrap() {
            event[name] = value.clone();
        }
        event.to_string().into_bytes()
    };
    let mut answers = Vec::new();
    for body in [
        b"no document".to_vec(),
        b"[]".to_vec(),
        b"7".to_vec(),
        with(json!({"repository": null})),
        with(json!({"resutl": "success"})),
        with(json!({"result": "great"})),
        with(json!({"started_at": "yesterday"})),
        with(json!({"jobs": [{"name": "test", "steps": [{"result": 4}]}]})),
        with(json!({"deployment": {"id": "1"}})),
        json!([serde_json::from_slice::<Value>(&event("1")).unwrap(), {"repository": "acme/web"}])
            .to_string()
            .into_bytes(),
        json!({"pipeline": "build", "start_time": "noon"})
            .to_string()
            .into_bytes(),
        vec![b' '; (5 << 20) + 1],
    ] {
        answers.push(said(&body).await);
    }
    insta::assert_snapshot!(answers.join("\n"));
    assert_eq!(
        world.get("/integrations/1/webhooks").await.json()["counts"]["pending"],
        0
    );
}

#[tokio::test]
async fn when_too_much_arrives_at_once_it_is_to_be_sent_again_later() {
    let world = connected().await;
    let (path, secret) = secret(&world).await;
    // A sender who says how much will come, and lets it wait.
    let slow = || {
        let mut stream = TcpStream::connect(world.address).unwrap();
        let length = 5 << 20;
        let head =
            format!("POST {path} HTTP/1.1\r\nhost: weir.example.com\r\ncontent-length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        stream
    };
    let mut waiting: Vec<TcpStream> = (0..25).map(|_| slow()).collect();
    let mut refused = None;
    let large = [event("1"), vec![b' '; 4 << 20]].concat();
    for _ in 0..50 {
        let reply = send(&world, &path, &key("Bearer", &secret), &large).await;
        if reply.status.as_u16() == 429 {
            refused = Some(reply);
            break;
        }
        waiting.push(slow());
    }
    let refused = refused.unwrap();
    assert_eq!(refused.code(), "too_many_requests");
    assert!(refused.header("retry-after").parse::<u32>().is_ok());
    drop(waiting);
    let mut status = 429;
    for _ in 0..100 {
        let reply = send(&world, &path, &key("Bearer", &secret), &large).await;
        status = reply.status.as_u16();
        if status == 202 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(status, 202);
}
