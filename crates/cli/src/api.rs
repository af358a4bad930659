//! The way of all commands to the program: over HTTP to the server that owns the data directory, else in this process.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use reqwest::Method;
use serde_json::Value;
use weir_server::runtime::{Handle, Home, HomeError, Supervisor};
use weir_server::{AppState, InProcess, LocalServer};

use crate::data_dir;

/// How often the end of a task is looked for.
pub(crate) const LOOK: Duration = Duration::from_millis(200);

/// The API, wherever it is.
pub(crate) enum Api {
    /// No server is running: this process owns the data directory.
    Here {
        supervisor: Arc<Supervisor>,
        calls: InProcess,
    },
    /// The server that owns it.
    There {
        server: LocalServer,
        client: reqwest::Client,
    },
}

/// The API has refused something.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Refused {
    /// HTTP status.
    pub(crate) status: u16,
    message: String,
    /// What to do.
    pub(crate) hint: Option<String>,
}

impl Api {
    /// Opens the data directory, or finds the server that has it open.
    pub(crate) async fn open(dir: &Path) -> Result<Self> {
        match data_dir::open(dir).await {
            Ok(home) => Ok(Self::here(home)),
            Err(in_use @ HomeError::InUse { .. }) => match LocalServer::read(dir) {
                Some(server) => Self::there(server),
                None => Err(in_use.into()),
            },
            Err(error) => Err(error.into()),
        }
    }

    fn here(home: Home) -> Self {
        let supervisor = Supervisor::new(Arc::new(home), weir_ingest::Options::default());
        let home = supervisor.home();
        let state = AppState::new(
            home.control.clone(),
            Arc::clone(&home.lake),
            Arc::clone(&home.measures),
            Arc::new(Handle(Arc::clone(&supervisor))),
        );
        let calls = InProcess::new(&state);
        Self::Here { supervisor, calls }
    }

    fn there(server: LocalServer) -> Result<Self> {
        // The address is this machine's: no proxy lies between.
        // An error says that the process has chosen one already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build()?;
        Ok(Self::There { server, client })
    }

    /// Ends what this process has begun.
    pub(crate) async fn close(self) {
        if let Self::Here { supervisor, .. } = self {
            supervisor.close().await;
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Value> {
        self.call(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Result<Value> {
        self.call(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Result<Value> {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Result<Value> {
        self.call(Method::DELETE, path, None).await
    }

    /// The answer to a call of the API; an answer without a body is null. `path` is below `/api/v1`.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value> {
        let (status, bytes) = match self {
            Self::Here { calls, .. } => calls.call(method, path, body.as_ref()).await,
            Self::There { server, client } => {
                let mut request = client
                    .request(method, format!("{}/api/v1{path}", server.address))
                    .bearer_auth(&server.token);
                if let Some(body) = body {
                    request = request
                        .header("content-type", "application/json")
                        .body(body.to_string());
                }
                let asked = || {
                    format!(
                        "asking the server at {} (process {})",
                        server.address, server.process
                    )
                };
                let response = request.send().await.with_context(asked)?;
                let status = response.status().as_u16();
                (status, response.bytes().await.with_context(asked)?.to_vec())
            }
        };
        read(status, &bytes)
    }

    /// The integration of that name, regardless of case; all of them without a name.
    pub(crate) async fn integrations(&self, name: Option<&str>) -> Result<Vec<Value>> {
        if let Some(name) = name {
            return Ok(vec![self.integration(name).await?]);
        }
        let mut list = self.get("/integrations").await?;
        Ok(serde_json::from_value(list["items"].take())?)
    }

    /// The path of something of the project of that name.
    pub(crate) async fn of_project(&self, name: &str, what: &str) -> Result<String> {
        let project = self.named("project", "/projects", name).await?;
        Ok(format!("/projects/{}/{what}", text(&project["id"])))
    }

    /// The integration of that name, regardless of case.
    pub(crate) async fn integration(&self, name: &str) -> Result<Value> {
        self.named("integration", "/integrations", name).await
    }

    /// The one of that name in a list, regardless of case.
    pub(crate) async fn named(&self, what: &str, path: &str, name: &str) -> Result<Value> {
        let list = self.get(path).await?;
        let same =
            |one: &&Value| one["name"].as_str().map(str::to_lowercase) == Some(name.trim().to_lowercase());
        let Some(found) = items(&list).find(same) else {
            let names: Vec<&str> = items(&list).filter_map(|one| one["name"].as_str()).collect();
            if names.is_empty() {
                bail!("there is no {what} `{name}`; there is none at all");
            }
            bail!("there is no {what} `{name}`; there are {}", names.join(", "));
        };
        Ok(found.clone())
    }

    /// Waits for the end of a task.
    pub(crate) async fn ended(&self, task: &Value) -> Result<Value> {
        let path = format!("/tasks/{}", text(&task["id"]));
        let integration = text(&task["integration_id"]).parse::<i64>()?;
        loop {
            // Looked at before the task is: what ends between the two is seen as ended.
            let runs = match self {
                Self::Here { supervisor, .. } => supervisor.is_running(integration),
                Self::There { .. } => true,
            };
            let task = self.get(&path).await?;
            if task["status"] != "running" {
                return Ok(task);
            }
            if !runs {
                bail!("the task has ended, and that could not be stored: look at the disk's free space");
            }
            tokio::time::sleep(LOOK).await;
        }
    }
}

fn read(status: u16, bytes: &[u8]) -> Result<Value> {
    let value = match bytes {
        [] => Value::Null,
        bytes => serde_json::from_slice(bytes)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(bytes).into_owned())),
    };
    if status < 400 {
        return Ok(value);
    }
    let said = |name: &str| value["error"][name].as_str().map(str::to_owned);
    let message = said("message").unwrap_or_else(|| format!("the server answered {status}"));
    Err(Refused {
        status,
        message: match value["error"]["line"].as_u64() {
            Some(line) => format!("line {line}: {message}"),
            None => message,
        },
        hint: said("hint"),
    }
    .into())
}

/// What a list holds.
pub(crate) fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list["items"].as_array().into_iter().flatten()
}

/// A text of an answer; empty when there is none.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A part of a path or a query, written so that it stays one.
pub(crate) fn part(text: &str) -> String {
    let bytes = text.bytes().map(|byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    });
    bytes.collect()
}
