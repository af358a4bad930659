//! Appending rows: files of all tables first, then their commits.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Int64Array, RecordBatch, StringArray, new_null_array};
use arrow_schema::{ArrowError, Schema};
use tokio::sync::OwnedMutexGuard;
use weir_model::{Row, arrow};

use crate::faults::Faults;
use crate::layout::{DELETED, ID, INTEGRATION, Layout, SEQ, VERSION};
use crate::raw::{self, RawRecord};
use crate::table::StoredTable;
use crate::table::commit::Change;
use crate::table::file::{DataFile, Place};
use crate::table::pending::Pending;
use crate::table::state::State;
use crate::table::writer::Writer;
use crate::{LakeError, Written};

/// Bits of a sequence number that count rows within one append; the rest is the version it follows.
const ROW_BITS: u32 = 24;

/// What one table gets.
pub(crate) enum Content {
    Rows(Vec<Row>),
    Raw(Vec<RawRecord>),
    /// Keys of rows that are gone.
    Gone(Vec<String>),
}

/// One table's part of an append, with its turn to append.
pub(crate) struct Part {
    pub(crate) table: Arc<StoredTable>,
    pub(crate) content: Content,
    pub(crate) turn: OwnedMutexGuard<()>,
}

struct Prepared {
    table: Arc<StoredTable>,
    change: Change,
    pending: Pending,
    _turn: OwnedMutexGuard<()>,
}

/// The new version of each table.
pub(crate) type States = Vec<(&'static str, Arc<State>)>;

/// Does all of it, blocking. What is not committed when it fails is not there.
pub(crate) fn append(
    parts: Vec<Part>,
    faults: &Faults,
    target_bytes: u64,
) -> Result<(Written, States), LakeError> {
    let mut written = Written::default();
    let mut prepared = Vec::with_capacity(parts.len());
    for part in parts {
        let ready = prepare(part, target_bytes)?;
        for file in &ready.change.add {
            written.rows += file.stats.rows;
            written.bytes += file.size;
        }
        prepared.push(ready);
    }
    if let Err(stopped) = faults.reach("append.written") {
        for ready in prepared {
            ready.pending.keep();
        }
        return Err(stopped);
    }
    let mut states = Vec::with_capacity(prepared.len());
    let mut rest = prepared.into_iter();
    while let Some(ready) = rest.next() {
        states.push((ready.table.layout.name, ready.table.commit(&ready.change)?));
        ready.pending.keep();
        if let Err(stopped) = faults.reach("append.committed") {
            rest.for_each(|ready| ready.pending.keep());
            return Err(stopped);
        }
    }
    Ok((written, states))
}

fn prepare(part: Part, target_bytes: u64) -> Result<Prepared, LakeError> {
    let Part { table, content, turn } = part;
    table.prepare()?;
    let batch = batch(&table.layout, &content, table.state().version);
    let batch = batch.map_err(|error| LakeError::engine("making rows", &table.folder, &error))?;
    let mut pending = table.pending();
    let mut writer = Writer::new(
        &table.folder,
        table.layout.schema.clone(),
        Place::hot(),
        target_bytes,
        &mut pending,
    );
    // In slices, so that a large batch becomes several files.
    for start in (0..batch.num_rows()).step_by(8192) {
        writer.write(&batch.slice(start, 8192.min(batch.num_rows() - start)))?;
    }
    let add: Vec<Arc<DataFile>> = writer.finish()?;
    Ok(Prepared {
        table,
        change: Change {
            add,
            remove: Vec::new(),
            data: true,
        },
        pending,
        _turn: turn,
    })
}

fn batch(layout: &Layout, content: &Content, version: i64) -> Result<RecordBatch, ArrowError> {
    let mut columns = match content {
        Content::Rows(rows) => entity_columns(layout, rows)?,
        Content::Raw(records) => raw::columns(records),
        Content::Gone(ids) => gone_columns(layout, ids),
    };
    let rows = columns.first().map_or(0, |column| column.len());
    let base = (version + 1) << ROW_BITS;
    columns.push(Arc::new(Int64Array::from_iter_values(
        (0..rows).map(|row| base + i64::try_from(row).unwrap_or(0)),
    )));
    let deleted = matches!(content, Content::Gone(_));
    let version = match (
        deleted,
        layout.updated.and_then(|updated| position(layout, updated)),
    ) {
        (false, Some(position)) => columns[position].clone(),
        _ => new_null_array(&crate::layout::timestamp(), rows),
    };
    columns.push(version);
    columns.push(Arc::new(BooleanArray::from(vec![deleted; rows])));
    debug_assert_eq!(tail(&layout.schema), [SEQ, VERSION, DELETED]);
    RecordBatch::try_new(layout.schema.clone(), columns)
}

fn tail(schema: &Schema) -> Vec<&str> {
    let names = schema.fields().iter().map(|field| field.name().as_str());
    names.skip(schema.fields().len() - 3).collect()
}

fn position(layout: &Layout, column: &str) -> Option<usize> {
    layout.columns.iter().position(|field| field.name() == column)
}

fn entity_columns(layout: &Layout, rows: &[Row]) -> Result<Vec<ArrayRef>, ArrowError> {
    let Some(first) = rows.first() else {
        return Ok(layout
            .columns
            .iter()
            .map(|field| new_null_array(field.data_type(), 0))
            .collect());
    };
    let mut columns = arrow::record_batch(first.table, rows)?.columns().to_vec();
    let integrations = rows.iter().map(|row| integration_of(row.id()));
    columns.push(Arc::new(StringArray::from_iter_values(integrations)));
    Ok(columns)
}

fn gone_columns(layout: &Layout, ids: &[String]) -> Vec<ArrayRef> {
    let integration_of = |id| match layout.name {
        name if name == crate::layout::RAW.name => raw::integration_of(id),
        _ => integration_of(id),
    };
    let column = |name: &str| -> Option<ArrayRef> {
        match name {
            ID => Some(Arc::new(StringArray::from_iter_values(ids))),
            INTEGRATION => Some(Arc::new(StringArray::from_iter_values(
                ids.iter().map(|id| integration_of(id)),
            ))),
            _ => None,
        }
    };
    let columns = layout.columns.iter();
    columns
        .map(|field| column(field.name()).unwrap_or_else(|| new_null_array(field.data_type(), ids.len())))
        .collect()
}

/// The integration in front of an id.
fn integration_of(id: &str) -> &str {
    id.split_once('/').map_or("", |(integration, _)| integration)
}
