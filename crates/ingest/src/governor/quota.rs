use weir_model::Time;

use crate::clock::plus_seconds;

/// Units in a period, as the upstream states them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quota {
    pub(crate) limit: Option<u64>,
    pub(crate) remaining: u64,
    pub(crate) reset: Time,
}

impl Quota {
    /// An unused hour.
    pub(crate) const fn full(per_hour: u32, now: Time) -> Self {
        Self {
            limit: Some(per_hour as u64),
            remaining: per_hour as u64,
            reset: plus_seconds(now, 3600),
        }
    }

    /// A new hour, when this one is over and the upstream states nothing.
    pub(crate) fn renew(&mut self, per_hour: u32, now: Time) {
        if self.reset <= now {
            *self = Self::full(per_hour, now);
        }
    }

    /// Whether `cost` does not fit beside the share kept free. A period that is over is refilled.
    pub(crate) fn short(&self, cost: u64, reserve_percent: u64, now: Time) -> bool {
        if self.reset <= now {
            return false;
        }
        let kept = self.limit.unwrap_or(0) * reserve_percent / 100;
        self.remaining < kept.saturating_add(cost)
    }

    /// Answers overtake each other: within a period only a lower number is news.
    pub(crate) fn follow(&mut self, stated: Self) {
        if stated.reset > self.reset || stated.limit != self.limit {
            *self = stated;
        } else if stated.reset == self.reset {
            self.remaining = self.remaining.min(stated.remaining);
        }
    }

    pub(crate) fn describe(&self) -> String {
        match self.limit {
            Some(limit) => format!("{} of {limit}", self.remaining),
            None => self.remaining.to_string(),
        }
    }
}
