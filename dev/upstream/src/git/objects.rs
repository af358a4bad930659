use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sha1::{Digest, Sha1};

/// A git object name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Oid([u8; 20]);

impl Oid {
    /// The name of the object of that kind and content.
    pub(crate) fn of(kind: &str, content: &[u8]) -> Self {
        let mut hash = Sha1::new();
        hash.update(format!("{kind} {}\0", content.len()).as_bytes());
        hash.update(content);
        Self(hash.finalize().into())
    }
}

impl std::fmt::Display for Oid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for Oid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

/// A text file whose lines are all different: every diff of two versions then has one possible line count, and
/// the documents' additions and deletions equal what git counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) lines: Arc<Vec<u32>>,
    pub(crate) oid: Oid,
}

impl File {
    pub(crate) fn new(lines: Vec<u32>) -> Self {
        let oid = Oid::of("blob", render(&lines).as_bytes());
        Self {
            lines: Arc::new(lines),
            oid,
        }
    }

    pub(crate) fn content(&self) -> String {
        render(&self.lines)
    }
}

fn render(lines: &[u32]) -> String {
    let mut text = String::with_capacity(lines.len() * 32);
    for line in lines {
        let _ = writeln!(text, "step_{line}({}, {});", line % 7, line % 113);
    }
    text
}

/// Files by path.
pub(crate) type Tree = BTreeMap<String, File>;

/// The name of the tree object of these files.
pub(crate) fn tree_oid(tree: &Tree) -> Oid {
    let entries: Vec<(&str, Oid)> = tree
        .iter()
        .map(|(path, file)| (path.as_str(), file.oid))
        .collect();
    directory(&entries)
}

/// Entries sorted by path; directories sort as if their name ended in `/`, which full paths already do.
fn directory(entries: &[(&str, Oid)]) -> Oid {
    let mut content = Vec::new();
    let mut rest = entries;
    while let Some((path, oid)) = rest.first() {
        let used = match path.split_once('/') {
            None => {
                push_entry(&mut content, "100644", path, *oid);
                1
            }
            Some((name, _)) => {
                let prefix = format!("{name}/");
                let count = rest
                    .iter()
                    .take_while(|(path, _)| path.starts_with(&prefix))
                    .count();
                let inner: Vec<(&str, Oid)> = rest[..count]
                    .iter()
                    .map(|(path, oid)| (&path[prefix.len()..], *oid))
                    .collect();
                push_entry(&mut content, "40000", name, directory(&inner));
                count
            }
        };
        rest = &rest[used..];
    }
    Oid::of("tree", &content)
}

fn push_entry(content: &mut Vec<u8>, mode: &str, name: &str, oid: Oid) {
    content.extend_from_slice(format!("{mode} {name}\0").as_bytes());
    content.extend_from_slice(&oid.0);
}

/// Who did something, and when. Times are in UTC.
#[derive(Clone, Debug)]
pub(crate) struct Signature {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) at: DateTime<Utc>,
}

impl std::fmt::Display for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} <{}> {} +0000", self.name, self.email, self.at.timestamp())
    }
}

/// The name of the commit object.
pub(crate) fn commit_oid(
    tree: Oid,
    parents: &[Oid],
    author: &Signature,
    committer: &Signature,
    message: &str,
) -> Oid {
    let mut text = format!("tree {tree}\n");
    for parent in parents {
        let _ = writeln!(text, "parent {parent}");
    }
    let _ = write!(text, "author {author}\ncommitter {committer}\n\n{message}");
    Oid::of("commit", text.as_bytes())
}
