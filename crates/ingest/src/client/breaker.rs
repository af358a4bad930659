use std::sync::{Mutex, MutexGuard, PoisonError};

use weir_model::Time;

use crate::clock::plus_seconds;

const FAILURES: u32 = 8;
const OPEN_SECONDS: i64 = 30;
/// A probe that never told how it ended is given up after this.
const PROBE_SECONDS: i64 = 120;

/// Stops asking a host that does not answer. After a while one request may try: if it fails the way stays closed
/// for another while, one success opens it for good.
#[derive(Debug, Default)]
pub(crate) struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    open_until: Option<Time>,
    probing_until: Option<Time>,
}

impl Breaker {
    /// Until when nothing may be sent.
    pub(crate) fn open_until(&self, now: Time) -> Option<Time> {
        let state = self.state();
        let probing = state
            .probing_until
            .filter(|until| *until > now)
            .map(|_| plus_seconds(now, 1));
        state.open_until.filter(|until| *until > now).or(probing)
    }

    /// Lets a request through, or says when to ask again. After a pause only one is let through.
    pub(super) fn admit(&self, now: Time) -> Result<(), Time> {
        if let Some(until) = self.open_until(now) {
            return Err(until);
        }
        let mut state = self.state();
        if state.failures >= FAILURES {
            state.probing_until = Some(plus_seconds(now, PROBE_SECONDS));
        }
        Ok(())
    }

    pub(super) fn record(&self, good: bool, now: Time) {
        let mut state = self.state();
        if good {
            *state = State::default();
            return;
        }
        state.failures += 1;
        state.probing_until = None;
        if state.failures >= FAILURES {
            state.open_until = Some(plus_seconds(now, OPEN_SECONDS));
        }
    }

    /// `closed`, `open` or `half_open`.
    pub(crate) fn word(&self, now: Time) -> &'static str {
        let state = self.state();
        match state.open_until {
            Some(until) if until > now => "open",
            Some(_) if state.failures >= FAILURES => "half_open",
            _ => "closed",
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
        assert_eq!(breaker.word(at(1)), "open");
        assert_eq!(breaker.word(at(OPEN_SECONDS)), "half_open");
        breaker.admit(at(OPEN_SECONDS)).unwrap();
        breaker.admit(at(OPEN_SECONDS)).unwrap_err();
        breaker.record(false, at(OPEN_SECONDS));
        assert!(breaker.open_until(at(OPEN_SECONDS + 1)).is_some(), "it failed");
        let later = at(2 * OPEN_SECONDS);
        breaker.admit(later).unwrap();
        breaker.record(true, later);
        assert_eq!(breaker.word(later), "closed");
        breaker.record(false, later);
        breaker.admit(later).unwrap();
    }
}
