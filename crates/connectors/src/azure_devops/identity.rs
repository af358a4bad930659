//! Accounts, as every part of the product writes them.

use serde::Deserialize;
use weir_model::Id;
use weir_model::entities::User;

pub(super) use crate::parts::{Named, People};
use crate::parts::{Person, some};

/// Whoever did something. The unique name is mostly an e-mail address; on a Server it is `DOMAIN\name`.
/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-requests#identityref>
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Identity {
    pub(super) id: Option<String>,
    display_name: Option<String>,
    unique_name: Option<String>,
    descriptor: Option<String>,
    is_container: Option<bool>,
}

/// How accounts of services begin: their descriptor, and their unique name on a Server.
/// <https://learn.microsoft.com/azure/devops/pipelines/process/access-tokens#job-authorization-scope>
const SERVICES: (&[&str], &[&str]) = (
    &["svc.", "s2s.", "aadsp."],
    &["Build\\", "AgentPool\\", "LOCAL AUTHORITY\\"],
);

impl Identity {
    /// Its account name; groups have none.
    pub(super) fn login(&self) -> Option<String> {
        let name = self.unique_name.as_deref().filter(|name| !name.is_empty())?;
        (!self.is_group()).then(|| name.to_owned())
    }

    /// The account name, or what people call a group.
    pub(super) fn name(&self) -> Option<String> {
        let shown = self.display_name.as_deref().filter(|name| !name.is_empty());
        self.login().or_else(|| shown.map(str::to_owned))
    }

    /// Groups review, too; some are only known by how their name begins.
    fn is_group(&self) -> bool {
        let name = self.unique_name.as_deref().unwrap_or_default();
        self.is_container == Some(true) || name.starts_with("vstfs:")
    }

    fn is_service(&self) -> bool {
        let begins = |text: &Option<String>, words: &[&str]| {
            text.as_deref()
                .is_some_and(|text| words.iter().any(|word| text.starts_with(word)))
        };
        begins(&self.descriptor, SERVICES.0) || begins(&self.unique_name, SERVICES.1)
    }

    fn kind(&self) -> &'static str {
        if self.is_service() { "bot" } else { "person" }
    }
}

impl Person for &Identity {
    fn user(self) -> Option<User> {
        let login = self.login()?;
        Some(User {
            id: Id::new("user", &login),
            name: some(self.display_name.clone()),
            email: login.contains('@').then(|| login.clone()),
            login,
            kind: Some(self.kind().to_owned()),
            url: None,
            created_at: None,
            updated_at: None,
        })
    }
}
