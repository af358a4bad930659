use std::collections::VecDeque;

use weir_model::Time;

use crate::clock::plus_seconds;

/// What was spent in the last seconds.
#[derive(Debug)]
pub(super) struct Window {
    seconds: i64,
    spent: VecDeque<(Time, u64)>,
    sum: u64,
}

impl Window {
    pub(super) const MINUTE: i64 = 60;
    pub(super) const HOUR: i64 = 3600;

    pub(super) const fn of(seconds: i64) -> Self {
        Self {
            seconds,
            spent: VecDeque::new(),
            sum: 0,
        }
    }

    pub(super) fn add(&mut self, now: Time, amount: u64) {
        // One entry a second is exact enough, and bounds the memory of an hour.
        match self.spent.back_mut() {
            Some((at, spent)) if now.0 - at.0 < 1_000_000 => *spent = spent.saturating_add(amount),
            _ => self.spent.push_back((now, amount)),
        }
        self.sum = self.sum.saturating_add(amount);
    }

    /// What was spent, and when the last of it was.
    pub(super) fn spent(&mut self, now: Time) -> (u64, Option<Time>) {
        self.forget(now);
        (self.sum, self.spent.back().map(|(at, _)| *at))
    }

    fn forget(&mut self, now: Time) {
        while let Some(&(at, old)) = self.spent.front()
            && plus_seconds(at, self.seconds) <= now
        {
            self.spent.pop_front();
            self.sum = self.sum.saturating_sub(old);
        }
    }

    /// When `amount` more fits under `limit`; `None` when it fits now.
    pub(super) fn room_at(&mut self, now: Time, amount: u64, limit: u64) -> Option<Time> {
        self.forget(now);
        let mut sum = self.sum;
        // An empty window takes anything: a single request may cost more than a window's share.
        let mut until = None;
        for &(at, old) in &self.spent {
            if sum.saturating_add(amount) <= limit {
                break;
            }
            sum = sum.saturating_sub(old);
            until = Some(plus_seconds(at, self.seconds));
        }
        until
    }
}
