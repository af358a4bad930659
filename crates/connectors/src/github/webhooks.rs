//! What GitHub sends by itself: <https://docs.github.com/webhooks/webhook-events-and-payloads>.

use serde_json::Value;
use weir_connect::{
    At, HookList, Only, Proof, Redelivery, Rule, SecretFrom, Spot, Touched, WebhookEvent, Webhooks, Where,
    touched,
};

use super::streams::REPOSITORIES;

pub(super) static WEBHOOKS: Webhooks = Webhooks {
    docs: "https://docs.github.com/webhooks/using-webhooks/creating-webhooks",
    steps: &[
        "On GitHub, open the settings of the organization (or of a single repository), then Webhooks, then Add webhook.",
        "Payload URL: {url}",
        "Content type: application/json",
        "Secret: {secret}",
        "Choose \"Let me select individual events\" and switch on the events listed here, or choose \"Send me everything\".",
        "Leave SSL verification on, then Add webhook. GitHub sends a ping at once; it is listed among the deliveries.",
    ],
    content_type: Some("application/json"),
    secret_from: SecretFrom::Weir,
    proofs: &[Proof::GITHUB],
    event: At::Header("x-github-event"),
    delivery: At::Header("x-github-delivery"),
    events: EVENTS,
    read,
    challenge: None,
    unsigned: &[],
    redelivery: Some(&REDELIVERY),
    carried: None,
};

const EVENTS: &[WebhookEvent] = &[
    WebhookEvent::new(
        "pull_request",
        "A pull request is opened, changed, merged or closed.",
    ),
    WebhookEvent::new(
        "pull_request_review",
        "A review is submitted, changed or dismissed.",
    ),
    WebhookEvent::new(
        "pull_request_review_comment",
        "A comment on lines of the code is written, changed or deleted.",
    ),
    WebhookEvent::new(
        "pull_request_review_thread",
        "A thread of such comments is resolved or opened again.",
    ),
    WebhookEvent::new(
        "issue_comment",
        "A comment on an issue or a pull request is written, changed or deleted.",
    ),
    WebhookEvent::new(
        "issues",
        "An issue is opened, changed, closed, deleted or transferred.",
    ),
    WebhookEvent::new("milestone", "A milestone is made, changed or deleted."),
    WebhookEvent::new("push", "Commits or tags are pushed."),
    WebhookEvent::new("create", "A branch or a tag is made."),
    WebhookEvent::new("delete", "A branch or a tag is deleted."),
    WebhookEvent::new("release", "A release is made, changed or deleted."),
    WebhookEvent::new("deployment", "A deployment is made."),
    WebhookEvent::new("deployment_status", "A deployment gets another state."),
    WebhookEvent::new(
        "workflow_run",
        "A run of a workflow is requested, starts or ends.",
    ),
    WebhookEvent::new("workflow_job", "A job of a run is queued, starts or ends."),
    WebhookEvent::new(
        "check_run",
        "A check on a commit starts, ends or is asked for again.",
    ),
    WebhookEvent::new(
        "repository",
        "A repository is made, renamed, transferred, archived, made private or public, or deleted.",
    ),
    WebhookEvent::new("installation", "The app is installed, suspended or removed."),
    WebhookEvent::new("installation_repositories", "The app gets or loses repositories."),
];

/// A number among issues is a pull request when the issue carries this.
const PULL: &str = "/issue/pull_request";

const RULES: &[Rule] = &[
    Rule::of("pull_request", "pull_requests", "/pull_request/number"),
    Rule::of("pull_request_review", "pull_requests", "/pull_request/number"),
    Rule::of(
        "pull_request_review_comment",
        "pull_requests",
        "/pull_request/number",
    ),
    Rule::of("pull_request_review_comment", "review_comments", "/comment/id").gone(&["deleted"]),
    Rule::of(
        "pull_request_review_thread",
        "pull_requests",
        "/pull_request/number",
    ),
    Rule::of("check_run", "pull_requests", "/check_run/pull_requests/0/number"),
    Rule::of("issue_comment", "pull_requests", "/issue/number").only(Only::With(PULL)),
    Rule::of("issue_comment", "issues", "/issue/number").only(Only::Without(PULL)),
    Rule::of("issues", "issues", "/issue/number").gone(&["deleted", "transferred"]),
    Rule::of("milestone", "milestones", "/milestone/number").gone(&["deleted"]),
    Rule::of("push", "refs", ""),
    Rule::of("push", "commits", ""),
    Rule::of("create", "refs", ""),
    Rule::of("create", "commits", ""),
    Rule::of("delete", "refs", ""),
    Rule::of("release", "releases", "/release/id").gone(&["deleted"]),
    Rule::of("deployment", "deployments", "/deployment/id"),
    Rule::of("deployment_status", "deployments", "/deployment/id"),
    Rule::of("workflow_run", "pipeline_runs", "/workflow_run/id"),
    Rule::of("workflow_job", "pipeline_runs", "/workflow_job/run_id"),
    Rule::of("repository", REPOSITORIES, "/repository/id").gone(&["deleted"]),
];

const PLACE: Where = Where {
    id: "/repository/id",
    name: "/repository/full_name",
    action: "/action",
};

fn read(event: &str, body: &Value) -> Vec<Touched> {
    match event {
        "installation" => repositories(body, "/repositories", body["action"] == "deleted"),
        "installation_repositories" => {
            let mut all = repositories(body, "/repositories_added", false);
            // They may live on; the app just may not see them any more.
            all.extend(repositories(body, "/repositories_removed", false));
            all
        }
        _ => touched(RULES, &PLACE, event, body),
    }
}

/// Repositories that are named in a list. None of them is gone: an app that is removed deletes nothing.
fn repositories(body: &Value, at: &str, removed: bool) -> Vec<Touched> {
    if removed {
        return Vec::new();
    }
    let list = body.pointer(at).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(|one| {
            let id = one["id"].as_u64()?.to_string();
            Some(Touched {
                stream: REPOSITORIES,
                partition: Some(Spot {
                    id: Some(id.clone()),
                    name: one["full_name"].as_str()?.to_owned(),
                }),
                key: Some(id),
                gone: false,
            })
        })
        .collect()
}

/// GitHub never sends a failed delivery again by itself.
const REDELIVERY: Redelivery = Redelivery {
    docs: "https://docs.github.com/webhooks/using-webhooks/handling-failed-webhook-deliveries",
    permission: "Webhooks: write (classic: admin:repo_hook, admin:org_hook)",
    hooks: &[
        HookList {
            each: "organizations",
            path: "/orgs/{}/hooks",
        },
        HookList {
            each: "repositories",
            path: "/repos/{}/hooks",
        },
    ],
    hook: "/id",
    address: "/config/url",
    deliveries: "/{hook}/deliveries",
    size: ("per_page", 100),
    id: "/id",
    delivery: "/guid",
    status: "/status_code",
    at: "/delivered_at",
    again: "/{hook}/deliveries/{delivery}/attempts",
    days: 3,
    most: None,
};
