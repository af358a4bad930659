//! Query results as text.

use arrow_array::RecordBatch;
use datafusion::arrow::csv;
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::writer::{JsonArray, WriterBuilder};
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::error::DataFusionError;

use super::export::{Format, shaped};
use super::{Session, failed};
use crate::LakeError;

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    /// A table for people.
    Table,
    /// An array of objects.
    Json,
    /// RFC 4180 with a header.
    Csv,
}

impl Session {
    /// The rows of a query as text.
    pub async fn print(&self, sql: &str, form: Printed) -> Result<String, LakeError> {
        let batches = self.sql(sql).await?;
        match form {
            Printed::Table => Ok(pretty_format_batches(&batches).map_err(told)?.to_string()),
            Printed::Json => json(&batches),
            Printed::Csv => csv(&batches),
        }
    }
}

fn json(batches: &[RecordBatch]) -> Result<String, LakeError> {
    let mut writer = WriterBuilder::new()
        .with_explicit_nulls(true)
        .build::<_, JsonArray>(Vec::new());
    writer
        .write_batches(&batches.iter().collect::<Vec<_>>())
        .map_err(told)?;
    writer.finish().map_err(told)?;
    let text = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    Ok(if text.is_empty() { "[]".to_owned() } else { text })
}

fn csv(batches: &[RecordBatch]) -> Result<String, LakeError> {
    let mut writer = csv::WriterBuilder::new().with_header(true).build(Vec::new());
    for batch in batches {
        writer.write(&shaped(Format::Csv, batch)?).map_err(told)?;
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned())
}

fn told(error: ArrowError) -> LakeError {
    failed(&DataFusionError::from(error))
}
