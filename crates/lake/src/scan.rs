//! Data files as a table that the query engine can scan.

use std::path::Path;
use std::sync::Arc;

use arrow_schema::SchemaRef;
use async_trait::async_trait;
use chrono::DateTime;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Statistics;
use datafusion::common::stats::Precision;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::parquet::CachedParquetFileReaderFactory;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::error::Result;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::{Expr, TableType};
use datafusion::object_store::{ObjectMeta, path::Path as StorePath};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;

use crate::LakeError;
use crate::table::file::DataFile;

/// A fixed list of files with known sizes and row counts. Nothing is listed or opened to plan a query.
#[derive(Debug)]
pub(crate) struct FileList {
    schema: SchemaRef,
    files: Vec<PartitionedFile>,
    rows: u64,
    bytes: u64,
}

impl FileList {
    /// The files of one table's folder, read with these columns; a column that a file lacks is NULL.
    pub(crate) fn new(folder: &Path, schema: SchemaRef, files: &[Arc<DataFile>]) -> Result<Self, LakeError> {
        let mut list = Self {
            schema,
            files: Vec::with_capacity(files.len()),
            rows: 0,
            bytes: 0,
        };
        for file in files {
            let path = folder.join(&file.path);
            let location = StorePath::from_absolute_path(&path)
                .map_err(|error| LakeError::engine("naming a file", &path, &error))?;
            list.rows += file.stats.rows;
            list.bytes += file.size;
            list.files.push(PartitionedFile::new_from_meta(ObjectMeta {
                location,
                last_modified: DateTime::from_timestamp_millis(file.modified).unwrap_or_default(),
                size: file.size,
                e_tag: None,
                version: None,
            }));
        }
        Ok(list)
    }

    fn statistics(&self) -> Statistics {
        let mut statistics = Statistics::new_unknown(&self.schema);
        statistics.num_rows = Precision::Exact(usize::try_from(self.rows).unwrap_or(usize::MAX));
        statistics.total_byte_size = Precision::Inexact(usize::try_from(self.bytes).unwrap_or(usize::MAX));
        statistics
    }
}

#[async_trait]
impl TableProvider for FileList {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        if self.files.is_empty() {
            let schema = match projection {
                Some(columns) => Arc::new(self.schema.project(columns)?),
                None => self.schema.clone(),
            };
            return Ok(Arc::new(EmptyExec::new(schema)));
        }
        let runtime = state.runtime_env();
        let url = ObjectStoreUrl::local_filesystem();
        let readers = CachedParquetFileReaderFactory::new(
            runtime.object_store(&url)?,
            runtime.cache_manager.get_file_metadata_cache(),
        );
        let source = ParquetSource::new(TableSchema::from(self.schema.clone()))
            .with_table_parquet_options(state.default_table_options().parquet)
            .with_parquet_file_reader_factory(Arc::new(readers));
        let groups = FileGroup::new(self.files.clone()).split_files(state.config().target_partitions());
        let config = FileScanConfigBuilder::new(url, Arc::new(source))
            .with_file_groups(groups)
            .with_statistics(self.statistics())
            .with_projection_indices(projection.cloned())?
            .with_limit(limit)
            .build();
        Ok(DataSourceExec::from_data_source(config))
    }
}
