//! The running upstream.

pub(crate) mod answer;
mod control;
mod git;
pub(crate) mod graphql;
pub(crate) mod path;
pub(crate) mod pipeline;
pub(crate) mod product;
mod rest;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use axum::Router;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::faults::{Fault, Faults};
use crate::git::GitStore;
use crate::hooks::{self, Delivery, Hook, Hooks};
use crate::limits::{Limits, Meter};
use crate::log::{Counters, Entry, Log};
use crate::world::{Mutation, World};

/// A credential that the upstream accepts.
#[derive(Clone, Debug)]
pub struct Token {
    /// The secret.
    pub value: String,
    /// Scopes that the header `x-oauth-scopes` lists.
    pub scopes: Vec<String>,
    /// Fine-grained permissions that it lacks: `actions`, `contents`, `deployments`, `issues`, `members`,
    /// `metadata`, `pull_requests`, `checks`.
    pub lacks: Vec<String>,
}

impl Token {
    /// One with every permission.
    pub fn full(value: &str) -> Self {
        Self {
            value: value.to_owned(),
            scopes: vec!["repo".to_owned(), "read:org".to_owned(), "workflow".to_owned()],
            lacks: Vec::new(),
        }
    }

    /// One that lacks a permission.
    pub fn lacking(value: &str, permission: &str) -> Self {
        Self {
            lacks: vec![permission.to_owned()],
            ..Self::full(value)
        }
    }
}

/// What every request sees.
pub(crate) struct Shared {
    pub(crate) world: RwLock<World>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) meter: Meter,
    pub(crate) faults: Faults,
    pub(crate) log: Log,
    pub(crate) latency: Duration,
    /// Whether the log keeps bodies.
    pub(crate) recording: bool,
    /// What its version lacks of the GraphQL schema.
    pub(crate) missing: Vec<String>,
    pub(crate) git: GitStore,
    pub(crate) base: String,
    pub(crate) hooks: Arc<Hooks>,
}

impl Shared {
    pub(crate) fn world(&self) -> RwLockReadGuard<'_, World> {
        let world = self.world.read().unwrap_or_else(PoisonError::into_inner);
        if !world.is_crowded() {
            return world;
        }
        drop(world);
        let mut world = self.world.write().unwrap_or_else(PoisonError::into_inner);
        world.pack();
        RwLockWriteGuard::downgrade(world)
    }

    /// The credential with that secret; `None` when there is none such. Without any configured credential, everybody is
    /// the same one.
    #[expect(
        clippy::option_option,
        reason = "a known credential may be everybody's, which has no token"
    )]
    pub(crate) fn known(&self, secret: Option<&str>) -> Option<Option<&Token>> {
        if self.tokens.is_empty() {
            return Some(None);
        }
        let mut tokens = self.tokens.iter();
        tokens
            .find(|token| Some(token.value.as_str()) == secret)
            .map(Some)
    }

    /// Changes the world, and tells everybody who listens, a moment later.
    pub(crate) fn mutate(&self, mutation: Mutation) -> Result<Value, String> {
        if let Mutation::Advance { seconds } = mutation {
            self.meter.advance(seconds);
        }
        let mut world = self.world.write().unwrap_or_else(PoisonError::into_inner);
        let told = self.hooks.any().then(|| (mutation.clone(), world.clone()));
        let done = world.mutate(mutation)?;
        if let Some((mutation, before)) = told {
            let events = hooks::events(&mutation, &before, &world, &self.base);
            let hooks = Arc::clone(&self.hooks);
            tokio::spawn(async move { hooks.tell(events).await });
        }
        Ok(done)
    }
}

/// How an upstream is started.
#[derive(Debug, Default)]
pub struct Builder {
    world: World,
    tokens: Vec<Token>,
    limits: Limits,
    latency: Duration,
    faults: Vec<Fault>,
    seed: u64,
    port: u16,
    recording: bool,
    missing: Vec<String>,
}

impl Builder {
    /// What it holds.
    #[must_use]
    pub fn world(mut self, world: World) -> Self {
        self.world = world;
        self
    }

    /// Accepts this credential with every permission. Without any credential, every request is accepted.
    #[must_use]
    pub fn token(self, token: &str) -> Self {
        self.credential(Token::full(token))
    }

    /// Accepts this credential.
    #[must_use]
    pub fn credential(mut self, token: Token) -> Self {
        self.tokens.push(token);
        self
    }

    /// What a credential may use.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// REST requests and GraphQL points in each window of that length.
    #[must_use]
    pub fn quota(mut self, core: u64, graphql: u64, window: Duration) -> Self {
        self.limits.core = core;
        self.limits.graphql = graphql;
        self.limits.window = window;
        self
    }

    /// Every answer takes at least this long.
    #[must_use]
    pub fn latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// What goes wrong.
    #[must_use]
    pub fn faults(mut self, faults: Vec<Fault>) -> Self {
        self.faults = faults;
        self
    }

    /// What the faults are drawn from.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The port to listen on, any free one being 0.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Keeps the bodies of requests and answers in the log.
    #[must_use]
    pub fn recording(mut self) -> Self {
        self.recording = true;
        self
    }

    /// Is of an older version, whose GraphQL schema lacks these: `Type`, `Type.field`, `Type.field(argument)`,
    /// `Union.Type`, `Enum.VALUE`.
    #[must_use]
    pub fn lacking(mut self, names: &[&str]) -> Self {
        self.missing.extend(names.iter().map(|name| (*name).to_owned()));
        self
    }

    /// Listens on loopback and answers until stopped or dropped.
    pub async fn start(self) -> io::Result<Upstream> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))).await?;
        let base = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared {
            world: RwLock::new(self.world),
            tokens: self.tokens,
            meter: Meter::new(self.limits),
            faults: Faults::new(self.seed, self.faults),
            log: Log::default(),
            latency: self.latency,
            recording: self.recording,
            missing: self.missing,
            git: GitStore::new()?,
            base,
            hooks: Arc::default(),
        });
        let (stop, stopped) = oneshot::channel::<()>();
        let router = Router::new()
            .fallback(pipeline::handle)
            .with_state(shared.clone());
        let task = tokio::spawn(async move {
            let stopped = async {
                let _ = stopped.await;
            };
            axum::serve(listener, router)
                .with_graceful_shutdown(stopped)
                .await
        });
        Ok(Upstream {
            shared,
            stop: Some(stop),
            task: Some(task),
        })
    }
}

/// A running upstream; it stops when dropped.
pub struct Upstream {
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<io::Result<()>>>,
}

impl Upstream {
    /// One that holds nothing and accepts everybody.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// `http://127.0.0.1:PORT`: REST under it, GraphQL at `/graphql`, git at `/{owner}/{name}.git`. The paths of
    /// GitHub Enterprise Server, `/api/v3` and `/api/graphql`, answer too. Other products are below their prefix: GitLab
    /// at `/gitlab`, Azure DevOps at `/azure/{organization}`.
    pub fn base_url(&self) -> &str {
        &self.shared.base
    }

    /// All requests, in the order in which they were answered.
    pub fn log(&self) -> Vec<Entry> {
        self.shared.log.entries()
    }

    /// Sums over the log.
    pub fn counters(&self) -> Counters {
        self.shared.log.counters()
    }

    /// Forgets the log.
    pub fn clear_log(&self) {
        self.shared.log.clear();
    }

    /// The faults, to add or remove some.
    pub fn faults(&self) -> &Faults {
        &self.shared.faults
    }

    /// Changes the world.
    pub fn mutate(&self, mutation: Mutation) -> Result<Value, String> {
        self.shared.mutate(mutation)
    }

    /// Delivers what happens in a repository (`owner/name`) or an organization to an address, signed with a secret.
    pub fn add_hook(&self, of: &str, url: &str, secret: &str) -> Hook {
        self.shared.hooks.add(of, url, secret)
    }

    /// All webhooks deliver to another address from now on.
    pub fn move_hooks(&self, url: &str, secret: &str) {
        self.shared.hooks.move_to(url, secret);
    }

    /// What was delivered, oldest first, each try by itself.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.shared.hooks.deliveries()
    }

    /// Whether deliveries are lost from now on, as when the network between the two is down.
    pub fn lose_deliveries(&self, lost: bool) {
        self.shared.hooks.lose(lost);
    }

    /// Sends every delivery so far again, newest first and each several times. Gives the answers.
    pub async fn repeat_deliveries(&self, times: usize) -> Vec<u16> {
        self.shared.hooks.repeat(times).await
    }

    /// Sends every delivery so far under a new id, signed with another secret. Gives the answers.
    pub async fn forge_deliveries(&self, secret: &str) -> Vec<u16> {
        self.shared.hooks.forge(secret).await
    }

    /// What it holds now.
    pub fn world(&self) -> World {
        self.shared.world().clone()
    }

    /// Reads from what it holds now, without copying it.
    pub fn with_world<T>(&self, read: impl FnOnce(&World) -> T) -> T {
        read(&self.shared.world())
    }

    /// Stops listening and breaks off what is still being answered.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(mut task) = self.task.take()
            && tokio::time::timeout(Duration::from_millis(200), &mut task)
                .await
                .is_err()
        {
            task.abort();
        }
    }

    /// Answers until the process is asked to end.
    pub async fn serve(mut self) -> io::Result<()> {
        match self.task.take() {
            Some(task) => task.await.map_err(io::Error::other)?,
            None => Ok(()),
        }
    }
}

impl Drop for Upstream {
    fn drop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }
}
