use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, Once};

use async_trait::async_trait;
use reqwest::{Method, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use tokio::sync::broadcast;
use weir_control::{
    Authorization, Channel, Control, ControlError, Integration, Notification, Outcome, Quota, StreamReport,
    Task, TaskKind, TaskStatus, Totals,
};
use weir_ingest::{Basis, Plan, StreamPlan};
use weir_lake::{Lake, Options as LakeOptions};
use weir_measures::Measures;
use weir_model::entities::{Deployment, PullRequest, Repository};
use weir_model::{Entity, Id, Time};
use weir_server::{
    AppState, Auth, Check, Event, Mirrors, Options, Runtime, RuntimeError, Trial, Upstream, bind,
};

/// A server on port 0 over a temporary directory.
pub(crate) struct World {
    pub(crate) control: Control,
    pub(crate) lake: Arc<Lake>,
    pub(crate) runtime: Arc<FakeRuntime>,
    pub(crate) address: SocketAddr,
    pub(crate) admin_key: Option<String>,
    client: reqwest::Client,
    _dir: tempfile::TempDir,
}

/// Runs nothing; remembers what it was asked.
pub(crate) struct FakeRuntime {
    pub(crate) events: broadcast::Sender<Event>,
    control: Mutex<Option<Control>>,
    /// Names and values of secrets that were tried.
    pub(crate) tried: Mutex<Vec<BTreeMap<String, String>>>,
    /// What the next validation answers.
    pub(crate) checks: Mutex<Vec<Check>>,
}

impl Default for FakeRuntime {
    fn default() -> Self {
        Self {
            events: broadcast::channel(8).0,
            control: Mutex::default(),
            tried: Mutex::default(),
            checks: Mutex::default(),
        }
    }
}

impl FakeRuntime {
    fn control(&self) -> Control {
        self.control.lock().unwrap().clone().unwrap()
    }
}

#[async_trait]
impl Runtime for FakeRuntime {
    async fn validate(&self, trial: Trial) -> Result<Vec<Check>, RuntimeError> {
        let secrets = trial
            .secrets
            .iter()
            .map(|(name, secret)| (name.clone(), secret.expose_secret().to_owned()));
        self.tried.lock().unwrap().push(secrets.collect());
        Ok(self.checks.lock().unwrap().clone())
    }

    async fn preview(&self, trial: Trial, depth_days: Option<u32>) -> Result<Plan, RuntimeError> {
        if trial.config["url"] == "http://gone.example" {
            let message = "gone.example cannot be reached".to_owned();
            return Err(RuntimeError::Invalid { message });
        }
        Ok(Plan {
            requests: Some(82),
            points: Some(60),
            seconds: Some(120),
            bytes: None,
            at_least: true,
            pace_ms: Some(400),
            asked: 3,
            at: day(1),
            streams: vec![
                StreamPlan {
                    stream: "pull_requests".to_owned(),
                    basis: Basis::Sampled { asked: 2, of: 10 },
                    total: None,
                    records: depth_days.map(u64::from),
                    requests: Some(82),
                    points: Some(60),
                    bytes: None,
                    at_most: false,
                },
                StreamPlan {
                    stream: "review_comments".to_owned(),
                    ..StreamPlan::default()
                },
            ],
        })
    }

    async fn start_sync(
        &self,
        integration: i64,
        kind: TaskKind,
        since: Option<Time>,
    ) -> Result<Task, RuntimeError> {
        Ok(self.control().start_task(integration, kind, since).await?)
    }

    async fn retry(&self, task: i64) -> Result<Task, RuntimeError> {
        Ok(self.control().reopen_task(task).await?)
    }

    async fn pause(&self, integration: i64) -> Result<(), RuntimeError> {
        Ok(self.control().set_paused(integration, true).await?)
    }

    async fn resume(&self, integration: i64) -> Result<(), RuntimeError> {
        Ok(self.control().set_paused(integration, false).await?)
    }

    fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    async fn cancel(&self, integration: i64) -> Result<bool, RuntimeError> {
        let Some(task) = self.progress(integration).await? else {
            return Ok(false);
        };
        let outcome = Outcome {
            status: TaskStatus::Cancelled,
            finished: task.started_at,
            streams: Vec::new(),
            error: None,
        };
        self.control().finish_task(task.id, &outcome).await?;
        Ok(true)
    }

    async fn progress(&self, integration: i64) -> Result<Option<Task>, RuntimeError> {
        let newest = self.control().last_tasks().await?.remove(&integration);
        Ok(newest.filter(|task| task.status == TaskStatus::Running))
    }

    async fn delete(&self, integration: i64) -> Result<(), RuntimeError> {
        Ok(self.control().mark_deleting(integration).await?)
    }

    async fn restart(&self, integration: i64) -> Result<Option<Task>, RuntimeError> {
        Ok(self.start_sync(integration, TaskKind::Sync, None).await.ok())
    }

    async fn mirrors(&self, _: i64) -> Result<Mirrors, RuntimeError> {
        Ok(Mirrors { count: 2, bytes: 300 })
    }

    async fn send(&self, _: &Channel, _: &Notification) -> Result<(), String> {
        Err("nobody listens".to_owned())
    }

    async fn authorize_url(
        &self,
        authorization: &Authorization,
        state: &SecretString,
    ) -> Result<Option<String>, RuntimeError> {
        self.control().integration(authorization.integration).await?;
        let (state, redirect) = (state.expose_secret(), &authorization.redirect);
        Ok(Some(format!(
            "https://upstream.example/agree?state={state}&to={redirect}"
        )))
    }

    async fn authorize(&self, authorization: Authorization, code: SecretString) -> Result<(), RuntimeError> {
        if code.expose_secret() == "refused" {
            return Err(RuntimeError::Invalid {
                message: "the upstream refuses the code".to_owned(),
            });
        }
        let verifier = authorization.verifier.expose_secret().to_owned();
        let brought = BTreeMap::from([
            ("code".to_owned(), code.expose_secret().to_owned()),
            ("verifier".to_owned(), verifier),
        ]);
        self.tried.lock().unwrap().push(brought);
        Ok(())
    }

    async fn upstream(&self, _: &Integration) -> Result<Upstream, RuntimeError> {
        let reset = Some(Time::from_seconds(1_700_000_000).0);
        let core = Quota {
            bucket: "core".into(),
            limit: Some(5000),
            remaining: 12,
            reset_micros: reset,
        };
        Ok(Upstream {
            quotas: vec![core],
            hosts: Vec::new(),
        })
    }

    async fn coverage(&self, _: i64) -> Result<BTreeMap<String, Vec<(Time, Time)>>, RuntimeError> {
        Ok([("pull_requests".to_owned(), vec![(day(1), day(9))])].into())
    }
}

/// That day of January 2026.
pub(crate) fn day(day: i64) -> Time {
    Time(Time::parse("2026-01-01").unwrap().0 + (day - 1) * 86_400_000_000)
}

pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text))
    }

    pub(crate) fn code(&self) -> String {
        self.json()["error"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl World {
    pub(crate) async fn open() -> Self {
        Self::with(Auth::Automatic).await
    }

    pub(crate) async fn with(auth: Auth) -> Self {
        static TLS: Once = Once::new();
        TLS.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
        let dir = tempfile::tempdir().unwrap();
        let key = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
        let control = Control::open_with_key(dir.path(), key.into()).await.unwrap();
        let lake = Lake::open(&dir.path().join("tables"), LakeOptions::default())
            .await
            .unwrap();
        let measures = Arc::new(Measures::new(Arc::clone(&lake)));
        let runtime = Arc::new(FakeRuntime::default());
        *runtime.control.lock().unwrap() = Some(control.clone());
        let state = AppState::new(control.clone(), Arc::clone(&lake), measures, runtime.clone());
        let options = Options { auth, demo: false };
        let mut server = bind(state, "127.0.0.1:0".parse().unwrap(), options)
            .await
            .unwrap();
        let admin_key = server.take_admin_key().map(|key| key.expose_secret().to_owned());
        let address = server.address();
        tokio::spawn(server.run(std::future::pending()));
        Self {
            control,
            lake,
            runtime,
            address,
            admin_key,
            client: reqwest::Client::builder()
                .no_gzip()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
            _dir: dir,
        }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client
            .request(method, format!("http://{}{path}", self.address))
    }

    pub(crate) async fn send(&self, request: reqwest::RequestBuilder) -> Reply {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        // It has no end.
        let endless = headers
            .get("content-type")
            .is_some_and(|kind| kind == "text/event-stream");
        if endless {
            return Reply {
                status,
                headers,
                text: String::new(),
            };
        }
        Reply {
            status,
            headers,
            text: String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned(),
        }
    }

    /// A call of the API. A body of `null` is none.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Value) -> Reply {
        let mut request = self.request(method, &format!("/api/v1{path}"));
        if let Some(key) = &self.admin_key {
            request = request.bearer_auth(key);
        }
        if !body.is_null() {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        self.send(request).await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.call(Method::GET, path, Value::Null).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.call(Method::POST, path, body).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Reply {
        self.call(Method::PATCH, path, body).await
    }

    /// Integration 1 with rows, mapped to project 1, with a task that succeeded.
    pub(crate) async fn fill(&self) {
        let made = self.post("/integrations", new_integration("hub")).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let made = self.post("/projects", json!({"name": "checkout"})).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        self.control.set_mapping(1, &[1]).await.unwrap();
        let mut rows = vec![repository().into_row(), deployment().into_row()];
        rows.extend((1..=3).map(|number| pull_request(number).into_row()));
        for row in &mut rows {
            row.prefix("1");
        }
        self.lake.append(rows, Vec::new()).await.unwrap();
        finish_task(&self.control, 1).await.unwrap();
    }
}

pub(crate) async fn finish_task(control: &Control, integration: i64) -> Result<Task, ControlError> {
    let task = control.start_task(integration, TaskKind::Sync, None).await?;
    let report = StreamReport {
        stream: "pull_requests".to_owned(),
        partitions_done: 1,
        partitions_total: 1,
        totals: Totals {
            rows: 3,
            records: 3,
            requests: 2,
            points: 4,
            retries: 1,
        },
        skipped: [("no permission".to_owned(), 2)].into(),
        started_at: Some(task.started_at),
        finished_at: Some(task.started_at),
        ..StreamReport::default()
    };
    let outcome = Outcome {
        status: TaskStatus::Succeeded,
        finished: Time(task.started_at.0 + 1_500_000),
        streams: vec![report],
        error: None,
    };
    control.finish_task(task.id, &outcome).await
}

pub(crate) fn new_integration(name: &str) -> Value {
    json!({
        "kind": "github",
        "name": name,
        "config": {"repositories": ["acme/web"]},
        "secrets": {"token": "ghp_secretsecretsecret"}
    })
}

fn repository() -> Repository {
    Repository {
        id: Id::new("repository", 7),
        name: "web".into(),
        full_name: "acme/web".into(),
        url: Some("https://example.com/acme/web".into()),
        clone_url: None,
        default_branch: Some("main".into()),
        description: Some("=HYPERLINK(\"https://evil.example\")".into()),
        language: None,
        is_private: Some(true),
        is_fork: Some(false),
        is_archived: Some(false),
        created_at: Some(day(1)),
        updated_at: Some(day(2)),
        pushed_at: None,
    }
}

fn deployment() -> Deployment {
    Deployment {
        id: Id::new("deployment", 5),
        repository_id: Id::new("repository", 7),
        environment: "production".into(),
        is_production: Some(true),
        ref_name: Some("main".into()),
        sha: Some("a".repeat(40)),
        task: None,
        creator_login: Some("ada".into()),
        state: Some("success".into()),
        url: None,
        created_at: day(4),
        updated_at: day(4),
    }
}

fn pull_request(number: i64) -> PullRequest {
    PullRequest {
        id: Id::new("pull_request", format!("7/{number}")),
        repository_id: Id::new("repository", 7),
        number,
        title: Some(format!("=cmd|' /C calc'!A{number}")),
        body: None,
        url: Some(format!("https://example.com/acme/web/pull/{number}")),
        state: "merged".into(),
        is_draft: Some(false),
        author_login: Some("ada".into()),
        author_kind: Some("person".into()),
        created_at: day(number),
        updated_at: day(number + 1),
        closed_at: Some(day(number + 1)),
        merged_at: Some(day(number + 1)),
        merged_by_login: Some("grace".into()),
        merge_kind: None,
        merge_commit_sha: None,
        base_branch: Some("main".into()),
        base_sha: None,
        head_branch: Some(format!("feature-{number}")),
        head_sha: None,
        head_repository: None,
        additions: Some(10),
        deletions: Some(1),
        changed_files: Some(2),
        comments: Some(0),
        review_decision: None,
        milestone: None,
        labels: vec!["bug".into()],
        assignees: vec![],
    }
}
