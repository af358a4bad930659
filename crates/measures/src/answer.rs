use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use weir_model::Time;

/// A metric's number over a range, with everything needed to trust it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Answer {
    /// Which metric, and how it is defined.
    pub metric: MetricInfo,
    /// Name of the project.
    pub project: String,
    /// Beginning of the range.
    #[schema(value_type = String, format = DateTime)]
    pub from: Time,
    /// End of the range, exclusive.
    #[schema(value_type = String, format = DateTime)]
    pub to: Time,
    /// The number; null when there is none, never 0 for lack of data.
    pub value: Option<f64>,
    /// The number as people say it.
    pub text: String,
    /// Items it was computed from.
    pub n: u64,
    /// Items of the range that were left out, by reason.
    pub excluded: Vec<Excluded>,
    /// How good that is.
    pub grade: Option<Grade>,
    /// The equally long range before.
    pub previous: Previous,
    /// Relative change against it: 0.25 is a quarter more.
    pub change: Option<f64>,
    /// Parts of the number, in order.
    pub stages: Vec<StageValue>,
    /// The number over time.
    pub series: Vec<Point>,
    /// The number by key of the asked dimension, most items first.
    pub breakdown: Vec<Slice>,
    /// The project's definitions that shaped the number, in words.
    pub basis: Vec<String>,
    /// What makes the number less certain than it looks, though nothing is lacking.
    pub notes: Vec<String>,
    /// What the number lacks, and what would supply it.
    pub missing: Vec<Missing>,
    /// Time of the newest ingested row.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub fresh_at: Option<Time>,
}

/// What a metric is.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MetricInfo {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Unit of the values: `hours`, `percent`, `per_day`, `per_week`, `count`.
    pub unit: String,
    /// `up` when more is better, `down` when less is, `none` when neither is.
    pub direction: String,
    /// Section of the catalogue: `dora`, `pull_requests`, `commits`, `pipelines`, `issues`.
    pub area: String,
    /// Id of the metric that this is another definition of.
    pub variant_of: Option<String>,
    /// Whose definition that is.
    pub variant_by: Option<String>,
    /// Definition in words.
    pub definition: String,
    /// The aggregate used.
    pub aggregate: String,
    /// The aggregates it knows, the default first.
    pub aggregates: Vec<String>,
    /// The dimensions it can be broken down by.
    pub dimensions: Vec<String>,
    /// Titles of its parts, in order; empty when it has none.
    pub stages: Vec<String>,
    /// What it is computed from.
    pub needs: Vec<String>,
    /// Where the definition comes from.
    pub source: Option<String>,
    /// Version of the definition.
    pub version: u32,
}

/// Items left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Excluded {
    /// Why.
    pub reason: String,
    /// How many.
    pub count: u64,
}

/// A number's grade.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Grade {
    /// `elite`, `high`, `medium` or `low`; by stages of one's own `good`, `acceptable` or `slow`.
    pub level: String,
    /// The level as shown.
    pub label: String,
    /// Every level and what it takes.
    pub bands: Vec<BandText>,
}

/// One level of grading.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct BandText {
    /// `elite`, `high`, `medium` or `low`; by stages of one's own `good`, `acceptable` or `slow`.
    pub level: String,
    /// What it takes, in words.
    pub text: String,
}

/// The equally long range before the asked one.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Previous {
    /// Its beginning.
    #[schema(value_type = String, format = DateTime)]
    pub from: Time,
    /// Its end, exclusive.
    #[schema(value_type = String, format = DateTime)]
    pub to: Time,
    /// Its number.
    pub value: Option<f64>,
    /// Items it was computed from.
    pub n: u64,
}

/// One part of the number.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct StageValue {
    /// Column of the items.
    pub name: String,
    /// Title.
    pub title: String,
    /// The same aggregate over the items that have this stage.
    pub value: Option<f64>,
    /// How many have it.
    pub n: u64,
    /// Up to so many hours it is good, by the stages of a profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub good_hours: Option<u32>,
    /// Up to so many hours it is acceptable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acceptable_hours: Option<u32>,
    /// `good`, `acceptable` or `slow`, where it has both limits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
}

/// One point of the series.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Point {
    /// Beginning of its bucket.
    #[schema(value_type = String, format = DateTime)]
    pub start: Time,
    /// The number; null is a gap.
    pub value: Option<f64>,
    /// Items it was computed from.
    pub n: u64,
    /// Whether the range, or time itself, covers only part of the bucket.
    pub partial: bool,
}

/// One key of a breakdown.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Slice {
    /// Key; empty for items without one.
    pub key: String,
    /// Its number.
    pub value: Option<f64>,
    /// Items it was computed from.
    pub n: u64,
    /// Its number in the range before.
    pub previous: Option<f64>,
    /// Its number over time; empty for all but the dozen keys with most items.
    pub series: Vec<Point>,
}

/// Something a number lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Missing {
    /// What is lacking.
    pub what: String,
    /// How that shows.
    pub why: String,
    /// What would supply it.
    pub supply: String,
}

/// The rows behind a number.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Items {
    /// Columns worth showing, in order.
    pub columns: Vec<ItemColumn>,
    /// One object per item: its columns plus `id`, `at`, `value`, `excluded_because`, `url`. Newest first.
    #[schema(value_type = Vec<Object>)]
    pub items: Vec<Map<String, Value>>,
    /// Items that match, counted or left out.
    pub total: u64,
    /// Those counted.
    pub included: u64,
    /// Those left out.
    pub excluded: u64,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// One column of the items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ItemColumn {
    /// Its name in the items.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its unit, for numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// `time`, `text`, `number`, `hours`, `link` or `bool`.
    pub kind: String,
}
