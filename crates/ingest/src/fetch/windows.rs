//! Lists that the upstream filters by a time range and cuts off at a number of records.
//!
//! Windows go back from now. Each is sized by how full the one before was; one that reaches the cap is halved.

use weir_connect::Cursor;
use weir_model::Time;

use super::{Fetched, Job, Params, Plan, Reach, Turn, facts, fetch};
use crate::clock::plus_seconds;
use crate::cursor::Span;
use crate::failure::Halt;
use crate::land;
use crate::sync::Run;
use crate::{CursorState, IntervalSet, Walk};

const DAY: i64 = 86_400;
/// Longer than any history.
const LONGEST: i64 = 100 * 365 * DAY;

/// What is left to read.
pub(crate) struct Windows {
    needed: IntervalSet,
    /// Seconds of the next window.
    length: i64,
    /// Whether all the rest was asked for at once, and was too much.
    crowded: bool,
}

/// What is not covered, and what must be looked at again.
pub(super) fn plan(
    run: &Run<'_>,
    state: &mut CursorState,
    span: Span,
    days: u32,
    lookback_days: u32,
) -> Windows {
    // Clocks differ: records may carry times that are yet to come here.
    let top = plus_seconds(run.started(), DAY);
    let lookback = plus_seconds(run.started(), -i64::from(lookback_days) * DAY);
    let mut needed = state.covered.gaps(span.floor, top);
    needed.add(lookback.max(span.floor), top);
    // A window that was half read goes on, unless it is no longer wanted.
    state
        .walks
        .retain(|walk| walk.token.is_some() && needed.contains(walk.low) && needed.contains(walk.high));
    state.walks.truncate(1);
    Windows {
        needed,
        length: i64::from(days.max(1)) * DAY,
        crowded: false,
    }
}

pub(super) async fn page(run: &Run<'_>, job: &mut Job, reach: Reach) -> Result<Turn, Halt> {
    let Cursor::Windows { param, cap, .. } = job.stream.cursor else {
        return Ok(Turn::Done);
    };
    let Some(window) = current(job) else {
        return Ok(Turn::Done);
    };
    if let Reach::Recent(edge) = reach
        && window.high < edge
    {
        return Ok(Turn::Paused);
    }
    let (from, to) = (seconds(window.low), seconds(window.high));
    let params = Params::from([(param, format!("{}..{}", stamp(from), stamp(to)))]);
    let fetched = fetch(run, job, window.token.as_deref(), &params).await?;
    if let Some(total) = fetched
        .total
        .filter(|total| window.token.is_none() && *total >= u64::from(cap))
    {
        if to > from {
            shorten(job, to - from, total, cap);
            return Ok(Turn::Again);
        }
        let beyond = total.saturating_sub(u64::from(cap));
        job.desk(run)
            .skip("more in one second than the upstream lists", beyond);
    }
    let done = advance(job, &window, &fetched, cap, run.now());
    land::land(run, job, fetched).await?;
    job.desk(run).estimate(None);
    Ok(if done { Turn::Done } else { Turn::Again })
}

/// The window being read, or else the newest that is needed, in whole seconds.
fn current(job: &Job) -> Option<Walk> {
    if let Some(walk) = job.state.walks.first() {
        return Some(walk.clone());
    }
    let Plan::Windows(windows) = &job.plan else {
        return None;
    };
    let &(low, high) = windows.needed.intervals().last()?;
    let to = seconds(high);
    let from = seconds(low).max(to.saturating_sub(windows.length));
    Some(Walk::new(Time::from_seconds(from), Time::from_seconds(to)))
}

/// Accounts for a page. Says whether nothing is left.
fn advance(job: &mut Job, window: &Walk, fetched: &Fetched, cap: u32, now: Time) -> bool {
    let facts = facts(job.stream.cursor, fetched);
    job.state.see(&facts);
    if facts.next.is_some() {
        job.state.walks = vec![Walk {
            token: facts.next,
            ..window.clone()
        }];
        return false;
    }
    job.new_list();
    job.state.walks.clear();
    let end = Time(window.high.0 + 999_999);
    job.state.covered.add(window.low, end.min(job.span.high));
    let Plan::Windows(windows) = &mut job.plan else {
        return true;
    };
    windows.needed.remove(window.low, end);
    if let Some(total) = fetched.total {
        windows.length = match total {
            // Most likely that is the beginning of all.
            0 if !windows.crowded => LONGEST,
            _ => fitting(seconds(window.high) - seconds(window.low), total, u64::from(cap)),
        };
    }
    let done = windows.needed.is_empty();
    if done {
        job.finish(now);
    }
    done
}

/// A length that should fill half the cap, if the density stays.
fn fitting(length: i64, total: u64, cap: u64) -> i64 {
    let (total, half) = (
        i64::try_from(total.max(1)).unwrap_or(i64::MAX),
        i64::try_from(cap / 2).unwrap_or(i64::MAX),
    );
    let wanted = length.saturating_mul(half) / total;
    wanted.clamp((length / 2).max(1), length.saturating_mul(8).max(60))
}

/// Takes a shorter window instead of one that holds too much.
fn shorten(job: &mut Job, length: i64, total: u64, cap: u32) {
    if let Plan::Windows(windows) = &mut job.plan {
        windows.crowded |= windows.length == LONGEST;
        let total = i64::try_from(total).unwrap_or(i64::MAX);
        let wanted = length.saturating_mul(i64::from(cap / 2)) / total;
        windows.length = wanted.clamp(length / 16, length / 2);
    }
    job.state.walks.clear();
    job.new_list();
}

/// Whole seconds since the epoch.
pub(super) const fn seconds(time: Time) -> i64 {
    time.0.div_euclid(1_000_000)
}

/// RFC 3339 in whole seconds, which every upstream reads.
pub(super) fn stamp(seconds: i64) -> String {
    Time::from_seconds(seconds)
        .utc()
        .format("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::{DAY, fitting};

    #[test]
    fn windows_fit_the_density() {
        assert_eq!(fitting(30 * DAY, 0, 1000), 240 * DAY);
        assert_eq!(fitting(30 * DAY, 500, 1000), 30 * DAY);
        assert_eq!(fitting(30 * DAY, 1, 1000), 240 * DAY);
        assert_eq!(fitting(30 * DAY, 999, 1000), 15 * DAY + 1297);
    }
}
