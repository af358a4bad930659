//! What documents have in common: times, accounts, links, ids.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de};
use weir_connect::Scope;
use weir_model::entities::User as Row;
use weir_model::{Batch, Id, Time};

use super::words::{ACCOUNT, word};

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

/// An account as a row names it.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub(super) login: Option<String>,
    pub(super) kind: Option<String>,
}

/// The accounts that one document names, each once.
#[derive(Debug, Default)]
pub(super) struct People(BTreeMap<String, Row>);

impl People {
    /// Notes the account and returns how rows name it.
    pub(super) fn meet(&mut self, user: Option<User>, out: &mut Batch) -> Named {
        let Some(user) = user else {
            return Named::default();
        };
        let kind = user.r#type.map(|kind| word(ACCOUNT, "users.kind", &kind, out));
        let login = user.name;
        self.0.entry(login.clone()).or_insert_with(|| Row {
            id: Id::new("user", &login),
            login: login.clone(),
            name: some(user.display_name),
            email: some(user.email_address),
            kind: kind.clone(),
            url: user.links.and_then(Links::page),
            created_at: None,
            updated_at: None,
        });
        Named {
            login: Some(login),
            kind,
        }
    }

    pub(super) fn rows(self, out: &mut Batch) {
        for user in self.0.into_values() {
            out.push(user);
        }
    }
}

pub(super) fn some(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

pub(super) fn repository(scope: &Scope<'_>) -> Id {
    Id::new("repository", scope.id)
}

pub(super) fn pull_request(scope: &Scope<'_>, number: i64) -> Id {
    Id::new("pull_request", numbered(scope, number))
}

/// `{repository}/{number}`: pull requests are counted in each repository.
pub(super) fn numbered(scope: &Scope<'_>, number: i64) -> String {
    format!("{}/{number}", scope.id)
}
