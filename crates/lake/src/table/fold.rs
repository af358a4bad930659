//! Folding: waiting rows become the newest version of their key in the partition of their creation time.
//!
//! One atomic commit per chunk of waiting files, oldest first. Only files that hold an older version of a waiting
//! row are rewritten, wherever they are: a row whose creation time changes leaves its old partition.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::compute::{filter_record_batch, take_record_batch};
use datafusion::datasource::MemTable;
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
use crate::view::{ranked, register};

/// A chunk ends after this many rows or bytes, which bounds the memory of a fold: it takes twenty times the bytes.
const CHUNK_ROWS: u64 = 100_000;
const CHUNK_BYTES: u64 = 8 << 20;
/// This many small files in a partition are merged when the partition is written anyway.
const SMALL_FILES: usize = 4;

/// What rewriting files needs.
#[derive(Clone, Debug)]
pub(crate) struct Workshop {
    pub(crate) runtime: Arc<RuntimeEnv>,
    pub(crate) faults: Faults,
    pub(crate) target_bytes: u64,
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
struct Winner {
    /// Whether it was deleted; whatever came before that is void.
    deleted: bool,
    /// Version and arrival of the newest version since.
    live: Option<(i64, i64)>,
}

/// What a chunk changes in the folded files.
#[derive(Default)]
struct Effect {
    /// Rows to add, by partition.
    fresh: BTreeMap<String, Vec<RecordBatch>>,
    /// Keys that leave a partition.
    gone: BTreeMap<String, Vec<String>>,
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
        let chunk = chunk(&state.hot);
        if chunk.is_empty() {
            return Ok(None);
        }
        let mut effect = Effect::default();
        let mut winners = self.winners(workshop, &chunk).await?;
        self.compare(workshop, &state, &mut winners, &mut effect).await?;
        self.gather(workshop, &state, &chunk, &winners, &mut effect)
            .await?;
        drop(winners);

        let mut pending = self.pending();
        let mut change = Change {
            add: Vec::new(),
            remove: chunk.clone(),
            data: true,
        };
        let partitions: BTreeSet<String> = effect.fresh.keys().chain(effect.gone.keys()).cloned().collect();
        for p in partitions {
            let old = replaced(workshop, &state, &p, &effect.touched);
            let fresh = effect.fresh.remove(&p).unwrap_or_default();
            let gone = effect.gone.remove(&p).unwrap_or_default();
            let rows = self.merged(workshop, &state.schema, &old, fresh, gone).await?;
            change.add.extend(
                self.write(workshop, rows, &state.schema, Place::base(&p), &mut pending)
                    .await?,
            );
            change.remove.extend(old);
        }
        let report = FoldReport {
            rows_in: chunk.iter().map(|file| file.stats.rows).sum(),
            rows_out: change.add.iter().map(|file| file.stats.rows).sum(),
            bytes: change.add.iter().map(|file| file.size).sum(),
            files_written: change.add.len() as u64,
            files_replaced: change.remove.len() as u64,
        };
        let state = self.swap(workshop, &change, pending, "fold")?;
        Ok(Some((report, state)))
    }

    /// Merges the waiting files into larger ones, keeping what a fold would need of them. The caller holds `rewriting`.
    pub(crate) async fn compact(&self, workshop: &Workshop) -> Result<Arc<State>, LakeError> {
        let state = self.state();
        let context = engine::private(&workshop.runtime);
        register(
            &context,
            "hot",
            Arc::new(FileList::new(&self.folder, state.schema.clone(), &state.hot)?),
        )?;
        let sql = format!(
            "SELECT {} FROM ({}) WHERE _rank = 1 OR {SEQ} = _gone ORDER BY {SEQ}",
            names(&state.schema),
            ranked("hot")
        );
        let rows = self.query(&context, &sql).await?;
        let mut pending = self.pending();
        // A fold takes whole files.
        let workshop = &Workshop {
            target_bytes: workshop.target_bytes.min(CHUNK_BYTES),
            ..workshop.clone()
        };
        let change = Change {
            add: self
                .write(workshop, rows, &state.schema, Place::hot(), &mut pending)
                .await?,
            remove: state.hot.clone(),
            data: false,
        };
        self.swap(workshop, &change, pending, "compact")
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
    async fn winners(
        &self,
        workshop: &Workshop,
        chunk: &[Arc<DataFile>],
    ) -> Result<HashMap<Box<str>, Winner>, LakeError> {
        let mut winners: HashMap<Box<str>, Winner> = HashMap::new();
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
                            deleted: true,
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
        winners: &mut HashMap<Box<str>, Winner>,
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
                    if !winner.deleted && version_at(versions, row) > waiting {
                        winners.remove(id);
                    } else {
                        effect
                            .gone
                            .entry(file.place.p.clone())
                            .or_default()
                            .push(id.to_owned());
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
        winners: &HashMap<Box<str>, Winner>,
        effect: &mut Effect,
    ) -> Result<(), LakeError> {
        let columns: Vec<&str> = state
            .schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .collect();
        let mut rows = self.scan(workshop, chunk, &state.schema, &columns).await?;
        while let Some(batch) = rows.next().await {
            let batch = batch.map_err(|error| self.engine("folding", &error))?;
            let (Some(ids), Some(seqs)) = (batch.column_by_name(ID), batch.column_by_name(SEQ)) else {
                continue;
            };
            let ids = ids.as_string::<i32>().iter();
            let seqs = seqs.as_primitive::<Int64Type>().iter();
            let wins = ids.zip(seqs).map(|(id, seq)| {
                let winner = winners.get(id.unwrap_or_default());
                Some(winner.is_some_and(|winner| winner.live.map(|(_, seq)| seq) == seq))
            });
            let mask: BooleanArray = wins.collect();
            let batch = filter_record_batch(&batch, &mask).map_err(|error| self.engine("folding", &error))?;
            for (p, rows) in split(&self.layout, &batch).map_err(|error| self.engine("folding", &error))? {
                effect.fresh.entry(p).or_default().push(rows);
            }
        }
        Ok(())
    }

    async fn merged(
        &self,
        workshop: &Workshop,
        schema: &SchemaRef,
        old: &[Arc<DataFile>],
        fresh: Vec<RecordBatch>,
        gone: Vec<String>,
    ) -> Result<SendableRecordBatchStream, LakeError> {
        let context = engine::private(&workshop.runtime);
        let failed = |error: DataFusionError| self.engine("folding", &error);
        let fresh = MemTable::try_new(schema.clone(), vec![fresh]).map_err(failed)?;
        register(&context, "fresh", Arc::new(fresh))?;
        let mut sql = format!("SELECT {} FROM fresh", names(schema));
        if !old.is_empty() {
            register(
                &context,
                "old",
                Arc::new(FileList::new(&self.folder, schema.clone(), old)?),
            )?;
            register(&context, "gone", Arc::new(ids(gone).map_err(failed)?))?;
            sql = format!(
                "SELECT {} FROM old WHERE NOT EXISTS (SELECT 1 FROM gone WHERE gone.{ID} = old.{ID}) UNION ALL {sql}",
                names(schema)
            );
        }
        let created = self
            .layout
            .created()
            .map(|column| format!("\"{column}\", "))
            .unwrap_or_default();
        self.query(&context, &format!("SELECT * FROM ({sql}) ORDER BY {created}{ID}"))
            .await
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

    async fn scan(
        &self,
        workshop: &Workshop,
        files: &[Arc<DataFile>],
        schema: &SchemaRef,
        columns: &[&str],
    ) -> Result<SendableRecordBatchStream, LakeError> {
        let context = engine::private(&workshop.runtime);
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

/// The files of a partition that a fold replaces: those that lose a key, and small ones when there are many.
fn replaced(workshop: &Workshop, state: &State, p: &str, touched: &BTreeSet<String>) -> Vec<Arc<DataFile>> {
    let of_partition = || state.base.iter().filter(|file| file.place.p == p);
    let small = |file: &Arc<DataFile>| file.size < workshop.target_bytes / 4;
    let merge = of_partition().filter(|file| small(file)).count() >= SMALL_FILES;
    of_partition()
        .filter(|file| touched.contains(&file.path) || (merge && small(file)))
        .cloned()
        .collect()
}

/// The oldest waiting files, up to the size of a chunk and at least one.
fn chunk(hot: &[Arc<DataFile>]) -> Vec<Arc<DataFile>> {
    let (mut rows, mut bytes) = (0, 0);
    let fits = |file: &&Arc<DataFile>| {
        let first = rows == 0;
        rows += file.stats.rows;
        bytes += file.size;
        first || (rows <= CHUNK_ROWS && bytes <= CHUNK_BYTES)
    };
    hot.iter().take_while(fits).cloned().collect()
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

fn ids(ids: Vec<String>) -> Result<MemTable, DataFusionError> {
    let schema = Arc::new(Schema::new(vec![Field::new(ID, DataType::Utf8, true)]));
    let column: ArrayRef = Arc::new(StringArray::from(ids));
    MemTable::try_new(
        schema.clone(),
        vec![vec![RecordBatch::try_new(schema, vec![column])?]],
    )
}

pub(super) fn names(schema: &Schema) -> String {
    let names = schema
        .fields()
        .iter()
        .map(|field| format!("\"{}\"", field.name()));
    names.collect::<Vec<_>>().join(", ")
}
