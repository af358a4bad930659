//! What running tasks say about themselves.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::broadcast;
use weir_control::StreamReport;
use weir_ingest::{CancellationToken, Events, Level, LogLine};

use super::convert;
use crate::api::runtime::Event;

/// The running tasks, by integration.
pub(super) struct Live {
    runs: Mutex<BTreeMap<i64, Arc<Run>>>,
    events: broadcast::Sender<Event>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            runs: Mutex::default(),
            events: broadcast::channel(MOST_EVENTS).0,
        }
    }
}

/// Events that a listener may be behind; then it looks at everything again.
const MOST_EVENTS: usize = 256;

/// One running task.
pub(super) struct Run {
    integration: i64,
    events: broadcast::Sender<Event>,
    /// The task in the ingestion log; 0 until it is written there.
    task: AtomicI64,
    /// Stops it within a page.
    pub(super) cancel: CancellationToken,
    streams: Mutex<Vec<StreamReport>>,
}

impl Live {
    pub(super) fn get(&self, integration: i64) -> Option<Arc<Run>> {
        self.runs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&integration)
            .cloned()
    }

    /// Makes room for a task, unless the integration has one. Whoever stops tasks sees it from here on, before it is
    /// in the log.
    pub(super) fn reserve(&self, integration: i64) -> Option<Arc<Run>> {
        let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        if runs.contains_key(&integration) {
            return None;
        }
        let run = Arc::new(Run {
            integration,
            events: self.events.clone(),
            task: AtomicI64::new(0),
            cancel: CancellationToken::new(),
            streams: Mutex::default(),
        });
        runs.insert(integration, Arc::clone(&run));
        Some(run)
    }

    pub(super) fn end(&self, integration: i64) {
        self.runs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&integration);
        self.say(Event::Integration(integration));
    }

    /// Tells whoever listens.
    pub(super) fn say(&self, event: Event) {
        // Nobody may be listening.
        let _: Result<usize, _> = self.events.send(event);
    }

    pub(super) fn listen(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// Whether a task is running.
    pub(super) fn any(&self) -> bool {
        !self
            .runs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_empty()
    }

    /// Asks all of them to stop.
    pub(super) fn cancel_all(&self) {
        for run in self.runs.lock().unwrap_or_else(PoisonError::into_inner).values() {
            run.cancel.cancel();
        }
    }
}

impl Run {
    /// The task in the ingestion log, once it is there.
    pub(super) fn task(&self) -> Option<i64> {
        Some(self.task.load(Ordering::Acquire)).filter(|task| *task != 0)
    }

    /// Says which task it is.
    pub(super) fn is_task(&self, task: i64) {
        self.task.store(task, Ordering::Release);
    }

    /// The newest report of each stream that has begun.
    pub(super) fn streams(&self) -> Vec<StreamReport> {
        self.streams
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Events for Run {
    fn stream_progress(&self, report: &weir_ingest::StreamReport) {
        let report = convert::stream_report(report);
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        match streams.iter_mut().find(|known| known.stream == report.stream) {
            Some(known) => *known = report,
            None => streams.push(report),
        }
        drop(streams);
        let _: Result<usize, _> = self.events.send(Event::Progress(self.integration));
    }

    fn note(&self, line: LogLine) {
        let LogLine {
            stream,
            partition,
            message,
            ..
        } = &line;
        match line.level {
            Level::Info => tracing::debug!(
                task.id = self.task(),
                stream.name = stream,
                "{partition}: {message}"
            ),
            Level::Warning => tracing::info!(
                task.id = self.task(),
                stream.name = stream,
                "{partition}: {message}"
            ),
            Level::Error => tracing::warn!(
                task.id = self.task(),
                stream.name = stream,
                "{partition}: {message}"
            ),
        }
    }
}
