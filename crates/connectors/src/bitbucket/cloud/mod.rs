//! Bitbucket Cloud: <https://developer.atlassian.com/cloud/bitbucket/rest/intro/>.

mod auth;
mod errors;
mod extra;
mod parts;
mod plan;
pub mod records;
mod streams;
mod webhooks;
mod words;

use weir_connect::{Bucket, Budget, Check, QuotaHeaders};

pub(super) use auth::AUTH;
pub(super) use errors::ERRORS;
pub(super) use plan::plan;
pub(super) use streams::STREAMS;
pub(super) use webhooks::{EVENTS, touched};

/// Root of the API.
pub(super) const URL: &str = "https://api.bitbucket.org/2.0";

/// A rolling hour; more for access tokens of workspaces with over 100 paid seats, which the answers state. They never
/// state what is left, only that less than a fifth is.
/// <https://support.atlassian.com/bitbucket-cloud/docs/api-request-limits/>
pub(super) const BUDGET: Budget = Budget {
    buckets: &[Bucket {
        name: "api",
        per_hour: Some(1000),
        per_minute: None,
    }],
    headers: Some(QuotaHeaders {
        limit: "x-ratelimit-limit",
        remaining: "",
        reset: "",
        resource: "",
    }),
    concurrency: 4,
    server_seconds_per_minute: None,
    penalty_seconds: 60,
    docs: "https://support.atlassian.com/bitbucket-cloud/docs/api-request-limits/",
};

const fn check(name: &'static str, path: &'static str, permission: &'static str) -> Check {
    let (choice, value) = super::CLOUD;
    Check::new(name, path, permission).variant(choice, value)
}

/// <https://developer.atlassian.com/cloud/bitbucket/bitbucket-cloud-rest-api-scopes/>
pub(super) const CHECKS: &[Check] = &[
    check(
        "see the repository",
        "/repositories/{full_name}",
        streams::REPOSITORY,
    ),
    check(
        "read branches",
        "/repositories/{full_name}/refs/branches?pagelen=1",
        streams::REPOSITORY,
    )
    .option("fetch_commits"),
    check(
        "read pull requests",
        "/repositories/{full_name}/pullrequests?pagelen=1",
        streams::PULL_REQUESTS,
    )
    .option("fetch_pull_requests"),
    check(
        "read pipelines",
        "/repositories/{full_name}/pipelines?pagelen=1",
        streams::PIPELINES,
    )
    .option("fetch_pipelines"),
    check(
        "read deployments",
        "/repositories/{full_name}/environments?pagelen=1",
        streams::PIPELINES,
    )
    .option("fetch_deployments"),
];
