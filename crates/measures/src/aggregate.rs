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
}

const NAMES: [(&str, Aggregate); 9] = [
    ("median", Aggregate::Median),
    ("mean", Aggregate::Mean),
    ("p75", Aggregate::P75),
    ("p90", Aggregate::P90),
    ("p95", Aggregate::P95),
    ("rate", Aggregate::Rate),
    ("per_day", Aggregate::PerDay),
    ("per_week", Aggregate::PerWeek),
    ("count", Aggregate::Count),
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
            Self::PerWeek => "per_week",
            Self::Count => "count",
            _ => values,
        }
    }

    /// Whether it depends on how long the range is, so that no item is an answer of 0 and not a gap.
    pub(crate) fn is_rate_of_time(self) -> bool {
        matches!(self, Self::PerDay | Self::PerWeek)
    }

    /// The number; `None` when there is nothing to aggregate. Reorders the values.
    pub(crate) fn of(self, values: &mut [f64], days: f64) -> Option<f64> {
        match self {
            Self::PerDay => (days > 0.0).then(|| count(values.len()) / days),
            Self::PerWeek => (days > 0.0).then(|| count(values.len()) * 7.0 / days),
            Self::Count => Some(count(values.iter().filter(|value| **value != 0.0).count())),
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

    #[test]
    fn percentiles_interpolate_as_the_documented_formula() {
        let weeks = [2., 2., 2., 3., 3., 3., 3., 3., 3., 4., 4., 4., 4.];
        assert_eq!(Aggregate::Median.of(&mut weeks.to_vec(), 1.0), Some(3.0));
        let mut even = [2., 2., 3., 4., 4., 4.];
        assert_eq!(Aggregate::Median.of(&mut even, 1.0), Some(3.5));
        let mut ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(Aggregate::P90.of(&mut ten, 1.0), Some(9.1));
        assert_eq!(Aggregate::P75.of(&mut ten, 1.0), Some(7.75));
        assert_eq!(Aggregate::Median.of(&mut [], 1.0), None);
    }

    #[test]
    fn frequency_divides_by_full_days() {
        let per_day = |n: usize, days| Aggregate::PerDay.of(&mut vec![1.0; n], days).unwrap();
        assert!((per_day(24, 91.0) - 0.264).abs() < 5e-4);
        assert!((per_day(960, 14.0) - 68.571).abs() < 1e-3);
        assert!((Aggregate::PerWeek.of(&mut [1.0; 24], 91.0).unwrap() - 1.846).abs() < 1e-3);
    }

    #[test]
    fn worked_examples_of_rate_and_mean() {
        let mut deployments = vec![0.0; 45];
        deployments.extend(vec![100.0; 45]);
        assert_eq!(Aggregate::Rate.of(&mut deployments, 1.0), Some(50.0));
        assert_eq!(Aggregate::Count.of(&mut deployments, 1.0), Some(45.0));
        assert_eq!(Aggregate::Mean.of(&mut [60.0, 30.0, 180.0], 1.0), Some(90.0));
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
