//! One number and everything around it, from the items.

use std::collections::HashMap;
use std::ops::Range;

use weir_model::Time;

use crate::MeasureError;
use crate::aggregate::Aggregate;
use crate::answer::{
    Answer, BandText, Excluded, Grade, MetricInfo, Missing, Point, Previous, Slice, StageValue,
};
use crate::catalogue::{Metric, Need};
use crate::query::{Bucket, MetricQuery, ProjectView};
use crate::text;

use super::Computed;
use super::buckets::{days, previous};
use super::items::{ItemSet, Keys};

/// A metric's items under one aggregate.
struct Sums<'a> {
    metric: &'a Metric,
    items: &'a ItemSet,
    aggregate: Aggregate,
    now: Time,
    /// From when to when no deployment means none happened.
    covered: Option<(Time, Time)>,
    /// Whether the metric lacks what it needs, so that nothing it says would be true.
    lacking: bool,
}

/// The dimension of that name.
pub(super) fn dimension<'a>(
    metric: &Metric,
    items: &'a ItemSet,
    name: &str,
) -> Result<&'a Keys, MeasureError> {
    items.dimension(name).ok_or_else(|| {
        let known: Vec<&str> = metric
            .dimensions
            .iter()
            .map(|dimension| dimension.name.as_str())
            .collect();
        MeasureError::unknown("dimension", name, &known)
    })
}

fn aggregate(metric: &Metric, name: Option<&str>) -> Result<Aggregate, MeasureError> {
    let known = &metric.aggregates;
    let Some(name) = name else { return Ok(known[0]) };
    known
        .iter()
        .copied()
        .find(|aggregate| aggregate.name() == name)
        .ok_or_else(|| {
            let names: Vec<&str> = known.iter().map(|aggregate| aggregate.name()).collect();
            MeasureError::unknown("aggregate", name, &names)
        })
}

/// The whole answer.
pub(super) fn answer(
    metric: &Metric,
    project: &ProjectView,
    query: &MetricQuery,
    computed: &Computed,
    now: Time,
) -> Result<Answer, MeasureError> {
    let (items, prepared) = (computed.items.as_ref(), computed.prepared.as_ref());
    let lacks: Vec<Missing> = prepared
        .lacks
        .iter()
        .filter(|lack| metric.needs.contains(&lack.need))
        .map(|lack| lack.missing.clone())
        .collect();
    let sums = Sums {
        metric,
        items,
        aggregate: aggregate(metric, query.aggregate.as_deref())?,
        now,
        covered: prepared.deployments_since.zip(prepared.fresh_at),
        lacking: !lacks.is_empty(),
    };
    let (from, to) = (query.from, query.to);
    let (value, n) = sums.total(sums.aggregate, from, to);
    let (before, _) = previous(from, to);
    let (old, old_n) = sums.total(sums.aggregate, before, from);
    let missing = if lacks.is_empty() {
        sums.thin(value, from, to)
    } else {
        lacks
    };
    Ok(Answer {
        metric: sums.info(),
        project: project.name.clone(),
        from,
        to,
        value,
        text: text::number(value, sums.aggregate.unit(&metric.unit)),
        n,
        excluded: sums.excluded(from, to),
        grade: sums.grade(value, from, to),
        previous: Previous {
            from: before,
            to: from,
            value: old,
            n: old_n,
        },
        change: value
            .zip(old)
            .filter(|(_, old)| *old != 0.0)
            .map(|(value, old)| (value - old) / old),
        stages: sums.stages(from, to),
        series: sums.series(
            query.bucket.unwrap_or_else(|| Bucket::fitting(from, to)),
            from,
            to,
        ),
        breakdown: match &query.by {
            Some(by) => sums.breakdown(dimension(metric, items, by)?, (before, from), (from, to)),
            None => Vec::new(),
        },
        basis: prepared.basis.clone(),
        missing,
        fresh_at: prepared.fresh_at,
    })
}

impl Sums<'_> {
    fn included(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        range.filter(|item| !self.lacking && self.items.is_included(*item))
    }

    fn values(&self, range: Range<usize>) -> Vec<f64> {
        self.included(range).map(|item| self.items.value(item)).collect()
    }

    /// The number over a range, and the items in it.
    fn total(&self, aggregate: Aggregate, from: Time, to: Time) -> (Option<f64>, u64) {
        let mut values = self.values(self.items.range(from, to));
        let n = values.len() as u64;
        let empty_is_zero = self
            .covered
            .is_some_and(|(since, fresh)| since < to && from <= fresh);
        (self.of(aggregate, &mut values, from, to, empty_is_zero), n)
    }

    /// The number of some values. Without any there is none, unless the metric counts over time and nothing can be lacking.
    fn of(
        &self,
        aggregate: Aggregate,
        values: &mut [f64],
        from: Time,
        to: Time,
        empty_is_zero: bool,
    ) -> Option<f64> {
        let counts = self.metric.aggregates[0].is_rate_of_time();
        if values.is_empty() && (self.lacking || !counts || !empty_is_zero) {
            return None;
        }
        aggregate.of(values, days(from, to, self.now))
    }

    fn excluded(&self, from: Time, to: Time) -> Vec<Excluded> {
        let mut counts: HashMap<&str, u64> = HashMap::new();
        for reason in self
            .items
            .range(from, to)
            .filter_map(|item| self.items.reason(item))
        {
            *counts.entry(reason).or_default() += 1;
        }
        let excluded = counts.into_iter().map(|(reason, count)| Excluded {
            reason: reason.to_owned(),
            count,
        });
        let mut excluded: Vec<Excluded> = excluded.collect();
        excluded.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.reason.cmp(&b.reason)));
        excluded
    }

    /// The grade; of the default aggregate where the asked one has another unit.
    fn grade(&self, value: Option<f64>, from: Time, to: Time) -> Option<Grade> {
        let metric = self.metric;
        let graded = if self.aggregate.unit(&metric.unit) == metric.unit {
            value?
        } else {
            self.total(metric.aggregates[0], from, to).0?
        };
        let band = metric
            .bands
            .iter()
            .find(|band| band.limit.is_none_or(|limit| limit.holds(graded)))?;
        let bands = metric.bands.iter().map(|band| BandText {
            level: band.level.clone(),
            text: band.text.clone(),
        });
        Some(Grade {
            level: band.level.clone(),
            label: text::capital(&band.level),
            bands: bands.collect(),
        })
    }

    fn stages(&self, from: Time, to: Time) -> Vec<StageValue> {
        let range = self.items.range(from, to);
        let stage = |(place, stage): (usize, &crate::catalogue::Named)| {
            let values = self
                .included(range.clone())
                .map(|item| self.items.stage(place, item));
            let mut values: Vec<f64> = values.filter(|value| !value.is_nan()).collect();
            StageValue {
                name: stage.name.clone(),
                title: stage.title.clone(),
                n: values.len() as u64,
                value: self.of(self.aggregate, &mut values, from, to, false),
            }
        };
        self.metric.stages.iter().enumerate().map(stage).collect()
    }

    fn series(&self, bucket: Bucket, from: Time, to: Time) -> Vec<Point> {
        let point = |(start, end): (Time, Time)| {
            let (first, last) = (start.max(from), end.min(to));
            let mut values = self.values(self.items.range(first, last));
            let inside = self
                .covered
                .is_some_and(|(since, fresh)| since <= first && last <= fresh);
            Point {
                start,
                n: values.len() as u64,
                value: self.of(self.aggregate, &mut values, first, last, inside),
                partial: start < from || to < end || self.now < end,
            }
        };
        bucket.over(from, to).map(point).collect()
    }

    fn breakdown(&self, keys: &Keys, before: (Time, Time), range: (Time, Time)) -> Vec<Slice> {
        let by_key = |(from, to): (Time, Time)| {
            let mut groups: Vec<Vec<f64>> = vec![Vec::new(); keys.names.len()];
            for item in self.included(self.items.range(from, to)) {
                groups[keys.places[item] as usize].push(self.items.value(item));
            }
            groups
        };
        let (now, mut old) = (by_key(range), by_key(before));
        let slice = |(key, mut values): (usize, Vec<f64>)| Slice {
            key: keys.names[key].clone(),
            n: values.len() as u64,
            value: self.of(self.aggregate, &mut values, range.0, range.1, false),
            previous: self.of(self.aggregate, &mut old[key], before.0, before.1, false),
        };
        let groups = now
            .into_iter()
            .enumerate()
            .filter(|(_, values)| !values.is_empty());
        let mut slices: Vec<Slice> = groups.map(slice).collect();
        slices.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.key.cmp(&b.key)));
        slices
    }

    /// What a number without data, or with data for part of the range only, must say.
    fn thin(&self, value: Option<f64>, from: Time, to: Time) -> Vec<Missing> {
        let title = self.metric.title.to_lowercase();
        if value.is_none() {
            let left_out = self.items.range(from, to).len();
            let (why, supply) = match (left_out, self.items.span()) {
                (0, Some((oldest, newest))) => (
                    format!(
                        "nothing happened in the range; what is known lies between {oldest} and {newest}"
                    ),
                    "choose another range, or sync further back".to_owned(),
                ),
                (0, None) => (
                    "nothing is known around the range".to_owned(),
                    "choose another range, or sync further back".to_owned(),
                ),
                (some, _) => (
                    format!("all {some} items of the range are left out"),
                    "see the reasons beside the items".to_owned(),
                ),
            };
            return vec![Missing {
                what: format!("items for {title}"),
                why,
                supply,
            }];
        }
        let late = self.covered.map(|(since, _)| since).filter(|since| *since > from);
        let counts = self.metric.needs == [Need::Deployments];
        let late = late.filter(|_| counts).map(|since| Missing {
            what: format!("deployments before {since}"),
            why: "the oldest record is younger than the range, whose earlier days count as days without deployments".to_owned(),
            supply: "sync further back, if there were any".to_owned(),
        });
        late.into_iter().collect()
    }

    fn info(&self) -> MetricInfo {
        let metric = self.metric;
        MetricInfo {
            unit: self.aggregate.unit(&metric.unit).to_owned(),
            aggregate: self.aggregate.name().to_owned(),
            ..metric.info()
        }
    }
}

impl Metric {
    /// What the metric is, with its default aggregate.
    pub fn info(&self) -> MetricInfo {
        MetricInfo {
            id: self.id.clone(),
            title: self.title.clone(),
            unit: self.unit.clone(),
            direction: self.direction.clone(),
            definition: self.definition.clone(),
            aggregate: self.aggregates[0].name().to_owned(),
            aggregates: self
                .aggregates
                .iter()
                .map(|aggregate| aggregate.name().to_owned())
                .collect(),
            dimensions: self
                .dimensions
                .iter()
                .map(|dimension| dimension.name.clone())
                .collect(),
            needs: self.needs.iter().map(|need| need.name().to_owned()).collect(),
            source: self.sources.first().cloned(),
            version: self.version,
        }
    }
}
