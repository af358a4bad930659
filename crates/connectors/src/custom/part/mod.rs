//! A part of a record as it is kept: what was said of it, and when each thing was. Events come late, twice and in any
//! order; of what two events say of one member, the later one holds.

use serde_json::{Map, Value, json};
use weir_model::Time;

/// Member that holds when each other member was said: the attempt, and the event's time in microseconds.
const SAID: &str = "said";
/// Member by which a part is known in its list.
const KEY: &str = "key";
/// Members that are lists of parts.
const LISTS: &[&str] = &["jobs", "steps"];
/// Members of which a further step is never undone by what was said at the same moment.
const STEPS: &[(&str, &[&str])] = &[
    ("status", &["queued", "waiting", "running", "done"]),
    (
        "state",
        &["queued", "pending", "in_progress", "error", "failure", "success"],
    ),
];

/// When something was said. A later attempt is later, whatever the clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp {
    pub(super) attempt: i64,
    pub(super) at: Time,
}

impl Stamp {
    fn read(said: Option<&Value>) -> Option<Self> {
        let said = said?;
        Some(Self {
            attempt: said.get(0)?.as_i64()?,
            at: Time(said.get(1)?.as_i64()?),
        })
    }
}

/// A part that one event tells of.
pub(super) struct Part {
    stamp: Stamp,
    members: Map<String, Value>,
    said: Map<String, Value>,
}

impl Part {
    pub(super) fn new(key: &str, stamp: Stamp) -> Self {
        let members = Map::from_iter([(KEY.to_owned(), key.into())]);
        Self {
            stamp,
            members,
            said: Map::new(),
        }
    }

    /// Says something; nothing says nothing.
    pub(super) fn say(&mut self, name: &str, value: Option<impl serde::Serialize>) {
        let Some(value) = value.and_then(|value| serde_json::to_value(value).ok()) else {
            return;
        };
        self.members.insert(name.to_owned(), value);
        let stamp = json!([self.stamp.attempt, self.stamp.at.0]);
        self.said.insert(name.to_owned(), stamp);
    }

    /// A list of parts, each under its own key.
    pub(super) fn list(&mut self, name: &str, parts: Vec<Value>) {
        if !parts.is_empty() {
            self.members
                .insert(name.to_owned(), merged_list(Vec::new(), parts).into());
        }
    }

    pub(super) fn done(mut self) -> Value {
        self.members.insert(SAID.to_owned(), self.said.into());
        Value::Object(self.members)
    }
}

/// What is known, and what an event says: what is known then.
pub(super) fn merge(known: Value, new: Value) -> Value {
    let (Value::Object(mut known), Value::Object(mut new)) = (known, new) else {
        return Value::Null;
    };
    let mut said = object(known.remove(SAID));
    let newly = object(new.remove(SAID));
    for (name, value) in new {
        if LISTS.contains(&name.as_str()) {
            let merged = merged_list(array(known.remove(&name)), array(Some(value)));
            known.insert(name, merged.into());
            continue;
        }
        let (before, now) = (Stamp::read(said.get(&name)), Stamp::read(newly.get(&name)));
        let holds = match known.get(&name) {
            Some(old) if before == now => !undoes(&name, old, &value),
            Some(_) => now > before,
            None => true,
        };
        if holds {
            if let Some(stamp) = newly.get(&name) {
                said.insert(name.clone(), stamp.clone());
            }
            known.insert(name, value);
        }
    }
    known.insert(SAID.to_owned(), said.into());
    Value::Object(known)
}

/// Whether a value of the same moment goes back behind another.
fn undoes(name: &str, old: &Value, new: &Value) -> bool {
    let steps = STEPS.iter().find(|(known, _)| *known == name);
    let place = |value: &Value| steps?.1.iter().position(|step| value.as_str() == Some(step));
    place(new) < place(old)
}

/// Parts of one key become one. They are kept in the order of their keys, whichever came first.
fn merged_list(known: Vec<Value>, new: Vec<Value>) -> Vec<Value> {
    let mut parts = std::collections::BTreeMap::<String, Value>::new();
    for part in known.into_iter().chain(new) {
        let key = part
            .get(KEY)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let merged = match parts.remove(&key) {
            Some(known) => merge(known, part),
            None => part,
        };
        parts.insert(key, merged);
    }
    parts.into_values().collect()
}

fn object(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

fn array(value: Option<Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(entries)) => entries,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
