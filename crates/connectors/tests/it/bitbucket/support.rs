//! A Bitbucket, an engine over it, and what a sync gives.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json};
use weir_connectors::bitbucket::CONNECTOR;
use weir_ingest::memory::{Contents, MemoryStore};
use weir_ingest::{
    CancellationToken, CheckResult, Engine, IntegrationSpec, NoEvents, Options, TaskReport, TaskStatus,
    TestClock,
};
use weir_model::{Row, Time};
use weir_upstream::{Builder, Limits, Mutation, Token, Upstream, World};

use crate::source::show;

const TOKEN: &str = "atctt_0123456789secret";

pub(super) struct Bench {
    pub(super) upstream: Upstream,
    pub(super) store: Arc<MemoryStore>,
    pub(super) spec: IntegrationSpec,
    engine: Engine,
    clock: Arc<TestClock>,
    _mirrors: tempfile::TempDir,
}

impl Bench {
    pub(super) async fn start(world: World, config: Value) -> Self {
        Self::with(world, config, Token::full(TOKEN), |builder| builder).await
    }

    pub(super) async fn lacking(world: World, scope: &str) -> Self {
        Self::with(world, json!({}), Token::lacking(TOKEN, scope), |builder| builder).await
    }

    pub(super) async fn limited(world: World, config: Value, limits: Limits) -> Self {
        Self::with(world, config, Token::full(TOKEN), |builder| {
            builder.limits(limits)
        })
        .await
    }

    pub(super) async fn full(world: World, config: Value, build: impl FnOnce(Builder) -> Builder) -> Self {
        Self::with(world, config, Token::full(TOKEN), build).await
    }

    async fn with(world: World, more: Value, token: Token, build: impl FnOnce(Builder) -> Builder) -> Self {
        let now = Time::from(world.now);
        let builder = Upstream::builder()
            .world(world)
            .credential(token)
            .seed(5)
            .limits(Limits::unlimited());
        let upstream = build(builder).start().await.unwrap();
        let mut config = json!({
            "url": format!("{}/bitbucket/2.0", upstream.base_url()), "auth": "access_token", "workspaces": ["acme"],
        });
        for (name, value) in more.as_object().unwrap() {
            config[name] = value.clone();
        }
        let mirrors = tempfile::tempdir().unwrap();
        let spec = IntegrationSpec {
            id: "1".to_owned(),
            name: "Bitbucket".to_owned(),
            connector: &CONNECTOR,
            config,
            secrets: BTreeMap::from([("token".to_owned(), SecretString::from(TOKEN))]),
            data_dir: mirrors.path().to_owned(),
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
            _mirrors: mirrors,
        }
    }

    /// Syncs without a failure.
    pub(super) async fn sync(&self) -> TaskReport {
        let events = Arc::new(NoEvents);
        let report = self
            .engine
            .sync(&self.spec, events, CancellationToken::new())
            .await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
        report
    }

    /// Syncs, and gives the rows as text by id: what stands in links to this Bitbucket is taken out.
    pub(super) async fn tables(&self) -> BTreeMap<String, String> {
        self.sync().await;
        tables(&self.contents(), self.upstream.base_url())
    }

    pub(super) fn contents(&self) -> Contents {
        self.store.contents()
    }

    /// What a delivery leads to. Gives the requests it took.
    pub(super) async fn told(&self, event: &str, body: &Value) -> usize {
        let touched = (CONNECTOR.webhooks.unwrap().read)(event, body);
        assert!(!touched.is_empty(), "{event} {body}");
        self.upstream.clear_log();
        let report = self
            .engine
            .refresh(&self.spec, touched, Arc::new(NoEvents), CancellationToken::new())
            .await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
        self.upstream.log().len()
    }

    /// Time passes, here and there.
    pub(super) fn pass(&self, time: Duration) {
        self.clock.advance(time);
        let seconds = i64::try_from(time.as_secs()).unwrap();
        self.upstream.mutate(Mutation::Advance { seconds }).unwrap();
    }

    pub(super) async fn check(&self) -> Vec<CheckResult> {
        self.engine.check(&self.spec).await
    }

    pub(super) fn count(&self, table: &str) -> usize {
        self.contents().ids(table).len()
    }
}

fn tables(contents: &Contents, base: &str) -> BTreeMap<String, String> {
    let text = |row: &Row| show(std::slice::from_ref(row)).replace(base, "BASE");
    let rows = contents.rows.iter();
    rows.map(|((table, id), row)| (format!("{table} {id}"), text(row)))
        .collect()
}

/// Says where two sets of tables differ first.
pub(super) fn same(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>, what: &str) {
    assert!(one.len() > 100, "{what}: only {} rows", one.len());
    for (key, row) in one {
        assert_eq!(other.get(key), Some(row), "{what}: {key}");
    }
    assert_eq!(one.len(), other.len(), "{what}");
}

/// Two repositories of the company.
pub(super) fn company() -> World {
    static WORLD: OnceLock<World> = OnceLock::new();
    let made = || World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc());
    let mut world = WORLD.get_or_init(made).clone();
    world
        .repositories
        .retain(|repository| repository.full_name() != "acme/web");
    world
}

/// One repository, so that pages of one record do not take a minute.
pub(super) fn small() -> World {
    let mut world = company();
    world
        .repositories
        .retain(|repository| repository.full_name() == "acme/mobile-api");
    world
}

/// Nothing that takes a request for each record.
pub(super) fn lists() -> Value {
    json!({
        "fetch_commits": false, "fetch_issues": false, "fetch_pull_request_commits": false, "fetch_diffstat": false,
        "fetch_build_statuses": false, "fetch_pipeline_steps": false,
    })
}
