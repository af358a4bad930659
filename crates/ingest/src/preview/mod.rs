//! What a sync is going to cost, told before it starts: how much there is to read, as the upstream counts it, by the
//! connector's own prices, at the pace that the upstream has shown.

mod count;
mod estimate;
mod facts;
mod first;
mod pace;

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use weir_connect::{Cost, FetchError, Load};
use weir_model::Time;

use crate::board::Board;
use crate::failure::Halt;
use crate::land::Queue;
use crate::sync::{Run, names};
use crate::{Engine, IntegrationSpec, NoEvents, Options};
pub use estimate::Spent;
use facts::StreamFacts;

/// Tries of a question, and how long it may wait for a quota: somebody waits for the answer.
const TRIES: u32 = 2;
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// What a sync is expected to read and to cost. What nothing tells beforehand is `None`, never zero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Requests, of the streams whose cost is known.
    pub requests: Option<u64>,
    /// Points of the upstream's own measure, of the streams whose cost is known.
    pub points: Option<u64>,
    /// Seconds it takes at the pace and with the quota of now.
    pub seconds: Option<u64>,
    /// Bytes of the git repositories that are copied.
    pub bytes: Option<u64>,
    /// Whether nothing is known of the cost of some streams, so that all sums are the least it can be.
    pub at_least: bool,
    /// Milliseconds that an answer has taken, if there was one.
    pub pace_ms: Option<u64>,
    /// Requests that were spent to find this out.
    #[serde(default)]
    pub asked: u64,
    /// When it was made.
    pub at: Time,
    /// What each stream is expected to take, in the connector's order.
    pub streams: Vec<StreamPlan>,
}

/// What one stream is expected to take.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StreamPlan {
    /// Its name.
    pub stream: String,
    /// How that is known.
    pub basis: Basis,
    /// Records there are at the upstream, where it was asked for all of them.
    pub total: Option<u64>,
    /// Records to read.
    pub records: Option<u64>,
    /// Requests.
    pub requests: Option<u64>,
    /// Points of the upstream's own measure.
    pub points: Option<u64>,
    /// Bytes of the git repositories that are copied.
    pub bytes: Option<u64>,
    /// Whether the upstream counts all records while only those since a moment are read, so that it may be less.
    pub at_most: bool,
}

/// How something is known before it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Basis {
    /// Nothing tells.
    #[default]
    Unknown,
    /// The upstream has counted it.
    Counted,
    /// The upstream has counted it in some of the partitions.
    Sampled {
        /// In so many.
        asked: u64,
        /// Of so many.
        of: u64,
    },
    /// The middle of what earlier tasks took.
    Earlier {
        /// How many of them.
        tasks: u64,
    },
    /// There is nothing new to read that anything tells of.
    Nothing,
}

impl Engine {
    /// What a sync would cost. `earlier` is what the newest syncs took that ended well, newest first. The upstream is
    /// asked only about what was never read, a few requests however much there is.
    pub async fn preview(&self, spec: &IntegrationSpec, earlier: &[Spent]) -> Result<Plan, FetchError> {
        self.plan(spec, earlier).await.map_err(|halt| match halt {
            Halt::Fetch(failure) => failure.error,
            other => FetchError::Config {
                message: crate::sync::report(&other).message,
            },
        })
    }

    async fn plan(&self, spec: &IntegrationSpec, earlier: &[Spent]) -> Result<Plan, Halt> {
        let quick = self.with_options(Options {
            tries: TRIES,
            longest_wait: LONGEST_WAIT,
            ..self.options().clone()
        });
        let cancel = CancellationToken::new();
        let board = Board::new(self.clock(), Arc::new(NoEvents), &names(spec));
        let client = quick.client(spec, &cancel).await?;
        let started = self.clock().now();
        let run = Run::new(spec, client, &quick, board, cancel, started, Queue::new(&[]));
        let facts = facts::gather(&run).await?;
        run.save_budgets(true).await;
        let price = |load: &Load| -> Cost { (spec.connector.plan)(load) };
        let usual = Load {
            variant: spec.variant(),
            switched_off: spec.switched_off(),
            ways: spec.ways(),
            ..Load::default()
        };
        let streams = estimate::streams(&facts, &usual, price, earlier);
        let asked = run.board.reports().iter().map(|report| report.requests).sum();
        let pace = pace::Pace::of(&run, self.upstream(spec).and_then(|upstream| upstream.pace_ms));
        Ok(sum(streams, &facts, &pace, earlier, (asked, run.now())))
    }
}

/// The whole of the streams.
fn sum(
    streams: Vec<StreamPlan>,
    facts: &[StreamFacts],
    pace: &pace::Pace,
    earlier: &[Spent],
    (asked, at): (u64, Time),
) -> Plan {
    let total = |figure: fn(&StreamPlan) -> Option<u64>| {
        let known: Vec<u64> = streams.iter().filter_map(figure).collect();
        (!known.is_empty()).then(|| known.iter().sum::<u64>())
    };
    let (requests, points) = (total(|one| one.requests), total(|one| one.points));
    // Where only what is new is read, what that took before says more than any arithmetic.
    let only_new = facts.iter().all(|one| one.missing == 0);
    let seconds = if only_new {
        estimate::middle(earlier.iter().map(|spent| spent.seconds))
    } else {
        requests.and_then(|_| pace.seconds(&pace::Work::of(&streams, facts)))
    };
    Plan {
        requests,
        points,
        seconds,
        bytes: total(|one| one.bytes),
        at_least: streams.iter().any(|one| one.requests.is_none()),
        pace_ms: pace.answer_ms,
        asked,
        at,
        streams,
    }
}

#[cfg(test)]
mod tests;
