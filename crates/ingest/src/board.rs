//! Where a run keeps its counts.

use std::sync::{Arc, Mutex, PoisonError};

use weir_model::{Drift, Time};

use crate::{Clock, ErrorReport, Estimate, Events, Lane, Level, LogLine, StreamReport};

/// The counts of all streams of one run.
pub(crate) struct Board {
    clock: Arc<dyn Clock>,
    events: Arc<dyn Events>,
    reports: Mutex<Vec<StreamReport>>,
}

impl Board {
    pub(crate) fn new(clock: Arc<dyn Clock>, events: Arc<dyn Events>, streams: &[&'static str]) -> Self {
        let report = |stream: &&str| StreamReport {
            stream: (*stream).to_owned(),
            ..StreamReport::default()
        };
        Self {
            clock,
            events,
            reports: Mutex::new(streams.iter().map(report).collect()),
        }
    }

    /// Changes the report of a stream and shows it.
    pub(crate) fn update(&self, stream: &str, change: impl FnOnce(&mut StreamReport)) {
        if let Some(report) = self.change(stream, change) {
            self.events.stream_progress(&report);
        }
    }

    /// Changes the report of a stream.
    fn change(&self, stream: &str, change: impl FnOnce(&mut StreamReport)) -> Option<StreamReport> {
        let mut reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        let report = reports.iter_mut().find(|report| report.stream == stream)?;
        change(report);
        Some(report.clone())
    }

    pub(crate) fn reports(&self) -> Vec<StreamReport> {
        self.reports
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn now(&self) -> Time {
        self.clock.now()
    }

    /// The place where one partition of one stream is worked on.
    pub(crate) const fn desk<'a>(&'a self, stream: &'static str, partition: &'a str) -> Desk<'a> {
        Desk {
            board: self,
            stream,
            partition,
            lane: Lane::Tail,
        }
    }
}

/// Counts for one partition of one stream.
#[derive(Clone, Copy)]
pub(crate) struct Desk<'a> {
    board: &'a Board,
    pub(crate) stream: &'static str,
    pub(crate) partition: &'a str,
    pub(crate) lane: Lane,
}

impl Desk<'_> {
    /// The same, for work of another lane.
    pub(crate) const fn within(mut self, lane: Lane) -> Self {
        self.lane = lane;
        self
    }

    pub(crate) fn request(&self) {
        tracing::debug!(stream.name = self.stream, lane = self.lane.as_str(), "request");
        let now = self.board.now();
        self.board.change(self.stream, |report| {
            report.requests += 1;
            report.started.get_or_insert(now);
        });
    }

    pub(crate) fn retry(&self, message: String) {
        self.board.change(self.stream, |report| report.retries += 1);
        self.note(Level::Warning, message);
    }

    pub(crate) fn points(&self, points: u64) {
        self.board.change(self.stream, |report| report.points += points);
    }

    pub(crate) fn skip(&self, reason: &str, count: u64) {
        self.board.change(self.stream, |report| {
            *report.skipped.entry(reason.to_owned()).or_default() += count;
        });
    }

    pub(crate) fn landed(&self, stream: &str, records: u64, rows: u64, drift: &[Drift]) {
        self.board.update(stream, |report| {
            report.records += records;
            report.rows += rows;
            for drift in drift {
                let name = format!("{}: {}", drift.field, drift.value);
                *report.drift.entry(name).or_default() += 1;
            }
        });
    }

    pub(crate) fn removed(&self, records: u64) {
        self.board.update(self.stream, |report| report.removed += records);
    }

    pub(crate) fn estimate(&self, records: Option<u64>) {
        let now = self.board.now();
        self.board.change(self.stream, |report| {
            let spent = report
                .started
                .map_or(0, |started| now.0.saturating_sub(started.0).max(0).unsigned_abs());
            let (part, whole) = match records {
                Some(left) if report.records > 0 => (report.records, left),
                _ => (
                    report.partitions_done,
                    report.partitions_total - report.partitions_done.min(report.partitions_total),
                ),
            };
            let seconds = (part > 0).then(|| spent.saturating_mul(whole) / part / 1_000_000);
            report.estimate = Some(Estimate { records, seconds });
        });
    }

    /// Keeps the first error of the stream.
    pub(crate) fn fail(&self, error: ErrorReport) {
        self.note(Level::Error, format!("{}; {}", error.message, error.hint));
        self.board.update(self.stream, |report| {
            report.error.get_or_insert(error);
        });
    }

    pub(crate) fn note(&self, level: Level, message: String) {
        tracing::debug!(stream.name = self.stream, partition = self.partition, %message, "note");
        self.board.events.note(LogLine {
            at: self.board.now(),
            level,
            stream: self.stream.to_owned(),
            partition: self.partition.to_owned(),
            message,
        });
    }
}
