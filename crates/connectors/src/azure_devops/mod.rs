//! Azure DevOps: Services, and Server with its predecessor TFS. Each of its parts has a folder: `repos`.

mod errors;
mod gaps;
mod identity;
mod plan;
pub mod repos;
mod webhooks;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use weir_connect::{
    AuthField, AuthKind, AuthMethod, BaseUrl, Bucket, Budget, Category, Check, Connector, Credential, Grant,
    OAuth2, QuotaHeaders,
};

use crate::on;

/// What to ingest from Azure DevOps. Without projects, everything that the credential may see.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Azure DevOps")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch that people set by itself"
)]
pub struct Config {
    /// Address of the organization, `https://dev.azure.com/ORGANIZATION`, or on a Server of the collection:
    /// `https://HOST/COLLECTION`, `https://HOST/tfs/COLLECTION`.
    #[schemars(title = "Address", url)]
    pub url: String,
    /// Version of the REST API. Leave it for Services. Server 2022.1 and later have 7.1, 2022 has 7.0, 2020 has 6.0,
    /// 2019 Update 1 has 5.1 and 2019 has 5.0.
    #[serde(default = "newest")]
    #[schemars(title = "API version", extend("enum" = ["7.1", "7.0", "6.0", "5.1", "5.0"]))]
    pub api_version: String,
    /// Names of the projects. Leave empty for all.
    #[serde(default)]
    #[schemars(title = "Projects", inner(regex(pattern = r"^[^/\\]+$")))]
    pub projects: Vec<String>,
    /// Pull requests with votes, comments and what happened to them: one request for each that changed.
    #[serde(default = "on")]
    #[schemars(title = "Fetch pull requests")]
    pub fetch_pull_requests: bool,
    /// Commits, work items and the whole description of each pull request: one more request for each that changed.
    /// Without, descriptions end after 400 characters.
    #[serde(default = "on")]
    #[schemars(title = "Fetch commits and work items of pull requests")]
    pub fetch_pull_request_details: bool,
    /// Pushes to each pull request, which tell force pushes and other target branches: one more request for each that
    /// changed.
    #[serde(default)]
    #[schemars(title = "Fetch iterations")]
    pub fetch_iterations: bool,
    /// Commits with their files and line counts, branches and tags, through a mirror of each repository.
    #[serde(default = "on")]
    #[schemars(title = "Fetch commits")]
    pub fetch_commits: bool,
    /// Count added and deleted lines of commits. Without, file contents are not copied: a fifth of the bytes, and files
    /// are still listed.
    #[serde(default = "on")]
    #[schemars(title = "Count lines")]
    pub count_lines: bool,
}

fn newest() -> String {
    "7.1".to_owned()
}

/// The connector.
pub static CONNECTOR: Connector = Connector {
    id: "azure_devops",
    title: "Azure DevOps",
    category: Category::SourceControl,
    about: "Repositories, commits, and pull requests with votes, comments and work items.",
    docs: "https://learn.microsoft.com/rest/api/azure/devops/",
    config_schema: || schemars::schema_for!(Config),
    base_url: BaseUrl {
        default: None,
        example: "https://dev.azure.com/fabrikam",
    },
    graphql_url: None,
    auth: AUTH,
    headers: &[
        ("accept", "application/json"),
        // Else it may answer with a redirect to its sign-in page.
        ("x-tfs-fedauthredirect", "Suppress"),
    ],
    budget: BUDGET,
    budgets: &[],
    checks: CHECKS,
    errors: errors::ERRORS,
    streams: repos::STREAMS,
    gaps: gaps::GAPS,
    plan: plan::plan,
    webhooks: Some(&webhooks::WEBHOOKS),
};

/// The application id of Azure DevOps in Entra.
/// <https://learn.microsoft.com/azure/devops/integrate/get-started/authentication/service-principal-managed-identity>
const SCOPES: &[&str] = &["499b84ac-1321-427f-aa17-267ca6975798/.default"];

/// <https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate>
const AUTH: &[AuthMethod] = &[
    AuthMethod {
        id: "token",
        title: "Personal access token",
        doc: "Acts for the person who made it, in one organization.",
        kind: AuthKind::Basic {
            user: "",
            secret: "token",
        },
        credentials: &[Credential::new(
            "token",
            "Personal access token",
            "With the scopes Code (read) and Project and team (read); for work items also Work items (read). Choose one \
             organization: tokens for all of them end in December 2026. It lasts a year at the most. Several tokens of \
             different people, one a line, add up what they may use.",
        )
        .several()],
        fields: &[],
        git_user: None,
    },
    AuthMethod {
        id: "service_principal",
        title: "Entra service principal (Services)",
        doc: "An application registered in Microsoft Entra and added to the organization as a user with the access level \
              Basic and the group Readers in each project.",
        kind: AuthKind::OAuth2(OAuth2 {
            grant: Grant::ClientCredentials,
            // Each tenant has its own address, which the configuration says.
            token_url: |_| "https://login.microsoftonline.com/organizations/oauth2/v2.0/token".to_owned(),
            scopes: SCOPES,
            basic: false,
            rotates: false,
        }),
        credentials: &[Credential::new(
            AuthMethod::CLIENT_SECRET,
            "Client secret",
            "A client secret of the application's registration, under Certificates and secrets.",
        )],
        fields: &[
            AuthField::new(
                AuthMethod::CLIENT_ID,
                "Application ID",
                "The application (client) ID on the registration's overview.",
            ),
            AuthField::new(
                AuthMethod::TOKEN_URL,
                "Token address",
                "https://login.microsoftonline.com/TENANT-ID/oauth2/v2.0/token, with the directory (tenant) ID of the \
                 registration's overview.",
            ),
        ],
        git_user: None,
    },
];

/// Services count what a request costs them and slow down who uses too much; they say so in headers when it is near. A
/// Server has no limits unless its administrator sets some.
/// <https://learn.microsoft.com/azure/devops/integrate/concepts/rate-limits>
const BUDGET: Budget = Budget {
    buckets: &[Bucket {
        name: "requests",
        per_hour: None,
        per_minute: None,
    }],
    headers: Some(QuotaHeaders {
        limit: "x-ratelimit-limit",
        remaining: "x-ratelimit-remaining",
        reset: "x-ratelimit-reset",
        resource: "x-ratelimit-resource",
    }),
    concurrency: 4,
    server_seconds_per_minute: None,
    penalty_seconds: 60,
    docs: "https://learn.microsoft.com/azure/devops/integrate/concepts/rate-limits",
};

/// <https://learn.microsoft.com/azure/devops/integrate/get-started/authentication/oauth#available-scopes>
const CHECKS: &[Check] = &[
    Check::new(
        "accept the credential",
        "/_apis/projects?api-version={api_version}&$top=1",
        "scope Project and team (read)",
    ),
    Check::new(
        "read the repository",
        "/{project_id}/_apis/git/repositories/{repository_id}?api-version={api_version}",
        "scope Code (read); the group Readers in the project",
    ),
    Check::new(
        "read commits",
        "/{project_id}/_apis/git/repositories/{repository_id}/refs?api-version={api_version}&$top=1",
        "scope Code (read); the group Readers in the project",
    )
    .option("fetch_commits"),
    Check::new(
        "read pull requests",
        "/{project_id}/_apis/git/repositories/{repository_id}/pullrequests?api-version={api_version}&$top=1",
        "scope Code (read); the group Readers in the project",
    )
    .option("fetch_pull_requests"),
];
