//! What people noted of contributors, as it was: each edit and each import begins a version.

use std::collections::BTreeSet;

use serde_json::Value;
use weir_control::{Account, Contributor, ContributorChange, ContributorEvent, Control, FieldChange};
use weir_model::Time;

use super::attributes::write_csv;
use crate::{InsightsError, Result};

/// Lines of the log that are looked through.
const LOOKED_AT: i64 = 20_000;

/// What was noted of everybody from a moment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its id: that of the line of the log which began it.
    pub id: i64,
    /// Since when.
    pub at: Time,
    /// What began it: `edited` or `imported`.
    pub action: String,
    /// What changed then.
    pub changes: Vec<FieldChange>,
}

fn version(event: ContributorEvent) -> Option<Version> {
    let changes = event.detail.get("changes")?.clone();
    Some(Version {
        changes: serde_json::from_value(changes).ok()?,
        id: event.id,
        at: event.at,
        action: event.action,
    })
}

/// The versions, newest first.
pub async fn versions(control: &Control) -> Result<Vec<Version>> {
    let events = control.contributor_log(LOOKED_AT).await?;
    Ok(events.into_iter().filter_map(version).collect())
}

/// Everybody as CSV with what was noted of them in a version. Who came later is there as they are now, who was merged since is
/// not: accounts are no part of a version.
pub async fn csv_at(control: &Control, id: i64) -> Result<String> {
    let versions = versions(control).await?;
    if !versions.iter().any(|version| version.id == id) {
        return Err(InsightsError::invalid(
            format!("there is no version {id}"),
            "GET /contributors/versions lists them",
        ));
    }
    let mut everybody = control.contributors().await?;
    let later = versions.iter().take_while(|version| version.id != id);
    let changes: Vec<&FieldChange> = later.flat_map(|version| &version.changes).collect();
    for one in &mut everybody {
        let own = changes.iter().filter(|change| change.contributor == one.id);
        *one = one.changed(&undone(own))?.0;
    }
    write_csv(&everybody)
}

/// Back to what was before changes that are listed newest first.
fn undone<'a>(changes: impl Iterator<Item = &'a &'a FieldChange>) -> ContributorChange {
    let mut before = ContributorChange::default();
    for change in changes {
        let value = change.from.clone();
        match change.field.as_str() {
            "name" => before.name = Some(value),
            "email" => before.email = Some(value),
            "bot" => before.is_bot = Some(value == "true"),
            attribute => {
                before.attributes.insert(attribute.to_owned(), value);
            }
        }
    }
    before
}

/// What happened to one contributor, newest first.
pub async fn history(control: &Control, one: &Contributor) -> Result<Vec<ContributorEvent>> {
    let accounts: Vec<String> = one.accounts.iter().map(Account::key).collect();
    let concerns = |event: &ContributorEvent| concerns(&event.detail, one.id, &accounts);
    let events = control.contributor_log(LOOKED_AT).await?;
    let own = events.into_iter().filter(concerns);
    Ok(own.map(|event| narrowed(event, one.id)).collect())
}

fn concerns(detail: &Value, id: i64, accounts: &[String]) -> bool {
    let id = id.to_string();
    let is = |value: &Value| value.as_str() == Some(id.as_str());
    let named = ["into", "from", "to"]
        .iter()
        .any(|name| detail.get(name).is_some_and(is));
    let fields = detail.get("changes").and_then(Value::as_array);
    let changed = fields
        .into_iter()
        .flatten()
        .any(|field| is(&field["contributor"]));
    named || changed || mentions(&detail["accounts"], accounts) || mentions(&detail["account"], accounts)
}

fn mentions(value: &Value, accounts: &[String]) -> bool {
    match value {
        Value::String(text) => accounts.contains(text),
        Value::Array(values) => values.iter().any(|value| mentions(value, accounts)),
        _ => false,
    }
}

/// Of an event about many contributors what concerns one of them.
fn narrowed(mut event: ContributorEvent, id: i64) -> ContributorEvent {
    if let Some(changes) = event.detail.get_mut("changes").and_then(Value::as_array_mut) {
        let id = id.to_string();
        changes.retain(|change| change["contributor"].as_str() == Some(id.as_str()));
    }
    event
}

impl Version {
    /// How many contributors it changed.
    pub fn contributors(&self) -> usize {
        let ids: BTreeSet<i64> = self.changes.iter().map(|change| change.contributor).collect();
        ids.len()
    }
}
