use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::Value;
use weir_model::{Batch, Id, Table};

/// The natural key of a record within its stream and partition, and the upstream's modification time if it has
/// one. Of two versions of a record the later time wins; without a time the later read wins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Natural key.
    pub id: String,
    /// Modification time.
    pub updated: Option<weir_model::Time>,
}

impl Key {
    /// A key without a modification time.
    pub fn new(id: impl std::fmt::Display) -> Self {
        Self {
            id: id.to_string(),
            updated: None,
        }
    }

    /// A key with one.
    pub fn at(id: impl std::fmt::Display, updated: impl Into<Option<weir_model::Time>>) -> Self {
        Self {
            id: id.to_string(),
            updated: updated.into(),
        }
    }
}

/// A thing that other streams are run for: a repository. Its fields fill their placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// Stable id; for a repository the natural key of its row.
    pub id: String,
    /// What people call it: `owner/name`.
    pub name: String,
    /// Values for placeholders: `full_name`, `owner`, `name`, `clone_url`.
    pub fields: BTreeMap<&'static str, String>,
}

/// Where a record was found. Stored with the raw record, so mapping it again gives the same rows.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// [`Partition::id`]; empty when the stream is run once or for a configuration entry.
    pub id: &'a str,
    /// [`Partition::name`], or the configuration entry.
    pub name: &'a str,
}

/// An upstream document: the only trait a connector implements.
///
/// Field names and nesting are exactly the upstream's. Unknown fields are ignored; values outside the documented
/// sets are stored as they came and reported with [`Batch::drift`].
pub trait Record: DeserializeOwned {
    /// Its natural key.
    fn key(&self, scope: &Scope<'_>) -> Key;

    /// The partition it defines, if other streams are run for it.
    fn partition(&self) -> Option<Partition> {
        None
    }

    /// Whether the upstream is done with it. A record that is not is read again, at growing intervals, until it is:
    /// see [`crate::Refresh`]. A run that goes on, a deployment in progress, an open pull request are not final.
    fn is_final(&self) -> bool {
        true
    }

    /// The row that a key stands for: it is removed, with all that hangs from it, when the record is gone upstream.
    /// `None` when the record becomes no row of its own, or nothing can be said without the record.
    fn row(_key: &str, _scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        None
    }

    /// The rows it becomes. Pure: no clock, no configuration, no look-up. May emit several rows, or none.
    fn map(self, scope: &Scope<'_>, out: &mut Batch);
}

/// A key as a document writes it: a text that is not empty, or a number.
pub fn key_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
