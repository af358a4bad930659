//! What running tasks say about themselves.

use std::collections::BTreeMap;
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
    /// The task in the ingestion log.
    pub(super) task: i64,
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

    pub(super) fn start(&self, integration: i64, task: i64) -> Arc<Run> {
        let run = Arc::new(Run {
            integration,
            events: self.events.clone(),
            task,
            cancel: CancellationToken::new(),
            streams: Mutex::default(),
        });
        self.runs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(integration, Arc::clone(&run));
        self.say(Event::Integration(integration));
        run
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
                task.id = self.task,
                stream.name = stream,
                "{partition}: {message}"
            ),
            Level::Warning => tracing::info!(
                task.id = self.task,
                stream.name = stream,
                "{partition}: {message}"
            ),
            Level::Error => tracing::warn!(
                task.id = self.task,
                stream.name = stream,
                "{partition}: {message}"
            ),
        }
    }
}
