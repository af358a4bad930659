//! Upstream documents as they came.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::TimestampMicrosecondType;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow_schema::ArrowError;
use datafusion::error::DataFusionError;
use datafusion::physical_plan::SendableRecordBatchStream;
use futures::StreamExt;
use weir_model::Time;

use crate::LakeError;
use crate::layout::RAW;
use crate::session::{failed, plain};
use crate::view::literal;

/// One upstream document.
#[derive(Clone, Debug, PartialEq)]
pub struct RawRecord {
    /// Id of the integration it came through.
    pub integration: String,
    /// The stream it is of.
    pub stream: String,
    /// Key of the parent whose page it was on; empty for streams without parents.
    pub partition: String,
    /// That parent's name, for people.
    pub partition_name: String,
    /// Its natural key within stream and partition.
    pub key: String,
    /// When the upstream changed it last, if it says so.
    pub updated: Option<Time>,
    /// When it was fetched: of two versions the one fetched later is current.
    pub fetched: Time,
    /// The document, JSON.
    pub body: String,
}

/// Which raw records are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawMatch {
    /// Those of that natural key.
    Key(String),
    /// Those whose key, or its last part, begins with that text.
    Tail(String),
    /// Those of that number in the partition of that name, regardless of the name's case.
    Numbered {
        /// Name of the partition.
        partition: String,
        /// The number.
        number: String,
    },
    /// Those that define something of that name.
    Named(String),
    /// Those whose document holds that text.
    Mentions(String),
}

impl RawMatch {
    /// The condition on the table of raw records.
    pub(crate) fn condition(&self) -> String {
        let like = |before: &str, text: &str, after: &str| {
            let text = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            literal(&format!("{before}{text}{after}"))
        };
        match self {
            Self::Key(key) => format!("key = {}", literal(key)),
            Self::Tail(text) => format!(
                "(key LIKE {} OR key LIKE {})",
                like("", text, "%"),
                like("%/", text, "%")
            ),
            Self::Numbered { partition, number } => format!(
                "lower(partition_name) = {} AND (key = {} OR key LIKE {})",
                literal(&partition.to_lowercase()),
                literal(number),
                like("%/", number, "")
            ),
            Self::Named(name) => {
                let name = serde_json::Value::from(name.as_str()).to_string();
                format!(
                    "(body LIKE {} OR body LIKE {})",
                    like("%\"full_name\":", &name, "%"),
                    like("%\"path_with_namespace\":", &name, "%")
                )
            }
            Self::Mentions(text) => format!("body LIKE {}", like("%", text, "%")),
        }
    }
}

/// Separates the parts of a raw record's key: no JSON text or URL holds it unescaped.
const SEPARATOR: char = '\u{1f}';

pub(crate) fn key(integration: &str, stream: &str, partition: &str, key: &str) -> String {
    [integration, stream, partition, key].join(&SEPARATOR.to_string())
}

/// The integration in front of a key.
pub(crate) fn integration_of(key: &str) -> &str {
    key.split_once(SEPARATOR)
        .map_or("", |(integration, _)| integration)
}

/// The records' own columns, in the layout's order.
pub(crate) fn columns(records: &[RawRecord]) -> Vec<ArrayRef> {
    let text = |of: fn(&RawRecord) -> &str| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(records.iter().map(of)))
    };
    let time = |of: fn(&RawRecord) -> Option<Time>| -> ArrayRef {
        let times = records.iter().map(|record| of(record).map(|time| time.0));
        Arc::new(times.collect::<TimestampMicrosecondArray>().with_timezone("UTC"))
    };
    let ids = records
        .iter()
        .map(|r| key(&r.integration, &r.stream, &r.partition, &r.key));
    vec![
        Arc::new(StringArray::from_iter_values(ids)),
        text(|record| &record.stream),
        text(|record| &record.partition),
        text(|record| &record.partition_name),
        text(|record| &record.key),
        time(|record| record.updated),
        time(|record| Some(record.fetched)),
        text(|record| &record.body),
        text(|record| &record.integration),
    ]
}

/// The newest version of each record, page by page.
pub struct RawPages {
    pub(crate) stream: SendableRecordBatchStream,
    /// Keeps the files from being deleted while they are read.
    pub(crate) pinned: Arc<crate::table::state::State>,
}

impl RawPages {
    /// The next page, in no particular order; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<Vec<RawRecord>>, LakeError> {
        let Some(batch) = self.stream.next().await else {
            return Ok(None);
        };
        let batch = plain(&batch.map_err(|error| failed(&error))?)?;
        records(&batch)
            .map(Some)
            .map_err(|error| failed(&DataFusionError::from(error)))
    }
}

impl std::fmt::Debug for RawPages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RawPages")
            .field("version", &self.pinned.version)
            .finish_non_exhaustive()
    }
}

fn records(batch: &RecordBatch) -> Result<Vec<RawRecord>, ArrowError> {
    let column = |name: &str| {
        let missing = || ArrowError::SchemaError(format!("`{}` has no column `{name}`", RAW.name));
        batch.column_by_name(name).ok_or_else(missing)
    };
    let text = |name: &str| -> Result<&StringArray, ArrowError> { Ok(column(name)?.as_string::<i32>()) };
    let times = |name: &str| -> Result<&TimestampMicrosecondArray, ArrowError> {
        Ok(column(name)?.as_primitive::<TimestampMicrosecondType>())
    };
    let at = |column: &StringArray, row: usize| {
        if column.is_valid(row) {
            column.value(row).to_owned()
        } else {
            String::new()
        }
    };
    let time_at = |column: &TimestampMicrosecondArray, row: usize| {
        column.is_valid(row).then(|| Time(column.value(row)))
    };
    let (integration, stream, partition) = (text("integration_id")?, text("stream")?, text("partition")?);
    let (partition_name, key, body) = (text("partition_name")?, text("key")?, text("body")?);
    let (updated, fetched) = (times("updated")?, times("fetched")?);
    let record = |row: usize| RawRecord {
        integration: at(integration, row),
        stream: at(stream, row),
        partition: at(partition, row),
        partition_name: at(partition_name, row),
        key: at(key, row),
        updated: time_at(updated, row),
        fetched: time_at(fetched, row).unwrap_or(Time(0)),
        body: at(body, row),
    };
    Ok((0..batch.num_rows()).map(record).collect())
}
