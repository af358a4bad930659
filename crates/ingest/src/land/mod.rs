//! From upstream documents to a page that can be landed.

mod open;

use std::collections::BTreeMap;

use serde_json::Value;
use weir_connect::{Partition, Read, Scope};
use weir_model::{Batch, Removal, Row, Time};

use crate::failure::Halt;
use crate::fetch::{Fetched, Job, validator_note};
use crate::secrets::hash;
use crate::sync::Run;
use crate::{LandedPage, Note, OpenChange, RawRecord, RecordName};
pub(crate) use open::{Queue, looked_at};

/// What documents became.
#[derive(Debug, Default)]
pub(crate) struct Mapped {
    pub(crate) raw: Vec<RawRecord>,
    pub(crate) batch: Batch,
    pub(crate) partitions: Vec<Partition>,
    /// Key of each document that could be mapped, and whether it is final.
    pub(crate) seen: Vec<(String, bool)>,
    /// Documents that could not be mapped, by reason. Their raw records are kept all the same.
    pub(crate) skipped: BTreeMap<String, u64>,
}

impl Mapped {
    /// Maps one document, by the first of the readers that can. One that cannot leaves no rows behind.
    pub(crate) fn add(
        &mut self,
        readers: &[Read],
        stream: &str,
        scope: &Scope<'_>,
        body: String,
        fetched: Time,
    ) {
        let Some((first, others)) = readers.split_first() else {
            return;
        };
        let mut read = first(&body, scope, &mut self.batch);
        for other in others {
            read = read.or_else(|_| other(&body, scope, &mut self.batch));
        }
        let key = match read {
            Ok(seen) => {
                self.partitions.extend(seen.partition);
                self.seen.push((seen.key.id.clone(), seen.is_final));
                seen.key
            }
            Err(error) => {
                *self.skipped.entry(reason(&error)).or_default() += 1;
                // Nothing is known of it: it counts as final, so that nobody waits for it.
                self.seen.push((String::new(), true));
                weir_connect::Key::new(format!("unreadable-{}", hash(&body)))
            }
        };
        self.raw.push(RawRecord {
            stream: stream.to_owned(),
            partition: scope.id.to_owned(),
            partition_name: scope.name.to_owned(),
            key: key.id,
            updated: key.updated,
            fetched,
            body,
        });
    }

    /// The rows, ids prefixed with the integration.
    pub(crate) fn rows(&mut self, integration: &str) -> Vec<Row> {
        let mut rows = std::mem::take(&mut self.batch.rows);
        for row in &mut rows {
            row.prefix(integration);
        }
        rows
    }
}

/// Why a document was left out, without the position in it, so that equal reasons are counted together.
fn reason(error: &weir_connect::MapError) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    format!("not as documented: {text}")
}

/// What is landed beside the rows.
#[derive(Debug, Default)]
pub(crate) struct Extra {
    /// Rows that are gone, ids without prefix.
    pub(crate) removals: Vec<Removal>,
    /// Documents that are gone.
    pub(crate) gone: Vec<RecordName>,
    /// Partitions of the stream that are gone, by id.
    pub(crate) lost: Vec<String>,
    /// Changes of the queue.
    pub(crate) open: Vec<OpenChange>,
    /// What is to be remembered.
    pub(crate) notes: Vec<Note>,
}

/// Maps a page and lands it with its checkpoint.
pub(crate) async fn land(run: &Run<'_>, job: &Job, fetched: Fetched) -> Result<(), Halt> {
    let handles: Vec<String> = fetched
        .records
        .iter()
        .map(|record| open::handle(job.stream, record))
        .collect();
    let (mapped, counts) = map(run, job, fetched);
    let names = handles.into_iter().zip(&mapped.seen);
    let open = run.queue.seen(run, job, names);
    let extra = Extra {
        open,
        ..Extra::default()
    };
    submit(run, job, mapped, extra, &counts).await
}

/// Records and rows of each stream.
pub(crate) type Counts = Vec<(&'static str, usize, usize)>;

/// Maps the records of a page, the stream's own first.
pub(crate) fn map(run: &Run<'_>, job: &Job, fetched: Fetched) -> (Mapped, Counts) {
    let now = run.now();
    let scope = job.place.scope();
    let stream = job.stream;
    let mut mapped = Mapped::default();
    let mut counts = Counts::new();
    let groups = fetched
        .expanded
        .into_iter()
        .map(|(expand, records)| (expand.stream, expand.read, records));
    for (name, read, records) in [(stream.name, stream.read, fetched.records)]
        .into_iter()
        .chain(groups)
    {
        let before = mapped.batch.rows.len();
        let count = records.len();
        for record in records {
            mapped.add(&[read], name, &scope, body(&record), now);
        }
        counts.push((name, count, mapped.batch.rows.len() - before));
    }
    (mapped, counts)
}

/// Lands what was mapped with the job's checkpoint, and counts it.
pub(crate) async fn submit(
    run: &Run<'_>,
    job: &Job,
    mut mapped: Mapped,
    mut extra: Extra,
    counts: &[(&'static str, usize, usize)],
) -> Result<(), Halt> {
    let desk = job.desk(run);
    let rows = mapped.rows(&run.spec.id);
    let drift = std::mem::take(&mut mapped.batch.drift);
    extra.removals.append(&mut mapped.batch.removals);
    for removal in &mut extra.removals {
        removal.prefix(&run.spec.id);
    }
    for (reason, count) in mapped.skipped {
        desk.skip(&run.clean(&reason), count);
    }
    if !mapped.partitions.is_empty() {
        run.found(job.stream.name, &mapped.partitions);
    }
    extra.notes.extend(job.answered());
    extra.notes.extend(run.sizes.news(job.stream.name));
    extra.notes.extend(validator_note(job, &mapped.partitions));
    let removed = extra.gone.len();
    let page = LandedPage {
        integration: run.spec.id.clone(),
        stream: job.stream.name,
        raw: mapped.raw,
        rows,
        removals: extra.removals,
        gone: extra.gone,
        lost: extra.lost,
        open: extra.open,
        notes: extra.notes,
        partitions: mapped.partitions,
        checkpoint: job.checkpoint(),
        drift: drift.clone(),
    };
    run.store.land(page).await?;
    for (position, (stream, records, rows)) in counts.iter().enumerate() {
        let drift = if position == 0 { drift.as_slice() } else { &[] };
        desk.landed(stream, *records as u64, *rows as u64, drift);
    }
    if removed > 0 {
        desk.removed(removed as u64);
    }
    Ok(())
}

fn body(record: &Value) -> String {
    record.to_string()
}
