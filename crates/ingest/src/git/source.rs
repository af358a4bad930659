//! A repository that is ready to be read.

use std::collections::BTreeSet;

use weir_connect::FetchError;

use super::address::{self, Address};
use super::command::Git;
use super::snapshot::{self, Snapshot, output};
use super::{GitRequest, GitState, local, mirror, remote};

/// A repository with what its refs say.
pub(super) struct Source {
    pub(super) git: Git,
    /// The address as it was entered; one with a password is refused before.
    pub(super) url: String,
    pub(super) snapshot: Snapshot,
    /// Landed commits that nothing reaches any more.
    pub(super) lost: BTreeSet<String>,
}

/// Brings the mirror up to date, or looks into the local repository.
pub(super) async fn open(request: &GitRequest, previous: &GitState) -> Result<Source, FetchError> {
    let (git, mut snapshot) = match address::judge(request)? {
        Address::Local(path) => {
            let git = local::open(&path).await?;
            let snapshot = local::snapshot(&git, request).await?;
            (git, snapshot)
        }
        Address::Remote(remote) => {
            let git = mirror::update(request, &remote, previous).await?;
            let snapshot = mirror::snapshot(&git).await?;
            (git, snapshot)
        }
    };
    snapshot.refs.retain(|r| wanted(&request.branches, &r.name));
    let old = previous.refs.values().map(String::as_str).collect();
    let new = snapshot.refs.iter().map(|r| r.commit.as_str()).collect();
    let lost = snapshot::lost(&git, &old, &new).await?;
    let attributes = request.with_lines && attributes_matter(&git).await?;
    Ok(Source {
        git: git.with_attributes(attributes),
        url: request.url.trim().to_owned(),
        snapshot,
        lost,
    })
}

/// How many branches and tags can be seen.
pub(super) async fn probe(request: &GitRequest) -> Result<usize, FetchError> {
    match address::judge(request)? {
        Address::Local(path) => {
            let git = local::open(&path).await?;
            Ok(local::snapshot(&git, request).await?.refs.len())
        }
        Address::Remote(remote) => {
            let git = mirror::ready(&request.mirror).await?;
            let listing = remote::list(&git, request, &remote).await?;
            Ok(listing.wanted(request).count())
        }
    }
}

/// Whether a ref is one that the request asks for; only branches are chosen from.
pub(super) fn wanted(branches: &[String], name: &str) -> bool {
    match name
        .strip_prefix("refs/heads/")
        .or_else(|| name.strip_prefix("refs/remotes/"))
    {
        Some(branch) if !branches.is_empty() => {
            let short = if name.starts_with("refs/remotes/") {
                branch.split_once('/').map(|(_, short)| short)
            } else {
                None
            };
            let fits = |name: &str| branches.iter().any(|pattern| fits(pattern, name));
            fits(branch) || short.is_some_and(fits)
        }
        _ => true,
    }
}

/// Whether a name fits a pattern with at most one `*`.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((before, after)) => {
            name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
        }
    }
}

/// Whether the `.gitattributes` of the default branch say which files have lines to count.
async fn attributes_matter(git: &Git) -> Result<bool, FetchError> {
    let Ok(listing) = output(git.read(["ls-tree", "-r", "-z", "HEAD"]), Vec::new()).await else {
        // No commits, or HEAD leads nowhere.
        return Ok(false);
    };
    let mut objects = Vec::new();
    for entry in listing.split(|byte| *byte == 0) {
        let mut parts = entry.splitn(2, |byte| *byte == b'\t');
        let (Some(facts), Some(path)) = (parts.next(), parts.next()) else {
            continue;
        };
        if path == b".gitattributes" || path.ends_with(b"/.gitattributes") {
            objects.extend_from_slice(facts.rsplit(|byte| *byte == b' ').next().unwrap_or_default());
            objects.push(b'\n');
        }
    }
    if objects.is_empty() {
        return Ok(false);
    }
    let contents = output(git.read(["cat-file", "--batch"]), objects).await?;
    let mut words = contents.split(u8::is_ascii_whitespace);
    Ok(words.any(|word| matches!(word, b"binary" | b"-diff" | b"diff" | b"-binary")))
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[test]
    fn branches_are_chosen_by_pattern() {
        let chosen = ["main".to_owned(), "release/*".to_owned()];
        for (name, expected) in [
            ("refs/heads/main", true),
            ("refs/heads/release/1.0", true),
            ("refs/heads/release", false),
            ("refs/heads/mainline", false),
            ("refs/remotes/origin/main", true),
            ("refs/remotes/origin/other", false),
            ("refs/tags/v1", true),
            ("refs/pull/7/head", true),
        ] {
            assert_eq!(wanted(&chosen, name), expected, "{name}");
        }
        assert!(wanted(&[], "refs/heads/any"));
    }
}
