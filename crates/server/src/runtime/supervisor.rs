//! Runs tasks: at most one per integration, each with a line in the ingestion log.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;
use tokio::sync::broadcast;
use tokio::task::JoinHandle;
use weir_connect::{Connector, FREE_KEY};
use weir_control::{
    Authorization, ControlError, Integration, NewTask, Outcome, Task, TaskError, TaskKind, TaskLane,
};
use weir_ingest::{CheckResult, Clock, Engine, IntegrationSpec, SystemClock, UpstreamState};
use weir_model::Time;

use super::deletion::Deleting;
use super::durable::Durable;
use super::live::Live;
use super::{Home, RunError, commit, convert};
use crate::api::runtime::Event;
use crate::rules;
use crate::rules::account::AccountSettings;

/// How often, and how many times, the end of a task is stored again that could not be stored: for an hour.
const FINISH_AGAIN: Duration = Duration::from_secs(5);
const MOST_FINISHES: u32 = 720;

/// A task that runs; ends with how it ended.
pub type Running = JoinHandle<Result<Task, RunError>>;

/// Ties the engine to a data directory.
pub struct Supervisor {
    home: Arc<Home>,
    engine: Engine,
    commits: commit::Queue,
    live: Arc<Live>,
    pub(super) deleting: Deleting,
}

impl Supervisor {
    /// A supervisor over an opened data directory.
    pub fn new(home: Arc<Home>, options: weir_ingest::Options) -> Arc<Self> {
        Self::with_clock(home, options, Arc::new(SystemClock))
    }

    /// [`Supervisor::new`] whose engine reads the time elsewhere.
    pub fn with_clock(home: Arc<Home>, options: weir_ingest::Options, clock: Arc<dyn Clock>) -> Arc<Self> {
        let commits = commit::start(Arc::clone(&home.lake), home.control.clone());
        let store = Durable::new(home.control.clone(), Arc::clone(&home.lake), commits.clone());
        let engine = Engine::new(Arc::new(store), clock, options);
        Arc::new(Self {
            home,
            engine,
            commits,
            live: Arc::default(),
            deleting: Deleting::default(),
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
    pub(super) async fn with_account_settings(&self, config: &Value) -> Result<Value, RunError> {
        let mut config = config.clone();
        let percent = AccountSettings::load(&self.home.control)
            .await?
            .free_percent(&config);
        if let Some(fields) = config.as_object_mut() {
            fields.insert(FREE_KEY.to_owned(), percent.into());
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
        let new = NewTask {
            integration,
            kind,
            lane,
            since,
        };
        let begin = async {
            let spec = self.spec(&found, since).await?;
            Ok((spec, self.home.control.begin_task(&new).await?))
        };
        self.launch(&found, begin).await
    }

    /// The next attempt of a task that ended without success. It goes on from the cursors.
    pub async fn retry(self: &Arc<Self>, task: i64) -> Result<(Task, Running), RunError> {
        let task = self.home.control.task(task).await?;
        self.again(&task, self.home.control.reopen_task(task.id)).await
    }

    /// The next attempt of a task that the end of its owner interrupted.
    pub(super) async fn go_on_with(self: &Arc<Self>, task: &Task) -> Result<(Task, Running), RunError> {
        self.again(task, self.home.control.continue_task(task.id)).await
    }

    /// Runs the next attempt of a task, which `reopen` writes into the log.
    async fn again(
        self: &Arc<Self>,
        task: &Task,
        reopen: impl Future<Output = Result<Task, ControlError>>,
    ) -> Result<(Task, Running), RunError> {
        let found = self.runnable(task.integration).await?;
        let begin = async {
            let spec = self.spec(&found, task.since).await?;
            Ok((spec, reopen.await?))
        };
        self.launch(&found, begin).await
    }

    /// How far back the integration's timetable reads.
    pub async fn since(&self, integration: &Integration) -> Result<Option<Time>, RunError> {
        let schedule = self.home.control.schedule(integration.id).await?;
        let timetable = rules::schedule::timetable(&integration.kind, &schedule);
        Ok(rules::schedule::since(&timetable, now()))
    }

    /// An integration that is not being deleted.
    pub(super) async fn runnable(&self, integration: i64) -> Result<Integration, RunError> {
        let integration = self.home.control.integration(integration).await?;
        match integration.deleting_since {
            Some(_) => Err(RunError::Deleting {
                name: integration.name,
            }),
            None => Ok(integration),
        }
    }

    /// Runs a task that `begin` writes into the log. Its place is taken before: a deletion that begins now either sees
    /// this run and stops it, or the log refuses the task.
    async fn launch(
        self: &Arc<Self>,
        integration: &Integration,
        begin: impl Future<Output = Result<(IntegrationSpec, Task), RunError>>,
    ) -> Result<(Task, Running), RunError> {
        let Some(run) = self.live.reserve(integration.id) else {
            return Err(RunError::Running {
                name: integration.name.clone(),
            });
        };
        let place = Place {
            live: Arc::clone(&self.live),
            integration: integration.id,
        };
        let (spec, task) = begin.await?;
        run.is_task(task.id);
        self.live.say(Event::Integration(integration.id));
        let this = Arc::clone(self);
        let (id, kind) = (task.id, task.kind);
        let handle = tokio::spawn(async move {
            let whole = async {
                let outcome = this.run(&spec, kind, &run).await;
                let finished = this.home.control.finish_task(id, &outcome).await;
                drop(place);
                match finished {
                    Err(error @ ControlError::Database { .. }) => {
                        this.finish_later(id, &outcome, error).await
                    }
                    finished => Ok(finished?),
                }
            };
            // Also while its end waits to be stored: until then nobody else may take it for dead.
            tokio::select! {
                task = whole => task,
                never = this.stay_alive(id) => match never {},
            }
        });
        Ok((task, handle))
    }

    /// Stores the end of a task as soon as that is possible: until then it would count as running, and nothing else of
    /// its integration could run.
    async fn finish_later(
        &self,
        task: i64,
        outcome: &Outcome,
        first: ControlError,
    ) -> Result<Task, RunError> {
        tracing::error!(task.id = task, error = %first, "the end of task {task} could not be stored: {first}");
        for _ in 0..MOST_FINISHES {
            tokio::time::sleep(FINISH_AGAIN).await;
            if let Ok(task) = self.home.control.finish_task(task, outcome).await {
                return Ok(task);
            }
        }
        Err(first.into())
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
            TaskKind::Sync | TaskKind::Full if spec.connector.is_pushed() => {
                super::pushed::run(&self.home, spec, &self.store(), run).await
            }
            TaskKind::Sync | TaskKind::Full => {
                if let Some(task) = run.task() {
                    tokio::select! {
                        () = run.cancel.cancelled() => {}
                        () = self.note_plan(task, spec) => {}
                    }
                }
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

    /// Renews the lease of a task for as long as this is awaited.
    async fn stay_alive(&self, task: i64) -> Infallible {
        loop {
            tokio::time::sleep(weir_control::LEASE / 4).await;
            if let Err(error) = self.home.control.renew_lease(task).await {
                tracing::warn!(task.id = task, "a lease could not be renewed: {error}");
            }
        }
    }

    /// Whether this process runs the task.
    pub(super) fn runs(&self, task: &Task) -> bool {
        let run = self.live.get(task.integration);
        run.is_some_and(|run| run.task() == Some(task.id))
    }

    pub(super) fn store(&self) -> Durable {
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
        let Some(task) = run.task() else { return Ok(None) };
        let mut task = self.home.control.task(task).await?;
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

/// A run's place among the running ones, free again however the run ends.
struct Place {
    live: Arc<Live>,
    integration: i64,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.live.end(self.integration);
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
