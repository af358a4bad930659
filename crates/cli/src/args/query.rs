//! Numbers and rows.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Args)]
pub(crate) struct Query {
    /// The query
    pub(crate) sql: String,
    /// Print JSON
    #[arg(long, conflicts_with = "csv")]
    pub(crate) json: bool,
    /// Print CSV
    #[arg(long)]
    pub(crate) csv: bool,
}

#[derive(Subcommand)]
pub(crate) enum Metric {
    /// List the metrics
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Compute one
    Show(MetricShow),
}

#[derive(Args)]
pub(crate) struct MetricShow {
    /// Metric: see `weir metric list`
    pub(crate) id: String,
    /// Project
    #[arg(long)]
    pub(crate) project: String,
    /// First day or moment, UTC
    #[arg(long, value_name = "DATE")]
    pub(crate) from: String,
    /// Day or moment after the last, UTC
    #[arg(long, value_name = "DATE")]
    pub(crate) to: String,
    /// Break down by a dimension
    #[arg(long, value_name = "DIMENSION")]
    pub(crate) by: Option<String>,
    /// Series over time: day, week, month
    #[arg(long)]
    pub(crate) bucket: Option<String>,
    /// One of the metric's aggregates: median, mean, p90, count, …
    #[arg(long)]
    pub(crate) aggregate: Option<String>,
    /// Only items that meet a condition: author=ann,bob or author!=ann; ^= starts with, *= contains
    #[arg(long = "filter", value_name = "CONDITION")]
    pub(crate) filters: Vec<String>,
    /// The rows behind the number, with those left out and why
    #[arg(long)]
    pub(crate) items: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct Export {
    /// Table
    pub(crate) table: String,
    /// File format
    #[arg(long, value_enum)]
    pub(crate) format: Format,
    /// File to write
    #[arg(long)]
    pub(crate) out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Parquet,
    Csv,
}
