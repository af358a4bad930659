//! What GitLab sends by itself: <https://docs.gitlab.com/user/project/integrations/webhook_events/>.

use serde_json::Value;
use weir_connect::{
    At, HookList, Only, Proof, Redelivery, Rule, SecretFrom, Touched, WebhookEvent, Webhooks, Where, touched,
};

use super::streams::REPOSITORIES;

pub(super) static WEBHOOKS: Webhooks = Webhooks {
    docs: "https://docs.gitlab.com/user/project/integrations/webhooks/",
    steps: &[
        "On GitLab, open the group (with a paid plan) or the project, then Settings, Webhooks, Add new webhook. On a \
         self-managed GitLab an administrator can add one system hook for everything: Admin, System hooks.",
        "URL: {url}",
        "Secret token: {secret}",
        "Switch on the triggers listed here.",
        "Leave SSL verification on, then Add webhook. Test sends an example.",
    ],
    content_type: None,
    secret_from: SecretFrom::Weir,
    proofs: &[Proof::STANDARD, Proof::GITLAB_TOKEN],
    event: At::Header("x-gitlab-event"),
    delivery: At::Header("idempotency-key"),
    events: EVENTS,
    read,
    challenge: None,
    unsigned: &[],
    redelivery: Some(&REDELIVERY),
    carried: None,
};

/// GitLab tells of the last seven days since version 17.3, and sends again since 17.4, five a minute for each webhook. A
/// delivery keeps its `Idempotency-Key` when it is sent again.
const REDELIVERY: Redelivery = Redelivery {
    docs: "https://docs.gitlab.com/api/project_webhooks/#resend-a-project-webhook-event",
    permission: "scope api, role Maintainer of the project or Owner of the group",
    hooks: &[
        HookList {
            each: "groups",
            path: "/groups/{entry}/hooks",
        },
        HookList {
            each: "projects",
            path: "/projects/{entry}/hooks",
        },
    ],
    hook: "/id",
    address: "/url",
    deliveries: "/{hook}/events",
    size: ("per_page", 100),
    id: "/id",
    delivery: "/request_headers/Idempotency-Key",
    status: "/response_status",
    at: "",
    again: "/{hook}/events/{delivery}/resend",
    days: 7,
    most: Some(5),
};

const MERGE_REQUEST: &str = "Merge Request Hook";
const ISSUE: &str = "Issue Hook";
const CONFIDENTIAL_ISSUE: &str = "Confidential Issue Hook";
const NOTE: &str = "Note Hook";
const CONFIDENTIAL_NOTE: &str = "Confidential Note Hook";
const PUSH: &str = "Push Hook";
const TAG: &str = "Tag Push Hook";
const PIPELINE: &str = "Pipeline Hook";
const JOB: &str = "Job Hook";
const DEPLOYMENT: &str = "Deployment Hook";
const RELEASE: &str = "Release Hook";
const MILESTONE: &str = "Milestone Hook";
const MEMBER: &str = "Member Hook";
const PROJECT: &str = "Project Hook";
const SYSTEM: &str = "System Hook";

const EVENTS: &[WebhookEvent] = &[
    WebhookEvent::new(
        MERGE_REQUEST,
        "A merge request is opened, changed, approved, merged or closed.",
    ),
    WebhookEvent::new(ISSUE, "An issue is opened, changed, closed or opened again."),
    WebhookEvent::new(CONFIDENTIAL_ISSUE, "The same of an issue that only members see."),
    WebhookEvent::new(
        NOTE,
        "A comment on a merge request or an issue is written or changed.",
    ),
    WebhookEvent::new(CONFIDENTIAL_NOTE, "The same of a comment that only members see."),
    WebhookEvent::new(PUSH, "Commits are pushed to a branch."),
    WebhookEvent::new(TAG, "A tag is made or deleted."),
    WebhookEvent::new(PIPELINE, "A pipeline gets another state."),
    WebhookEvent::new(JOB, "A job gets another state."),
    WebhookEvent::new(DEPLOYMENT, "A deployment starts, ends or is cancelled."),
    WebhookEvent::new(RELEASE, "A release is made, changed or deleted."),
    WebhookEvent::new(MILESTONE, "A milestone is made, closed, opened again or deleted."),
    WebhookEvent::new(MEMBER, "A member is added to a group, changed or removed."),
    WebhookEvent::new(PROJECT, "A project is made in a group or deleted."),
    WebhookEvent::new(
        SYSTEM,
        "Whatever a system hook sends: pushes, tags, merge requests, and what happens to projects.",
    ),
];

const MERGE_REQUEST_KEY: &str = "/object_attributes/iid";
const NOTED_MERGE_REQUEST: &str = "/merge_request/iid";
const NOTED_ISSUE: &str = "/issue/iid";

const RULES: &[Rule] = &[
    Rule::of(MERGE_REQUEST, "pull_requests", MERGE_REQUEST_KEY),
    Rule::of(ISSUE, "issues", MERGE_REQUEST_KEY),
    Rule::of(CONFIDENTIAL_ISSUE, "issues", MERGE_REQUEST_KEY),
    Rule::of(NOTE, "pull_requests", NOTED_MERGE_REQUEST),
    Rule::of(NOTE, "issues", NOTED_ISSUE),
    Rule::of(CONFIDENTIAL_NOTE, "pull_requests", NOTED_MERGE_REQUEST),
    Rule::of(CONFIDENTIAL_NOTE, "issues", NOTED_ISSUE),
    Rule::of(PUSH, "refs", ""),
    Rule::of(PUSH, "commits", ""),
    Rule::of(TAG, "refs", ""),
    Rule::of(TAG, "commits", ""),
    Rule::of(PIPELINE, "pipeline_runs", "/object_attributes/id"),
    Rule::of(JOB, "pipeline_runs", "/pipeline_id"),
    Rule::of(DEPLOYMENT, "deployments", "/deployment_id"),
    Rule::of(RELEASE, "releases", "/tag").gone(&["delete"]),
    Rule::of(MILESTONE, "milestones", MERGE_REQUEST_KEY).gone(&["delete"]),
    // A system hook says in the body what it is about.
    Rule::of(SYSTEM, "pull_requests", MERGE_REQUEST_KEY).only(Only::With("/object_attributes/source_branch")),
    Rule::of(SYSTEM, "refs", "").only(Only::With("/after")),
    Rule::of(SYSTEM, "commits", "").only(Only::With("/after")),
];

const PLACE: Where = Where {
    id: "/project/id",
    name: "/project/path_with_namespace",
    action: "/object_attributes/action",
};

/// Jobs and releases have what happened, and jobs their project, at other places.
const JOB_PLACE: Where = Where {
    id: "/project_id",
    name: "/project/path_with_namespace",
    action: "/action",
};

const FLAT: Where = Where {
    action: "/action",
    ..PLACE
};

/// Events about a project as a whole, by the words of the body.
const PROJECT_GONE: &[&str] = &["project_destroy"];
const PROJECT_CHANGED: &[&str] = &[
    "project_create",
    "project_rename",
    "project_transfer",
    "project_update",
];

fn read(event: &str, body: &Value) -> Vec<Touched> {
    let name = body["event_name"].as_str().unwrap_or_default();
    if matches!(event, SYSTEM | PROJECT) && (PROJECT_GONE.contains(&name) || PROJECT_CHANGED.contains(&name))
    {
        return project(body, PROJECT_GONE.contains(&name)).into_iter().collect();
    }
    match event {
        JOB => touched(RULES, &JOB_PLACE, event, body),
        RELEASE | DEPLOYMENT => touched(RULES, &FLAT, event, body),
        _ => touched(RULES, &PLACE, event, body),
    }
}

fn project(body: &Value, gone: bool) -> Option<Touched> {
    let id = body["project_id"].as_u64()?.to_string();
    let name = body["path_with_namespace"].as_str()?.to_owned();
    Some(Touched {
        stream: REPOSITORIES,
        partition: Some(weir_connect::Spot {
            id: Some(id.clone()),
            name,
        }),
        key: Some(id),
        gone,
    })
}
