//! Deleting an integration, step by step. Each step can be stopped at any moment and done again; what is done is
//! written down, so that the progress survives a restart too.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use weir_control::{Deletion, DeletionStep};

use super::{Home, RunError, Supervisor};
use crate::api::runtime::Mirrors;

/// Pause before a deletion that failed is tried again, at first and at most.
const PAUSE: (Duration, Duration) = (Duration::from_secs(1), Duration::from_mins(5));

/// The deletions that this process works on.
#[derive(Default)]
pub(super) struct Deleting(Mutex<BTreeSet<i64>>);

impl Deleting {
    fn begin(&self, integration: i64) -> bool {
        self.lock().insert(integration)
    }

    fn end(&self, integration: i64) {
        self.lock().remove(&integration);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeSet<i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Supervisor {
    /// Deletes an integration with all its rows, mirrors, cursors and secrets. Can be called again after a crash.
    pub async fn delete(&self, integration: i64) -> Result<(), RunError> {
        let control = &self.home().control;
        control.mark_deleting(integration).await?;
        let Some(mut deletion) = control.deletion(integration).await? else {
            return Ok(());
        };
        let done = self.work(&mut deletion).await;
        if let Err(error) = &done {
            deletion.error = Some(error.to_string());
            control.save_deletion(&deletion).await?;
        }
        done
    }

    /// Goes on with a deletion until it is done, unless somebody does already. A fault is written down and tried again.
    pub fn delete_in_background(self: &Arc<Self>, integration: i64) {
        if !self.deleting.begin(integration) {
            return;
        }
        let supervisor = Arc::clone(self);
        tokio::spawn(async move {
            let mut pause = PAUSE.0;
            while let Err(error) = supervisor.delete(integration).await {
                tracing::error!(integration.id = integration, "a deletion stopped: {error}");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(PAUSE.1);
            }
            supervisor.deleting.end(integration);
        });
    }

    /// Goes on with the deletions that the end of the last process interrupted.
    pub async fn resume_deletions(self: &Arc<Self>) -> Result<(), RunError> {
        for integration in self.home().control.integrations().await? {
            if integration.deleting_since.is_some() {
                self.delete_in_background(integration.id);
            }
        }
        Ok(())
    }

    async fn work(&self, deletion: &mut Deletion) -> Result<(), RunError> {
        let home = self.home();
        let id = deletion.integration;
        let lake_id = id.to_string();
        let tables = home.lake.table_names();
        deletion.error = None;
        deletion.units.1 = units(&tables);
        if deletion.rows.1 == 0 {
            let rows: u64 = home.lake.rows_of(&lake_id).await?.values().sum();
            deletion.rows.1 = i64::try_from(rows).unwrap_or(i64::MAX);
        }
        self.note(deletion, DeletionStep::Stop, None, 0).await?;
        // From here on no query finds a row of it, also after a restart.
        home.lake.begin_deletion(&lake_id)?;
        self.stop(id).await;
        // What the stopped task has landed is written before it is deleted, not after.
        weir_ingest::Store::barrier(&self.store()).await?;
        for (position, table) in tables.iter().enumerate() {
            let done = 1 + i64::try_from(position).unwrap_or(0);
            self.note(deletion, DeletionStep::Rows, Some(table), done).await?;
            let rows = home.lake.delete_from(table, &lake_id).await?;
            deletion.rows.0 += i64::try_from(rows).unwrap_or(i64::MAX);
        }
        home.lake.end_deletion(&lake_id)?;
        self.note(deletion, DeletionStep::Mirrors, None, deletion.units.1 - 2)
            .await?;
        remove(&home.mirrors().join(&lake_id)).await?;
        self.note(deletion, DeletionStep::Forget, None, deletion.units.1 - 1)
            .await?;
        home.control.delete_integration(id).await?;
        Ok(())
    }

    async fn note(
        &self,
        deletion: &mut Deletion,
        step: DeletionStep,
        table: Option<&str>,
        done: i64,
    ) -> Result<(), RunError> {
        deletion.step = step;
        deletion.table = table.map(str::to_owned);
        // After a restart it begins anew; what is shown does not go back.
        deletion.units.0 = deletion.units.0.max(done);
        self.home().control.save_deletion(deletion).await?;
        Ok(())
    }

    /// Stops the running task and waits for its end.
    async fn stop(&self, integration: i64) {
        while self.cancel(integration) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Stops the running task, if there is one, and begins a sync.
    pub async fn restart(self: &Arc<Self>, integration: i64) -> Result<Option<weir_control::Task>, RunError> {
        self.stop(integration).await;
        match self.start(integration, weir_control::TaskKind::Sync, None).await {
            Ok((task, _)) => Ok(Some(task)),
            Err(RunError::Running { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Stopping, each table, the mirrors, and what the control database knows.
fn units(tables: &[&str]) -> i64 {
    3 + i64::try_from(tables.len()).unwrap_or(0)
}

/// Removes a folder of mirrors, if it is there.
pub(super) async fn remove(folder: &Path) -> Result<(), RunError> {
    match tokio::fs::remove_dir_all(folder).await {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(RunError::Mirror {
            path: folder.to_owned(),
            source,
        }),
        _ => Ok(()),
    }
}

/// The git mirrors of an integration: what it would take to make them again.
pub(super) async fn mirrors(home: &Home, integration: i64) -> Mirrors {
    let folder = home.mirrors().join(integration.to_string());
    let measured = tokio::task::spawn_blocking(move || Mirrors {
        count: std::fs::read_dir(&folder).map_or(0, |entries| entries.flatten().count() as u64),
        bytes: size(&folder),
    });
    measured.await.unwrap_or_default()
}

fn size(folder: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => size(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0, // It was removed meanwhile.
        })
        .sum()
}
