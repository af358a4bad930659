//! What documents have in common: accounts, links, ids.

use serde::Deserialize;
use weir_model::entities::User;
use weir_model::{Id, Time};

use crate::parts::Person;
pub(super) use crate::parts::{Named, People, issue, numbered, pull_request, repository, some};

/// Addresses of a document. <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#hypermedia>
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Links {
    html: Option<Link>,
    clone: Option<Vec<CloneLink>>,
}

#[derive(Clone, Debug, Deserialize)]
struct Link {
    href: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct CloneLink {
    name: Option<String>,
    href: Option<String>,
}

impl Links {
    /// Its page.
    pub(super) fn page(&self) -> Option<String> {
        some(self.html.as_ref()?.href.clone())
    }

    /// Address that git clones from, without the name of the account that asked.
    pub(super) fn clone_url(&self) -> Option<String> {
        let https = |link: &&CloneLink| matches!(link.name.as_deref(), Some("https" | "http"));
        let href = self.clone.as_ref()?.iter().find(https)?.href.as_deref()?;
        let (scheme, rest) = href.split_once("://")?;
        let (host, path) = rest.split_once('/')?;
        let host = host.rsplit('@').next().unwrap_or(host);
        Some(format!("{scheme}://{host}/{path}"))
    }
}

/// The page of a document.
pub(super) fn page(links: Option<Links>) -> Option<String> {
    links?.page()
}

/// An account: of a person, a team or an app. Its e-mail address is never shown.
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-users/>
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Account {
    #[serde(rename = "account_id")]
    id: Option<String>,
    uuid: Option<String>,
    display_name: Option<String>,
    r#type: Option<String>,
    links: Option<Links>,
    created_on: Option<Time>,
}

impl Account {
    /// The Atlassian account id, which Jira has, too; teams and apps have none, only their UUID.
    pub(super) fn login(&self) -> Option<String> {
        let uuid = || some(self.uuid.as_deref().map(|uuid| bare(uuid).to_owned()));
        some(self.id.clone()).or_else(uuid)
    }

    fn kind(&self) -> Option<String> {
        let kind = match self.r#type.as_deref()? {
            "user" => "person",
            "app_user" => "bot",
            _ => return None,
        };
        Some(kind.to_owned())
    }
}

impl Person for Account {
    fn user(self) -> Option<User> {
        let login = self.login()?;
        let kind = self.kind();
        Some(User {
            id: Id::new("user", &login),
            login,
            name: some(self.display_name),
            email: None,
            kind,
            url: page(self.links),
            created_at: self.created_on,
            updated_at: None,
        })
    }
}

/// A commit that another document names. Pull requests name them by their first 12 digits.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Commit {
    pub(super) hash: Option<String>,
}

/// The name of a commit.
pub(super) fn hash(commit: Option<Commit>) -> Option<String> {
    some(commit?.hash)
}

/// Text that its writer marked up. <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/>
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Content {
    raw: Option<String>,
}

/// What was written.
pub(super) fn raw(content: Option<Content>) -> Option<String> {
    some(content?.raw)
}

/// Anything of which only the name counts.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Titled {
    pub(super) name: Option<String>,
}

pub(super) fn name(titled: Option<Titled>) -> Option<String> {
    some(titled?.name)
}

/// A UUID without its braces.
pub(super) fn bare(uuid: &str) -> &str {
    let inner = uuid.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.unwrap_or(uuid)
}
