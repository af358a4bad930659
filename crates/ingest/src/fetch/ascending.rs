//! Lists that the upstream filters by a lower bound and sorts oldest change first.
//!
//! The bound moves up with each page instead of the page number: while a list is read, changed records move to its
//! end, and counted pages would slide over those behind them.

use std::collections::VecDeque;

use weir_connect::Cursor;
use weir_model::Time;

use super::windows::{seconds, stamp};
use super::{Job, Params, Plan, Reach, Turn, facts, fetch};
use crate::CursorState;
use crate::clock::plus_seconds;
use crate::cursor::{PageFacts, Span};
use crate::failure::Halt;
use crate::land;
use crate::sync::Run;

/// A range to read upwards.
#[derive(Clone, Debug)]
pub(crate) struct Range {
    low: Time,
    high: Time,
    /// Whether it is the newest, which is read to the end of the list.
    open: bool,
    /// Lower bound asked for at present.
    at: Time,
    /// Page below that bound, when a page holds nothing but equal times.
    pub(super) token: Option<String>,
}

impl Range {
    const fn new(low: Time, high: Time, open: bool) -> Self {
        Self {
            low,
            high,
            open,
            at: low,
            token: None,
        }
    }
}

/// What is not covered, newest first; on the first run the recent days come before all history.
pub(super) fn plan(run: &Run<'_>, state: &CursorState, span: Span, overlap: u32) -> VecDeque<Range> {
    let begin = match state.covered.top() {
        Some(top) => plus_seconds(top, -i64::from(overlap)),
        None => run.recent_edge(),
    };
    let begin = begin.max(span.floor);
    let mut ranges = VecDeque::from([Range::new(begin, span.high.max(begin), true)]);
    let gaps = state.covered.gaps(span.floor, Time(begin.0 - 1));
    let gaps = gaps.intervals().iter().rev();
    ranges.extend(gaps.map(|&(low, high)| Range::new(low, high, false)));
    ranges
}

pub(super) async fn page(run: &Run<'_>, job: &mut Job, reach: Reach) -> Result<Turn, Halt> {
    let Cursor::Since { param, .. } = job.stream.cursor else {
        return Ok(Turn::Done);
    };
    let Plan::Ranges(ranges) = &job.plan else {
        return Ok(Turn::Done);
    };
    let Some(range) = ranges.front().cloned() else {
        return Ok(Turn::Done);
    };
    if let Reach::Recent(edge) = reach
        && !range.open
        && range.high < edge
    {
        return Ok(Turn::Paused);
    }
    let params = Params::from([(param, stamp(seconds(range.at)))]);
    let fetched = fetch(run, job, range.token.as_deref(), &params).await?;
    let facts = facts(job.stream.cursor, &fetched);
    job.state.see(&facts);
    let (covered_to, following) = step(&range, &facts);
    job.state.covered.add(range.low, covered_to);
    let new_list = following
        .as_ref()
        .is_none_or(|following| following.at != range.at);
    if let Plan::Ranges(ranges) = &mut job.plan {
        ranges.pop_front();
        if let Some(following) = following {
            ranges.push_front(following);
        }
    }
    if new_list {
        job.new_list();
    }
    let done = matches!(&job.plan, Plan::Ranges(ranges) if ranges.is_empty());
    if done {
        job.finish(run.now());
    }
    land::land(run, job, fetched).await?;
    job.desk(run).estimate(None);
    Ok(if done { Turn::Done } else { Turn::Again })
}

/// Up to where a range is covered after a page, and what is left of it.
fn step(range: &Range, facts: &PageFacts) -> (Time, Option<Range>) {
    let beyond = !range.open && facts.max.is_some_and(|max| max > range.high);
    let Some(next) = facts.next.clone().filter(|_| !beyond) else {
        return (range.high, None);
    };
    let mut following = Range {
        token: Some(next),
        ..range.clone()
    };
    let Some(max) = facts.max else {
        return (Time(range.low.0 - 1), Some(following));
    };
    // A second lower, since it is not documented whether the bound itself is included.
    let bound = Time::from_seconds(seconds(max) - 1);
    if bound > range.at {
        following.at = bound;
        following.token = None;
    }
    (Time(max.0 - 1).min(range.high), Some(following))
}

#[cfg(test)]
mod tests {
    use weir_model::Time;

    use super::{Range, step};
    use crate::cursor::PageFacts;

    fn facts(max: i64, next: Option<&str>) -> PageFacts {
        PageFacts {
            min: None,
            max: Some(Time::from_seconds(max)),
            next: next.map(str::to_owned),
        }
    }

    #[test]
    fn the_bound_moves_up_but_not_past_equal_times() {
        let range = Range::new(Time::from_seconds(100), Time::from_seconds(200), true);
        let (covered, following) = step(&range, &facts(150, Some("2")));
        let following = following.unwrap();
        assert_eq!(covered, Time(149_999_999));
        assert_eq!(
            (following.at, following.token.as_deref()),
            (Time::from_seconds(149), None)
        );
        let (_, ties) = step(&following, &facts(150, Some("2")));
        let ties = ties.unwrap();
        assert_eq!(
            (ties.at, ties.token.as_deref()),
            (Time::from_seconds(149), Some("2"))
        );
        assert!(step(&ties, &facts(150, None)).1.is_none());
    }

    #[test]
    fn a_gap_ends_where_the_covered_begins() {
        let range = Range::new(Time::from_seconds(100), Time::from_seconds(200), false);
        let (covered, following) = step(&range, &facts(201, Some("2")));
        assert_eq!(covered, Time::from_seconds(200));
        assert!(following.is_none());
    }
}
