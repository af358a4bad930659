//! Documents of Jira's REST API, as Cloud (version 3) and Data Center (version 2) write them.

mod history;
mod issue;
mod plans;
mod text;
mod value;
mod words;

pub use issue::Issue;
pub use plans::{Board, Field, Project, Sprint, Status, User, Version};

use serde::Deserialize;
use weir_model::{Batch, Id, entities};

pub(crate) use crate::parts::some;

/// An account. Cloud knows it by `accountId`, Data Center by `name`.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Account {
    #[serde(rename = "accountId")]
    id: Option<String>,
    name: Option<String>,
    key: Option<String>,
    #[serde(rename = "accountType")]
    kind: Option<String>,
    display_name: Option<String>,
    email_address: Option<String>,
}

impl Account {
    pub(crate) fn login(&self) -> Option<String> {
        let known = [&self.id, &self.name, &self.key];
        known.into_iter().flatten().find(|text| !text.is_empty()).cloned()
    }

    /// Data Center has only people.
    pub(crate) fn kind(&self) -> Option<String> {
        let kind = match self.kind.as_deref() {
            Some("app") => "bot",
            Some("atlassian" | "customer") | None => "person",
            Some(_) => return None,
        };
        Some(kind.to_owned())
    }

    pub(crate) fn row(self, out: &mut Batch) {
        let Some(login) = self.login() else { return };
        out.push(entities::User {
            id: Id::new("user", &login),
            kind: self.kind(),
            login,
            name: self.display_name.filter(|name| !name.is_empty()),
            email: self.email_address.filter(|email| !email.is_empty()),
            url: None,
            created_at: None,
            updated_at: None,
        });
    }
}

/// Something with a name.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Named {
    pub(crate) name: Option<String>,
}

/// The names in a list.
pub(crate) fn names(list: Option<Vec<Named>>) -> Vec<String> {
    list.into_iter()
        .flatten()
        .filter_map(|entry| entry.name)
        .collect()
}
