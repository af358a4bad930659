//! Runs and deployments of tools that Weir has no connector for: they tell, nobody is asked.

mod alias;
mod event;
mod fields;
mod job;
mod part;
pub mod records;
mod webhooks;

use weir_connect::{AuthMethod, BaseUrl, Budget, Category, Connector, Cost, Gap, Stream};

pub(crate) const REPOSITORIES: &str = "repositories";
pub(crate) const USERS: &str = "users";
pub(crate) const PIPELINE_RUNS: &str = "pipeline_runs";
pub(crate) const DEPLOYMENTS: &str = "deployments";

/// The connector.
pub static CONNECTOR: Connector = Connector {
    id: "custom",
    title: "Custom webhooks",
    category: Category::CiCd,
    about: "Pipeline runs and deployments of any tool that can send a web request: a CI server, a script, a release desk.",
    docs: "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
    config_schema: || {
        schemars::json_schema!({
            "title": "Custom webhooks", "type": "object", "properties": {}, "additionalProperties": false,
        })
    },
    base_url: BaseUrl {
        default: None,
        example: "",
    },
    graphql_url: None,
    auth: &[AuthMethod::none(&[])],
    headers: &[],
    budget: Budget {
        buckets: &[],
        headers: None,
        concurrency: 1,
        server_seconds_per_minute: None,
        penalty_seconds: 60,
        docs: "",
    },
    budgets: &[],
    checks: &[],
    errors: &[],
    streams: STREAMS,
    gaps: GAPS,
    plan: |_| Cost {
        requests: 0,
        points: 0,
    },
    webhooks: Some(&webhooks::WEBHOOKS),
};

static STREAMS: &[Stream] = &[
    Stream::of::<records::Repository>(REPOSITORIES, "")
        .doc("Repositories that events name.", "")
        .pushed(),
    Stream::of::<records::User>(USERS, "")
        .doc("Accounts that events name.", "")
        .pushed(),
    Stream::of::<records::Run>(PIPELINE_RUNS, "")
        .doc("Runs of pipelines with their jobs and steps.", "")
        .pushed(),
    Stream::of::<records::Deployment>(DEPLOYMENTS, "")
        .doc("Deployments and the states that they went through.", "")
        .pushed(),
];

const GAPS: &[Gap] = &[
    Gap::new(
        &[
            "repositories.description",
            "repositories.language",
            "repositories.is_private",
            "repositories.is_fork",
            "repositories.is_archived",
            "repositories.created_at",
            "repositories.updated_at",
            "repositories.pushed_at",
        ],
        "events tell of runs; the rest is the code host's",
    ),
    Gap::new(
        &["users.kind", "users.url", "users.created_at", "users.updated_at"],
        "events name accounts and say no more of them",
    ),
];
