use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio_util::sync::CancellationToken;
use weir_control::Control;
use weir_insights::Roster;
use weir_lake::Lake;
use weir_measures::Measures;

use crate::local::LocalKey;

use crate::api::runtime::Runtime;
use crate::api::stats::Stats;
use crate::webhooks::Inbox;

/// What handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// What Weir is told and remembers.
    pub control: Control,
    /// The tables.
    pub lake: Arc<Lake>,
    /// The metrics over them.
    pub measures: Arc<Measures>,
    /// Runs tasks.
    pub runtime: Arc<dyn Runtime>,
    pub(crate) stats: Arc<Stats>,
    pub(crate) inbox: Inbox,
    pub(crate) local: LocalKey,
    /// Ends what would never end by itself, when the server ends.
    pub(crate) closing: CancellationToken,
    pub(crate) accounts: Arc<Accounts>,
    pub(crate) roster: Arc<Roster>,
}

/// The tables in which accounts were last looked for.
#[derive(Default)]
pub(crate) struct Accounts(Mutex<BTreeMap<&'static str, i64>>);

impl Accounts {
    /// Whether the tables have changed since.
    pub(crate) fn are_new(&self, versions: &BTreeMap<&'static str, i64>) -> bool {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) != *versions
    }

    /// Accounts were looked for in these.
    pub(crate) fn seen(&self, versions: BTreeMap<&'static str, i64>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = versions;
    }
}

impl AppState {
    /// The state of one server. Its inbox for webhook deliveries is open until all copies are gone.
    pub fn new(
        control: Control,
        lake: Arc<Lake>,
        measures: Arc<Measures>,
        runtime: Arc<dyn Runtime>,
    ) -> Self {
        Self {
            inbox: Inbox::start(control.clone()),
            control,
            lake,
            measures,
            runtime,
            stats: Arc::default(),
            accounts: Arc::default(),
            roster: Arc::default(),
            local: LocalKey::default(),
            closing: CancellationToken::new(),
        }
    }

    /// Is told whenever a webhook delivery is in the inbox.
    pub fn delivered(&self) -> Arc<tokio::sync::Notify> {
        self.inbox.arrived()
    }
}
