//! The engine's [`Store`] over the tables and the control database.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use tokio::sync::{mpsc, oneshot};
use weir_connect::Partition;
use weir_control::{Control, Quota};
use weir_ingest::{LandedPage, SavedBudget, SavedCursor, Store, StoreError, stored_partition};
use weir_model::Time;

use super::commit::Message;

/// Storage for one run. Pages of all runs are committed together; a run whose page was lost takes no more pages,
/// since a later checkpoint would cover the gap.
pub(super) struct Durable {
    control: Control,
    commits: mpsc::Sender<Message>,
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
    pub(super) fn new(control: Control, commits: mpsc::Sender<Message>) -> Self {
        Self {
            control,
            commits,
            loss: Arc::default(),
        }
    }

    async fn send(&self, message: Message) -> Result<(), StoreError> {
        let gone = |_| StoreError::new("the program is ending; start the sync again");
        self.commits.send(message).await.map_err(gone)
    }
}

#[async_trait]
impl Store for Durable {
    async fn land(&self, page: LandedPage) -> Result<(), StoreError> {
        self.loss.check()?;
        self.send(Message::Page(Box::new(page), Arc::clone(&self.loss)))
            .await
    }

    async fn barrier(&self) -> Result<(), StoreError> {
        let (done, wait) = oneshot::channel();
        self.send(Message::Barrier(done)).await?;
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
