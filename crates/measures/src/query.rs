use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_lake::DataScope;
use weir_model::Time;

use crate::{MeasureError, ProjectSettings};

/// A project as the measures see it: whose data, under which definitions.
#[derive(Clone, Debug)]
pub struct ProjectView {
    /// Its id.
    pub id: String,
    /// Its name, repeated in answers.
    pub name: String,
    /// The rows it may read.
    pub scope: DataScope,
    /// Its definitions.
    pub settings: ProjectSettings,
}

impl ProjectView {
    /// A project that sees only the rows of the integrations mapped to it.
    pub fn mapped(id: i64, name: String, integrations: &[i64], settings: ProjectSettings) -> Self {
        Self {
            id: id.to_string(),
            name,
            scope: DataScope {
                integrations: Some(integrations.iter().map(ToString::to_string).collect()),
                repositories: None,
            },
            settings,
        }
    }
}

/// One question about one metric.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricQuery {
    /// Id of the metric.
    pub metric: String,
    /// Beginning of the range.
    pub from: Time,
    /// End of the range, exclusive.
    pub to: Time,
    /// Dimension to break down by.
    pub by: Option<String>,
    /// Width of the points of the series; by the length of the range when absent.
    pub bucket: Option<Bucket>,
    /// One of the metric's aggregates; its first when absent.
    pub aggregate: Option<String>,
}

impl MetricQuery {
    /// The metric over a range, everything else by default.
    pub fn new(metric: &str, from: Time, to: Time) -> Self {
        Self {
            metric: metric.to_owned(),
            from,
            to,
            by: None,
            bucket: None,
            aggregate: None,
        }
    }
}

/// Width of the points of a series, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// Midnight to midnight.
    Day,
    /// Monday to Monday (ISO 8601).
    Week,
    /// First to first.
    Month,
}

impl FromStr for Bucket {
    type Err = MeasureError;

    fn from_str(text: &str) -> Result<Self, MeasureError> {
        match text {
            "day" => Ok(Self::Day),
            "week" => Ok(Self::Week),
            "month" => Ok(Self::Month),
            _ => Err(MeasureError::unknown("bucket", text, &["day", "week", "month"])),
        }
    }
}

/// Which of a metric's items to list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemFilter {
    /// Only those counted (`true`) or only those left out (`false`).
    pub included: Option<bool>,
    /// Only those of the bucket that begins then (bucket width as in the query).
    pub bucket_start: Option<Time>,
    /// Only those of this key of the query's `by` dimension.
    pub group: Option<String>,
    /// At most this many; 100 when absent.
    pub limit: Option<usize>,
    /// The `next` of the page before.
    pub after: Option<String>,
}
