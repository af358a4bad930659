//! Deliveries that GitLab could not make are found in its own list and asked for again, and a token says when it ends.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use weir_connectors::gitlab::CONNECTOR;
use weir_ingest::memory::MemoryStore;
use weir_ingest::{CancellationToken, Engine, IntegrationSpec, NoEvents, Options, SystemClock};
use weir_model::Time;
use weir_upstream::{Limits, Upstream};

const ADDRESS: &str = "/api/v1/webhooks/7/word";

/// An event as <https://docs.gitlab.com/api/project_webhooks/#get-a-list-of-project-webhook-events> writes it.
fn event(id: u64, key: &str, status: &str) -> Value {
    json!({
        "id": id, "url": format!("https://weir.example{ADDRESS}"), "trigger": "push_hooks",
        "request_headers": {"Content-Type": "application/json", "Idempotency-Key": key, "X-Gitlab-Event": "Push Hook"},
        "request_data": {"object_kind": "push"}, "response_headers": {}, "response_body": "",
        "execution_duration": 1.09, "response_status": status,
    })
}

fn answer(request: &str) -> Option<Value> {
    match request {
        "GET /api/v4/groups/acme/hooks?per_page=100" => Some(json!([])),
        "GET /api/v4/projects/acme%2Fweb/hooks?per_page=100" => Some(json!([
            {"id": 3, "url": format!("https://weir.example{ADDRESS}")},
            {"id": 4, "url": "https://other.example/hook"},
        ])),
        "GET /api/v4/projects/acme%2Fweb/hooks/3/events?per_page=100" => Some(json!([
            event(12, "c", "200"),
            event(11, "b", "internal error"),
            event(10, "c", "503"),
            event(9, "a", "500"),
        ])),
        "POST /api/v4/projects/acme%2Fweb/hooks/3/events/9/resend"
        | "POST /api/v4/projects/acme%2Fweb/hooks/3/events/11/resend" => {
            Some(json!({"response_status": 200}))
        }
        _ => None,
    }
}

/// A host that knows these requests, and remembers all.
async fn host() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let all = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let all = Arc::clone(&all);
            tokio::spawn(async move {
                let mut text = Vec::new();
                let mut buffer = [0; 4096];
                while !text.windows(4).any(|four| four == b"\r\n\r\n") {
                    let count = stream.read(&mut buffer).await.unwrap_or(0);
                    if count == 0 {
                        return;
                    }
                    text.extend_from_slice(&buffer[..count]);
                }
                let text = String::from_utf8_lossy(&text).into_owned();
                let request = text.rsplit_once(" HTTP/1.1").map_or("", |(before, _)| before);
                let request = request.lines().next().unwrap_or_default().to_owned();
                let (status, body) = match answer(&request) {
                    Some(body) => ("200 OK", body),
                    None => ("404 Not Found", json!({"message": "404 Not found"})),
                };
                all.lock().unwrap().push(request);
                let body = body.to_string();
                let head = format!(
                    "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
            });
        }
    });
    (address, seen)
}

fn spec(url: &str, mut config: Value) -> IntegrationSpec {
    config["url"] = json!(url);
    IntegrationSpec {
        id: "1".to_owned(),
        name: "GitLab".to_owned(),
        connector: &CONNECTOR,
        config,
        secrets: BTreeMap::from([("token".to_owned(), SecretString::from("glpat-0123456789secret"))]),
        data_dir: PathBuf::from("unused"),
        since: None,
    }
}

#[tokio::test]
async fn failed_deliveries_are_asked_for_again() {
    let (address, seen) = host().await;
    let config = json!({"groups": ["acme"], "projects": ["acme/web"]});
    let spec = spec(&format!("{address}/api/v4"), config);
    let engine = Engine::new(
        Arc::new(MemoryStore::default()),
        Arc::new(SystemClock),
        Options::default(),
    );
    let facts = CONNECTOR.webhooks.unwrap().redelivery.unwrap();
    let since = Time::from_seconds(1_700_000_000);
    let failed = engine
        .failed_deliveries(&spec, facts, ADDRESS, since)
        .await
        .unwrap();
    let ids: Vec<&str> = failed.iter().map(|one| one.delivery.as_str()).collect();
    assert_eq!(
        ids,
        ["b", "a"],
        "what succeeded later is not asked for, nor what goes elsewhere"
    );
    for one in &failed {
        engine.deliver_again(&spec, facts, one).await.unwrap();
    }
    let posted: Vec<String> = seen
        .lock()
        .unwrap()
        .iter()
        .filter(|one| one.starts_with("POST"))
        .cloned()
        .collect();
    assert_eq!(
        posted,
        [
            "POST /api/v4/projects/acme%2Fweb/hooks/3/events/11/resend",
            "POST /api/v4/projects/acme%2Fweb/hooks/3/events/9/resend"
        ]
    );
    assert_eq!(facts.most, Some(5), "GitLab takes five a minute");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_says_when_it_ends() {
    let mut world = super::sync::company();
    world.repositories.truncate(1);
    let upstream = Upstream::builder()
        .world(world)
        .token("glpat-0123456789secret")
        .limits(Limits::unlimited())
        .start()
        .await
        .unwrap();
    let mut config = json!({});
    for option in [
        "fetch_commits",
        "fetch_merge_requests",
        "fetch_issues",
        "fetch_pipelines",
        "fetch_deployments",
        "fetch_releases",
        "fetch_users",
    ] {
        config[option] = json!(false);
    }
    let spec = spec(&format!("{}/gitlab/api/v4", upstream.base_url()), config);
    let store = Arc::new(MemoryStore::default());
    let engine = Engine::new(store.clone(), Arc::new(SystemClock), Options::default());
    let asked = || {
        let log = upstream.log();
        log.iter()
            .filter(|entry| entry.path.ends_with("/personal_access_tokens/self"))
            .count()
    };
    for _ in 0..2 {
        engine
            .sync(&spec, Arc::new(NoEvents), CancellationToken::new())
            .await;
    }
    assert_eq!(
        store.contents().expires.get("1"),
        Time::parse("2026-12-31").as_ref()
    );
    assert_eq!(asked(), 1, "once a day");
    let checks = engine.check(&spec).await;
    assert!(
        checks
            .iter()
            .all(|check| check.ok && check.name != "when the token ends"),
        "{checks:?}"
    );
    assert_eq!(asked(), 2, "and when the connection is validated");
}
