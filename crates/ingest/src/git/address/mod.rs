//! Which addresses are asked at all.

use std::path::{Path, PathBuf};

use weir_connect::FetchError;

use super::GitRequest;

/// An address that passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// A folder on this machine.
    Local(PathBuf),
    /// An upstream.
    Remote(Remote),
}

/// Where an upstream is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remote {
    /// What git is given; without a user for HTTP.
    pub(super) url: String,
    /// `https`, `http` or `ssh`: the only protocol git may speak.
    pub(super) protocol: &'static str,
    /// Host and port.
    pub(super) host: String,
    /// The user in the address.
    pub(super) user: Option<String>,
}

const EXPECTED: &str =
    "enter https://HOST/PATH, ssh://HOST/PATH, USER@HOST:PATH or the absolute path of a folder";

/// Judges the address of a request. Everything that is not known to be harmless is refused: git has transports that
/// run commands (`ext::`), and words that begin with a dash are options to it or to ssh.
pub(super) fn judge(request: &GitRequest) -> Result<Address, FetchError> {
    let url = request.url.trim();
    if url.is_empty() || url.starts_with('-') || url.chars().any(char::is_control) {
        return Err(refuse(url, "is not an address"));
    }
    let address = match url.split_once("://") {
        Some((scheme, rest)) => by_scheme(url, &scheme.to_ascii_lowercase(), rest)?,
        None if Path::new(url).is_absolute() => Address::Local(PathBuf::from(url)),
        None => by_ssh_short_form(url)?,
    };
    match &address {
        Address::Local(_) if !request.allow_local || request.host.is_some() => {
            Err(refuse(url, "is on this machine, which is not allowed here"))
        }
        Address::Remote(remote) => permitted(request, remote).map(|()| address),
        Address::Local(_) => Ok(address),
    }
}

fn by_scheme(url: &str, scheme: &str, rest: &str) -> Result<Address, FetchError> {
    let protocol = match scheme {
        "https" => "https",
        "http" => "http",
        "ssh" => "ssh",
        "file" if rest.starts_with('/') => return Ok(Address::Local(PathBuf::from(rest))),
        "file" => return Err(refuse(url, "names a host; file:// takes an absolute path")),
        _ => return Err(refuse(url, "has a scheme that is not allowed")),
    };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, authority),
    };
    if user.is_some_and(|user| user.contains(':')) {
        // Not repeated: what stands there is a secret.
        return Err(FetchError::Config {
            message: "the address contains a password; take it out and enter it as the integration's token"
                .to_owned(),
        });
    }
    if !is_host(host) || user.is_some_and(|user| !is_user(user)) || path.is_empty() {
        return Err(refuse(url, "has no host and path that can be read"));
    }
    let shown = match user {
        Some(user) if protocol == "ssh" => format!("{user}@{host}"),
        _ => host.to_owned(),
    };
    Ok(Address::Remote(Remote {
        url: format!("{protocol}://{shown}/{path}"),
        protocol,
        host: host.to_ascii_lowercase(),
        user: user.map(str::to_owned),
    }))
}

/// `user@host:path`, as git and ssh write it.
fn by_ssh_short_form(url: &str) -> Result<Address, FetchError> {
    let Some((before, path)) = url.split_once(':') else {
        return Err(refuse(url, "is not an address"));
    };
    let (user, host) = before
        .split_once('@')
        .map_or((None, before), |(user, host)| (Some(user), host));
    let sound =
        is_host(host) && user.is_none_or(is_user) && !path.is_empty() && !path.starts_with(['-', ':']);
    if !sound {
        return Err(refuse(url, "is not an address"));
    }
    Ok(Address::Remote(Remote {
        url: url.to_owned(),
        protocol: "ssh",
        host: host.to_ascii_lowercase(),
        user: user.map(str::to_owned),
    }))
}

fn permitted(request: &GitRequest, remote: &Remote) -> Result<(), FetchError> {
    match &request.host {
        Some(host) if !host.eq_ignore_ascii_case(&remote.host) => Err(refuse(
            &remote.url,
            &format!("is not on {host}, the connection's host"),
        )),
        _ => Ok(()),
    }
}

/// A name or address with an optional port, and nothing that an option could begin with.
fn is_host(host: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[') && host.chars().all(plain)
}

fn is_user(user: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '%');
    !user.is_empty() && !user.starts_with('-') && user.chars().all(plain)
}

fn refuse(url: &str, why: &str) -> FetchError {
    FetchError::Config {
        message: format!("`{url}` {why}; {EXPECTED}"),
    }
}

#[cfg(test)]
mod tests;
