//! Bitbucket Data Center, and its predecessor Server: <https://developer.atlassian.com/server/bitbucket/rest/v1000/>.

mod auth;
mod errors;
mod parts;
mod plan;
pub mod records;
mod streams;
mod webhooks;
mod words;

use weir_connect::{Budget, Check};

pub(super) use auth::AUTH;
pub(super) use errors::ERRORS;
pub(super) use plan::plan;
pub(super) use streams::STREAMS;
pub(super) use webhooks::{EVENTS, touched};

/// What Data Center allows, its administrators decide: a bucket of tokens for each account, of which the answers state
/// how many are left. How many requests at a time are good, the answers' times tell.
pub(super) const BUDGET: Budget = Budget {
    buckets: &[],
    headers: None,
    concurrency: 4,
    server_seconds_per_minute: None,
    penalty_seconds: 30,
    docs: "https://confluence.atlassian.com/bitbucketserver/improving-instance-stability-with-rate-limiting-976171954.html",
};

const fn check(name: &'static str, path: &'static str, permission: &'static str) -> Check {
    let (choice, value) = super::DATA_CENTER;
    Check::new(name, path, permission).variant(choice, value)
}

/// A permission that is missing is refused as a wrong credential is, in other words.
pub(super) const CHECKS: &[Check] = &[
    check(
        "accept the credential",
        "/rest/api/latest/repos?limit=1",
        "a valid credential",
    ),
    check(
        "see the repository",
        "/rest/api/latest/projects/{project}/repos/{slug}",
        streams::READ,
    ),
    check(
        "read branches",
        "/rest/api/latest/projects/{project}/repos/{slug}/branches?limit=1",
        streams::READ,
    )
    .option("fetch_commits"),
    check(
        "read pull requests",
        "/rest/api/latest/projects/{project}/repos/{slug}/pull-requests?state=ALL&limit=1",
        streams::READ,
    )
    .option("fetch_pull_requests"),
];
