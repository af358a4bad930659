use std::collections::{BTreeSet, HashSet};

use super::objects::{File, Tree};

/// How one file differs between two trees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileChange {
    pub(crate) path: String,
    /// `added`, `removed` or `modified`, as GitHub writes it.
    pub(crate) status: &'static str,
    pub(crate) additions: u64,
    pub(crate) deletions: u64,
}

/// The files that differ, by path.
pub(crate) fn diff(old: &Tree, new: &Tree) -> Vec<FileChange> {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    paths
        .into_iter()
        .filter_map(|path| change(path, old.get(path), new.get(path)))
        .collect()
}

fn change(path: &str, old: Option<&File>, new: Option<&File>) -> Option<FileChange> {
    let (status, additions, deletions) = match (old, new) {
        (Some(old), Some(new)) if old.oid == new.oid => return None,
        (Some(old), Some(new)) => ("modified", missing_from(new, old), missing_from(old, new)),
        (None, Some(new)) => ("added", new.lines.len(), 0),
        (Some(old), None) => ("removed", 0, old.lines.len()),
        (None, None) => return None,
    };
    Some(FileChange {
        path: path.to_owned(),
        status,
        additions: additions as u64,
        deletions: deletions as u64,
    })
}

fn missing_from(file: &File, other: &File) -> usize {
    let mut there = other.lines.to_vec();
    there.sort_unstable();
    let absent = |line: &&u32| there.binary_search(line).is_err();
    file.lines.iter().filter(absent).count()
}

/// What `base` becomes when the change from `old` to `new` is applied to it. There are no conflicts: lines that
/// are gone already stay gone, and lines whose place is gone go to the end.
pub(crate) fn apply(base: &Tree, old: &Tree, new: &Tree) -> Tree {
    let mut result = base.clone();
    for changed in diff(old, new) {
        match (old.get(&changed.path), new.get(&changed.path)) {
            (_, None) => {
                result.remove(&changed.path);
            }
            (before, Some(after)) => {
                let merged = match (before, base.get(&changed.path)) {
                    (Some(before), Some(file)) if file.oid != before.oid => merge(file, before, after),
                    (None, Some(file)) => merge(file, &File::new(Vec::new()), after),
                    _ => after.clone(),
                };
                result.insert(changed.path, merged);
            }
        }
    }
    result
}

fn merge(file: &File, before: &File, after: &File) -> File {
    let old: HashSet<u32> = before.lines.iter().copied().collect();
    let new: HashSet<u32> = after.lines.iter().copied().collect();
    let mut lines: Vec<u32> = file
        .lines
        .iter()
        .copied()
        .filter(|line| new.contains(line) || !old.contains(line))
        .collect();
    let mut present: HashSet<u32> = lines.iter().copied().collect();
    let mut previous = None;
    for line in after.lines.iter().copied() {
        if !old.contains(&line) && present.insert(line) {
            let place = previous.and_then(|anchor| lines.iter().position(|l| *l == anchor));
            lines.insert(place.map_or(lines.len(), |place| place + 1), line);
        }
        previous = Some(line);
    }
    File::new(lines)
}
