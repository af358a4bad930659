//! Deliveries of upstreams.

use std::fmt::Write as _;

use reqwest::Method;
use ring::hmac;
use serde_json::{Value, json};
use weir_control::{DeliveryFilter, DeliveryState};
use weir_server::Auth;

use crate::world::{Reply, World};

/// Where to deliver, and with which secret.
struct Hook {
    path: String,
    secret: String,
}

async fn hook(world: &World) -> Hook {
    let made = world.post("/integrations/1/webhooks/secret", json!({})).await;
    assert_eq!(made.status.as_u16(), 201, "{}", made.text);
    let made = made.json();
    Hook {
        path: made["path"].as_str().unwrap().to_owned(),
        secret: made["secret"].as_str().unwrap().to_owned(),
    }
}

/// As GitHub signs.
pub(crate) fn sign(secret: &str, body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    hmac::sign(&key, body)
        .as_ref()
        .iter()
        .fold("sha256=".to_owned(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
}

/// What GitHub sends.
async fn deliver(world: &World, hook: &Hook, id: &str, body: &[u8], signature: &str) -> Reply {
    let request = world
        .request(Method::POST, &hook.path)
        .header("host", "weir.example.com")
        .header("content-type", "application/json")
        .header("x-github-event", "pull_request")
        .header("x-github-delivery", id)
        .header("x-hub-signature-256", signature)
        .body(body.to_vec());
    world.send(request).await
}

fn merged(number: u64) -> Vec<u8> {
    json!({"action": "closed", "pull_request": {"number": number}, "repository": {"id": 7, "full_name": "acme/web"}})
        .to_string()
        .into_bytes()
}

#[tokio::test]
async fn what_is_signed_is_kept_once_and_the_rest_refused_and_counted() {
    let world = World::with(Auth::Required).await;
    world.fill().await;
    let hook = hook(&world).await;
    let body = merged(1);
    let good = sign(&hook.secret, &body);
    let codes = |reply: Reply| (reply.status.as_u16(), reply.json());

    let (status, said) = codes(deliver(&world, &hook, "a", &body, &good).await);
    assert_eq!((status, &said["status"]), (202, &json!("accepted")));
    let (status, said) = codes(deliver(&world, &hook, "a", &body, &good).await);
    assert_eq!((status, &said["status"]), (202, &json!("duplicate")));
    for forged in [
        sign("another", &body),
        sign(&hook.secret, b"{}"),
        String::new(),
        "sha256=".into(),
    ] {
        let (status, said) = codes(deliver(&world, &hook, "b", &body, &forged).await);
        assert_eq!((status, &said["error"]["code"]), (401, &json!("forged")));
    }
    let words = b"no document";
    let (status, said) = codes(deliver(&world, &hook, "b", words, &sign(&hook.secret, words)).await);
    assert_eq!((status, &said["error"]["code"]), (400, &json!("invalid_request")));
    let large = vec![b' '; (25 << 20) + 1];
    let reply = deliver(&world, &hook, "b", &large, &sign(&hook.secret, &large)).await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (413, "payload_too_large")
    );
    let mut largest = merged(2);
    largest.resize(25 << 20, b' ');
    let reply = deliver(&world, &hook, "c", &largest, &sign(&hook.secret, &largest)).await;
    assert_eq!(reply.status.as_u16(), 202, "{}", reply.text);

    for (address, what) in [
        (hook.path.replace("/1/", "/99/"), "another integration"),
        (hook.path.replace("/1/", "/x/"), "no integration"),
        (format!("{}x", hook.path), "another address"),
    ] {
        let elsewhere = Hook {
            path: address,
            secret: hook.secret.clone(),
        };
        let reply = deliver(&world, &elsewhere, "d", &body, &good).await;
        assert_eq!(
            (reply.status.as_u16(), reply.code().as_str()),
            (404, "not_found"),
            "{what}"
        );
    }

    let shown = world.get("/integrations/1/webhooks").await.json();
    let counts = &shown["counts"];
    assert_eq!(
        (&counts["pending"], &counts["duplicate"], &counts["refused"]),
        (&json!(2), &json!(1), &json!(6))
    );
    assert_eq!(counts["results"]["forged"], 4);
    assert_eq!(shown["last_delivery"]["delivery_id"], "c");
    assert_eq!(shown["last_delivery"]["bytes"], 25 << 20);
    assert!(
        !world
            .get("/integrations/1/webhooks")
            .await
            .text
            .contains(&hook.secret)
    );
    let stored = world.control.due_deliveries(1, 10, 1).await.unwrap();
    assert_eq!(stored[0].body, body, "byte for byte");
}

#[tokio::test]
async fn a_form_is_signed_as_it_is_and_kept_as_its_document() {
    let world = World::open().await;
    world.fill().await;
    let hook = hook(&world).await;
    let body = b"payload=%7B%22zen%22%3A+%22Keep+it+logically+awesome.%22%7D";
    let request = world
        .request(Method::POST, &hook.path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-github-event", "ping")
        .header("x-hub-signature-256", sign(&hook.secret, body))
        .body(body.to_vec());
    let reply = world.send(request).await;
    assert_eq!(reply.status.as_u16(), 202, "{}", reply.text);
    let stored = world.control.due_deliveries(1, 10, 1 << 20).await.unwrap();
    assert_eq!(stored[0].body, b"{\"zen\": \"Keep it logically awesome.\"}");
    let all = world
        .control
        .deliveries(1, &DeliveryFilter::default(), None, 1)
        .await
        .unwrap();
    assert!(
        all[0].delivery_id.starts_with("sha256:"),
        "without an id, its bytes are its id"
    );
}

#[tokio::test]
async fn a_new_secret_takes_over_while_the_old_one_passes_too() {
    let world = World::open().await;
    world.fill().await;
    let first = hook(&world).await;
    let second = hook(&world).await;
    assert_eq!(first.path, second.path);
    let body = merged(1);
    for (id, secret) in [("a", &first.secret), ("b", &second.secret)] {
        let reply = deliver(&world, &first, id, &body, &sign(secret, &body)).await;
        assert_eq!(reply.status.as_u16(), 202, "{}", reply.text);
    }
    let third = hook(&world).await;
    let reply = deliver(&world, &third, "c", &body, &sign(&first.secret, &body)).await;
    assert_eq!(reply.status.as_u16(), 401, "two secrets pass, not three");
    let shown = world.get("/integrations/1/webhooks").await.json();
    assert!(shown["secret"]["previous_valid_until"].is_string());
    let own = world
        .post(
            "/integrations/1/webhooks/secret",
            json!({"secret": "made upstream"}),
        )
        .await;
    assert_eq!(own.json()["secret"], Value::Null);
    let reply = deliver(&world, &third, "d", &body, &sign("made upstream", &body)).await;
    assert_eq!(reply.status.as_u16(), 202);
    let wrong = world
        .post("/integrations/1/webhooks/secret", json!({"secret": 43_211_234}))
        .await;
    assert!(
        wrong.status.as_u16() == 400 && !wrong.text.contains("43211234"),
        "{}",
        wrong.text
    );

    assert_eq!(
        world
            .call(Method::DELETE, "/integrations/1/webhooks", json!(null))
            .await
            .status
            .as_u16(),
        204
    );
    let reply = deliver(&world, &third, "e", &body, &sign("made upstream", &body)).await;
    assert_eq!(reply.status.as_u16(), 404);
}

#[tokio::test]
async fn an_integration_that_is_being_deleted_takes_nothing() {
    let world = World::open().await;
    world.fill().await;
    let hook = hook(&world).await;
    world.control.mark_deleting(1).await.unwrap();
    let body = merged(1);
    let reply = deliver(&world, &hook, "a", &body, &sign(&hook.secret, &body)).await;
    assert_eq!((reply.status.as_u16(), reply.code().as_str()), (410, "gone"));
    world.control.delete_integration(1).await.unwrap();
    let reply = deliver(&world, &hook, "a", &body, &sign(&hook.secret, &body)).await;
    assert_eq!(reply.status.as_u16(), 404);
}

#[tokio::test]
async fn deliveries_are_listed_in_pages_and_by_state() {
    let world = World::open().await;
    world.fill().await;
    let hook = hook(&world).await;
    for id in ["a", "b", "c"] {
        let body = merged(1);
        deliver(&world, &hook, id, &body, &sign(&hook.secret, &body)).await;
    }
    let due = world.control.due_deliveries(1, 1, 1).await.unwrap();
    let touched = vec!["pull_requests acme/web 1".to_owned()];
    world
        .control
        .finish_deliveries(&[(due[0].id, touched)])
        .await
        .unwrap();
    let page = world
        .get("/integrations/1/webhooks/deliveries?limit=2")
        .await
        .json();
    assert_eq!(
        (&page["total"], &page["items"][0]["delivery_id"]),
        (&json!(3), &json!("c"))
    );
    let next = page["next"].as_str().unwrap();
    let rest = world
        .get(&format!(
            "/integrations/1/webhooks/deliveries?limit=2&after={next}"
        ))
        .await
        .json();
    assert_eq!(
        (&rest["next"], &rest["items"][0]["state"]),
        (&json!(null), &json!("done"))
    );
    assert_eq!(rest["items"][0]["touched"], json!(["pull_requests acme/web 1"]));
    let pending = world
        .get("/integrations/1/webhooks/deliveries?state=pending&event=pull_request")
        .await
        .json();
    assert_eq!(pending["total"], 2);
    let foreign = world.get("/integrations/1/webhooks/deliveries?after=x").await;
    assert_eq!(foreign.code(), "invalid_cursor");
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_at_once_are_each_kept_once() {
    const MANY: usize = 2000;
    let world = World::open().await;
    world.fill().await;
    let hook = hook(&world).await;
    let start = std::time::Instant::now();
    let mut answers = std::collections::BTreeMap::<String, usize>::new();
    // Each one is sent twice.
    let numbers: Vec<usize> = (0..MANY).chain(0..MANY).collect();
    for some in numbers.chunks(200) {
        let sent = some.iter().map(|number| {
            let (world, hook) = (&world, &hook);
            async move {
                let body = merged(*number as u64);
                let signature = sign(&hook.secret, &body);
                deliver(world, hook, &number.to_string(), &body, &signature).await
            }
        });
        for reply in futures::future::join_all(sent).await {
            *answers
                .entry(reply.json()["status"].as_str().unwrap().to_owned())
                .or_default() += 1;
        }
    }
    println!(
        "{} deliveries in {:.2} s",
        2 * MANY,
        start.elapsed().as_secs_f64()
    );
    assert_eq!(
        answers,
        [("accepted".to_owned(), MANY), ("duplicate".to_owned(), MANY)].into()
    );
    let filter = DeliveryFilter {
        state: Some(DeliveryState::Pending),
        event: None,
    };
    assert_eq!(
        world.control.count_deliveries(1, &filter).await.unwrap(),
        i64::try_from(MANY).unwrap()
    );
}
