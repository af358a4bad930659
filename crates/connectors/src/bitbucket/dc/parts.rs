//! What documents have in common: times, accounts, links, ids.

use serde::{Deserialize, Deserializer, de};
use weir_model::entities::User as Row;
use weir_model::{Batch, Id, Time};

use super::words::{ACCOUNT, word};
pub(super) use crate::parts::{Named, People, numbered, pull_request, repository, some};

/// A moment: milliseconds since the epoch, or RFC 3339 where the installation was told to write that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(pub(super) Time);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Milliseconds(i64),
            Text(String),
        }
        let time = match Written::deserialize(deserializer)? {
            Written::Milliseconds(number) => Some(Time(number.saturating_mul(1000))),
            Written::Text(text) => Time::parse(&text),
        };
        time.map(Self).ok_or_else(|| de::Error::custom("not a time"))
    }
}

/// The moment, if there is one.
pub(super) fn time(moment: Option<Moment>) -> Option<Time> {
    moment.map(|moment| moment.0)
}

/// An account. <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-system-maintenance/#api-api-latest-users-get>
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    pub(super) name: String,
    display_name: Option<String>,
    email_address: Option<String>,
    r#type: Option<String>,
    links: Option<Links>,
}

/// Addresses of a thing.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Links {
    #[serde(rename = "self")]
    own: Option<Vec<Link>>,
    clone: Option<Vec<Link>>,
}

#[derive(Clone, Debug, Deserialize)]
struct Link {
    href: Option<String>,
    name: Option<String>,
}

impl Links {
    /// Its page.
    pub(super) fn page(self) -> Option<String> {
        self.own?.into_iter().find_map(|link| link.href)
    }

    /// Where git clones from over HTTP. It may name the account that asked.
    pub(super) fn clone_url(&self) -> Option<String> {
        let mut links = self.clone.iter().flatten();
        let http = links.find(|link| link.name.as_deref() == Some("http"));
        http.and_then(|link| link.href.clone())
    }
}

impl User {
    /// The account as a row.
    pub(super) fn row(self, out: &mut Batch) -> Row {
        let kind = self.r#type.map(|kind| word(ACCOUNT, "users.kind", &kind, out));
        Row {
            id: Id::new("user", &self.name),
            login: self.name,
            name: some(self.display_name),
            email: some(self.email_address),
            kind,
            url: self.links.and_then(Links::page),
            created_at: None,
            updated_at: None,
        }
    }
}
