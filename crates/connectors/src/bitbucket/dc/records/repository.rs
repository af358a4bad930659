use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use weir_connect::{Key, Partition, Record, Scope};
use weir_model::entities::Repository as Row;
use weir_model::{Batch, Entity as _, Id, Table};

use crate::bitbucket::dc::parts::{Links, some};

/// A repository.
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-repository/#api-api-latest-repos-get>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Repository {
    id: i64,
    slug: String,
    name: Option<String>,
    description: Option<String>,
    default_branch: Option<String>,
    public: Option<bool>,
    archived: Option<bool>,
    origin: Option<Value>,
    project: Project,
    links: Option<Links>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Project {
    pub(super) key: String,
}

impl Record for Repository {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(self.id)
    }

    fn partition(&self) -> Option<Partition> {
        let mut fields = BTreeMap::from([("project", self.project.key.clone()), ("slug", self.slug.clone())]);
        let clone_url = self.links.as_ref().and_then(Links::clone_url);
        fields.extend(clone_url.map(|url| ("clone_url", url)));
        Some(Partition {
            id: self.id.to_string(),
            name: self.full_name(),
            fields,
        })
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("repository", key)))
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let full_name = self.full_name();
        let links = self.links.unwrap_or_default();
        out.push(Row {
            id: Id::new("repository", self.id),
            name: some(self.name).unwrap_or(self.slug),
            full_name,
            clone_url: links.clone_url().map(without_user),
            url: links.page(),
            default_branch: some(self.default_branch),
            description: some(self.description),
            language: None,
            is_private: self.public.map(|public| !public),
            is_fork: Some(self.origin.is_some_and(|origin| !origin.is_null())),
            is_archived: self.archived,
            created_at: None,
            updated_at: None,
            pushed_at: None,
        });
    }
}

impl Repository {
    /// `PRJ/slug`.
    fn full_name(&self) -> String {
        format!("{}/{}", self.project.key, self.slug)
    }
}

/// The address without the account that asked for it.
fn without_user(url: String) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) => match rest.split_once('@') {
            Some((user, place)) if !user.contains('/') => format!("{scheme}://{place}"),
            _ => url,
        },
        None => url,
    }
}
