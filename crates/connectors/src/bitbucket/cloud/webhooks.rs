//! What Cloud sends: <https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/>.

use serde_json::Value;
use weir_connect::{Rule, Spot, Touched, WebhookEvent, Where, touched as by_rules};

use super::parts::bare;
use super::streams::{ACTIVITY, REPOSITORIES};

/// Their names, what they say, and what they touch besides what is new in the log of pull requests.
pub(in crate::bitbucket) const EVENTS: &[WebhookEvent] = &[
    WebhookEvent::new("repo:push", "Branches or tags are pushed, made or deleted."),
    WebhookEvent::new(
        "repo:updated",
        "A repository is renamed or its settings are changed.",
    ),
    WebhookEvent::new("repo:transfer", "A repository is moved to another workspace."),
    WebhookEvent::new("repo:deleted", "A repository is deleted."),
    WebhookEvent::new(
        "repo:commit_status_created",
        "A build tool, or a pipeline, reports of a commit for the first time.",
    ),
    WebhookEvent::new(
        "repo:commit_status_updated",
        "A build tool, or a pipeline, reports of a commit again.",
    ),
    WebhookEvent::new("pullrequest:created", "A pull request is opened."),
    WebhookEvent::new("pullrequest:updated", "A pull request is changed or pushed to."),
    WebhookEvent::new("pullrequest:approved", "A pull request is approved."),
    WebhookEvent::new("pullrequest:unapproved", "An approval is taken back."),
    WebhookEvent::new("pullrequest:changes_request_created", "Changes are requested."),
    WebhookEvent::new(
        "pullrequest:changes_request_removed",
        "A request for changes is taken back.",
    ),
    WebhookEvent::new("pullrequest:fulfilled", "A pull request is merged."),
    WebhookEvent::new("pullrequest:rejected", "A pull request is declined."),
    WebhookEvent::new(
        "pullrequest:comment_created",
        "A comment on a pull request is written.",
    ),
    WebhookEvent::new(
        "pullrequest:comment_updated",
        "A comment on a pull request is changed.",
    ),
    WebhookEvent::new(
        "pullrequest:comment_deleted",
        "A comment on a pull request is deleted.",
    ),
    WebhookEvent::new("issue:created", "An issue is opened."),
    WebhookEvent::new("issue:updated", "An issue is changed."),
    WebhookEvent::new("issue:comment_created", "A comment on an issue is written."),
];

const ISSUE: &str = "/issue/id";
const BUILDS: &[&str] = &["repo:commit_status_created", "repo:commit_status_updated"];

const RULES: &[Rule] = &[
    Rule::of("repo:push", "refs", ""),
    Rule::of("repo:push", "commits", ""),
    Rule::of("issue:created", "issues", ISSUE),
    Rule::of("issue:updated", "issues", ISSUE),
    Rule::of("issue:comment_created", "issues", ISSUE),
];

const PLACE: Where = Where {
    id: "/repository/uuid",
    name: "/repository/full_name",
    action: "",
};

/// Events about a repository as a whole, and whether it is no more then.
const WHOLE: &[(&str, bool)] = &[
    ("repo:updated", false),
    ("repo:transfer", false),
    ("repo:deleted", true),
];

pub(in crate::bitbucket) fn touched(event: &str, body: &Value) -> Vec<Touched> {
    let Some(spot) = spot(body) else {
        return Vec::new();
    };
    let one = |stream, key: Option<String>| Touched {
        stream,
        partition: Some(spot.clone()),
        key,
        gone: false,
    };
    if let Some((_, gone)) = WHOLE.iter().find(|(name, _)| *name == event) {
        return vec![Touched {
            gone: *gone,
            ..one(REPOSITORIES, spot.id.clone())
        }];
    }
    if event.starts_with("pullrequest:") {
        let number = body.pointer("/pullrequest/id").and_then(Value::as_i64);
        let number = number.map(|number| number.to_string());
        return number.map_or_else(Vec::new, |number| {
            vec![one("pull_requests", Some(number)), one(ACTIVITY, None)]
        });
    }
    if BUILDS.contains(&event) {
        return vec![one("pipeline_runs", None), one("deployments", None)];
    }
    let mut all = by_rules(RULES, &PLACE, event, body);
    for found in &mut all {
        found.partition = Some(spot.clone());
    }
    all
}

/// The repository of a delivery.
fn spot(body: &Value) -> Option<Spot> {
    let text = |at: &str| body.pointer(at).and_then(Value::as_str);
    Some(Spot {
        id: text(PLACE.id).map(|uuid| bare(uuid).to_owned()),
        name: text(PLACE.name)?.to_owned(),
    })
}
