//! GitLab: gitlab.com and self-managed.

mod errors;
mod events;
mod gaps;
mod graphql;
mod parts;
mod plan;
pub mod records;
mod streams;
mod webhooks;
mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use weir_connect::{
    AuthMethod, BaseUrl, Bucket, Budget, Category, Check, Connector, Credential, Grant, OAuth2, QuotaHeaders,
};

use crate::git::ways::by_git;
use crate::on;

/// What to ingest from GitLab. Without groups and projects, every project that the token's owner is a member of.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "GitLab")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch that people set by itself"
)]
pub struct Config {
    /// Root of the REST API. Leave empty for gitlab.com; on a self-managed GitLab it is `https://HOST/api/v4`, with its
    /// path when it is installed below one: `https://HOST/gitlab/api/v4`.
    #[schemars(title = "API address", url, default = "default_url")]
    pub url: Option<String>,
    /// Groups whose projects are all ingested, those of their subgroups too, also those that are created later:
    /// `group` or `group/subgroup`.
    #[serde(default)]
    #[schemars(title = "Groups", inner(regex(pattern = r"^[A-Za-z0-9_.][A-Za-z0-9_./-]*$")))]
    pub groups: Vec<String>,
    /// Single projects, as `group/project`.
    #[serde(default)]
    #[schemars(
        title = "Projects",
        inner(regex(pattern = r"^[A-Za-z0-9_.][A-Za-z0-9_./-]*/[A-Za-z0-9_.-]+$"))
    )]
    pub projects: Vec<String>,
    /// Where no group and no project is named: only projects that the token's owner is a member of. Without, every
    /// project that the token may see; on gitlab.com that is every public one.
    #[serde(default = "on")]
    #[schemars(title = "Only projects the owner is a member of")]
    pub check_project_membership: bool,
    /// Merge requests with approvals, comments, commits and events.
    #[serde(default = "on")]
    #[schemars(title = "Fetch merge requests")]
    pub fetch_merge_requests: bool,
    /// Issues with comments, and milestones.
    #[serde(default = "on")]
    #[schemars(title = "Fetch issues")]
    pub fetch_issues: bool,
    /// When issues were closed, opened again, labelled, planned and given an iteration: three or four requests for
    /// each changed issue.
    #[serde(default = "on")]
    #[schemars(title = "Fetch the history of issues")]
    pub fetch_issue_history: bool,
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
    /// Pipelines with their jobs.
    #[serde(default = "on")]
    #[schemars(title = "Fetch pipelines")]
    pub fetch_pipelines: bool,
    /// Environments and the deployments to them.
    #[serde(default = "on")]
    #[schemars(title = "Fetch deployments")]
    pub fetch_deployments: bool,
    /// Releases.
    #[serde(default = "on")]
    #[schemars(title = "Fetch releases")]
    pub fetch_releases: bool,
    /// Accounts of the projects' members.
    #[serde(default = "on")]
    #[schemars(title = "Fetch users")]
    pub fetch_users: bool,
}

const URL: &str = "https://gitlab.com/api/v4";

fn default_url() -> &'static str {
    URL
}

/// Where the installation begins: the API's address without `/api/v4`.
fn root(base: &str) -> &str {
    let base = base.trim_end_matches('/');
    base.strip_suffix("/api/v4").unwrap_or(base)
}

/// <https://docs.gitlab.com/api/graphql/>
fn graphql_url(base: &str) -> String {
    format!("{}/api/graphql", root(base))
}

/// The connector.
pub static CONNECTOR: Connector = Connector {
    id: "gitlab",
    title: "GitLab",
    category: Category::SourceControl,
    about: "Projects, commits, merge requests, approvals, issues, releases, deployments and pipelines.",
    docs: "https://docs.gitlab.com/api/rest/",
    config_schema: || schemars::schema_for!(Config),
    base_url: BaseUrl {
        default: Some(URL),
        example: "https://gitlab.example.com/api/v4",
    },
    graphql_url: Some(graphql_url),
    auth: AUTH,
    headers: &[("accept", "application/json"), ("user-agent", "weir")],
    budget: BUDGET,
    budgets: &[],
    checks: CHECKS,
    errors: errors::ERRORS,
    streams: streams::STREAMS,
    gaps: gaps::GAPS,
    plan: plan::plan,
    webhooks: Some(&webhooks::WEBHOOKS),
};

/// <https://docs.gitlab.com/api/rest/authentication/>: personal, group and project tokens go the same way.
const AUTH: &[AuthMethod] = &[
    AuthMethod::bearer(
        "token",
        "Access token",
        "A personal, group or project access token.",
        &[Credential::new(
            "token",
            "Access token",
            "A personal, group or project access token with the scopes `read_api` and `read_repository`. Its owner, or the \
             token of a group or project, needs the role Reporter. GitLab's tokens expire after a year at the latest. \
             Several tokens, one a line, add up their quotas; those of one person share one.",
        )
        .several()],
    ),
    AuthMethod::oauth2(
        "oauth",
        "OAuth",
        "An application registered on GitLab (User settings, Applications) with the scopes `read_api` and \
         `read_repository`.",
        OAuth2 {
            grant: Grant::AuthorizationCode {
                authorize_url: |base| format!("{}/oauth/authorize", root(base)),
                extra: &[],
            },
            token_url: |base| format!("{}/oauth/token", root(base)),
            scopes: &["read_api", "read_repository"],
            basic: false,
            rotates: true,
        },
    ),
];

/// <https://docs.gitlab.com/user/gitlab_com/rate_limits/>: what gitlab.com allows one user. A self-managed GitLab has
/// no limits unless its administrator sets some; either way the answers' headers say it.
const BUDGET: Budget = Budget {
    buckets: &[Bucket {
        name: "throttle_authenticated_api",
        per_hour: None,
        per_minute: Some(2000),
    }],
    headers: Some(QuotaHeaders {
        limit: "ratelimit-limit",
        remaining: "ratelimit-remaining",
        reset: "ratelimit-reset",
        resource: "ratelimit-name",
    }),
    concurrency: 4,
    server_seconds_per_minute: None,
    penalty_seconds: 60,
    docs: "https://docs.gitlab.com/user/gitlab_com/rate_limits/",
};

/// <https://docs.gitlab.com/user/permissions/#project-members-permissions>
const CHECKS: &[Check] = &[
    Check::new("accept the token", "/user", "a valid token"),
    // <https://docs.gitlab.com/api/personal_access_tokens/#self-inform>, since GitLab 15.5; tokens of groups and projects
    // are personal ones of their own accounts.
    Check::new(
        "when the token ends",
        "/personal_access_tokens/self",
        "scope read_api",
    )
    .expires("/expires_at"),
    Check::new("see the project", "/projects/{project}", "scope read_api"),
    Check::new(
        "read commits",
        "/projects/{project}/repository/branches?per_page=1",
        "role Reporter (scopes read_api, read_repository)",
    )
    .option("fetch_commits"),
    Check::new(
        "read merge requests",
        "/projects/{project}/merge_requests?per_page=1",
        "role Reporter (scope read_api)",
    )
    .option("fetch_merge_requests"),
    Check::new(
        "read issues",
        "/projects/{project}/issues?per_page=1",
        "role Reporter (scope read_api)",
    )
    .option("fetch_issues"),
    Check::new(
        "read releases",
        "/projects/{project}/releases?per_page=1",
        "role Reporter (scope read_api)",
    )
    .option("fetch_releases"),
    Check::new(
        "read deployments",
        "/projects/{project}/deployments?per_page=1",
        "role Reporter (scope read_api)",
    )
    .option("fetch_deployments"),
    Check::new(
        "read pipelines",
        "/projects/{project}/pipelines?per_page=1",
        "role Reporter (scope read_api)",
    )
    .option("fetch_pipelines"),
];
