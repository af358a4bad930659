//! What rows of all connectors have in common: accounts, ids, texts.

use std::collections::BTreeMap;

use weir_connect::Scope;
use weir_model::entities::User;
use weir_model::{Batch, Id};

/// An account as a row names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) login: Option<String>,
    pub(crate) kind: Option<String>,
}

/// An account as an upstream writes it.
pub(crate) trait Person {
    /// Its row; nothing for one that is gone or has no name.
    fn user(self) -> Option<User>;
}

impl Person for User {
    fn user(self) -> Option<User> {
        Some(self)
    }
}

/// The accounts that one document names, each once.
#[derive(Debug, Default)]
pub(crate) struct People(BTreeMap<String, User>);

impl People {
    /// Notes the account and returns how rows name it.
    pub(crate) fn meet(&mut self, who: Option<impl Person>) -> Named {
        let Some(user) = who.and_then(Person::user) else {
            return Named::default();
        };
        let named = Named {
            login: Some(user.login.clone()),
            kind: user.kind.clone(),
        };
        self.0.entry(user.login.clone()).or_insert(user);
        named
    }

    pub(crate) fn rows(self, out: &mut Batch) {
        for user in self.0.into_values() {
            out.push(user);
        }
    }
}

/// The text, unless it is empty: some upstreams write that where others have nothing.
pub(crate) fn some(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

pub(crate) fn repository(scope: &Scope<'_>) -> Id {
    Id::new("repository", scope.id)
}

pub(crate) fn pull_request(scope: &Scope<'_>, number: i64) -> Id {
    Id::new("pull_request", numbered(scope, number))
}

pub(crate) fn issue(scope: &Scope<'_>, number: i64) -> Id {
    Id::new("issue", numbered(scope, number))
}

/// `{repository}/{number}`, for what is counted in each repository.
pub(crate) fn numbered(scope: &Scope<'_>, number: i64) -> String {
    format!("{}/{number}", scope.id)
}
