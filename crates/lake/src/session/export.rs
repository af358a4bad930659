//! Rows to files.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::csv;
use datafusion::error::DataFusionError;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::WriterProperties;
use datafusion::physical_plan::SendableRecordBatchStream;
use futures::StreamExt;
use uuid::Uuid;

use super::{failed, plain};
use crate::LakeError;
use crate::table::writer::{failed as parquet_failed, sync_folder};

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Apache Parquet, zstd.
    Parquet,
    /// RFC 4180 with a header; times as RFC 3339, lists as JSON.
    Csv,
}

pub(super) async fn write(
    mut stream: SendableRecordBatchStream,
    format: Format,
    out: &Path,
) -> Result<u64, LakeError> {
    let temporary = Temporary::beside(out)?;
    let empty = RecordBatch::new_empty(stream.schema());
    let schema = shaped(format, &plain(&empty)?)?.schema();
    let mut writer = Writer::create(format, schema, &temporary.0, out)?;
    let mut rows = 0;
    while let Some(batch) = stream.next().await {
        let batch = batch.map_err(|error| failed(&error))?;
        rows += batch.num_rows() as u64;
        writer.write(&shaped(format, &plain(&batch)?)?, out)?;
    }
    writer.finish(out)?;
    std::fs::rename(&temporary.0, out).map_err(|error| LakeError::io(out, error))?;
    sync_folder(&folder_of(out))?;
    Ok(rows)
}

fn folder_of(out: &Path) -> PathBuf {
    match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A file that is removed unless it was renamed.
struct Temporary(PathBuf);

impl Temporary {
    fn beside(out: &Path) -> Result<Self, LakeError> {
        if out.is_dir() {
            let error = std::io::Error::new(std::io::ErrorKind::IsADirectory, "it is a folder, name a file");
            return Err(LakeError::io(out, error));
        }
        Ok(Self(folder_of(out).join(format!(".{}.tmp", Uuid::new_v4()))))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Gone already when the export succeeded.
        let _ = std::fs::remove_file(&self.0);
    }
}

enum Writer {
    Parquet(Box<ArrowWriter<File>>),
    Csv(Box<csv::Writer<BufWriter<File>>>),
}

impl Writer {
    /// Writes to `temporary`; errors name the file that was asked for, `path`.
    fn create(format: Format, schema: SchemaRef, temporary: &Path, path: &Path) -> Result<Self, LakeError> {
        let file = File::create_new(temporary).map_err(|error| LakeError::io(path, error))?;
        match format {
            Format::Parquet => {
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(ZstdLevel::default()))
                    .build();
                let writer = ArrowWriter::try_new(file, schema, Some(properties))
                    .map_err(|e| parquet_failed(path, e))?;
                Ok(Self::Parquet(Box::new(writer)))
            }
            Format::Csv => {
                let mut writer = csv::WriterBuilder::new()
                    .with_header(true)
                    .build(BufWriter::new(file));
                // So that the header is there when there are no rows.
                let header = writer.write(&RecordBatch::new_empty(schema));
                header.map_err(|error| LakeError::engine("writing CSV", path, &error))?;
                Ok(Self::Csv(Box::new(writer)))
            }
        }
    }

    fn write(&mut self, batch: &RecordBatch, path: &Path) -> Result<(), LakeError> {
        match self {
            Self::Parquet(writer) => writer.write(batch).map_err(|error| parquet_failed(path, error)),
            Self::Csv(writer) => writer
                .write(batch)
                .map_err(|error| LakeError::engine("writing CSV", path, &error)),
        }
    }

    fn finish(self, path: &Path) -> Result<(), LakeError> {
        let file = match self {
            Self::Parquet(writer) => writer.into_inner().map_err(|error| parquet_failed(path, error))?,
            Self::Csv(writer) => writer
                .into_inner()
                .into_inner()
                .map_err(|error| LakeError::io(path, error.into_error()))?,
        };
        file.sync_all().map_err(|error| LakeError::io(path, error))
    }
}

/// What the format cannot hold becomes text: lists in CSV.
pub(super) fn shaped(format: Format, batch: &RecordBatch) -> Result<RecordBatch, LakeError> {
    let nested = |field: &Field| matches!(field.data_type(), DataType::List(_));
    let schema = batch.schema();
    if format == Format::Parquet || !schema.fields().iter().any(|field| nested(field)) {
        return Ok(batch.clone());
    }
    let mut fields = Vec::new();
    let mut columns: Vec<ArrayRef> = Vec::new();
    for (field, column) in schema.fields().iter().zip(batch.columns()) {
        if nested(field) {
            fields.push(Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8)));
            columns.push(Arc::new(lists_as_json(column)));
        } else {
            fields.push(field.clone());
            columns.push(column.clone());
        }
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
        .map_err(|error| failed(&DataFusionError::from(error)))
}

fn lists_as_json(column: &ArrayRef) -> StringArray {
    let lists = column.as_list::<i32>();
    let texts = lists.iter().map(|list| {
        let list = list?;
        let texts: Vec<Option<String>> = match list.data_type() {
            DataType::Utf8View => list
                .as_string_view()
                .iter()
                .map(|text| text.map(str::to_owned))
                .collect(),
            DataType::Utf8 => list
                .as_string::<i32>()
                .iter()
                .map(|text| text.map(str::to_owned))
                .collect(),
            _ => return None,
        };
        serde_json::to_string(&texts).ok()
    });
    texts.collect()
}
