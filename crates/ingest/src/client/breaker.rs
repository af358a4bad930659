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
