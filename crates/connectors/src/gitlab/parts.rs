//! What documents of both APIs have in common: accounts, ids, lists.

use serde::Deserialize;
use weir_model::entities::User;
use weir_model::{Id, Time};

use crate::parts::Person;
pub(super) use crate::parts::{Named, People, issue, numbered, pull_request, repository, some};

/// An account in a REST answer. <https://docs.gitlab.com/api/users/>
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Account {
    username: Option<String>,
}

/// An account in a GraphQL answer. <https://docs.gitlab.com/api/graphql/reference/#user>
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Who {
    username: String,
    name: Option<String>,
    bot: Option<bool>,
    web_url: Option<String>,
    public_email: Option<String>,
}

/// The account that stands for every deleted one.
/// <https://docs.gitlab.com/user/profile/account/delete_account/#associated-records>
const GHOST: &str = "ghost";

impl Account {
    fn login(self) -> Option<String> {
        self.username.filter(|name| name != GHOST)
    }
}

/// The account name, unless the account is gone.
pub(super) fn login(account: Option<Account>) -> Option<String> {
    account.and_then(Account::login)
}

/// The account names of a list.
pub(super) fn logins(accounts: Option<Vec<Account>>) -> Vec<String> {
    accounts
        .into_iter()
        .flatten()
        .filter_map(Account::login)
        .collect()
}

/// The kind of account that a name alone tells: those that GitLab makes for tokens.
/// <https://docs.gitlab.com/user/project/settings/project_access_tokens/#bot-users-for-projects>
pub(super) fn kind_by_name(login: &str) -> Option<String> {
    let rest = login.strip_prefix("project_").or(login.strip_prefix("group_"))?;
    let (number, rest) = rest.split_once('_')?;
    let bot = number.bytes().all(|byte| byte.is_ascii_digit()) && rest.starts_with("bot");
    bot.then(|| "bot".to_owned())
}

/// Only GraphQL says which are bots, so only its accounts are rows.
impl Person for Who {
    fn user(self) -> Option<User> {
        if self.username == GHOST {
            return None;
        }
        let kind = match self.bot {
            Some(true) => Some("bot".to_owned()),
            Some(false) => Some("person".to_owned()),
            None => kind_by_name(&self.username),
        };
        Some(User {
            id: Id::new("user", &self.username),
            login: self.username,
            name: some(self.name),
            email: some(self.public_email),
            kind,
            url: self.web_url,
            created_at: None,
            updated_at: None,
        })
    }
}

/// A GraphQL list; entries that the viewer may not see are `null`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct List<T> {
    nodes: Option<Vec<Option<T>>>,
}

/// The entries of a list that may be missing altogether.
pub(super) fn entries<T>(list: Option<List<T>>) -> Vec<T> {
    let nodes = list.and_then(|list| list.nodes).unwrap_or_default();
    nodes.into_iter().flatten().collect()
}

/// A label: its name, or the whole label where details are asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Label {
    Name(String),
    Object { name: Option<String> },
}

/// The names of labels.
pub(super) fn labels(labels: Option<Vec<Label>>) -> Vec<String> {
    let names = labels.into_iter().flatten().filter_map(|label| match label {
        Label::Name(name) => Some(name),
        Label::Object { name } => name,
    });
    names.collect()
}

/// Anything of which only the title counts.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Titled {
    pub(super) title: Option<String>,
}

/// Midnight UTC of a day written as `2026-03-01`.
pub(super) fn day(text: Option<&str>) -> Option<Time> {
    Time::parse(&format!("{}T00:00:00Z", text?))
}

/// The number at the end of a global id.
pub(super) fn number(gid: &str) -> &str {
    gid.rsplit('/').next().unwrap_or(gid)
}
