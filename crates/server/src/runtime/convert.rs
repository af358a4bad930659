//! The engine's reports as the ingestion log keeps them.

use weir_control::{
    OpenEntry, OpenState, Outcome, Partition, Progress, Remembered, StreamReport, TaskError, TaskStatus,
    Totals,
};
use weir_ingest::{ErrorReport, Note, OpenChange, TaskReport};

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

/// A document as it is stored.
pub(super) fn stored(integration: &str, record: weir_ingest::RawRecord) -> weir_lake::RawRecord {
    weir_lake::RawRecord {
        integration: integration.to_owned(),
        stream: record.stream,
        partition: record.partition,
        partition_name: record.partition_name,
        key: record.key,
        updated: record.updated,
        fetched: record.fetched,
        body: record.body,
    }
}

/// A stored document as it was fetched.
pub(crate) fn fetched(record: weir_lake::RawRecord) -> weir_ingest::RawRecord {
    weir_ingest::RawRecord {
        stream: record.stream,
        partition: record.partition,
        partition_name: record.partition_name,
        key: record.key,
        updated: record.updated,
        fetched: record.fetched,
        body: record.body,
    }
}

/// Adds the partitions that a page found and those that are gone.
pub(super) fn progress(
    progress: &mut Progress,
    integration: i64,
    stream: &str,
    found: Vec<weir_connect::Partition>,
    lost: Vec<String>,
) {
    let fields = |fields: std::collections::BTreeMap<&'static str, String>| {
        let owned = |(field, value): (&'static str, String)| (field.to_owned(), value);
        fields.into_iter().map(owned).collect()
    };
    progress
        .partitions
        .extend(found.into_iter().map(|found| Partition {
            integration,
            stream: stream.to_owned(),
            id: found.id,
            name: found.name,
            fields: fields(found.fields),
        }));
    progress
        .lost
        .extend(lost.into_iter().map(|id| (integration, stream.to_owned(), id)));
}

pub(super) fn open(integration: i64, change: OpenChange) -> OpenEntry {
    let (name, state) = match change {
        OpenChange::Drop(name) => (name, None),
        OpenChange::Set(open) => {
            let state = OpenState {
                handle: open.handle,
                due: open.due,
                tries: open.tries,
                late: open.late,
            };
            (open.name, Some(state))
        }
    };
    OpenEntry {
        integration,
        stream: name.stream,
        partition: name.partition,
        key: name.key,
        state,
    }
}

pub(super) fn note(integration: i64, note: Note) -> Remembered {
    Remembered {
        integration,
        kind: note.kind.as_str().to_owned(),
        stream: note.stream,
        partition: note.partition,
        name: note.name,
        value: note.value,
    }
}
