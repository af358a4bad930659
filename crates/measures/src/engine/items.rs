//! The items of a metric in memory: what aggregates read as plain columns, the rest as it came from the query.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::Float64Type;
use arrow_array::{Array, RecordBatch};
use weir_model::Time;

use crate::MeasureError;
use crate::catalogue::Metric;
use crate::prepare::read::{Texts, Times};

/// The items, in order of time.
#[derive(Debug)]
pub(crate) struct ItemSet {
    batches: Vec<RecordBatch>,
    /// Per item: its batch and row.
    rows: Vec<(u32, u32)>,
    at: Vec<i64>,
    /// NaN where there is none.
    value: Vec<f64>,
    /// Why an item is left out: 0 is counted, else a place in `reasons` plus 1.
    reason: Vec<u32>,
    reasons: Vec<String>,
    /// Per stage of the metric; NaN where there is none.
    stages: Vec<Vec<f64>>,
    dimensions: Vec<Keys>,
    /// Whose item it is, where the metric says.
    person: Option<Keys>,
    /// What different things are counted by, where the metric does.
    distinct: Option<Keys>,
    /// Empty where the metric does not weigh.
    weight: Vec<f64>,
    /// Until when each item of a level lasts; empty for other metrics.
    until: Vec<i64>,
}

/// A dimension's keys.
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
    fn read(name: &str, batches: &[RecordBatch], order: &[(i64, u32, u32)]) -> Self {
        let mut numbered = Numbered::default();
        let places = in_order(
            batches,
            order,
            |batch: &RecordBatch, push: &mut dyn FnMut(u32)| {
                let texts = Texts::of(batch, name);
                (0..batch.num_rows()).for_each(|row| push(numbered.place(texts.must(row))));
            },
        );
        Self {
            name: name.to_owned(),
            places,
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
        let order = order(metric, &batches)?;
        let mut reasons = Numbered::default();
        let reason_of = |batch: &RecordBatch, rows: &mut dyn FnMut(u32)| {
            let texts = Texts::of(batch, "excluded_because");
            let values = numbers(batch, "value");
            for (row, value) in values.into_iter().enumerate() {
                match texts.get(row) {
                    Some(reason) => rows(reasons.place(reason) + 1),
                    None if value.is_nan() => rows(reasons.place("unknown: it has no value") + 1),
                    None => rows(0),
                }
            }
        };
        let reason = in_order(&batches, &order, reason_of);
        let column = |name: &str| {
            in_order(&batches, &order, |batch, push| {
                numbers(batch, name).into_iter().for_each(push);
            })
        };
        let keys = |name: &String| Keys::read(name, &batches, &order);
        let until = metric.until.iter().flat_map(|name| {
            in_order(
                &batches,
                &order,
                |batch: &RecordBatch, push: &mut dyn FnMut(i64)| {
                    let times = Times::of(batch, name);
                    (0..batch.num_rows()).for_each(|row| push(times.get(row).unwrap_or(i64::MAX)));
                },
            )
        });
        let stages: Vec<Vec<f64>> = metric.stages.iter().map(|stage| column(&stage.name)).collect();
        let mut value = column("value");
        leave_out(metric, skipped, &stages, &mut value);
        Ok(Self {
            at: order.iter().map(|(at, ..)| *at).collect(),
            rows: order.iter().map(|(_, batch, row)| (*batch, *row)).collect(),
            value,
            stages,
            dimensions: metric.dimensions.iter().map(|named| keys(&named.name)).collect(),
            person: metric.person.as_ref().map(keys),
            distinct: metric.distinct.as_ref().map(keys),
            weight: metric.weight.as_deref().map(column).unwrap_or_default(),
            until: until.collect(),
            reason,
            reasons: reasons.names,
            batches,
        })
    }

    /// Memory they hold.
    pub(crate) fn bytes(&self) -> usize {
        let per_item = 8 + 8 + 8 + 4 + 8 + 8 + 8 + 8 * self.stages.len() + 4 * self.dimensions.len();
        let cells: usize = self.batches.iter().map(RecordBatch::get_array_memory_size).sum();
        cells + per_item * self.at.len()
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

    /// Whose items they are.
    pub(crate) fn person(&self) -> Option<&Keys> {
        self.person.as_ref()
    }

    /// What different things are counted by.
    pub(crate) fn distinct(&self) -> Option<&Keys> {
        self.distinct.as_ref()
    }

    pub(crate) fn dimension(&self, name: &str) -> Option<&Keys> {
        self.dimensions.iter().find(|dimension| dimension.name == name)
    }

    /// The item's row as the query gave it.
    pub(crate) fn row(&self, item: usize) -> (&RecordBatch, usize) {
        let (batch, row) = self.rows[item];
        (&self.batches[batch as usize], row as usize)
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

/// Time, batch and row of every item, in order of time and then of id.
fn order(metric: &Metric, batches: &[RecordBatch]) -> Result<Vec<(i64, u32, u32)>, MeasureError> {
    let mut order = Vec::with_capacity(batches.iter().map(RecordBatch::num_rows).sum());
    for (number, batch) in (0..).zip(batches) {
        let wanted = ["item_id", "happened_at", "value", "excluded_because"].into_iter();
        let stages = metric
            .stages
            .iter()
            .chain(&metric.dimensions)
            .map(|named| named.name.as_str());
        let special = [&metric.person, &metric.distinct, &metric.weight, &metric.until];
        if let Some(absent) = wanted
            .chain(stages)
            .chain(special.into_iter().flatten().map(String::as_str))
            .find(|name| batch.column_by_name(name).is_none())
        {
            return Err(metric.wrong(&format!("its query gives no column `{absent}`")));
        }
        let times = Times::of(batch, "happened_at");
        for (row, place) in (0..batch.num_rows()).zip(0..) {
            let Some(at) = times.get(row) else {
                return Err(metric.wrong("its query gives an item without a time `happened_at`"));
            };
            order.push((at, number, place));
        }
    }
    let ids: Vec<Texts<'_>> = batches.iter().map(|batch| Texts::of(batch, "item_id")).collect();
    let id = |(_, batch, row): &(i64, u32, u32)| ids[*batch as usize].must(*row as usize);
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| id(a).cmp(id(b))));
    Ok(order)
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

/// A column read batch by batch, then put in order.
fn in_order<T: Copy>(
    batches: &[RecordBatch],
    order: &[(i64, u32, u32)],
    mut read: impl FnMut(&RecordBatch, &mut dyn FnMut(T)),
) -> Vec<T> {
    let mut columns: Vec<Vec<T>> = Vec::with_capacity(batches.len());
    for batch in batches {
        let mut column = Vec::with_capacity(batch.num_rows());
        read(batch, &mut |value| column.push(value));
        columns.push(column);
    }
    order
        .iter()
        .map(|(_, batch, row)| columns[*batch as usize][*row as usize])
        .collect()
}
