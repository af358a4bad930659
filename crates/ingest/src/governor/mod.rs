//! One budget for each host and credential: no request leaves without it.
//!
//! It starts from the connector's facts and follows what answers say. A share of every quota stays free for the
//! other users of the credential.

mod quota;
mod stated;
mod window;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderMap;
use weir_connect::Budget;
use weir_model::Time;

use crate::SavedBudget;
use crate::clock::plus_seconds;
use crate::turns::{Turn, Turns};
pub(crate) use quota::Quota;
use window::Window;

/// The budget of one credential at one host.
pub(crate) struct Governor {
    pub(crate) host: String,
    pub(crate) credential: String,
    budget: &'static Budget,
    slots: Arc<Turns>,
    state: Mutex<State>,
}

struct State {
    /// As the upstream states them.
    quotas: BTreeMap<String, Quota>,
    /// Where it states nothing: our own count of the last hour, and the limit if it is stated.
    hours: BTreeMap<String, Window>,
    limits: BTreeMap<String, u64>,
    minutes: BTreeMap<String, Window>,
    server: Window,
    running: usize,
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
    /// Percent of the quota that must be left afterwards.
    pub(crate) keep: u64,
}

/// How a credential stands for a claim: the more is left, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Room {
    /// Units left.
    pub(crate) left: u64,
    /// Requests that are not running.
    pub(crate) idle: usize,
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
        saved: &[SavedBudget],
    ) -> Self {
        let mut state = State {
            quotas: BTreeMap::new(),
            hours: BTreeMap::new(),
            limits: BTreeMap::new(),
            minutes: BTreeMap::new(),
            server: Window::of(Window::MINUTE),
            running: 0,
            blocked: None,
            changed: false,
        };
        for known in saved
            .iter()
            .filter(|known| known.host == host && known.credential == credential)
        {
            if counts_itself(budget)
                && let Some(limit) = known.limit
            {
                let spent_at = plus_seconds(known.reset, -Window::HOUR);
                let mut hour = Window::of(Window::HOUR);
                hour.add(spent_at, limit.saturating_sub(known.remaining));
                state.hours.insert(known.bucket.clone(), hour);
                continue;
            }
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
            slots: Turns::new(budget.concurrency),
            state: Mutex::new(state),
        }
    }

    /// Waits for one of the places for concurrent requests, which the integrations of the credential have by turns.
    pub(crate) async fn slot(&self, integration: &str, fresh: bool) -> Turn {
        self.slots.enter(integration, fresh).await
    }

    /// Charges the claim, or says how long it has to wait.
    pub(crate) fn charge(&self, claim: Claim, now: Time) -> Result<(), Pause> {
        let mut state = self.state();
        if let Some(pause) = self.pause(&mut state, claim, now) {
            return Err(pause);
        }
        state.running += 1;
        let bucket = self.bucket(claim.bucket);
        if bucket.is_some_and(|bucket| bucket.per_hour.is_some()) && counts_itself(self.budget) {
            let hour = state.hours.entry(claim.bucket.to_owned());
            hour.or_insert_with(|| Window::of(Window::HOUR))
                .add(now, claim.cost);
            state.changed = true;
        }
        if let Some(quota) = state.quotas.get_mut(claim.bucket) {
            quota.remaining = quota.remaining.saturating_sub(claim.cost);
        }
        if bucket.is_some_and(|bucket| bucket.per_minute.is_some()) {
            state
                .minutes
                .entry(claim.bucket.to_owned())
                .or_insert_with(|| Window::of(Window::MINUTE))
                .add(now, claim.cost);
        }
        Ok(())
    }

    /// Gives back what was charged for an answer that costs nothing.
    pub(crate) fn refund(&self, claim: Claim) {
        let mut state = self.state();
        if let Some(quota) = state.quotas.get_mut(claim.bucket) {
            let most = quota.limit.unwrap_or(u64::MAX);
            quota.remaining = quota.remaining.saturating_add(claim.cost).min(most);
        }
    }

    /// How much room there is for a claim, or how long it has to wait.
    pub(crate) fn room(&self, claim: Claim, now: Time) -> Result<Room, Pause> {
        let mut state = self.state();
        if let Some(pause) = self.pause(&mut state, claim, now) {
            return Err(pause);
        }
        let stated = state.quotas.get(claim.bucket).filter(|quota| quota.reset > now);
        let left = match stated.map(|quota| quota.remaining) {
            Some(left) => left,
            None => match self.hourly(&state, claim.bucket) {
                Some(limit) => {
                    let spent = state
                        .hours
                        .get_mut(claim.bucket)
                        .map_or(0, |hour| hour.spent(now).0);
                    limit.saturating_sub(spent)
                }
                None => u64::MAX,
            },
        };
        Ok(Room {
            left,
            idle: usize::MAX - state.running,
        })
    }

    /// A request that was charged has ended.
    pub(crate) fn ended(&self) {
        let mut state = self.state();
        state.running = state.running.saturating_sub(1);
    }

    fn bucket(&self, name: &str) -> Option<&'static weir_connect::Bucket> {
        self.budget.buckets.iter().find(|bucket| bucket.name == name)
    }

    /// Units in an hour, where only our own count says how many are left.
    fn hourly(&self, state: &State, bucket: &str) -> Option<u64> {
        if !counts_itself(self.budget) {
            return None;
        }
        let facts = self.bucket(bucket)?.per_hour.map(u64::from)?;
        Some(state.limits.get(bucket).copied().unwrap_or(facts))
    }

    fn pause(&self, state: &mut State, claim: Claim, now: Time) -> Option<Pause> {
        if let Some(until) = state.blocked.filter(|until| *until > now) {
            let why = "the upstream asked for a pause".to_owned();
            return Some(Pause { until, why });
        }
        if let Some(quota) = state.quotas.get(claim.bucket)
            && quota.short(claim.cost, claim.keep, now)
        {
            let why = format!("quota `{}` has {} left", claim.bucket, quota.describe());
            return Some(Pause {
                until: plus_seconds(quota.reset, 1),
                why,
            });
        }
        if let Some(limit) = self.hourly(state, claim.bucket)
            && let Some(hour) = state.hours.get_mut(claim.bucket)
            && let Some(until) = hour.room_at(now, claim.cost, share(limit, claim.keep))
        {
            let why = format!("`{}` takes {limit} an hour", claim.bucket);
            return Some(Pause { until, why });
        }
        let bucket = self.bucket(claim.bucket);
        if let Some(per_minute) = bucket.and_then(|bucket| bucket.per_minute)
            && let Some(window) = state.minutes.get_mut(claim.bucket)
            && let Some(until) = window.room_at(now, claim.cost, share(per_minute.into(), claim.keep))
        {
            let why = format!("`{}` takes {per_minute} a minute", claim.bucket);
            return Some(Pause { until, why });
        }
        if let Some(seconds) = self.budget.server_seconds_per_minute
            && let Some(until) = state
                .server
                .room_at(now, 0, share(seconds.into(), claim.keep) * 1000)
        {
            let why = format!("answers took {seconds} s of the upstream's time in the last minute");
            return Some(Pause { until, why });
        }
        None
    }

    /// Follows what an answer says about the quotas, and counts the time it took.
    pub(crate) fn settle(&self, claim: Claim, headers: &HeaderMap, took: Duration, now: Time) {
        let mut state = self.state();
        let took = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if self.budget.server_seconds_per_minute.is_some() {
            state.server.add(now, took);
        }
        let Some(names) = &self.budget.headers else { return };
        let stated = stated::read(names, headers, now);
        let bucket = stated.bucket.unwrap_or_else(|| claim.bucket.to_owned());
        if let Some(quota) = stated.quota {
            state.follow(bucket, quota);
            return;
        }
        if let Some(limit) = stated.limit {
            state.limits.insert(bucket.clone(), limit);
        }
        if stated.near
            && let Some(limit) = self.hourly(&state, &bucket)
        {
            // Others use the credential, too: count what they must have spent.
            let hour = state.hours.entry(bucket);
            let hour = hour.or_insert_with(|| Window::of(Window::HOUR));
            let missing = share(limit, 20).saturating_sub(hour.spent(now).0);
            hour.add(now, missing);
            state.changed = true;
        }
    }

    /// Follows what the body of an answer says about a quota.
    pub(crate) fn state_quota(&self, bucket: &str, quota: Quota) {
        self.state().follow(bucket.to_owned(), quota);
    }

    /// Units in a period, as last stated, else as the connector says.
    pub(crate) fn limit(&self, bucket: &str) -> Option<u64> {
        let stated = self.state().quotas.get(bucket).and_then(|quota| quota.limit);
        stated.or_else(|| self.bucket(bucket)?.per_hour.map(u64::from))
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
    pub(crate) fn changes(&self, now: Time) -> Vec<SavedBudget> {
        if !std::mem::take(&mut self.state().changed) {
            return Vec::new();
        }
        self.standing(now)
    }

    /// Until when the upstream asked for a pause.
    pub(crate) fn blocked(&self, now: Time) -> Option<Time> {
        self.state().blocked.filter(|until| *until > now)
    }

    /// What is known of the quotas.
    pub(crate) fn standing(&self, now: Time) -> Vec<SavedBudget> {
        let mut state = self.state();
        let saved = |(bucket, quota): (&String, &Quota)| SavedBudget {
            host: self.host.clone(),
            credential: self.credential.clone(),
            bucket: bucket.clone(),
            limit: quota.limit,
            remaining: quota.remaining,
            reset: quota.reset,
        };
        let mut all: Vec<SavedBudget> = state.quotas.iter().map(saved).collect();
        let counted: Vec<(String, u64)> = state
            .hours
            .keys()
            .filter_map(|bucket| Some((bucket.clone(), self.hourly(&state, bucket)?)))
            .collect();
        for (bucket, limit) in counted {
            let Some((spent, Some(last))) = state.hours.get_mut(&bucket).map(|hour| hour.spent(now)) else {
                continue;
            };
            all.push(SavedBudget {
                host: self.host.clone(),
                credential: self.credential.clone(),
                bucket,
                limit: Some(limit),
                remaining: limit.saturating_sub(spent),
                reset: plus_seconds(last, Window::HOUR),
            });
        }
        all
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `whole` without so many percent of it.
fn share(whole: u64, keep: u64) -> u64 {
    (whole * (100 - keep.min(100)) / 100).max(1)
}

/// Whether nothing states what is left, so that our own count has to do.
fn counts_itself(budget: &Budget) -> bool {
    budget
        .headers
        .as_ref()
        .is_none_or(|names| names.remaining.is_empty())
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
