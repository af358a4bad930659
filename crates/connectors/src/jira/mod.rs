//! Jira: Cloud, and Data Center with its predecessor Server.

mod errors;
mod fields;
mod gaps;
mod plan;
pub mod records;
mod streams;
mod webhooks;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use weir_connect::{
    AuthField, AuthKind, AuthMethod, BaseUrl, Bucket, Budget, Category, Check, Connector, Credential, Grant,
    OAuth2, QuotaHeaders,
};

use crate::on;

/// What to ingest from Jira. Without projects and JQL, everything that the account may see.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Jira")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch that people set by itself"
)]
pub struct Config {
    /// Address of the site, as in the browser, with its context path if it has one. For a scoped token or OAuth 2.0 on
    /// Cloud it is `https://api.atlassian.com/ex/jira/CLOUD-ID`; `https://SITE.atlassian.net/_edge/tenant_info` says
    /// the cloud id.
    #[schemars(title = "Address", url)]
    pub url: String,
    /// `cloud` (atlassian.net) or `data_center` (also Server).
    #[serde(default = "cloud")]
    #[schemars(title = "Deployment", extend("enum" = ["cloud", "data_center"]))]
    pub deployment: String,
    /// Address of the site for links to issues, when the address above is that of api.atlassian.com.
    #[schemars(title = "Site", url)]
    pub site: Option<String>,
    /// Keys of the projects. Leave empty for all.
    #[serde(default)]
    #[schemars(title = "Projects", inner(regex(pattern = r"^[A-Za-z][A-Za-z0-9_]*$")))]
    pub projects: Vec<String>,
    /// A further condition that issues must meet, in JQL, without ORDER BY.
    #[schemars(title = "JQL")]
    pub jql: Option<String>,
    /// Fields that are not even asked for and never stored, by id or name: `summary`, `description`, `comment`.
    /// `userDetails` stands for names and e-mail addresses of people.
    #[serde(default)]
    #[schemars(title = "Fields to exclude")]
    pub exclude_fields: Vec<String>,
    /// Custom fields to ingest, by id or name; metrics can filter on them.
    #[serde(default)]
    #[schemars(title = "Custom fields")]
    pub custom_fields: Vec<String>,
    /// The field with story points, by id or name. Leave empty for Jira's own.
    #[schemars(title = "Story points field")]
    pub story_points_field: Option<String>,
    /// The field with the sprints, by id or name. Leave empty for Jira's own.
    #[schemars(title = "Sprint field")]
    pub sprint_field: Option<String>,
    /// The field with the epic's key, by id or name. Leave empty for Jira's own, `Epic Link`.
    #[schemars(title = "Epic field")]
    pub epic_field: Option<String>,
    /// Comments on issues.
    #[serde(default = "on")]
    #[schemars(title = "Fetch comments")]
    pub fetch_comments: bool,
    /// Time logged on issues.
    #[serde(default = "on")]
    #[schemars(title = "Fetch worklogs")]
    pub fetch_worklogs: bool,
    /// Boards and their sprints.
    #[serde(default = "on")]
    #[schemars(title = "Fetch boards and sprints")]
    pub fetch_boards: bool,
    /// Versions of projects, released or not.
    #[serde(default = "on")]
    #[schemars(title = "Fetch versions")]
    pub fetch_versions: bool,
    /// The directory of users, which has the e-mail addresses that their owners show.
    #[serde(default = "on")]
    #[schemars(title = "Fetch users")]
    pub fetch_users: bool,
}

/// Value of `deployment`.
const CLOUD: &str = "cloud";
/// Value of `deployment`.
const DATA_CENTER: &str = "data_center";

fn cloud() -> String {
    CLOUD.to_owned()
}

/// The connector.
pub static CONNECTOR: Connector = Connector {
    id: "jira",
    title: "Jira",
    category: Category::IssueManagement,
    about: "Issues with their whole history, comments, worklogs, links, sprints, boards, versions and custom fields.",
    docs: "https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/",
    config_schema: || schemars::schema_for!(Config),
    base_url: BaseUrl {
        default: None,
        example: "https://acme.atlassian.net",
    },
    graphql_url: None,
    auth: AUTH,
    headers: &[("accept", "application/json"), ("x-atlassian-token", "no-check")],
    budget: BUDGET,
    budgets: &[],
    checks: CHECKS,
    errors: errors::ERRORS,
    streams: streams::STREAMS,
    gaps: gaps::GAPS,
    plan: plan::plan,
    webhooks: Some(&webhooks::WEBHOOKS),
};

const SCOPES: &[&str] = &[
    "read:jira-work",
    "read:jira-user",
    "read:board-scope:jira-software",
    "read:sprint:jira-software",
    "read:project:jira",
    "offline_access",
];

/// <https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/>,
/// <https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/>,
/// <https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html>
const AUTH: &[AuthMethod] = &[
    AuthMethod {
        id: "api_token",
        title: "E-mail and API token (Cloud)",
        doc: "Acts for the account that made the token; an account of its own with read access is best.",
        kind: AuthKind::Basic {
            user: "email",
            secret: "token",
        },
        credentials: &[Credential::new(
            "token",
            "API token",
            "Make one at id.atlassian.com, Security, API tokens. It ends after a year at most. Its account needs Browse \
             Projects in every project that is to be ingested.",
        )],
        fields: &[AuthField::new(
            "email",
            "E-mail",
            "E-mail address of the account that made the token.",
        )],
        git_user: None,
    },
    AuthMethod::bearer(
        "scoped_token",
        "Scoped token of a service account (Cloud)",
        "Sees only what its scopes allow. The address is then https://api.atlassian.com/ex/jira/CLOUD-ID.",
        &[Credential::new(
            "token",
            "Scoped token",
            "With the scopes read:jira-work, read:jira-user, read:project:jira, read:board-scope:jira-software and \
             read:sprint:jira-software.",
        )],
    ),
    AuthMethod::oauth2(
        "oauth",
        "OAuth 2.0 (Cloud)",
        "A person agrees in the browser. Register the client at developer.atlassian.com, with Jira's permissions \
         read:jira-work and read:jira-user and those for boards and sprints. Requests count against hourly points, \
         which tokens are exempt from.",
        OAuth2 {
            grant: Grant::AuthorizationCode {
                authorize_url: |_| "https://auth.atlassian.com/authorize".to_owned(),
                extra: &[("audience", "api.atlassian.com"), ("prompt", "consent")],
            },
            token_url: |_| "https://auth.atlassian.com/oauth/token".to_owned(),
            scopes: SCOPES,
            basic: false,
            rotates: true,
        },
    ),
    AuthMethod::bearer(
        "personal_token",
        "Personal access token (Data Center)",
        "Since Jira 8.14. Acts for the person who made it.",
        &[Credential::new(
            "token",
            "Personal access token",
            "Make one in Jira under Profile, Personal access tokens. Its owner needs Browse Projects in every project \
             that is to be ingested.",
        )],
    ),
    AuthMethod {
        id: "password",
        title: "User name and password (Data Center)",
        doc: "Where personal access tokens are switched off or the version has none.",
        kind: AuthKind::Basic {
            user: "user",
            secret: "token",
        },
        credentials: &[Credential::new(
            "token",
            "Password",
            "The account's password. After some failed attempts Jira asks for a CAPTCHA and refuses.",
        )],
        fields: &[AuthField::new("user", "User name", "Name of the account.")],
        git_user: None,
    },
];

/// Cloud limits bursts per endpoint, and says so in headers; what Data Center allows, its administrators decide.
/// <https://developer.atlassian.com/cloud/jira/platform/rate-limiting/>
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
    penalty_seconds: 30,
    docs: "https://developer.atlassian.com/cloud/jira/platform/rate-limiting/",
};

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-permissions/#api-rest-api-2-mypermissions-get>
/// says of a permission whether the account has it. Data Center gives all permissions whatever it is asked for.
const CHECKS: &[Check] = &[
    Check::new(
        "accept the credential",
        "/rest/api/2/myself",
        "a valid credential",
    ),
    Check::new(
        "browse projects",
        "/rest/api/2/mypermissions?permissions=BROWSE_PROJECTS",
        "Browse Projects (scope read:jira-work)",
    )
    .holds("/permissions/BROWSE_PROJECTS/havePermission"),
    Check::new(
        "read the fields",
        "/rest/api/2/field",
        "Browse Projects (scope read:jira-work)",
    ),
    Check::new(
        "browse users",
        "/rest/api/2/mypermissions?permissions=USER_PICKER",
        "Browse users and groups (scope read:jira-user)",
    )
    .option("fetch_users")
    .holds("/permissions/USER_PICKER/havePermission"),
    Check::new(
        "read boards",
        "/rest/agile/1.0/board?maxResults=1",
        "Jira Software access (scope read:board-scope:jira-software)",
    )
    .option("fetch_boards"),
];
