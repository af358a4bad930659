//! What Jira sends by itself: <https://developer.atlassian.com/cloud/jira/platform/webhooks/>.

use serde_json::Value;
use weir_connect::{
    At, Proof, Rule, SecretFrom, Spot, Touched, WebhookEvent, Webhooks, Where, key_text, touched,
};

pub(super) static WEBHOOKS: Webhooks = Webhooks {
    docs: "https://developer.atlassian.com/cloud/jira/platform/webhooks/",
    steps: &[
        "In Jira, as an administrator, open Settings, System, WebHooks, then Create a WebHook.",
        "URL: {url}",
        "Secret: {secret}",
        "Switch on the events listed here. Where the integration has projects or JQL set, write the same JQL above the \
         issue events, so that nothing else is sent.",
        "Leave \"Exclude body\" off, then Create.",
        "A Jira that has no field for a secret cannot sign its deliveries, and they are refused: leave webhooks out there.",
    ],
    content_type: None,
    secret_from: SecretFrom::Weir,
    proofs: &[Proof::ATLASSIAN],
    event: At::Body("/webhookEvent"),
    delivery: At::Header("x-atlassian-webhook-identifier"),
    events: EVENTS,
    read,
    challenge: None,
    unsigned: &[],
    redelivery: None,
    carried: None,
};

const EVENTS: &[WebhookEvent] = &[
    WebhookEvent::new("jira:issue_created", "An issue is created."),
    WebhookEvent::new(
        "jira:issue_updated",
        "An issue is changed, moved, commented on or worked on.",
    ),
    WebhookEvent::new("jira:issue_deleted", "An issue is deleted."),
    WebhookEvent::new("comment_created", "A comment on an issue is written."),
    WebhookEvent::new("comment_updated", "A comment on an issue is changed."),
    WebhookEvent::new("comment_deleted", "A comment on an issue is deleted."),
    WebhookEvent::new("worklog_created", "Time is logged on an issue."),
    WebhookEvent::new("worklog_updated", "Logged time is changed."),
    WebhookEvent::new("worklog_deleted", "Logged time is deleted."),
    WebhookEvent::new("issuelink_created", "Two issues are linked."),
    WebhookEvent::new("issuelink_deleted", "A link between two issues is removed."),
    WebhookEvent::new("sprint_created", "A sprint is planned."),
    WebhookEvent::new("sprint_updated", "A sprint is changed."),
    WebhookEvent::new("sprint_started", "A sprint is started."),
    WebhookEvent::new("sprint_closed", "A sprint is completed."),
    WebhookEvent::new("sprint_deleted", "A sprint is deleted."),
    WebhookEvent::new("board_created", "A board is made."),
    WebhookEvent::new("board_updated", "A board is changed."),
    WebhookEvent::new("board_deleted", "A board is deleted."),
    WebhookEvent::new("jira:version_created", "A version of a project is made."),
    WebhookEvent::new("jira:version_updated", "A version is changed."),
    WebhookEvent::new("jira:version_released", "A version is released."),
    WebhookEvent::new(
        "jira:version_unreleased",
        "The release of a version is taken back.",
    ),
    WebhookEvent::new("jira:version_moved", "A version gets another place in the order."),
    WebhookEvent::new("jira:version_deleted", "A version is deleted."),
    WebhookEvent::new("project_created", "A project is made."),
    WebhookEvent::new("project_updated", "A project is changed."),
    WebhookEvent::new("project_deleted", "A project is deleted."),
];

const fn issue(event: &'static str, key: &'static str) -> Rule {
    Rule::of(event, "issues", key)
}

const ISSUE: &str = "/issue/id";
const WORKLOG: &str = "/worklog/issueId";
const BOARD: &str = "/board/id";
const PROJECT: &str = "/project/id";

/// What is run once for the whole of Jira. Ids, since keys change when issues move.
const RULES: &[Rule] = &[
    issue("jira:issue_created", ISSUE),
    issue("jira:issue_updated", ISSUE),
    issue("jira:issue_deleted", ISSUE).gone(&["jira:issue_deleted"]),
    issue("comment_created", ISSUE),
    issue("comment_updated", ISSUE),
    issue("comment_deleted", ISSUE),
    issue("worklog_created", WORKLOG),
    issue("worklog_updated", WORKLOG),
    issue("worklog_deleted", WORKLOG),
    issue("issuelink_created", "/issueLink/sourceIssueId"),
    issue("issuelink_created", "/issueLink/destinationIssueId"),
    issue("issuelink_deleted", "/issueLink/sourceIssueId"),
    issue("issuelink_deleted", "/issueLink/destinationIssueId"),
    Rule::of("board_created", "boards", BOARD),
    Rule::of("board_updated", "boards", BOARD),
    Rule::of("board_deleted", "boards", BOARD).gone(&["board_deleted"]),
    Rule::of("project_created", "projects", PROJECT),
    Rule::of("project_updated", "projects", PROJECT),
    Rule::of("project_deleted", "projects", PROJECT).gone(&["project_deleted"]),
];

const PLACE: Where = Where {
    id: "",
    name: "",
    action: "/webhookEvent",
};

/// What is in boards and projects: how its events begin, its stream, where its id and that of its partition are.
const INSIDE: &[(&str, &str, &str, &str)] = &[
    ("sprint_", "sprints", "/sprint/id", "/sprint/originBoardId"),
    ("jira:version_", "versions", "/version/id", "/version/projectId"),
];

fn read(event: &str, body: &Value) -> Vec<Touched> {
    let found = touched(RULES, &PLACE, event, body);
    if !found.is_empty() {
        return found;
    }
    let one = if event.starts_with("comment_") {
        of_comment(body)
    } else {
        inside(event, body)
    };
    one.into_iter().collect()
}

/// Data Center tells the issue of a comment only in the comment's own address: `…/rest/api/2/issue/10013/comment/10082`.
fn of_comment(body: &Value) -> Option<Touched> {
    let address = body.pointer("/comment/self")?.as_str()?;
    let issue = address.split_once("/issue/")?.1.split('/').next()?;
    let is_id = !issue.is_empty() && issue.bytes().all(|byte| byte.is_ascii_digit());
    is_id.then(|| Touched {
        stream: "issues",
        partition: None,
        key: Some(issue.to_owned()),
        gone: false,
    })
}

fn inside(event: &str, body: &Value) -> Option<Touched> {
    let (_, stream, key, of) = INSIDE.iter().find(|(begin, ..)| event.starts_with(begin))?;
    let key = key_text(body.pointer(key)?)?;
    let of = key_text(body.pointer(of)?)?;
    Some(Touched {
        stream,
        partition: Some(Spot {
            id: Some(of.clone()),
            name: of,
        }),
        key: Some(key),
        gone: event.ends_with("_deleted"),
    })
}
