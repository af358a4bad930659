//! What is new of a list of commits that comes newest first, told by their parents.

use std::collections::HashSet;

use serde_json::Value;
use weir_connect::{Cursor, key_text};

use super::{Fetched, Job};

struct Commit {
    id: String,
    parents: Vec<String>,
}

/// What is new since the last time, as far as the list was read.
#[derive(Clone, Debug)]
pub(crate) struct Lineage {
    /// What was read the last time, and what that leads to.
    known: HashSet<String>,
    /// What something new leads to, and was not met yet.
    wanted: HashSet<String>,
}

impl Lineage {
    fn new(tip: String, head: String) -> Self {
        Self {
            known: HashSet::from([tip]),
            wanted: HashSet::from([head]),
        }
    }

    /// Meets the commits of a page, each with its parents, and says which are new. Within a page a parent may come first:
    /// those that were made at the same time are in no order.
    fn meet(&mut self, page: &[Commit]) -> Vec<bool> {
        let mut known = 0;
        while known < self.known.len() {
            known = self.known.len();
            let old = page.iter().filter(|commit| self.known.contains(&commit.id));
            let parents: Vec<String> = old.flat_map(|commit| commit.parents.clone()).collect();
            self.known.extend(parents);
        }
        let is_new = |commit: &Commit| !self.known.contains(&commit.id);
        let new: Vec<bool> = page.iter().map(is_new).collect();
        for commit in page.iter().filter(|commit| is_new(commit)) {
            self.wanted.extend(commit.parents.iter().cloned());
        }
        for commit in page {
            self.wanted.remove(&commit.id);
        }
        new
    }

    /// Whether nothing new can follow.
    fn is_over(&self) -> bool {
        self.wanted.is_subset(&self.known)
    }
}

/// Leaves out of a page what was read before; where nothing new can follow, it is the last. What it learns counts once
/// the page is complete, as a page that fails is asked for again.
pub(super) fn narrow(job: &Job, is_first: bool, fetched: &mut Fetched) -> Option<Lineage> {
    let Cursor::Ancestry {
        id, parents, parent, ..
    } = job.stream.cursor
    else {
        return None;
    };
    let name = |record: &Value, pointer: &str| record.pointer(pointer).and_then(key_text);
    let mut lineage = if is_first {
        fetched.head = fetched.records.first().and_then(|newest| name(newest, id));
        let ends = job.state.tip.clone().zip(fetched.head.clone());
        ends.map(|(tip, head)| Lineage::new(tip, head))
    } else {
        job.lineage.clone()
    }?;
    fetched.known = super::facts(job.stream.cursor, fetched).max;
    let read = |record: &Value| Commit {
        id: name(record, id).unwrap_or_default(),
        parents: record
            .pointer(parents)
            .and_then(Value::as_array)
            .map(|parents| parents.iter().filter_map(|one| name(one, parent)).collect())
            .unwrap_or_default(),
    };
    let page: Vec<Commit> = fetched.records.iter().map(read).collect();
    let mut new = lineage.meet(&page).into_iter();
    fetched.records.retain(|_| new.next() == Some(true));
    if lineage.is_over() {
        fetched.next = None;
    }
    Some(lineage)
}

#[cfg(test)]
mod tests {
    use super::{Commit, Lineage};

    /// Reads a list by pages, until nothing new can follow. Gives what was new, and how many pages were read.
    fn read(tip: &str, size: usize, list: &[(&str, &[&str])]) -> (String, usize) {
        let commits = list.iter().map(|(id, parents)| Commit {
            id: (*id).to_owned(),
            parents: parents.iter().map(|parent| (*parent).to_owned()).collect(),
        });
        let commits: Vec<Commit> = commits.collect();
        let mut lineage = Lineage::new(tip.to_owned(), list[0].0.to_owned());
        let (mut new, mut pages) = (String::new(), 0);
        for page in commits.chunks(size) {
            pages += 1;
            for (commit, is_new) in page.iter().zip(lineage.meet(page)) {
                new.push_str(if is_new { &commit.id } else { "" });
            }
            if lineage.is_over() {
                break;
            }
        }
        (new, pages)
    }

    #[test]
    fn one_page_is_read_when_nothing_is_new() {
        let list: &[(&str, &[&str])] = &[("c", &["b"]), ("b", &["a"]), ("a", &[])];
        assert_eq!(read("c", 1, list), (String::new(), 1));
    }

    #[test]
    fn what_is_merged_is_new_however_old_it_is() {
        // `m` merges `x`, which was committed before `c` and `b`, and left the branch at `a`.
        let list: &[(&str, &[&str])] = &[
            ("m", &["c", "x"]),
            ("c", &["b"]),
            ("b", &["a"]),
            ("x", &["a"]),
            ("a", &["0"]),
            ("0", &[]),
        ];
        for size in [1, 2] {
            assert_eq!(read("c", size, list), ("mx".to_owned(), 4 / size));
        }
    }

    #[test]
    fn commits_of_one_moment_come_in_any_order() {
        // `x` left the branch at `a`, which comes before `b`, which leads to it.
        let list: &[(&str, &[&str])] = &[
            ("m", &["b", "x"]),
            ("x", &["a"]),
            ("a", &["0"]),
            ("b", &["a"]),
            ("0", &[]),
        ];
        assert_eq!(read("b", 4, list), ("mx".to_owned(), 1));
    }

    #[test]
    fn a_branch_that_was_rewritten_is_read_to_its_end() {
        let list: &[(&str, &[&str])] = &[("d", &["a"]), ("a", &["0"]), ("0", &[])];
        assert_eq!(read("gone", 2, list), ("da0".to_owned(), 2));
    }
}
