use std::collections::BTreeMap;

use serde::Deserialize;
use weir_connect::{Key, Partition, Record, Scope};
use weir_model::entities::Repository as Row;
use weir_model::{Batch, Entity as _, Id, Table};

use crate::azure_devops::repos::branch;

/// A repository. <https://learn.microsoft.com/rest/api/azure/devops/git/repositories/list#gitrepository>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Repository {
    id: String,
    name: String,
    project: Project,
    default_branch: Option<String>,
    remote_url: Option<String>,
    web_url: Option<String>,
    is_disabled: Option<bool>,
    is_fork: Option<bool>,
}

/// <https://learn.microsoft.com/rest/api/azure/devops/git/repositories/list#teamprojectreference>
#[derive(Debug, Deserialize)]
struct Project {
    id: String,
    name: String,
    visibility: Option<String>,
}

impl Repository {
    fn full_name(&self) -> String {
        format!("{}/{}", self.project.name, self.name)
    }

    /// Nothing can be read of one that is disabled.
    fn is_disabled(&self) -> bool {
        self.is_disabled == Some(true)
    }

    /// The address without the account that it is written for: `https://fabrikam@dev.azure.com/…`.
    fn clone_url(&self) -> Option<String> {
        let url = self.remote_url.as_deref()?;
        let (scheme, rest) = url.split_once("://")?;
        let (authority, path) = rest.split_once('/')?;
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        Some(format!("{scheme}://{host}/{path}"))
    }
}

impl Record for Repository {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.id)
    }

    fn partition(&self) -> Option<Partition> {
        let mut fields = BTreeMap::from([
            ("repository_id", self.id.clone()),
            ("project_id", self.project.id.clone()),
        ]);
        let clone_url = self.clone_url().filter(|_| !self.is_disabled());
        fields.extend(clone_url.map(|url| ("clone_url", url)));
        Some(Partition {
            id: self.id.clone(),
            name: self.full_name(),
            fields,
        })
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("repository", key)))
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        out.push(Row {
            id: Id::new("repository", &self.id),
            full_name: self.full_name(),
            clone_url: self.clone_url(),
            is_archived: Some(self.is_disabled()),
            name: self.name,
            url: self.web_url,
            default_branch: branch(self.default_branch),
            description: None,
            language: None,
            is_private: self.project.visibility.map(|visibility| visibility != "public"),
            is_fork: Some(self.is_fork == Some(true)),
            created_at: None,
            updated_at: None,
            pushed_at: None,
        });
    }
}
