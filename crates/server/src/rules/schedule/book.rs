use std::collections::BTreeMap;

use weir_control::{Control, ControlError, Failing, Integration, Schedule, Task};
use weir_model::Time;

use super::{Moment, Next, next};

/// What decides about all integrations, read with few queries.
pub(crate) struct Book {
    now: Time,
    schedules: BTreeMap<i64, Schedule>,
    last: BTreeMap<i64, Task>,
    full: BTreeMap<i64, Time>,
    failing: BTreeMap<i64, Failing>,
}

impl Book {
    pub(crate) async fn load(control: &Control) -> Result<Self, ControlError> {
        Ok(Self {
            now: chrono::Utc::now().into(),
            schedules: control.schedules().await?,
            last: control.last_tasks().await?,
            full: control.last_full_passes().await?,
            failing: control.failing().await?,
        })
    }

    pub(crate) fn now(&self) -> Time {
        self.now
    }

    pub(crate) fn schedule(&self, integration: i64) -> Schedule {
        self.schedules.get(&integration).cloned().unwrap_or_default()
    }

    pub(crate) fn last(&self, integration: i64) -> Option<&Task> {
        self.last.get(&integration)
    }

    pub(crate) fn failing(&self, integration: i64) -> Option<&Failing> {
        self.failing.get(&integration)
    }

    pub(crate) fn next(&self, integration: &Integration) -> Next {
        let id = integration.id;
        next(&Moment {
            now: self.now,
            integration,
            schedule: &self.schedule(id),
            last: self.last(id),
            last_full: self.full.get(&id).copied(),
            failing: self.failing(id),
        })
    }
}
