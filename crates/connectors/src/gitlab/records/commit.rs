use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::{Batch, Id, Table, Time};

use crate::git::records::{self as git, File, Person};

/// A commit of the default branch. GitLab counts lines of merges, too; git does not, so those are left out.
///
/// <https://docs.gitlab.com/api/commits/#list-repository-commits>
#[derive(Debug, Deserialize)]
pub struct Commit {
    id: String,
    parent_ids: Option<Vec<String>>,
    message: Option<String>,
    author_name: Option<String>,
    author_email: Option<String>,
    authored_date: Option<Time>,
    committer_name: Option<String>,
    committer_email: Option<String>,
    committed_date: Option<Time>,
    stats: Option<Stats>,
    /// Put in where files are wanted: <https://docs.gitlab.com/api/commits/#get-commit-diff>
    diffs: Option<Vec<Diff>>,
}

#[derive(Debug, Deserialize)]
struct Stats {
    additions: Option<i64>,
    deletions: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct Diff {
    new_path: String,
    old_path: Option<String>,
    renamed_file: Option<bool>,
    /// Without its text, for its size.
    too_large: Option<bool>,
    /// The same.
    collapsed: Option<bool>,
    #[serde(rename = "diff")]
    text: Option<String>,
}

impl Diff {
    /// Added and deleted lines; nothing where the text was left out or the file is binary.
    fn lines(&self) -> Option<(i64, i64)> {
        let text = self.text.as_deref()?;
        if self.too_large == Some(true) || self.collapsed == Some(true) {
            return None;
        }
        // Before the first hunk may stand names, whose marks are no lines.
        let Some(hunks) = text.starts_with("@@").then_some(0).or_else(|| text.find("\n@@")) else {
            return text.is_empty().then_some((0, 0));
        };
        let of = |mark: char| {
            text[hunks..]
                .lines()
                .filter(|line| line.starts_with(mark))
                .count()
        };
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        Some((number(of('+')), number(of('-'))))
    }
}

impl From<Diff> for File {
    fn from(diff: Diff) -> Self {
        let (additions, deletions) = diff.lines().unzip();
        Self {
            path: diff.new_path,
            previous_path: diff.old_path.filter(|_| diff.renamed_file == Some(true)),
            additions,
            deletions,
        }
    }
}

impl Record for Commit {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.id)
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        git::Commit::row(key, scope)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let stats = self.stats;
        git::Commit {
            sha: self.id,
            parents: self.parent_ids.unwrap_or_default(),
            author: Person::of(self.author_name, self.author_email, self.authored_date),
            committer: Person::of(self.committer_name, self.committer_email, self.committed_date),
            message: self.message.unwrap_or_default(),
            additions: stats.as_ref().and_then(|stats| stats.additions),
            deletions: stats.as_ref().and_then(|stats| stats.deletions),
            files: self
                .diffs
                .map(|diffs| diffs.into_iter().map(File::from).collect()),
            touched: None,
        }
        .shown_by_git()
        .map(scope, out);
    }
}

#[cfg(test)]
mod tests {
    use super::Diff;

    #[test]
    fn lines_are_those_of_hunks() {
        let lines = |text: &str, too_large: bool| {
            let diff = Diff {
                new_path: "a".to_owned(),
                old_path: None,
                renamed_file: None,
                too_large: Some(too_large),
                collapsed: None,
                text: Some(text.to_owned()),
            };
            diff.lines()
        };
        let hunk = "@@ -1,2 +1,3 @@\n same\n--- gone\n+++ new\n+\n\\ No newline at end of file\n";
        assert_eq!(lines(hunk, false), Some((2, 1)));
        assert_eq!(lines(&format!("--- a/a\n+++ b/a\n{hunk}"), false), Some((2, 1)));
        assert_eq!(lines("", false), Some((0, 0)));
        assert_eq!(lines("", true), None);
        assert_eq!(lines("Binary files a/a and b/a differ\n", false), None);
    }
}
