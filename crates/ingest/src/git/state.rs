use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// What of a repository is landed: everything reachable from its tips.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GitState {
    /// Each ref and the commit it led to.
    pub refs: BTreeMap<String, String>,
    /// Landed commits that no ref reaches any more, after a force push or a deletion.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub kept: BTreeSet<String>,
    /// Whether lines were counted.
    pub lines: bool,
}

impl GitState {
    /// Commits whose history need not be read again; none when lines are wanted now and were not then.
    pub(super) fn landed(&self, with_lines: bool) -> BTreeSet<&str> {
        if with_lines && !self.lines {
            return BTreeSet::new();
        }
        self.refs.values().chain(&self.kept).map(String::as_str).collect()
    }

    /// The state once everything that `refs` reach is landed; `lost` is what they no longer reach.
    pub(super) fn advanced(
        &self,
        refs: BTreeMap<String, String>,
        lost: &BTreeSet<String>,
        lines: bool,
    ) -> Self {
        let known = if lines && !self.lines {
            BTreeSet::new()
        } else {
            &self.kept | lost
        };
        let tips: BTreeSet<&String> = refs.values().collect();
        let kept = known.into_iter().filter(|tip| !tips.contains(tip)).collect();
        // Counts that are there are not taken back when they are no longer wanted, but new commits have none.
        Self { refs, kept, lines }
    }
}
