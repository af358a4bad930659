//! The metrics: one SQL file each, its header in comments.

mod header;

use std::sync::LazyLock;

use crate::MeasureError;
use crate::aggregate::Aggregate;
use crate::settings::{StageChain, StageEvent, StageRule};

/// A metric: the facts in its file's header and the query below them.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Id: the file's name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Unit of the values.
    pub unit: String,
    /// `up` when more is better, `down` when less is, `none` when neither is.
    pub direction: String,
    /// Section of the catalogue: one of [`AREAS`].
    pub area: String,
    /// Whose other definition of a metric this is.
    pub variant: Option<Variant>,
    /// Column with the account or address of the person an item belongs to.
    pub person: Option<String>,
    /// Column whose different keys some aggregates count.
    pub distinct: Option<String>,
    /// Column with the weight of each item.
    pub weight: Option<String>,
    /// Column with the moment until which an item lasts. Such a metric is a level: what lasts at the end of a range or bucket,
    /// each item's value being its age then.
    pub until: Option<String>,
    /// The aggregates it knows, the default first.
    pub aggregates: Vec<Aggregate>,
    /// Limits of its grades, best first.
    pub bands: Vec<Band>,
    /// What it is computed from: names of [`Need`]s.
    pub needs: Vec<Need>,
    /// Columns it can be broken down by, with their titles.
    pub dimensions: Vec<Named>,
    /// Columns that are parts of the value, with their titles.
    pub stages: Vec<Named>,
    /// Moments that may begin or end a stage of one's own, with their titles; without them it goes by its stages only.
    pub events: Vec<Named>,
    /// Of the events: the one that begins its time, and those that end its stages.
    pub chain: Vec<String>,
    /// The view with those of the events that its query does not give, by the item's `id`.
    pub moments: Option<String>,
    /// Columns worth showing, with kind and title.
    pub columns: Vec<ShownColumn>,
    /// Where the definition comes from.
    pub sources: Vec<String>,
    /// Version of the definition.
    pub version: u32,
    /// Definition in words, with what was decided where sources disagree.
    pub definition: String,
    /// The query: one row per item.
    pub sql: String,
}

/// Sections of the catalogue, in the order people read them.
pub const AREAS: [&str; 6] = [
    "dora",
    "pull_requests",
    "commits",
    "pipelines",
    "issues",
    "sprints",
];

/// Another product's definition of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Id of the metric.
    pub of: String,
    /// Who defines it so.
    pub by: String,
}

/// A column and its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Name of the column.
    pub name: String,
    /// Title.
    pub title: String,
}

/// A column of the drill-down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownColumn {
    /// Name of the column.
    pub name: String,
    /// `time`, `text`, `number`, `hours`, `link` or `bool`.
    pub kind: String,
    /// Title.
    pub title: String,
}

/// One grade.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// `elite`, `high`, `medium` or `low`; by stages of one's own `good`, `acceptable` or `slow`.
    pub level: String,
    /// The limit; the last band has none.
    pub limit: Option<Limit>,
    /// What it takes, in words.
    pub text: String,
}

/// What a value must be to reach a band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// Less than.
    Below(f64),
    /// At most.
    AtMost(f64),
    /// More than.
    Above(f64),
    /// At least.
    AtLeast(f64),
}

impl Limit {
    /// Whether the value is within.
    pub fn holds(self, value: f64) -> bool {
        match self {
            Self::Below(limit) => value < limit,
            Self::AtMost(limit) => value <= limit,
            Self::Above(limit) => value > limit,
            Self::AtLeast(limit) => value >= limit,
        }
    }
}

/// A kind of data that a metric cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Need {
    /// Pull requests, or the commits of a repository that has none.
    Changes,
    /// Deployments by the project's rules.
    Deployments,
    /// Commits and their parents.
    CommitGraph,
    /// Issues or pull requests, by what the project counts as a failure.
    Failures,
    /// Pull requests.
    PullRequests,
    /// Commits.
    Commits,
    /// Files that commits touched.
    CommitFiles,
    /// Runs of pipelines.
    Pipelines,
    /// Issues.
    Issues,
    /// What happened to issues.
    IssueHistory,
    /// Issues that were planned for a sprint.
    Sprints,
}

impl Need {
    pub(crate) const ALL: [(&'static str, Self); 11] = [
        ("changes", Self::Changes),
        ("deployments", Self::Deployments),
        ("commit_graph", Self::CommitGraph),
        ("failures", Self::Failures),
        ("pull_requests", Self::PullRequests),
        ("commits", Self::Commits),
        ("commit_files", Self::CommitFiles),
        ("pipelines", Self::Pipelines),
        ("issues", Self::Issues),
        ("issue_history", Self::IssueHistory),
        ("sprints", Self::Sprints),
    ];

    /// Its name in headers and in the API.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, need)| *need == self)
            .map_or("", |(name, _)| name)
    }
}

macro_rules! files {
    ($($id:literal),* $(,)?) => {
        &[$(($id, include_str!(concat!("../../metrics/", $id, ".sql")))),*]
    };
}

const FILES: &[(&str, &str)] = files![
    "deployment_frequency",
    "lead_time",
    "change_failure_rate",
    "time_to_restore",
    "pull_request_cycle_time",
    "pull_requests_opened",
    "pull_requests_merged",
    "pull_requests_closed",
    "pull_requests_open",
    "time_to_first_review",
    "first_review_to_merge",
    "time_to_approval",
    "review_collaboration",
    "comment_density",
    "change_size",
    "commits",
    "committers",
    "coding_days",
    "lines_changed",
    "rework",
    "legacy_rework",
    "technology_breadth",
    "repository_breadth",
    "pipeline_runs",
    "pipeline_success_rate",
    "pipeline_duration",
    "pipeline_queue_time",
    "pipeline_job_duration",
    "issues_opened",
    "issues_closed",
    "story_points_closed",
    "issue_backlog",
    "issue_lead_time",
    "issue_cycle_time",
    "issue_resolution_time",
    "issue_response_time",
    "issue_first_assignee_time",
    "issue_time_in_status",
    "issue_bounces",
    "issue_hops",
    "issue_stage_bounces",
    "issue_hotspots",
    "issue_hygiene",
    "release_time",
    "sprint_delivered_points",
    "sprint_committed_points",
    "sprint_creep_points",
    "sprint_commit_done_ratio_points",
    "sprint_delivered_to_commit_points",
    "sprint_creep_to_commit_points",
    "sprint_delivered_issues",
    "sprint_committed_issues",
    "sprint_creep_issues",
    "sprint_commit_done_ratio_issues",
    "sprint_delivered_to_commit_issues",
    "sprint_creep_to_commit_issues",
    "variants/change_failure_rate_devlake",
    "variants/change_failure_rate_four_keys",
    "variants/change_failure_rate_gitlab",
    "variants/change_failure_rate_middleware",
    "variants/change_failure_rate_sei",
    "variants/deployment_frequency_devlake",
    "variants/deployment_frequency_four_keys",
    "variants/deployment_frequency_gitlab",
    "variants/deployment_frequency_middleware",
    "variants/lead_time_devlake",
    "variants/lead_time_faros",
    "variants/lead_time_four_keys",
    "variants/lead_time_gitlab",
    "variants/lead_time_middleware",
    "variants/lead_time_middleware_workflow",
    "variants/lead_time_sei",
    "variants/rework_by_lines",
    "variants/time_to_restore_devlake",
    "variants/time_to_restore_four_keys",
    "variants/time_to_restore_gitlab",
    "variants/time_to_restore_middleware",
    "variants/time_to_restore_sei",
];

/// Every metric that comes with the product, in the order people read them.
pub static METRICS: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    let read = |(path, text): &(&str, &str)| {
        let id = path.rsplit('/').next().unwrap_or(path);
        Metric::parse(id, text).expect("a test reads every metric file")
    };
    FILES.iter().map(read).collect()
});

impl Metric {
    /// The stages it comes with, as one would define them oneself.
    pub fn own_chain(&self) -> Option<StageChain> {
        let mut events = self
            .chain
            .iter()
            .map(|name| StageEvent::Moment { name: name.clone() });
        let start = events.next()?;
        let stages = self.stages.iter().zip(events).map(|(stage, end)| StageRule {
            title: stage.title.clone(),
            end,
            good_hours: None,
            acceptable_hours: None,
        });
        Some(StageChain {
            start,
            stages: stages.collect(),
        })
    }

    /// Whether its items are issues, which go through statuses.
    pub fn has_statuses(&self) -> bool {
        self.area == "issues"
    }

    /// All definitions of what this metric measures: the product's own, then those of others.
    pub fn definitions(&self) -> impl Iterator<Item = &'static Metric> {
        let of = self.variant.as_ref().map_or(&self.id, |variant| &variant.of);
        let (own, others): (Vec<_>, Vec<_>) = METRICS
            .iter()
            .filter(|metric| {
                metric.id == *of || metric.variant.as_ref().is_some_and(|variant| variant.of == *of)
            })
            .partition(|metric| metric.variant.is_none());
        own.into_iter().chain(others)
    }
}

/// The metric of that id.
pub fn metric(id: &str) -> Result<&'static Metric, MeasureError> {
    METRICS.iter().find(|metric| metric.id == id).ok_or_else(|| {
        let known: Vec<&str> = METRICS.iter().map(|metric| metric.id.as_str()).collect();
        MeasureError::unknown("metric", id, &known)
    })
}

#[cfg(test)]
mod tests;
