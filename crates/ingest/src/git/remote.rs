//! What an upstream shows before anything is copied.

use std::collections::BTreeMap;

use weir_connect::FetchError;

use super::address::Remote;
use super::command::{Git, Login};
use super::snapshot::text;
use super::source::wanted;
use super::{GitRequest, failure, process};

/// The refs of an upstream.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Name to object.
    refs: BTreeMap<String, String>,
    /// The default branch's ref.
    pub(super) head: Option<String>,
    /// The object of HEAD.
    pub(super) head_object: Option<String>,
}

impl Listing {
    /// The refs that the request asks for, with their objects.
    pub(super) fn wanted<'a>(&'a self, request: &'a GitRequest) -> impl Iterator<Item = (&'a str, &'a str)> {
        let refs = self
            .refs
            .iter()
            .map(|(name, object)| (name.as_str(), object.as_str()));
        refs.filter(|(name, _)| {
            let extra = || request.extra_refs.iter().any(|extra| extra == name);
            if name.starts_with("refs/heads/") {
                wanted(&request.branches, name)
            } else {
                name.starts_with("refs/tags/") || extra()
            }
        })
    }

    /// Whether object names have 64 digits.
    pub(super) fn sha256(&self) -> bool {
        self.refs.values().next().is_some_and(|object| object.len() == 64)
    }
}

/// Asks for the refs.
pub(super) async fn list(git: &Git, request: &GitRequest, remote: &Remote) -> Result<Listing, FetchError> {
    let said = ask(
        git,
        request,
        remote,
        &["ls-remote", "--symref", "--", &remote.url],
        Vec::new(),
    )
    .await?;
    let mut listing = Listing::default();
    for line in said.split(|byte| *byte == b'\n') {
        let line = text(line);
        let Some((object, name)) = line.split_once('\t') else {
            continue;
        };
        match (object.strip_prefix("ref: "), name) {
            (Some(target), "HEAD") if target.starts_with("refs/heads/") => {
                listing.head = Some(target.to_owned());
            }
            (Some(_), _) => {}
            (None, "HEAD") => listing.head_object = Some(object.to_owned()),
            (None, name) if name.ends_with("^{}") => {}
            (None, name) => {
                listing.refs.insert(name.to_owned(), object.to_owned());
            }
        }
    }
    Ok(listing)
}

/// Runs a command that talks to the upstream.
pub(super) async fn ask(
    git: &Git,
    request: &GitRequest,
    remote: &Remote,
    arguments: &[&str],
    input: Vec<u8>,
) -> Result<Vec<u8>, FetchError> {
    let user = request.user.as_deref().or(remote.user.as_deref());
    let login = request.credential.as_ref().map(|token| Login::new(user, token));
    let limit = if arguments.first() == Some(&"fetch") {
        request.limits.fetch
    } else {
        request.limits.list
    };
    let mut command = git.ask(remote, login.as_ref(), arguments);
    let said = process::run(&mut command, input, limit).await?;
    if said.success {
        return Ok(said.stdout);
    }
    Err(failure::upstream(
        request,
        login.as_ref(),
        &remote.host,
        &said.stderr,
    ))
}
