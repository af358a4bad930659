use weir_model::Time;

use super::{CursorState, FLOOR, Walk};
use crate::clock::plus_seconds;

/// Unfinished readings that are kept apart; beyond it the two oldest are merged, at the cost of reading again
/// what lies between them.
const MOST_WALKS: usize = 16;

/// What a run may cover.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    /// Oldest moment wanted.
    pub(crate) floor: Time,
    /// Newest moment that the run may claim: its start, less a margin.
    pub(crate) high: Time,
}

/// What a page says about the walk.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageFacts {
    /// Oldest cursor field on it; records without one do not count.
    pub(crate) min: Option<Time>,
    /// Newest.
    pub(crate) max: Option<Time>,
    /// The page after it; `None` when the upstream says that there is none.
    pub(crate) next: Option<String>,
}

impl CursorState {
    /// Notes the newest value seen.
    pub(crate) fn see(&mut self, facts: &PageFacts) {
        self.watermark = self.watermark.max(facts.max);
    }

    /// A clock that was ahead and has been set right vouched for moments that are yet to come: they count as unread from
    /// the newest record seen.
    pub(crate) fn take_back(&mut self, span: Span) {
        let Some(top) = self.covered.top().filter(|top| *top > span.high) else {
            return;
        };
        let known = self.watermark.unwrap_or(FLOOR).min(span.high);
        self.covered.remove(Time(known.0.saturating_add(1)), top);
    }

    /// A new run over a list that has no order worth relying on: all of it, or the rest when the last run was
    /// interrupted.
    pub(crate) fn begin_full(&mut self, span: Span) {
        if self.walks.first().is_none_or(|walk| walk.token.is_none()) {
            self.walks = vec![Walk::new(span.floor, span.high)];
        }
        self.walks.truncate(1);
    }

    /// A new run over the commits of a branch: what is new since the tip, or else all of it or the rest of it.
    pub(crate) fn begin_ancestry(&mut self, span: Span, way: Option<&str>) {
        if self.way.as_deref() != way {
            *self = Self {
                way: way.map(str::to_owned),
                ..Self::default()
            };
        }
        if self.covered.bottom().is_some_and(|bottom| span.floor < bottom) {
            // More history is wanted than what led to the tip.
            self.tip = None;
        }
        if self.tip.is_some() {
            self.walks.clear();
        }
        self.begin_full(span);
        if let Some(walk) = self.walks.first_mut() {
            walk.low = span.floor;
        }
    }

    /// A new run over a list that comes newest first: from the top down to what is covered, then the gaps that
    /// earlier runs left, then further back.
    pub(crate) fn begin_descending(&mut self, span: Span, overlap: u32) {
        if let Some(bottom) = self.bottom.take() {
            if span.floor < bottom.low {
                self.walks.push(Walk {
                    low: span.floor,
                    ..bottom
                });
            } else {
                self.bottom = Some(bottom);
            }
        }
        let low = if let Some(top) = self.covered.top() {
            span.floor.max(plus_seconds(top, -i64::from(overlap)))
        } else {
            self.walks.clear();
            span.floor
        };
        self.walks.retain(|walk| walk.token.is_some());
        // The reading of history, unlike a gap between two runs, has nothing covered below it.
        let bottom = self.covered.bottom();
        if let Some(last) = self.walks.last_mut()
            && bottom.is_some_and(|bottom| last.low < bottom)
        {
            last.low = span.floor;
        }
        self.walks.insert(0, Walk::new(low, span.high));
        while self.walks.len() > MOST_WALKS {
            let oldest = self.walks.pop();
            if let (Some(last), Some(oldest)) = (self.walks.last_mut(), oldest) {
                last.low = oldest.low;
            }
        }
        self.finished = false;
    }

    /// Accounts for a page of the first walk. Says whether that walk is over.
    pub(crate) fn advance(&mut self, facts: &PageFacts, ordered: bool, floor: Time) -> bool {
        self.see(facts);
        let Some(walk) = self.walks.first_mut() else {
            return true;
        };
        walk.token.clone_from(&facts.next);
        if facts.next.is_none() {
            // The upstream has nothing older, so the older gaps are empty, too.
            let (low, high) = (walk.low.min(floor), walk.high);
            self.covered.add(low, high);
            self.walks.clear();
            self.bottom = None;
            self.finished = true;
            return true;
        }
        if !ordered {
            return false;
        }
        if let Some(min) = facts.min {
            let at = walk.at.map_or(min, |at| at.min(min));
            walk.at = Some(at);
            // Records with the same time as the last may follow on the next page.
            let (from, to) = (Time(at.0.saturating_add(1)).max(walk.low), walk.high);
            let over = at < walk.low;
            self.covered.add(from, to);
            if over {
                self.end_walk();
                return true;
            }
        }
        false
    }

    fn end_walk(&mut self) {
        let walk = self.walks.remove(0);
        self.covered.add(walk.low, walk.high);
        if self.walks.is_empty() {
            self.finished = true;
            if self.bottom.is_none()
                && self.covered.intervals().len() == 1
                && self.covered.bottom() == Some(walk.low)
            {
                self.bottom = Some(walk);
            }
        }
    }
}
