//! What a query gave as one batch in order of time that holds nothing twice.

use std::sync::Arc;

use arrow_array::builder::StringViewBuilder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use arrow_select::interleave::interleave;

use crate::MeasureError;
use crate::catalogue::Metric;
use crate::prepare::read::{Texts, Times};

/// The rows of a metric's query in order of time and then of id. Equal texts of a column share their bytes, and no bytes of
/// rows that the query dropped stay behind.
pub(crate) fn in_order(metric: &Metric, batches: &[RecordBatch]) -> Result<RecordBatch, MeasureError> {
    let order = order(metric, batches)?;
    let Some(first) = batches.first() else {
        return Ok(RecordBatch::new_empty(Arc::new(Schema::empty())));
    };
    let schema = first.schema();
    let places: Vec<(usize, usize)> = order.into_iter().map(|(_, batch, row)| (batch, row)).collect();
    let mut fields = Vec::with_capacity(schema.fields().len());
    let mut columns = Vec::with_capacity(schema.fields().len());
    for (number, field) in schema.fields().iter().enumerate() {
        let column = match field.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
                texts(batches, field.name(), &places)
            }
            _ => others(batches, number, &places).map_err(|error| metric.wrong(&error.to_string()))?,
        };
        fields.push(Field::new(field.name(), column.data_type().clone(), true));
        columns.push(column);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
        .map_err(|error| metric.wrong(&error.to_string()))
}

fn texts(batches: &[RecordBatch], name: &str, places: &[(usize, usize)]) -> ArrayRef {
    let columns: Vec<Texts<'_>> = batches.iter().map(|batch| Texts::of(batch, name)).collect();
    let mut packed = StringViewBuilder::with_capacity(places.len()).with_deduplicate_strings();
    for (batch, row) in places {
        packed.append_option(columns[*batch].get(*row));
    }
    Arc::new(packed.finish())
}

fn others(batches: &[RecordBatch], column: usize, places: &[(usize, usize)]) -> Result<ArrayRef, ArrowError> {
    let columns: Vec<_> = batches
        .iter()
        .map(|batch| batch.column(column).as_ref())
        .collect();
    interleave(&columns, places)
}

/// Time, batch and row of every item, in order of time and then of id.
fn order(metric: &Metric, batches: &[RecordBatch]) -> Result<Vec<(i64, usize, usize)>, MeasureError> {
    let mut order = Vec::with_capacity(batches.iter().map(RecordBatch::num_rows).sum());
    for (number, batch) in batches.iter().enumerate() {
        let wanted = ["item_id", "happened_at", "value", "excluded_because"].into_iter();
        let stages = metric
            .stages
            .iter()
            .chain(&metric.dimensions)
            .map(|named| named.name.as_str());
        let special = [&metric.person, &metric.distinct, &metric.weight, &metric.until];
        if let Some(absent) = wanted
            .chain(stages)
            .chain(special.into_iter().flatten().map(String::as_str))
            .find(|name| batch.column_by_name(name).is_none())
        {
            return Err(metric.wrong(&format!("its query gives no column `{absent}`")));
        }
        let times = Times::of(batch, "happened_at");
        for row in 0..batch.num_rows() {
            let Some(at) = times.get(row) else {
                return Err(metric.wrong("its query gives an item without a time `happened_at`"));
            };
            order.push((at, number, row));
        }
    }
    let ids: Vec<Texts<'_>> = batches.iter().map(|batch| Texts::of(batch, "item_id")).collect();
    let id = |(_, batch, row): &(i64, usize, usize)| ids[*batch].must(*row);
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| id(a).cmp(id(b))));
    Ok(order)
}
