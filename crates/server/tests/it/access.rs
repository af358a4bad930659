//! Who may come in.

use std::net::SocketAddr;

use reqwest::Method;
use serde_json::{Value, json};
use weir_server::{Access, Auth};

use crate::openapi::operations;
use crate::operations::{calls, method};
use crate::world::World;

#[tokio::test]
async fn every_operation_but_signing_in_needs_a_key() {
    let document = weir_server::document();
    let world = World::with(Auth::Required).await;
    let key = world.admin_key.clone().unwrap();
    world.fill().await;
    for (id, path, body) in calls() {
        let operation = operations(&document)
            .into_iter()
            .find(|(_, _, operation)| operation["operationId"] == id)
            .unwrap()
            .2;
        let public = operation["security"] == json!([]);
        let body = if id == "sign_in" {
            json!({"key": key})
        } else {
            body
        };
        for wrong in [
            None,
            Some("Bearer weir_wrong"),
            Some("Bearer "),
            Some(key.as_str()),
            Some("Basic YTpi"),
        ] {
            let mut request = world.request(method(&document, id), &format!("/api/v1{path}"));
            if let Some(wrong) = wrong {
                request = request.header("authorization", wrong);
            }
            if !body.is_null() {
                request = request
                    .header("content-type", "application/json")
                    .body(body.to_string());
            }
            let reply = world.send(request).await;
            if public {
                assert!(reply.status.is_success(), "{id}: {}", reply.text);
            } else {
                assert_eq!(
                    (reply.status.as_u16(), reply.code().as_str()),
                    (401, "unauthenticated"),
                    "{id} {wrong:?}"
                );
            }
        }
        let reply = world.call(method(&document, id), path, body).await;
        assert!(reply.status.is_success(), "{id}: {} {}", reply.status, reply.text);
    }
}

#[tokio::test]
async fn a_browser_signs_in_with_a_cookie_and_out_again() {
    let world = World::with(Auth::Required).await;
    let key = world.admin_key.clone().unwrap();
    let json = |request: reqwest::RequestBuilder, body: Value| {
        request
            .header("content-type", "application/json")
            .body(body.to_string())
    };

    let before = world
        .send(world.request(Method::GET, "/api/v1/session"))
        .await
        .json();
    assert_eq!(
        before,
        json!({"authenticated": false, "required": true, "demo": false})
    );
    let wrong = world
        .send(json(
            world.request(Method::POST, "/api/v1/session"),
            json!({"key": "weir_no"}),
        ))
        .await;
    assert_eq!((wrong.status.as_u16(), wrong.header("set-cookie")), (401, ""));
    assert!(!wrong.text.contains("weir_no"));

    let signed_in = world
        .send(json(
            world.request(Method::POST, "/api/v1/session"),
            json!({"key": key}),
        ))
        .await;
    let cookie = signed_in.header("set-cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "no {part}");
    }
    assert!(!signed_in.text.contains(&key));
    let pair = cookie.split(';').next().unwrap();
    let reply = world
        .send(
            world
                .request(Method::GET, "/api/v1/projects")
                .header("cookie", format!("a=b; {pair}")),
        )
        .await;
    assert_eq!(reply.status.as_u16(), 200);

    let out = world
        .send(
            world
                .request(Method::DELETE, "/api/v1/session")
                .header("cookie", pair),
        )
        .await;
    assert_eq!(
        (
            out.status.as_u16(),
            out.header("set-cookie").contains("Max-Age=0")
        ),
        (204, true)
    );
}

#[tokio::test]
async fn an_open_server_answers_only_to_names_of_loopback() {
    let world = World::open().await;
    assert!(world.admin_key.is_none());
    for (host, status) in [
        ("localhost", 200),
        ("127.0.0.1:99", 200),
        ("evil.example", 403),
        ("192.168.0.7:8737", 403),
    ] {
        for path in ["/api/v1/projects", "/", "/api/v1/health"] {
            let reply = world
                .send(world.request(Method::GET, path).header("host", host))
                .await;
            assert_eq!(reply.status.as_u16(), status, "{host} {path}");
        }
    }
    let protected = World::with(Auth::Required).await;
    let reply = protected
        .send(
            protected
                .request(Method::GET, "/api/v1/health")
                .header("host", "weir.example"),
        )
        .await;
    assert_eq!(reply.status.as_u16(), 200, "with keys, any name will do");
}

#[tokio::test]
async fn pages_of_other_sites_change_nothing() {
    let world = World::open().await;
    world.fill().await;
    let host = world.address.to_string();
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://localhost:1"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        for (method, path) in [
            (Method::POST, "/integrations/1/cancel"),
            (Method::DELETE, "/projects/1"),
        ] {
            let request = world
                .request(method, &format!("/api/v1{path}"))
                .header(name, value);
            let reply = world.send(request).await;
            assert_eq!(
                (reply.status.as_u16(), reply.code().as_str()),
                (403, "forbidden_origin"),
                "{name}: {value}"
            );
        }
    }
    // A form of another site without these headers cannot send JSON.
    let form = world
        .request(Method::POST, "/api/v1/projects")
        .header("content-type", "text/plain")
        .body(r#"{"name": "x"}"#);
    assert_eq!(world.send(form).await.status.as_u16(), 415);
    let own = world
        .request(Method::POST, "/api/v1/integrations/1/cancel")
        .header("origin", format!("http://{host}"))
        .header("sec-fetch-site", "same-origin");
    assert_eq!(world.send(own).await.status.as_u16(), 202);
}

#[test]
fn nobody_listens_to_a_network_without_keys() {
    let decide = |address: &str, auth| {
        let address: SocketAddr = address.parse().unwrap();
        Access::decide(address, auth, false).map(|access| access.required)
    };
    assert_eq!(decide("127.0.0.1:1", Auth::Automatic), Some(false));
    assert_eq!(decide("[::1]:1", Auth::Automatic), Some(false));
    assert_eq!(decide("127.0.0.1:1", Auth::Required), Some(true));
    assert_eq!(decide("0.0.0.0:1", Auth::Automatic), Some(true));
    assert_eq!(decide("[::]:1", Auth::Automatic), Some(true));
    assert_eq!(decide("10.0.0.1:1", Auth::Off), None);
    assert_eq!(decide("127.0.0.1:1", Auth::Off), Some(false));
}
