//! What documents of both APIs have in common: accounts, ids, words.

use serde::Deserialize;
use weir_model::Id;
use weir_model::entities::User;

use crate::parts::Person;
pub(crate) use crate::parts::{Named, People, issue, numbered, pull_request, repository, some};

/// An account in a GraphQL answer; absent (`null`) when the account was deleted.
///
/// <https://docs.github.com/graphql/reference/interfaces#actor>
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Actor {
    __typename: Option<String>,
    login: String,
    url: Option<String>,
    name: Option<String>,
}

/// An account in a REST answer: a shortened one, without its display name. Some lists have an empty object for an
/// account that was deleted.
///
/// <https://docs.github.com/rest/users/users#get-a-user-using-their-username>
#[derive(Clone, Debug, Deserialize)]
pub struct Account {
    login: Option<String>,
    r#type: Option<String>,
}

/// The account that stands for every deleted one, where the answer is not `null`: <https://github.com/ghost>.
const GHOST: &str = "ghost";

impl Account {
    fn who(&self) -> Named {
        self.login
            .as_deref()
            .map(|login| Named::of(self.r#type.as_deref(), login))
            .unwrap_or_default()
    }
}

impl Actor {
    fn who(&self) -> Named {
        Named::of(self.__typename.as_deref(), &self.login)
    }
}

impl Named {
    /// REST writes bots as `dependabot[bot]`, GraphQL as `dependabot`: rows have the REST form, as people see it.
    fn of(kind: Option<&str>, login: &str) -> Self {
        if login == GHOST {
            return Self::default();
        }
        let bot = kind == Some("Bot") || login.ends_with(BOT);
        let kind = match kind {
            _ if bot => Some("bot"),
            Some("User" | "EnterpriseUserAccount") => Some("person"),
            Some("Mannequin") => Some("placeholder"),
            _ => None,
        };
        let login = if bot && !login.ends_with(BOT) {
            format!("{login}{BOT}")
        } else {
            login.to_owned()
        };
        Self {
            login: Some(login),
            kind: kind.map(str::to_owned),
        }
    }
}

const BOT: &str = "[bot]";

impl From<Option<Actor>> for Named {
    fn from(actor: Option<Actor>) -> Self {
        actor.map(|actor| actor.who()).unwrap_or_default()
    }
}

impl From<Option<Account>> for Named {
    fn from(account: Option<Account>) -> Self {
        account.map(|account| account.who()).unwrap_or_default()
    }
}

/// Only GraphQL documents give rows of users: REST's shortened accounts lack the display name, and a row made from one
/// would hide it.
impl Person for Actor {
    fn user(self) -> Option<User> {
        let Named { login, kind } = self.who();
        let login = login?;
        Some(User {
            id: Id::new("user", &login),
            login,
            name: some(self.name),
            email: None,
            kind,
            url: self.url,
            created_at: None,
            updated_at: None,
        })
    }
}

/// A GraphQL list; entries that the viewer may not see are `null`.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct List<T> {
    nodes: Option<Vec<Option<T>>>,
}

/// The entries of a list that may be missing altogether.
pub(crate) fn entries<T>(list: Option<List<T>>) -> impl Iterator<Item = T> {
    list.and_then(|list| list.nodes)
        .unwrap_or_default()
        .into_iter()
        .flatten()
}

/// A number that GraphQL writes as text where it may exceed 32 bits (`BigInt`).
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Number {
    Text(String),
    Int(i64),
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Int(number) => number.fmt(f),
        }
    }
}

/// A label; REST may write one as its plain name.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Label {
    Name(String),
    Object { name: Option<String> },
}

impl Label {
    pub(crate) fn name(self) -> Option<String> {
        match self {
            Self::Name(name) => Some(name),
            Self::Object { name } => name,
        }
    }
}

/// Anything of which only the title counts.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Titled {
    pub(crate) title: Option<String>,
}

/// Anything of which only the commit counts.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Oid {
    pub(crate) oid: Option<String>,
}

/// Anything of which only the account name counts. In an assignee or reviewer the account may be a bot.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Login {
    pub(crate) login: Option<String>,
}

/// The number at the end of a link such as `…/pulls/7`.
pub(crate) fn number_in(link: Option<&str>) -> Option<i64> {
    link?.rsplit('/').next()?.parse().ok()
}
