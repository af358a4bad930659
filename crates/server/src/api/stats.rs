//! How many rows each integration has, and of which time. Asked often and answered from memory: a table is counted
//! again when it has changed, but a table that keeps changing takes at most a tenth of the time for being counted.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch};
use tokio::sync::Mutex;
use weir_lake::{DataScope, Lake, LakeError};
use weir_model::{TABLES, Table, Time};

use weir_lake::questions;

/// Pause after a count, in multiples of the time it took.
const PAUSE: u32 = 10;

/// Rows of one integration in one table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) rows: u64,
    pub(crate) oldest: Option<Time>,
    pub(crate) newest: Option<Time>,
}

type ByIntegration = BTreeMap<String, Count>;

struct Counted {
    version: i64,
    at: Instant,
    took: Duration,
    counts: ByIntegration,
}

/// The counts that are known.
#[derive(Default)]
pub(crate) struct Stats {
    tables: Mutex<BTreeMap<&'static str, Counted>>,
}

impl Stats {
    /// Rows of each integration in all tables.
    pub(crate) async fn rows_by_integration(&self, lake: &Lake) -> Result<BTreeMap<String, u64>, LakeError> {
        let mut rows = BTreeMap::<String, u64>::new();
        for counts in self.counts(lake).await?.values() {
            for (integration, count) in counts {
                *rows.entry(integration.clone()).or_default() += count.rows;
            }
        }
        Ok(rows)
    }

    /// Rows of one integration by table.
    pub(crate) async fn of(
        &self,
        lake: &Lake,
        integration: &str,
    ) -> Result<BTreeMap<&'static str, Count>, LakeError> {
        let counts = self.counts(lake).await?;
        Ok(counts
            .into_iter()
            .map(|(table, counts)| (table, counts.get(integration).copied().unwrap_or_default()))
            .collect())
    }

    async fn counts(&self, lake: &Lake) -> Result<BTreeMap<&'static str, ByIntegration>, LakeError> {
        let mut known = self.tables.lock().await;
        let versions = lake.versions();
        for table in TABLES {
            let Some(&version) = versions.get(table.name) else {
                continue;
            };
            let fresh =
                |counted: &Counted| counted.version == version || counted.at.elapsed() < counted.took * PAUSE;
            if !known.get(table.name).is_some_and(fresh) {
                let start = Instant::now();
                let counts = count(lake, table).await?;
                known.insert(
                    table.name,
                    Counted {
                        version,
                        at: Instant::now(),
                        took: start.elapsed(),
                        counts,
                    },
                );
            }
        }
        Ok(known
            .iter()
            .map(|(table, counted)| (*table, counted.counts.clone()))
            .collect())
    }
}

async fn count(lake: &Lake, table: &Table) -> Result<ByIntegration, LakeError> {
    let batches = lake
        .session(&DataScope::default())
        .await?
        .sql(&questions::counts(table))
        .await?;
    Ok(batches.iter().flat_map(read).collect())
}

fn read(batch: &RecordBatch) -> Vec<(String, Count)> {
    let integrations = batch.column(0).as_string::<i32>();
    let rows = batch.column(1).as_primitive::<Int64Type>();
    let time = |column: usize, row: usize| {
        let times = batch
            .column(column)
            .as_primitive_opt::<TimestampMicrosecondType>()?;
        times.is_valid(row).then(|| Time(times.value(row)))
    };
    (0..batch.num_rows())
        .map(|row| {
            let count = Count {
                rows: u64::try_from(rows.value(row)).unwrap_or_default(),
                oldest: time(2, row),
                newest: time(3, row),
            };
            (integrations.value(row).to_owned(), count)
        })
        .collect()
}
