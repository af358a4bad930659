//! The embedded pages.

use reqwest::Method;

use crate::world::World;

#[tokio::test]
async fn every_path_outside_the_api_is_the_page() {
    let world = World::open().await;
    for path in ["/", "/projects/1", "/integrations/1/monitoring"] {
        let reply = world.send(world.request(Method::GET, path)).await;
        assert_eq!(reply.status.as_u16(), 200, "{path}");
        assert!(reply.header("content-type").starts_with("text/html"), "{path}");
        let policy = reply.header("content-security-policy");
        assert!(
            policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
    }
    let missing = world.send(world.request(Method::GET, "/assets/nothing.js")).await;
    assert_eq!(missing.status.as_u16(), 404, "a missing script is no page");
    let api = world.send(world.request(Method::GET, "/api/v2/projects")).await;
    assert_eq!((api.status.as_u16(), api.code().as_str()), (404, "unknown_path"));
}

#[tokio::test]
async fn long_answers_are_compressed_when_asked() {
    let world = World::open().await;
    let request = world
        .request(Method::GET, "/api/v1/openapi.json")
        .header("accept-encoding", "gzip");
    let response = request.send().await.unwrap();
    assert_eq!(
        response
            .headers()
            .get("content-encoding")
            .map(reqwest::header::HeaderValue::as_bytes),
        Some(&b"gzip"[..])
    );
}
