//! How many requests a host gets at a time: one more while its answers stay as quick as they were, fewer when they
//! become slow or it fails (additive increase, multiplicative decrease).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use weir_model::Time;

/// Where a host without a published limit starts.
const START: f64 = 2.0;
/// How much longer than the quickest round a slow one takes.
const SLOW: f64 = 1.5;
/// How much longer the quickest round may become from one round to the next: hosts change.
const DRIFT: f64 = 1.01;

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Answered, after so long.
    Answered(Duration),
    /// Refused or failed because there is too much to do.
    Overloaded,
    /// Says nothing about the host.
    Nothing,
}

#[derive(Debug, Default)]
pub(crate) struct Limiter {
    state: Mutex<State>,
    freed: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// Zero until the first request says where to start.
    limit: f64,
    running: usize,
    quickest: Option<f64>,
    sum: f64,
    count: usize,
    full: bool,
    calm_until: Option<Time>,
}

/// A place among the running requests.
pub(crate) struct Place {
    limiter: Arc<Limiter>,
    most: usize,
    adaptive: bool,
    outcome: Option<(Outcome, Time)>,
}

impl Limiter {
    /// Waits for a place. `most` is what the connector allows, `adaptive` whether the host publishes no limit, so
    /// that only its answers tell.
    pub(crate) async fn enter(self: &Arc<Self>, most: usize, adaptive: bool) -> Place {
        loop {
            let freed = self.freed.notified();
            if self.take(most, adaptive) {
                return Place {
                    limiter: Arc::clone(self),
                    most,
                    adaptive,
                    outcome: None,
                };
            }
            freed.await;
        }
    }

    fn take(&self, most: usize, adaptive: bool) -> bool {
        let mut state = self.state();
        let most = whole(most);
        if state.limit == 0.0 {
            state.limit = if adaptive { START.min(most) } else { most };
        }
        let free = whole(state.running) < state.limit.min(most).max(1.0).floor();
        if free {
            state.running += 1;
        }
        state.full |= whole(state.running) >= state.limit.floor();
        free
    }

    /// Requests that run, and how many may.
    pub(crate) fn standing(&self) -> (usize, usize) {
        let state = self.state();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "small and positive"
        )]
        let limit = state.limit.max(0.0) as usize;
        (state.running, limit)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    pub(crate) fn ended(mut self, outcome: Outcome, now: Time) {
        self.outcome = Some((outcome, now));
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.limiter.state();
        state.running = state.running.saturating_sub(1);
        match self.outcome {
            Some((Outcome::Overloaded, now)) => state.shrink(0.5, now),
            Some((Outcome::Answered(took), now)) => state.answered(took, self.most, self.adaptive, now),
            Some((Outcome::Nothing, _)) | None => {}
        }
        drop(state);
        self.limiter.freed.notify_waiters();
        self.limiter.freed.notify_one();
    }
}

impl State {
    fn answered(&mut self, took: Duration, most: usize, adaptive: bool, now: Time) {
        self.sum += took.as_secs_f64();
        self.count += 1;
        if whole(self.count) < self.limit.floor().max(1.0) {
            return;
        }
        let round = self.sum / whole(self.count);
        let was_full = std::mem::take(&mut self.full);
        (self.sum, self.count) = (0.0, 0);
        let quickest = self
            .quickest
            .map_or(round, |quickest| round.min(quickest * DRIFT));
        self.quickest = Some(quickest);
        let slow = adaptive && round > quickest * SLOW;
        if slow {
            self.shrink(0.9, now);
        } else if was_full {
            self.limit = (self.limit + 1.0).min(whole(most));
        }
    }

    /// Once for all requests that ran at the same time.
    fn shrink(&mut self, factor: f64, now: Time) {
        if self.calm_until.is_some_and(|until| until > now) {
            return;
        }
        self.limit = (self.limit * factor).max(1.0);
        self.calm_until = Some(crate::clock::plus_seconds(now, 1));
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of requests are small")]
fn whole(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use weir_model::Time;

    use super::{Limiter, Outcome};

    /// Rounds of as many requests as there is room for; an answer takes 100 ms up to `knee` at a time, then longer.
    async fn rounds(limiter: &Arc<Limiter>, most: usize, knee: usize, from: i64, rounds: i64) -> Vec<usize> {
        let mut limits = Vec::new();
        for round in 0..rounds {
            let limit = limiter.standing().1.max(1);
            let mut places = Vec::new();
            for _ in 0..limit {
                places.push(limiter.enter(most, true).await);
            }
            let slower = u64::try_from(limit.saturating_sub(knee)).unwrap();
            let took = Duration::from_millis(100 + 60 * slower);
            for place in places {
                place.ended(Outcome::Answered(took), Time::from_seconds(from + 2 * round));
            }
            limits.push(limiter.standing().1);
        }
        limits
    }

    #[tokio::test]
    async fn it_finds_what_a_host_without_published_limits_can_take() {
        let limiter = Arc::new(Limiter::default());
        let limits = rounds(&limiter, 32, 6, 0, 60).await;
        assert!(limits.iter().max() >= Some(&6), "{limits:?}");
        assert!(limits.iter().all(|limit| *limit <= 12), "{limits:?}");
    }

    #[tokio::test]
    async fn it_never_exceeds_what_the_connector_allows_and_halves_when_overloaded() {
        let limiter = Arc::new(Limiter::default());
        let limits = rounds(&limiter, 8, 100, 0, 30).await;
        assert_eq!(limits.last(), Some(&8));
        let at = Time::from_seconds(1000);
        let (one, two) = (limiter.enter(8, true).await, limiter.enter(8, true).await);
        one.ended(Outcome::Overloaded, at);
        two.ended(Outcome::Overloaded, at);
        assert_eq!(limiter.standing(), (0, 4), "once for both");
        let place = limiter.enter(8, true).await;
        place.ended(Outcome::Overloaded, Time::from_seconds(1010));
        assert_eq!(limiter.standing().1, 2);
    }

    #[tokio::test]
    async fn a_place_that_is_dropped_is_free_again() {
        let limiter = Arc::new(Limiter::default());
        let place = limiter.enter(1, false).await;
        let waiting = tokio::spawn({
            let limiter = Arc::clone(&limiter);
            async move { limiter.enter(1, false).await.most }
        });
        tokio::task::yield_now().await;
        drop(place);
        assert_eq!(waiting.await.unwrap(), 1);
    }
}
