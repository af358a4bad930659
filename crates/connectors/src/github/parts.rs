//! What documents of both APIs have in common: accounts, ids, words.

use std::collections::BTreeMap;

use serde::Deserialize;
use weir_connect::Scope;
use weir_model::entities::User;
use weir_model::{Batch, Id};

/// An account as a row names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Who {
    pub(crate) login: Option<String>,
    pub(crate) kind: Option<String>,
}

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
    fn who(&self) -> Who {
        self.login
            .as_deref()
            .map(|login| Who::of(self.r#type.as_deref(), login))
            .unwrap_or_default()
    }
}

impl Actor {
    fn who(&self) -> Who {
        Who::of(self.__typename.as_deref(), &self.login)
    }
}

impl Who {
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

impl From<Option<Actor>> for Who {
    fn from(actor: Option<Actor>) -> Self {
        actor.map(|actor| actor.who()).unwrap_or_default()
    }
}

impl From<Option<Account>> for Who {
    fn from(account: Option<Account>) -> Self {
        account.map(|account| account.who()).unwrap_or_default()
    }
}

/// The accounts that one document names, each once.
///
/// Only GraphQL documents give rows of users: REST's shortened accounts lack the display name, and a row made
/// from one would hide it.
#[derive(Debug, Default)]
pub(crate) struct People(BTreeMap<String, User>);

impl People {
    /// Notes the account and returns how rows name it.
    pub(crate) fn meet(&mut self, actor: Option<Actor>) -> Who {
        let Some(actor) = actor else { return Who::default() };
        let who = actor.who();
        if let Some(login) = &who.login {
            self.0.entry(login.clone()).or_insert_with(|| User {
                id: Id::new("user", login),
                login: login.clone(),
                name: some(actor.name),
                email: None,
                kind: who.kind.clone(),
                url: actor.url,
                created_at: None,
                updated_at: None,
            });
        }
        who
    }

    pub(crate) fn rows(self, out: &mut Batch) {
        for user in self.0.into_values() {
            out.push(user);
        }
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

/// GraphQL has an empty text where REST has `null`.
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

/// `{repository}/{number}`: pull requests, issues and milestones are counted in each repository.
pub(crate) fn numbered(scope: &Scope<'_>, number: i64) -> String {
    format!("{}/{number}", scope.id)
}

/// The number at the end of a link such as `…/pulls/7`.
pub(crate) fn number_in(link: Option<&str>) -> Option<i64> {
    link?.rsplit('/').next()?.parse().ok()
}
