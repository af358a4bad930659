//! From a number of requests to the time they take. Pure but for [`Pace::of`].

use super::StreamPlan;
use super::facts::StreamFacts;
use crate::sync::Run;

const MINUTE: u64 = 60;
const HOUR: u64 = 3600;

/// How fast requests are answered, and how many are allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pace {
    /// Milliseconds that an answer takes.
    pub(super) answer_ms: Option<u64>,
    /// Requests at a time.
    pub(super) at_a_time: u64,
    /// Percent of each quota that is left alone.
    pub(super) kept: u64,
    /// Credentials whose quotas add up.
    pub(super) credentials: u64,
    /// Seconds of the upstream's own time in each minute.
    pub(super) server_seconds: Option<u64>,
    pub(super) buckets: Vec<Bucket>,
}

/// One quota of one credential.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bucket {
    pub(super) name: &'static str,
    pub(super) per_hour: Option<u64>,
    pub(super) per_minute: Option<u64>,
    /// Units left of all credentials, and seconds until the first is refilled.
    pub(super) left: Option<(u64, u64)>,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Work {
    /// Requests, all together.
    pub(super) requests: u64,
    /// Units of REST.
    pub(super) rest: u64,
    /// Requests of GraphQL.
    pub(super) graphql: u64,
    /// Points of GraphQL.
    pub(super) points: u64,
}

impl Work {
    /// The work of the streams whose cost is known.
    pub(super) fn of(streams: &[StreamPlan], facts: &[StreamFacts]) -> Self {
        let mut work = Self::default();
        for (plan, facts) in streams.iter().zip(facts) {
            let requests = plan.requests.unwrap_or(0);
            work.requests += requests;
            if facts.graphql {
                work.graphql += requests;
                work.points += plan.points.unwrap_or(0).max(requests);
            } else {
                work.rest += requests;
            }
        }
        work
    }
}

impl Pace {
    /// How things stand for a run. Without an API nothing is known.
    pub(super) fn of(run: &Run<'_>, answer_ms: Option<u64>) -> Self {
        let Ok(client) = run.client() else {
            return Self::default();
        };
        let budget = run.spec.budget();
        let now = run.now();
        let standing = client.standing();
        let bucket = |facts: &weir_connect::Bucket| {
            let known = standing
                .iter()
                .filter(|known| known.bucket == facts.name && known.reset > now);
            let left = known.clone().map(|known| known.remaining).sum();
            let reset = known.clone().map(|known| known.reset.0 - now.0).min();
            let limit = known.filter_map(|known| known.limit).max();
            Bucket {
                name: facts.name,
                per_hour: facts.per_hour.map(|facts| limit.unwrap_or(facts.into())),
                per_minute: facts.per_minute.map(u64::from),
                left: reset.map(|reset| (left, reset.unsigned_abs() / 1_000_000)),
            }
        };
        let credentials = client.credentials().max(1) as u64;
        let at_a_time = budget.concurrency as u64 * credentials;
        Self {
            answer_ms,
            at_a_time: at_a_time.clamp(1, run.options.partitions_in_flight.max(1) as u64),
            kept: client.kept(),
            credentials,
            server_seconds: budget.server_seconds_per_minute.map(u64::from),
            buckets: budget.buckets.iter().map(bucket).collect(),
        }
    }

    /// Seconds that the work takes: whatever holds it up most. `None` before any answer has shown how quick they are.
    pub(super) fn seconds(&self, work: &Work) -> Option<u64> {
        let answers = work.requests.saturating_mul(self.answer_ms?).div_ceil(1000);
        let mut longest = answers.div_ceil(self.at_a_time.max(1));
        if let Some(allowed) = self.server_seconds {
            let allowed = self.usable(allowed) * self.credentials.max(1);
            longest = longest.max(answers.saturating_mul(MINUTE) / allowed.max(1));
        }
        for (units, graphql) in self.units(work) {
            let bucket = self
                .buckets
                .iter()
                .find(|bucket| (bucket.name == "graphql") == graphql)
                .or_else(|| self.buckets.first());
            if let Some(bucket) = bucket {
                longest = longest.max(self.waits(bucket, units));
            }
        }
        Some(longest)
    }

    /// Units by the bucket they are taken from.
    fn units(&self, work: &Work) -> Vec<(u64, bool)> {
        if self.buckets.iter().any(|bucket| bucket.name == "graphql") {
            return vec![(work.rest, false), (work.points, true)];
        }
        vec![(work.rest + work.graphql, false)]
    }

    /// Seconds until a bucket has given so many units.
    fn waits(&self, bucket: &Bucket, units: u64) -> u64 {
        let mut waits = 0;
        if let Some(per_minute) = bucket.per_minute {
            let usable = (self.usable(per_minute) * self.credentials.max(1)).max(1);
            waits = units / usable * MINUTE;
        }
        if let Some(per_hour) = bucket.per_hour {
            let usable = (self.usable(per_hour) * self.credentials.max(1)).max(1);
            let kept = (per_hour * self.credentials.max(1)).saturating_sub(usable);
            let (first, reset) = match bucket.left {
                Some((left, reset)) => (left.saturating_sub(kept), reset),
                None => (usable, HOUR),
            };
            if units > first {
                let periods = (units - first).div_ceil(usable);
                waits = waits.max(reset + (periods - 1) * HOUR);
            }
        }
        waits
    }

    const fn usable(&self, whole: u64) -> u64 {
        let kept = if self.kept > 100 { 100 } else { self.kept };
        whole * (100 - kept) / 100
    }
}
