//! Where the engine puts what it fetched, and where it finds how far it had come.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use weir_connect::Partition;
use weir_model::{Drift, Removal, Row, Scope, Table, Time};

use crate::{CursorState, Note, NoteKind, OpenChange, OpenRecord, RecordName};

/// Durable storage, implemented over the tables and the control database.
#[async_trait]
pub trait Store: Send + Sync {
    /// Takes a page. May return before the page is durable, but pages become durable in the order they were
    /// landed, and a page's checkpoint only after its rows.
    async fn land(&self, page: LandedPage) -> Result<(), StoreError>;

    /// Returns when all landed pages are durable.
    async fn barrier(&self) -> Result<(), StoreError>;

    /// All checkpoints of an integration.
    async fn cursors(&self, integration: &str) -> Result<Vec<SavedCursor>, StoreError>;

    /// The partitions a stream has found so far.
    async fn partitions(&self, integration: &str, stream: &str) -> Result<Vec<Partition>, StoreError>;

    /// Records that are to be read again and whose moment has come, most urgent first.
    async fn due(&self, integration: &str, now: Time, most: usize) -> Result<Vec<OpenRecord>, StoreError>;

    /// The names of all records in the queue that are not final.
    async fn open(&self, integration: &str) -> Result<Vec<RecordName>, StoreError>;

    /// All notes of a kind.
    async fn notes(&self, integration: &str, kind: NoteKind) -> Result<Vec<Note>, StoreError>;

    /// Ids of the current rows of a table, of one integration, whose `column` holds `id`; without a column, all rows of
    /// the integration with that id.
    async fn ids(
        &self,
        table: &'static Table,
        column: &'static str,
        id: &str,
    ) -> Result<Vec<String>, StoreError>;

    /// Which repositories (or projects) of an integration are wanted, by name.
    async fn scope(&self, _integration: &str) -> Result<Scope, StoreError> {
        Ok(Scope::default())
    }

    /// What is known of all quotas.
    async fn budgets(&self) -> Result<Vec<SavedBudget>, StoreError>;

    /// Keeps what an answer said about a quota.
    async fn save_budget(&self, budget: SavedBudget) -> Result<(), StoreError>;

    /// Notes durably that the refresh token of an integration is about to be spent, and gives its secrets as they are
    /// stored now: another process may have renewed them.
    async fn renewing(&self, integration: &str) -> Result<BTreeMap<String, SecretString>, StoreError>;

    /// Stores the secrets that replace spent ones and clears the note, all at once.
    async fn renewed(
        &self,
        integration: &str,
        secrets: BTreeMap<String, SecretString>,
    ) -> Result<(), StoreError>;

    /// Keeps when the credential of an integration ends.
    async fn credential_expires(&self, integration: &str, at: Time) -> Result<(), StoreError>;
}

/// Storage did not take or give something.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct StoreError {
    /// What went wrong and what to do.
    pub message: String,
}

impl StoreError {
    /// An error that says `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

/// One page: everything in it becomes durable together, the checkpoint last.
#[derive(Clone, Debug, Default)]
pub struct LandedPage {
    /// Integration id.
    pub integration: String,
    /// Stream whose page it is.
    pub stream: &'static str,
    /// Upstream documents; those of [`weir_connect::Expand`] carry their own stream name.
    pub raw: Vec<RawRecord>,
    /// Rows, ids prefixed with the integration.
    pub rows: Vec<Row>,
    /// Rows that are gone, ids prefixed with the integration. They go after the page's own rows have come.
    pub removals: Vec<Removal>,
    /// Documents that are gone.
    pub gone: Vec<RecordName>,
    /// Partitions of the stream that are gone, by id.
    pub lost: Vec<String>,
    /// Changes of the queue of records that are to be read again.
    pub open: Vec<OpenChange>,
    /// What is to be remembered.
    pub notes: Vec<Note>,
    /// Partitions that the page defined.
    pub partitions: Vec<Partition>,
    /// How far the stream has come with this page.
    pub checkpoint: Option<SavedCursor>,
    /// Values outside the documented sets.
    pub drift: Vec<Drift>,
}

/// An upstream document as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRecord {
    /// Stream.
    pub stream: String,
    /// Partition id; empty when the stream is run once.
    pub partition: String,
    /// Partition name, or the configuration entry.
    pub partition_name: String,
    /// Natural key; `unreadable-…` when the document could not be mapped.
    pub key: String,
    /// The upstream's modification time.
    pub updated: Option<Time>,
    /// When it was fetched.
    pub fetched: Time,
    /// JSON.
    pub body: String,
}

/// A checkpoint.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SavedCursor {
    /// Stream.
    pub stream: String,
    /// Partition id; empty when the stream is run once.
    pub partition: String,
    /// How far it has come.
    pub state: CursorState,
}

/// What is known about one quota.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedBudget {
    /// Host and port.
    pub host: String,
    /// Hash of the credential.
    pub credential: String,
    /// Bucket, as the upstream names it.
    pub bucket: String,
    /// Units per period.
    pub limit: Option<u64>,
    /// Units left.
    pub remaining: u64,
    /// When the period ends.
    pub reset: Time,
}

/// A partition read back from storage. Names of fields live as long as the process: there are only as many as
/// connectors have placeholders.
pub fn stored_partition(id: String, name: String, fields: BTreeMap<String, String>) -> Partition {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    let fields = fields
        .into_iter()
        .map(|(field, value)| {
            let known = names.get(field.as_str()).copied();
            let field = known.unwrap_or_else(|| {
                let leaked: &'static str = Box::leak(field.into_boxed_str());
                names.insert(leaked);
                leaked
            });
            (field, value)
        })
        .collect();
    Partition { id, name, fields }
}
