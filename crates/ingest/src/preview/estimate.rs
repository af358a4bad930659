//! From what is known of the streams to what they take. Pure.

use std::collections::BTreeMap;

use weir_connect::{Cost, Load};

use super::facts::StreamFacts;
use super::{Basis, StreamPlan};

/// What a sync took that ended well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Seconds from its beginning to its end.
    pub seconds: u64,
    /// Records and cost of each stream, by name.
    pub streams: BTreeMap<String, (u64, Cost)>,
}

/// What each stream is expected to take. `price` is the connector's, `usual` says what of the product is read.
pub(super) fn streams(
    facts: &[StreamFacts],
    usual: &Load,
    price: impl Fn(&Load) -> Cost,
    earlier: &[Spent],
) -> Vec<StreamPlan> {
    let price = |stream: &'static str, records: u64, partitions: u64| {
        let load = |records: BTreeMap<&'static str, u64>| Load {
            records,
            partitions,
            ..usual.clone()
        };
        let (with, without) = (
            price(&load(BTreeMap::from([(stream, records)]))),
            price(&load(BTreeMap::new())),
        );
        Cost {
            requests: with.requests.saturating_sub(without.requests),
            points: with.points.saturating_sub(without.points),
        }
    };
    let mut plans = Vec::<StreamPlan>::with_capacity(facts.len());
    for facts in facts {
        let mut history = history(facts, &price);
        // Each page of a stream has its own request for what comes along with it.
        if let Some((_, cost)) = &mut history
            && let Some(of) = facts.along_with
            && let Some(pages) = plans.iter().find(|plan| plan.stream == of)
            && facts.missing > 0
        {
            cost.requests = cost.requests.max(pages.requests.unwrap_or(0));
        }
        plans.push(together(facts, again(facts, earlier), history));
    }
    plans
}

/// Records, where they are known, and cost.
type Amount = (Option<u64>, Cost);

/// What is new takes what it took.
fn again(facts: &StreamFacts, earlier: &[Spent]) -> Option<(Amount, u64)> {
    let spent: Vec<&(u64, Cost)> = earlier
        .iter()
        .filter_map(|spent| spent.streams.get(facts.name))
        .collect();
    let figure = |of: fn(&(u64, Cost)) -> u64| middle(spent.iter().map(|spent| of(spent)));
    let cost = Cost {
        requests: figure(|spent| spent.1.requests)?,
        points: figure(|spent| spent.1.points)?,
    };
    Some(((figure(|spent| spent.0), cost), spent.len() as u64))
}

/// What was never read; `None` where nothing tells how much it is.
fn history(facts: &StreamFacts, price: &impl Fn(&'static str, u64, u64) -> Cost) -> Option<Amount> {
    if facts.missing == 0 {
        return Some((Some(0), Cost::default()));
    }
    let setup = Cost {
        requests: facts.setup,
        points: 0,
    };
    let records = facts
        .counts
        .iter()
        .sum::<u64>()
        .saturating_mul(facts.missing)
        .checked_div(facts.counts.len() as u64);
    let mut cost = if let Some(requests) = facts.pages {
        Cost { requests, points: 0 }
    } else if facts.one_request {
        Cost {
            requests: facts.missing,
            points: 0,
        }
    } else {
        by_counts(facts, records?, price)
    };
    cost += setup;
    Some((records, cost))
}

/// The connector's price: of each partition alone, whose last page is seldom full, and of all together, since what is
/// rare in a single one is not rare in all. The higher one counts.
fn by_counts(facts: &StreamFacts, records: u64, price: &impl Fn(&'static str, u64, u64) -> Cost) -> Cost {
    let asked = facts.counts.len() as u64;
    let scaled = |figure: u64| figure.saturating_mul(facts.missing).div_ceil(asked.max(1));
    let of = |records: u64, partitions: u64| {
        let mut cost = price(facts.name, records, partitions);
        if cost == Cost::default() && records > 0 {
            // The connector states no price for it: its pages are what is known.
            let size = facts.page_size.map_or(1, u64::from).max(1);
            cost.requests = records.div_ceil(size).max(partitions);
        }
        // The price is that of a list read in one go.
        cost.requests += facts.parts.saturating_sub(1) * partitions;
        cost
    };
    let empty = facts.counts.iter().filter(|count| **count == 0).count() as u64;
    let of_empty = Cost {
        requests: facts.parts,
        points: if facts.graphql && facts.parts > 0 {
            of(1, 1).points
        } else {
            0
        },
    };
    let mut alone = times(of_empty, empty);
    for count in facts.counts.iter().filter(|count| **count > 0) {
        alone += of(*count, 1);
    }
    let alone = Cost {
        requests: scaled(alone.requests),
        points: scaled(alone.points),
    };
    let mut together = times(of_empty, scaled(empty));
    if records > 0 {
        together += of(records, scaled(asked - empty));
    }
    Cost {
        requests: alone.requests.max(together.requests),
        points: alone.points.max(together.points),
    }
}

const fn times(cost: Cost, count: u64) -> Cost {
    Cost {
        requests: cost.requests * count,
        points: cost.points * count,
    }
}

fn together(facts: &StreamFacts, again: Option<(Amount, u64)>, history: Option<Amount>) -> StreamPlan {
    let whole = facts.read == 0 && facts.asked == facts.missing;
    let plan = StreamPlan {
        stream: facts.name.to_owned(),
        total: facts.total.filter(|_| whole),
        bytes: facts
            .bytes
            .map(|bytes| bytes.saturating_mul(facts.missing) / facts.asked.max(1)),
        at_most: facts.at_most,
        ..StreamPlan::default()
    };
    let known = |basis, (records, cost): Amount| StreamPlan {
        basis,
        records,
        requests: Some(cost.requests),
        points: Some(cost.points),
        ..plan.clone()
    };
    match (facts.missing, facts.read, history, again) {
        (0, 0, ..) => known(Basis::Nothing, (Some(0), Cost::default())),
        (0, _, _, Some((amount, tasks))) => known(Basis::Earlier { tasks }, amount),
        (0, _, _, None) | (_, _, None, _) => plan,
        (missing, read, Some((records, mut cost)), again) => {
            let counted = if facts.asked >= missing || facts.one_request {
                Basis::Counted
            } else {
                Basis::Sampled {
                    asked: facts.asked,
                    of: missing,
                }
            };
            let again = again.map(|(amount, _)| amount).filter(|_| read > 0);
            let new = again.map_or(Some(0), |(records, of_new)| {
                cost += of_new;
                records
            });
            known(counted, (records.zip(new).map(|(old, new)| old + new), cost))
        }
    }
}

/// The middle of some figures.
pub(super) fn middle(figures: impl Iterator<Item = u64>) -> Option<u64> {
    let mut figures: Vec<u64> = figures.collect();
    figures.sort_unstable();
    figures.get(figures.len() / 2).copied()
}
