//! A Bitbucket Data Center, an engine over it, and what a sync gives.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json};
use weir_connect::{Ask, Attach, Connector, Page, Stream, Touched};
use weir_connectors::bitbucket::CONNECTOR;
use weir_ingest::memory::MemoryStore;
use weir_ingest::{
    CancellationToken, CheckResult, Engine, IntegrationSpec, NoEvents, Options, StreamReport, TaskReport,
    TaskStatus, TestClock,
};
use weir_model::{Cell, Row, Time};
use weir_upstream::bitbucket_dc::Installation;
use weir_upstream::{Builder, Limits, Mutation, Token, Upstream, World};

use crate::source::show;

const TOKEN: &str = "BBDC-0123456789secret";

/// One repository of the company: enough for every path, and quick.
pub(super) fn small() -> World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(made).clone()
}

fn made() -> World {
    let mut world = World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc());
    world
        .repositories
        .retain(|repository| repository.full_name() == "acme/mobile-api");
    world
}

pub(super) fn installation(installation: Installation) -> Limits {
    Limits {
        bitbucket_dc_installation: installation,
        ..Limits::unlimited()
    }
}

/// How it is set up.
pub(super) struct How {
    pub(super) connector: &'static Connector,
    pub(super) config: Value,
    pub(super) limits: Limits,
    pub(super) token: Token,
}

impl Default for How {
    fn default() -> Self {
        Self {
            connector: &CONNECTOR,
            config: json!({"fetch_commits": false}),
            limits: Limits::unlimited(),
            token: Token::full(TOKEN),
        }
    }
}

impl How {
    pub(super) fn lacking(permission: &str) -> Self {
        Self {
            token: Token::lacking(TOKEN, permission),
            ..Self::default()
        }
    }
}

pub(super) struct Bench {
    pub(super) upstream: Upstream,
    pub(super) store: Arc<MemoryStore>,
    pub(super) spec: IntegrationSpec,
    engine: Engine,
    clock: Arc<TestClock>,
    _folder: tempfile::TempDir,
}

/// Rows by table and id, as text.
pub(super) type Tables = BTreeMap<String, String>;

impl Bench {
    pub(super) async fn start(world: World, how: How) -> Self {
        Self::with(world, how, |builder| builder).await
    }

    pub(super) async fn with(world: World, how: How, build: impl FnOnce(Builder) -> Builder) -> Self {
        let now = Time::from(world.now);
        let builder = Upstream::builder()
            .world(world)
            .credential(how.token)
            .seed(5)
            .limits(how.limits);
        let upstream = build(builder).start().await.unwrap();
        let mut config = json!({
            "url": format!("{}/bitbucket-dc", upstream.base_url()), "deployment": "data_center", "auth": "http_token",
        });
        for (name, value) in how.config.as_object().unwrap() {
            config[name] = value.clone();
        }
        let folder = tempfile::tempdir().unwrap();
        let spec = IntegrationSpec {
            id: "1".to_owned(),
            name: "Bitbucket".to_owned(),
            connector: how.connector,
            config,
            secrets: BTreeMap::from([("token".to_owned(), SecretString::from(TOKEN))]),
            data_dir: folder.path().to_owned(),
            since: None,
        };
        let store = Arc::new(MemoryStore::default());
        let options = Options {
            timeout: Duration::from_secs(20),
            ..Options::default()
        };
        let clock = Arc::new(TestClock::new(now));
        let engine = Engine::new(store.clone(), clock.clone(), options);
        Self {
            upstream,
            store,
            spec,
            engine,
            clock,
            _folder: folder,
        }
    }

    /// Syncs, however it ends.
    pub(super) async fn attempt(&self) -> TaskReport {
        let events = Arc::new(NoEvents);
        self.engine
            .sync(&self.spec, events, CancellationToken::new())
            .await
    }

    pub(super) async fn sync(&self) -> TaskReport {
        let report = self.attempt().await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
        report
    }

    /// Syncs, and gives the rows as text: where this upstream listens is taken out.
    pub(super) async fn tables(&self) -> Tables {
        self.sync().await;
        let base = self.upstream.base_url();
        let contents = self.store.contents();
        let rows = contents.rows.iter();
        rows.map(|((table, id), row)| {
            let text = show(std::slice::from_ref(row)).replace(base, "BASE");
            (format!("{table} {id}"), text)
        })
        .collect()
    }

    /// What a delivery of a webhook leads to.
    pub(super) async fn told(&self, touched: Vec<Touched>) {
        assert!(!touched.is_empty());
        let events = Arc::new(NoEvents);
        let report = self
            .engine
            .refresh(&self.spec, touched, events, CancellationToken::new())
            .await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    }

    pub(super) async fn check(&self) -> Vec<CheckResult> {
        self.engine.check(&self.spec).await
    }

    /// Time passes, here and there.
    pub(super) fn pass(&self, time: Duration) {
        self.clock.advance(time);
        let seconds = i64::try_from(time.as_secs()).unwrap();
        self.change(Mutation::Advance { seconds });
    }

    pub(super) fn change(&self, mutation: Mutation) -> Value {
        self.upstream.mutate(mutation).unwrap()
    }

    pub(super) fn count(&self, table: &str) -> usize {
        self.store.contents().ids(table).len()
    }

    /// The rows of a table whose column has this text.
    pub(super) fn rows(&self, table: &str, column: &str, text: &str) -> Vec<Row> {
        let wanted = Cell::Text(text.to_owned());
        let contents = self.store.contents();
        let rows = contents.rows.into_values().filter(|row| row.table.name == table);
        rows.filter(|row| row.cell(column) == Some(&wanted)).collect()
    }

    /// Requests to paths that end so.
    pub(super) fn asked(&self, path: &str) -> usize {
        let log = self.upstream.log();
        log.iter().filter(|entry| entry.path.ends_with(path)).count()
    }
}

pub(super) fn of_stream<'a>(report: &'a TaskReport, name: &str) -> &'a StreamReport {
    report
        .streams
        .iter()
        .find(|stream| stream.stream == name)
        .unwrap()
}

/// Says where two sets of tables differ first.
pub(super) fn same(found: &Tables, wanted: &Tables, what: &str) {
    assert!(wanted.len() > 100, "{what}: only {} rows", wanted.len());
    for (key, row) in wanted {
        assert_eq!(found.get(key), Some(row), "{what}: {key}");
    }
    assert_eq!(found.len(), wanted.len(), "{what}");
}

/// The connector with other page sizes.
pub(super) fn with_pages_of(size: u32) -> &'static Connector {
    let streams: Vec<Stream> = CONNECTOR
        .streams
        .iter()
        .filter(|stream| stream.variant.is_some_and(|(_, value)| value == "data_center"))
        .map(|stream| {
            let attach: Vec<Attach> = stream
                .attach
                .iter()
                .map(|attach| smaller(*attach, size))
                .collect();
            Stream {
                page: sized(stream.page, size),
                attach: attach.leak(),
                ..*stream
            }
        })
        .collect();
    crate::source::with_streams(&CONNECTOR, streams.leak())
}

fn smaller(mut attach: Attach, size: u32) -> Attach {
    if let Ask::List { page, .. } = &mut attach.ask {
        *page = sized(*page, size);
    }
    attach
}

fn sized(page: Page, size: u32) -> Page {
    match page {
        Page::Token {
            param,
            at,
            size: (name, _),
        } => Page::Token {
            param,
            at,
            size: (name, size),
        },
        page => page,
    }
}
