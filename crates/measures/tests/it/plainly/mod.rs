//! Every metric besides the four keys over random worlds, against what a computation without SQL makes of the same facts:
//! each file here invents facts, tells them to the world, and says from them alone which items there are.

mod code;
mod issues;
mod pipelines;
mod pulls;
mod sprints;

use std::collections::{BTreeMap, BTreeSet};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use weir_measures::{METRICS, metric};
use weir_model::Time;

use crate::proof;
use crate::reference::hours;
use crate::stages::with;
use crate::world::{Project, World, at, recorded, rounded};

const WORLDS: u64 = 5;
const MINUTE: i64 = 60_000_000;

/// Counted items of January: the id after integration and kind, and the value.
type Values = BTreeMap<String, f64>;
type Expected = BTreeMap<&'static str, Values>;

/// Metrics that `random.rs` checks, or that a test of its own computes: they join facts of several kinds.
const ELSEWHERE: [&str; 4] = [
    "deployment_frequency",
    "lead_time",
    "change_failure_rate",
    "time_to_restore",
];

/// The sum of the stages that end with some moments, the first of which begins them.
fn chained(moments: &[Option<Time>]) -> Option<f64> {
    let known: Vec<Time> = moments.iter().flatten().copied().collect();
    // What never happened is passed over; without a beginning the first that happened begins.
    (known.len() > 1).then(|| {
        known
            .windows(2)
            .map(|pair| hours(pair[0], pair[1]).max(0.0))
            .sum()
    })
}

/// What chance decides.
struct Dice(StdRng);

impl Dice {
    fn chance(&mut self, percent: u32) -> bool {
        self.0.random_range(0..100) < percent
    }

    fn below(&mut self, limit: i64) -> i64 {
        self.0.random_range(0..limit)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.0.random_range(0..all.len())]
    }

    /// A minute between the 27th of December and the 5th of February.
    fn moment(&mut self) -> Time {
        Time(at("2023-12-27T00:00:00Z").0 + self.below(40 * 24 * 60) * MINUTE)
    }

    /// Up to some hours after a moment.
    fn after(&mut self, time: Time, hours: i64) -> Time {
        Time(time.0 + (1 + self.below(hours * 60)) * MINUTE)
    }
}

fn is_in_january(time: Time) -> bool {
    (at("1")..end()).contains(&time)
}

fn end() -> Time {
    at("2024-02-01T00:00:00Z")
}

/// Those of some items that lie in January.
fn january(items: impl IntoIterator<Item = (String, Time, f64)>) -> Values {
    items
        .into_iter()
        .filter(|(_, time, _)| is_in_january(*time))
        .map(|(id, _, value)| (id, value))
        .collect()
}

async fn found(project: &Project, metric: &str) -> Values {
    let items = project.items(metric).await.items;
    let counted = items.iter().filter(|item| item["excluded_because"].is_null());
    let named = counted.map(|item| {
        let id = item["id"].as_str().unwrap();
        let key = id.splitn(3, '/').nth(2).unwrap();
        (key.to_owned(), rounded(item["value"].as_f64().unwrap()))
    });
    named.collect()
}

async fn classes_are_as_titled(project: &Project) {
    let mut seen = BTreeSet::new();
    for item in project.items("pull_requests_opened").await.items {
        let (title, class) = (
            item["title"].as_str().unwrap(),
            item["change_class"].as_str().unwrap(),
        );
        assert_eq!(title.split_once(": ").unwrap().1, class);
        seen.insert(class.to_owned());
    }
    assert!(seen.len() >= 4, "{seen:?}");
}

#[tokio::test]
async fn random_worlds_give_what_a_plain_computation_gives() {
    let mut compared: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..WORLDS {
        let mut dice = Dice(StdRng::seed_from_u64(seed));
        let mut world = World::new();
        let mut expected = Expected::new();
        for facts in [pulls::facts, code::facts, pipelines::facts, issues::facts] {
            expected.extend(facts(&mut dice, &mut world));
        }
        let chains = [pulls::chain(), issues::chain()];
        let project = world.project(with(recorded(), &chains)).await;
        classes_are_as_titled(&project).await;
        for (id, wanted) in &expected {
            // It joins so much that planning it takes longest: two worlds suffice.
            if *id == "issue_lead_time" && seed > 1 {
                continue;
            }
            let wanted: Values = wanted
                .iter()
                .map(|(id, value)| (id.clone(), rounded(*value)))
                .collect();
            assert_eq!(found(&project, id).await, wanted, "{id} in world {seed}");
            *compared.entry(id).or_default() += wanted.len();
        }
        if seed == 0 {
            for (id, _) in &chains {
                proof::one(&project, metric(id).unwrap(), at("1"), end()).await;
            }
        }
    }
    // The worlds are worth comparing: each metric has items in them, and no metric of our own is forgotten.
    assert!(compared.values().all(|items| *items > 20), "{compared:?}");
    let own = METRICS.iter().filter(|metric| metric.variant.is_none());
    let known: BTreeSet<&str> = compared.into_keys().chain(ELSEWHERE).collect();
    let forgotten: Vec<&String> = own
        .map(|metric| &metric.id)
        .filter(|id| !known.contains(id.as_str()))
        .collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}
