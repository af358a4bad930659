//! A run: all streams of one integration, parents before their children, what is new before what is old.

mod census;
mod drive;
mod jobs;
mod probe;
mod refresh;
mod run;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;
use weir_connect::Touched;

use crate::board::Board;
use crate::client::{Client, Given, Held, Host, Parts, UpstreamState, given, host, parse_base};
use crate::failure::Halt;
use crate::governor::Governor;
use crate::land::Queue;
use crate::turns::Turns;
use crate::{
    Clock, Events, IntegrationSpec, NoteKind, Options, RawRecord, Replayed, SavedBudget, Store, TaskReport,
    TaskStatus,
};
pub(crate) use jobs::{Cursors, cursors, in_scope, is_parent, names};
pub(crate) use run::{Run, report};

/// Runs integrations. One engine serves a whole process, so that integrations that share a credential share its
/// budget.
pub struct Engine {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    options: Options,
    shared: Arc<Shared>,
}

/// What a task does.
enum Work {
    /// Everything that is due.
    Sync,
    /// Only these records.
    Refresh(Vec<Touched>),
}

/// What is known of the upstreams, whatever is landed where.
struct Shared {
    turns: Arc<Turns>,
    governors: Mutex<BTreeMap<(String, String), Arc<Governor>>>,
    held: Mutex<BTreeMap<(String, String), Arc<Held>>>,
    hosts: Mutex<BTreeMap<String, Arc<Host>>>,
}

impl Shared {
    fn governor(
        &self,
        key: &(String, String),
        spec: &IntegrationSpec,
        saved: &[SavedBudget],
    ) -> Arc<Governor> {
        let mut governors = lock(&self.governors);
        let new = || {
            let (host, credential) = key.clone();
            Arc::new(Governor::new(host, credential, spec.budget(), saved))
        };
        Arc::clone(governors.entry(key.clone()).or_insert_with(new))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Host and credential hashes under which an integration's quotas are kept; none when it has no API.
pub fn budget_keys(spec: &IntegrationSpec) -> Vec<(String, String)> {
    if !spec.connector.has_api() {
        return Vec::new();
    }
    let keys = || {
        let base = parse_base(&spec.base_url().ok()?).ok()?;
        let credentials = given(spec).ok()?;
        let key = |given: Given| (host(&base), given.key);
        Some(credentials.into_iter().map(key).collect())
    };
    keys().unwrap_or_default()
}

impl Engine {
    /// An engine that lands in `store`.
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, options: Options) -> Self {
        Self {
            store,
            clock,
            shared: Arc::new(Shared {
                turns: Turns::new(options.requests_in_flight),
                governors: Mutex::default(),
                held: Mutex::default(),
                hosts: Mutex::default(),
            }),
            options,
        }
    }

    /// The same engine, landing elsewhere: budgets stay shared.
    #[must_use]
    pub fn over(&self, store: Arc<dyn Store>) -> Self {
        Self {
            store,
            clock: Arc::clone(&self.clock),
            options: self.options.clone(),
            shared: Arc::clone(&self.shared),
        }
    }

    /// The same engine, behaving otherwise: budgets stay shared.
    pub(crate) fn with_options(&self, options: Options) -> Self {
        Self {
            options,
            ..self.over(Arc::clone(&self.store))
        }
    }

    pub(crate) const fn options(&self) -> &Options {
        &self.options
    }

    /// Fetches what is new and, newest first, the history that is missing. Returns when all is caught up, has
    /// failed, or was cancelled; what was landed by then stays landed.
    pub async fn sync(
        &self,
        spec: &IntegrationSpec,
        events: Arc<dyn Events>,
        cancel: CancellationToken,
    ) -> TaskReport {
        let span = tracing::info_span!("sync", integration.id = %spec.id, connector = spec.connector.id);
        self.task(spec, Work::Sync, events, cancel).instrument(span).await
    }

    /// Reads records again that the upstream says have changed, and lands them; those that are gone are removed.
    /// May be called while [`Engine::sync`] of the same integration runs. Streams that cannot read single records
    /// have their newest pages read.
    pub async fn refresh(
        &self,
        spec: &IntegrationSpec,
        touched: Vec<Touched>,
        events: Arc<dyn Events>,
        cancel: CancellationToken,
    ) -> TaskReport {
        let span = tracing::info_span!("refresh", integration.id = %spec.id, connector = spec.connector.id);
        self.task(spec, Work::Refresh(touched), events, cancel)
            .instrument(span)
            .await
    }

    /// Maps documents again; see [`crate::replay()`].
    pub fn replay(&self, spec: &IntegrationSpec, records: &[RawRecord]) -> Replayed {
        crate::replay(spec.connector, &spec.id, records)
    }

    /// How requests to an integration's upstream stand right now; `None` before the first one.
    pub fn upstream(&self, spec: &IntegrationSpec) -> Option<UpstreamState> {
        let keys = budget_keys(spec);
        let name = &keys.first()?.0;
        let host = Arc::clone(lock(&self.shared.hosts).get(name)?);
        let governors: Vec<Arc<Governor>> = {
            let known = lock(&self.shared.governors);
            keys.iter().filter_map(|key| known.get(key).cloned()).collect()
        };
        Some(host.describe(name, &governors, self.clock.now()))
    }

    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    async fn task(
        &self,
        spec: &IntegrationSpec,
        work: Work,
        events: Arc<dyn Events>,
        cancel: CancellationToken,
    ) -> TaskReport {
        let started = self.clock.now();
        let board = Board::new(Arc::clone(&self.clock), events, &jobs::names(spec));
        let (ended, streams) = match self.client(spec, &cancel).await {
            Err(halt) => (Err(halt), board.reports()),
            Ok(client) => {
                let queue = self.store.open(&spec.id).await;
                let names = queue.as_deref().unwrap_or_default();
                let run = Run::new(spec, client, self, board, cancel, started, Queue::new(names));
                let sizes = self.store.notes(&spec.id, NoteKind::PageSize).await;
                let queue = queue.and_then(|_| sizes.map(|sizes| run.sizes.stored(sizes)));
                let ended = match (queue, work) {
                    (Err(error), _) => Err(Halt::Store(error)),
                    (Ok(()), Work::Sync) => drive::all(&run).await,
                    (Ok(()), Work::Refresh(touched)) => refresh::touched(&run, touched).await,
                };
                run.save_budgets(true).await;
                let durable = self.store.barrier().await.map_err(Halt::Store);
                (ended.and(durable), run.board.reports())
            }
        };
        let first = streams.iter().find_map(|stream| stream.error.clone());
        let (status, error) = match ended {
            Ok(()) if first.is_none() => (TaskStatus::Succeeded, None),
            Ok(()) => (TaskStatus::Failed, first),
            Err(Halt::Cancelled) => (TaskStatus::Cancelled, None),
            Err(halt) if run::is_throttled(&halt) => (TaskStatus::Throttled, Some(run::report(&halt))),
            Err(halt) => (
                TaskStatus::Failed,
                Some(first.unwrap_or_else(|| run::report(&halt))),
            ),
        };
        tracing::info!(?status, "sync ended");
        TaskReport {
            started,
            finished: self.clock.now(),
            status,
            error,
            streams,
        }
    }

    /// The way to the integration's upstream; none when it has nothing but git repositories.
    pub(crate) async fn client(
        &self,
        spec: &IntegrationSpec,
        cancel: &CancellationToken,
    ) -> Result<Option<Client>, Halt> {
        if !spec.connector.has_api() {
            return Ok(None);
        }
        let base = spec.base_url()?;
        let host = host(&parse_base(&base)?);
        let saved = self.store.budgets().await?;
        let credentials = given(spec)?
            .into_iter()
            .map(|given| {
                let key = (host.clone(), given.key.clone());
                let governor = self.shared.governor(&key, spec, &saved);
                let held = Arc::clone(lock(&self.shared.held).entry(key).or_default());
                (given, governor, held)
            })
            .collect();
        let parts = Parts {
            credentials,
            host: Arc::clone(lock(&self.shared.hosts).entry(host).or_default()),
            turns: Arc::clone(&self.shared.turns),
            store: Arc::clone(&self.store),
            clock: Arc::clone(&self.clock),
            options: self.options.clone(),
            cancel: cancel.clone(),
        };
        Ok(Some(Client::new(spec, parts)?))
    }
}
