//! Hours between two moments when only some hours of the week count.

use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Tz;

const MICROS: f64 = 3_600_000_000.0;
const DAY: i64 = 24 * 60;

/// The hours of the week that count, in a time zone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Calendar {
    zone: Tz,
    /// By day of the week, Monday first.
    days: [bool; 7],
    /// Minutes of the day between which time counts.
    from: i64,
    to: i64,
}

impl Calendar {
    /// A calendar of the days given (1 is Monday) between two minutes of the day. `None` when no time would ever count, or when
    /// the zone is not in the IANA database.
    pub fn new(zone: &str, days: &[u8], from: u16, to: u16) -> Option<Self> {
        let mut counts = [false; 7];
        for day in days {
            *counts.get_mut(usize::from(day.checked_sub(1)?))? = true;
        }
        let (from, to) = (i64::from(from), i64::from(to).min(DAY));
        (from < to && counts.contains(&true)).then_some(Self {
            zone: zone.parse().ok()?,
            days: counts,
            from,
            to,
        })
    }

    /// Hours that count from one moment (microseconds since 1970) to another; negative when the second is earlier.
    #[expect(
        clippy::cast_precision_loss,
        reason = "working time of an era stays far below 2^53 microseconds"
    )]
    fn hours(&self, from: i64, to: i64) -> f64 {
        (self.worked(to) - self.worked(from)) as f64 / MICROS
    }

    /// Microseconds that count from a Monday long ago until a moment, by the clock on the wall: a day keeps its length when the
    /// clocks are changed.
    fn worked(&self, micros: i64) -> i64 {
        let Some(utc) = DateTime::<Utc>::from_timestamp_micros(micros) else {
            return 0;
        };
        let local = utc.with_timezone(&self.zone).naive_local();
        // Day 1 of the common era was a Monday.
        let day = i64::from(local.num_days_from_ce()) - 1;
        let (week, weekday) = (day.div_euclid(7), day.rem_euclid(7));
        let length = (self.to - self.from) * 60_000_000;
        let days = self.days.iter().filter(|counts| **counts).count();
        let before = self
            .days
            .iter()
            .zip(0..weekday)
            .filter(|(counts, _)| **counts)
            .count();
        let time =
            i64::from(local.num_seconds_from_midnight()) * 1_000_000 + i64::from(local.nanosecond()) / 1_000;
        let today = (time - self.from * 60_000_000).clamp(0, length);
        let counts_today = usize::try_from(weekday).is_ok_and(|weekday| self.days[weekday]);
        week * i64::try_from(days).unwrap_or(0) * length
            + i64::try_from(before).unwrap_or(0) * length
            + if counts_today { today } else { 0 }
    }
}

/// Hours from one moment (microseconds since 1970) to another: those of a calendar, or all.
#[expect(
    clippy::cast_precision_loss,
    reason = "moments of an era are far less than 2^53 microseconds apart"
)]
pub fn hours(calendar: Option<&Calendar>, from: i64, to: i64) -> f64 {
    match calendar {
        Some(calendar) => calendar.hours(from, to),
        None => to.saturating_sub(from) as f64 / MICROS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp_micros()
    }

    fn hours(zone: &str, from: &str, to: &str) -> f64 {
        let calendar = Calendar::new(zone, &[1, 2, 3, 4, 5], 9 * 60, 17 * 60).unwrap();
        calendar.hours(at(from), at(to))
    }

    #[test]
    fn nights_and_weekends_do_not_count() {
        // The 5th of January 2024 is a Friday.
        assert!((hours("UTC", "2024-01-05T16:00:00Z", "2024-01-08T10:00:00Z") - 2.0).abs() < 1e-9);
        assert!((hours("UTC", "2024-01-06T10:00:00Z", "2024-01-07T10:00:00Z")).abs() < 1e-9);
        assert!((hours("UTC", "2024-01-01T00:00:00Z", "2024-01-29T00:00:00Z") - 160.0).abs() < 1e-9);
        assert!((hours("UTC", "2024-01-08T10:00:00Z", "2024-01-05T16:00:00Z") + 2.0).abs() < 1e-9);
    }

    #[test]
    fn the_zone_says_when_the_day_begins() {
        assert!(
            (hours("America/New_York", "2024-01-05T21:00:00Z", "2024-01-08T15:00:00Z") - 2.0).abs() < 1e-9
        );
        // The night in which clocks go forward is as long as any other.
        assert!((hours("Europe/Berlin", "2024-03-29T15:00:00Z", "2024-04-01T08:00:00Z") - 2.0).abs() < 1e-9);
    }

    #[test]
    fn a_calendar_without_time_is_none() {
        assert!(Calendar::new("UTC", &[], 540, 1020).is_none());
        assert!(Calendar::new("UTC", &[1], 1020, 540).is_none());
        assert!(Calendar::new("UTC", &[8], 540, 1020).is_none());
        assert!(Calendar::new("Mars/Olympus", &[1], 540, 1020).is_none());
    }
}
