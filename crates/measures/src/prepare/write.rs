//! Derived tables as record batches.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow_schema::ArrowError;

/// Collects the columns of a derived table.
#[derive(Default)]
pub(crate) struct Columns(Vec<(&'static str, ArrayRef)>);

impl Columns {
    pub(crate) fn texts<'a>(
        mut self,
        name: &'static str,
        cells: impl Iterator<Item = Option<&'a str>>,
    ) -> Self {
        self.0.push((name, Arc::new(cells.collect::<StringArray>())));
        self
    }

    pub(crate) fn times(mut self, name: &'static str, cells: impl Iterator<Item = Option<i64>>) -> Self {
        let array: TimestampMicrosecondArray = cells.collect();
        self.0.push((name, Arc::new(array.with_timezone("UTC"))));
        self
    }

    pub(crate) fn flags(mut self, name: &'static str, cells: impl Iterator<Item = bool>) -> Self {
        self.0
            .push((name, Arc::new(cells.map(Some).collect::<BooleanArray>())));
        self
    }

    pub(crate) fn finish(self) -> Result<RecordBatch, ArrowError> {
        RecordBatch::try_from_iter_with_nullable(self.0.into_iter().map(|(name, array)| (name, array, true)))
    }
}
