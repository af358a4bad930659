use weir_model::Time;

/// Units in a period, as the upstream states them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quota {
    pub(crate) limit: Option<u64>,
    pub(crate) remaining: u64,
    pub(crate) reset: Time,
}

impl Quota {
    /// Whether `cost` does not fit beside the share kept free. A period that is over is refilled.
    pub(crate) fn short(&self, cost: u64, reserve_percent: u64, now: Time) -> bool {
        if self.reset <= now {
            return false;
        }
        let kept = self.limit.unwrap_or(0) * reserve_percent / 100;
        self.remaining < kept.saturating_add(cost)
    }

    /// Answers overtake each other: within a period only a lower number is news. Ends of a period that are counted
    /// from the answer differ by a second or so.
    pub(crate) fn follow(&mut self, stated: Self) {
        const JITTER: u64 = 2_000_000;
        let same = self.reset.0.abs_diff(stated.reset.0) <= JITTER;
        if stated.limit != self.limit || (!same && stated.reset > self.reset) {
            *self = stated;
        } else if same {
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
