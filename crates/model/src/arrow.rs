//! Rows as Arrow record batches.

use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, TimeUnit};

use crate::{Cell, Column, ColumnType, Row, Table};

/// The Arrow type of a column type. Times carry the zone `UTC`.
pub fn data_type(ty: ColumnType) -> DataType {
    match ty {
        ColumnType::Text | ColumnType::Id => DataType::Utf8,
        ColumnType::Int => DataType::Int64,
        ColumnType::Float => DataType::Float64,
        ColumnType::Bool => DataType::Boolean,
        ColumnType::Time => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        ColumnType::TextList => DataType::List(Arc::new(Field::new("element", DataType::Utf8, true))),
    }
}

/// The Arrow schema of a table's own columns.
///
/// Every field is nullable: a column that a later version adds must be readable in files written before it.
pub fn schema(table: &Table) -> Schema {
    Schema::new(table.columns.iter().map(field).collect::<Vec<_>>())
}

fn field(column: &Column) -> Field {
    Field::new(column.name, data_type(column.ty), true)
}

/// The rows, which must all be of `table`, as one record batch.
pub fn record_batch(table: &Table, rows: &[Row]) -> Result<RecordBatch, ArrowError> {
    let columns = table
        .columns
        .iter()
        .enumerate()
        .map(|(position, column)| array(column.ty, rows.iter().map(|row| &row.cells[position])))
        .collect();
    RecordBatch::try_new(Arc::new(schema(table)), columns)
}

/// Cells of one type as an array; a cell of another type is NULL.
pub fn array<'a>(ty: ColumnType, cells: impl Iterator<Item = &'a Cell>) -> ArrayRef {
    macro_rules! build {
        ($builder:expr, $($pattern:pat => $value:expr),+) => {{
            let mut builder = $builder;
            for cell in cells {
                match cell {
                    $($pattern => builder.append_value($value),)+
                    _ => builder.append_null(),
                }
            }
            Arc::new(builder.finish())
        }};
    }
    match ty {
        ColumnType::Text | ColumnType::Id => {
            build!(StringBuilder::new(), Cell::Text(text) => text, Cell::Id(text) => text)
        }
        ColumnType::Int => build!(Int64Builder::new(), Cell::Int(number) => *number),
        ColumnType::Float => build!(Float64Builder::new(), Cell::Float(number) => *number),
        ColumnType::Bool => build!(BooleanBuilder::new(), Cell::Bool(truth) => *truth),
        ColumnType::Time => build!(
            TimestampMicrosecondBuilder::new().with_timezone("UTC"),
            Cell::Time(time) => time.0
        ),
        ColumnType::TextList => {
            let field = Arc::new(Field::new("element", DataType::Utf8, true));
            build!(
                ListBuilder::new(StringBuilder::new()).with_field(field),
                Cell::TextList(texts) => texts.iter().map(Some)
            )
        }
    }
}
