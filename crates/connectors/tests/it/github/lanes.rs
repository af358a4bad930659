//! What changes after the first sync: records that end, are deleted, are hidden; and what it costs to notice.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json};
use weir_connect::{Spot, Touched};
use weir_connectors::github::CONNECTOR;
use weir_ingest::memory::MemoryStore;
use weir_ingest::{
    CancellationToken, Engine, IntegrationSpec, NoEvents, Options, TaskReport, TaskStatus, TestClock,
};
use weir_model::{Cell, Time};
use weir_upstream::{Limits, Mutation, Repository, Upstream, World};

const TOKEN: &str = "ghp_0123456789secret";
const DAY: Duration = Duration::from_hours(24);
const HOME: &str = "acme/checkout";

struct Bench {
    upstream: Upstream,
    store: Arc<MemoryStore>,
    clock: Arc<TestClock>,
    engine: Engine,
    spec: IntegrationSpec,
}

impl Bench {
    async fn start(world: World, config: Value) -> Self {
        let clock = Arc::new(TestClock::new(Time::from(world.now)));
        let upstream = Upstream::builder()
            .world(world)
            .token(TOKEN)
            .limits(Limits::unlimited())
            .start()
            .await
            .unwrap();
        let mut config = config;
        config["url"] = json!(upstream.base_url());
        config["fetch_commits"] = json!(false);
        let store = Arc::new(MemoryStore::default());
        let engine = Engine::new(store.clone(), clock.clone(), Options::default());
        let spec = IntegrationSpec {
            id: "1".to_owned(),
            name: "GitHub".to_owned(),
            connector: &CONNECTOR,
            config,
            secrets: BTreeMap::from([("token".to_owned(), SecretString::from(TOKEN))]),
            data_dir: PathBuf::from("unused"),
            since: None,
        };
        Self {
            upstream,
            store,
            clock,
            engine,
            spec,
        }
    }

    /// Syncs, and tells how many requests it took.
    async fn sync(&self) -> u64 {
        self.upstream.clear_log();
        let report = self
            .engine
            .sync(&self.spec, Arc::new(NoEvents), CancellationToken::new())
            .await;
        good(&report);
        self.upstream.counters().requests
    }

    async fn refresh(&self, stream: &'static str, key: u64) -> u64 {
        self.upstream.clear_log();
        let touched = Touched {
            stream,
            partition: Some(Spot {
                id: None,
                name: HOME.to_owned(),
            }),
            key: Some(key.to_string()),
            gone: false,
        };
        let report = self
            .engine
            .refresh(
                &self.spec,
                vec![touched],
                Arc::new(NoEvents),
                CancellationToken::new(),
            )
            .await;
        good(&report);
        self.upstream.counters().requests
    }

    fn change(&self, mutation: Mutation) -> Value {
        self.upstream.mutate(mutation).unwrap()
    }

    fn pass(&self, time: Duration) {
        self.clock.advance(time);
        let seconds = i64::try_from(time.as_secs()).unwrap();
        self.change(Mutation::Advance { seconds });
    }

    fn text(&self, table: &'static str, id: &str, column: &str) -> Option<String> {
        let contents = self.store.contents();
        let row = contents.rows.get(&(table, format!("1/{id}")))?;
        match row.cell(column) {
            Some(Cell::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    /// Rows of any table that name this in an id or a reference.
    fn naming(&self, id: &str) -> Vec<String> {
        let wanted = Cell::Id(format!("1/{id}"));
        let contents = self.store.contents();
        let rows = contents.rows.values().filter(|row| row.cells.contains(&wanted));
        rows.map(|row| row.id().to_owned()).collect()
    }
}

fn good(report: &TaskReport) {
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
}

fn company() -> World {
    World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc())
}

fn one() -> Value {
    json!({"repositories": [HOME]})
}

/// One repository, and of it only what is needed.
fn only(wanted: &str) -> Value {
    let mut config = one();
    for option in [
        "fetch_pull_requests",
        "fetch_issues",
        "fetch_pipelines",
        "fetch_deployments",
        "fetch_releases",
    ] {
        config[option] = json!(option == wanted);
    }
    config
}

fn number_of(bench: &Bench) -> u64 {
    bench
        .upstream
        .with_world(|world| world.repository(HOME).unwrap().id())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_touched_is_read_again_by_its_name() {
    let bench = Bench::start(company(), one()).await;
    bench.sync().await;
    bench.pass(Duration::from_mins(1));
    let made = bench.change(Mutation::OpenPull {
        repository: HOME.to_owned(),
        title: "New".to_owned(),
    });
    let number = made["number"].as_u64().unwrap();
    let id = format!("pull_request/{}/{number}", number_of(&bench));
    assert_eq!(bench.refresh("pull_requests", number).await, 1, "one question");
    assert_eq!(bench.text("pull_requests", &id, "state").as_deref(), Some("open"));
    assert_eq!(
        bench
            .store
            .contents()
            .open
            .keys()
            .filter(|key| key.1.key == number.to_string())
            .count(),
        1
    );
    bench.pass(Duration::from_mins(1));
    bench.change(Mutation::MergePull {
        repository: HOME.to_owned(),
        number,
    });
    bench.refresh("pull_requests", number).await;
    assert_eq!(
        bench.text("pull_requests", &id, "state").as_deref(),
        Some("merged")
    );
    assert_eq!(
        bench
            .store
            .contents()
            .open
            .keys()
            .filter(|key| key.1.key == number.to_string())
            .count(),
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_goes_with_all_that_hangs_from_it() {
    let bench = Bench::start(company(), one()).await;
    bench.sync().await;
    let (issue, comment) = bench.upstream.with_world(|world| {
        let repository = world.repository(HOME).unwrap();
        let commented = repository.comments.iter().filter(|(_, list)| list.len() > 1);
        let on_pull = commented
            .clone()
            .find(|(number, _)| repository.pulls.contains_key(number))
            .unwrap();
        let issue = *repository.issues.keys().next().unwrap();
        (
            issue,
            (
                *on_pull.0,
                on_pull.1[0]["id"].as_u64().unwrap(),
                on_pull.1[1]["id"].as_u64().unwrap(),
            ),
        )
    });
    let issue_id = format!("issue/{}/{issue}", number_of(&bench));
    assert!(bench.naming(&issue_id).len() > 1, "it has events");
    bench.change(Mutation::DeleteIssue {
        repository: HOME.to_owned(),
        number: issue,
    });
    bench.refresh("issues", issue).await;
    assert_eq!(bench.naming(&issue_id), [""; 0]);
    let raw = bench.store.contents().raw;
    assert!(
        !raw.keys()
            .any(|key| key.0 == "issues" && key.2 == issue.to_string())
    );

    let (pull, gone, stays) = comment;
    bench.change(Mutation::DeleteComment {
        repository: HOME.to_owned(),
        id: gone,
    });
    bench.refresh("pull_requests", pull).await;
    let comments = |id: u64| bench.naming(&format!("comment/issue-{id}")).len();
    assert_eq!((comments(gone), comments(stays)), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_goes_on_is_read_until_it_ends_and_once_more() {
    let bench = Bench::start(company(), only("fetch_pipelines")).await;
    let week = Time::from(bench.upstream.with_world(|world| world.now)).0 - 7 * 86_400_000_000;
    let run = bench.upstream.with_world(|world| {
        let runs = &world.repository(HOME).unwrap().runs;
        let old = |run: &&Value| Time::parse(run["created_at"].as_str().unwrap()).unwrap().0 < week;
        runs.iter().find(old).unwrap()["id"].as_u64().unwrap()
    });
    let repository = HOME.to_owned();
    bench.change(Mutation::StartRun {
        repository: repository.clone(),
        id: run,
    });
    bench.sync().await;
    let id = format!("pipeline_run/{run}");
    let status = || bench.text("pipeline_runs", &id, "status").unwrap();
    assert_eq!(status(), "running");
    bench.pass(Duration::from_mins(11));
    bench.sync().await;
    assert_eq!(status(), "running", "it was looked at, and goes on");
    bench.change(Mutation::FinishRun {
        repository: repository.clone(),
        id: run,
        conclusion: "failure".to_owned(),
    });
    bench.pass(Duration::from_mins(11));
    bench.sync().await;
    assert_eq!(status(), "running", "the pause grows");
    bench.pass(Duration::from_mins(11));
    bench.sync().await;
    assert_eq!(status(), "done");
    // Started again and ended between two looks: the late look sees it.
    let mutate = |conclusion: Option<&str>| match conclusion {
        None => Mutation::StartRun {
            repository: repository.clone(),
            id: run,
        },
        Some(conclusion) => Mutation::FinishRun {
            repository: repository.clone(),
            id: run,
            conclusion: conclusion.to_owned(),
        },
    };
    bench.pass(Duration::from_hours(1));
    bench.change(mutate(None));
    bench.change(mutate(Some("success")));
    bench.pass(DAY);
    bench.sync().await;
    assert_eq!(
        bench.text("pipeline_runs", &id, "result").as_deref(),
        Some("success")
    );
    let open = bench.store.contents().open;
    assert!(
        !open.keys().any(|key| key.1.stream == "pipeline_runs"),
        "{open:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_censuses_must_miss_a_record() {
    let bench = Bench::start(company(), only("fetch_issues")).await;
    bench.sync().await;
    let issue = bench
        .upstream
        .with_world(|world| *world.repository(HOME).unwrap().issues.keys().next().unwrap());
    let id = format!("issue/{}/{issue}", number_of(&bench));
    bench.change(Mutation::DeleteIssue {
        repository: HOME.to_owned(),
        number: issue,
    });
    let before = bench.store.contents().ids("issues").len();
    bench.pass(DAY);
    bench.sync().await;
    assert!(!bench.naming(&id).is_empty(), "one miss is none");
    bench.pass(DAY);
    bench.sync().await;
    assert_eq!(bench.naming(&id), [""; 0]);
    assert_eq!(
        bench.store.contents().ids("issues").len(),
        before - 1,
        "nothing else went"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repository_that_is_not_shown_any_more_goes_with_everything() {
    let config = json!({"organizations": ["acme"], "fetch_pipelines": false, "fetch_pull_requests": false});
    let bench = Bench::start(company(), config).await;
    bench.sync().await;
    let id = format!("repository/{}", number_of(&bench));
    assert!(bench.naming(&id).len() > 100);
    let others = bench.store.contents().ids("repositories").len() - 1;
    bench.change(Mutation::HideRepository {
        repository: HOME.to_owned(),
    });
    bench.sync().await;
    bench.sync().await;
    assert!(bench.naming(&id).len() > 100, "two lists within minutes are one");
    bench.pass(Duration::from_hours(2));
    bench.sync().await;
    assert_eq!(bench.naming(&id), [""; 0]);
    let contents = bench.store.contents();
    assert_eq!(contents.ids("repositories").len(), others);
    assert_eq!(contents.partitions.len(), others);
}

/// So many repositories with nothing in them.
fn idle(count: u64) -> World {
    let mut world = company();
    let like = world.repository(HOME).unwrap().document.to_string();
    let id = world.repository(HOME).unwrap().id();
    world
        .repositories
        .retain(|repository| repository.full_name() == HOME);
    for n in 0..count {
        let text = like.replace("acme/checkout", &format!("acme/idle-{n}"));
        let mut repository = Repository::default();
        repository.document = serde_json::from_str(&text).unwrap();
        repository.document["id"] = json!(id + 1000 + n);
        repository.document["name"] = json!(format!("idle-{n}"));
        world.repositories.push(repository);
    }
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_repositories_cost_next_to_nothing() {
    const REPOSITORIES: u64 = 120;
    let bench = Bench::start(idle(REPOSITORIES - 1), json!({"organizations": ["acme"]})).await;
    let first = bench.sync().await;
    bench.pass(Duration::from_mins(5));
    let second = bench.sync().await;
    // Two pages of the organization, its members, its teams, three questions about fifty repositories each.
    println!("{REPOSITORIES} repositories: first {first}, then {second} requests");
    assert_eq!(second, 7);
    bench.pass(Duration::from_mins(5));
    let number = bench
        .upstream
        .with_world(|world| *world.repository(HOME).unwrap().pulls.keys().next().unwrap());
    bench.change(Mutation::Retitle {
        repository: HOME.to_owned(),
        number,
        title: "Other".to_owned(),
    });
    let third = bench.sync().await;
    let id = format!("pull_request/{}/{number}", number_of(&bench));
    assert_eq!(
        bench.text("pull_requests", &id, "title").as_deref(),
        Some("Other")
    );
    // The streams of that one repository that pull requests concern.
    assert!((8..=14).contains(&third), "{third}");
}

/// Status and cost of each request to a path that ends like this.
fn asked(bench: &Bench, path: &str) -> Vec<(u16, u64)> {
    let log = bench.upstream.log();
    let of = log.iter().filter(|entry| entry.path.ends_with(path));
    of.map(|entry| (entry.status, entry.cost)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_of_one_page_that_did_not_change_cost_nothing() {
    let world = company();
    let with_releases = world.repositories().iter().find(|one| !one.releases.is_empty());
    let home = with_releases.unwrap().full_name().to_owned();
    let mut config = only("fetch_releases");
    config["repositories"] = json!([home]);
    let bench = Bench::start(world, config).await;
    bench.sync().await;
    let releases = bench.store.contents().ids("releases").len();
    assert!(releases > 0);
    assert_eq!(asked(&bench, "/releases"), [(200, 1)]);
    bench.pass(Duration::from_mins(5));
    bench.sync().await;
    for path in ["/releases", &home] {
        assert_eq!(asked(&bench, path), [(304, 0)], "{path}");
    }
    assert_eq!(bench.store.contents().ids("releases").len(), releases);

    // What changes is read as ever, and the answer after it is the known one.
    bench.pass(Duration::from_mins(5));
    let id = bench.change(Mutation::RetitleRelease {
        repository: home,
        title: "Another".to_owned(),
    });
    bench.sync().await;
    assert_eq!(asked(&bench, "/releases"), [(200, 1)]);
    let title = bench.text("releases", &format!("release/{id}"), "name");
    assert_eq!(title.as_deref(), Some("Another"));
    bench.pass(Duration::from_mins(5));
    bench.sync().await;
    assert_eq!(asked(&bench, "/releases"), [(304, 0)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn repositories_of_an_unchanged_list_are_still_read() {
    let mut world = company();
    world.repositories.truncate(3);
    let mut config = only("fetch_releases");
    config["repositories"] = json!([]);
    config["organizations"] = json!(["acme"]);
    let bench = Bench::start(world, config).await;
    bench.sync().await;
    bench.pass(Duration::from_mins(5));
    bench.sync().await;
    assert_eq!(asked(&bench, "/orgs/acme/repos"), [(304, 0)]);
    assert_eq!(
        asked(&bench, "/releases"),
        [(304, 0); 3],
        "each repository is asked"
    );
    assert_eq!(
        bench.store.contents().ids("repositories").len(),
        3,
        "none is lost"
    );
}

/// What a pass costs when nothing happens in a thousand repositories: all of them are asked about at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_pass_over_a_thousand_idle_repositories_takes_a_few_dozen_requests() {
    let now = Time::from_seconds(1_788_264_000).utc();
    let mut config = json!({"organizations": ["acme"]});
    for option in [
        "fetch_issues",
        "fetch_pipelines",
        "fetch_deployments",
        "fetch_releases",
    ] {
        config[option] = json!(false);
    }
    let bench = Bench::start(World::load(3, 1000, 1, now), config).await;
    let first = bench.sync().await;
    bench.pass(Duration::from_mins(5));
    let idle = bench.sync().await;
    let counters = bench.upstream.counters();
    println!("1,000 repositories: {first} requests at first, {idle} when nothing happens, {counters:?}");
    // Ten pages of repositories, twenty questions about fifty repositories each, and the members and teams.
    assert_eq!(idle, 32, "{counters:?}");
}
