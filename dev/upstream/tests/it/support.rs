use std::path::PathBuf;
use std::sync::Once;

use chrono::{DateTime, TimeZone as _, Utc};
use serde_json::{Value, json};
use weir_upstream::{Builder, Upstream, World};

/// The present of every seeded world in these tests.
pub(crate) fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 1, 12, 0, 0)
        .single()
        .expect("a moment")
}

pub(crate) fn client() -> reqwest::Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    reqwest::Client::builder()
        .user_agent("weir-test")
        .no_proxy()
        .build()
        .expect("a client")
}

pub(crate) async fn started(builder: Builder) -> Api {
    Api {
        upstream: builder.start().await.expect("a free port"),
        client: client(),
    }
}

pub(crate) fn company() -> Builder {
    Upstream::builder().world(World::seeded(1, 1, now())).token("t")
}

/// A started upstream and a client that presents its credential.
pub(crate) struct Api {
    pub(crate) upstream: Upstream,
    pub(crate) client: reqwest::Client,
}

impl Api {
    pub(crate) fn url(&self, path: &str) -> String {
        if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.upstream.base_url())
        }
    }

    pub(crate) async fn get(&self, path: &str) -> reqwest::Response {
        self.client
            .get(self.url(path))
            .bearer_auth("t")
            .send()
            .await
            .expect("an answer")
    }

    pub(crate) async fn json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        json_of(response).await
    }

    pub(crate) async fn graphql(&self, query: &str, variables: Value) -> Value {
        let body = json!({"query": query, "variables": variables});
        let request = self
            .client
            .post(self.url("/graphql"))
            .bearer_auth("t")
            .body(body.to_string());
        json_of(request.send().await.expect("an answer")).await
    }

    /// All items of a list, by following `Link`.
    pub(crate) async fn all(&self, path: &str) -> Vec<Value> {
        let mut next = Some(path.to_owned());
        let mut items = Vec::new();
        while let Some(path) = next {
            let response = self.get(&path).await;
            assert_eq!(response.status(), 200, "{path}");
            next = link(&response, "next");
            let body: Value = json_of(response).await;
            items.extend(body.as_array().cloned().unwrap_or_default());
        }
        items
    }
}

/// An answer's body as JSON.
pub(crate) async fn json_of(response: reqwest::Response) -> Value {
    serde_json::from_slice(&response.bytes().await.expect("a body")).expect("JSON")
}

/// The address of a relation in a `Link` header.
pub(crate) fn link(response: &reqwest::Response, relation: &str) -> Option<String> {
    let header = response.headers().get("link")?.to_str().ok()?.to_owned();
    header.split(", ").find_map(|part| {
        let (url, rest) = part.split_once(">; ")?;
        (rest == format!("rel=\"{relation}\"")).then(|| url.trim_start_matches('<').to_owned())
    })
}

/// The folder of recordings and published descriptions; says so when it is absent.
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
pub(crate) fn material(inside: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("WEIR_UPSTREAM_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/upstream"),
        PathBuf::from,
    );
    let path = folder.join(inside);
    if !path.exists() {
        println!("skipped: no upstream material at {}", path.display());
        return None;
    }
    Some(path)
}

/// Every pull request of a repository by the query that a client would send, page by page.
pub(crate) const PULLS: &str = include_str!("queries/pulls.graphql");
/// Jobs and steps by check suites.
pub(crate) const CHECKS: &str = include_str!("queries/checks.graphql");
