//! A person agrees in the browser.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Reply, World};

async fn begin(world: &World) -> (String, Value) {
    let body = json!({"origin": "https://weir.example.com"});
    let reply = world
        .call(Method::POST, "/integrations/1/authorization", body)
        .await
        .json();
    let url = reply["url"].as_str().unwrap();
    let state = url.split("state=").nth(1).unwrap().split('&').next().unwrap();
    (state.to_owned(), reply)
}

/// Where the browser is sent.
fn place(reply: &Reply) -> &str {
    assert_eq!(reply.status.as_u16(), 303, "{}", reply.text);
    reply.headers["location"].to_str().unwrap()
}

#[tokio::test]
async fn a_state_works_once_and_only_a_known_one() {
    let world = World::with(weir_server::Auth::Required).await;
    world.fill().await;
    let (state, reply) = begin(&world).await;
    assert_eq!(
        reply["redirect"],
        "https://weir.example.com/api/v1/authorization/callback"
    );
    let back = |state: &str, more: &str| {
        let path = format!("/api/v1/authorization/callback?state={state}&{more}");
        world.send(world.request(Method::GET, &path))
    };
    let wrong = back("0123456789abcdef", "code=c").await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.code().as_str()),
        (400, "invalid_value"),
        "{}",
        wrong.text
    );
    assert!(world.runtime.tried.lock().unwrap().is_empty());

    let done = back(&state, "code=the_code").await;
    assert_eq!(place(&done), "/integrations/1/settings?authorized=done");
    {
        let tried = world.runtime.tried.lock().unwrap();
        assert_eq!(tried[0]["code"], "the_code");
        assert_eq!(tried[0]["verifier"].len(), 64);
    }
    let again = back(&state, "code=the_code").await;
    assert_eq!(again.status.as_u16(), 400);

    let (state, _) = begin(&world).await;
    let declined = back(&state, "error=access_denied").await;
    assert_eq!(place(&declined), "/integrations/1/settings?authorized=declined");
    let (state, _) = begin(&world).await;
    let failed = back(&state, "error=server_error").await;
    assert_eq!(place(&failed), "/integrations/1/settings?authorized=failed");
    // The person waits for a page: what the trade says goes to the log, and the page says that it failed.
    let (state, _) = begin(&world).await;
    let refused = back(&state, "code=refused").await;
    assert_eq!(place(&refused), "/integrations/1/settings?authorized=failed");
    assert_eq!(world.runtime.tried.lock().unwrap().len(), 1, "no code, no trade");
}

#[tokio::test]
async fn an_origin_is_a_scheme_and_a_host() {
    let world = World::open().await;
    world.fill().await;
    for origin in [
        "weir.example.com",
        "https://",
        "https://a.example/path",
        "javascript:x",
    ] {
        let reply = world
            .call(
                Method::POST,
                "/integrations/1/authorization",
                json!({ "origin": origin }),
            )
            .await;
        assert_eq!(reply.status.as_u16(), 400, "{origin}");
    }
}
