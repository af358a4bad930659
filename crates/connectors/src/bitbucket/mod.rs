//! Bitbucket: Cloud, and Data Center with its predecessor Server.

pub mod cloud;
pub mod dc;
mod gaps;
mod webhooks;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use weir_connect::{
    AuthMethod, BaseUrl, Budget, Category, Check, Choice, Connector, Cost, ErrorRule, Load, Stream,
};

use crate::git::ways::by_git;
use crate::on;

/// What to ingest from Bitbucket.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Bitbucket")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch that people set by itself"
)]
pub struct Config {
    /// `cloud` (bitbucket.org) or `data_center` (also Server).
    #[serde(default = "in_the_cloud")]
    #[schemars(title = "Deployment", extend("enum" = ["cloud", "data_center"]))]
    pub deployment: String,
    /// Root of the API. Leave empty for Bitbucket Cloud. Of Data Center, the address as in the browser, with its context
    /// path if it has one.
    #[schemars(title = "Address", url, default = "default_url")]
    pub url: Option<String>,
    /// Workspaces whose repositories are all ingested, also those that are created later.
    #[serde(default)]
    #[schemars(title = "Workspaces", inner(regex(pattern = r"^[A-Za-z0-9_.-]+$")))]
    pub workspaces: Vec<String>,
    /// Projects whose repositories are all ingested, as `workspace/KEY`; of Data Center, as `KEY`.
    #[serde(default)]
    #[schemars(
        title = "Projects",
        inner(regex(pattern = r"^([A-Za-z0-9_.-]+/)?~?[A-Za-z0-9_.-]+$"))
    )]
    pub projects: Vec<String>,
    /// Single repositories, as `workspace/repository`; of Data Center, as `KEY/repository`.
    #[serde(default)]
    #[schemars(
        title = "Repositories",
        inner(regex(pattern = r"^~?[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$"))
    )]
    pub repositories: Vec<String>,
    /// Commits with, unless the way to read them leaves that out, their files and lines.
    #[serde(default = "on")]
    #[schemars(title = "Fetch commits")]
    pub fetch_commits: bool,
    /// `git`: all commits with their files and lines, branches and tags, by a mirror of each repository. Of Data Center,
    /// where git is not allowed, commits of the default branch by the API, which counts no lines: `metadata` takes a
    /// request for 100 commits and leaves out their files, so that issue hotspots and technologies have nothing to count;
    /// `paths` takes one more request for each commit, with its files. Cloud is always read by git.
    #[serde(default = "by_git")]
    #[schemars(title = "Read commits by", extend("enum" = ["git", "metadata", "paths"]))]
    pub commits: String,
    /// Count added and deleted lines of commits in the mirror. Without, file contents are not copied: a fifth of the
    /// bytes, and files are still listed.
    #[serde(default = "on")]
    #[schemars(title = "Count lines")]
    pub count_lines: bool,
    /// Pull requests with approvals, comments and what happened to them.
    #[serde(default = "on")]
    #[schemars(title = "Fetch pull requests")]
    pub fetch_pull_requests: bool,
    /// The commits of each pull request: one request for each that changed.
    #[serde(default = "on")]
    #[schemars(title = "Fetch commits of pull requests")]
    pub fetch_pull_request_commits: bool,
    /// How many lines and files each pull request changes: one request for each that changed.
    #[serde(default = "on")]
    #[schemars(title = "Fetch sizes of pull requests")]
    pub fetch_diffstat: bool,
    /// Builds that other tools report of each pull request: one request for each that changed.
    #[serde(default = "on")]
    #[schemars(title = "Fetch build statuses")]
    pub fetch_build_statuses: bool,
    /// Issues with comments, where the repository has an issue tracker.
    #[serde(default = "on")]
    #[schemars(title = "Fetch issues")]
    pub fetch_issues: bool,
    /// What was changed of issues when: one request for each that changed.
    #[serde(default = "on")]
    #[schemars(title = "Fetch the history of issues")]
    pub fetch_issue_history: bool,
    /// Pipelines.
    #[serde(default = "on")]
    #[schemars(title = "Fetch pipelines")]
    pub fetch_pipelines: bool,
    /// The steps of each pipeline: one request for each.
    #[serde(default = "on")]
    #[schemars(title = "Fetch steps of pipelines")]
    pub fetch_pipeline_steps: bool,
    /// Environments and the deployments to them.
    #[serde(default = "on")]
    #[schemars(title = "Fetch deployments")]
    pub fetch_deployments: bool,
    /// Accounts of the workspaces' members; of Data Center, of everybody who may use it.
    #[serde(default = "on")]
    #[schemars(title = "Fetch users")]
    pub fetch_users: bool,
}

/// Choice of the configuration.
const DEPLOYMENT: &str = "deployment";
const CLOUD: Choice = (DEPLOYMENT, "cloud");
const DATA_CENTER: Choice = (DEPLOYMENT, "data_center");

fn in_the_cloud() -> String {
    CLOUD.1.to_owned()
}

fn default_url() -> &'static str {
    cloud::URL
}

/// The connector.
pub static CONNECTOR: Connector = Connector {
    id: "bitbucket",
    title: "Bitbucket",
    category: Category::SourceControl,
    about: "Repositories, commits, pull requests, approvals, issues, deployments and pipelines.",
    docs: "https://developer.atlassian.com/cloud/bitbucket/rest/intro/",
    config_schema: || schemars::schema_for!(Config),
    base_url: BaseUrl {
        default: Some(cloud::URL),
        example: "https://bitbucket.example.com",
    },
    graphql_url: None,
    auth: &joined::<AuthMethod, { cloud::AUTH.len() + dc::AUTH.len() }>(cloud::AUTH, dc::AUTH),
    headers: &[("accept", "application/json")],
    budget: cloud::BUDGET,
    budgets: BUDGETS,
    checks: &joined::<Check, { cloud::CHECKS.len() + dc::CHECKS.len() }>(cloud::CHECKS, dc::CHECKS),
    errors: &joined::<ErrorRule, { cloud::ERRORS.len() + dc::ERRORS.len() }>(dc::ERRORS, cloud::ERRORS),
    streams: &joined::<Stream, { cloud::STREAMS.len() + dc::STREAMS.len() }>(cloud::STREAMS, dc::STREAMS),
    gaps: gaps::GAPS,
    plan,
    webhooks: Some(&webhooks::WEBHOOKS),
};

const BUDGETS: &[(Choice, Budget)] = &[(DATA_CENTER, dc::BUDGET)];

/// Both lists, one behind the other.
const fn joined<T: Copy, const N: usize>(one: &[T], other: &[T]) -> [T; N] {
    let mut all = [if one.is_empty() { other[0] } else { one[0] }; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < one.len() {
            one[at]
        } else {
            other[at - one.len()]
        };
        at += 1;
    }
    all
}

fn plan(load: &Load) -> Cost {
    if load.variant == Some(DATA_CENTER.1) {
        dc::plan(load)
    } else {
        cloud::plan(load)
    }
}
