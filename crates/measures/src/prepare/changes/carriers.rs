//! Pull requests that carry nothing of their own: a release merge of `develop` into `main`, a merge back, a backport of
//! the same commits. Their changes were counted with the pull requests they came from.

use std::collections::HashSet;

use super::{Changes, Sources};
use crate::prepare::graph::{Graph, ShaMap, sha_key, text_key};
use crate::prepare::read::{Texts, Times};
use crate::prepare::repositories::Place;

/// One commit of one pull request.
struct Entry {
    change: usize,
    key: u128,
    /// Author and moment of writing, which a rebase keeps.
    rebased: Option<u128>,
    is_merge: bool,
}

/// Who merged a commit first: time of the merge and place of the pull request.
type Owners = ShaMap<(i64, usize)>;

/// Excludes merged pull requests all of whose commits an earlier merged one of the repository brought.
pub(super) fn mark(changes: &mut Changes, sources: &Sources<'_>, graph: &Graph) {
    let mut entries = entries(changes, sources, graph);
    entries.sort_by_key(|entry| entry.change);
    let releases = releases(changes, sources);
    let owners = owners(changes, sources, (&entries, graph));
    let rebased = rebased_owners(changes, &entries, &releases);
    for list in entries.chunk_by(|a, b| a.change == b.change) {
        let change = list[0].change;
        let owner = |entry: &Entry| {
            let by_sha = owners.get(&entry.key).filter(|(_, owner)| *owner != change);
            let by_author = || {
                let key = releases.contains(&change).then_some(entry.rebased)??;
                rebased.get(&key).filter(|(_, owner)| *owner != change)
            };
            by_sha.or_else(by_author).map(|(_, owner)| *owner)
        };
        let own: Vec<&Entry> = list.iter().filter(|entry| !entry.is_merge).collect();
        let mut carried: Vec<usize> = own.iter().filter_map(|entry| owner(entry)).collect();
        if carried.is_empty() || carried.len() < own.len() {
            continue;
        }
        carried.sort_unstable();
        carried.dedup();
        let numbers: Vec<String> = carried
            .iter()
            .map(|at| format!("#{}", changes.all[*at].number))
            .collect();
        let change = &mut changes.all[change];
        change.carries = Some(numbers.join(", "));
        change.excluded = change
            .excluded
            .or(Some("carries only changes of other pull requests"));
    }
}

/// Mixes the repository into a key: the same commit in two repositories is two changes.
fn within(repository: Place, key: u128) -> u128 {
    key ^ (repository as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835)
}

/// The commits of merged pull requests.
fn entries(changes: &Changes, sources: &Sources<'_>, graph: &Graph) -> Vec<Entry> {
    let mut entries = Vec::new();
    for batch in sources.pull_request_commits {
        let text = |name| Texts::of(batch, name);
        let (ids, shas, emails) = (text("pull_request_id"), text("sha"), text("author_email"));
        let authored = Times::of(batch, "authored_at");
        for row in 0..batch.num_rows() {
            let Some(change) = changes.by_id.get(ids.must(row)).copied() else {
                continue;
            };
            if changes.all[change].merged.is_none() {
                continue;
            }
            let repository = changes.all[change].repository;
            let sha = shas.must(row);
            let rebased = emails
                .get(row)
                .zip(authored.get(row))
                .map(|(email, at)| text_key(email) ^ u128::from(at.cast_unsigned()));
            entries.push(Entry {
                change,
                key: within(repository, sha_key(sha)),
                rebased: rebased.map(|key| within(repository, key)),
                is_merge: graph.find(sha).is_some_and(|node| graph.parents(node).len() > 1),
            });
        }
    }
    entries
}

fn claim(owners: &mut Owners, key: u128, merged: i64, change: usize) {
    let owner = owners.entry(key).or_insert((merged, change));
    *owner = (*owner).min((merged, change));
}

fn owners(changes: &Changes, sources: &Sources<'_>, (entries, graph): (&[Entry], &Graph)) -> Owners {
    let mut owners = Owners::default();
    for entry in entries {
        if let Some(merged) = changes.all[entry.change].merged {
            claim(&mut owners, entry.key, merged, entry.change);
        }
    }
    for batch in sources.pull_requests {
        let (ids, shas) = (Texts::of(batch, "id"), Texts::of(batch, "merge_commit_sha"));
        for row in 0..batch.num_rows() {
            let Some((change, sha)) = changes.by_id.get(ids.must(row)).zip(shas.get(row)) else {
                continue;
            };
            let Some(merged) = changes.all[*change].merged else {
                continue;
            };
            claim(
                &mut owners,
                // Some hosts name the merge by its first digits only.
                within(changes.all[*change].repository, graph.key(sha)),
                merged,
                *change,
            );
        }
    }
    owners
}

/// Pull requests that come from a branch to which others were merged.
fn releases(changes: &Changes, sources: &Sources<'_>) -> HashSet<usize> {
    let mut bases: HashSet<(Place, &str)> = HashSet::new();
    let mut heads: Vec<(usize, Place, &str)> = Vec::new();
    for batch in sources.pull_requests {
        let text = |name| Texts::of(batch, name);
        let (ids, base, head) = (text("id"), text("base_branch"), text("head_branch"));
        for row in 0..batch.num_rows() {
            let Some(change) = changes.by_id.get(ids.must(row)).copied() else {
                continue;
            };
            let repository = changes.all[change].repository;
            if changes.all[change].merged.is_some() {
                bases.extend(base.get(row).map(|branch| (repository, branch)));
                heads.extend(head.get(row).map(|branch| (change, repository, branch)));
            }
        }
    }
    let released = heads
        .into_iter()
        .filter(|(_, repository, branch)| bases.contains(&(*repository, *branch)));
    released.map(|(change, ..)| change).collect()
}

fn rebased_owners(changes: &Changes, entries: &[Entry], releases: &HashSet<usize>) -> Owners {
    let repositories: HashSet<Place> = releases
        .iter()
        .map(|change| changes.all[*change].repository)
        .collect();
    let mut owners = Owners::default();
    for entry in entries {
        let change = &changes.all[entry.change];
        if let Some((merged, key)) = change
            .merged
            .zip(entry.rebased)
            .filter(|_| repositories.contains(&change.repository))
        {
            claim(&mut owners, key, merged, entry.change);
        }
    }
    owners
}
