//! A small company, made from a seed: the same seed, scale and present give the same world.

mod chance;
mod delivery;
mod events;
mod issues;
mod people;
mod plan;
mod planner;
mod pulls;
mod remedy;
mod writer;

use chrono::{DateTime, TimeDelta, Utc};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::World;
pub(crate) use people::company;
pub(crate) use plan::{Comment, CommitPlan, Flow, Outcome, PullPlan, RepositoryPlan, Review};
pub(crate) use planner::{blank as blank_pull, number as number_all};
pub(crate) use writer::{Counters, write};

/// Repositories at scale 1: name, description, language, how it is delivered, pull requests.
const REPOSITORIES: &[(&str, &str, &str, Flow, usize)] = &[
    (
        "checkout",
        "Cart and checkout service",
        "Rust",
        Flow::EachMerge,
        110,
    ),
    ("payments", "Payment providers and ledger", "Go", Flow::Daily, 90),
    ("web", "Shop front end", "TypeScript", Flow::EachMerge, 95),
    (
        "mobile-api",
        "Backend of the mobile apps",
        "Kotlin",
        Flow::Releases,
        60,
    ),
    ("infra", "Cluster and network as code", "HCL", Flow::RunsOnly, 45),
    ("docs", "Handbook", "MDX", Flow::Never, 25),
];

/// How long the history is.
const HISTORY: TimeDelta = TimeDelta::days(275);

impl World {
    /// A company with nine months of history that ends at `now`. `scale` multiplies the pull requests, and past 4
    /// the repositories too.
    pub fn seeded(seed: u64, scale: u32, now: DateTime<Utc>) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let scale = scale.max(1) as usize;
        let copies = scale.div_ceil(4);
        let start = now - HISTORY;
        let mut world = company(now, start);
        let mut counters = Counters::default();
        for copy in 0..copies {
            for (name, description, language, flow, pulls) in REPOSITORIES {
                let name = if copy == 0 {
                    (*name).to_owned()
                } else {
                    format!("{name}-{}", copy + 1)
                };
                let count = pulls * scale / copies;
                let mut plan = planner::plan(&mut rng, *flow, count, (start, now));
                planner::name_issues(&mut plan, &crate::jira::project_key(&name));
                plan.name = name;
                plan.description = description;
                plan.language = language;
                let repository = write(&mut rng, &mut counters, plan, now);
                world.repositories.push(repository);
            }
        }
        world
    }
}
