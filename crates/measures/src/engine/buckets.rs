//! Ranges and their parts, in UTC.

use std::sync::Arc;

use arrow_array::{Int64Array, RecordBatch, TimestampMicrosecondArray};
use chrono::{Datelike, Days, Months, NaiveDate};
use chrono_tz::Tz;
use weir_lake::{LakeError, midnight};
use weir_model::Time;

use crate::query::Bucket;

pub(crate) const DAY: i64 = 24 * 3_600 * 1_000_000;

/// The span of time that items are computed for: whole years around a range and the range before it, so that another range
/// of the same years needs no new items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Period {
    pub(crate) from: Time,
    pub(crate) to: Time,
}

impl Period {
    /// The one row that metric files read as `period`.
    pub(crate) fn table(self) -> Result<RecordBatch, LakeError> {
        let time =
            |time: Time| Arc::new(TimestampMicrosecondArray::from(vec![time.0]).with_timezone("UTC")) as _;
        RecordBatch::try_from_iter([("from_at", time(self.from)), ("to_at", time(self.to))]).map_err(
            |error| LakeError::Engine {
                doing: "giving the period to the metric".to_owned(),
                message: error.to_string(),
            },
        )
    }
}

/// The weeks of a period, as metric files read them: a plain query cannot make days on which nothing happened.
pub(crate) fn weeks(period: Period) -> Result<RecordBatch, LakeError> {
    let weeks: Vec<(Time, Time)> = Bucket::Week.over(Tz::UTC, period.from, period.to).collect();
    let times = |of: fn(&(Time, Time)) -> Time| {
        let micros = weeks.iter().map(|week| of(week).0).collect::<Vec<_>>();
        Arc::new(TimestampMicrosecondArray::from(micros).with_timezone("UTC")) as _
    };
    let number = Arc::new((1..).take(weeks.len()).collect::<Int64Array>()) as _;
    RecordBatch::try_from_iter([
        ("number", number),
        ("start_at", times(|week| week.0)),
        ("end_at", times(|week| week.1)),
    ])
    .map_err(|error| LakeError::Engine {
        doing: "giving the weeks to the metric".to_owned(),
        message: error.to_string(),
    })
}

/// The years around a range and the equally long range before it.
pub(crate) fn period(from: Time, to: Time) -> Period {
    let year = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).map(|date| midnight(Tz::UTC, date).into());
    let before = previous(from, to).0;
    Period {
        from: year(before.utc().year()).unwrap_or(before),
        to: year(to.utc().year() + 1).unwrap_or(to),
    }
}

/// The equally long range before one.
pub(crate) fn previous(from: Time, to: Time) -> (Time, Time) {
    (Time(from.0.saturating_sub(to.0.saturating_sub(from.0))), from)
}

/// How long a range is, as far as time has come.
pub(crate) fn days(from: Time, to: Time, now: Time) -> f64 {
    let end = to.min(now.max(from));
    #[expect(
        clippy::cast_precision_loss,
        reason = "microseconds of a range of years stay below 2^53"
    )]
    let micros = end.0.saturating_sub(from.0) as f64;
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let day = DAY as f64;
    micros / day
}

impl Bucket {
    /// A width that gives a range a readable number of points.
    pub(crate) fn fitting(from: Time, to: Time) -> Self {
        match to.0.saturating_sub(from.0) / DAY {
            ..=45 => Self::Day,
            46..=200 => Self::Week,
            _ => Self::Month,
        }
    }

    /// The beginning of the bucket that holds a moment.
    pub(crate) fn start(self, zone: Tz, time: Time) -> Time {
        let date = time.utc().with_timezone(&zone).date_naive();
        let start = match self {
            Self::Day => Some(date),
            Self::Week => date.checked_sub_days(Days::new(date.weekday().num_days_from_monday().into())),
            Self::Month => date.with_day(1),
        };
        start.map_or(time, |date| midnight(zone, date).into())
    }

    /// The beginning of the next bucket after the one that begins then.
    pub(crate) fn next(self, zone: Tz, start: Time) -> Time {
        let date = start.utc().with_timezone(&zone).date_naive();
        let next = match self {
            Self::Day => date.checked_add_days(Days::new(1)),
            Self::Week => date.checked_add_days(Days::new(7)),
            Self::Month => date.checked_add_months(Months::new(1)),
        };
        next.map_or(Time(i64::MAX), |date| midnight(zone, date).into())
    }

    /// The buckets that overlap a range, in order.
    pub(crate) fn over(self, zone: Tz, from: Time, to: Time) -> impl Iterator<Item = (Time, Time)> {
        let begin = self.start(zone, from);
        let starts = std::iter::successors(Some(begin), move |start| Some(self.next(zone, *start)));
        starts
            .take_while(move |start| *start < to)
            .map(move |start| (start, self.next(zone, start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time::parse(text).unwrap()
    }

    #[test]
    fn weeks_begin_on_monday_and_months_on_the_first() {
        assert_eq!(
            Bucket::Week.start(Tz::UTC, at("2024-01-07T23:59:59Z")),
            at("2024-01-01")
        );
        assert_eq!(Bucket::Week.start(Tz::UTC, at("2024-01-08")), at("2024-01-08"));
        assert_eq!(Bucket::Week.start(Tz::UTC, at("2023-12-31")), at("2023-12-25"));
        assert_eq!(Bucket::Month.next(Tz::UTC, at("2024-01-01")), at("2024-02-01"));
        let months: Vec<Time> = Bucket::Month
            .over(Tz::UTC, at("2024-01-15"), at("2024-03-01"))
            .map(|(start, _)| start)
            .collect();
        assert_eq!(months, [at("2024-01-01"), at("2024-02-01")]);
    }

    #[test]
    fn a_range_that_reaches_into_the_future_is_as_long_as_time_has_come() {
        let days = |from, to, now| days(at(from), at(to), at(now)).to_string();
        assert_eq!(days("2024-01-01", "2024-04-01", "2025-01-01"), "91");
        assert_eq!(days("2024-01-01", "2024-01-15", "2024-01-08"), "7");
        assert_eq!(days("2024-01-01", "2024-01-15", "2023-01-08"), "0");
    }

    #[test]
    fn days_begin_where_the_project_is() {
        let berlin: Tz = "Europe/Berlin".parse().unwrap();
        assert_eq!(
            Bucket::Day.start(berlin, at("2024-01-01T23:30:00Z")),
            at("2024-01-01T23:00:00Z")
        );
        // The day on which the clocks go forward has 23 hours.
        let start = at("2024-03-30T23:00:00Z");
        assert_eq!(Bucket::Day.next(berlin, start), at("2024-03-31T22:00:00Z"));
        // Clocks that skip midnight: the day begins at one.
        let beirut: Tz = "Asia/Beirut".parse().unwrap();
        assert_eq!(
            Bucket::Day.start(beirut, at("2024-03-31T12:00:00Z")),
            at("2024-03-30T22:00:00Z")
        );
    }

    #[test]
    fn the_period_covers_the_range_before() {
        assert_eq!(
            period(at("2024-02-01"), at("2024-05-01")),
            Period {
                from: at("2023-01-01"),
                to: at("2025-01-01")
            }
        );
    }
}
