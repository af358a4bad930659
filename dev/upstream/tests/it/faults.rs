use serde_json::{Value, json};
use weir_upstream::{Fault, FaultKind};

use crate::support::{Api, PULLS, company, json_of, link, started};

async fn failed(api: &Api, kind: FaultKind) -> reqwest::Response {
    api.upstream.faults().add(Fault::next(kind, 1));
    api.get("/repos/acme/web/pulls?state=all&per_page=5").await
}

#[tokio::test]
async fn answers_fail_on_demand_and_recover() {
    let api = started(company()).await;
    for (kind, status) in [
        (FaultKind::Unauthorized, 401),
        (FaultKind::MissingScope, 403),
        (FaultKind::NotFound, 404),
        (FaultKind::TooMany { retry_after: None }, 429),
        (FaultKind::ServerError, 500),
        (FaultKind::BadGateway, 502),
    ] {
        assert_eq!(failed(&api, kind).await.status(), status);
        assert_eq!(api.get("/user").await.status(), 200);
    }
    let limited = failed(&api, FaultKind::TooMany { retry_after: Some(3) }).await;
    assert_eq!(limited.headers()["retry-after"], "3");
    let html = failed(&api, FaultKind::Html).await;
    assert_eq!(html.status(), 200);
    assert!(
        html.headers()["content-type"]
            .to_str()
            .is_ok_and(|kind| kind.starts_with("text/html"))
    );
    let truncated = failed(&api, FaultKind::Truncated).await;
    assert!(serde_json::from_str::<Value>(&truncated.text().await.expect("a whole body")).is_err());
    let dropped = failed(&api, FaultKind::Dropped).await;
    assert!(dropped.text().await.is_err());
    let stuck = failed(&api, FaultKind::RepeatedCursor).await;
    assert!(link(&stuck, "next").is_some_and(|url| url.ends_with("page=1")));
    let names: Vec<_> = api
        .upstream
        .log()
        .into_iter()
        .filter_map(|entry| entry.fault)
        .collect();
    assert_eq!(names.len(), 11);
    assert_eq!(names[0], "unauthorized");
}

#[tokio::test]
async fn graphql_fails_in_its_own_ways() {
    let api = started(company()).await;
    let page = |size: u64| json!({"owner": "acme", "name": "checkout", "n": size});
    api.upstream
        .faults()
        .add(Fault::always(FaultKind::LargePages { over: 150 }));
    let request = |size| {
        api.client
            .post(api.url("/graphql"))
            .bearer_auth("t")
            .body(json!({"query": PULLS, "variables": page(size)}).to_string())
    };
    assert_eq!(request(50).send().await.expect("an answer").status(), 502);
    assert_eq!(request(25).send().await.expect("an answer").status(), 200);
    api.upstream.faults().clear();
    api.upstream.faults().add(Fault::next(FaultKind::PartialData, 1));
    let partial = api.graphql(PULLS, page(5)).await;
    let path = &partial["errors"][0]["path"];
    assert_eq!(path, &json!(["repository", "pullRequests", "nodes", 4]));
    assert_eq!(
        partial["data"]["repository"]["pullRequests"]["nodes"][4],
        Value::Null
    );
    api.upstream
        .faults()
        .add(Fault::next(FaultKind::RepeatedCursor, 1));
    let mut variables = page(5);
    let first = api.graphql(PULLS, variables.clone()).await;
    variables["after"] = first["data"]["repository"]["pullRequests"]["pageInfo"]["endCursor"].clone();
    api.upstream
        .faults()
        .add(Fault::next(FaultKind::RepeatedCursor, 1));
    let second = api.graphql(PULLS, variables.clone()).await;
    let info = &second["data"]["repository"]["pullRequests"]["pageInfo"];
    assert_eq!(
        (&info["hasNextPage"], &info["endCursor"]),
        (&json!(true), &variables["after"])
    );
}

#[tokio::test]
async fn faults_are_set_over_http_too() {
    let api = started(company()).await;
    let fault = json!({"kind": "too_many", "retry_after": 2, "path": "/pulls", "times": 1});
    let set = api
        .client
        .post(api.url("/_control/faults"))
        .body(fault.to_string())
        .send()
        .await
        .expect("an answer");
    assert_eq!(set.status(), 200);
    assert_eq!(api.get("/user").await.status(), 200);
    assert_eq!(api.get("/repos/acme/web/pulls").await.status(), 429);
    assert_eq!(api.get("/repos/acme/web/pulls").await.status(), 200);
    let mutation = json!({"do": "advance", "seconds": 5});
    let set = api
        .client
        .post(api.url("/_control/mutate"))
        .body(mutation.to_string())
        .send()
        .await
        .expect("an answer");
    assert_eq!(set.status(), 200);
    let counters: Value = json_of(api.get("/_control/counters").await).await;
    assert_eq!(
        (&counters["rest"], &counters["by_path"]["/repos/*/*/pulls"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(
        Fault::parse("502=0.25"),
        Ok(Fault::sometimes(FaultKind::BadGateway, 0.25))
    );
    assert!(Fault::parse("nonsense=1").is_err_and(|why| why.contains("repeated-cursor")));
}
