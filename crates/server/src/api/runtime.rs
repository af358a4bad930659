use std::collections::BTreeMap;

use async_trait::async_trait;
use secrecy::SecretString;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::broadcast;
use utoipa::ToSchema;
use weir_connect::Connector;
use weir_control::{Authorization, Channel, ControlError, Integration, Notification, Quota, Task, TaskKind};
use weir_lake::LakeError;
use weir_model::Time;

/// What handlers need of whatever runs tasks.
#[async_trait]
pub trait Runtime: Send + Sync {
    /// "Validate connection": asks the upstream with settings that need not be saved yet.
    async fn validate(&self, trial: Trial) -> Result<Vec<Check>, RuntimeError>;

    /// What a sync would cost with settings that need not be saved yet, so many days deep; everything without.
    async fn preview(&self, trial: Trial, depth_days: Option<u32>)
    -> Result<weir_ingest::Plan, RuntimeError>;

    /// Begins a sync or a full pass; [`RuntimeError::Conflict`] when a task of the integration is running. Without
    /// `since` it reads as far back as the timetable says.
    async fn start_sync(
        &self,
        integration: i64,
        kind: TaskKind,
        since: Option<Time>,
    ) -> Result<Task, RuntimeError>;

    /// The next attempt of a task that ended without success.
    async fn retry(&self, task: i64) -> Result<Task, RuntimeError>;

    /// Stops scheduled tasks until they are resumed; a running one ends within a page.
    async fn pause(&self, integration: i64) -> Result<(), RuntimeError>;

    /// Lets the schedule go on.
    async fn resume(&self, integration: i64) -> Result<(), RuntimeError>;

    /// What happens, as it happens.
    fn events(&self) -> broadcast::Receiver<Event>;

    /// Asks the running task to stop; says whether there was one.
    async fn cancel(&self, integration: i64) -> Result<bool, RuntimeError>;

    /// The running task with what its streams have done so far.
    async fn progress(&self, integration: i64) -> Result<Option<Task>, RuntimeError>;

    /// Marks an integration as being deleted and deletes it in the background.
    async fn delete(&self, integration: i64) -> Result<(), RuntimeError>;

    /// Stops the running task of an integration, if there is one, and begins a sync; the secrets are read anew. None when
    /// another task came first.
    async fn restart(&self, integration: i64) -> Result<Option<Task>, RuntimeError>;

    /// The git mirrors that an integration has on disk.
    async fn mirrors(&self, integration: i64) -> Result<Mirrors, RuntimeError>;

    /// Sends one notification through a channel, once; the error is for people and holds no secret.
    async fn send(&self, channel: &Channel, notification: &Notification) -> Result<(), String>;

    /// How an integration's upstream stands.
    async fn upstream(&self, integration: &Integration) -> Result<Upstream, RuntimeError>;

    /// Where to send a person so that they agree; `None` when the integration needs nobody's agreement.
    async fn authorize_url(
        &self,
        authorization: &Authorization,
        state: &SecretString,
    ) -> Result<Option<String>, RuntimeError>;

    /// Trades the code that a person brought back, and stores what it gives.
    async fn authorize(&self, authorization: Authorization, code: SecretString) -> Result<(), RuntimeError>;

    /// Time ranges that each stream has read completely, in all of its partitions.
    async fn coverage(&self, integration: i64) -> Result<BTreeMap<String, Vec<(Time, Time)>>, RuntimeError>;
}

/// How an upstream stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upstream {
    /// What it last said about the quotas of the integration's credential.
    pub quotas: Vec<Quota>,
    /// The hosts that are asked: whether they are left alone, and how many requests at a time they get.
    pub hosts: Vec<HostState>,
}

/// A host of an upstream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HostState {
    /// Host and port.
    pub host: String,
    /// `closed`: it is asked as usual. `open`: it is left alone for a while. `half_open`: one request tries whether it
    /// is well again.
    pub breaker: String,
    /// When the next request may be sent, if not at once.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub open_until: Option<Time>,
    /// Requests it gets at a time.
    pub concurrency: u64,
    /// Requests it is answering now.
    pub in_flight: u64,
}

/// Something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The running task of an integration has advanced.
    Progress(i64),
    /// A task of an integration began or ended, or its settings, its schedule or its existence changed.
    Integration(i64),
}

/// Settings to try.
#[derive(Debug)]
pub struct Trial {
    /// What to connect to.
    pub connector: &'static Connector,
    /// The configuration.
    pub config: Value,
    /// The secrets, those that are stored already included.
    pub secrets: BTreeMap<String, SecretString>,
    /// The integration whose stored secrets these are, unchanged.
    pub stored: Option<i64>,
}

/// Git mirrors on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Mirrors {
    /// How many.
    pub count: u64,
    /// What they take.
    pub bytes: u64,
}

/// One answer of "Validate connection".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Check {
    /// What was tried.
    pub name: String,
    /// Whether it worked.
    pub ok: bool,
    /// The permission it needs, in the vendor's words.
    pub permission: Option<String>,
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// Why the runtime refused, by what the caller can do.
#[derive(Debug, thiserror::Error)]
pub enum RuntimeError {
    /// It cannot be done as things stand.
    #[error("{message}")]
    Conflict {
        /// What stands in the way.
        message: String,
    },
    /// A setting does not do.
    #[error("{message}")]
    Invalid {
        /// Which, why, and what is expected.
        message: String,
    },
    /// The control store.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// The tables.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// A fault of the program.
    #[error("{message}")]
    Internal {
        /// For the log.
        message: String,
    },
}
