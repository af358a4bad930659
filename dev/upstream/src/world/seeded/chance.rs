use chrono::{DateTime, Datelike as _, NaiveTime, TimeDelta, Utc, Weekday};
use rand::Rng as _;
use rand::rngs::StdRng;

pub(crate) type At = DateTime<Utc>;

pub(crate) fn minutes(count: i64) -> TimeDelta {
    TimeDelta::minutes(count)
}

/// True in `percent` of 100 cases.
pub(crate) fn chance(rng: &mut StdRng, percent: u32) -> bool {
    rng.random_range(0..100) < percent
}

/// A duration in minutes between the two, short ones more often than long ones.
pub(crate) fn within(rng: &mut StdRng, low: i64, high: i64) -> TimeDelta {
    let part: f64 = rng.random_range(0.0..1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "minutes fit both ways"
    )]
    let extra = ((high - low) as f64 * part * part) as i64;
    TimeDelta::minutes(low + extra) + TimeDelta::seconds(rng.random_range(0..60))
}

/// A moment in working hours between the two.
pub(crate) fn working_moment(rng: &mut StdRng, from: At, to: At) -> At {
    let span = (to - from).num_seconds().max(1);
    let at = from + TimeDelta::seconds(rng.random_range(0..span));
    let at = to_working_hours(rng, at);
    if at < to { at } else { to - within(rng, 1, 300) }
}

/// The moment itself when somebody works then, or one on the next working morning.
pub(crate) fn to_working_hours(rng: &mut StdRng, at: At) -> At {
    let mut day = at.date_naive();
    let hour = at.time();
    let (open, close) = (clock(7), clock(18));
    let mut next = false;
    if hour > close {
        day = day.succ_opt().unwrap_or(day);
        next = true;
    }
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        day = day.succ_opt().unwrap_or(day);
        next = true;
    }
    if !next && hour >= open {
        return at;
    }
    day.and_time(clock(8)).and_utc() + TimeDelta::seconds(rng.random_range(0..3 * 3600))
}

pub(crate) fn clock(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}

/// One of them.
pub(crate) fn pick<'a, T>(rng: &mut StdRng, from: &'a [T]) -> &'a T {
    &from[rng.random_range(0..from.len())]
}
