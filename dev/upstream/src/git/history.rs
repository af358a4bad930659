use std::collections::BTreeMap;
use std::sync::Arc;

use super::objects::{Oid, Signature, Tree, commit_oid, tree_oid};

/// One commit, with everything its name is computed from.
#[derive(Clone, Debug)]
pub(crate) struct GitCommit {
    pub(crate) oid: Oid,
    pub(crate) tree_oid: Oid,
    pub(crate) tree: Arc<Tree>,
    pub(crate) parents: Vec<usize>,
    pub(crate) author: Signature,
    pub(crate) committer: Signature,
    pub(crate) message: String,
}

/// The commits and refs of one repository. Names are computed here, so a world has its true object names before
/// any repository is written to disk.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    /// Parents before children.
    pub(crate) commits: Vec<GitCommit>,
    /// Full ref names.
    pub(crate) refs: BTreeMap<String, usize>,
}

impl History {
    /// Adds a commit and gives its position.
    pub(crate) fn commit(
        &mut self,
        parents: &[usize],
        tree: Tree,
        author: Signature,
        committer: Signature,
        message: String,
    ) -> usize {
        let names: Vec<Oid> = parents.iter().map(|parent| self.commits[*parent].oid).collect();
        let tree_name = tree_oid(&tree);
        let oid = commit_oid(tree_name, &names, &author, &committer, &message);
        self.commits.push(GitCommit {
            oid,
            tree_oid: tree_name,
            tree: Arc::new(tree),
            parents: parents.to_vec(),
            author,
            committer,
            message,
        });
        self.commits.len() - 1
    }

    pub(crate) fn sha(&self, commit: usize) -> String {
        self.commits[commit].oid.to_string()
    }

    pub(crate) fn tree(&self, commit: usize) -> &Tree {
        &self.commits[commit].tree
    }

    /// The tree of the first parent; nothing for a root commit.
    pub(crate) fn parent_tree(&self, commit: usize) -> Tree {
        self.commits[commit]
            .parents
            .first()
            .map(|parent| self.commits[*parent].tree.as_ref().clone())
            .unwrap_or_default()
    }
}
