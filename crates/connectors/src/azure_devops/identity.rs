//! Accounts, as every part of the product writes them.

use std::collections::BTreeMap;

use serde::Deserialize;
use weir_model::entities::User;
use weir_model::{Batch, Id};

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

/// An account as a row names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) login: Option<String>,
    pub(super) kind: Option<String>,
}

/// The accounts that one document names, each once.
#[derive(Debug, Default)]
pub(super) struct People(BTreeMap<String, User>);

impl People {
    /// Notes the account and returns how rows name it.
    pub(super) fn meet(&mut self, who: Option<&Identity>) -> Named {
        let Some((who, login)) = who.and_then(|who| Some((who, who.login()?))) else {
            return Named::default();
        };
        let kind = who.kind();
        self.0.entry(login.clone()).or_insert_with(|| User {
            id: Id::new("user", &login),
            login: login.clone(),
            name: who.display_name.clone().filter(|name| !name.is_empty()),
            email: login.contains('@').then(|| login.clone()),
            kind: Some(kind.to_owned()),
            url: None,
            created_at: None,
            updated_at: None,
        });
        Named {
            login: Some(login),
            kind: Some(kind.to_owned()),
        }
    }

    pub(super) fn rows(self, out: &mut Batch) {
        for user in self.0.into_values() {
            out.push(user);
        }
    }
}
