//! `weir serve` as a process, and its API.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::Once;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::weir::Weir;

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running server; it is killed when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    pub(crate) client: reqwest::Client,
}

impl Server {
    pub(crate) fn start(weir: &Weir) -> Self {
        static PROVIDER: Once = Once::new();
        PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
        let mut child = weir
            .command(&["serve", "--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        let address = line.strip_prefix("listening on ").unwrap().to_owned();
        Self {
            child,
            address,
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
        }
    }

    /// SIGKILL.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let url = format!("{}/api/v1{path}", self.address);
        let text = self.client.get(url).send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("{path}: {text}"))
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let request = self
            .client
            .post(format!("{}/api/v1{path}", self.address))
            .header("content-type", "application/json")
            .body(body.to_string());
        serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap_or(json!(null))
    }

    /// Asks until the answer will do.
    pub(crate) async fn until(&self, path: &str, done: impl Fn(&Value) -> bool) -> Value {
        let start = Instant::now();
        loop {
            let shown = self.get(path).await;
            if done(&shown) {
                return shown;
            }
            assert!(start.elapsed() < PATIENCE, "{path} stays at {shown:#}");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
