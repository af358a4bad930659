use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use weir_connect::{FetchError, Partition, Stream};
use weir_model::{Scope, Time};

use super::Engine;
use crate::board::Board;
use crate::client::Client;
use crate::clock::plus_seconds;
use crate::cursor::{FLOOR, Span};
use crate::failure::{Failure, Halt};
use crate::land::Queue;
use crate::secrets::Scrubber;
use crate::{Clock, ErrorReport, IntegrationSpec, Options, Store};

/// Quotas are written down this often, so that a restart knows them.
const SAVE_BUDGETS_SECONDS: i64 = 10;

/// What all work of one run shares.
pub(crate) struct Run<'a> {
    pub(crate) spec: &'a IntegrationSpec,
    pub(crate) store: &'a dyn Store,
    /// The streams that the configuration wants, parents before children.
    pub(super) streams: Vec<&'static Stream>,
    pub(crate) board: Board,
    pub(crate) options: Options,
    started: AtomicI64,
    /// When history has to make way for what is new.
    deadline: AtomicI64,
    pub(crate) cancel: CancellationToken,
    /// Records that are to be read again.
    pub(crate) queue: Queue,
    client: Option<Client>,
    clock: Arc<dyn Clock>,
    scrubber: Scrubber,
    pub(crate) contexts: crate::fetch::Contexts,
    pub(crate) validators: crate::fetch::Validators,
    pub(crate) sizes: crate::fetch::Sizes,
    found: Mutex<Found>,
    partial: Mutex<BTreeSet<&'static str>>,
    scope: tokio::sync::OnceCell<Scope>,
    left_out: Mutex<BTreeSet<String>>,
    saved: Mutex<Time>,
}

type Found = BTreeMap<&'static str, BTreeMap<String, Partition>>;

impl<'a> Run<'a> {
    pub(crate) fn new(
        spec: &'a IntegrationSpec,
        client: Option<Client>,
        engine: &'a Engine,
        board: Board,
        cancel: CancellationToken,
        started: Time,
        queue: Queue,
    ) -> Self {
        Self {
            queue,
            spec,
            streams: super::jobs::enabled(spec).collect(),
            store: engine.store.as_ref(),
            board,
            options: engine.options.clone(),
            started: AtomicI64::new(started.0),
            deadline: AtomicI64::new(i64::MAX),
            cancel,
            client,
            clock: Arc::clone(&engine.clock),
            scrubber: Scrubber::new(&spec.secrets),
            contexts: crate::fetch::Contexts::default(),
            validators: crate::fetch::Validators::default(),
            sizes: crate::fetch::Sizes::default(),
            found: Mutex::default(),
            partial: Mutex::default(),
            scope: tokio::sync::OnceCell::new(),
            left_out: Mutex::default(),
            saved: Mutex::new(started),
        }
    }

    pub(crate) fn client(&self) -> Result<&Client, Halt> {
        self.client
            .as_ref()
            .ok_or_else(|| Failure::config("the connector has no address").into())
    }

    /// The streams that the configuration wants, parents before children.
    pub(crate) fn streams(&self) -> &[&'static Stream] {
        &self.streams
    }

    /// The stream of that name, unless it is switched off.
    pub(super) fn stream(&self, name: &str) -> Option<&'static Stream> {
        self.streams.iter().copied().find(|stream| stream.name == name)
    }

    pub(crate) fn now(&self) -> Time {
        self.clock.now()
    }

    /// When the pass began that is under way.
    pub(crate) fn started(&self) -> Time {
        Time(self.started.load(Ordering::Relaxed))
    }

    /// A new pass begins: what has happened up to now may be covered.
    pub(super) fn renew(&self) {
        self.started.store(self.now().0, Ordering::Relaxed);
    }

    /// Until when history may be read.
    pub(super) fn set_deadline(&self, deadline: Option<Time>) {
        self.deadline
            .store(deadline.map_or(i64::MAX, |time| time.0), Ordering::Relaxed);
    }

    /// Whether history has to make way for what is new.
    pub(crate) fn is_due(&self) -> bool {
        self.now().0 >= self.deadline.load(Ordering::Relaxed)
    }

    /// Waits, unless the run is cancelled.
    pub(crate) async fn sleep(&self, pause: Duration) -> Result<(), Halt> {
        tokio::select! {
            () = self.cancel.cancelled() => Err(Halt::Cancelled),
            () = self.clock.sleep(pause) => Ok(()),
        }
    }

    /// Text without secrets, on one line.
    pub(crate) fn clean(&self, text: &str) -> String {
        self.scrubber.clean(text)
    }

    /// What this run may cover.
    pub(crate) fn span(&self) -> Span {
        Span {
            floor: self.spec.since.map_or(FLOOR, |since| since.max(FLOOR)),
            high: plus_seconds(self.started(), -i64::from(self.options.margin_seconds)),
        }
    }

    /// History newer than this comes first.
    pub(crate) fn recent_edge(&self) -> Time {
        plus_seconds(self.started(), -i64::from(self.options.recent_days) * 86_400)
    }

    /// Notes partitions that a stream defined.
    pub(crate) fn found(&self, stream: &'static str, partitions: &[Partition]) {
        let mut found = self.lock();
        let of_stream = found.entry(stream).or_default();
        for partition in partitions {
            of_stream.insert(partition.id.clone(), partition.clone());
        }
    }

    /// What the integration is narrowed to, as it was when the run first asked.
    pub(crate) async fn scope(&self) -> Result<Scope, Halt> {
        let scope = self
            .scope
            .get_or_try_init(|| self.store.scope(&self.spec.id))
            .await?;
        Ok(scope.clone())
    }

    /// Notes that a partition is left out; false when it was noted before.
    pub(super) fn leaves_out(&self, partition: &str) -> bool {
        self.left_out
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(partition.to_owned())
    }

    /// Notes that this run reads only the rest of a stream, which an earlier run began.
    pub(crate) fn resumes(&self, stream: &'static str) {
        self.partial
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(stream);
    }

    pub(super) fn is_partial(&self, stream: &str) -> bool {
        self.partial
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(stream)
    }

    /// The partitions that a stream has defined in this run.
    pub(super) fn found_by(&self, stream: &str) -> BTreeMap<String, Partition> {
        self.lock().get(stream).cloned().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes down what is known of the quotas, now and then or at once.
    pub(crate) async fn save_budgets(&self, at_once: bool) {
        let Some(client) = &self.client else { return };
        let now = self.now();
        {
            let mut saved = self.saved.lock().unwrap_or_else(PoisonError::into_inner);
            if !at_once && plus_seconds(*saved, SAVE_BUDGETS_SECONDS) > now {
                return;
            }
            *saved = now;
        }
        for budget in client.budget_changes() {
            if let Err(error) = self.store.save_budget(budget).await {
                // The upstream tells again with the next answer.
                tracing::warn!(%error, "quota not saved");
                return;
            }
        }
    }
}

pub(super) fn is_throttled(halt: &Halt) -> bool {
    matches!(halt, Halt::Fetch(failure) if matches!(failure.error, FetchError::Throttled { .. }))
}

/// What ended the work, for people.
pub(crate) fn report(halt: &Halt) -> ErrorReport {
    let (class, message, hint) = match halt {
        Halt::Cancelled => ("cancelled", "cancelled".to_owned(), String::new()),
        Halt::Store(error) => (
            "store",
            format!("rows could not be landed: {error}"),
            "look at the disk and its free space; nothing is lost, run again".to_owned(),
        ),
        Halt::Fetch(failure) => (
            failure.error.class(),
            failure.error.to_string(),
            failure.hint.clone(),
        ),
    };
    ErrorReport {
        class: class.to_owned(),
        message,
        hint,
        stream: String::new(),
        partition: String::new(),
        page: 0,
    }
}
