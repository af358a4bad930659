//! The items of a metric in memory: what aggregates read as plain columns, the rest as the query gave it, packed.

use std::collections::{BTreeSet, HashMap};

use arrow_array::cast::AsArray;
use arrow_array::types::Float64Type;
use arrow_array::{Array, RecordBatch};
use weir_model::Time;

use crate::MeasureError;
use crate::catalogue::Metric;
use crate::prepare::read::{Texts, Times};

use super::pack;

/// The items, in order of time.
#[derive(Debug)]
pub(crate) struct ItemSet {
    /// Everything the query gave, one row for each item.
    cells: RecordBatch,
    at: Vec<i64>,
    /// NaN where there is none.
    value: Vec<f64>,
    /// Why an item is left out: 0 is counted, else a place in `reasons` plus 1.
    reason: Vec<u32>,
    reasons: Vec<String>,
    /// Per stage of the metric; NaN where there is none.
    stages: Vec<Vec<f64>>,
    /// What items are told apart by: dimensions, persons, what different things are counted by.
    keys: Vec<Keys>,
    /// Empty where the metric does not weigh.
    weight: Vec<f64>,
    /// Until when each item of a level lasts; empty for other metrics.
    until: Vec<i64>,
}

/// What of a metric its items depend on. Metrics of one shape have the same items, whatever each makes of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Shape {
    sql: String,
    keys: BTreeSet<String>,
    stages: Vec<String>,
    weight: Option<String>,
    until: Option<String>,
}

impl Shape {
    pub(crate) fn of(metric: &Metric) -> Self {
        let dimensions = metric.dimensions.iter().map(|named| &named.name);
        Self {
            sql: metric.sql.clone(),
            keys: dimensions
                .chain(&metric.person)
                .chain(&metric.distinct)
                .cloned()
                .collect(),
            stages: metric.stages.iter().map(|stage| stage.name.clone()).collect(),
            weight: metric.weight.clone(),
            until: metric.until.clone(),
        }
    }
}

/// The keys of a column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys {
    pub(crate) name: String,
    /// Per item, a place in `names`.
    pub(crate) places: Vec<u32>,
    pub(crate) names: Vec<String>,
}

/// Distinct texts numbered as they come.
#[derive(Default)]
struct Numbered {
    places: HashMap<String, u32>,
    names: Vec<String>,
}

impl Numbered {
    fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "fewer distinct texts than items, and items fit memory"
        )]
        let place = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        place
    }
}

impl Keys {
    fn read(name: &str, cells: &RecordBatch) -> Self {
        let mut numbered = Numbered::default();
        let texts = Texts::of(cells, name);
        Self {
            name: name.to_owned(),
            places: (0..cells.num_rows())
                .map(|row| numbered.place(texts.must(row)))
                .collect(),
            names: numbered.names,
        }
    }

    /// The same items under other keys; several keys may become one.
    pub(crate) fn map(&self, name: &str, rename: impl Fn(&str) -> String) -> Self {
        let mut numbered = Numbered::default();
        let moved: Vec<u32> = self
            .names
            .iter()
            .map(|key| numbered.place(&rename(key)))
            .collect();
        Self {
            name: name.to_owned(),
            places: self.places.iter().map(|place| moved[*place as usize]).collect(),
            names: numbered.names,
        }
    }

    /// The key of an item; empty when it has none.
    pub(crate) fn of(&self, item: usize) -> &str {
        &self.names[self.places[item] as usize]
    }
}

impl ItemSet {
    /// Reads what a metric's query gave.
    pub(crate) fn read(
        metric: &Metric,
        skipped: &[String],
        batches: Vec<RecordBatch>,
    ) -> Result<Self, MeasureError> {
        let cells = pack::in_order(metric, &batches)?;
        drop(batches);
        let mut reasons = Numbered::default();
        let column = |name: &str| numbers(&cells, name);
        let keys = Shape::of(metric).keys;
        let stages: Vec<Vec<f64>> = metric.stages.iter().map(|stage| column(&stage.name)).collect();
        let mut value = column("value");
        let why = Texts::of(&cells, "excluded_because");
        let reason = value.iter().enumerate().map(|(row, value)| match why.get(row) {
            Some(reason) => reasons.place(reason) + 1,
            None if value.is_nan() => reasons.place("unknown: it has no value") + 1,
            None => 0,
        });
        let reason = reason.collect();
        leave_out(metric, skipped, &stages, &mut value);
        Ok(Self {
            at: times(&cells, "happened_at")
                .map(Option::unwrap_or_default)
                .collect(),
            value,
            stages,
            keys: keys.iter().map(|name| Keys::read(name, &cells)).collect(),
            weight: metric.weight.as_deref().map(column).unwrap_or_default(),
            until: match &metric.until {
                Some(name) => times(&cells, name).map(|at| at.unwrap_or(i64::MAX)).collect(),
                None => Vec::new(),
            },
            reason,
            reasons: reasons.names,
            cells,
        })
    }

    /// Memory they hold.
    pub(crate) fn bytes(&self) -> usize {
        let per_item = 8 + 8 + 4 + 8 * self.stages.len() + 4 * self.keys.len();
        let optional = 8 * (self.weight.len() + self.until.len());
        self.cells.get_array_memory_size() + per_item * self.at.len() + optional
    }

    /// The places of the items from one moment until just before another.
    pub(crate) fn range(&self, from: Time, to: Time) -> std::ops::Range<usize> {
        self.at.partition_point(|at| *at < from.0)..self.at.partition_point(|at| *at < to.0)
    }

    pub(crate) fn at(&self, item: usize) -> Time {
        Time(self.at[item])
    }

    pub(crate) fn value(&self, item: usize) -> f64 {
        self.value[item]
    }

    pub(crate) fn stage(&self, stage: usize, item: usize) -> f64 {
        self.stages[stage][item]
    }

    pub(crate) fn is_included(&self, item: usize) -> bool {
        self.reason[item] == 0
    }

    /// Why an item is left out.
    pub(crate) fn reason(&self, item: usize) -> Option<&str> {
        let place = self.reason[item].checked_sub(1)?;
        self.reasons.get(place as usize).map(String::as_str)
    }

    /// Places of the items that lasted at a moment.
    pub(crate) fn lasting(&self, moment: Time) -> impl Iterator<Item = usize> {
        let begun = 0..self.at.partition_point(|at| *at <= moment.0);
        begun.filter(move |item| self.until[*item] > moment.0)
    }

    pub(crate) fn weight(&self, item: usize) -> Option<f64> {
        self.weight.get(item).copied()
    }

    /// The keys of a column, if items are told apart by it.
    pub(crate) fn keys(&self, name: &str) -> Option<&Keys> {
        self.keys.iter().find(|keys| keys.name == name)
    }

    /// What the query gave, one row for each item.
    pub(crate) fn cells(&self) -> &RecordBatch {
        &self.cells
    }

    /// Time of the oldest and of the newest item.
    pub(crate) fn span(&self) -> Option<(Time, Time)> {
        Some((Time(*self.at.first()?), Time(*self.at.last()?)))
    }
}

/// Takes the parts that do not count out of the value of each item.
fn leave_out(metric: &Metric, skipped: &[String], stages: &[Vec<f64>], value: &mut [f64]) {
    for (named, hours) in metric.stages.iter().zip(stages) {
        if skipped.contains(&named.name) {
            for (value, part) in value.iter_mut().zip(hours).filter(|(_, part)| !part.is_nan()) {
                *value = (*value - part).max(0.0);
            }
        }
    }
}

/// Numbers of a column; NaN for NULL.
fn numbers(batch: &RecordBatch, name: &str) -> Vec<f64> {
    let array = batch
        .column_by_name(name)
        .and_then(|column| column.as_primitive_opt::<Float64Type>());
    let Some(array) = array else {
        return vec![f64::NAN; batch.num_rows()];
    };
    if array.null_count() == 0 {
        return array.values().to_vec();
    }
    array.iter().map(|value| value.unwrap_or(f64::NAN)).collect()
}

/// Moments of a column.
fn times<'a>(batch: &'a RecordBatch, name: &str) -> impl Iterator<Item = Option<i64>> + use<'a> {
    let times = Times::of(batch, name);
    (0..batch.num_rows()).map(move |row| times.get(row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::metric;

    /// What commits are of takes most of the memory there is for items: it is read and kept once.
    #[test]
    fn metrics_that_count_the_same_commits_share_them() {
        let shape = |id: &str| Shape::of(metric(id).unwrap());
        assert_eq!(shape("commits"), shape("committers"));
        assert_eq!(shape("commits"), shape("repository_breadth"));
        assert_ne!(shape("commits"), shape("lines_changed"));
    }
}
