//! What is known of one host, whoever asks it.

use std::sync::Arc;

use serde::Serialize;
use weir_model::Time;

use super::breaker::Breaker;
use super::limiter::Limiter;
use crate::SavedBudget;
use crate::governor::Governor;

/// What all credentials of a host share.
#[derive(Debug, Default)]
pub(crate) struct Host {
    pub(crate) breaker: Breaker,
    pub(crate) limiter: Arc<Limiter>,
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
    /// What is left of each quota, by credential.
    pub quotas: Vec<SavedBudget>,
}

impl Host {
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
            quotas: governors
                .iter()
                .flat_map(|governor| governor.standing(now))
                .collect(),
        }
    }
}
