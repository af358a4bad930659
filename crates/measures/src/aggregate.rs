//! How the values of many items become one number.

use crate::MeasureError;

/// One way to aggregate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aggregate {
    /// The 50th percentile.
    Median,
    /// The arithmetic mean.
    Mean,
    /// The 75th percentile.
    P75,
    /// The 90th percentile.
    P90,
    /// The 95th percentile.
    P95,
    /// The mean of values that are 0 or 100: a share in percent.
    Rate,
    /// Items per day of the range.
    PerDay,
    /// Items per seven days of the range.
    PerWeek,
    /// Items whose value is not 0.
    Count,
    /// All values together.
    Sum,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// Different keys of the column that the metric counts by.
    Distinct,
    /// Items per different key.
    PerKey,
    /// Items per different key and seven days of the range.
    PerKeyWeek,
    /// All values together per different key: the mean of what each key adds up to.
    SumPerKey,
    /// The 50th percentile without interpolation: of two in the middle the lower one.
    LowerMedian,
    /// All values divided by all weights.
    Ratio,
    /// The mean of the values, each as heavy as its item's weight: a share of lines in percent.
    Share,
}

/// The items that one number is made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample {
    pub(crate) values: Vec<f64>,
    /// Per value its key, where the metric counts different keys; else empty.
    pub(crate) keys: Vec<u32>,
    /// Per value its weight, where the metric weighs; else empty.
    pub(crate) weights: Vec<f64>,
    /// Days of the range, as far as time has come.
    pub(crate) days: f64,
}

const NAMES: [(&str, Aggregate); 19] = [
    ("median", Aggregate::Median),
    ("mean", Aggregate::Mean),
    ("p75", Aggregate::P75),
    ("p90", Aggregate::P90),
    ("p95", Aggregate::P95),
    ("rate", Aggregate::Rate),
    ("per_day", Aggregate::PerDay),
    ("per_week", Aggregate::PerWeek),
    ("count", Aggregate::Count),
    ("sum", Aggregate::Sum),
    ("min", Aggregate::Min),
    ("max", Aggregate::Max),
    ("distinct", Aggregate::Distinct),
    ("per_key", Aggregate::PerKey),
    ("per_key_week", Aggregate::PerKeyWeek),
    ("sum_per_key", Aggregate::SumPerKey),
    ("share", Aggregate::Share),
    ("ratio", Aggregate::Ratio),
    ("lower_median", Aggregate::LowerMedian),
];

impl Aggregate {
    /// The aggregate of that name.
    pub fn named(name: &str) -> Result<Self, MeasureError> {
        let found = NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, aggregate)| *aggregate).ok_or_else(|| {
            let known = NAMES.map(|(known, _)| known);
            MeasureError::unknown("aggregate", name, &known)
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(_, aggregate)| *aggregate == self)
            .map_or("", |(name, _)| name)
    }

    /// Unit of the number, given the unit of the values.
    pub(crate) fn unit(self, values: &str) -> &str {
        match self {
            Self::PerDay => "per_day",
            Self::PerWeek | Self::PerKeyWeek => "per_week",
            Self::Count | Self::Distinct | Self::PerKey => "count",
            _ => values,
        }
    }

    /// Whether it counts, so that no item is an answer of 0 and not a gap where nothing can be lacking.
    pub(crate) fn counts(self) -> bool {
        matches!(
            self,
            Self::PerDay | Self::PerWeek | Self::Count | Self::Sum | Self::Distinct
        )
    }

    /// The number; `None` when there is nothing to aggregate. Reorders the values.
    pub(crate) fn of(self, sample: &mut Sample) -> Option<f64> {
        let days = sample.days;
        let values = sample.values.as_mut_slice();
        match self {
            Self::PerDay => (days > 0.0).then(|| count(values.len()) / days),
            Self::PerWeek => (days > 0.0).then(|| count(values.len()) * 7.0 / days),
            Self::Count => Some(count(values.iter().filter(|value| **value != 0.0).count())),
            Self::Sum => Some(values.iter().sum()),
            Self::Min => values.iter().copied().min_by(f64::total_cmp),
            Self::Max => values.iter().copied().max_by(f64::total_cmp),
            Self::Distinct => Some(distinct(&sample.keys)),
            Self::PerKey => (!values.is_empty()).then(|| count(values.len()) / distinct(&sample.keys)),
            Self::PerKeyWeek => (!values.is_empty() && days > 0.0)
                .then(|| count(values.len()) * 7.0 / days / distinct(&sample.keys)),
            Self::SumPerKey => {
                (!values.is_empty()).then(|| values.iter().sum::<f64>() / distinct(&sample.keys))
            }
            Self::Share => share(values, &sample.weights),
            Self::Ratio => {
                let all: f64 = sample.weights.iter().sum();
                (all > 0.0).then(|| values.iter().sum::<f64>() / all)
            }
            Self::LowerMedian => {
                let middle = values.len().checked_sub(1)? / 2;
                Some(*values.select_nth_unstable_by(middle, f64::total_cmp).1)
            }
            Self::Mean | Self::Rate => {
                (!values.is_empty()).then(|| values.iter().sum::<f64>() / count(values.len()))
            }
            Self::Median => percentile(values, 0.5),
            Self::P75 => percentile(values, 0.75),
            Self::P90 => percentile(values, 0.9),
            Self::P95 => percentile(values, 0.95),
        }
    }
}

fn distinct(keys: &[u32]) -> f64 {
    count(keys.iter().collect::<std::collections::HashSet<_>>().len())
}

fn share(values: &[f64], weights: &[f64]) -> Option<f64> {
    let all: f64 = weights.iter().sum();
    let part: f64 = values
        .iter()
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum();
    (all > 0.0).then(|| part / all)
}

#[expect(clippy::cast_precision_loss, reason = "counts of items stay far below 2^52")]
pub(crate) fn count(n: usize) -> f64 {
    n as f64
}

/// Linear interpolation between neighbours, as SQL's `percentile_cont`: position `1 + p × (n − 1)`.
fn percentile(values: &mut [f64], p: f64) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let position = p * count(values.len() - 1);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 <= position < len"
    )]
    let below = position.floor() as usize;
    let (_, low, above) = values.select_nth_unstable_by(below, f64::total_cmp);
    let low = *low;
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    Some(low + (high - low) * position.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(values: &[f64], days: f64) -> Sample {
        Sample {
            values: values.to_vec(),
            days,
            ..Sample::default()
        }
    }

    #[test]
    fn keys_and_weights() {
        let mut days = Sample {
            values: vec![1.0; 6],
            keys: vec![0, 0, 1, 1, 1, 2],
            weights: vec![],
            days: 14.0,
        };
        assert_eq!(Aggregate::Distinct.of(&mut days), Some(3.0));
        assert_eq!(Aggregate::PerKey.of(&mut days), Some(2.0));
        let mut points = Sample {
            values: vec![5.0, 3.0, 0.0, 2.0],
            keys: vec![0, 0, 1, 1],
            ..Sample::default()
        };
        assert_eq!(Aggregate::SumPerKey.of(&mut points), Some(5.0));
        assert_eq!(Aggregate::SumPerKey.of(&mut Sample::default()), None);
        assert_eq!(Aggregate::PerKeyWeek.of(&mut days), Some(1.0));
        let mut lines = Sample {
            values: vec![100.0, 0.0],
            weights: vec![5.0, 15.0],
            ..Sample::default()
        };
        assert_eq!(Aggregate::Share.of(&mut lines), Some(25.0));
        assert_eq!(Aggregate::Share.of(&mut Sample::default()), None);
        // 50 lines modified, 13 deleted, 15 new: 63 of 78.
        let mut rework = Sample {
            values: vec![100.0, 100.0, 0.0],
            weights: vec![50.0, 13.0, 15.0],
            ..Sample::default()
        };
        assert!((Aggregate::Share.of(&mut rework).unwrap() - 80.769).abs() < 1e-3);
        assert_eq!(Aggregate::Sum.of(&mut sample(&[2.0, 3.0], 1.0)), Some(5.0));
        assert_eq!(Aggregate::Max.of(&mut sample(&[2.0, 3.0], 1.0)), Some(3.0));
        assert_eq!(Aggregate::Min.of(&mut sample(&[], 1.0)), None);
    }

    #[test]
    fn percentiles_interpolate_as_the_documented_formula() {
        let weeks = [2., 2., 2., 3., 3., 3., 3., 3., 3., 4., 4., 4., 4.];
        assert_eq!(Aggregate::Median.of(&mut sample(&weeks, 1.0)), Some(3.0));
        let even = [2., 2., 3., 4., 4., 4.];
        assert_eq!(Aggregate::Median.of(&mut sample(&even, 1.0)), Some(3.5));
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(Aggregate::P90.of(&mut sample(&ten, 1.0)), Some(9.1));
        assert_eq!(Aggregate::P75.of(&mut sample(&ten, 1.0)), Some(7.75));
        assert_eq!(Aggregate::Median.of(&mut sample(&[], 1.0)), None);
    }

    #[test]
    fn frequency_divides_by_full_days() {
        let per_day = |n: usize, days| Aggregate::PerDay.of(&mut sample(&vec![1.0; n], days)).unwrap();
        assert!((per_day(24, 91.0) - 0.264).abs() < 5e-4);
        assert!((per_day(960, 14.0) - 68.571).abs() < 1e-3);
        assert!((Aggregate::PerWeek.of(&mut sample(&[1.0; 24], 91.0)).unwrap() - 1.846).abs() < 1e-3);
    }

    #[test]
    fn worked_examples_of_rate_and_mean() {
        let mut deployments = vec![0.0; 45];
        deployments.extend(vec![100.0; 45]);
        assert_eq!(Aggregate::Rate.of(&mut sample(&deployments, 1.0)), Some(50.0));
        assert_eq!(Aggregate::Count.of(&mut sample(&deployments, 1.0)), Some(45.0));
        assert_eq!(
            Aggregate::Mean.of(&mut sample(&[60.0, 30.0, 180.0], 1.0)),
            Some(90.0)
        );
    }

    #[test]
    fn names_are_read_back() {
        for (name, aggregate) in NAMES {
            assert_eq!(
                (Aggregate::named(name).unwrap(), aggregate.name()),
                (aggregate, name)
            );
        }
        let error = Aggregate::named("p99").unwrap_err().to_string();
        assert!(error.contains("p95"), "{error}");
    }
}
