//! Deletes what belongs to repositories that an integration's scope leaves out.

use std::sync::Arc;
use std::time::Duration;

use weir_control::{Control, ControlError, Partition};
use weir_model::Scope;

use super::deletion::remove;
use super::{RunError, Supervisor};

/// How often it is looked whether a scope was narrowed.
const TICK: Duration = Duration::from_secs(2);

/// The streams whose partitions a scope is about.
pub(crate) const SCOPED: &[&str] = &["repositories", "projects"];

/// Runs until dropped.
pub(super) async fn run(supervisor: Arc<Supervisor>) {
    loop {
        if let Err(error) = supervisor.purge_due().await {
            tracing::error!(error = %error, "rows outside a scope could not be deleted: {error}");
        }
        tokio::time::sleep(TICK).await;
    }
}

impl Supervisor {
    /// Deletes what waits for it. Can be stopped at any moment and done again.
    pub async fn purge_due(&self) -> Result<(), RunError> {
        for (integration, since) in self.home().control.purges().await? {
            if !self.reads_old_scope(integration, since).await? {
                self.purge(integration).await?;
                self.home().control.purged(integration, since).await?;
            }
        }
        Ok(())
    }

    /// Whether a task runs that began before the scope was changed: it lands rows of the old one until its end.
    async fn reads_old_scope(&self, integration: i64, since: i64) -> Result<bool, RunError> {
        Ok(match self.progress(integration).await? {
            Some(task) => task.started_at.0 < since,
            None => self.is_running(integration),
        })
    }

    async fn purge(&self, integration: i64) -> Result<(), RunError> {
        let home = self.home();
        let scope = home.control.scope(integration).await?;
        let outside: Vec<String> = partitions(&home.control, integration)
            .await?
            .into_iter()
            .filter(|partition| !scope.judge(&partition.name).is_in())
            .map(|partition| partition.id)
            .collect();
        weir_ingest::Store::barrier(&self.store()).await?;
        home.lake
            .purge(&integration.to_string(), &scope, &outside)
            .await?;
        let mirrors = home.mirrors().join(integration.to_string());
        for partition in &outside {
            remove(&mirrors.join(weir_ingest::mirror_name(partition))).await?;
        }
        // Last: whatever a crash left of the above is done again, and nothing says that they were read.
        home.control.forget_cursors(integration, &outside).await?;
        Ok(())
    }
}

/// The repositories, or projects, that an integration has found.
pub(crate) async fn partitions(control: &Control, integration: i64) -> Result<Vec<Partition>, ControlError> {
    let mut found: Vec<Partition> = Vec::new();
    for stream in SCOPED {
        for partition in control.partitions(integration, stream).await? {
            if !found.iter().any(|known| known.id == partition.id) {
                found.push(partition);
            }
        }
    }
    found.sort_by_key(|partition| partition.name.to_lowercase());
    Ok(found)
}

/// Whether rows of a partition that was in are out from now on.
pub(crate) fn loses_some(before: &Scope, after: &Scope, partitions: &[Partition]) -> bool {
    partitions
        .iter()
        .any(|partition| before.judge(&partition.name).is_in() && !after.judge(&partition.name).is_in())
}
