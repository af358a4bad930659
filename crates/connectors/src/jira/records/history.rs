//! The history of an issue, and what follows from it.

use serde::Deserialize;
use serde_json::Value;
use weir_model::entities::{IssueChange, IssueSprint};
use weir_model::{Batch, Id, Time};

use super::issue::Setup;
use super::{Account, words};

/// Values that changed at one moment.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-changelog-get>
#[derive(Debug, Deserialize)]
pub(crate) struct History {
    id: Value,
    created: Value,
    author: Option<Account>,
    items: Option<Vec<Item>>,
}

/// One value.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    field: Option<String>,
    field_id: Option<String>,
    from: Option<String>,
    from_string: Option<String>,
    to: Option<String>,
    #[serde(rename = "toString")]
    to_text: Option<String>,
}

impl History {
    /// The bulk address writes milliseconds where the others write RFC 3339.
    pub(crate) fn at(&self) -> Option<Time> {
        match &self.created {
            Value::String(text) => Time::parse(text),
            Value::Number(number) => Some(Time(number.as_i64()?.saturating_mul(1000))),
            _ => None,
        }
    }

    fn id(&self) -> Option<String> {
        match &self.id {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    pub(crate) fn author(&self) -> Option<&Account> {
        self.author.as_ref()
    }
}

/// The histories with their moments, oldest first.
pub(super) fn in_order(histories: Vec<History>, out: &mut Batch) -> Vec<(Time, String, History)> {
    let mut known = Vec::new();
    for history in histories {
        match (history.at(), history.id()) {
            (Some(at), Some(id)) => known.push((at, id, history)),
            _ => out.drift("issue_changes.changed_at", &history.created.to_string()),
        }
    }
    known.sort_by(|one, other| (one.0, number(&one.1), &one.1).cmp(&(other.0, number(&other.1), &other.1)));
    known
}

fn number(id: &str) -> u64 {
    id.parse().unwrap_or(0)
}

/// The rows of the history.
pub(super) fn rows(issue: &Id, histories: &[(Time, String, History)], setup: &Setup, out: &mut Batch) {
    for (at, id, history) in histories {
        let author = history.author.as_ref().and_then(Account::login);
        for (place, item) in history.items.iter().flatten().enumerate() {
            let name = item.field.clone().unwrap_or_default();
            out.push(IssueChange {
                id: Id::new("issue_change", format_args!("{id}-{place}")),
                issue_id: issue.clone(),
                field: item.word(setup),
                field_name: item.field.clone(),
                changed_at: *at,
                author_login: author.clone(),
                from_id: some(item.from.as_ref()),
                from_text: some(item.from_string.as_ref()),
                to_id: some(item.to.as_ref()),
                to_text: some(item.to_text.as_ref()),
            });
            if name.is_empty() && item.field_id.is_none() {
                out.drift("issue_changes.field", "null");
            }
        }
    }
}

fn some(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.is_empty()).cloned()
}

impl Item {
    fn word(&self, setup: &Setup) -> String {
        let name = self.field.as_deref().unwrap_or_default();
        let id = self.field_id.as_deref();
        if let Some(role) = setup.role(id, name) {
            return role.to_owned();
        }
        let word = words::field(id, name).map(str::to_owned);
        word.unwrap_or_else(|| id.unwrap_or(name).to_owned())
    }
}

/// In which sprints the issue was when. The history says each change; before the first one the issue was in what that
/// one says it was in, and without any in those it is in now, since it was made.
pub(super) fn sprints(
    issue: (&str, &Id),
    (created, updated): (Time, Time),
    now: &[String],
    histories: &[(Time, String, History)],
    setup: &Setup,
    out: &mut Batch,
) {
    let items = histories
        .iter()
        .flat_map(|(at, _, history)| history.items.iter().flatten().map(move |item| (*at, item)));
    let changes: Vec<(Time, Vec<String>, Vec<String>)> = items
        .filter(|(_, item)| item.word(setup) == "sprint")
        .map(|(at, item)| (at, ids(item.from.as_deref()), ids(item.to.as_deref())))
        .collect();
    let first = changes
        .first()
        .map_or_else(|| now.to_vec(), |(_, from, _)| from.clone());
    let mut open: Vec<(String, Time)> = first.into_iter().map(|id| (id, created)).collect();
    let mut stays: Vec<(String, Time, Option<Time>)> = Vec::new();
    for (at, _, to) in changes {
        let mut kept = Vec::new();
        for (id, since) in open {
            if to.contains(&id) {
                kept.push((id, since));
            } else {
                stays.push((id, since, Some(at)));
            }
        }
        for id in to {
            if !kept.iter().any(|(known, _)| *known == id) {
                kept.push((id, at));
            }
        }
        open = kept;
    }
    stays.extend(open.into_iter().map(|(id, since)| (id, since, None)));
    for (id, added_at, removed_at) in stays {
        out.push(IssueSprint {
            id: Id::new("issue_sprint", format_args!("{}/{id}/{}", issue.0, added_at.0)),
            issue_id: issue.1.clone(),
            sprint_id: Id::new("sprint", &id),
            added_at,
            removed_at,
            updated_at: updated,
        });
    }
}

/// `37, 38` as the history writes sprints.
fn ids(text: Option<&str>) -> Vec<String> {
    let parts = text.unwrap_or_default().split(',').map(str::trim);
    let mut ids: Vec<String> = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if !ids.iter().any(|known| known == part) {
            ids.push(part.to_owned());
        }
    }
    ids
}
