//! Writing Parquet files that survive a power cut.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use chrono::Utc;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties};
use uuid::Uuid;

use super::file::{DataFile, Place, Stats};
use super::pending::Pending;
use crate::LakeError;

/// Rows between two sets of minima and maxima, so the unit a filter on time can skip.
const ROW_GROUP: usize = 128 * 1024;
/// Documents can be large: a group ends early when its pages take this much.
const ROW_GROUP_BYTES: usize = 32 << 20;

/// Writes batches into files of one partition, starting a new file when one is large enough.
pub(crate) struct Writer<'a> {
    folder: &'a Path,
    schema: SchemaRef,
    place: Place,
    target_bytes: u64,
    pending: &'a mut Pending,
    open: Option<Open>,
    done: Vec<Arc<DataFile>>,
}

struct Open {
    name: String,
    path: PathBuf,
    writer: ArrowWriter<File>,
    stats: Stats,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(
        folder: &'a Path,
        schema: SchemaRef,
        place: Place,
        target_bytes: u64,
        pending: &'a mut Pending,
    ) -> Self {
        Self {
            folder,
            schema,
            place,
            target_bytes,
            pending,
            open: None,
            done: Vec::new(),
        }
    }

    /// Adds the rows of a batch, whose columns must be those of the schema.
    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), LakeError> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        let open = match &mut self.open {
            Some(open) => open,
            None => self.open.insert(start(self.folder, &self.schema, self.pending)?),
        };
        open.stats.add(batch);
        open.writer
            .write(batch)
            .map_err(|error| failed(&open.path, error))?;
        let bytes = open.writer.bytes_written() + open.writer.in_progress_size();
        if bytes as u64 >= self.target_bytes {
            self.close()?;
        }
        Ok(())
    }

    /// The files, all of them durable.
    pub(crate) fn finish(mut self) -> Result<Vec<Arc<DataFile>>, LakeError> {
        self.close()?;
        if !self.done.is_empty() {
            sync_folder(self.folder)?;
        }
        Ok(self.done)
    }

    fn close(&mut self) -> Result<(), LakeError> {
        let Some(Open {
            name,
            path,
            writer,
            stats,
        }) = self.open.take()
        else {
            return Ok(());
        };
        let file = writer.into_inner().map_err(|error| failed(&path, error))?;
        file.sync_all().map_err(|error| LakeError::io(&path, error))?;
        let size = file
            .metadata()
            .map_err(|error| LakeError::io(&path, error))?
            .len();
        self.done.push(Arc::new(DataFile {
            path: name,
            place: self.place.clone(),
            size,
            modified: Utc::now().timestamp_millis(),
            stats,
        }));
        Ok(())
    }
}

fn start(folder: &Path, schema: &SchemaRef, pending: &mut Pending) -> Result<Open, LakeError> {
    let name = format!("part-{}.parquet", Uuid::new_v4());
    let path = folder.join(&name);
    pending.add(&name);
    let file = File::create_new(&path).map_err(|error| LakeError::io(&path, error))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_max_row_group_bytes(Some(ROW_GROUP_BYTES))
        .set_created_by("weir".to_owned())
        .build();
    let writer =
        ArrowWriter::try_new(file, schema.clone(), Some(properties)).map_err(|error| failed(&path, error))?;
    Ok(Open {
        name,
        path,
        writer,
        stats: Stats::default(),
    })
}

pub(crate) fn failed(path: &Path, error: ParquetError) -> LakeError {
    let error = match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(source) => return LakeError::io(path, *source),
            Err(source) => ParquetError::External(source),
        },
        other => other,
    };
    LakeError::engine("writing Parquet", path, &error)
}

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), LakeError> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| LakeError::io(folder, error))
}
