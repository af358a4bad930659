//! Whole histories beside `git log --numstat`, in the same run. See README.md.

mod git;
mod ours;
mod sample;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Each is measured so many times, in turn; the least is shown.
const ROUNDS: usize = 3;

/// Files touched, lines added, lines deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Totals {
    files: u64,
    additions: u64,
    deletions: u64,
}

/// Totals of each commit.
type Commits = BTreeMap<String, Totals>;

/// What a reading took.
#[derive(Clone, Copy)]
struct Cost {
    cpu: f64,
    seconds: f64,
}

impl Cost {
    const MOST: Self = Self {
        cpu: f64::INFINITY,
        seconds: f64::INFINITY,
    };

    fn least(self, other: Self) -> Self {
        Self {
            cpu: self.cpu.min(other.cpu),
            seconds: self.seconds.min(other.seconds),
        }
    }
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let folder = tempfile::tempdir()?;
    let mut repositories: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .map(PathBuf::from)
        .collect();
    if repositories.is_empty() {
        repositories.push(sample::make(folder.path())?);
    }
    println!(
        "| repository | commits | files | lines added | lines deleted | git: CPU s | commits / CPU s | s | ours: CPU s | of git's | s | with rows: CPU s | of git's |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for repository in repositories {
        let (mut git, mut documents, mut rows) = (Cost::MOST, Cost::MOST, Cost::MOST);
        let mut expected = Commits::new();
        for _ in 0..ROUNDS {
            let log = folder.path().join("log");
            git = git.least(measured(|| git::log(&repository, &log))?.0);
            expected = git::totals(&log)?;
            let (cost, ours) = measured(|| runtime.block_on(ours::read(&repository, false)))?;
            documents = documents.least(cost);
            same(&repository, &expected, &ours)?;
            let (cost, mapped) = measured(|| runtime.block_on(ours::read(&repository, true)))?;
            rows = rows.least(cost);
            same(&repository, &expected, &mapped)?;
        }
        let sum = expected.values().fold(Totals::default(), |sum, one| Totals {
            files: sum.files + one.files,
            additions: sum.additions + one.additions,
            deletions: sum.deletions + one.deletions,
        });
        println!(
            "| {} | {} | {} | {} | {} | {:.2} | {:.0} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} |",
            name(&repository),
            expected.len(),
            sum.files,
            sum.additions,
            sum.deletions,
            git.cpu,
            count(expected.len()) / git.cpu,
            git.seconds,
            documents.cpu,
            documents.cpu / git.cpu,
            documents.seconds,
            rows.cpu,
            rows.cpu / git.cpu
        );
    }
    Ok(())
}

/// Every commit must have git's own totals.
fn same(repository: &Path, expected: &Commits, ours: &Commits) -> Result<()> {
    if expected == ours {
        return Ok(());
    }
    let differs = expected
        .iter()
        .find(|(sha, totals)| ours.get(*sha) != Some(totals));
    Err(format!(
        "{}: {} commits by git, {} by us; first difference: {differs:?}",
        repository.display(),
        expected.len(),
        ours.len()
    )
    .into())
}

fn name(repository: &Path) -> String {
    let parts = repository.iter().map(|part| part.to_string_lossy());
    let mut named = parts.filter(|part| !matches!(part.as_ref(), "repo" | ".git"));
    named
        .next_back()
        .map_or_else(String::new, |name| name.replace('+', "/"))
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

/// Runs something; what it took this process and the commands it waited for.
fn measured<T>(work: impl FnOnce() -> Result<T>) -> Result<(Cost, T)> {
    let (start, before) = (Instant::now(), ticks()?);
    let done = work()?;
    let cost = Cost {
        cpu: (ticks()? - before) / 100.0,
        seconds: start.elapsed().as_secs_f64(),
    };
    Ok((cost, done))
}

/// User and system time of this process and its ended children, in hundredths of a second.
fn ticks() -> Result<f64> {
    let text = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = text.rsplit_once(')').ok_or("/proc/self/stat has another form")?;
    let fields: Vec<f64> = fields
        .split_whitespace()
        .skip(11)
        .take(4)
        .map(str::parse)
        .collect::<std::result::Result<_, _>>()?;
    Ok(fields.iter().sum())
}
