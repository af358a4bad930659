use std::collections::VecDeque;

use weir_model::Time;

use crate::clock::plus_seconds;

const SECONDS: i64 = 60;

/// What was spent in the last minute.
#[derive(Debug, Default)]
pub(super) struct Window {
    spent: VecDeque<(Time, u64)>,
    sum: u64,
}

impl Window {
    pub(super) fn add(&mut self, now: Time, amount: u64) {
        self.spent.push_back((now, amount));
        self.sum = self.sum.saturating_add(amount);
    }

    /// When `amount` more fits under `limit`; `None` when it fits now.
    pub(super) fn room_at(&mut self, now: Time, amount: u64, limit: u64) -> Option<Time> {
        while let Some(&(at, old)) = self.spent.front()
            && plus_seconds(at, SECONDS) <= now
        {
            self.spent.pop_front();
            self.sum = self.sum.saturating_sub(old);
        }
        let mut sum = self.sum;
        // An empty minute takes anything: a single request may cost more than a minute's share.
        let mut until = None;
        for &(at, old) in &self.spent {
            if sum.saturating_add(amount) <= limit {
                break;
            }
            sum = sum.saturating_sub(old);
            until = Some(plus_seconds(at, SECONDS));
        }
        until
    }
}
