use std::collections::BTreeMap;

use serde::Deserialize;
use weir_connect::Scope;
use weir_model::entities::{IssueChange, IssueEvent};
use weir_model::{Batch, Id, Time};

use crate::bitbucket::cloud::parts::{Account, People, issue, numbered, repository, some};
use crate::bitbucket::cloud::words::{ISSUE, find};

/// What somebody changed of an issue at one moment.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-issue-tracker/#api-repositories-workspace-repo-slug-issues-issue-id-changes-get>
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    id: i64,
    created_on: Time,
    user: Option<Account>,
    changes: Option<BTreeMap<String, Values>>,
}

#[derive(Debug, Deserialize)]
struct Values {
    old: Option<String>,
    new: Option<String>,
}

/// The vendor's fields and ours. The name of an assignee is no longer told, only the account's id.
const FIELDS: &[(&str, &str)] = &[
    ("state", "status"),
    ("status", "status"),
    ("assignee_account_id", "assignee"),
    ("kind", "kind"),
    ("priority", "priority"),
    ("title", "title"),
    ("content", "description"),
    ("component", "components"),
    ("milestone", "milestone"),
    ("version", "affected_versions"),
];

/// Whether the change is from an open state to a closed one, or back.
fn turned(values: &Values) -> Option<&'static str> {
    let state = |said: &Option<String>| find(ISSUE, said.as_deref().unwrap_or_default());
    match (state(&values.old), state(&values.new)) {
        (Some("open") | None, Some("closed")) => Some("closed"),
        (Some("closed"), Some("open")) => Some("reopened"),
        _ => None,
    }
}

/// Emits the history, oldest first, and says when the issue was last closed.
pub(super) fn rows(
    changes: Vec<Change>,
    (scope, number): (&Scope<'_>, i64),
    people: &mut People,
    out: &mut Batch,
) -> Option<Time> {
    let mut closed_at = None;
    for change in changes {
        let by = people.meet(change.user).login;
        let at = change.created_on;
        let key = format!("{}/{}", numbered(scope, number), change.id);
        for (name, values) in change.changes.unwrap_or_default() {
            let Some((_, field)) = FIELDS.iter().find(|(theirs, _)| *theirs == name) else {
                continue;
            };
            // Who it was given to is among the changes; an event beside it would be counted as another time.
            if let ("status", Some(kind)) = (*field, turned(&values)) {
                closed_at = (kind == "closed").then_some(at);
                out.push(IssueEvent {
                    id: Id::new("issue_event", format!("{key}/{kind}")),
                    issue_id: Some(issue(scope, number)),
                    repository_id: Some(repository(scope)),
                    kind: kind.to_owned(),
                    occurred_at: at,
                    actor_login: by.clone(),
                    subject: None,
                });
            }
            let (old, new) = (some(values.old), some(values.new));
            let is_account = *field == "assignee";
            let id_of = |text: &Option<String>| text.clone().filter(|_| is_account);
            out.push(IssueChange {
                id: Id::new("issue_change", format!("{key}/{field}")),
                issue_id: issue(scope, number),
                field: (*field).to_owned(),
                field_name: Some(name),
                changed_at: at,
                author_login: by.clone(),
                from_id: id_of(&old),
                from_text: old,
                to_id: id_of(&new),
                to_text: new,
            });
        }
    }
    closed_at
}
