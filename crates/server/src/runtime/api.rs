//! The supervisor as the API's handlers see it.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use secrecy::SecretString;
use tokio::sync::broadcast;
use weir_control::{Authorization, Channel, Integration, IntegrationChange, Notification, Task, TaskKind};
use weir_ingest::CursorState;
use weir_model::Time;

use super::{RunError, Supervisor};
use crate::api::runtime::{Check, Event, HostState, Mirrors, Runtime, RuntimeError, Trial, Upstream};

/// A supervisor shared with the scheduler.
pub struct Handle(pub Arc<Supervisor>);

#[async_trait]
impl Runtime for Handle {
    async fn validate(&self, trial: Trial) -> Result<Vec<Check>, RuntimeError> {
        let spec = super::plan::of_trial(&self.0, trial);
        let some = |text: String| (!text.is_empty()).then_some(text);
        let checks = self.0.check(&spec).await;
        Ok(checks
            .into_iter()
            .map(|check| Check {
                name: check.name,
                ok: check.ok,
                permission: some(check.permission),
                message: check.message,
                hint: some(check.hint),
            })
            .collect())
    }

    async fn preview(
        &self,
        trial: Trial,
        depth_days: Option<u32>,
    ) -> Result<weir_ingest::Plan, RuntimeError> {
        self.0.preview(trial, depth_days).await
    }

    async fn start_sync(
        &self,
        integration: i64,
        kind: TaskKind,
        since: Option<Time>,
    ) -> Result<Task, RuntimeError> {
        Ok(self.0.start(integration, kind, since).await?.0)
    }

    async fn retry(&self, task: i64) -> Result<Task, RuntimeError> {
        Ok(self.0.retry(task).await?.0)
    }

    async fn pause(&self, integration: i64) -> Result<(), RuntimeError> {
        Ok(self.0.pause(integration).await?)
    }

    async fn resume(&self, integration: i64) -> Result<(), RuntimeError> {
        Ok(self.0.resume(integration).await?)
    }

    fn events(&self) -> broadcast::Receiver<Event> {
        self.0.events()
    }

    async fn cancel(&self, integration: i64) -> Result<bool, RuntimeError> {
        Ok(self.0.cancel(integration))
    }

    async fn progress(&self, integration: i64) -> Result<Option<Task>, RuntimeError> {
        Ok(self.0.progress(integration).await?)
    }

    async fn delete(&self, integration: i64) -> Result<(), RuntimeError> {
        self.0.home().control.mark_deleting(integration).await?;
        self.0.delete_in_background(integration);
        Ok(())
    }

    async fn restart(&self, integration: i64) -> Result<Option<Task>, RuntimeError> {
        Ok(self.0.restart(integration).await?)
    }

    async fn mirrors(&self, integration: i64) -> Result<Mirrors, RuntimeError> {
        Ok(super::deletion::mirrors(self.0.home(), integration).await)
    }

    async fn send(&self, channel: &Channel, notification: &Notification) -> Result<(), String> {
        super::notify::send(self.0.home(), channel, notification).await
    }

    async fn upstream(&self, integration: &Integration) -> Result<Upstream, RuntimeError> {
        let spec = self.0.spec(integration, None).await?;
        let mut quotas = Vec::new();
        for (host, credential) in weir_ingest::budget_keys(&spec) {
            quotas.extend(self.0.home().control.budgets(&host, &credential).await?);
        }
        let hosts = self.0.upstream(&spec).map(|upstream| HostState {
            host: upstream.host,
            breaker: upstream.breaker.to_owned(),
            open_until: upstream.next_attempt,
            concurrency: upstream.limit as u64,
            in_flight: upstream.in_flight as u64,
        });
        Ok(Upstream {
            quotas,
            hosts: hosts.into_iter().collect(),
        })
    }

    async fn authorize_url(
        &self,
        authorization: &Authorization,
        state: &SecretString,
    ) -> Result<Option<String>, RuntimeError> {
        let integration = self
            .0
            .home()
            .control
            .integration(authorization.integration)
            .await?;
        let spec = self.0.spec(&integration, None).await?;
        weir_ingest::authorize_url(&spec, &authorization.redirect, state, &authorization.verifier).map_err(
            |error| RuntimeError::Invalid {
                message: error.to_string(),
            },
        )
    }

    async fn authorize(&self, authorization: Authorization, code: SecretString) -> Result<(), RuntimeError> {
        let control = &self.0.home().control;
        let integration = control.integration(authorization.integration).await?;
        let spec = self.0.spec(&integration, None).await?;
        let secrets = self
            .0
            .authorize(&spec, &code, &authorization)
            .await
            .map_err(|error| RuntimeError::Invalid {
                message: error.to_string(),
            })?;
        let secrets = secrets.into_iter().map(|(name, secret)| (name, Some(secret)));
        let change = IntegrationChange {
            secrets: secrets.collect(),
            ..IntegrationChange::default()
        };
        control.update_integration(integration.id, change).await?;
        Ok(())
    }

    async fn coverage(&self, integration: i64) -> Result<BTreeMap<String, Vec<(Time, Time)>>, RuntimeError> {
        let mut coverage = BTreeMap::new();
        for cursor in self.0.home().control.cursors(integration).await? {
            let Ok(state) = serde_json::from_value::<CursorState>(cursor.state) else {
                continue;
            };
            let read = state.covered.intervals().to_vec();
            coverage
                .entry(cursor.stream)
                .and_modify(|all: &mut Vec<(Time, Time)>| *all = intersection(all, &read))
                .or_insert(read);
        }
        Ok(coverage)
    }
}

/// The moments that both lists of ascending intervals hold.
fn intersection(left: &[(Time, Time)], right: &[(Time, Time)]) -> Vec<(Time, Time)> {
    let mut both = Vec::new();
    for (from, to) in left {
        for (other_from, other_to) in right {
            let (from, to) = (*from.max(other_from), *to.min(other_to));
            if from < to {
                both.push((from, to));
            }
        }
    }
    both
}

impl From<RunError> for RuntimeError {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Control(error) => Self::Control(error),
            RunError::Lake(error) => Self::Lake(error),
            RunError::Running { .. } | RunError::Deleting { .. } => Self::Conflict {
                message: error.to_string(),
            },
            RunError::UnknownKind { .. } => Self::Invalid {
                message: error.to_string(),
            },
            RunError::Mirror { .. } | RunError::Store(_) => Self::Internal {
                message: error.to_string(),
            },
        }
    }
}
