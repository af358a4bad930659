use std::collections::BTreeMap;

use weir_control::{
    Cadence, Failing, Integration, Quota, Received, StreamReport, Task, TaskCounts, TaskError, TaskStatus,
};
use weir_model::Time;

use crate::AppState;
use crate::api::error::ApiError;
use crate::api::runtime::HostState;
use crate::rules::account::AccountSettings;
use crate::rules::schedule::{self, Backoff, Book, DAY, MINUTE};

/// How much later than the schedule says a tail may be, before it is late.
const PATIENCE: i64 = 3;
/// Least lateness that is worth a word.
const LEAST_LATENESS: i64 = 15 * MINUTE;

/// What the rules look at.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) now: Time,
    pub(crate) created_at: Time,
    pub(crate) updated_at: Time,
    pub(crate) deleting_since: Option<Time>,
    pub(crate) paused_at: Option<Time>,
    /// The newest task that asked the upstream, live while it runs.
    pub(crate) last: Option<Task>,
    /// When a task last ended with success.
    pub(crate) last_success: Option<Time>,
    pub(crate) failing: Option<Failing>,
    pub(crate) backoff: Option<Backoff>,
    /// When it is read next.
    pub(crate) next: Option<Time>,
    /// How the tasks of the past week ended.
    pub(crate) week: TaskCounts,
    /// Microseconds after the last success beyond which it is late.
    pub(crate) expected: i64,
    pub(crate) quotas: Vec<Quota>,
    /// Percent of each quota that is left to others.
    pub(crate) free_percent: u64,
    pub(crate) hosts: Vec<HostState>,
    /// When the credential ends, where the upstream says so.
    pub(crate) credential_ends: Option<Time>,
    /// The last webhook, if more should have come since.
    pub(crate) webhook_silent_since: Option<Time>,
}

/// What is known of a stream.
pub(crate) struct StreamFacts<'a> {
    pub(crate) enabled: bool,
    pub(crate) report: Option<&'a StreamReport>,
}

impl Facts {
    pub(crate) fn is_running(&self) -> bool {
        self.last
            .as_ref()
            .is_some_and(|last| last.status == TaskStatus::Running)
    }

    /// Whether the settings were changed after the newest task began.
    pub(crate) fn is_changed(&self) -> bool {
        let began = self.last.as_ref().map(|last| last.started_at);
        began.is_some_and(|began| self.updated_at > began)
    }

    /// Why the newest task failed, if that still says something.
    pub(crate) fn failure(&self) -> Option<&TaskError> {
        let last = self
            .last
            .as_ref()
            .filter(|last| last.status == TaskStatus::Failed && !self.is_changed())?;
        last.error.as_ref().filter(|error| error.class != "interrupted")
    }
}

/// What the facts of all integrations are taken from.
pub(crate) struct Sheet {
    pub(crate) book: Book,
    account: AccountSettings,
    ingested: BTreeMap<i64, Time>,
    week: BTreeMap<i64, TaskCounts>,
}

impl Sheet {
    pub(crate) async fn load(state: &AppState) -> Result<Self, ApiError> {
        let book = Book::load(&state.control).await?;
        let week = state.control.task_counts(Time(book.now().0 - 7 * DAY)).await?;
        Ok(Self {
            account: AccountSettings::load(&state.control).await?,
            ingested: state.control.last_ingested().await?,
            week,
            book,
        })
    }

    pub(crate) async fn facts(&self, state: &AppState, integration: &Integration) -> Result<Facts, ApiError> {
        let id = integration.id;
        let running = state.runtime.progress(id).await?;
        let pushed = schedule::is_pushed(&integration.kind);
        // Who starts a sync of what nobody asks has not received anything yet.
        let silent = pushed && !has_received(state, id).await?;
        let last = match (running, self.book.last(id)) {
            _ if silent => None,
            (Some(running), _) => Some(running),
            (None, Some(last)) => Some(state.control.task(last.id).await?),
            (None, None) => None,
        };
        let next = self.book.next(integration);
        let upstream = state.runtime.upstream(integration).await?;
        Ok(Facts {
            now: self.book.now(),
            created_at: integration.created_at,
            // Where nobody is asked, there is nothing that new settings must be tried with.
            updated_at: if pushed {
                integration.created_at
            } else {
                integration.updated_at
            },
            deleting_since: integration.deleting_since,
            paused_at: self.book.schedule(id).paused_at,
            last,
            last_success: self.ingested.get(&id).copied().filter(|_| !silent),
            failing: self.book.failing(id).cloned(),
            backoff: next.backoff,
            next: next.tail,
            week: self.week.get(&id).copied().unwrap_or_default(),
            // Nobody knows when an event should come.
            expected: if pushed {
                i64::MAX
            } else {
                expected(&self.book, integration)
            },
            quotas: upstream.quotas,
            free_percent: self.account.free_percent(&integration.config),
            hosts: upstream.hosts,
            credential_ends: integration.credential_expires_at,
            webhook_silent_since: None,
        })
    }
}

/// Whether anything that was delivered was taken.
async fn has_received(state: &AppState, integration: i64) -> Result<bool, ApiError> {
    let results = state.control.delivery_results(integration).await?;
    Ok(results.contains_key(&Received::Accepted))
}

/// How old the last success may be.
fn expected(book: &Book, integration: &Integration) -> i64 {
    let timetable = schedule::timetable(&integration.kind, &book.schedule(integration.id));
    let interval = match &timetable.tail {
        Cadence::EveryMinutes(minutes) => i64::from(*minutes) * MINUTE,
        cron @ Cadence::Cron(_) => {
            let now = book.now();
            let first = schedule::after(cron, &timetable.time_zone, now, now);
            let second = first.and_then(|first| schedule::after(cron, &timetable.time_zone, first, first));
            first
                .zip(second)
                .map_or(DAY, |(first, second)| second.0 - first.0)
        }
    };
    (PATIENCE * interval).max(LEAST_LATENESS)
}
