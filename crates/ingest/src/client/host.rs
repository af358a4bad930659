//! What is known of one host, whoever asks it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use weir_model::Time;

use super::breaker::Breaker;
use super::degrade::Degraded;
use super::limiter::Limiter;
use crate::SavedBudget;
use crate::governor::Governor;

/// What all credentials of a host share.
#[derive(Debug, Default)]
pub(crate) struct Host {
    pub(crate) breaker: Breaker,
    pub(crate) limiter: Arc<Limiter>,
    /// What its version lacks.
    pub(crate) degraded: Degraded,
    took: Took,
}

/// How long answers take, the newer the more they count.
#[derive(Debug, Default)]
struct Took(Mutex<Option<f64>>);

impl Took {
    const NEW: f64 = 0.1;

    fn note(&self, took: Duration) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let took = took.as_secs_f64() * 1000.0;
        *known = Some(known.map_or(took, |before| before + (took - before) * Self::NEW));
    }

    fn milliseconds(&self) -> Option<u64> {
        let known = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive number of milliseconds"
        )]
        known.map(|known| known.round() as u64)
    }
}

/// How requests to an upstream stand right now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UpstreamState {
    /// Host and port.
    pub host: String,
    /// `closed` when requests go through, `open` when the host does not answer and is left alone, `half_open` when
    /// the next request tries whether it is back.
    pub breaker: &'static str,
    /// When the next request may be sent, if not at once.
    pub next_attempt: Option<Time>,
    /// Requests that run.
    pub in_flight: usize,
    /// How many may run at a time, as the host's answers have it.
    pub limit: usize,
    /// Milliseconds that its answers have taken lately, if there was one.
    pub pace_ms: Option<u64>,
    /// What is left of each quota, by credential.
    pub quotas: Vec<SavedBudget>,
}

impl Host {
    /// Notes how long an answer took.
    pub(crate) fn answered(&self, took: Duration) {
        self.took.note(took);
    }

    pub(crate) fn describe(&self, host: &str, governors: &[Arc<Governor>], now: Time) -> UpstreamState {
        let (in_flight, limit) = self.limiter.standing();
        let blocked = governors.iter().map(|governor| governor.blocked(now));
        // With several credentials the first that is free is used.
        let blocked = blocked.min().flatten();
        UpstreamState {
            host: host.to_owned(),
            breaker: self.breaker.word(now),
            next_attempt: self.breaker.open_until(now).max(blocked),
            in_flight,
            limit,
            pace_ms: self.took.milliseconds(),
            quotas: governors
                .iter()
                .flat_map(|governor| governor.standing(now))
                .collect(),
        }
    }
}
