//! Folding: waiting rows become the newest version of their key in the partition of their creation time.
//!
//! One atomic commit per chunk of waiting files, oldest first. Only files that hold an older version of a waiting
//! row are rewritten, wherever they are: a row whose creation time changes leaves its old partition.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, UInt32Array};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use datafusion::arrow::compute::{filter_record_batch, take_record_batch};
use datafusion::error::DataFusionError;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::physical_plan::SendableRecordBatchStream;
use datafusion::prelude::SessionContext;
use futures::{StreamExt, TryStreamExt};
use weir_model::Time;

use super::StoredTable;
use super::commit::Change;
use super::file::{DataFile, Place};
use super::pending::Pending;
use super::state::State;
use super::writer::Writer;
use crate::LakeError;
use crate::engine;
use crate::faults::Faults;
use crate::layout::{ALL, DELETED, ID, INTEGRATION, Layout, NONE, Partition, SEQ, VERSION};
use crate::scan::FileList;

/// This many small files in a partition are merged when the partition is written anyway.
const SMALL_FILES: usize = 4;
/// Files that are merged at once: of each, a part is in memory.
const MOST_MERGED: usize = 8;
/// Rows of a table, documents included, that are looked at together.
pub(super) const PAGE: usize = 1024;

/// What rewriting files needs.
#[derive(Clone, Debug)]
pub(crate) struct Workshop {
    pub(crate) runtime: Arc<RuntimeEnv>,
    pub(crate) faults: Faults,
    pub(crate) target_bytes: u64,
    /// A chunk of waiting files ends after this many rows or bytes, which bounds the memory that rewriting takes.
    pub(crate) chunk_rows: u64,
    pub(crate) chunk_bytes: u64,
}

impl Workshop {
    /// The oldest of waiting files, up to the size of a chunk and at least one.
    pub(super) fn chunk<'a>(&self, hot: &'a [Arc<DataFile>]) -> &'a [Arc<DataFile>] {
        let (mut rows, mut bytes) = (0, 0);
        let fits = |file: &&Arc<DataFile>| {
            let first = rows == 0;
            rows += file.stats.rows;
            bytes += file.size;
            first || (rows <= self.chunk_rows && bytes <= self.chunk_bytes)
        };
        &hot[..hot.iter().take_while(fits).count()]
    }
}

/// What a fold did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoldReport {
    /// Versions of rows that waited.
    pub rows_in: u64,
    /// Rows in the files written.
    pub rows_out: u64,
    /// Bytes written.
    pub bytes: u64,
    /// Files written and files replaced.
    pub files_written: u64,
    /// Files that left the table.
    pub files_replaced: u64,
}

impl FoldReport {
    fn of(chunk: &[Arc<DataFile>], change: &Change) -> Self {
        Self {
            rows_in: chunk.iter().map(|file| file.stats.rows).sum(),
            rows_out: change.add.iter().map(|file| file.stats.rows).sum(),
            bytes: change.add.iter().map(|file| file.size).sum(),
            files_written: change.add.len() as u64,
            files_replaced: change.remove.len() as u64,
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.rows_in += other.rows_in;
        self.rows_out += other.rows_out;
        self.bytes += other.bytes;
        self.files_written += other.files_written;
        self.files_replaced += other.files_replaced;
    }
}

/// What waits for a key.
#[derive(Default)]
pub(super) struct Winner {
    /// Arrival of its last deletion; whatever came before that is void.
    pub(super) gone: Option<i64>,
    /// Version and arrival of the newest version since.
    pub(super) live: Option<(i64, i64)>,
}

pub(super) type Winners = HashMap<Box<str>, Winner>;

/// What a chunk changes in the folded files.
#[derive(Default)]
struct Effect {
    /// Rows to add, by partition.
    fresh: BTreeMap<String, Vec<RecordBatch>>,
    /// Keys that leave a partition.
    gone: BTreeMap<String, HashSet<String>>,
    /// Folded files that hold such a key.
    touched: BTreeSet<String>,
}

impl StoredTable {
    /// Folds one chunk of the waiting files. The caller holds `rewriting`.
    pub(crate) async fn fold_chunk(
        &self,
        workshop: &Workshop,
    ) -> Result<Option<(FoldReport, Arc<State>)>, LakeError> {
        let state = self.state();
        let chunk = workshop.chunk(&state.hot);
        if chunk.is_empty() {
            return Ok(None);
        }
        let mut effect = Effect::default();
        let mut winners = self.winners(workshop, chunk).await?;
        self.compare(workshop, &state, &mut winners, &mut effect).await?;
        self.gather(workshop, &state, chunk, &winners, &mut effect)
            .await?;
        drop(winners);

        let mut pending = self.pending();
        let mut change = Change {
            add: Vec::new(),
            remove: chunk.to_vec(),
            data: true,
        };
        let partitions: BTreeSet<String> = effect.fresh.keys().chain(effect.gone.keys()).cloned().collect();
        for p in partitions {
            let (together, alone) = replaced(workshop, &state, &p, &effect.touched);
            let fresh = effect.fresh.remove(&p).unwrap_or_default();
            let gone = Arc::new(effect.gone.remove(&p).unwrap_or_default());
            let place = Place::base(&p);
            for file in &alone {
                let rows = self.without(workshop, &state.schema, file, &gone).await?;
                let files = self.write(workshop, rows, &state.schema, place.clone(), &mut pending);
                change.add.extend(files.await?);
            }
            let rows = self.merged(workshop, &state.schema, &together, fresh, &gone);
            if let Some(rows) = rows.await? {
                let files = self.write(workshop, rows, &state.schema, place, &mut pending);
                change.add.extend(files.await?);
            }
            change.remove.extend(together.into_iter().chain(alone));
        }
        let report = FoldReport::of(chunk, &change);
        let state = self.swap(workshop, &change, pending, "fold")?;
        Ok(Some((report, state)))
    }

    /// Commits files that take the place of others.
    pub(super) fn swap(
        &self,
        workshop: &Workshop,
        change: &Change,
        pending: Pending,
        what: &str,
    ) -> Result<Arc<State>, LakeError> {
        if let Err(stopped) = workshop.faults.reach(&format!("{what}.written")) {
            pending.keep();
            return Err(stopped);
        }
        let state = self.commit(change)?;
        pending.keep();
        workshop.faults.reach(&format!("{what}.committed"))?;
        Ok(state)
    }

    /// The newest version of each key among the waiting rows.
    pub(super) async fn winners(
        &self,
        workshop: &Workshop,
        chunk: &[Arc<DataFile>],
    ) -> Result<Winners, LakeError> {
        let mut winners = Winners::new();
        // File by file, because the order of arrival matters around a deletion.
        for file in chunk {
            let one = std::slice::from_ref(file);
            let mut rows = self
                .scan(workshop, one, &self.layout.schema, &[ID, VERSION, SEQ, DELETED])
                .await?;
            while let Some(batch) = rows.next().await {
                let batch = batch.map_err(|error| self.engine("folding", &error))?;
                let versions = batch.column(1).as_primitive::<TimestampMicrosecondType>();
                let seqs = batch.column(2).as_primitive::<Int64Type>();
                let deleted = batch.column(3).as_boolean();
                for (row, id) in batch.column(0).as_string::<i32>().iter().enumerate() {
                    let winner = winners.entry(id.unwrap_or_default().into()).or_default();
                    let candidate = (version_at(versions, row), seqs.value(row));
                    if deleted.is_valid(row) && deleted.value(row) {
                        *winner = Winner {
                            gone: Some(seqs.value(row)),
                            live: None,
                        };
                    } else if winner.live.is_none_or(|live| live <= candidate) {
                        winner.live = Some(candidate);
                    }
                }
            }
        }
        Ok(winners)
    }

    /// Looks every winner up in the folded files: later versions there stay and the winner goes; the others leave.
    async fn compare(
        &self,
        workshop: &Workshop,
        state: &State,
        winners: &mut Winners,
        effect: &mut Effect,
    ) -> Result<(), LakeError> {
        for file in &state.base {
            let one = std::slice::from_ref(file);
            let mut rows = self
                .scan(workshop, one, &self.layout.schema, &[ID, VERSION])
                .await?;
            while let Some(batch) = rows.next().await {
                let batch = batch.map_err(|error| self.engine("folding", &error))?;
                let versions = batch.column(1).as_primitive::<TimestampMicrosecondType>();
                for (row, id) in batch.column(0).as_string::<i32>().iter().enumerate() {
                    let id = id.unwrap_or_default();
                    let Some(winner) = winners.get(id) else { continue };
                    let waiting = winner.live.map_or(i64::MIN, |(version, _)| version);
                    if winner.gone.is_none() && version_at(versions, row) > waiting {
                        winners.remove(id);
                    } else {
                        effect
                            .gone
                            .entry(file.place.p.clone())
                            .or_default()
                            .insert(id.to_owned());
                        effect.touched.insert(file.path.clone());
                    }
                }
            }
        }
        Ok(())
    }

    /// Reads the winners' rows and sorts them into partitions. Tombstones end here.
    async fn gather(
        &self,
        workshop: &Workshop,
        state: &State,
        chunk: &[Arc<DataFile>],
        winners: &Winners,
        effect: &mut Effect,
    ) -> Result<(), LakeError> {
        let live = |winner: &Winner, seq| winner.live.is_some_and(|(_, live)| live == seq);
        let mut rows = self.rows(workshop, chunk, &state.schema).await?;
        while let Some(batch) = rows.next().await {
            let parts = batch.and_then(|batch| split(&self.layout, &pick(&batch, winners, live)?));
            for (p, rows) in parts.map_err(|error| self.engine("folding", &error))? {
                effect.fresh.entry(p).or_default().push(rows);
            }
        }
        Ok(())
    }

    pub(super) async fn query(
        &self,
        context: &SessionContext,
        sql: &str,
    ) -> Result<SendableRecordBatchStream, LakeError> {
        let failed = |error: DataFusionError| self.engine("rewriting files", &error);
        context
            .sql(sql)
            .await
            .map_err(failed)?
            .execute_stream()
            .await
            .map_err(failed)
    }

    /// Files with all their columns, in pages. Several files come in no particular order.
    pub(super) async fn rows(
        &self,
        workshop: &Workshop,
        files: &[Arc<DataFile>],
        schema: &SchemaRef,
    ) -> Result<SendableRecordBatchStream, LakeError> {
        let names = schema.fields().iter().map(|field| field.name().as_str());
        let context = engine::paged(&workshop.runtime, PAGE);
        self.scan_in(&context, files, schema, &names.collect::<Vec<_>>())
            .await
    }

    async fn scan(
        &self,
        workshop: &Workshop,
        files: &[Arc<DataFile>],
        schema: &SchemaRef,
        columns: &[&str],
    ) -> Result<SendableRecordBatchStream, LakeError> {
        self.scan_in(&engine::private(&workshop.runtime), files, schema, columns)
            .await
    }

    async fn scan_in(
        &self,
        context: &SessionContext,
        files: &[Arc<DataFile>],
        schema: &SchemaRef,
        columns: &[&str],
    ) -> Result<SendableRecordBatchStream, LakeError> {
        let failed = |error: DataFusionError| self.engine("reading files", &error);
        let files = FileList::new(&self.folder, schema.clone(), files)?;
        let frame = context.read_table(Arc::new(files)).map_err(failed)?;
        let frame = frame.select_columns(columns).map_err(failed)?;
        frame.execute_stream().await.map_err(failed)
    }

    /// Writes rows as files of one partition.
    pub(super) async fn write(
        &self,
        workshop: &Workshop,
        rows: SendableRecordBatchStream,
        schema: &SchemaRef,
        place: Place,
        pending: &mut Pending,
    ) -> Result<Vec<Arc<DataFile>>, LakeError> {
        let mut writer = Writer::new(
            &self.folder,
            schema.clone(),
            place,
            workshop.target_bytes,
            pending,
        );
        let mut rows = rows.map_err(|error| self.engine("rewriting files", &error));
        while let Some(batch) = rows.next().await {
            writer.write(&batch?)?;
        }
        writer.finish()
    }
}

type Files = Vec<Arc<DataFile>>;

/// The files of a partition that a fold replaces: small ones are merged when they lose a key or there are many of them,
/// others that lose a key are written again for themselves.
fn replaced(workshop: &Workshop, state: &State, p: &str, touched: &BTreeSet<String>) -> (Files, Files) {
    let of_partition = || state.base.iter().filter(|file| file.place.p == p);
    let is_small = |file: &Arc<DataFile>| file.size < workshop.target_bytes / 4;
    let many = of_partition().filter(|file| is_small(file)).count() >= SMALL_FILES;
    let (mut together, mut alone) = (Files::new(), Files::new());
    for file in of_partition() {
        let loses = touched.contains(&file.path);
        if is_small(file) && (many || loses) && together.len() < MOST_MERGED {
            together.push(file.clone());
        } else if loses {
            alone.push(file.clone());
        }
    }
    (together, alone)
}

/// The rows of a batch that the winner of their key, asked with their arrival, keeps.
pub(super) fn pick(
    batch: &RecordBatch,
    winners: &Winners,
    keeps: impl Fn(&Winner, i64) -> bool,
) -> Result<RecordBatch, ArrowError> {
    let ids = column(batch, ID)?.as_string::<i32>().iter();
    let seqs = column(batch, SEQ)?.as_primitive::<Int64Type>().iter();
    let kept = ids.zip(seqs).map(|(id, seq)| {
        let winner = winners.get(id.unwrap_or_default());
        Some(winner.zip(seq).is_some_and(|(winner, seq)| keeps(winner, seq)))
    });
    filter_record_batch(batch, &kept.collect::<BooleanArray>())
}

pub(super) fn column<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a ArrayRef, ArrowError> {
    let found = batch.column_by_name(name);
    found.ok_or_else(|| ArrowError::SchemaError(format!("the column `{name}` is missing")))
}

/// A missing version is older than any.
fn version_at(versions: &arrow_array::TimestampMicrosecondArray, row: usize) -> i64 {
    if versions.is_valid(row) {
        versions.value(row)
    } else {
        i64::MIN
    }
}

/// The rows of each partition.
fn split(layout: &Layout, batch: &RecordBatch) -> Result<Vec<(String, RecordBatch)>, DataFusionError> {
    let mut rows: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let column = |name: &str| batch.column_by_name(name);
    let all = 0..u32::try_from(batch.num_rows()).unwrap_or(u32::MAX);
    match layout.partition {
        Partition::All => {
            rows.insert(ALL.to_owned(), all.collect());
        }
        Partition::Month(name) => {
            let times = column(name).and_then(|c| c.as_primitive_opt::<TimestampMicrosecondType>());
            for row in all {
                let time = times
                    .filter(|times| times.is_valid(row as usize))
                    .map(|times| times.value(row as usize));
                let p = time.map_or_else(|| NONE.to_owned(), |time| Time(time).month());
                rows.entry(p).or_default().push(row);
            }
        }
        Partition::Integration => {
            let ids = column(INTEGRATION).and_then(|c| c.as_string_opt::<i32>());
            for row in all {
                let id = ids
                    .filter(|ids| ids.is_valid(row as usize))
                    .map(|ids| ids.value(row as usize));
                rows.entry(id.unwrap_or(NONE).to_owned()).or_default().push(row);
            }
        }
    }
    rows.retain(|_, rows| !rows.is_empty());
    let parts = rows
        .into_iter()
        .map(|(p, rows)| Ok((p, take_record_batch(batch, &UInt32Array::from(rows))?)));
    parts.collect()
}

pub(super) fn names(schema: &Schema) -> String {
    let names = schema
        .fields()
        .iter()
        .map(|field| format!("\"{}\"", field.name()));
    names.collect::<Vec<_>>().join(", ")
}
