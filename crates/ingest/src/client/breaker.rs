use std::sync::{Mutex, PoisonError};

use weir_model::Time;

use crate::clock::plus_seconds;

const FAILURES: u32 = 8;
const OPEN_SECONDS: i64 = 30;

/// Stops asking a host that does not answer. After a while one more failure closes the way again at once, one
/// success opens it for good.
#[derive(Debug, Default)]
pub(crate) struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    open_until: Option<Time>,
}

impl Breaker {
    /// Until when nothing may be sent.
    pub(super) fn open_until(&self, now: Time) -> Option<Time> {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.open_until.filter(|until| *until > now)
    }

    pub(super) fn record(&self, good: bool, now: Time) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if good {
            *state = State::default();
            return;
        }
        state.failures += 1;
        if state.failures >= FAILURES {
            state.open_until = Some(plus_seconds(now, OPEN_SECONDS));
        }
    }
}

#[cfg(test)]
mod tests {
    use weir_model::Time;

    use super::{Breaker, FAILURES, OPEN_SECONDS};

    #[test]
    fn it_opens_after_many_failures_and_one_success_closes_it() {
        let breaker = Breaker::default();
        let at = Time::from_seconds;
        for _ in 1..FAILURES {
            breaker.record(false, at(0));
        }
        assert_eq!(breaker.open_until(at(0)), None);
        breaker.record(false, at(0));
        assert_eq!(breaker.open_until(at(1)), Some(at(OPEN_SECONDS)));
        assert_eq!(breaker.open_until(at(OPEN_SECONDS)), None, "one may try");
        breaker.record(false, at(OPEN_SECONDS));
        assert!(breaker.open_until(at(OPEN_SECONDS + 1)).is_some(), "which fails");
        breaker.record(true, at(100));
        breaker.record(false, at(100));
        assert_eq!(breaker.open_until(at(100)), None);
    }
}
