//! The query engine's settings and its helpers.

use std::path::Path;
use std::sync::Arc;

use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::LakeError;
use crate::functions;

/// What footers of Parquet files may take in memory, so that a query does not read them again.
const METADATA_CACHE: usize = 128 << 20;

/// How many queries run at once, and on how many cores each. The sorts of all of them share the memory, and each wants
/// 10 MiB to begin with: a hundred of them at once would get none. More would be no faster either, for a query takes
/// what cores there are.
pub(crate) const TURNS: usize = 4;
const MOST_CORES: usize = 8;

/// Memory, caches and spill files, shared by all queries.
pub(crate) fn runtime(spill: &Path, memory_limit: usize) -> Result<Arc<RuntimeEnv>, LakeError> {
    let disk = DiskManagerBuilder::default().with_mode(DiskManagerMode::Directories(vec![spill.to_owned()]));
    RuntimeEnvBuilder::new()
        .with_disk_manager_builder(disk)
        .with_memory_pool(Arc::new(FairSpillPool::new(memory_limit)))
        .with_metadata_cache_limit(METADATA_CACHE)
        .build_arc()
        .map_err(|error| LakeError::engine("starting the query engine", spill, &error))
}

/// Waits for the turn of a query, which ends when what is returned is dropped.
pub(crate) async fn turn(turns: &Semaphore) -> Option<SemaphorePermit<'_>> {
    // Nobody closes it.
    turns.acquire().await.ok()
}

/// A context to run statements in, without tables.
pub(crate) fn context(runtime: &Arc<RuntimeEnv>) -> SessionContext {
    let mut config = SessionConfig::new()
        .with_information_schema(true)
        .with_create_default_catalog_and_schema(false)
        .with_default_catalog_and_schema(CATALOG, SCHEMA);
    let options = config.options_mut();
    let cores = options.execution.target_partitions;
    options.execution.target_partitions = cores.min(MOST_CORES);
    // Gives wrong results in some releases: https://github.com/apache/datafusion/issues/24816
    options.optimizer.enable_aggregate_dynamic_filter_pushdown = false;
    options.execution.time_zone = Some("UTC".to_owned());
    let context = SessionContext::new_with_config_rt(config, runtime.clone());
    functions::register(&context);
    context
}

/// The names under which `information_schema` shows the tables.
pub(crate) const CATALOG: &str = "weir";
pub(crate) const SCHEMA: &str = "public";

/// A context for statements of our own, with tables registered by name.
pub(crate) fn private(runtime: &Arc<RuntimeEnv>) -> SessionContext {
    let config = SessionConfig::new().with_target_partitions(1);
    SessionContext::new_with_config_rt(config, runtime.clone())
}

/// The same, giving rows in pages.
pub(crate) fn paged(runtime: &Arc<RuntimeEnv>, rows: usize) -> SessionContext {
    let config = SessionConfig::new()
        .with_target_partitions(1)
        .with_batch_size(rows);
    SessionContext::new_with_config_rt(config, runtime.clone())
}
