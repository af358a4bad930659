//! The JSON that records of git connectors are read from.

use serde::Serialize;

/// A commit.
#[derive(Debug, Default, Serialize)]
pub(super) struct Commit {
    pub(super) sha: String,
    pub(super) parents: Vec<String>,
    pub(super) author: Person,
    pub(super) committer: Person,
    pub(super) message: String,
    /// Sums over the files that are counted; null where nothing is counted.
    pub(super) additions: Option<u64>,
    pub(super) deletions: Option<u64>,
    /// Null for a merge, for which git shows no difference.
    pub(super) files: Option<Vec<File>>,
    /// Whether bytes that are not UTF-8 were replaced.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) lossy: bool,
}

/// Author or committer, `.mailmap` applied.
#[derive(Debug, Default, Serialize)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) date: Option<String>,
}

/// A touched file.
#[derive(Debug, Serialize)]
pub(super) struct File {
    pub(super) path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) previous_path: Option<String>,
    /// Null for a binary file, and where lines are not counted.
    pub(super) additions: Option<u64>,
    pub(super) deletions: Option<u64>,
}

/// What refs are read from.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Ref<'a> {
    Head {
        #[serde(skip_serializing_if = "Option::is_none")]
        repository: Option<&'a str>,
        url: &'a str,
        default_branch: Option<&'a str>,
    },
    Branch {
        #[serde(skip_serializing_if = "Option::is_none")]
        repository: Option<&'a str>,
        name: &'a str,
        sha: &'a str,
        default: bool,
    },
    Tag {
        #[serde(skip_serializing_if = "Option::is_none")]
        repository: Option<&'a str>,
        name: &'a str,
        /// The commit, annotated tags followed.
        sha: &'a str,
        /// The tag object of an annotated tag.
        #[serde(skip_serializing_if = "Option::is_none")]
        object: Option<&'a str>,
        tagged_at: Option<&'a str>,
    },
}
