//! The lake: all tables of one data folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use datafusion::execution::runtime_env::RuntimeEnv;
use futures::{StreamExt, TryStreamExt};
use serde_json::json;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use weir_model::{Row, Table};

use crate::append::{Content, Part, append};
use crate::faults::Faults;
use crate::layout::{self, ENTITIES, INTEGRATION, Layout, RAW};
use crate::raw::{RawPages, RawRecord};
use crate::session::{DataScope, Moment, Session};
use crate::table::StoredTable;
use crate::table::commit::write_durably;
use crate::table::fold::{FoldReport, Workshop};
use crate::table::state::State;
use crate::view::{Views, list, literal, register};
use crate::{LakeError, engine};

/// How the lake behaves.
#[derive(Clone, Debug)]
pub struct Options {
    /// Waiting rows at which [`Lake::maintain`] folds a table. A large table waits longer: see `FOLD_SHARE`.
    pub fold_rows: usize,
    /// Waiting files at which [`Lake::maintain`] merges them although they are too few rows to fold.
    pub compact_files: usize,
    /// Size at which a new data file is started.
    pub target_file_bytes: u64,
    /// Waiting files are folded and merged in chunks of so many rows and bytes, which bounds the memory that takes.
    pub chunk_rows: u64,
    /// See `chunk_rows`.
    pub chunk_bytes: u64,
    /// Memory that queries may take together; 1 GiB when not given.
    pub memory_limit: Option<usize>,
    /// How long files that are no longer part of a table are kept for readers outside this process.
    pub grace: Duration,
    /// For tests.
    #[doc(hidden)]
    pub faults: Faults,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            fold_rows: 50_000,
            compact_files: 32,
            target_file_bytes: 64 << 20,
            chunk_rows: 100_000,
            // Documents take up to fifty times that.
            chunk_bytes: 2 << 20,
            memory_limit: None,
            grace: Duration::from_mins(10),
            faults: Faults::default(),
        }
    }
}

/// A table folds when this share of its rows waits, so that loading a large history costs a constant number of
/// rewrites per row.
const FOLD_SHARE: u64 = 8;
/// Documents per page of [`Lake::raw`]: they are large.
const RAW_PAGE: usize = 1024;
const LAKE_FILE: &str = "lake.json";
const LAKE_FORMAT: u64 = 1;
const DELETING_FILE: &str = "deleting.json";

/// What an append wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows and raw records.
    pub rows: u64,
    /// Bytes of data files.
    pub bytes: u64,
}

/// What housekeeping did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Maintenance {
    /// Tables that were folded.
    pub folded: BTreeMap<&'static str, FoldReport>,
    /// Tables whose small waiting files were merged.
    pub compacted: Vec<&'static str>,
    /// Logs that got a checkpoint.
    pub checkpoints: u64,
    /// Files deleted.
    pub deleted_files: u64,
}

/// Size of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableStats {
    /// Its name.
    pub name: &'static str,
    /// Rows, each counted once.
    pub rows: u64,
    /// Bytes of its data files.
    pub bytes: u64,
    /// Number of data files.
    pub files: u64,
    /// Versions of rows that wait for a fold.
    pub hot_rows: u64,
}

type Visible = Arc<RwLock<BTreeMap<&'static str, Arc<State>>>>;

/// All tables of one folder, owned by this process while it lives.
pub struct Lake {
    folder: PathBuf,
    options: Options,
    pub(crate) runtime: Arc<RuntimeEnv>,
    /// Queries that run at once: the others wait for their turn.
    pub(crate) turns: Arc<Semaphore>,
    tables: BTreeMap<&'static str, Arc<StoredTable>>,
    /// The versions that new sessions see. An append to several tables shows in all of them at once.
    visible: Visible,
    views: Arc<Views>,
    /// Integrations whose deletion is under way.
    gone: RwLock<BTreeSet<String>>,
    _lock: File,
}

impl std::fmt::Debug for Lake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lake")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Lake {
    /// Opens the folder, making it when it is not there. Refuses a folder that another process uses, that a newer
    /// version wrote, or whose tables are damaged.
    pub async fn open(folder: &Path, options: Options) -> Result<Arc<Self>, LakeError> {
        std::fs::create_dir_all(folder).map_err(|error| LakeError::io(folder, error))?;
        let folder = folder
            .canonicalize()
            .map_err(|error| LakeError::io(folder, error))?;
        let lock = lock(&folder)?;
        check_lake_file(&folder)?;
        let gone = read_deleting(&folder)?;
        let spill = folder.join("tmp");
        // Spill files of a process that was killed.
        let _ = std::fs::remove_dir_all(&spill);
        std::fs::create_dir_all(&spill).map_err(|error| LakeError::io(&spill, error))?;
        let runtime = engine::runtime(&spill, options.memory_limit.unwrap_or(1 << 30))?;
        let opening = layouts().map(|layout| StoredTable::open(layout, &folder));
        let opened: Vec<StoredTable> = futures::stream::iter(opening).buffered(4).try_collect().await?;
        let tables: BTreeMap<_, _> = opened
            .into_iter()
            .map(|table| (table.layout.name, Arc::new(table)))
            .collect();
        let visible = tables
            .iter()
            .map(|(name, table)| (*name, table.state()))
            .collect();
        Ok(Arc::new(Self {
            folder,
            options,
            runtime,
            turns: Arc::new(Semaphore::new(engine::TURNS)),
            tables,
            visible: Arc::new(RwLock::new(visible)),
            views: Arc::default(),
            gone: RwLock::new(gone),
            _lock: lock,
        }))
    }

    /// Appends rows, whose ids carry their integration, and raw records. All are durable when it returns, and show
    /// in new sessions together. Appending the same again changes nothing.
    pub async fn append(&self, rows: Vec<Row>, raw: Vec<RawRecord>) -> Result<Written, LakeError> {
        let mut by_table: BTreeMap<&'static str, Vec<Row>> = BTreeMap::new();
        for row in rows {
            by_table.entry(row.table.name).or_default().push(row);
        }
        let mut contents: Vec<_> = by_table
            .into_iter()
            .map(|(name, rows)| (name, Content::Rows(rows)))
            .collect();
        if !raw.is_empty() {
            // First: whatever a crash leaves, rows can be made again from the documents.
            contents.insert(0, (RAW.name, Content::Raw(raw)));
        }
        self.append_contents(contents).await
    }

    /// Marks rows as gone upstream. What is appended under their ids later counts again.
    pub async fn remove(&self, table: &'static Table, ids: Vec<String>) -> Result<Written, LakeError> {
        if ids.is_empty() {
            return Ok(Written::default());
        }
        self.append_contents(vec![(table.name, Content::Gone(ids))]).await
    }

    pub(crate) async fn append_contents(
        &self,
        contents: Vec<(&'static str, Content)>,
    ) -> Result<Written, LakeError> {
        let mut parts = Vec::with_capacity(contents.len());
        // Always in the same order (`raw`, then by name), so that two appends never wait for each other.
        for (name, content) in contents {
            let table = self.table(name)?.clone();
            let turn = table.appending.clone().lock_owned().await;
            parts.push(Part { table, content, turn });
        }
        let (faults, target) = (self.options.faults.clone(), self.options.target_file_bytes);
        let visible = self.visible.clone();
        // Runs to its end even when the caller stops waiting.
        let work = spawn_blocking(move || {
            let (written, states) = append(parts, &faults, target)?;
            show(&visible, states);
            Ok(written)
        });
        work.await.map_err(|error| stopped("appending", &error))?
    }

    /// Folds all waiting rows of a table.
    pub async fn fold(&self, table: &str) -> Result<FoldReport, LakeError> {
        let table = self.table(table)?.clone();
        let workshop = self.workshop();
        let visible = self.visible.clone();
        in_background("folding", async move {
            let _turn = table.rewriting.clone().lock_owned().await;
            let mut total = FoldReport::default();
            // What is appended meanwhile waits for the next fold.
            let mut left = table.state().hot_rows();
            while left > 0 {
                let Some((report, state)) = table.fold_chunk(&workshop).await? else {
                    break;
                };
                show(&visible, [(table.layout.name, state)]);
                left = left.saturating_sub(report.rows_in);
                total.add(&report);
            }
            Ok(total)
        })
        .await
    }

    /// Housekeeping, to be called every now and then: continues deletions, folds tables with many waiting rows,
    /// merges small files, writes checkpoints, deletes files that nobody needs.
    pub async fn maintain(&self) -> Result<Maintenance, LakeError> {
        let mut done = Maintenance::default();
        for integration in self.deleting() {
            self.delete_integration(&integration).await?;
        }
        for (name, table) in &self.tables {
            let state = table.state();
            let due = (self.options.fold_rows as u64).max(state.base_rows() / FOLD_SHARE);
            if state.hot_rows() >= due && !state.hot.is_empty() {
                tracing::debug!(table = *name, rows = state.hot_rows(), "folding");
                done.folded.insert(name, self.fold(name).await?);
                tracing::debug!(table = *name, "folded");
            } else if state.hot.len() >= self.options.compact_files.max(2) {
                tracing::debug!(table = *name, rows = state.hot_rows(), "merging");
                let merged = self.compact(table).await?;
                tracing::debug!(table = *name, "merged");
                done.compacted.extend(merged.then_some(*name));
            }
            let grace = self.options.grace;
            let table = table.clone();
            let (checkpoint, deleted) = in_background("tidying", async move {
                let _turn = table.rewriting.clone().lock_owned().await;
                Ok((table.checkpoint().await?, table.vacuum(grace)?))
            })
            .await?;
            done.checkpoints += u64::from(checkpoint);
            done.deleted_files += deleted;
        }
        Ok(done)
    }

    async fn compact(&self, table: &Arc<StoredTable>) -> Result<bool, LakeError> {
        let (table, workshop, visible) = (table.clone(), self.workshop(), self.visible.clone());
        in_background("merging files", async move {
            let _turn = table.rewriting.clone().lock_owned().await;
            let newest = table.compact(&workshop).await?;
            let merged = newest.is_some();
            show(&visible, newest.map(|state| (table.layout.name, state)));
            Ok(merged)
        })
        .await
    }

    /// Deletes all rows and raw records of an integration, from queries at once and from the disk before it
    /// returns. After a crash [`Lake::maintain`] continues it. Returns the number of rows deleted.
    pub async fn delete_integration(&self, integration: &str) -> Result<u64, LakeError> {
        self.begin_deletion(integration)?;
        let mut deleted = 0;
        for table in self.tables.values() {
            deleted += self.delete_from(table.layout.name, integration).await?;
        }
        self.end_deletion(integration)?;
        Ok(deleted)
    }

    /// Takes an integration's rows out of all queries, now and after a restart.
    pub fn begin_deletion(&self, integration: &str) -> Result<(), LakeError> {
        self.set_deleting(integration, true)
    }

    /// Deletes an integration's rows of one table, `raw` included, from the disk. Can be stopped at any moment and
    /// done again. Returns the number of rows deleted.
    pub async fn delete_from(&self, table: &str, integration: &str) -> Result<u64, LakeError> {
        let table = self.table(table)?.clone();
        let (workshop, visible) = (self.workshop(), self.visible.clone());
        let integration = integration.to_owned();
        in_background("deleting rows", async move {
            let _turn = table.rewriting.clone().lock_owned().await;
            let deleted = table.delete_integration(&workshop, &integration).await?;
            show(&visible, [(table.layout.name, table.state())]);
            // Also what a deletion that was interrupted left.
            table.vacuum(Duration::ZERO)?;
            Ok(deleted)
        })
        .await
    }

    /// Forgets that an integration was being deleted, once no table holds a row of it.
    pub fn end_deletion(&self, integration: &str) -> Result<(), LakeError> {
        self.set_deleting(integration, false)
    }

    /// The names of all tables, raw records first.
    pub fn table_names(&self) -> Vec<&'static str> {
        layouts().map(|layout| layout.name).collect()
    }

    /// The version of each table's log: equal versions mean equal rows.
    pub fn versions(&self) -> BTreeMap<&'static str, i64> {
        let visible = self.visible.read().unwrap_or_else(PoisonError::into_inner);
        visible
            .iter()
            .map(|(name, state)| (*name, state.version))
            .collect()
    }

    /// Opens a view of the lake as it is now, narrowed to a scope. Cheap: one per query is fine.
    #[expect(
        clippy::unused_async,
        reason = "a lake on an object store will have to wait here"
    )]
    pub async fn session(&self, scope: &DataScope) -> Result<Session, LakeError> {
        Session::new(self.moment(), scope.clone())
    }

    /// The raw records of an integration, newest version each, in pages.
    pub async fn raw(&self, integration: &str) -> Result<RawPages, LakeError> {
        self.raw_where(&format!("integration_id = {}", literal(integration)))
            .await
    }

    pub(crate) async fn raw_where(&self, condition: &str) -> Result<RawPages, LakeError> {
        let moment = self.moment();
        let pinned = moment
            .states
            .get(RAW.name)
            .cloned()
            .ok_or_else(|| unknown(RAW.name))?;
        let context = engine::paged(&self.runtime, RAW_PAGE);
        register(&context, "raw", moment.current(&RAW).await?)?;
        let failed = |error| crate::session::failed(&error);
        let frame = context
            .sql(&format!("SELECT * FROM raw WHERE {condition}"))
            .await
            .map_err(failed)?;
        let stream = frame.execute_stream().await.map_err(failed)?;
        Ok(RawPages { stream, pinned })
    }

    /// The size of every table, raw records included.
    pub async fn table_stats(&self) -> Result<Vec<TableStats>, LakeError> {
        let moment = self.moment();
        let mut stats = Vec::with_capacity(self.tables.len());
        for layout in layouts() {
            let Some(version) = moment.states.get(layout.name) else {
                continue;
            };
            let rows = if version.hot.is_empty() && moment.gone.is_empty() {
                version.base_rows()
            } else {
                count(&moment, &layout).await?
            };
            stats.push(TableStats {
                name: layout.name,
                rows,
                bytes: version.bytes(),
                files: version.files().count() as u64,
                hot_rows: version.hot_rows(),
            });
        }
        Ok(stats)
    }

    /// Integrations whose deletion has begun and not ended.
    pub fn deleting(&self) -> Vec<String> {
        self.gone
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .cloned()
            .collect()
    }

    fn set_deleting(&self, integration: &str, deleting: bool) -> Result<(), LakeError> {
        let mut gone = self.gone.write().unwrap_or_else(PoisonError::into_inner);
        let changed = if deleting {
            gone.insert(integration.to_owned())
        } else {
            gone.remove(integration)
        };
        if !changed {
            return Ok(());
        }
        let list = json!({"integrations": *gone}).to_string();
        write_durably(&self.folder, &self.folder.join(DELETING_FILE), list.as_bytes())
    }

    pub(crate) fn moment(&self) -> Moment {
        Moment {
            runtime: self.runtime.clone(),
            turns: self.turns.clone(),
            folder: self.folder.clone(),
            states: self
                .visible
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
            gone: self.deleting(),
            views: self.views.clone(),
        }
    }

    fn table(&self, name: &str) -> Result<&Arc<StoredTable>, LakeError> {
        self.tables.get(name).ok_or_else(|| unknown(name))
    }

    fn workshop(&self) -> Workshop {
        Workshop {
            runtime: self.runtime.clone(),
            faults: self.options.faults.clone(),
            target_bytes: self.options.target_file_bytes,
            chunk_rows: self.options.chunk_rows,
            chunk_bytes: self.options.chunk_bytes,
        }
    }
}

fn layouts() -> impl Iterator<Item = Arc<Layout>> {
    std::iter::once(RAW.clone()).chain(ENTITIES.iter().cloned())
}

fn unknown(table: &str) -> LakeError {
    LakeError::UnknownTable {
        table: table.to_owned(),
    }
}

fn stopped(doing: &str, error: &tokio::task::JoinError) -> LakeError {
    LakeError::Engine {
        doing: doing.to_owned(),
        message: error.to_string(),
    }
}

/// Lets new sessions see these versions, unless they see later ones already.
fn show(visible: &Visible, states: impl IntoIterator<Item = (&'static str, Arc<State>)>) {
    let mut visible = visible.write().unwrap_or_else(PoisonError::into_inner);
    for (name, state) in states {
        if visible
            .get(name)
            .is_none_or(|shown| shown.version < state.version)
        {
            visible.insert(name, state);
        }
    }
}

/// Runs work that writes files on a thread that may block, to its end even when the caller stops waiting.
async fn in_background<T: Send + 'static>(
    doing: &str,
    work: impl Future<Output = Result<T, LakeError>> + Send + 'static,
) -> Result<T, LakeError> {
    let handle = Handle::current();
    let done = spawn_blocking(move || handle.block_on(work)).await;
    done.map_err(|error| stopped(doing, &error))?
}

async fn count(moment: &Moment, layout: &Layout) -> Result<u64, LakeError> {
    let context = engine::private(&moment.runtime);
    register(&context, "t", moment.current(layout).await?)?;
    let failed = |error| crate::session::failed(&error);
    let mut sql = "SELECT count(*) FROM t".to_owned();
    if !moment.gone.is_empty() {
        sql = format!("{sql} WHERE {INTEGRATION} NOT IN ({})", list(&moment.gone));
    }
    let frame = context.sql(&sql).await.map_err(failed)?;
    let batches: Vec<RecordBatch> = frame.collect().await.map_err(failed)?;
    let count = batches.first().filter(|batch| batch.num_rows() > 0);
    let count = count.map_or(0, |batch| batch.column(0).as_primitive::<Int64Type>().value(0));
    Ok(u64::try_from(count).unwrap_or(0))
}

fn lock(folder: &Path) -> Result<File, LakeError> {
    let path = folder.join("lake.lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path);
    let file = file.map_err(|error| LakeError::io(&path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(LakeError::Busy {
            path: folder.to_owned(),
        }),
        Err(TryLockError::Error(error)) => Err(LakeError::io(&path, error)),
    }
}

/// The folder's own version mark.
fn check_lake_file(folder: &Path) -> Result<(), LakeError> {
    let path = folder.join(LAKE_FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let mark = json!({"format": LAKE_FORMAT}).to_string();
            return write_durably(folder, &path, mark.as_bytes());
        }
        Err(error) => return Err(LakeError::io(&path, error)),
    };
    let format = serde_json::from_str::<serde_json::Value>(&text)
        .ok()
        .and_then(|mark| mark["format"].as_u64());
    match format {
        Some(format) if format <= LAKE_FORMAT => Ok(()),
        Some(format) => Err(LakeError::Newer {
            table: "lake".to_owned(),
            path: LAKE_FILE.to_owned(),
            message: format!("its format is {format}, this version knows up to {LAKE_FORMAT}"),
            hint: "install the version that wrote it, or a later one".to_owned(),
        }),
        None => Err(LakeError::Damaged {
            table: "lake".to_owned(),
            path: LAKE_FILE.to_owned(),
            message: "it does not say its format".to_owned(),
            hint: format!("write {} into it", json!({"format": LAKE_FORMAT})),
        }),
    }
}

fn read_deleting(folder: &Path) -> Result<BTreeSet<String>, LakeError> {
    let path = folder.join(DELETING_FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(LakeError::io(&path, error)),
    };
    let list = serde_json::from_str::<serde_json::Value>(&text).unwrap_or_default();
    let list = list["integrations"].as_array().cloned().unwrap_or_default();
    Ok(list
        .iter()
        .filter_map(|id| Some(id.as_str()?.to_owned()))
        .collect())
}

/// The columns that queries see of a table, for documentation.
pub fn visible_columns(table: &str) -> Option<Vec<arrow_schema::FieldRef>> {
    layout::find(table).map(|layout| layout.columns.clone())
}
