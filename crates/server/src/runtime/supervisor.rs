//! Runs tasks: at most one per integration, each with a line in the ingestion log.

use std::collections::BTreeMap;
use std::sync::Arc;

use secrecy::SecretString;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use weir_connect::{Connector, FREE_KEY};
use weir_control::{Authorization, Integration, Outcome, Task, TaskError, TaskKind};
use weir_ingest::{CheckResult, Engine, IntegrationSpec, SystemClock, UpstreamState};
use weir_model::Time;

use super::commit::Message;
use super::durable::Durable;
use super::live::Live;
use super::{Home, RunError, commit, convert};

/// Ties the engine to a data directory.
pub struct Supervisor {
    home: Arc<Home>,
    engine: Engine,
    commits: mpsc::Sender<Message>,
    live: Arc<Live>,
}

impl Supervisor {
    /// A supervisor over an opened data directory.
    pub fn new(home: Arc<Home>, options: weir_ingest::Options) -> Arc<Self> {
        let commits = commit::start(Arc::clone(&home.lake), home.control.clone());
        let store = Durable::new(home.control.clone(), Arc::clone(&home.lake), commits.clone());
        let engine = Engine::new(Arc::new(store), Arc::new(SystemClock), options);
        Arc::new(Self {
            home,
            engine,
            commits,
            live: Arc::default(),
        })
    }

    /// The data directory.
    pub fn home(&self) -> &Arc<Home> {
        &self.home
    }

    /// Everything a run needs to know of an integration.
    pub async fn spec(
        &self,
        integration: &Integration,
        since: Option<Time>,
    ) -> Result<IntegrationSpec, RunError> {
        Ok(IntegrationSpec {
            id: integration.id.to_string(),
            name: integration.name.clone(),
            connector: connector(&integration.kind)?,
            config: self.with_account_settings(&integration.config).await?,
            secrets: self.home.control.secrets(integration.id).await?,
            data_dir: self.home.mirrors().join(integration.id.to_string()),
            since,
        })
    }

    /// The account's share of each quota that stays free stands in for an integration's own.
    async fn with_account_settings(&self, config: &Value) -> Result<Value, RunError> {
        let mut config = config.clone();
        let account = self.home.control.setting(FREE_KEY).await?;
        if let Some(percent) = account.and_then(|text| text.parse::<u64>().ok())
            && let Some(fields) = config.as_object_mut()
        {
            fields.entry(FREE_KEY).or_insert_with(|| percent.into());
        }
        Ok(config)
    }

    /// "Validate connection".
    pub async fn check(&self, spec: &IntegrationSpec) -> Vec<CheckResult> {
        self.engine().check(spec).await
    }

    /// Trades the code that a person brought back for the secrets to store.
    pub(super) async fn authorize(
        &self,
        spec: &IntegrationSpec,
        code: &SecretString,
        authorization: &Authorization,
    ) -> Result<BTreeMap<String, SecretString>, weir_connect::FetchError> {
        let Authorization {
            verifier, redirect, ..
        } = authorization;
        self.engine().authorize(spec, code, verifier, redirect).await
    }

    /// How requests to an integration's upstream stand right now; `None` before the first one.
    pub fn upstream(&self, spec: &IntegrationSpec) -> Option<UpstreamState> {
        self.engine.upstream(spec)
    }

    /// Writes a task into the log and runs it; the handle ends with it.
    pub async fn start(
        self: &Arc<Self>,
        integration: i64,
        kind: TaskKind,
        since: Option<Time>,
    ) -> Result<(Task, JoinHandle<Result<Task, RunError>>), RunError> {
        let integration = self.home.control.integration(integration).await?;
        if integration.deleting_since.is_some() {
            return Err(RunError::Deleting {
                name: integration.name,
            });
        }
        let spec = self.spec(&integration, since).await?;
        let task = self.home.control.start_task(integration.id, kind, since).await?;
        let run = self.live.start(integration.id, task.id);
        let this = Arc::clone(self);
        let id = task.id;
        let handle = tokio::spawn(async move {
            let outcome = this.run(&spec, kind, &run).await;
            let finished = this.home.control.finish_task(id, &outcome).await;
            this.live.end(integration.id);
            Ok(finished?)
        });
        Ok((task, handle))
    }

    async fn run(&self, spec: &IntegrationSpec, kind: TaskKind, run: &Arc<super::live::Run>) -> Outcome {
        match kind {
            TaskKind::Sync => {
                let report = self
                    .engine()
                    .sync(spec, Arc::clone(run) as _, run.cancel.clone())
                    .await;
                convert::outcome(&report)
            }
            TaskKind::Replay => match super::replay::run(&self.home, spec, &self.store()).await {
                Ok(streams) => Outcome {
                    status: weir_control::TaskStatus::Succeeded,
                    finished: now(),
                    streams,
                    error: None,
                },
                Err(error) => Outcome::failed(
                    now(),
                    TaskError {
                        class: "store".to_owned(),
                        message: error.to_string(),
                        hint: "look at the data directory's free space and permissions, then replay again"
                            .to_owned(),
                        stream: None,
                        partition: None,
                    },
                ),
            },
        }
    }

    fn store(&self) -> Durable {
        Durable::new(
            self.home.control.clone(),
            Arc::clone(&self.home.lake),
            self.commits.clone(),
        )
    }

    /// The engine over storage of one run; quotas and breakers are shared by all runs.
    pub(crate) fn engine(&self) -> Engine {
        self.engine.over(Arc::new(self.store()))
    }

    /// The running task of an integration, with what its streams have done so far.
    pub async fn progress(&self, integration: i64) -> Result<Option<Task>, RunError> {
        let Some(run) = self.live.get(integration) else {
            return Ok(None);
        };
        let mut task = self.home.control.task(run.task).await?;
        if task.finished_at.is_some() {
            return Ok(None);
        }
        task.streams = run.streams();
        for report in &task.streams {
            task.totals += report.totals;
        }
        Ok(Some(task))
    }

    /// Asks the running task of an integration to stop within a page; says whether there was one.
    pub fn cancel(&self, integration: i64) -> bool {
        self.live
            .get(integration)
            .map(|run| run.cancel.cancel())
            .is_some()
    }

    /// Whether a task of the integration is running.
    pub fn is_running(&self, integration: i64) -> bool {
        self.live.get(integration).is_some()
    }

    /// Deletes an integration with all its rows, mirrors, cursors and secrets. Can be called again after a crash.
    pub async fn delete(&self, integration: i64) -> Result<(), RunError> {
        let found = self.home.control.integration(integration).await?;
        self.home.control.mark_deleting(found.id).await?;
        while self.cancel(found.id) {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        // What the stopped task has landed is written before it is deleted, not after.
        weir_ingest::Store::barrier(&self.store()).await?;
        self.home.lake.delete_integration(&found.id.to_string()).await?;
        let mirrors = self.home.mirrors().join(found.id.to_string());
        match tokio::fs::remove_dir_all(&mirrors).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(RunError::Mirror {
                    path: mirrors,
                    source: error,
                });
            }
            _ => {}
        }
        self.home.control.delete_integration(found.id).await?;
        Ok(())
    }

    /// Finishes deletions that a crash interrupted.
    pub async fn resume_deletions(&self) -> Result<(), RunError> {
        for integration in self.home.control.integrations().await? {
            if integration.deleting_since.is_some() {
                self.delete(integration.id).await?;
            }
        }
        Ok(())
    }

    /// Stops all tasks and waits until what they fetched is durable.
    pub async fn close(&self) {
        self.live.cancel_all();
        while self.live.any() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        if let Err(error) = weir_ingest::Store::barrier(&self.store()).await {
            tracing::error!(error = %error, "the last pages could not be stored: {error}");
        }
        commit::maintain(&self.home.lake).await;
        self.home.control.close().await;
    }
}

/// The connector of a kind.
pub fn connector(kind: &str) -> Result<&'static Connector, RunError> {
    weir_connectors::find(kind).ok_or_else(|| RunError::UnknownKind {
        kind: kind.to_owned(),
    })
}

pub(super) fn now() -> Time {
    chrono::Utc::now().into()
}
