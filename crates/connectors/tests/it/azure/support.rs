//! A simulated organization, and what is read of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json};
use weir_connect::{Connector, Page, Stream, Touched};
use weir_connectors::azure_devops::CONNECTOR;
use weir_ingest::memory::{Contents, MemoryStore};
use weir_ingest::{
    CancellationToken, CheckResult, Engine, IntegrationSpec, NoEvents, Options, TaskReport, TaskStatus,
    TestClock,
};
use weir_model::{Row, Time};
use weir_upstream::{Fault, Limits, Token, Upstream, World};

use crate::source::{show, with_streams};

pub(super) const TOKEN: &str = "0123456789abcdefsecret";

/// How it is set up.
pub(super) struct How {
    pub(super) connector: &'static Connector,
    pub(super) config: Value,
    pub(super) faults: Vec<Fault>,
    pub(super) limits: Limits,
    pub(super) token: Token,
    /// Whether bodies are kept.
    pub(super) recording: bool,
}

impl Default for How {
    fn default() -> Self {
        Self {
            connector: &CONNECTOR,
            config: json!({"fetch_commits": false}),
            faults: Vec::new(),
            limits: Limits::unlimited(),
            token: Token::full(TOKEN),
            recording: false,
        }
    }
}

pub(super) struct Bench {
    pub(super) upstream: Upstream,
    pub(super) store: Arc<MemoryStore>,
    clock: Arc<TestClock>,
    engine: Engine,
    spec: IntegrationSpec,
    _folder: tempfile::TempDir,
}

impl Bench {
    pub(super) async fn start(world: World, how: How) -> Self {
        let now = Time::from(world.now);
        let mut upstream = Upstream::builder();
        if how.recording {
            upstream = upstream.recording();
        }
        let upstream = upstream
            .world(world)
            .credential(how.token)
            .seed(5)
            .limits(how.limits)
            .faults(how.faults)
            .start()
            .await
            .unwrap();
        let mut config = json!({"url": format!("{}/azure/fabrikam", upstream.base_url())});
        for (name, value) in how.config.as_object().into_iter().flatten() {
            config[name] = value.clone();
        }
        let folder = tempfile::tempdir().unwrap();
        let spec = IntegrationSpec {
            id: "1".to_owned(),
            name: "Azure".to_owned(),
            connector: how.connector,
            config,
            secrets: BTreeMap::from([("token".to_owned(), SecretString::from(TOKEN))]),
            data_dir: PathBuf::from(folder.path()),
            since: None,
        };
        let store = Arc::new(MemoryStore::default());
        let clock = Arc::new(TestClock::new(now));
        let options = Options {
            timeout: Duration::from_secs(20),
            ..Options::default()
        };
        let engine = Engine::new(store.clone(), clock.clone(), options);
        Self {
            upstream,
            store,
            clock,
            engine,
            spec,
            _folder: folder,
        }
    }

    /// Runs, however it ends.
    pub(super) async fn run(&self) -> TaskReport {
        let events = Arc::new(NoEvents);
        self.engine
            .sync(&self.spec, events, CancellationToken::new())
            .await
    }

    /// Runs to the end, and gives what is there.
    pub(super) async fn sync(&self) -> TaskReport {
        let done = self.run().await;
        assert_eq!(done.status, TaskStatus::Succeeded, "{done:#?}");
        done
    }

    /// Reads what a delivery touches.
    pub(super) async fn told(&self, event: &str, body: &Value) -> TaskReport {
        let touched: Vec<Touched> = (CONNECTOR.webhooks.unwrap().read)(event, body);
        assert!(!touched.is_empty(), "{event} touches nothing");
        let events = Arc::new(NoEvents);
        let done = self
            .engine
            .refresh(&self.spec, touched, events, CancellationToken::new())
            .await;
        assert_eq!(done.status, TaskStatus::Succeeded, "{done:#?}");
        done
    }

    pub(super) async fn check(&self) -> Vec<CheckResult> {
        self.engine.check(&self.spec).await
    }

    /// Time passes, here and there.
    pub(super) fn pass(&self, time: Duration) {
        self.clock.advance(time);
        let seconds = i64::try_from(time.as_secs()).unwrap();
        self.upstream
            .mutate(weir_upstream::Mutation::Advance { seconds })
            .unwrap();
    }

    pub(super) fn contents(&self) -> Contents {
        self.store.contents()
    }

    pub(super) fn rows(&self, table: &str) -> Vec<Row> {
        let rows = self.contents().rows.into_values();
        rows.filter(|row| row.table.name == table).collect()
    }

    pub(super) fn count(&self, table: &str) -> usize {
        self.rows(table).len()
    }

    /// Requests whose path has these words.
    pub(super) fn asked(&self, words: &str) -> usize {
        let log = self.upstream.log();
        log.iter().filter(|entry| entry.path.contains(words)).count()
    }

    /// Rows as text, by id. Each upstream listens on another port.
    pub(super) fn text(&self) -> BTreeMap<String, String> {
        let rows = self.contents().rows.into_values();
        let base = self.upstream.base_url();
        rows.map(|row| {
            let shown = show(std::slice::from_ref(&row)).replace(base, "BASE");
            (row.id().to_owned(), shown)
        })
        .collect()
    }
}

pub(super) fn company() -> World {
    static COMPANY: LazyLock<World> = LazyLock::new(|| {
        let mut world = World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc());
        // Enough for every path, and quick.
        world
            .repositories
            .retain(|repository| repository.full_name() != "acme/web");
        world
    });
    COMPANY.clone()
}

/// One repository, so that pages of one record do not take a minute.
pub(super) fn small() -> World {
    let mut world = company();
    world
        .repositories
        .retain(|repository| repository.full_name() == "acme/mobile-api");
    world
}

/// The connector with pages of another size.
pub(super) fn with_pages_of(size: u32) -> &'static Connector {
    let resized = |mut stream: Stream| {
        if let Page::Offset { size: (_, old), .. } = &mut stream.page {
            *old = size;
        }
        stream
    };
    let streams: Vec<Stream> = CONNECTOR.streams.iter().copied().map(resized).collect();
    with_streams(&CONNECTOR, streams.leak())
}
