//! Commits with their files, merges, and the issues that commits name.

use std::collections::BTreeMap;

use weir_model::entities::CommitIssue;
use weir_model::{Id, Time};

use super::{Dice, Expected, Values, january};
use crate::world::{SHOP, World, at, repository};

const FILES: [&str; 7] = [
    "a.rs",
    "src/b.rs",
    "src/c.sql",
    "ui/d.tsx",
    "docs/LICENSE",
    "e.RS",
    ".env",
];
/// A day.
const DAY: i64 = 24 * 60 * super::MINUTE;

struct Commit {
    sha: String,
    author: &'static str,
    time: Time,
    /// Path, lines added, lines deleted.
    files: Vec<(&'static str, i64, i64)>,
    merge: bool,
    /// The issue that its message names.
    issue: Option<&'static str>,
}

pub(super) fn facts(dice: &mut Dice, world: &mut World) -> Expected {
    let commits: Vec<Commit> = (1..=80).map(|number| commit(dice, number)).collect();
    for commit in &commits {
        tell(world, commit);
    }
    expected(&commits)
}

fn commit(dice: &mut Dice, number: i64) -> Commit {
    let merge = dice.chance(15);
    let files = FILES.iter().filter(|_| !merge && dice.chance(30));
    let files: Vec<&str> = files.copied().collect();
    Commit {
        sha: format!("w{number}"),
        author: dice.one_of(&["ann", "dan", "eve"]),
        // Some are older than a month, so that files have an age.
        time: if dice.chance(30) {
            Time(dice.moment().0 - 40 * DAY)
        } else {
            dice.moment()
        },
        files: files
            .into_iter()
            .map(|path| (path, dice.below(50), dice.below(9)))
            .collect(),
        merge,
        issue: dice.chance(30).then(|| dice.one_of(&["ABC-1", "ABC-2", "XYZ-9"])),
    }
}

fn tell(world: &mut World, commit: &Commit) {
    if commit.merge {
        world.commit(SHOP, &commit.sha, commit.time, &["m0", "elsewhere"]);
    } else {
        world.wrote(
            commit.author,
            &commit.sha,
            &commit.time.to_string(),
            &commit.files,
        );
    }
    if let Some(issue) = commit.issue {
        world.push(CommitIssue {
            id: Id::new("commit_issue", format_args!("{SHOP}/{}/{issue}", commit.sha)),
            repository_id: repository(SHOP),
            sha: commit.sha.clone(),
            issue_key: issue.to_owned(),
        });
    }
}

fn day(time: Time) -> i64 {
    time.0.div_euclid(DAY)
}

fn technology(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap();
    match name[1..].rsplit_once('.') {
        Some((_, end)) => end.to_lowercase(),
        None => "(none)".to_owned(),
    }
}

/// Share of lines: the value of each file of each commit, by how long ago the file was changed before.
fn shares(commits: &[&Commit], value: impl Fn(Option<f64>) -> f64) -> Values {
    let mut touched: Vec<(Time, String, &str)> = Vec::new();
    for commit in commits {
        for (path, ..) in &commit.files {
            touched.push((commit.time, format!("{SHOP}/{}/{path}", commit.sha), path));
        }
    }
    touched.sort();
    let mut before: BTreeMap<&str, Time> = BTreeMap::new();
    let mut items = Vec::new();
    for (time, id, path) in touched {
        let age = before
            .insert(path, time)
            .map(|last| (time.0 - last.0) as f64 / DAY as f64);
        items.push((id, time, value(age)));
    }
    january(items)
}

fn expected(commits: &[Commit]) -> Expected {
    let written: Vec<&Commit> = commits.iter().filter(|commit| !commit.merge).collect();
    let id = |commit: &Commit| format!("{SHOP}/{}", commit.sha);
    let counted = january(written.iter().map(|commit| (id(commit), commit.time, 1.0)));
    let lines = written.iter().map(|commit| {
        let lines: i64 = commit
            .files
            .iter()
            .map(|(_, added, deleted)| added + deleted)
            .sum();
        (id(commit), commit.time, lines as f64)
    });
    let yes = |is: bool| if is { 100.0 } else { 0.0 };
    Expected::from([
        ("lines_changed", january(lines)),
        ("commits", counted.clone()),
        ("committers", counted.clone()),
        ("repository_breadth", counted),
        ("coding_days", coding_days(&written)),
        ("technology_breadth", technologies(&written)),
        (
            "rework",
            shares(&written, |age| yes(age.is_some_and(|days| days <= 30.0))),
        ),
        (
            "legacy_rework",
            shares(&written, |age| yes(age.is_some_and(|days| days > 30.0))),
        ),
        ("issue_hotspots", hotspots(&written)),
    ])
}

/// Each is named after the first of its commits by name.
fn coding_days(commits: &[&Commit]) -> Values {
    let mut days: BTreeMap<(&str, i64), (String, Time)> = BTreeMap::new();
    for commit in commits {
        let named = (format!("{SHOP}/{}", commit.sha), Time(day(commit.time) * DAY));
        let first = days
            .entry((commit.author, day(commit.time)))
            .or_insert_with(|| named.clone());
        *first = first.clone().min(named);
    }
    january(days.into_values().map(|(id, time)| (id, time, 1.0)))
}

/// Each is named after the first of its files by name.
fn technologies(commits: &[&Commit]) -> Values {
    let mut days: BTreeMap<(&str, String, i64), (String, Time)> = BTreeMap::new();
    for commit in commits {
        for (path, ..) in &commit.files {
            let id = format!("{SHOP}/{}/{path}", commit.sha);
            let key = (commit.author, technology(path), day(commit.time));
            let named = days.entry(key).or_insert_with(|| (id.clone(), commit.time));
            *named = (named.0.clone().min(id), named.1.max(commit.time));
        }
    }
    january(days.into_values().map(|(id, time)| (id, time, 1.0)))
}

/// `ABC-1` and `ABC-2` are issues of `issues.rs`; no other key is.
fn hotspots(commits: &[&Commit]) -> Values {
    let named = commits.iter().filter_map(|commit| Some((commit, commit.issue?)));
    let known = named.filter(|(_, issue)| issue.starts_with("ABC"));
    january(known.flat_map(|(commit, issue)| {
        commit
            .files
            .iter()
            .map(move |(path, ..)| (format!("{SHOP}/{}/{path}/{issue}", commit.sha), commit.time, 1.0))
    }))
}

#[test]
fn names_end_in_technologies() {
    let told = FILES.map(technology);
    assert_eq!(told, ["rs", "rs", "sql", "tsx", "(none)", "rs", "(none)"]);
    assert_eq!(day(at("1970-01-03T00:00:00Z")), 2);
}
