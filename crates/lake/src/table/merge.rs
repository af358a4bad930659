//! Merging what a fold adds with the files that it replaces. Files are sorted already, so that a page of each is enough to
//! go on; only what is added is in memory as a whole.

use std::collections::HashSet;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{ArrayRef, BooleanArray, RecordBatch};
use arrow_schema::{ArrowError, SchemaRef, SortOptions};
use datafusion::arrow::compute::{
    SortColumn, concat, filter_record_batch, interleave_record_batch, lexsort_to_indices,
};
use datafusion::error::DataFusionError;
use datafusion::execution::memory_pool::{MemoryConsumer, MemoryPool, UnboundedMemoryPool};
use datafusion::physical_expr::expressions::col;
use datafusion::physical_expr::{LexOrdering, PhysicalSortExpr};
use datafusion::physical_plan::SendableRecordBatchStream;
use datafusion::physical_plan::metrics::{BaselineMetrics, ExecutionPlanMetricsSet};
use datafusion::physical_plan::sorts::streaming_merge::StreamingMergeBuilder;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use futures::{StreamExt, stream};

use super::StoredTable;
use super::file::DataFile;
use super::fold::{PAGE, Workshop, column};
use crate::LakeError;
use crate::layout::{ID, Layout};

const ASCENDING: SortOptions = SortOptions {
    descending: false,
    nulls_first: false,
};

impl StoredTable {
    /// Rows that are added and those of files that stay, in the order of a file. None when there are none.
    pub(super) async fn merged(
        &self,
        workshop: &Workshop,
        schema: &SchemaRef,
        old: &[Arc<DataFile>],
        fresh: Vec<RecordBatch>,
        gone: &Arc<HashSet<String>>,
    ) -> Result<Option<SendableRecordBatchStream>, LakeError> {
        let failed = |error| self.engine("folding", &error);
        let mut streams = Vec::with_capacity(old.len() + 1);
        for file in old {
            streams.push(self.without(workshop, schema, file, gone).await?);
        }
        if !fresh.is_empty() {
            streams.push(sorted(schema, fresh, &self.layout).map_err(|error| failed(error.into()))?);
        }
        if streams.is_empty() {
            return Ok(None);
        }
        merge(schema, streams, &self.layout).map(Some).map_err(failed)
    }

    /// A file without the rows that are gone.
    pub(super) async fn without(
        &self,
        workshop: &Workshop,
        schema: &SchemaRef,
        file: &Arc<DataFile>,
        gone: &Arc<HashSet<String>>,
    ) -> Result<SendableRecordBatchStream, LakeError> {
        let rows = self.rows(workshop, std::slice::from_ref(file), schema).await?;
        let gone = Arc::clone(gone);
        let stay = rows.map(move |batch| {
            let batch = batch?;
            let stays = |id: Option<&str>| Some(!id.is_some_and(|id| gone.contains(id)));
            let ids = column(&batch, ID)?.as_string::<i32>();
            let kept: BooleanArray = ids.iter().map(stays).collect();
            Ok(filter_record_batch(&batch, &kept)?)
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(schema.clone(), stay)))
    }
}

/// The columns by which rows are sorted in a file.
fn order(layout: &Layout) -> impl Iterator<Item = &'static str> {
    layout.created().into_iter().chain([ID])
}

/// Batches as one sorted list. It is made page by page, so that there are no two copies of it.
fn sorted(
    schema: &SchemaRef,
    batches: Vec<RecordBatch>,
    layout: &Layout,
) -> Result<SendableRecordBatchStream, ArrowError> {
    let column = |name: &str| -> Result<SortColumn, ArrowError> {
        let at = schema.index_of(name)?;
        let parts: Vec<_> = batches.iter().map(|batch| batch.column(at).as_ref()).collect();
        let values: ArrayRef = concat(&parts)?;
        let options = Some(ASCENDING);
        Ok(SortColumn { values, options })
    };
    let columns = order(layout).map(column).collect::<Result<Vec<_>, _>>()?;
    let sorted = lexsort_to_indices(&columns, None)?;
    let rows = batches.iter().enumerate();
    let places: Vec<_> = rows
        .flat_map(|(batch, rows)| (0..rows.num_rows()).map(move |row| (batch, row)))
        .collect();
    let sorted: Vec<_> = sorted.values().iter().map(|at| places[*at as usize]).collect();
    let pages = stream::iter((0..sorted.len()).step_by(PAGE)).map(move |start| {
        let end = sorted.len().min(start + PAGE);
        let batches: Vec<_> = batches.iter().collect();
        Ok(interleave_record_batch(&batches, &sorted[start..end])?)
    });
    Ok(Box::pin(RecordBatchStreamAdapter::new(schema.clone(), pages)))
}

fn merge(
    schema: &SchemaRef,
    streams: Vec<SendableRecordBatchStream>,
    layout: &Layout,
) -> Result<SendableRecordBatchStream, DataFusionError> {
    let by = |name| -> Result<PhysicalSortExpr, DataFusionError> {
        Ok(PhysicalSortExpr::new(col(name, schema)?, ASCENDING))
    };
    let expressions = order(layout).map(by).collect::<Result<Vec<_>, _>>()?;
    let order = LexOrdering::new(expressions);
    // A few pages, which queries that have taken all of the memory must not keep it from.
    let pool: Arc<dyn MemoryPool> = Arc::new(UnboundedMemoryPool::default());
    let merge = StreamingMergeBuilder::new()
        .with_streams(streams)
        .with_schema(schema.clone())
        .with_metrics(BaselineMetrics::new(&ExecutionPlanMetricsSet::new(), 0))
        .with_batch_size(PAGE)
        .with_reservation(MemoryConsumer::new("fold").register(&pool));
    match &order {
        Some(order) => merge.with_expressions(order).build(),
        None => merge.build(),
    }
}
