//! The number over a range, its parts, its course and its breakdown.

use std::borrow::Cow;
use std::collections::HashMap;

use weir_model::Time;

use crate::aggregate::{Aggregate, Sample};
use crate::answer::{Excluded, Point, Slice, StageValue};
use crate::catalogue::Metric;
use crate::query::Bucket;

use super::buckets::days;
use super::items::Keys;
use super::select::Selection;
use super::stages::level;
use crate::settings::StageChain;

/// Keys of a breakdown that get a course of their own: more than a chart can show.
const COURSES: usize = 12;

/// A metric's items under one aggregate.
pub(super) struct Sums<'a> {
    pub(super) metric: &'a Metric,
    pub(super) selection: Selection<'a>,
    pub(super) aggregate: Aggregate,
    /// From when to when nothing found means that nothing happened.
    pub(super) covered: Option<(Time, Time)>,
    /// Whether the metric lacks what it needs, so that nothing it says would be true.
    pub(super) lacking: bool,
}

/// The items of a range that meet the question's conditions, in order of time.
pub(super) struct Chosen {
    pub(super) from: Time,
    pub(super) to: Time,
    /// Counted or left out.
    pub(super) all: Vec<usize>,
    /// Those that count; none where the metric lacks what it needs.
    included: Vec<usize>,
}

impl Sums<'_> {
    pub(super) fn choose(&self, from: Time, to: Time) -> Chosen {
        let all = self.selection.over(from, to);
        let counts = |item: &usize| !self.lacking && self.selection.is_included(*item);
        Chosen {
            from,
            to,
            included: all.iter().copied().filter(counts).collect(),
            all,
        }
    }

    /// The items that count of a part of a range: what happened is looked up among the chosen, what lasts is chosen anew.
    fn part<'c>(&self, chosen: &'c Chosen, from: Time, to: Time) -> Cow<'c, [usize]> {
        match self.selection.part(&chosen.included, from, to) {
            Some(part) => Cow::Borrowed(part),
            None => Cow::Owned(self.choose(from, to).included),
        }
    }

    fn sample(&self, items: &[usize], from: Time, to: Time) -> Sample {
        Sample {
            values: items.iter().map(|item| self.selection.value(*item, to)).collect(),
            keys: items
                .iter()
                .filter_map(|item| self.selection.counted(*item))
                .collect(),
            weights: items
                .iter()
                .filter_map(|item| self.selection.items.weight(*item))
                .collect(),
            days: days(from, to, self.selection.now),
        }
    }

    /// The number of some items. Without any there is none, unless the metric counts and nothing can be lacking.
    fn of(&self, aggregate: Aggregate, mut sample: Sample, empty_is_zero: bool) -> Option<f64> {
        let counts = self.metric.aggregates[0].counts() && aggregate.counts();
        if sample.values.is_empty() && (self.lacking || !counts || !empty_is_zero) {
            return None;
        }
        aggregate.of(&mut sample)
    }

    /// The number over a range, and the items in it.
    pub(super) fn total(&self, aggregate: Aggregate, chosen: &Chosen) -> (Option<f64>, u64) {
        let Chosen { from, to, .. } = *chosen;
        let touched = self
            .covered
            .is_some_and(|(since, fresh)| since < to && from <= fresh);
        let value = self.of(aggregate, self.sample(&chosen.included, from, to), touched);
        (value, chosen.included.len() as u64)
    }

    pub(super) fn excluded(&self, chosen: &Chosen) -> Vec<Excluded> {
        let mut counts: HashMap<&str, u64> = HashMap::new();
        for reason in chosen.all.iter().filter_map(|item| self.selection.reason(*item)) {
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

    /// Its parts; those of a chain with their limits and what they come to.
    pub(super) fn stages(&self, chain: Option<&StageChain>, chosen: &Chosen) -> Vec<StageValue> {
        let stage = |(place, stage): (usize, &crate::catalogue::Named)| {
            let values = chosen.included.iter();
            let values = values.map(|item| self.selection.items.stage(place, *item));
            let values: Vec<f64> = values.filter(|value| !value.is_nan()).collect();
            let sample = Sample {
                values,
                days: days(chosen.from, chosen.to, self.selection.now),
                ..Sample::default()
            };
            let own = chain.and_then(|chain| chain.stages.get(place));
            let n = sample.values.len() as u64;
            let value = self.of(self.aggregate, sample, false);
            StageValue {
                name: stage.name.clone(),
                title: stage.title.clone(),
                n,
                value,
                good_hours: own.and_then(|stage| stage.good_hours),
                acceptable_hours: own.and_then(|stage| stage.acceptable_hours),
                level: own
                    .zip(value)
                    .and_then(|(stage, value)| level(stage, value))
                    .map(str::to_owned),
            }
        };
        self.metric.stages.iter().enumerate().map(stage).collect()
    }

    pub(super) fn series(&self, bucket: Bucket, chosen: &Chosen) -> Vec<Point> {
        let Chosen { from, to, .. } = *chosen;
        let spans = bucket.over(self.selection.zone, from, to);
        spans
            .map(|span| {
                let (first, last) = within(span, from, to);
                self.point(span, from, to, &self.part(chosen, first, last))
            })
            .collect()
    }

    /// The number of some items of a bucket of the range.
    fn point(&self, span: (Time, Time), from: Time, to: Time, items: &[usize]) -> Point {
        let (start, end) = span;
        let (first, last) = within(span, from, to);
        let inside = self
            .covered
            .is_some_and(|(since, fresh)| since <= first && last <= fresh);
        Point {
            start,
            n: items.len() as u64,
            value: self.of(self.aggregate, self.sample(items, first, last), inside),
            partial: start < from || to < end || self.selection.now < end,
        }
    }

    pub(super) fn breakdown(
        &self,
        keys: &Keys,
        before: &Chosen,
        chosen: &Chosen,
        bucket: Bucket,
    ) -> Vec<Slice> {
        let by_key = |items: &[usize]| {
            let mut groups: Vec<Vec<usize>> = vec![Vec::new(); keys.names.len()];
            for item in items {
                groups[keys.places[*item] as usize].push(*item);
            }
            groups
        };
        let Chosen { from, to, .. } = *chosen;
        let (now, old) = (by_key(&chosen.included), by_key(&before.included));
        let groups = now.into_iter().enumerate().filter(|(_, items)| !items.is_empty());
        let slice = |(key, items): (usize, Vec<usize>)| {
            let slice = Slice {
                key: keys.names[key].clone(),
                n: items.len() as u64,
                value: self.of(self.aggregate, self.sample(&items, from, to), false),
                previous: self.of(
                    self.aggregate,
                    self.sample(&old[key], before.from, before.to),
                    false,
                ),
                series: Vec::new(),
            };
            (key, slice)
        };
        let mut slices: Vec<(usize, Slice)> = groups.map(slice).collect();
        slices.sort_by(|(_, a), (_, b)| b.n.cmp(&a.n).then_with(|| a.key.cmp(&b.key)));
        for span in bucket.over(self.selection.zone, from, to) {
            let (first, last) = within(span, from, to);
            let groups = by_key(&self.part(chosen, first, last));
            for (key, slice) in slices.iter_mut().take(COURSES) {
                slice.series.push(self.point(span, from, to, &groups[*key]));
            }
        }
        slices.into_iter().map(|(_, slice)| slice).collect()
    }
}

/// The part of a bucket that lies in a range.
fn within((start, end): (Time, Time), from: Time, to: Time) -> (Time, Time) {
    (start.max(from), end.min(to))
}
