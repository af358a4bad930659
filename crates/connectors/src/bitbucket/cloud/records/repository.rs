use std::collections::BTreeMap;

use serde::Deserialize;
use weir_connect::{Key, Partition, Record, Scope};
use weir_model::entities::Repository as Row;
use weir_model::{Batch, Entity as _, Id, Table, Time};

use crate::bitbucket::cloud::parts::{Links, bare, some};

/// A repository. Its UUID stays when it is renamed or moved.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/>
#[derive(Debug, Deserialize)]
pub struct Repository {
    uuid: String,
    full_name: String,
    name: Option<String>,
    slug: Option<String>,
    description: Option<String>,
    language: Option<String>,
    is_private: Option<bool>,
    mainbranch: Option<Branch>,
    parent: Option<Parent>,
    links: Option<Links>,
    created_on: Option<Time>,
    updated_on: Option<Time>,
}

#[derive(Debug, Deserialize)]
struct Branch {
    name: Option<String>,
}

/// Whatever it is, it is there.
#[derive(Debug, Deserialize)]
struct Parent {}

impl Record for Repository {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(bare(&self.uuid), self.updated_on)
    }

    fn partition(&self) -> Option<Partition> {
        let mut fields = BTreeMap::from([("full_name", self.full_name.clone())]);
        let clone_url = self.links.as_ref().and_then(Links::clone_url);
        fields.extend(clone_url.map(|url| ("clone_url", url)));
        Some(Partition {
            id: bare(&self.uuid).to_owned(),
            name: self.full_name.clone(),
            fields,
        })
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("repository", key)))
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let links = self.links.unwrap_or_default();
        let last = self.full_name.rsplit('/').next().map(str::to_owned);
        out.push(Row {
            id: Id::new("repository", bare(&self.uuid)),
            name: some(self.slug).or(last).or(self.name).unwrap_or_default(),
            full_name: self.full_name,
            url: links.page(),
            clone_url: links.clone_url(),
            default_branch: self.mainbranch.and_then(|branch| branch.name),
            description: some(self.description),
            language: some(self.language),
            is_private: self.is_private,
            is_fork: Some(self.parent.is_some()),
            is_archived: None,
            created_at: self.created_on,
            updated_at: self.updated_on,
            pushed_at: None,
        });
    }
}
