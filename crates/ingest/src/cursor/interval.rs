use serde::{Deserialize, Serialize};
use weir_model::Time;

/// A set of moments, kept as closed intervals that neither touch nor overlap, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IntervalSet(Vec<(Time, Time)>);

impl IntervalSet {
    /// The intervals, oldest first, both ends included.
    pub fn intervals(&self) -> &[(Time, Time)] {
        &self.0
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The newest moment.
    pub fn top(&self) -> Option<Time> {
        self.0.last().map(|interval| interval.1)
    }

    /// The oldest moment.
    pub fn bottom(&self) -> Option<Time> {
        self.0.first().map(|interval| interval.0)
    }

    /// Whether it holds a moment.
    pub fn contains(&self, time: Time) -> bool {
        self.0.iter().any(|&(from, to)| from <= time && time <= to)
    }

    /// Adds all moments from `from` to `to`, both included; nothing when they are reversed.
    pub fn add(&mut self, from: Time, to: Time) {
        if from > to {
            return;
        }
        let (mut from, mut to) = (from, to);
        self.0.retain(|&(start, end)| {
            let apart = end < before(from) || start > after(to);
            if !apart {
                from = from.min(start);
                to = to.max(end);
            }
            apart
        });
        let position = self.0.partition_point(|interval| interval.0 < from);
        self.0.insert(position, (from, to));
    }

    /// Takes out all moments from `from` to `to`, both included.
    pub fn remove(&mut self, from: Time, to: Time) {
        if from > to {
            return;
        }
        let mut left = Vec::with_capacity(self.0.len() + 1);
        for &(start, end) in &self.0 {
            if end < from || start > to {
                left.push((start, end));
                continue;
            }
            if start < from {
                left.push((start, before(from)));
            }
            if end > to {
                left.push((after(to), end));
            }
        }
        self.0 = left;
    }

    /// The moments from `from` to `to` that are not in it.
    #[must_use]
    pub fn gaps(&self, from: Time, to: Time) -> Self {
        let mut gaps = Self::default();
        gaps.add(from, to);
        for &(start, end) in &self.0 {
            gaps.remove(start, end);
        }
        gaps
    }
}

const fn before(time: Time) -> Time {
    Time(time.0.saturating_sub(1))
}

const fn after(time: Time) -> Time {
    Time(time.0.saturating_add(1))
}
