use std::collections::BTreeMap;

use serde::Deserialize;
use weir_connect::{Key, Partition, Record, Scope};
use weir_model::entities::Repository as Row;
use weir_model::{Batch, Entity as _, Id, Table, Time};

use crate::github::parts::some;

/// A repository. Its number stays the same when it is renamed or moved; its name does not.
///
/// <https://docs.github.com/rest/repos/repos#get-a-repository>
#[derive(Debug, Deserialize)]
pub struct Repository {
    id: i64,
    name: String,
    full_name: String,
    html_url: Option<String>,
    clone_url: Option<String>,
    default_branch: Option<String>,
    description: Option<String>,
    language: Option<String>,
    private: Option<bool>,
    fork: Option<bool>,
    archived: Option<bool>,
    created_at: Option<Time>,
    updated_at: Option<Time>,
    pushed_at: Option<Time>,
}

impl Record for Repository {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_at)
    }

    fn partition(&self) -> Option<Partition> {
        let (owner, name) = self.full_name.split_once('/').unwrap_or(("", &self.name));
        let fields = [
            ("full_name", self.full_name.as_str()),
            ("owner", owner),
            ("name", name),
            ("clone_url", self.clone_url.as_deref().unwrap_or_default()),
        ];
        Some(Partition {
            id: self.id.to_string(),
            name: self.full_name.clone(),
            fields: BTreeMap::from(fields.map(|(name, value)| (name, value.to_owned()))),
        })
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("repository", key)))
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        out.push(Row {
            id: Id::new("repository", self.id),
            name: self.name,
            full_name: self.full_name,
            url: self.html_url,
            clone_url: self.clone_url,
            default_branch: self.default_branch,
            description: some(self.description),
            language: self.language,
            is_private: self.private,
            is_fork: self.fork,
            is_archived: self.archived,
            created_at: self.created_at,
            updated_at: self.updated_at,
            pushed_at: self.pushed_at,
        });
    }
}
