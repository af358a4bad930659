//! Data files and what the log says about them.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch};
use deltalake_core::kernel::{Add, Remove};
use serde_json::{Map, Value, json};
use weir_model::Time;

use crate::layout::{GENERATION, HOT, INTEGRATION, PARTITION, SEQ, VERSION};

/// One live Parquet file of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DataFile {
    /// Name in the table's folder.
    pub(crate) path: String,
    pub(crate) place: Place,
    pub(crate) size: u64,
    /// When it was written, in milliseconds.
    pub(crate) modified: i64,
    pub(crate) stats: Stats,
}

/// The partition a file belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) generation: i32,
    pub(crate) p: String,
}

impl Place {
    pub(crate) fn hot() -> Self {
        Self {
            generation: 1,
            p: HOT.to_owned(),
        }
    }

    pub(crate) fn base(p: &str) -> Self {
        Self {
            generation: 0,
            p: p.to_owned(),
        }
    }

    pub(crate) fn is_hot(&self) -> bool {
        self.generation > 0
    }

    fn values(&self) -> HashMap<String, Option<String>> {
        HashMap::from([
            (GENERATION.to_owned(), Some(self.generation.to_string())),
            (PARTITION.to_owned(), Some(self.p.clone())),
        ])
    }
}

/// What is known about a file's rows. A range that is absent is not known, so it may hold anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stats {
    pub(crate) rows: u64,
    /// Smallest and largest integration id.
    pub(crate) integrations: Option<(String, String)>,
    pub(crate) seq: Option<(i64, i64)>,
    /// Range of the versions that are set.
    pub(crate) version: Option<(i64, i64)>,
    /// Rows without a version.
    pub(crate) unversioned: Option<u64>,
}

impl Stats {
    /// Takes in the rows of a batch with the columns of a stored table.
    pub(crate) fn add(&mut self, batch: &RecordBatch) {
        self.rows += batch.num_rows() as u64;
        if let Some(column) = batch
            .column_by_name(INTEGRATION)
            .and_then(|c| c.as_string_opt::<i32>())
        {
            for value in column.iter().flatten() {
                let (low, high) = self
                    .integrations
                    .get_or_insert_with(|| (value.to_owned(), value.to_owned()));
                if value < low.as_str() {
                    value.clone_into(low);
                } else if value > high.as_str() {
                    value.clone_into(high);
                }
            }
        }
        if let Some(column) = batch
            .column_by_name(SEQ)
            .and_then(|c| c.as_primitive_opt::<Int64Type>())
        {
            column
                .iter()
                .flatten()
                .for_each(|value| widen(&mut self.seq, value));
        }
        if let Some(column) = batch
            .column_by_name(VERSION)
            .and_then(|c| c.as_primitive_opt::<TimestampMicrosecondType>())
        {
            *self.unversioned.get_or_insert(0) += column.null_count() as u64;
            column
                .iter()
                .flatten()
                .for_each(|value| widen(&mut self.version, value));
        }
    }

    /// Whether rows of the integration may be among them.
    pub(crate) fn may_hold(&self, integration: &str) -> bool {
        self.integrations
            .as_ref()
            .is_none_or(|(low, high)| low.as_str() <= integration && integration <= high.as_str())
    }

    /// Whether all rows are of the integration.
    pub(crate) fn holds_only(&self, integration: &str) -> bool {
        matches!(&self.integrations, Some((low, high)) if low == integration && high == integration)
    }

    /// As the log keeps them. Times have milliseconds there, so the range is widened to whole ones.
    fn to_json(&self) -> String {
        let (mut min, mut max, mut nulls) = (Map::new(), Map::new(), Map::new());
        if let Some((low, high)) = &self.integrations {
            min.insert(INTEGRATION.into(), json!(low));
            max.insert(INTEGRATION.into(), json!(high));
        }
        if let Some((low, high)) = self.seq {
            min.insert(SEQ.into(), json!(low));
            max.insert(SEQ.into(), json!(high));
        }
        if let Some((low, high)) = self.version {
            min.insert(VERSION.into(), json!(milliseconds(low.div_euclid(1000))));
            max.insert(VERSION.into(), json!(milliseconds(high.div_euclid(1000) + 1)));
        }
        if let Some(unversioned) = self.unversioned {
            nulls.insert(VERSION.into(), json!(unversioned));
        }
        json!({"numRecords": self.rows, "minValues": min, "maxValues": max, "nullCount": nulls}).to_string()
    }

    /// Reads what [`Self::to_json`] wrote, also after a checkpoint has reworded it.
    pub(crate) fn from_json(text: &str) -> Option<Self> {
        let stats: Value = serde_json::from_str(text).ok()?;
        let range = |column: &str| Some((stats["minValues"].get(column)?, stats["maxValues"].get(column)?));
        let texts =
            |(low, high): (&Value, &Value)| Some((low.as_str()?.to_owned(), high.as_str()?.to_owned()));
        let numbers = |(low, high): (&Value, &Value)| Some((low.as_i64()?, high.as_i64()?));
        let times = |(low, high): (&Value, &Value)| Some((micros(low.as_str()?)?, micros(high.as_str()?)?));
        Some(Self {
            rows: stats["numRecords"].as_u64()?,
            integrations: range(INTEGRATION).and_then(texts),
            seq: range(SEQ).and_then(numbers),
            version: range(VERSION).and_then(times),
            unversioned: stats["nullCount"][VERSION].as_u64(),
        })
    }
}

fn widen(range: &mut Option<(i64, i64)>, value: i64) {
    let (low, high) = range.get_or_insert((value, value));
    *low = value.min(*low);
    *high = value.max(*high);
}

fn milliseconds(value: i64) -> String {
    Time(value.saturating_mul(1000))
        .utc()
        .to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

fn micros(text: &str) -> Option<i64> {
    let time = Time::parse(text).or_else(|| Time::parse(&format!("{}Z", text.replace(' ', "T"))));
    time.map(|time| time.0)
}

impl DataFile {
    pub(crate) fn add_action(&self, data_change: bool) -> Add {
        Add {
            path: self.path.clone(),
            partition_values: self.place.values(),
            size: i64::try_from(self.size).unwrap_or(i64::MAX),
            modification_time: self.modified,
            data_change,
            stats: Some(self.stats.to_json()),
            tags: None,
            deletion_vector: None,
            base_row_id: None,
            default_row_commit_version: None,
            clustering_provider: None,
        }
    }

    pub(crate) fn remove_action(&self, now: i64, data_change: bool) -> Remove {
        Remove {
            path: self.path.clone(),
            data_change,
            deletion_timestamp: Some(now),
            extended_file_metadata: Some(true),
            partition_values: Some(self.place.values()),
            size: i64::try_from(self.size).ok(),
            tags: None,
            deletion_vector: None,
            base_row_id: None,
            default_row_commit_version: None,
        }
    }
}
