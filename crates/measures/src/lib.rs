//! The metric catalogue: what each number means, the items it is computed from, and the aggregates over them.
//!
//! A metric is one SQL file in `metrics/` that yields items; everything shown of it (the number, its parts, the series, the
//! breakdown, what was left out, the drill-down) is computed from those very rows. `README.md` says what such a file may
//! read.
#![warn(missing_docs)]

mod aggregate;
mod answer;
mod catalogue;
mod engine;
mod error;
mod names;
mod prepare;
mod query;
mod settings;
mod text;

pub use aggregate::Aggregate;
pub use answer::{
    Answer, BandText, Excluded, Grade, ItemColumn, Items, MetricInfo, Missing, Point, Previous, Slice,
    StageValue,
};
pub use catalogue::{AREAS, Band, Limit, METRICS, Metric, Named, Need, ShownColumn, Variant, metric};
pub use engine::Measures;
pub use error::MeasureError;
pub use prepare::VIEWS;
pub use query::{Bucket, Filter, ItemFilter, MetricQuery, Operator, ProjectView, Who};
pub use settings::{
    ChangeClass, ClassRule, ClassSubject, DeploymentRule, FailureSettings, ProjectSettings, StageChain,
    StageEvent, StageRule, WorkingHours,
};
