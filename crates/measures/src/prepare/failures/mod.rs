//! What the project counts as failures in production, and which deployment caused each.

mod causes;
mod incidents;
mod itself;
mod reverts;

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;

pub(crate) use incidents::Incident;
pub(crate) use reverts::Revert;

use super::changes::{Changes, Reach};
use super::deployments::Deployment;
use super::graph::Graph;
use super::repositories::{Place, Repositories};
use super::write::Columns;
use crate::settings::FailureSettings;

/// How a failure was tied to its deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// A revert names the change, and the deployment shipped it.
    Revert,
    /// The incident names the deployment, a commit or a pull request.
    Cause,
    /// The last deployment of the repository before the incident.
    Window,
    /// The deployment failed.
    Itself,
}

impl Link {
    fn word(self) -> &'static str {
        match self {
            Self::Revert => "revert",
            Self::Cause => "named cause",
            Self::Window => "last deployment before it",
            Self::Itself => "the deployment itself",
        }
    }
}

#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) id: String,
    /// `incident`, `revert` or `failed_deployment`.
    pub(crate) kind: &'static str,
    pub(crate) title: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) repository: Option<Place>,
    pub(crate) author: Option<String>,
    /// When people noted it.
    pub(crate) opened: i64,
    /// The deployment that caused it, and how that is known.
    pub(crate) cause: Option<(usize, Link)>,
    /// Why it is not known.
    pub(crate) unattributed: Option<&'static str>,
    /// The change that a revert takes back.
    pub(crate) reverts: Option<String>,
    /// When service was restored.
    pub(crate) restored: Option<i64>,
    /// Why that is not known.
    pub(crate) unrestored: Option<&'static str>,
    /// Why it is not a failure after all.
    pub(crate) excluded: Option<&'static str>,
}

impl Failure {
    /// When it began: with the deployment where the link is stated, else when people noted it. An assumed link must not
    /// move a measured time.
    fn started(&self, deployments: &[Deployment]) -> Option<i64> {
        match self.cause {
            Some((deployment, Link::Revert | Link::Cause | Link::Itself)) => {
                Some(deployments[deployment].at.min(self.opened))
            }
            _ if self.kind == "revert" => None,
            _ => Some(self.opened),
        }
    }

    fn environment<'a>(&self, deployments: &'a [Deployment]) -> Option<&'a str> {
        self.cause
            .map(|(deployment, _)| deployments[deployment].environment.as_str())
    }
}

/// All that failures are derived from.
pub(crate) struct World<'a> {
    pub(crate) settings: &'a FailureSettings,
    pub(crate) deployments: &'a [Deployment],
    pub(crate) changes: &'a Changes,
    pub(crate) reach: &'a Reach,
    pub(crate) graph: &'a Graph,
}

/// The failures in order of time.
pub(crate) fn find(world: &World<'_>, incidents: Vec<Incident>, reverts: Vec<Revert>) -> Vec<Failure> {
    let mut failures: Vec<Failure> = incidents
        .into_iter()
        .map(|incident| incident.failure(world))
        .collect();
    failures.extend(reverts.into_iter().map(|revert| revert.failure(world)));
    if world.settings.failed_deployments {
        failures.extend(itself::failed(world.deployments));
    }
    failures.sort_by(|a, b| (a.opened, &a.id).cmp(&(b.opened, &b.id)));
    failures
}

/// The table `project_failures` that metrics read.
pub(crate) fn table(
    failures: &[Failure],
    deployments: &[Deployment],
    repositories: &Repositories,
) -> Result<RecordBatch, ArrowError> {
    let all = || failures.iter();
    let cause = || all().map(|failure| failure.cause.map(|(at, _)| &deployments[at]));
    Columns::default()
        .texts("id", all().map(|f| Some(f.id.as_str())))
        .texts("kind", all().map(|f| Some(f.kind)))
        .texts("title", all().map(|f| f.title.as_deref()))
        .texts("url", all().map(|f| f.url.as_deref()))
        .texts(
            "repository",
            all().map(|f| f.repository.map(|place| repositories.name(place))),
        )
        .texts("environment", all().map(|f| f.environment(deployments)))
        .texts("author", all().map(|f| f.author.as_deref()))
        .times("opened_at", all().map(|f| Some(f.opened)))
        .times("started_at", all().map(|f| f.started(deployments)))
        .times("restored_at", all().map(|f| f.restored))
        .texts("deployment_id", cause().map(|d| d.map(|d| d.id.as_str())))
        .times("deployed_at", cause().map(|d| d.map(|d| d.at)))
        .texts("deployment", cause().map(|d| d.map(|d| d.title.as_str())))
        .texts(
            "deployment_url",
            cause().map(|d| d.and_then(|d| d.url.as_deref())),
        )
        .texts(
            "attributed_by",
            all().map(|f| f.cause.map(|(_, link)| link.word())),
        )
        .texts("reverts_id", all().map(|f| f.reverts.as_deref()))
        .texts("unattributed_because", all().map(|f| f.unattributed))
        .texts("unrestored_because", all().map(|f| f.unrestored))
        .texts("excluded_because", all().map(|f| f.excluded))
        .finish()
}
