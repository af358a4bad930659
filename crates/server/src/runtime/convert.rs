//! The engine's reports as the ingestion log keeps them.

use weir_control::{Outcome, StreamReport, TaskError, TaskStatus, Totals};
use weir_ingest::{ErrorReport, TaskReport};

pub(super) fn outcome(report: &TaskReport) -> Outcome {
    Outcome {
        status: match report.status {
            weir_ingest::TaskStatus::Succeeded => TaskStatus::Succeeded,
            weir_ingest::TaskStatus::Failed => TaskStatus::Failed,
            weir_ingest::TaskStatus::Cancelled => TaskStatus::Cancelled,
            weir_ingest::TaskStatus::Throttled => TaskStatus::Throttled,
        },
        finished: report.finished,
        streams: report.streams.iter().map(stream_report).collect(),
        error: report.error.as_ref().map(task_error),
    }
}

pub(super) fn stream_report(report: &weir_ingest::StreamReport) -> StreamReport {
    StreamReport {
        stream: report.stream.clone(),
        position: 0,
        partitions_done: report.partitions_done,
        partitions_total: report.partitions_total,
        totals: Totals {
            retries: report.retries,
            rows: report.rows,
            records: report.records,
            requests: report.requests,
            points: report.points,
        },
        skipped: report.skipped.clone(),
        drift: report.drift.clone(),
        started_at: report.started,
        finished_at: report.finished,
        error: report.error.as_ref().map(task_error),
        estimate: report.estimate.and_then(|estimate| estimate.records),
    }
}

fn task_error(error: &ErrorReport) -> TaskError {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    TaskError {
        class: error.class.clone(),
        message: error.message.clone(),
        hint: error.hint.clone(),
        stream: some(&error.stream),
        partition: some(&error.partition),
    }
}
