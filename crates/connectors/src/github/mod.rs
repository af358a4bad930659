//! GitHub: github.com, GitHub Enterprise Cloud and GitHub Enterprise Server.

mod errors;
mod gaps;
mod graphql;
mod parts;
mod plan;
pub mod records;
pub mod rest;
mod streams;
mod webhooks;
mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use weir_connect::{
    AuthMethod, BaseUrl, Bucket, Budget, Category, Check, Connector, Credential, QuotaHeaders,
};

use crate::git::ways::by_git;
use crate::on;

/// What to ingest from GitHub. Name at least one organization or repository.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "GitHub")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch that people set by itself"
)]
pub struct Config {
    /// Root of the REST API. Leave empty for github.com; on Enterprise Server it is `https://HOST/api/v3`.
    #[schemars(title = "API address", url, default = "default_url")]
    pub url: Option<String>,
    /// Organizations whose repositories are all ingested, also those that are created later.
    #[serde(default)]
    #[schemars(
        title = "Organizations",
        inner(regex(pattern = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"))
    )]
    pub organizations: Vec<String>,
    /// Single repositories, as `owner/name`.
    #[serde(default)]
    #[schemars(
        title = "Repositories",
        inner(regex(pattern = r"^[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+$"))
    )]
    pub repositories: Vec<String>,
    /// Pull requests with reviews, comments, commits and events.
    #[serde(default = "on")]
    #[schemars(title = "Fetch pull requests")]
    pub fetch_pull_requests: bool,
    /// Issues with comments and events, and milestones.
    #[serde(default = "on")]
    #[schemars(title = "Fetch issues")]
    pub fetch_issues: bool,
    /// Commits with their lines and, unless the way to read them leaves that out, their files.
    #[serde(default = "on")]
    #[schemars(title = "Fetch commits")]
    pub fetch_commits: bool,
    /// `git`: all commits with their files, branches and tags, by a mirror of each repository, which takes no quota.
    /// Where git is not allowed, commits of the default branch by the API: `metadata` takes a request for 100 commits and
    /// leaves out their files, so that rework, issue hotspots and technologies have nothing to count; `lines` takes one
    /// more request for each commit, and leaves out nothing.
    #[serde(default = "by_git")]
    #[schemars(title = "Read commits by", extend("enum" = ["git", "metadata", "lines"]))]
    pub commits: String,
    /// Count added and deleted lines of commits in the mirror. Without, file contents are not copied: a fifth of the
    /// bytes, and files are still listed.
    #[serde(default = "on")]
    #[schemars(title = "Count lines")]
    pub count_lines: bool,
    /// Runs of GitHub Actions workflows.
    #[serde(default = "on")]
    #[schemars(title = "Fetch pipelines")]
    pub fetch_pipelines: bool,
    /// Jobs and steps of those runs.
    #[serde(default = "on")]
    #[schemars(title = "Fetch pipeline steps")]
    pub fetch_pipeline_steps: bool,
    /// Deployments with the states they went through.
    #[serde(default = "on")]
    #[schemars(title = "Fetch deployments")]
    pub fetch_deployments: bool,
    /// Releases.
    #[serde(default = "on")]
    #[schemars(title = "Fetch releases")]
    pub fetch_releases: bool,
    /// Members of the organizations with their e-mail addresses, where the token may see them, and teams.
    #[serde(default = "on")]
    #[schemars(title = "Fetch users")]
    pub fetch_users: bool,
}

const URL: &str = "https://api.github.com";

fn default_url() -> &'static str {
    URL
}

/// On Enterprise Server the GraphQL endpoint is beside the REST root, not below it.
/// <https://docs.github.com/enterprise-server/graphql/guides/forming-calls-with-graphql#the-graphql-endpoint>
fn graphql_url(base: &str) -> String {
    let base = base.trim_end_matches('/');
    format!("{}/graphql", base.strip_suffix("/v3").unwrap_or(base))
}

/// The connector.
pub static CONNECTOR: Connector = Connector {
    id: "github",
    title: "GitHub",
    category: Category::SourceControl,
    about: "Repositories, commits, pull requests, reviews, issues, releases, deployments and GitHub Actions.",
    docs: "https://docs.github.com/rest",
    config_schema: || schemars::schema_for!(Config),
    base_url: BaseUrl {
        default: Some(URL),
        example: "https://github.example.com/api/v3",
    },
    graphql_url: Some(graphql_url),
    auth: AUTH,
    headers: &[
        ("accept", "application/vnd.github+json"),
        ("x-github-api-version", "2022-11-28"),
        ("user-agent", "weir"),
    ],
    budget: BUDGET,
    budgets: &[],
    checks: CHECKS,
    errors: errors::ERRORS,
    streams: streams::STREAMS,
    gaps: gaps::GAPS,
    plan: plan::plan,
    webhooks: Some(&webhooks::WEBHOOKS),
};

/// <https://docs.github.com/rest/authentication/authenticating-to-the-rest-api>
const AUTH: &[AuthMethod] = &[
    AuthMethod::bearer(
        "token",
        "Personal access token",
        "Acts for a person, within that person's quota.",
        &[Credential::new(
            "token",
            "Personal access token",
            "A classic token with the scopes `repo` and `read:org`, or a fine-grained token that has read access to \
             Metadata, Contents, Pull requests, Issues, Actions, Deployments, Checks, Commit statuses (repository) and \
             Members (organization); `read:user` shows e-mail addresses. \
             Where an organization requires single sign-on, authorise the token for it. Several tokens, one a line, \
             add up their quotas; those of one person share one.",
        )
        .several()],
    ),
    AuthMethod::github_app(
        "Has a quota of its own and outlives the people who set it up. The App needs read access to Metadata, \
         Contents, Pull requests, Issues, Actions, Deployments, Checks, Commit statuses and Members.",
    ),
];

/// <https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api>: what a personal token has. The
/// limits by the minute and by server time hold for all buckets together.
const BUDGET: Budget = Budget {
    buckets: &[
        Bucket {
            name: "core",
            per_hour: Some(5000),
            per_minute: Some(900),
        },
        Bucket {
            name: "graphql",
            per_hour: Some(5000),
            per_minute: Some(2000),
        },
    ],
    headers: Some(QuotaHeaders {
        limit: "x-ratelimit-limit",
        remaining: "x-ratelimit-remaining",
        reset: "x-ratelimit-reset",
        resource: "x-ratelimit-resource",
    }),
    concurrency: 4,
    server_seconds_per_minute: Some(60),
    penalty_seconds: 60,
    docs: "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api",
};

const CHECKS: &[Check] = &[
    // Costs no quota, and every token may ask it.
    Check::new("accept the token", "/rate_limit", "a valid token"),
    Check::new(
        "see the repository",
        "/repos/{full_name}",
        "Metadata: read (classic: repo)",
    ),
    Check::new(
        "read commits",
        "/repos/{full_name}/branches?per_page=1",
        "Contents: read (classic: repo)",
    )
    .option("fetch_commits"),
    Check::new(
        "read pull requests",
        "/repos/{full_name}/pulls?per_page=1",
        "Pull requests: read (classic: repo)",
    )
    .option("fetch_pull_requests"),
    Check::new(
        "read issues",
        "/repos/{full_name}/issues?per_page=1",
        "Issues: read (classic: repo)",
    )
    .option("fetch_issues"),
    Check::new(
        "read releases",
        "/repos/{full_name}/releases?per_page=1",
        "Contents: read (classic: repo)",
    )
    .option("fetch_releases"),
    Check::new(
        "read deployments",
        "/repos/{full_name}/deployments?per_page=1",
        "Deployments: read (classic: repo)",
    )
    .option("fetch_deployments"),
    Check::new(
        "read workflow runs",
        "/repos/{full_name}/actions/runs?per_page=1",
        "Actions: read (classic: repo)",
    )
    .option("fetch_pipelines"),
];
