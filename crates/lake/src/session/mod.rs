//! Queries over one consistent moment of the lake, narrowed to a scope.

mod catalog;
mod export;
mod guard;
mod hints;
mod print;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, Schema};
use datafusion::catalog::{CatalogProvider, MemoryCatalogProvider};
use datafusion::datasource::{MemTable, ViewTable};
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder};
use datafusion::physical_plan::SendableRecordBatchStream;
use datafusion::prelude::SessionContext;
use futures::TryStreamExt;
use tokio::sync::Semaphore;
use weir_model::{Scope, Table};

pub(crate) use self::catalog::{Catalog, Moment};
pub use self::export::Format;
pub use self::print::Printed;

use crate::engine::{self, CATALOG, SCHEMA};
use crate::{Calendar, LakeError, layout, questions};

/// What a session may see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DataScope {
    /// Ids of integrations; `None` is all of them.
    pub integrations: Option<Vec<String>>,
    /// Patterns of repositories' full names, as in `acme/*`; `None` is all of them. Rows that belong to no
    /// repository stay visible.
    pub repositories: Option<Vec<String>>,
    /// What is left of an integration, by its id: a repository must be in all of these scopes. Integrations that
    /// are not named here are whole. Rows that belong to no repository stay visible.
    pub narrowed: BTreeMap<String, Vec<Scope>>,
}

/// A view of the lake as it was when the session was opened.
pub struct Session {
    context: SessionContext,
    catalog: Arc<Catalog>,
    turns: Arc<Semaphore>,
}

impl Session {
    pub(crate) fn new(moment: Moment, scope: DataScope) -> Result<Self, LakeError> {
        let context = engine::context(&moment.runtime);
        let turns = moment.turns.clone();
        let catalog = Arc::new(Catalog::new(moment, scope));
        let weir = MemoryCatalogProvider::new();
        weir.register_schema(SCHEMA, catalog.clone())
            .map_err(|error| failed(&error))?;
        context.register_catalog(CATALOG, Arc::new(weir));
        Ok(Self {
            context,
            catalog,
            turns,
        })
    }

    /// Runs a query. Only queries are allowed: nothing that defines, changes or writes anything.
    pub async fn sql(&self, sql: &str) -> Result<Vec<RecordBatch>, LakeError> {
        let _turn = engine::turn(&self.turns).await;
        let stream = self.stream(sql).await?;
        let batches = stream
            .try_collect::<Vec<_>>()
            .await
            .map_err(|error| failed(&error))?;
        batches.iter().map(plain).collect()
    }

    /// Runs a query for its first rows only: what comes after them is neither computed to its end nor kept.
    pub async fn first(&self, sql: &str, most: usize) -> Result<Vec<RecordBatch>, LakeError> {
        let mut plan = self.plan(sql).await?;
        // What describes a table is no input of another step, and short.
        if !matches!(plan, LogicalPlan::DescribeTable(_)) {
            plan = LogicalPlanBuilder::from(plan)
                .limit(0, Some(most))
                .and_then(LogicalPlanBuilder::build)
                .map_err(|error| failed(&error))?;
        }
        let _turn = engine::turn(&self.turns).await;
        let batches = self.execute(plan).await?.try_collect::<Vec<_>>().await;
        let batches = batches.map_err(|error| failed(&error))?;
        batches.iter().map(plain).collect()
    }

    /// Makes rows available under a name for the queries of this session.
    pub fn register(&self, name: &str, batches: Vec<RecordBatch>) -> Result<(), LakeError> {
        let Some(first) = batches.first() else {
            return Err(LakeError::sql(
                format!("`{name}` has no columns"),
                "give it at least one, empty, batch".to_owned(),
            ));
        };
        let table = MemTable::try_new(first.schema(), vec![batches]).map_err(|error| failed(&error))?;
        self.catalog.define(name, Arc::new(table));
        Ok(())
    }

    /// From now on, durations in the queries of this session count only the hours of a calendar.
    pub fn count_by(&self, calendar: Calendar) {
        crate::functions::count_by(&self.context, calendar);
    }

    /// From now on, days in the queries of this session begin at midnight in a time zone.
    pub fn begin_days_in(&self, zone: chrono_tz::Tz) {
        crate::functions::begin_days_in(&self.context, zone);
    }

    /// Gives a query a name for the queries of this session.
    pub async fn view(&self, name: &str, sql: &str) -> Result<(), LakeError> {
        let plan = self.plan(sql).await?;
        self.catalog
            .define(name, Arc::new(ViewTable::new(plan, Some(sql.to_owned()))));
        Ok(())
    }

    /// Writes the rows of a query to a file, which appears whole or not at all. Returns the number of rows.
    pub async fn export(&self, sql: &str, format: Format, out: &Path) -> Result<u64, LakeError> {
        let _turn = engine::turn(&self.turns).await;
        let stream = self.stream(sql).await?;
        export::write(stream, format, out).await
    }

    /// Writes a table, as the scope shows it, to a file.
    pub async fn export_table(&self, table: &Table, format: Format, out: &Path) -> Result<u64, LakeError> {
        self.export(&questions::all(table), format, out).await
    }

    /// The columns of a query, without running it.
    pub async fn columns(&self, sql: &str) -> Result<Vec<(String, DataType)>, LakeError> {
        let plan = self.plan(sql).await?;
        let columns = plan.schema().fields().iter().map(|field| {
            let ty = match field.data_type() {
                DataType::Utf8View => DataType::Utf8,
                other => other.clone(),
            };
            (field.name().clone(), ty)
        });
        Ok(columns.collect())
    }

    async fn plan(&self, sql: &str) -> Result<LogicalPlan, LakeError> {
        let statement = guard::query(sql)?;
        let state = self.context.state();
        let plan = match state.statement_to_plan(statement).await {
            Ok(plan) => plan,
            Err(error) => return Err(hints::explain(&error, &self.catalog)),
        };
        guard::read_only(&plan)?;
        Ok(plan)
    }

    async fn stream(&self, sql: &str) -> Result<SendableRecordBatchStream, LakeError> {
        let plan = self.plan(sql).await?;
        self.execute(plan).await
    }

    async fn execute(&self, plan: LogicalPlan) -> Result<SendableRecordBatchStream, LakeError> {
        let frame = self
            .context
            .execute_logical_plan(plan)
            .await
            .map_err(|error| failed(&error))?;
        frame.execute_stream().await.map_err(|error| failed(&error))
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}

/// A query that planned but did not run: the author's mistake where the values show it, else ours.
pub(crate) fn failed(error: &DataFusionError) -> LakeError {
    match error.find_root() {
        DataFusionError::ArrowError(_, _) | DataFusionError::Execution(_) | DataFusionError::Plan(_) => {
            match LakeError::engine("running a query", Path::new("."), error) {
                LakeError::Engine { .. } => LakeError::sql(hints::message(error), None),
                other => other,
            }
        }
        DataFusionError::SchemaError(..) | DataFusionError::SQL(..) | DataFusionError::NotImplemented(_) => {
            LakeError::sql(hints::message(error), None)
        }
        _ => LakeError::engine("running a query", Path::new("."), error),
    }
}

/// The batch with plain texts: text views are how the engine works, not what callers read.
pub(crate) fn plain(batch: &RecordBatch) -> Result<RecordBatch, LakeError> {
    let schema = batch.schema();
    if !schema
        .fields()
        .iter()
        .any(|field| *field.data_type() == DataType::Utf8View)
    {
        return Ok(batch.clone());
    }
    let mut fields = Vec::with_capacity(batch.num_columns());
    let mut columns = Vec::with_capacity(batch.num_columns());
    for (field, column) in schema.fields().iter().zip(batch.columns()) {
        if let Some(views) = column.as_string_view_opt() {
            fields.push(Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8)));
            columns.push(Arc::new(views.iter().collect::<StringArray>()) as ArrayRef);
        } else {
            fields.push(field.clone());
            columns.push(column.clone());
        }
    }
    let options = arrow_array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), columns, &options)
        .map_err(|error| failed(&DataFusionError::from(error)))
}

/// The names of all entity tables, for messages.
pub(crate) fn table_names() -> Vec<String> {
    layout::ENTITIES
        .iter()
        .map(|layout| layout.name.to_owned())
        .collect()
}
