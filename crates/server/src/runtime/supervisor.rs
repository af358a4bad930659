//! Runs tasks: at most one per integration, each with a line in the ingestion log.

use std::sync::Arc;

use tokio::sync::{broadcast, mpsc};
use tokio::task::JoinHandle;
use weir_connect::Connector;
use weir_control::{Integration, NewTask, Outcome, Task, TaskError, TaskKind, TaskLane};
use weir_ingest::{CheckResult, Engine, IntegrationSpec, SystemClock};
use weir_model::Time;

use super::commit::Message;
use super::durable::Durable;
use super::live::Live;
use super::{Home, RunError, commit, convert};
use crate::api::runtime::Event;
use crate::rules;

/// A task that runs; ends with how it ended.
pub type Running = JoinHandle<Result<Task, RunError>>;

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
            config: integration.config.clone(),
            secrets: self.home.control.secrets(integration.id).await?,
            data_dir: self.home.mirrors().join(integration.id.to_string()),
            since,
        })
    }

    /// "Validate connection".
    pub async fn check(&self, spec: &IntegrationSpec) -> Vec<CheckResult> {
        self.engine().check(spec).await
    }

    /// Writes a task that somebody asked for into the log and runs it; the handle ends with it. Without `since` it
    /// reads as far back as the integration's timetable says.
    pub async fn start(
        self: &Arc<Self>,
        integration: i64,
        kind: TaskKind,
        since: Option<Time>,
    ) -> Result<(Task, Running), RunError> {
        self.start_in(TaskLane::Manual, integration, kind, since).await
    }

    /// [`Supervisor::start`], saying what starts it.
    pub async fn start_in(
        self: &Arc<Self>,
        lane: TaskLane,
        integration: i64,
        kind: TaskKind,
        since: Option<Time>,
    ) -> Result<(Task, Running), RunError> {
        let found = self.runnable(integration).await?;
        let since = match since {
            Some(since) => Some(since),
            None => self.since(&found).await?,
        };
        let spec = self.spec(&found, since).await?;
        let new = NewTask {
            integration,
            kind,
            lane,
            since,
        };
        let task = self.home.control.begin_task(&new).await?;
        Ok(self.launch(spec, task))
    }

    /// The next attempt of a task that ended without success. It goes on from the cursors.
    pub async fn retry(self: &Arc<Self>, task: i64) -> Result<(Task, Running), RunError> {
        let task = self.home.control.task(task).await?;
        let found = self.runnable(task.integration).await?;
        let spec = self.spec(&found, task.since).await?;
        let task = self.home.control.reopen_task(task.id).await?;
        Ok(self.launch(spec, task))
    }

    /// How far back the integration's timetable reads.
    pub async fn since(&self, integration: &Integration) -> Result<Option<Time>, RunError> {
        let schedule = self.home.control.schedule(integration.id).await?;
        let timetable = rules::schedule::timetable(&integration.kind, &schedule);
        Ok(rules::schedule::since(&timetable, now()))
    }

    async fn runnable(&self, integration: i64) -> Result<Integration, RunError> {
        let integration = self.home.control.integration(integration).await?;
        match integration.deleting_since {
            Some(_) => Err(RunError::Deleting {
                name: integration.name,
            }),
            None => Ok(integration),
        }
    }

    fn launch(self: &Arc<Self>, spec: IntegrationSpec, task: Task) -> (Task, Running) {
        let run = self.live.start(task.integration, task.id);
        let this = Arc::clone(self);
        let (id, kind, integration) = (task.id, task.kind, task.integration);
        let handle = tokio::spawn(async move {
            let outcome = this.run(&spec, kind, &run).await;
            let finished = this.home.control.finish_task(id, &outcome).await;
            this.live.end(integration);
            Ok(finished?)
        });
        (task, handle)
    }

    /// Stops the scheduled tasks of an integration until it is resumed; a running one ends within a page.
    pub async fn pause(&self, integration: i64) -> Result<(), RunError> {
        self.home.control.set_paused(integration, true).await?;
        self.cancel(integration);
        self.live.say(Event::Integration(integration));
        Ok(())
    }

    /// Lets the schedule go on.
    pub async fn resume(&self, integration: i64) -> Result<(), RunError> {
        self.home.control.set_paused(integration, false).await?;
        self.live.say(Event::Integration(integration));
        Ok(())
    }

    /// What happens, as it happens.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.live.listen()
    }

    async fn run(&self, spec: &IntegrationSpec, kind: TaskKind, run: &Arc<super::live::Run>) -> Outcome {
        match kind {
            TaskKind::Sync | TaskKind::Full => {
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
    fn engine(&self) -> Engine {
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
        self.live.say(Event::Integration(found.id));
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
