use std::time::Duration;

use serde_json::json;
use weir_upstream::{Limits, Token, Upstream, World};

use crate::support::{company, now, started};

#[tokio::test]
async fn a_used_up_quota_refuses_until_it_is_reset() {
    let api = started(company().quota(3, 2, Duration::from_millis(700))).await;
    for left in ["2", "1", "0"] {
        let response = api.get("/user").await;
        assert_eq!(response.headers()["x-ratelimit-remaining"], left);
        assert_eq!(response.headers()["x-ratelimit-resource"], "core");
    }
    let refused = api.get("/user").await;
    assert_eq!(
        (
            refused.status().as_u16(),
            &refused.headers()["x-ratelimit-remaining"]
        ),
        (403, &"0".parse().expect("text"))
    );
    assert_eq!(api.json("/rate_limit").await["resources"]["core"]["remaining"], 0);
    // GraphQL has its own, and says so with 200.
    for _ in 0..2 {
        assert!(
            api.graphql("{viewer{login}}", json!({}))
                .await
                .get("errors")
                .is_none()
        );
    }
    assert_eq!(
        api.graphql("{viewer{login}}", json!({})).await["errors"][0]["type"],
        "RATE_LIMITED"
    );
    tokio::time::sleep(Duration::from_millis(750)).await;
    assert_eq!(api.get("/user").await.status(), 200);
}

#[tokio::test]
async fn a_secondary_limit_refuses_for_a_while() {
    let limits = Limits {
        rest_per_minute: 2,
        secondary_status: 429,
        secondary_retry_after: Some(7),
        ..Limits::default()
    };
    let api = started(company().limits(limits)).await;
    assert_eq!(api.get("/user").await.status(), 200);
    assert_eq!(api.get("/user").await.status(), 200);
    let refused = api.get("/user").await;
    assert_eq!(
        (refused.status().as_u16(), &refused.headers()["retry-after"]),
        (429, &"7".parse().expect("text"))
    );
}

#[tokio::test]
async fn credentials_are_checked() {
    let world = World::seeded(1, 1, now());
    let builder = Upstream::builder()
        .world(world)
        .credential(Token::lacking("t", "actions"));
    let api = started(builder).await;
    let response = api.get("/repos/acme/web/actions/runs").await;
    assert_eq!(response.status(), 403);
    assert_eq!(
        response.headers()["x-accepted-github-permissions"],
        "actions=read"
    );
    assert_eq!(response.headers()["x-oauth-scopes"], "repo, read:org, workflow");
    assert_eq!(api.get("/repos/acme/web/pulls").await.status(), 200);
    let wrong = api
        .client
        .get(api.url("/user"))
        .bearer_auth("x")
        .send()
        .await
        .expect("an answer");
    assert_eq!(wrong.status(), 401);
    let none = api.client.get(api.url("/user")).send().await.expect("an answer");
    assert_eq!(none.status(), 401);
    let enterprise = api.json("/api/v3/repos/acme/web").await;
    assert!(
        enterprise["url"]
            .as_str()
            .is_some_and(|url| url.contains("/api/v3/repos/acme/web"))
    );
}

#[tokio::test]
async fn graphql_says_what_may_not_be_seen() {
    let world = World::seeded(1, 1, now());
    let api = started(
        Upstream::builder()
            .world(world)
            .credential(Token::lacking("t", "deployments")),
    )
    .await;
    let query = "{repository(owner:\"acme\",name:\"web\"){name deployments(first:1){nodes{id}}}}";
    let body = api.graphql(query, json!({})).await;
    assert_eq!(body["errors"][0]["type"], "FORBIDDEN");
    assert_eq!(body["data"]["repository"], serde_json::Value::Null);
}

#[tokio::test]
async fn only_so_many_requests_run_at_a_time() {
    let limits = Limits {
        concurrent: 2,
        ..Limits::default()
    };
    let api = started(company().limits(limits).latency(Duration::from_millis(300))).await;
    let (a, b, c) = tokio::join!(api.get("/user"), api.get("/user"), api.get("/user"));
    let refused = [a, b, c]
        .iter()
        .filter(|response| response.status() == 403)
        .count();
    assert_eq!(refused, 1);
}
