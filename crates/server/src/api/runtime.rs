use std::collections::BTreeMap;

use async_trait::async_trait;
use secrecy::SecretString;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use weir_connect::Connector;
use weir_control::{Authorization, ControlError, Quota, Task};
use weir_lake::LakeError;
use weir_model::Time;

/// What handlers need of whatever runs tasks.
#[async_trait]
pub trait Runtime: Send + Sync {
    /// "Validate connection": asks the upstream with settings that need not be saved yet.
    async fn validate(&self, trial: Trial) -> Result<Vec<Check>, RuntimeError>;

    /// Begins a sync; [`RuntimeError::Conflict`] when a task of the integration is running.
    async fn start_sync(&self, integration: i64, since: Option<Time>) -> Result<Task, RuntimeError>;

    /// Asks the running task to stop; says whether there was one.
    async fn cancel(&self, integration: i64) -> Result<bool, RuntimeError>;

    /// The running task with what its streams have done so far.
    async fn progress(&self, integration: i64) -> Result<Option<Task>, RuntimeError>;

    /// Marks an integration as being deleted and deletes it in the background.
    async fn delete(&self, integration: i64) -> Result<(), RuntimeError>;

    /// What the upstream last said about the quotas of the integration's credential.
    async fn quotas(&self, integration: i64) -> Result<Vec<Quota>, RuntimeError>;

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
