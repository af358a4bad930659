//! What documents have in common: accounts, links, ids.

use serde::Deserialize;

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

/// A UUID without its braces.
pub(super) fn bare(uuid: &str) -> &str {
    let inner = uuid.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.unwrap_or(uuid)
}

pub(super) fn some(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}
