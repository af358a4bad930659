use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::Batch;

use crate::bitbucket::cloud::parts::{Account, People};

/// A member of a workspace.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-workspaces/#api-workspaces-workspace-members-get>
#[derive(Debug, Deserialize)]
pub struct Member {
    user: Option<Account>,
}

impl Record for Member {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(self.user.as_ref().and_then(Account::login).unwrap_or_default())
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        people.meet(self.user);
        people.rows(out);
    }
}
