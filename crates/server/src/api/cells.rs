//! Result rows as JSON.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{DataType, TimeUnit};
use serde_json::Value;
use weir_model::Time;

/// The first `limit` rows of a result, and whether there are more.
pub(super) fn rows(batches: &[RecordBatch], limit: usize) -> (Vec<Vec<Value>>, bool) {
    let total: usize = batches.iter().map(RecordBatch::num_rows).sum();
    let rows = batches
        .iter()
        .flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)))
        .take(limit)
        .map(|(batch, row)| batch.columns().iter().map(|column| cell(column, row)).collect())
        .collect();
    (rows, total > limit)
}

/// One cell. Times are RFC 3339, lists are arrays, numbers JSON cannot hold are null.
pub(super) fn cell(column: &dyn Array, row: usize) -> Value {
    if column.is_null(row) {
        return Value::Null;
    }
    match column.data_type() {
        DataType::Null => Value::Null,
        DataType::Boolean => column.as_boolean().value(row).into(),
        DataType::Utf8 => column.as_string::<i32>().value(row).into(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).into(),
        DataType::Utf8View => column.as_string_view().value(row).into(),
        DataType::Int8 => column.as_primitive::<Int8Type>().value(row).into(),
        DataType::Int16 => column.as_primitive::<Int16Type>().value(row).into(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into(),
        DataType::UInt8 => column.as_primitive::<UInt8Type>().value(row).into(),
        DataType::UInt16 => column.as_primitive::<UInt16Type>().value(row).into(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).into(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).into(),
        DataType::Float32 => f64::from(column.as_primitive::<Float32Type>().value(row)).into(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).into(),
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            Time(column.as_primitive::<TimestampMicrosecondType>().value(row))
                .to_string()
                .into()
        }
        DataType::List(_) => list(column.as_list::<i32>().value(row).as_ref()),
        DataType::LargeList(_) => list(column.as_list::<i64>().value(row).as_ref()),
        // What only expressions make: decimals, dates, intervals.
        _ => ArrayFormatter::try_new(column, &FormatOptions::default())
            .map_or(Value::Null, |formatter| formatter.value(row).to_string().into()),
    }
}

fn list(values: &dyn Array) -> Value {
    (0..values.len()).map(|row| cell(values, row)).collect()
}
