use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{Team as TeamRow, User};
use weir_model::{Batch, Entity as _, Id, Table, Time};

use crate::github::parts::{List, Login, entries, some};

/// A member of an organization. <https://docs.github.com/graphql/reference/objects#user>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    login: String,
    name: Option<String>,
    /// Of the public profile.
    email: Option<String>,
    /// Those in domains that the organization has proven to be its own.
    organization_verified_domain_emails: Option<Vec<String>>,
    url: Option<String>,
    created_at: Option<Time>,
    updated_at: Option<Time>,
}

impl Record for Member {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(&self.login, self.updated_at)
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let verified = self
            .organization_verified_domain_emails
            .into_iter()
            .flatten()
            .next();
        out.push(User {
            id: Id::new("user", &self.login),
            login: self.login,
            name: some(self.name),
            email: some(verified).or(some(self.email)),
            kind: Some("person".to_owned()),
            url: self.url,
            created_at: self.created_at,
            updated_at: self.updated_at,
        });
    }
}

/// A team. <https://docs.github.com/graphql/reference/objects#team>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Team {
    database_id: i64,
    name: String,
    slug: String,
    description: Option<String>,
    url: Option<String>,
    created_at: Option<Time>,
    updated_at: Option<Time>,
    #[serde(rename = "parentTeam")]
    parent: Option<Parent>,
    members: Option<List<Login>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parent {
    database_id: Option<i64>,
}

impl Record for Team {
    /// Who is in it does not show in the modification time: the newest reading counts.
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(self.database_id)
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((TeamRow::TABLE, Id::new("team", key)))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        out.push(TeamRow {
            id: Id::new("team", self.database_id),
            organization: scope.name.to_owned(),
            slug: self.slug,
            name: self.name,
            description: some(self.description),
            parent_id: self
                .parent
                .and_then(|parent| parent.database_id)
                .map(|id| Id::new("team", id)),
            members: entries(self.members).filter_map(|member| member.login).collect(),
            url: self.url,
            created_at: self.created_at,
            updated_at: self.updated_at,
        });
    }
}
