use std::collections::BTreeMap;

use serde::Deserialize;
use weir_connect::{Key, Partition, Record, Scope};
use weir_model::entities::Repository;
use weir_model::{Batch, Entity as _, Id, Table, Time};

use crate::gitlab::parts::{People, Who, some};

/// A project. <https://docs.gitlab.com/api/projects/>
#[derive(Debug, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the upstream's names")]
pub struct Project {
    id: i64,
    name: Option<String>,
    path: Option<String>,
    path_with_namespace: String,
    web_url: Option<String>,
    http_url_to_repo: Option<String>,
    default_branch: Option<String>,
    description: Option<String>,
    visibility: Option<String>,
    archived: Option<bool>,
    forked_from_project: Option<Parent>,
    created_at: Option<Time>,
    updated_at: Option<Time>,
}

/// Whatever it is, it is there.
#[derive(Debug, Deserialize)]
struct Parent {}

impl Record for Project {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_at)
    }

    fn partition(&self) -> Option<Partition> {
        let mut fields = BTreeMap::from([
            ("project", self.id.to_string()),
            ("full_path", self.path_with_namespace.clone()),
        ]);
        fields.extend(self.http_url_to_repo.clone().map(|url| ("clone_url", url)));
        Some(Partition {
            id: self.id.to_string(),
            name: self.path_with_namespace.clone(),
            fields,
        })
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Repository::TABLE, Id::new("repository", key)))
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let last = self.path_with_namespace.rsplit('/').next().map(str::to_owned);
        out.push(Repository {
            id: Id::new("repository", self.id),
            name: self.path.or(last).or(self.name).unwrap_or_default(),
            full_name: self.path_with_namespace,
            url: self.web_url,
            clone_url: self.http_url_to_repo,
            default_branch: self.default_branch,
            description: some(self.description),
            language: None,
            is_private: self.visibility.map(|visibility| visibility != "public"),
            is_fork: Some(self.forked_from_project.is_some()),
            is_archived: self.archived,
            created_at: self.created_at,
            updated_at: self.updated_at,
            pushed_at: None,
        });
    }
}

/// A member of a project. <https://docs.gitlab.com/api/graphql/reference/#projectmember>
#[derive(Debug, Deserialize)]
pub struct Member {
    id: String,
    user: Option<Who>,
}

impl Record for Member {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.id)
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        people.meet(self.user);
        people.rows(out);
    }
}
