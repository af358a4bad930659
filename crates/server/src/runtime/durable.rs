//! The engine's [`Store`] over the tables and the control database.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use secrecy::SecretString;
use tokio::sync::oneshot;
use weir_connect::Partition;
use weir_control::{Control, Quota, Remembered};
use weir_ingest::{
    LandedPage, Note, NoteKind, OpenRecord, RecordName, SavedBudget, SavedCursor, Store, StoreError,
    stored_partition,
};
use weir_lake::Lake;
use weir_model::{Scope, Table, Time};

use super::commit::Queue;

/// Storage for one run. Pages of all runs are committed together; a run whose page was lost takes no more pages,
/// since a later checkpoint would cover the gap.
pub(super) struct Durable {
    control: Control,
    lake: Arc<Lake>,
    commits: Queue,
    loss: Arc<Loss>,
}

/// The first page of a run that could not be made durable, if there was one.
#[derive(Default)]
pub(super) struct Loss(Mutex<Option<String>>);

impl Loss {
    pub(super) fn set(&self, message: &str) {
        let mut loss = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        loss.get_or_insert_with(|| message.to_owned());
    }

    pub(super) fn check(&self) -> Result<(), StoreError> {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(message) => Err(StoreError::new(message.clone())),
            None => Ok(()),
        }
    }
}

impl Durable {
    pub(super) fn new(control: Control, lake: Arc<Lake>, commits: Queue) -> Self {
        Self {
            control,
            lake,
            commits,
            loss: Arc::default(),
        }
    }
}

#[async_trait]
impl Store for Durable {
    async fn land(&self, page: LandedPage) -> Result<(), StoreError> {
        self.loss.check()?;
        self.commits.page(page, Arc::clone(&self.loss)).await
    }

    async fn barrier(&self) -> Result<(), StoreError> {
        let (done, wait) = oneshot::channel();
        self.commits.barrier(done)?;
        wait.await
            .map_err(|_| StoreError::new("the program is ending; start the sync again"))?;
        self.loss.check()
    }

    async fn cursors(&self, integration: &str) -> Result<Vec<SavedCursor>, StoreError> {
        let cursors = self
            .control
            .cursors(id(integration)?)
            .await
            .map_err(store_error)?;
        cursors
            .into_iter()
            .map(|cursor| {
                let state = serde_json::from_value(cursor.state).map_err(|error| {
                    StoreError::new(format!(
                        "the cursor of {} {}: {error}",
                        cursor.stream, cursor.partition
                    ))
                })?;
                Ok(SavedCursor {
                    stream: cursor.stream,
                    partition: cursor.partition,
                    state,
                })
            })
            .collect()
    }

    async fn partitions(&self, integration: &str, stream: &str) -> Result<Vec<Partition>, StoreError> {
        let partitions = self
            .control
            .partitions(id(integration)?, stream)
            .await
            .map_err(store_error)?;
        Ok(partitions
            .into_iter()
            .map(|found| stored_partition(found.id, found.name, found.fields))
            .collect())
    }

    async fn due(&self, integration: &str, now: Time, most: usize) -> Result<Vec<OpenRecord>, StoreError> {
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        let due = self.control.due_records(id(integration)?, now, most).await;
        let open = |entry: weir_control::OpenEntry| {
            let state = entry.state?;
            Some(OpenRecord {
                name: RecordName {
                    stream: entry.stream,
                    partition: entry.partition,
                    key: entry.key,
                },
                handle: state.handle,
                due: state.due,
                tries: state.tries,
                late: state.late,
            })
        };
        Ok(due.map_err(store_error)?.into_iter().filter_map(open).collect())
    }

    async fn open(&self, integration: &str) -> Result<Vec<RecordName>, StoreError> {
        let open = self.control.open_records(id(integration)?).await;
        let name = |(stream, partition, key)| RecordName {
            stream,
            partition,
            key,
        };
        Ok(open.map_err(store_error)?.into_iter().map(name).collect())
    }

    async fn notes(&self, integration: &str, kind: NoteKind) -> Result<Vec<Note>, StoreError> {
        let notes = self.control.notes(id(integration)?, kind.as_str()).await;
        let note = |note: Remembered| Note {
            kind,
            stream: note.stream,
            partition: note.partition,
            name: note.name,
            value: note.value,
        };
        Ok(notes.map_err(store_error)?.into_iter().map(note).collect())
    }

    async fn ids(
        &self,
        table: &'static Table,
        column: &'static str,
        id: &str,
    ) -> Result<Vec<String>, StoreError> {
        self.lake.ids(table, column, id).await.map_err(store_error)
    }

    async fn scope(&self, integration: &str) -> Result<Scope, StoreError> {
        self.control.scope(id(integration)?).await.map_err(store_error)
    }

    async fn budgets(&self) -> Result<Vec<SavedBudget>, StoreError> {
        let budgets = self.control.all_budgets().await.map_err(store_error)?;
        Ok(budgets
            .into_iter()
            .map(|(host, credential, quota)| SavedBudget {
                host,
                credential,
                limit: quota.limit.and_then(|units| u64::try_from(units).ok()),
                remaining: u64::try_from(quota.remaining).unwrap_or(0),
                reset: quota.reset().unwrap_or(Time(0)),
                bucket: quota.bucket,
            })
            .collect())
    }

    async fn save_budget(&self, budget: SavedBudget) -> Result<(), StoreError> {
        let quota = Quota {
            bucket: budget.bucket,
            limit: budget.limit.map(u64::cast_signed),
            remaining: budget.remaining.cast_signed(),
            reset_micros: Some(budget.reset.0),
        };
        self.control
            .save_budget(&budget.host, &budget.credential, &quota)
            .await
            .map_err(store_error)
    }

    async fn renewing(&self, integration: &str) -> Result<BTreeMap<String, SecretString>, StoreError> {
        let begun = self.control.begin_renewal(id(integration)?).await;
        begun.map_err(store_error)
    }

    async fn renewed(
        &self,
        integration: &str,
        secrets: BTreeMap<String, SecretString>,
    ) -> Result<(), StoreError> {
        let id = id(integration)?;
        self.control
            .finish_renewal(id, &secrets)
            .await
            .map_err(store_error)
    }

    async fn credential_expires(&self, integration: &str, at: Time) -> Result<(), StoreError> {
        let id = id(integration)?;
        self.control
            .set_credential_expiry(id, Some(at))
            .await
            .map_err(store_error)
    }
}

/// The control database's id of an integration.
pub(super) fn id(integration: &str) -> Result<i64, StoreError> {
    integration
        .parse()
        .map_err(|_| StoreError::new(format!("`{integration}` is not the id of an integration")))
}

pub(super) fn store_error(error: impl std::fmt::Display) -> StoreError {
    StoreError::new(error.to_string())
}
