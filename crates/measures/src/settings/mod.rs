//! What shapes a project's numbers.

mod classes;
mod stages;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_lake::Calendar;

use crate::MeasureError;
pub use classes::{ChangeClass, ClassRule, ClassSubject};
pub use stages::{StageChain, StageEvent, StageRule};

/// What counts as a deployment and as a failure in one project. Shown beside every number it shapes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProjectSettings {
    /// What counts as a deployment; a thing that matches any rule counts. Empty: detected from the data.
    pub deployments: Vec<DeploymentRule>,
    /// What counts as a failure in production.
    pub failures: FailureSettings,
    /// Leaves out changes that bots opened.
    pub exclude_bots: bool,
    /// Parts of lead and cycle times that do not count: `coding`, `pickup`, `review`, `merge`, `deploy`, …
    pub skipped_stages: Vec<String>,
    /// Times in stages of one's own, by the id of their metric; other metrics go by the stages they come with.
    pub stages: BTreeMap<String, StageChain>,
    /// What a change is for: the first rule that matches it gives its class. Empty: by names that many teams use.
    pub change_classes: Vec<ClassRule>,
    /// Where days begin: a name of the IANA time zone database.
    pub time_zone: String,
    /// Counts only these hours of the week in every duration; all hours when absent.
    pub working_hours: Option<WorkingHours>,
}

impl ProjectSettings {
    /// Where days begin.
    pub(crate) fn zone(&self) -> Result<chrono_tz::Tz, MeasureError> {
        self.time_zone.parse().map_err(|_| {
            MeasureError::Setting(format!(
                "there is no time zone `{}`; write it as in `Europe/Berlin`",
                self.time_zone
            ))
        })
    }

    /// The hours that count, if not all do.
    pub(crate) fn calendar(&self) -> Result<Option<Calendar>, MeasureError> {
        let Some(hours) = &self.working_hours else {
            return Ok(None);
        };
        let calendar = Calendar::new(&self.time_zone, &hours.days, hours.from_minute, hours.to_minute);
        let unusable = || {
            MeasureError::Setting(
                "the working hours hold no time: choose days from 1 (Monday) to 7 and an end after the beginning".to_owned(),
            )
        };
        calendar.map(Some).ok_or_else(unusable)
    }

    /// Whether the settings can be used at all, to be asked before they are stored.
    pub fn check(&self) -> Result<(), MeasureError> {
        self.zone()?;
        self.calendar()?;
        stages::check(&self.stages)?;
        classes::check(&self.change_classes)
    }
}

/// The hours of the week in which people work, in the project's time zone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkingHours {
    /// Days of the week, 1 is Monday.
    pub days: Vec<u8>,
    /// Minute of the day at which work begins: 540 is 9:00.
    pub from_minute: u16,
    /// Minute of the day at which it ends: 1020 is 17:00.
    pub to_minute: u16,
}

impl WorkingHours {
    /// In words.
    pub(crate) fn describe(&self, zone: &str) -> String {
        const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let days: Vec<&str> = self
            .days
            .iter()
            .filter_map(|day| NAMES.get(usize::from(day.checked_sub(1)?)).copied())
            .collect();
        let clock = |minute: u16| format!("{}:{:02}", minute / 60, minute % 60);
        format!(
            "{} from {} to {} in {zone}",
            days.join(", "),
            clock(self.from_minute),
            clock(self.to_minute)
        )
    }
}

impl Default for ProjectSettings {
    fn default() -> Self {
        Self {
            deployments: Vec::new(),
            failures: FailureSettings::default(),
            exclude_bots: true,
            skipped_stages: Vec::new(),
            stages: BTreeMap::new(),
            change_classes: Vec::new(),
            time_zone: "UTC".to_owned(),
            working_hours: None,
        }
    }
}

/// One way a deployment shows. Patterns know `*` and `?`, and do not tell upper from lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DeploymentRule {
    /// Runs of a pipeline.
    WorkflowRuns {
        /// Patterns for the pipeline's name; empty: every pipeline.
        #[serde(default)]
        names: Vec<String>,
        /// Patterns for the branch it ran on; empty: every branch.
        #[serde(default)]
        branches: Vec<String>,
        /// Patterns for the job that deploys. When given, the job's result and end count, not the run's.
        #[serde(default)]
        jobs: Vec<String>,
        /// The environment such a run deploys to.
        #[serde(default)]
        environment: Option<String>,
    },
    /// Deployments that the code host or a delivery tool recorded.
    Deployments {
        /// Patterns for the environment; empty: those marked or named as production.
        #[serde(default)]
        environments: Vec<String>,
    },
    /// Published releases.
    Releases {
        /// Whether those marked as pre-releases count as well.
        #[serde(default)]
        prereleases: bool,
    },
    /// Tags.
    Tags {
        /// Patterns for the tag's name; empty: every tag.
        #[serde(default)]
        patterns: Vec<String>,
    },
    /// Pull requests merged to a branch.
    Merges {
        /// Patterns for the branch; empty: the repository's default branch.
        #[serde(default)]
        branches: Vec<String>,
    },
}

/// What counts as a failure in production.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FailureSettings {
    /// Patterns for labels that make an issue an incident.
    pub issue_labels: Vec<String>,
    /// Whether a pull request that reverts a deployed one is a failure of that deployment.
    pub revert_pull_requests: bool,
    /// Whether a deployment that failed is a failure by itself.
    pub failed_deployments: bool,
    /// An incident that names no cause belongs to the last deployment of its repository at most this long before.
    pub window_hours: u32,
}

impl Default for FailureSettings {
    fn default() -> Self {
        Self {
            issue_labels: vec!["incident".to_owned(), "production incident".to_owned()],
            revert_pull_requests: true,
            failed_deployments: false,
            window_hours: 168,
        }
    }
}
