//! Cells as JSON.

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use serde_json::{Map, Value, json};
use weir_model::Time;

use crate::prepare::read::{Texts, Times};

/// Every column of a row.
pub(crate) fn object(batch: &RecordBatch, row: usize) -> Map<String, Value> {
    let schema = batch.schema();
    let names = schema.fields().iter().map(|field| field.name().clone());
    names
        .map(|name| (name.clone(), cell(batch, &name, row)))
        .collect()
}

fn cell(batch: &RecordBatch, name: &str, row: usize) -> Value {
    let Some(column) = batch.column_by_name(name).filter(|column| column.is_valid(row)) else {
        return Value::Null;
    };
    match column.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => json!(Texts::of(batch, name).get(row)),
        DataType::Timestamp(..) => json!(Times::of(batch, name).get(row).map(Time)),
        DataType::Float64 => json!(column.as_primitive::<Float64Type>().value(row)),
        DataType::Int64 => json!(column.as_primitive::<Int64Type>().value(row)),
        DataType::Boolean => json!(column.as_boolean().value(row)),
        _ => Value::Null,
    }
}
