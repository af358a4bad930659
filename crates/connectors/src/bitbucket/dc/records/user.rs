use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::Batch;

use crate::bitbucket::dc::parts::{People, User};

/// An account of the directory.
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-system-maintenance/#api-api-latest-users-get>
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Account(User);

impl Record for Account {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.0.name)
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        people.meet(Some(self.0.row(out)));
        people.rows(out);
    }
}
