//! A Jira, an engine over it, and what a sync gives.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json};
use weir_connectors::jira::CONNECTOR;
use weir_ingest::memory::{Contents, MemoryStore};
use weir_ingest::{
    CancellationToken, CheckResult, Engine, IntegrationSpec, NoEvents, Options, TaskReport, TaskStatus,
    TestClock,
};
use weir_model::{Cell, Time};
use weir_upstream::{Builder, Limits, Mutation, Token, Upstream, World};

const TOKEN: &str = "atatt_0123456789secret";

/// Where a Jira is, and how its deployment is called in the configuration.
pub(super) const CLOUD: (&str, &str) = ("/jira", "cloud");
pub(super) const DATA_CENTER: (&str, &str) = ("/jira-dc", "data_center");

/// Two repositories of the company.
pub(super) fn small() -> World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(made).clone()
}

fn made() -> World {
    let now = Time::parse("2026-04-01T12:00:00Z").unwrap().utc();
    let mut world = World::seeded(7, 1, now);
    let releases = world
        .repositories
        .iter()
        .find_map(|one| Some(one.releases.clone()).filter(|all| !all.is_empty()));
    world.repositories.truncate(2);
    if world.repositories.iter().all(|one| one.releases.is_empty()) {
        world.repositories[0].releases = releases.unwrap();
    }
    world
}

pub(super) struct Bench {
    pub(super) upstream: Upstream,
    pub(super) store: Arc<MemoryStore>,
    pub(super) spec: IntegrationSpec,
    engine: Engine,
    clock: Arc<TestClock>,
}

impl Bench {
    pub(super) async fn start(world: World, of: (&str, &str), limits: Limits, config: Value) -> Self {
        Self::with(world, of, limits, config, Token::full(TOKEN), |builder| builder).await
    }

    pub(super) async fn lacking(world: World, of: (&str, &str), permission: &str, config: Value) -> Self {
        let token = Token::lacking(TOKEN, permission);
        Self::with(world, of, Limits::unlimited(), config, token, |builder| builder).await
    }

    pub(super) async fn with(
        world: World,
        (path, deployment): (&str, &str),
        limits: Limits,
        more: Value,
        token: Token,
        build: impl FnOnce(Builder) -> Builder,
    ) -> Self {
        let now = Time::from(world.now);
        let builder = Upstream::builder().world(world).credential(token).limits(limits);
        let upstream = build(builder).start().await.unwrap();
        let auth = if deployment == CLOUD.1 {
            "api_token"
        } else {
            "personal_token"
        };
        let mut config = json!({
            "url": format!("{}{path}", upstream.base_url()), "deployment": deployment, "auth": auth,
            "email": "ada@acme.example", "custom_fields": ["Team"],
        });
        for (name, value) in more.as_object().unwrap() {
            config[name] = value.clone();
        }
        let spec = IntegrationSpec {
            id: "1".to_owned(),
            name: "Jira".to_owned(),
            connector: &CONNECTOR,
            config,
            secrets: BTreeMap::from([("token".to_owned(), SecretString::from(TOKEN))]),
            data_dir: PathBuf::from("unused"),
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
        }
    }

    pub(super) async fn sync(&self) -> TaskReport {
        self.engine
            .sync(&self.spec, Arc::new(NoEvents), CancellationToken::new())
            .await
    }

    /// What a delivery of a webhook leads to. Gives the requests it took.
    pub(super) async fn told(&self, body: &Value) -> usize {
        let event = body["webhookEvent"].as_str().unwrap();
        let touched = (CONNECTOR.webhooks.unwrap().read)(event, body);
        assert!(!touched.is_empty(), "{body}");
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
        self.change(Mutation::Advance { seconds });
    }

    pub(super) fn change(&self, mutation: Mutation) {
        self.upstream.mutate(mutation).unwrap();
    }

    /// Rows of any table that name this in an id or a reference, other issues aside.
    pub(super) fn naming(&self, id: &str) -> Vec<String> {
        let wanted = Cell::Id(format!("1/{id}"));
        let contents = self.store.contents();
        let rows = contents.rows.values();
        let rows =
            rows.filter(|row| row.cell("id") == Some(&wanted) || row.cell("issue_id") == Some(&wanted));
        rows.map(|row| row.id().to_owned()).collect()
    }

    pub(super) async fn check(&self) -> Vec<CheckResult> {
        self.engine.check(&self.spec).await
    }

    /// Syncs without a failure, and gives the rows as text: what stands in links to this Jira is taken out.
    pub(super) async fn tables(&self) -> BTreeMap<String, String> {
        let report = self.sync().await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
        tables(&self.store.contents(), self.upstream.base_url())
    }

    pub(super) fn count(&self, table: &str) -> usize {
        self.store.contents().ids(table).len()
    }

    /// Requests to a path.
    pub(super) fn asked(&self, path: &str) -> usize {
        let log = self.upstream.log();
        log.iter().filter(|entry| entry.path.ends_with(path)).count()
    }
}

/// Rows by table and id, as text.
pub(super) fn tables(contents: &Contents, base: &str) -> BTreeMap<String, String> {
    let rows = contents.rows.iter();
    rows.map(|((table, id), row)| {
        let text = crate::source::show(std::slice::from_ref(row)).replace(base, "BASE");
        (format!("{table} {id}"), text)
    })
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
