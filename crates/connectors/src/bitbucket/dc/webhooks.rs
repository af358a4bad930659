//! What Data Center sends by itself: <https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html>.

use serde_json::Value;
use weir_connect::{Spot, Touched, WebhookEvent, key_text};

use super::streams::{PULL_REQUESTS, REPOSITORIES};

pub(in crate::bitbucket) const EVENTS: &[WebhookEvent] = &[
    WebhookEvent::new(
        "repo:refs_changed",
        "Data Center: commits, branches or tags are pushed.",
    ),
    WebhookEvent::new("repo:modified", "Data Center: a repository gets another name."),
    WebhookEvent::new("pr:opened", "Data Center: a pull request is opened."),
    WebhookEvent::new(
        "pr:from_ref_updated",
        "Data Center: its source branch gets other commits.",
    ),
    WebhookEvent::new(
        "pr:to_ref_updated",
        "Data Center: its target branch gets other commits.",
    ),
    WebhookEvent::new(
        "pr:modified",
        "Data Center: its title, description or target branch is changed.",
    ),
    WebhookEvent::new(
        "pr:reviewer:updated",
        "Data Center: reviewers are added or removed.",
    ),
    WebhookEvent::new("pr:reviewer:approved", "Data Center: a reviewer approves."),
    WebhookEvent::new("pr:reviewer:unapproved", "Data Center: a reviewer takes it back."),
    WebhookEvent::new(
        "pr:reviewer:needs_work",
        "Data Center before 8.8: a reviewer requests changes.",
    ),
    WebhookEvent::new(
        "pr:reviewer:changes_requested",
        "Data Center: a reviewer requests changes.",
    ),
    WebhookEvent::new("pr:merged", "Data Center: a pull request is merged."),
    WebhookEvent::new("pr:declined", "Data Center: a pull request is declined."),
    WebhookEvent::new("pr:deleted", "Data Center: a pull request is deleted."),
    WebhookEvent::new("pr:comment:added", "Data Center: a comment is written."),
    WebhookEvent::new("pr:comment:edited", "Data Center: a comment is changed."),
    WebhookEvent::new("pr:comment:deleted", "Data Center: a comment is deleted."),
];

/// What an event of Data Center touches.
pub(in crate::bitbucket) fn touched(event: &str, body: &Value) -> Vec<Touched> {
    let one = |stream, at: &str, key: Option<&str>, gone| {
        let spot = spot(body.pointer(at)?)?;
        let key = match key {
            Some(key) => Some(key_text(body.pointer(key)?)?),
            None => None,
        };
        Some(Touched {
            stream,
            partition: Some(spot),
            key,
            gone,
        })
    };
    let found = match event {
        "repo:refs_changed" => vec![
            one("refs", "/repository", None, false),
            one("commits", "/repository", None, false),
        ],
        // Its id stays; its name in addresses may not.
        "repo:modified" => vec![one(REPOSITORIES, "/new", Some("/new/id"), false)],
        _ if event.starts_with("pr:") => {
            let gone = event == "pr:deleted";
            vec![one(
                PULL_REQUESTS,
                "/pullRequest/toRef/repository",
                Some("/pullRequest/id"),
                gone,
            )]
        }
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// The repository, as events name it.
fn spot(repository: &Value) -> Option<Spot> {
    let key = repository.pointer("/project/key")?.as_str()?;
    let slug = repository["slug"].as_str()?;
    Some(Spot {
        id: key_text(&repository["id"]),
        name: format!("{key}/{slug}"),
    })
}
