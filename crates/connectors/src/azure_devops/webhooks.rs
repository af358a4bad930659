//! What service hooks send: <https://learn.microsoft.com/azure/devops/service-hooks/events>.

use serde_json::Value;
use weir_connect::{
    At, Proof, Rule, SecretFrom, Spot, Touched, WebhookEvent, Webhooks, Where, key_text, touched,
};

use super::repos::REPOSITORIES;

pub(super) static WEBHOOKS: Webhooks = Webhooks {
    docs: "https://learn.microsoft.com/azure/devops/service-hooks/services/webhooks",
    steps: &[
        "In Azure DevOps, open Project settings, Service hooks, then Create subscription, Web Hooks. Each project and \
         each event listed here needs one.",
        "Choose the event, and leave its filters at Any.",
        "URL: {url}",
        "Basic authentication username: weir",
        "Basic authentication password: {secret}",
        "Leave \"Resource details to send\" at All, then Test and Finish.",
    ],
    content_type: None,
    secret_from: SecretFrom::Weir,
    proofs: &[Proof::Basic],
    event: At::Body("/eventType"),
    delivery: At::Body("/id"),
    events: EVENTS,
    read,
    challenge: None,
    unsigned: &[],
    redelivery: None,
    carried: None,
};

const CREATED: &str = "git.pullrequest.created";
const UPDATED: &str = "git.pullrequest.updated";
const MERGED: &str = "git.pullrequest.merged";
const COMMENTED: &str = "ms.vss-code.git-pullrequest-comment-event";
const PUSHED: &str = "git.push";
const MADE: &str = "git.repo.created";
const FORKED: &str = "git.repo.forked";
const RENAMED: &str = "git.repo.renamed";
const STATUS: &str = "git.repo.statuschanged";
const DELETED: &str = "git.repo.deleted";

const EVENTS: &[WebhookEvent] = &[
    WebhookEvent::new(CREATED, "A pull request is created."),
    WebhookEvent::new(
        UPDATED,
        "A pull request is changed, voted on, pushed to, completed or abandoned.",
    ),
    WebhookEvent::new(MERGED, "A merge of a pull request is tried."),
    WebhookEvent::new(COMMENTED, "A comment on a pull request is written or changed."),
    WebhookEvent::new(PUSHED, "Commits are pushed to a branch, or a tag is made."),
    WebhookEvent::new(MADE, "A repository is made."),
    WebhookEvent::new(FORKED, "A repository is forked."),
    WebhookEvent::new(RENAMED, "A repository gets another name."),
    WebhookEvent::new(STATUS, "A repository is disabled or enabled."),
    WebhookEvent::new(DELETED, "A repository is deleted."),
];

const NUMBER: &str = "/resource/pullRequestId";

const RULES: &[Rule] = &[
    Rule::of(CREATED, "pull_requests", NUMBER),
    Rule::of(UPDATED, "pull_requests", NUMBER),
    Rule::of(MERGED, "pull_requests", NUMBER),
    Rule::of(COMMENTED, "pull_requests", "/resource/pullRequest/pullRequestId"),
    Rule::of(PUSHED, "refs", ""),
    Rule::of(PUSHED, "commits", ""),
];

const PLACE: Where = Where {
    id: "/resource/repository/id",
    name: "/resource/repository/name",
    action: "",
};

/// The pull request of a comment stands one step deeper.
const COMMENT: Where = Where {
    id: "/resource/pullRequest/repository/id",
    name: "/resource/pullRequest/repository/name",
    action: "",
};

fn read(event: &str, body: &Value) -> Vec<Touched> {
    match event {
        MADE | FORKED | RENAMED | STATUS | DELETED => {
            repository(body, event == DELETED).into_iter().collect()
        }
        COMMENTED => touched(RULES, &COMMENT, event, body),
        _ => touched(RULES, &PLACE, event, body),
    }
}

/// Newer events hold the repository, a deletion its id alone.
fn repository(body: &Value, gone: bool) -> Option<Touched> {
    let at = |paths: [&str; 2]| {
        paths
            .iter()
            .find_map(|path| body.pointer(path).and_then(key_text))
    };
    let id = at(["/resource/repository/id", "/resource/repositoryId"])?;
    let name = at(["/resource/repository/name", "/resource/repositoryName"]);
    Some(Touched {
        stream: REPOSITORIES,
        partition: Some(Spot {
            name: name.unwrap_or_else(|| id.clone()),
            id: Some(id.clone()),
        }),
        key: Some(id),
        gone,
    })
}
