//! The real GitHub connector against the simulator.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::json;
use weir_ingest::memory::{Contents, Crash, MemoryStore};
use weir_ingest::{
    CancellationToken, Engine, IntegrationSpec, NoEvents, Options, TaskReport, TaskStatus, TestClock,
};
use weir_model::{Row, Time};
use weir_upstream::{Fault, FaultKind, Mutation, Token, Upstream, World};

const TOKEN: &str = "ghp_0123456789secret";

pub(crate) struct Hub {
    pub(crate) upstream: Upstream,
    pub(crate) clock: Arc<TestClock>,
    store: Arc<MemoryStore>,
    engine: Engine,
    pub(crate) spec: IntegrationSpec,
    _folder: tempfile::TempDir,
}

impl Hub {
    pub(crate) async fn start(world: World, faults: Vec<Fault>) -> Self {
        let now = Time::from(world.now);
        let mut repositories: Vec<String> = names(&world);
        repositories.truncate(3);
        let upstream = Upstream::builder()
            .world(world)
            .token(TOKEN)
            .faults(faults)
            .seed(7)
            .start()
            .await
            .unwrap();
        let clock = Arc::new(TestClock::new(now));
        let store = Arc::new(MemoryStore::default());
        let folder = tempfile::tempdir().unwrap();
        let spec = IntegrationSpec {
            id: "1".to_owned(),
            name: "GitHub".to_owned(),
            connector: &weir_connectors::github::CONNECTOR,
            config: json!({"url": upstream.base_url(), "repositories": repositories}),
            secrets: BTreeMap::from([("token".to_owned(), SecretString::from(TOKEN))]),
            data_dir: folder.path().to_owned(),
            since: None,
        };
        let engine = Engine::new(store.clone(), clock.clone(), options());
        Self {
            upstream,
            clock,
            store,
            engine,
            spec,
            _folder: folder,
        }
    }

    pub(crate) async fn sync(&self) -> TaskReport {
        self.engine
            .sync(&self.spec, Arc::new(NoEvents), CancellationToken::new())
            .await
    }

    /// A new process over what is durable.
    fn restart(&mut self) {
        self.store = Arc::new(MemoryStore::with(self.store.contents()));
        self.engine = Engine::new(self.store.clone(), self.clock.clone(), options());
    }
}

fn options() -> Options {
    Options {
        timeout: Duration::from_secs(20),
        tries: 12,
        ..Options::default()
    }
}

fn names(world: &World) -> Vec<String> {
    let name = |repository: &weir_upstream::Repository| {
        repository.document["full_name"].as_str().unwrap().to_owned()
    };
    world.repositories.iter().map(name).collect()
}

fn now() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(1_788_264_000, 0).unwrap()
}

fn company() -> World {
    World::seeded(1, 1, now())
}

/// Records by stream.
fn records(contents: &Contents) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for key in contents.raw.keys() {
        *counts.entry(key.0.as_str()).or_default() += 1;
    }
    counts
}

/// Rows as text by table and id, without the address, which is another in each test.
pub(crate) fn rows(hub: &Hub) -> BTreeMap<(&'static str, String), String> {
    let base = hub.upstream.base_url();
    let text = |row: &Row| format!("{:?}", row.cells).replace(base, "BASE");
    hub.store
        .contents()
        .rows
        .iter()
        .map(|(key, row)| (key.clone(), text(row)))
        .collect()
}

/// Fails with the first row that differs.
pub(crate) fn assert_same(
    left: &BTreeMap<(&'static str, String), String>,
    right: &BTreeMap<(&'static str, String), String>,
) {
    for (key, row) in left {
        assert_eq!(Some(row), right.get(key), "{key:?}");
    }
    assert_eq!(left.len(), right.len());
}

pub(crate) fn table(report: &TaskReport) -> String {
    let line = |stream: &weir_ingest::StreamReport| {
        format!(
            "{}: {} requests, {} points, {} records, {} rows, skipped {:?}, drift {:?}\n",
            stream.stream,
            stream.requests,
            stream.points,
            stream.records,
            stream.rows,
            stream.skipped,
            stream.drift
        )
    };
    report.streams.iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_the_company_has_is_landed_once() {
    let hub = Hub::start(company(), Vec::new()).await;
    let report = hub.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    println!("{}", table(&report));
    let contents = hub.store.contents();
    let first = rows(&hub);
    let landed = records(&contents);
    let sum = |count: fn(&weir_upstream::Repository) -> usize| {
        hub.upstream
            .with_world(|world| world.repositories.iter().take(3).map(count).sum::<usize>())
    };
    let count = |stream: &str| landed.get(stream).copied().unwrap_or(0);
    assert_eq!(count("repositories"), sum(|_| 1));
    assert_eq!(count("pull_requests"), sum(|repository| repository.pulls.len()));
    assert_eq!(count("issues"), sum(|repository| repository.issues.len()));
    assert_eq!(
        count("review_comments"),
        sum(|repository| repository.line_comments.values().map(Vec::len).sum())
    );
    assert_eq!(count("milestones"), sum(|repository| repository.milestones.len()));
    assert_eq!(count("releases"), sum(|repository| repository.releases.len()));
    assert_eq!(
        count("deployments"),
        sum(|repository| repository.deployments.len())
    );
    assert_eq!(count("pipeline_runs"), sum(|repository| repository.runs.len()));
    let skipped: u64 = report.total(|stream| stream.skipped.values().sum());
    assert_eq!(skipped, 0, "{}", table(&report));

    hub.upstream.clear_log();
    hub.clock.advance(Duration::from_mins(10));
    let again = hub.sync().await;
    assert_eq!(again.status, TaskStatus::Succeeded, "{again:#?}");
    println!("again\n{}", table(&again));
    assert_same(&rows(&hub), &first);
    assert!(again.total(|stream| stream.requests) <= report.total(|stream| stream.requests));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_pull_requests_cost_little() {
    let mut hub = Hub::start(World::load_thousand(1), Vec::new()).await;
    hub.spec.config["fetch_pipelines"] = false.into();
    let report = hub.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    println!("{}", table(&report));
    let counters = hub.upstream.counters();
    assert!(counters.requests <= 95, "{counters:#?}");
    let contents = hub.store.contents();
    let landed = records(&contents);
    assert_eq!((landed["pull_requests"], landed["review_comments"]), (1000, 4000));
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_change_nothing_in_the_end() {
    let quiet = Hub::start(company(), Vec::new()).await;
    quiet.sync().await;
    let expected = rows(&quiet);
    let faults = vec![
        Fault::sometimes(FaultKind::ServerError, 0.05),
        Fault::sometimes(FaultKind::Truncated, 0.05),
        Fault::sometimes(FaultKind::Dropped, 0.05),
        Fault::sometimes(FaultKind::TooMany { retry_after: Some(1) }, 0.05),
        Fault::sometimes(FaultKind::Secondary { retry_after: None }, 0.03),
        Fault::sometimes(FaultKind::BadGateway, 0.05),
        Fault::always(FaultKind::LargePages { over: 220 }).on("graphql"),
    ];
    let hub = Hub::start(company(), faults).await;
    let report = hub.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    assert!(report.total(|stream| stream.retries) > 10, "{}", table(&report));
    assert_same(&rows(&hub), &expected);
    let said = format!("{report:?}");
    assert!(!said.contains(TOKEN), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn crashes_with_faults_on_change_nothing_in_the_end() {
    let quiet = Hub::start(company(), Vec::new()).await;
    quiet.sync().await;
    let expected = rows(&quiet);
    let faults = vec![
        Fault::sometimes(FaultKind::ServerError, 0.05),
        Fault::sometimes(FaultKind::Dropped, 0.05),
    ];
    let mut hub = Hub::start(company(), faults).await;
    let mut crashes = 0;
    for step in 0usize.. {
        let kind = [Crash::Before, Crash::BetweenRowsAndCheckpoint, Crash::After][step % 3];
        // Some pages are read in every run: the repositories, and the newest of each list.
        let page = hub.store.contents().pages + 25 + 7 * (step % 4);
        hub.store.crash_at(page, kind);
        let report = hub.sync().await;
        if report.status == TaskStatus::Succeeded {
            break;
        }
        assert_eq!(report.error.unwrap().class, "store");
        crashes += 1;
        assert!(crashes < 50, "it goes on");
        hub.restart();
        hub.clock.advance(Duration::from_secs(30));
    }
    assert!(crashes > 2, "{crashes}");
    assert_same(&rows(&hub), &expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_changed_is_read_again() {
    let hub = Hub::start(company(), Vec::new()).await;
    hub.sync().await;
    let first = names(&hub.upstream.world())[0].clone();
    let number = hub
        .upstream
        .with_world(|world| *world.repositories[0].pulls.keys().last().unwrap());
    hub.upstream.mutate(Mutation::Advance { seconds: 1200 }).unwrap();
    hub.clock.advance(Duration::from_mins(20));
    let title = "A better title".to_owned();
    hub.upstream
        .mutate(Mutation::Retitle {
            repository: first,
            number,
            title,
        })
        .unwrap();
    let report = hub.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    let pulls = report
        .streams
        .iter()
        .find(|stream| stream.stream == "pull_requests")
        .unwrap();
    assert_eq!(
        pulls.requests, pulls.partitions_total,
        "one page for each repository"
    );
    let found = hub
        .store
        .contents()
        .rows
        .into_values()
        .filter(|row| row.cell("title") == Some(&weir_model::Cell::Text("A better title".to_owned())));
    assert_eq!(found.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repository_that_is_renamed_or_deleted_does_not_stop_the_others() {
    let hub = Hub::start(company(), Vec::new()).await;
    let all = names(&hub.upstream.world());
    hub.sync().await;
    hub.upstream
        .mutate(Mutation::RenameRepository {
            repository: all[0].clone(),
            name: "renamed".to_owned(),
        })
        .unwrap();
    hub.upstream
        .mutate(Mutation::DeleteRepository {
            repository: all[1].clone(),
        })
        .unwrap();
    let report = hub.sync().await;
    let repositories = &report.streams[0];
    assert_eq!(
        repositories.error.as_ref().map(|error| error.class.as_str()),
        Some("not_found"),
        "{report:#?}"
    );
    let pulls = report
        .streams
        .iter()
        .find(|stream| stream.stream == "pull_requests")
        .unwrap();
    assert!(pulls.error.is_none(), "{report:#?}");
    assert_eq!(pulls.skipped.get("not found"), Some(&1), "{}", table(&report));
    let partitions = hub.store.contents().partitions;
    assert!(
        partitions
            .values()
            .any(|partition| partition.name.ends_with("/renamed")),
        "{partitions:?}"
    );
}

#[tokio::test]
async fn each_missing_permission_is_named() {
    let mut hub = Hub::start(company(), Vec::new()).await;
    let results = hub.engine.check(&hub.spec).await;
    assert!(results.iter().all(|result| result.ok), "{results:#?}");
    for permission in ["actions", "issues", "pull_requests", "deployments"] {
        let token = Token::lacking("lacking_token", permission);
        let upstream = Upstream::builder()
            .world(company())
            .credential(token)
            .start()
            .await
            .unwrap();
        hub.spec.config["url"] = upstream.base_url().into();
        hub.spec
            .secrets
            .insert("token".to_owned(), SecretString::from("lacking_token"));
        let results = hub.engine.check(&hub.spec).await;
        let refused: Vec<_> = results.iter().filter(|result| !result.ok).collect();
        let wanted = permission.replace('_', " ");
        assert_eq!(refused.len(), 1, "{permission}: {results:#?}");
        assert!(
            refused[0].permission.to_lowercase().contains(&wanted),
            "{refused:?}"
        );
        assert!(refused[0].message.contains(&refused[0].permission), "{refused:?}");
    }
    hub.spec.config["url"] = hub.upstream.base_url().into();
    hub.spec
        .secrets
        .insert("token".to_owned(), SecretString::from("wrong_token"));
    let results = hub.engine.check(&hub.spec).await;
    assert_eq!(results.len(), 1, "{results:#?}");
    assert!(
        results[0].message.contains("refuses the credential"),
        "{results:#?}"
    );
}
