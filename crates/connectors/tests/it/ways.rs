//! The same commits, read in different ways.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};
use weir_connect::{Connector, Cost, Load};
use weir_ingest::TaskReport;
use weir_ingest::memory::Contents;
use weir_model::{Cell, Row, Time};
use weir_upstream::{Entry, Limits, Mutation, Repository, Upstream, World};

use crate::bench::{Bench, Setup};
use crate::source::show;

/// What a way of reading promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// Neither lines nor files.
    Nothing,
    /// How many lines.
    Lines,
    /// How many lines and files.
    Totals,
    /// Which files.
    Paths,
    /// Which files, with lines.
    Files,
}

/// Whose commits are read.
pub(crate) struct Commits {
    pub(crate) connector: &'static Connector,
    /// Where below the upstream it answers.
    pub(crate) path: &'static str,
    /// What is configured besides.
    pub(crate) config: Value,
}

/// What reading commits took.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) records: u64,
    pub(crate) cost: Cost,
}

impl Commits {
    /// An upstream of which nothing is read but repositories and their commits.
    pub(crate) async fn bench(&self, world: World, way: &str) -> Bench {
        let mut config = self.config.clone();
        let schema = self.connector.schema();
        let fields = schema.as_value()["properties"].as_object().unwrap();
        for field in fields.keys().filter(|field| field.starts_with("fetch_")) {
            config[field] = json!(field == "fetch_commits");
        }
        let upstream = Upstream::builder()
            .world(world)
            .token("token")
            .limits(Limits::unlimited());
        let setup = Setup {
            connector: self.connector,
            path: self.path,
            token: "token",
            config,
            more: &json!({"commits": way}),
        };
        Bench::start(upstream, setup).await
    }

    /// What was planned for a way to read so many.
    fn planned(&self, world: &World, way: &'static str, records: u64) -> Cost {
        let variant = self.config["deployment"].as_str().map(str::to_owned);
        let load = Load {
            partitions: world.repositories().len() as u64,
            records: [("commits", records)].into(),
            variant: variant.map(|variant| &*variant.leak()),
            ways: vec![("commits", way)],
            ..Load::default()
        };
        (self.connector.plan)(&load)
    }

    /// Asserts that each way to read gives the rows of the mirror, first of what was there a while ago, then, when nothing
    /// but what is new is read, of all. Gives what each took for each of the two syncs, and each request.
    pub(crate) async fn are_those_of_the_mirror(
        &self,
        world: &World,
        ways: &[(&'static str, Told)],
    ) -> (Vec<[Taken; 2]>, Vec<Entry>) {
        let mirror = self.bench(world.clone(), "git").await;
        mirror.sync().await;
        let mirrored = mirror.contents();
        let (mut all, mut log) = (Vec::new(), Vec::new());
        for (way, told) in ways {
            let bench = self.bench(world.clone(), way).await;
            let newest = go_back(&bench);
            let first = taken(&bench.sync().await);
            let known = compare(&bench, &mirrored, *told);
            let planned = self.planned(world, way, first.records);
            // The last page of a repository is not full.
            let spare = world.repositories().len() as u64;
            assert!(
                first.cost.requests <= planned.requests + spare
                    && first.cost.points <= planned.points + spare,
                "{way}: {first:?} against {planned:?}"
            );
            bench.pass(Duration::from_mins(10));
            bench.change(newest);
            let second = taken(&bench.sync().await);
            let new = compare(&bench, &mirrored, *told) - known;
            assert!(
                new > BACK && second.records == new as u64,
                "{way}: {new} {second:?}"
            );
            println!("{way}: {first:?}, planned {planned:?}, then {second:?}");
            all.push([first, second]);
            log.extend(bench.upstream.log());
        }
        (all, log)
    }
}

/// So many merges ago.
const BACK: usize = 2;

/// Takes the newest merges from the default branch of a repository. Gives what puts them back.
fn go_back(bench: &Bench) -> Mutation {
    let (repository, branch, sha, before) = bench.upstream.with_world(|world| {
        let repository = &world.repositories()[0];
        let head = repository.head(repository.default_branch()).unwrap();
        let mut before = head.to_owned();
        let mut merges = 0;
        while merges < BACK {
            let parents = &repository.commits[&before]["parents"];
            merges += usize::from(parents[1].is_object());
            before = parents[0]["sha"].as_str().unwrap().to_owned();
        }
        let branch = repository.default_branch().to_owned();
        (repository.full_name().to_owned(), branch, head.to_owned(), before)
    });
    let to = |sha: String| Mutation::MoveBranch {
        repository: repository.clone(),
        branch: branch.clone(),
        sha,
    };
    bench.change(to(before));
    to(sha)
}

/// The first repository of a company: several pages of commits, and quick.
pub(crate) fn company() -> World {
    let mut world = World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc());
    world.repositories.truncate(1);
    world
}

fn taken(report: &TaskReport) -> Taken {
    let own = report.streams.iter().find(|stream| stream.stream == "commits");
    let own = own.unwrap();
    Taken {
        records: own.records,
        cost: Cost {
            requests: own.requests,
            points: own.points,
        },
    }
}

/// How many pages the commits of the default branches fill.
pub(crate) fn pages(world: &World, size: usize) -> u64 {
    let repositories = world.repositories().iter();
    let pages = repositories.map(|repository| history(repository).len().div_ceil(size));
    pages.sum::<usize>() as u64
}

/// Names of the commits that the default branch reaches.
fn history(repository: &Repository) -> BTreeSet<String> {
    repository.ancestors(repository.head(repository.default_branch()).unwrap_or_default())
}

/// The same of all repositories, with the repository's id.
fn reached(bench: &Bench) -> BTreeSet<(String, String)> {
    let named = |repository: &Repository| {
        let id = repository.id().to_string();
        let names = history(repository).into_iter();
        names.map(move |sha| (id.clone(), sha)).collect::<Vec<_>>()
    };
    bench
        .upstream
        .with_world(|world| world.repositories().iter().flat_map(named).collect())
}

/// Asserts that commits read by an API are those that the default branches reach, and that their rows are those that the
/// mirror gives, column by column, as far as is promised; beyond that they are NULL.
/// Gives how many they are.
fn compare(bench: &Bench, mirror: &Contents, told: Told) -> usize {
    let (api, reached) = (&bench.contents(), reached(bench));
    let names: BTreeSet<_> = rows(api, "commits").values().map(name).collect();
    assert_eq!(names, reached, "{told:?}");
    for table in ["commits", "commit_parents", "commit_files"] {
        let own = rows(api, table);
        let mut wanted = rows(mirror, table);
        wanted.retain(|_, row| reached.contains(&name(row)));
        if table == "commit_files" && !matches!(told, Told::Paths | Told::Files) {
            wanted.clear();
        } else {
            assert!(!wanted.is_empty(), "the mirror gives no {table}");
        }
        for (id, row) in &mut wanted {
            let missing: &[&str] = match told {
                Told::Nothing => &["additions", "deletions", "files"],
                Told::Lines => &["files"],
                Told::Paths => &["additions", "deletions"],
                Told::Totals | Told::Files => &[],
            };
            blank(row, missing);
            let found = own.get(id).map(|row| show(std::slice::from_ref(row)));
            assert_eq!(found, Some(show(std::slice::from_ref(row))), "{told:?}");
        }
        assert_eq!(own.len(), wanted.len(), "{told:?}: {table}");
    }
    reached.len()
}

fn rows(contents: &Contents, table: &str) -> BTreeMap<String, Row> {
    let of_table = contents.rows.values().filter(|row| row.table.name == table);
    of_table.map(|row| (row.id().to_owned(), row.clone())).collect()
}

/// Takes out what is not promised.
fn blank(row: &mut Row, names: &[&str]) {
    let cells = row.table.columns.iter().zip(&mut row.cells);
    for (_, cell) in cells.filter(|(column, _)| names.contains(&column.name)) {
        *cell = Cell::Null;
    }
}

/// The repository and the name of a row's commit.
fn name(row: &Row) -> (String, String) {
    let text = |column: &str| match row.cell(column) {
        Some(Cell::Text(text) | Cell::Id(text)) => text.clone(),
        other => panic!("{}: {other:?} is no `{column}`", row.id()),
    };
    let repository = text("repository_id");
    let repository = repository.rsplit('/').next().unwrap_or_default();
    (repository.to_owned(), text("sha"))
}
