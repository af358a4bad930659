//! A simulated upstream, an engine over it, and what syncs give.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;
use weir_connect::{Connector, Touched};
use weir_ingest::memory::{Contents, MemoryStore};
use weir_ingest::{
    CancellationToken, CheckResult, Engine, IntegrationSpec, NoEvents, Options, TaskReport, TaskStatus,
    TestClock,
};
use weir_model::{Row, Time};
use weir_upstream::{Builder, Mutation, Upstream};

use crate::source::show;

/// Whose API is read, with what.
pub(crate) struct Setup<'a> {
    pub(crate) connector: &'static Connector,
    /// Where below the upstream it answers.
    pub(crate) path: &'a str,
    pub(crate) token: &'a str,
    /// The configuration without the address.
    pub(crate) config: Value,
    /// What is put over it.
    pub(crate) more: &'a Value,
}

pub(crate) struct Bench {
    pub(crate) upstream: Upstream,
    pub(crate) store: Arc<MemoryStore>,
    pub(crate) spec: IntegrationSpec,
    pub(crate) engine: Engine,
    clock: Arc<TestClock>,
    _folder: tempfile::TempDir,
}

/// Rows by table and id, as text.
pub(crate) type Tables = BTreeMap<String, String>;

impl Bench {
    pub(crate) async fn start(upstream: Builder, setup: Setup<'_>) -> Self {
        let upstream = upstream.start().await.unwrap();
        let now = upstream.with_world(|world| Time::from(world.now));
        let mut config = setup.config;
        config["url"] = format!("{}{}", upstream.base_url(), setup.path).into();
        for (name, value) in setup.more.as_object().into_iter().flatten() {
            config[name] = value.clone();
        }
        let folder = tempfile::tempdir().unwrap();
        let spec = IntegrationSpec {
            id: "1".to_owned(),
            name: setup.connector.title.to_owned(),
            connector: setup.connector,
            config,
            secrets: BTreeMap::from([("token".to_owned(), SecretString::from(setup.token))]),
            data_dir: folder.path().to_owned(),
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
            spec,
            engine,
            clock,
            _folder: folder,
        }
    }

    /// Syncs, however it ends.
    pub(crate) async fn attempt(&self) -> TaskReport {
        let events = Arc::new(NoEvents);
        self.engine
            .sync(&self.spec, events, CancellationToken::new())
            .await
    }

    /// Syncs without a failure.
    pub(crate) async fn sync(&self) -> TaskReport {
        let report = self.attempt().await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
        report
    }

    /// Syncs without a failure, and gives the rows.
    pub(crate) async fn tables(&self) -> Tables {
        self.sync().await;
        self.text()
    }

    /// What a delivery of a webhook leads to. Gives the requests it took.
    pub(crate) async fn told(&self, event: &str, body: &Value) -> usize {
        let touched: Vec<Touched> = (self.spec.connector.webhooks.unwrap().read)(event, body);
        assert!(!touched.is_empty(), "{event} touches nothing: {body}");
        let before = self.upstream.log().len();
        let events = Arc::new(NoEvents);
        let report = self
            .engine
            .refresh(&self.spec, touched, events, CancellationToken::new())
            .await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
        self.upstream.log().len() - before
    }

    pub(crate) async fn check(&self) -> Vec<CheckResult> {
        self.engine.check(&self.spec).await
    }

    /// Time passes, here and there.
    pub(crate) fn pass(&self, time: Duration) {
        self.clock.advance(time);
        let seconds = i64::try_from(time.as_secs()).unwrap();
        self.change(Mutation::Advance { seconds });
    }

    pub(crate) fn change(&self, mutation: Mutation) -> Value {
        self.upstream.mutate(mutation).unwrap()
    }

    pub(crate) fn contents(&self) -> Contents {
        self.store.contents()
    }

    /// The rows as text: where this upstream listens is taken out.
    pub(crate) fn text(&self) -> Tables {
        let base = self.upstream.base_url();
        let contents = self.contents();
        let rows = contents.rows.iter();
        rows.map(|((table, id), row)| {
            let text = show(std::slice::from_ref(row)).replace(base, "BASE");
            (format!("{table} {id}"), text)
        })
        .collect()
    }

    pub(crate) fn rows(&self, table: &str) -> Vec<Row> {
        let rows = self.contents().rows.into_values();
        rows.filter(|row| row.table.name == table).collect()
    }

    pub(crate) fn count(&self, table: &str) -> usize {
        self.contents().ids(table).len()
    }

    /// Requests to paths that end so.
    pub(crate) fn asked(&self, path: &str) -> usize {
        let log = self.upstream.log();
        log.iter().filter(|entry| entry.path.ends_with(path)).count()
    }
}

/// Says where two sets of tables differ first.
pub(crate) fn same(wanted: &Tables, found: &Tables, what: &str) {
    assert!(wanted.len() > 100, "{what}: only {} rows", wanted.len());
    for (key, row) in wanted {
        assert_eq!(found.get(key), Some(row), "{what}: {key}");
    }
    assert_eq!(found.len(), wanted.len(), "{what}");
}
