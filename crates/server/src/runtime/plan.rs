//! What a task is going to cost, worked out before it begins.

use weir_control::ControlError;
use weir_ingest::{IntegrationSpec, Plan};
use weir_model::Time;

use super::supervisor::now;
use super::{RunError, Supervisor};
use crate::api::runtime::{RuntimeError, Trial};
use crate::rules;

/// Settings as the engine takes them.
pub(super) fn of_trial(supervisor: &Supervisor, trial: Trial) -> IntegrationSpec {
    IntegrationSpec {
        // What renews itself must be stored where it came from.
        id: trial.stored.unwrap_or(0).to_string(),
        name: trial.connector.title.to_owned(),
        connector: trial.connector,
        config: trial.config,
        secrets: trial.secrets,
        data_dir: supervisor.home().mirrors().join("trial"),
        since: None,
    }
}

impl Supervisor {
    /// What a sync of these settings would cost, so many days deep.
    pub(super) async fn preview(&self, trial: Trial, depth_days: Option<u32>) -> Result<Plan, RuntimeError> {
        let stored = trial.stored;
        let mut spec = of_trial(self, trial);
        spec.config = self.with_account_settings(&spec.config).await?;
        spec.since = depth_days.map(|days| Time(now().0 - i64::from(days) * rules::schedule::DAY));
        let earlier = match stored {
            Some(id) => self.earlier(id).await.map_err(RunError::from)?,
            None => Vec::new(),
        };
        let plan = self.engine().preview(&spec, &earlier).await;
        plan.map_err(|error| RuntimeError::Invalid {
            message: error.to_string(),
        })
    }

    /// Notes what a task is going to cost. That nothing can be said of it stops nothing: the task itself says why.
    pub(super) async fn note_plan(&self, task: i64, spec: &IntegrationSpec) {
        let noted = async {
            let Ok(integration) = spec.id.parse() else {
                return Ok(());
            };
            let earlier = self.earlier(integration).await?;
            let Ok(plan) = self.engine().preview(spec, &earlier).await else {
                return Ok(());
            };
            let plan = serde_json::to_value(&plan).unwrap_or_default();
            self.home().control.set_plan(task, &plan).await
        };
        if let Err(error) = noted.await {
            tracing::warn!(task.id = task, error = %error, "a plan could not be stored: {error}");
        }
    }

    /// What the newest syncs of an integration took.
    async fn earlier(&self, integration: i64) -> Result<Vec<weir_ingest::Spent>, ControlError> {
        let control = &self.home().control;
        let tasks = control.tasks(integration, None, rules::plan::LOOKED_AT).await?;
        Ok(rules::plan::earlier(&tasks))
    }
}
