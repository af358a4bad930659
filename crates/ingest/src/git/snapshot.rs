//! What the refs of a repository say at one moment.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tokio::process::Command;
use weir_connect::FetchError;

use super::command::Git;
use super::{date, failure, process};

/// Reading refs is a matter of seconds, even when there are many.
pub(super) const QUICK: Duration = Duration::from_mins(5);

/// Where refs that are not branches are kept in a mirror.
pub(super) const EXTRA: &str = "refs/weir/extra/";

const FORMAT: &str = "--format=%(refname)%00%(symref)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00\
                      %(*objectname)%00%(taggerdate:raw)%00%(committerdate:raw)%00%(*committerdate:raw)";

/// A ref that leads to a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ref {
    /// Full name, as the upstream has it.
    pub(super) name: String,
    /// The commit.
    pub(super) commit: String,
    /// The tag object between them.
    pub(super) object: Option<String>,
    /// When an annotated tag was made, else when the commit was committed.
    pub(super) at: Option<String>,
}

/// All refs.
#[derive(Clone, Debug, Default)]
pub(super) struct Snapshot {
    pub(super) refs: Vec<Ref>,
    /// Full name of the default branch's ref.
    pub(super) head: Option<String>,
    /// Tags that lead to something else than a commit.
    pub(super) skipped: u64,
}

impl Snapshot {
    /// Reads the refs below these prefixes.
    pub(super) async fn read(git: &Git, prefixes: &[&str]) -> Result<Self, FetchError> {
        let said = output(
            git.read(["for-each-ref", FORMAT].iter().chain(prefixes)),
            Vec::new(),
        )
        .await?;
        let mut snapshot = Self::default();
        for line in said.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let fields: Vec<&[u8]> = line.split(|byte| *byte == 0).collect();
            let &[
                name,
                symref,
                kind,
                object,
                peeled_kind,
                peeled,
                tagged,
                committed,
                peeled_committed,
            ] = fields.as_slice()
            else {
                continue;
            };
            if !symref.is_empty() {
                continue;
            }
            let found = match (kind, peeled_kind) {
                (b"commit", _) => Some((text(object), None, committed)),
                (b"tag", b"commit") if tagged.is_empty() => {
                    Some((text(peeled), Some(object), peeled_committed))
                }
                (b"tag", b"commit") => Some((text(peeled), Some(object), tagged)),
                (b"tag", b"tag") => peel(git, &text(object))
                    .await?
                    .map(|commit| (commit, Some(object), tagged)),
                _ => None,
            };
            let Some((commit, tag, at)) = found else {
                snapshot.skipped += 1;
                continue;
            };
            let name = text(name);
            let name = name.strip_prefix(EXTRA).map_or(name.clone(), str::to_owned);
            snapshot.refs.push(Ref {
                name,
                commit,
                object: tag.map(text),
                at: date::rfc3339(at),
            });
        }
        Ok(snapshot)
    }

    /// Name to commit.
    pub(super) fn tips(&self) -> BTreeMap<String, String> {
        self.refs
            .iter()
            .map(|r| (r.name.clone(), r.commit.clone()))
            .collect()
    }
}

/// The commit that a tag of a tag leads to, if it is one.
async fn peel(git: &Git, object: &str) -> Result<Option<String>, FetchError> {
    let name = format!("{object}^{{commit}}");
    let said = process::run(
        &mut git.read(["rev-parse", "--verify", "--quiet", &name]),
        Vec::new(),
        QUICK,
    )
    .await?;
    Ok(said.success.then(|| text(said.stdout.trim_ascii())))
}

/// Those of the `old` commits that the `new` ones no longer reach. Commits that are not there any more are not.
pub(super) async fn lost(
    git: &Git,
    old: &BTreeSet<&str>,
    new: &BTreeSet<&str>,
) -> Result<BTreeSet<String>, FetchError> {
    let moved: BTreeSet<&str> = old.difference(new).copied().collect();
    if moved.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut input = String::new();
    for tip in &moved {
        input.extend([tip, "\n"]);
    }
    for tip in new {
        input.extend(["^", tip, "\n"]);
    }
    let unreached = output(
        git.read(["rev-list", "--ignore-missing", "--stdin"]),
        input.into_bytes(),
    )
    .await?;
    let unreached = unreached.split(|byte| *byte == b'\n').map(text);
    Ok(unreached
        .filter(|commit| moved.contains(commit.as_str()))
        .collect())
}

/// What a reading command printed.
pub(super) async fn output(mut command: Command, input: Vec<u8>) -> Result<Vec<u8>, FetchError> {
    let said = process::run(&mut command, input, QUICK).await?;
    if said.success {
        return Ok(said.stdout);
    }
    Err(failure::reading(&said.stderr))
}

pub(super) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
