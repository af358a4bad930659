use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
}

impl Default for ProjectSettings {
    fn default() -> Self {
        Self {
            deployments: Vec::new(),
            failures: FailureSettings::default(),
            exclude_bots: true,
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
