//! Recorded deliveries touch what they are about.

use std::fmt::Write as _;

use serde_json::Value;
use weir_connectors::bitbucket::CONNECTOR;

use crate::{upstream, webhooks};

/// Event names by parts of the names of files, since the header that has them was not recorded.
const EVENTS: &[(&str, &str)] = &[
    ("issue-comment-created", "issue:comment_created"),
    ("issue-created", "issue:created"),
    ("issue-updated", "issue:updated"),
    ("commit-comment-created", "repo:commit_comment_created"),
    ("repo-commit-status-created", "repo:commit_status_created"),
    ("repo-commit-status-updated", "repo:commit_status_updated"),
    ("repo-fork", "repo:fork"),
    ("repo-push", "repo:push"),
    ("repo-updated", "repo:updated"),
    ("approval-removed", "pullrequest:unapproved"),
    ("request-approved", "pullrequest:approved"),
    ("request-comment-created", "pullrequest:comment_created"),
    ("request-comment-updated", "pullrequest:comment_updated"),
    ("request-comment-deleted", "pullrequest:comment_deleted"),
    ("request-declined", "pullrequest:rejected"),
    ("request-merged", "pullrequest:fulfilled"),
    ("request-created", "pullrequest:created"),
    ("request-updated", "pullrequest:updated"),
    ("pipeline_hook_created", "repo:commit_status_created"),
    ("pipeline_hook_update", "repo:commit_status_updated"),
    ("pr_comment_created", "pullrequest:comment_created"),
    ("pr_comment_deleted", "pullrequest:comment_deleted"),
    ("pr_created", "pullrequest:created"),
    ("pr_updated", "pullrequest:updated"),
    ("pr_declined", "pullrequest:rejected"),
    ("pr_fulfilled", "pullrequest:fulfilled"),
    ("push", "repo:push"),
    ("pullrequest_created", "pullrequest:created"),
    ("pullrequest_updated", "pullrequest:updated"),
    ("pullrequest_rejected", "pullrequest:rejected"),
    ("commit_created", "repo:push"),
    ("branch_", "repo:push"),
    ("tag_", "repo:push"),
    ("signed_payload", "repo:push"),
];

#[test]
fn recorded_deliveries_touch_what_they_are_about() {
    let mut told = String::new();
    for folder in [
        "bitbucket-cloud/recorded/webhooks/go-playground",
        "bitbucket-cloud/recorded/go-scm/webhooks",
        "bitbucket-cloud/recorded/jenkins-branch-source/impl/webhook/cloud",
    ] {
        let Some(folder) = upstream::find(folder) else {
            return;
        };
        for (name, path) in upstream::files(&folder) {
            let body: Value = serde_json::from_str(&upstream::text(&path)).unwrap();
            let event = EVENTS.iter().find(|(part, _)| name.contains(part));
            let (_, event) = event.unwrap_or_else(|| panic!("{name} is of no known event"));
            let all = webhooks::touched(&CONNECTOR, event, &body);
            writeln!(told, "{name} {event}: {}", all.join(", ")).unwrap();
        }
    }
    insta::assert_snapshot!(told);
}
