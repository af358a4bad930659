//! What the project counts as deployments.

mod describe;
mod pipelines;
mod records;

use std::collections::HashSet;

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use weir_lake::{LakeError, Session};

pub(crate) use describe::{describe, list};

use super::repositories::{Place, Repositories};
use super::write::Columns;
use crate::settings::DeploymentRule;

/// How a deployment ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Success,
    Failure,
    /// Not over, or not known.
    Undecided,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Undecided => "undecided",
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Deployment {
    pub(crate) id: String,
    pub(crate) repository: Place,
    pub(crate) environment: String,
    pub(crate) sha: Option<String>,
    pub(crate) outcome: Outcome,
    pub(crate) started: Option<i64>,
    /// When it succeeded or failed; while undecided, the last moment known of it.
    pub(crate) at: i64,
    pub(crate) title: String,
    pub(crate) url: Option<String>,
    pub(crate) author: Option<String>,
    /// Which kind of rule counted it.
    pub(crate) rule: &'static str,
    /// Why it is undecided.
    pub(crate) because: Option<&'static str>,
}

/// Where the deployments come from.
#[derive(Debug)]
pub(crate) struct Found {
    /// In order of time.
    pub(crate) deployments: Vec<Deployment>,
    pub(crate) rules: Vec<DeploymentRule>,
    /// Whether the rules were detected, as the project sets none.
    pub(crate) detected: bool,
    /// Time of the oldest record the rules looked at, counted or not: before it nothing is known.
    pub(crate) known_since: Option<i64>,
}

/// Reads the deployments by the project's rules, or by the first rule that finds any.
pub(crate) async fn find(
    session: &Session,
    rules: &[DeploymentRule],
    repositories: &mut Repositories,
    pull_requests: &[RecordBatch],
) -> Result<Found, LakeError> {
    let mut reader = Reader {
        session,
        repositories,
        pull_requests,
        known_since: None,
    };
    let mut found = Vec::new();
    let (mut used, detected) = (rules.to_vec(), rules.is_empty());
    if detected {
        for rule in DETECTED {
            reader.known_since = None;
            found = reader.read(&rule).await?;
            if !found.is_empty() {
                used = vec![rule];
                break;
            }
        }
    } else {
        for rule in rules {
            found.extend(reader.read(rule).await?);
        }
    }
    let known_since = reader.known_since;
    let mut seen = HashSet::new();
    found.retain(|deployment| seen.insert(deployment.id.clone()));
    found.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    Ok(Found {
        deployments: found,
        rules: used,
        detected,
        known_since,
    })
}

/// What is looked for, in order, when a project says nothing.
const DETECTED: [DeploymentRule; 4] = [
    DeploymentRule::Deployments {
        environments: Vec::new(),
    },
    DeploymentRule::Releases { prereleases: false },
    DeploymentRule::Tags { patterns: Vec::new() },
    DeploymentRule::Merges { branches: Vec::new() },
];

/// Reads the records that rules speak of.
struct Reader<'a> {
    session: &'a Session,
    repositories: &'a mut Repositories,
    pull_requests: &'a [RecordBatch],
    known_since: Option<i64>,
}

impl Reader<'_> {
    async fn read(&mut self, rule: &DeploymentRule) -> Result<Vec<Deployment>, LakeError> {
        match rule {
            DeploymentRule::WorkflowRuns {
                names,
                branches,
                jobs,
                environment,
            } => self.runs(names, branches, jobs, environment.as_deref()).await,
            DeploymentRule::Deployments { environments } => self.recorded(environments).await,
            DeploymentRule::Releases { prereleases } => self.releases(*prereleases).await,
            DeploymentRule::Tags { patterns } => self.tags(patterns).await,
            DeploymentRule::Merges { branches } => Ok(self.merges(branches)),
        }
    }

    fn saw(&mut self, at: Option<i64>) {
        self.known_since = [self.known_since, at].into_iter().flatten().min();
    }
}

/// The table `project_deployments` that metrics read.
pub(crate) fn table(
    deployments: &[Deployment],
    repositories: &Repositories,
) -> Result<RecordBatch, ArrowError> {
    let all = || deployments.iter();
    Columns::default()
        .texts("id", all().map(|d| Some(d.id.as_str())))
        .texts(
            "repository_id",
            all().map(|d| Some(repositories.all[d.repository].id.as_str())),
        )
        .texts("repository", all().map(|d| Some(repositories.name(d.repository))))
        .texts("environment", all().map(|d| Some(d.environment.as_str())))
        .texts("sha", all().map(|d| d.sha.as_deref()))
        .texts("result", all().map(|d| Some(d.outcome.word())))
        .times("started_at", all().map(|d| d.started))
        .times(
            "finished_at",
            all().map(|d| (d.outcome != Outcome::Undecided).then_some(d.at)),
        )
        .times("happened_at", all().map(|d| Some(d.at)))
        .texts("title", all().map(|d| Some(d.title.as_str())))
        .texts("url", all().map(|d| d.url.as_deref()))
        .texts("author", all().map(|d| d.author.as_deref()))
        .texts("rule", all().map(|d| Some(d.rule)))
        .texts("undecided_because", all().map(|d| d.because))
        .finish()
}
