//! One budget for each host and credential: no request leaves without it.
//!
//! It starts from the connector's facts and follows what answers say. A share of every quota stays free for the
//! other users of the credential.

mod quota;
mod window;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderMap;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use weir_connect::Budget;
use weir_model::Time;

use crate::clock::plus_seconds;
use crate::{Lane, SavedBudget};
pub(crate) use quota::Quota;
use window::Window;

/// The budget of one credential at one host.
pub(crate) struct Governor {
    pub(crate) host: String,
    pub(crate) credential: String,
    budget: &'static Budget,
    reserve_percent: u64,
    slots: Arc<Semaphore>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    quotas: BTreeMap<String, Quota>,
    minutes: BTreeMap<String, Window>,
    server: Window,
    blocked: Option<Time>,
    changed: bool,
}

/// A request's claim on the budget.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim {
    /// Bucket.
    pub(crate) bucket: &'static str,
    /// Units.
    pub(crate) cost: u64,
    /// Why it is asked.
    #[expect(dead_code, reason = "the reserve for fresh lanes reads it")]
    pub(crate) lane: Lane,
    /// Whether it may use the share that is kept free: a person is waiting for the answer.
    pub(crate) urgent: bool,
}

/// Why a request must wait, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pause {
    pub(crate) until: Time,
    pub(crate) why: String,
}

impl Governor {
    pub(crate) fn new(
        host: String,
        credential: String,
        budget: &'static Budget,
        reserve_percent: u32,
        saved: &[SavedBudget],
    ) -> Self {
        let mut state = State::default();
        for known in saved
            .iter()
            .filter(|known| known.host == host && known.credential == credential)
        {
            let quota = Quota {
                limit: known.limit,
                remaining: known.remaining,
                reset: known.reset,
            };
            state.quotas.insert(known.bucket.clone(), quota);
        }
        Self {
            host,
            credential,
            budget,
            reserve_percent: u64::from(reserve_percent.min(90)),
            slots: Arc::new(Semaphore::new(budget.concurrency.max(1))),
            state: Mutex::new(state),
        }
    }

    /// Waits for one of the places for concurrent requests.
    pub(crate) async fn slot(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.slots).acquire_owned().await.ok()
    }

    /// Charges the claim, or says how long it has to wait.
    pub(crate) fn charge(&self, claim: Claim, now: Time) -> Result<(), Pause> {
        let mut state = self.state();
        if let Some(pause) = self.pause(&mut state, claim, now) {
            return Err(pause);
        }
        let bucket = self
            .budget
            .buckets
            .iter()
            .find(|bucket| bucket.name == claim.bucket);
        if self.budget.headers.is_none()
            && let Some(per_hour) = bucket.and_then(|bucket| bucket.per_hour)
        {
            let quota = state
                .quotas
                .entry(claim.bucket.to_owned())
                .or_insert_with(|| Quota::full(per_hour, now));
            quota.renew(per_hour, now);
        }
        if let Some(quota) = state.quotas.get_mut(claim.bucket) {
            quota.remaining = quota.remaining.saturating_sub(claim.cost);
        }
        if bucket.is_some_and(|bucket| bucket.per_minute.is_some()) {
            state
                .minutes
                .entry(claim.bucket.to_owned())
                .or_default()
                .add(now, claim.cost);
        }
        Ok(())
    }

    fn pause(&self, state: &mut State, claim: Claim, now: Time) -> Option<Pause> {
        if let Some(until) = state.blocked.filter(|until| *until > now) {
            let why = "the upstream asked for a pause".to_owned();
            return Some(Pause { until, why });
        }
        if let Some(quota) = state.quotas.get(claim.bucket) {
            let reserve = if claim.urgent { 0 } else { self.reserve_percent };
            if quota.short(claim.cost, reserve, now) {
                let why = format!("quota `{}` has {} left", claim.bucket, quota.describe());
                return Some(Pause {
                    until: plus_seconds(quota.reset, 1),
                    why,
                });
            }
        }
        let bucket = self
            .budget
            .buckets
            .iter()
            .find(|bucket| bucket.name == claim.bucket);
        if let Some(per_minute) = bucket.and_then(|bucket| bucket.per_minute)
            && let Some(window) = state.minutes.get_mut(claim.bucket)
            && let Some(until) = window.room_at(now, claim.cost, self.share(per_minute))
        {
            let why = format!("`{}` takes {per_minute} a minute", claim.bucket);
            return Some(Pause { until, why });
        }
        if let Some(seconds) = self.budget.server_seconds_per_minute
            && let Some(until) = state.server.room_at(now, 0, self.share(seconds) * 1000)
        {
            let why = format!("answers took {seconds} s of the upstream's time in the last minute");
            return Some(Pause { until, why });
        }
        None
    }

    fn share(&self, whole: u32) -> u64 {
        (u64::from(whole) * (100 - self.reserve_percent) / 100).max(1)
    }

    /// Follows what an answer says about the quotas, and counts the time it took.
    pub(crate) fn settle(&self, claim: Claim, headers: &HeaderMap, took: Duration, now: Time) {
        let mut state = self.state();
        let took = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if self.budget.server_seconds_per_minute.is_some() {
            state.server.add(now, took);
        }
        let Some(names) = &self.budget.headers else { return };
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let number = |name: &str| text(name).and_then(|value| value.trim().parse::<u64>().ok());
        let reset = text(names.reset).and_then(reset);
        let (Some(remaining), Some(reset)) = (number(names.remaining), reset) else {
            return;
        };
        let bucket = text(names.resource).unwrap_or(claim.bucket).to_owned();
        let stated = Quota {
            limit: number(names.limit),
            remaining,
            reset,
        };
        state.follow(bucket, stated);
    }

    /// Follows what the body of an answer says about a quota.
    pub(crate) fn state_quota(&self, bucket: &str, quota: Quota) {
        self.state().follow(bucket.to_owned(), quota);
    }

    /// Units in a period, as last stated, else as the connector says.
    pub(crate) fn limit(&self, bucket: &str) -> Option<u64> {
        let stated = self.state().quotas.get(bucket).and_then(|quota| quota.limit);
        let facts = self.budget.buckets.iter().find(|known| known.name == bucket);
        stated.or_else(|| facts?.per_hour.map(u64::from))
    }

    /// Lets nothing through before `until`.
    pub(crate) fn block(&self, until: Time) {
        let mut state = self.state();
        state.blocked = state.blocked.max(Some(until));
    }

    /// When a used-up quota is refilled, if one is.
    pub(crate) fn refill(&self, bucket: &str, now: Time) -> Option<Time> {
        let state = self.state();
        let quota = state.quotas.get(bucket)?;
        (quota.remaining == 0 && quota.reset > now).then(|| plus_seconds(quota.reset, 1))
    }

    /// What is known, if it changed since the last call.
    pub(crate) fn changes(&self) -> Vec<SavedBudget> {
        let mut state = self.state();
        if !std::mem::take(&mut state.changed) {
            return Vec::new();
        }
        let saved = |(bucket, quota): (&String, &Quota)| SavedBudget {
            host: self.host.clone(),
            credential: self.credential.clone(),
            bucket: bucket.clone(),
            limit: quota.limit,
            remaining: quota.remaining,
            reset: quota.reset,
        };
        state.quotas.iter().map(saved).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When a period ends: seconds since the epoch, or RFC 3339.
fn reset(text: &str) -> Option<Time> {
    let text = text.trim();
    match text.parse::<i64>() {
        Ok(seconds) => Some(Time::from_seconds(seconds)),
        // Jira leaves out the seconds: `2026-03-02T10:15Z`.
        Err(_) => Time::parse(text).or_else(|| Time::parse(&text.replacen('Z', ":00Z", 1))),
    }
}

impl State {
    fn follow(&mut self, bucket: String, stated: Quota) {
        self.changed = true;
        match self.quotas.get_mut(&bucket) {
            Some(known) => known.follow(stated),
            None => {
                self.quotas.insert(bucket, stated);
            }
        }
    }
}

#[cfg(test)]
mod tests;
