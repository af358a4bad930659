use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::recipe::{Many, Recipe};
use super::seeded::{
    Comment, CommitPlan, Counters, Flow, Outcome, PullPlan, RepositoryPlan, Review, blank_pull, company,
    number_all, write,
};
use super::{Repository, World};

/// Pull requests of the load world.
const PULLS: usize = 1_000;

impl World {
    /// One repository, `acme/monolith`, with exactly 1,000 pull requests, 5,000 commits in them, 3,000 reviews, 4,000
    /// line comments and 3,000 conversation comments. 2 in 100 pull requests have over 100 timeline items.
    pub fn load_thousand(seed: u64) -> Self {
        let now = Utc
            .with_ymd_and_hms(2026, 6, 1, 12, 0, 0)
            .single()
            .unwrap_or_default();
        let mut rng = StdRng::seed_from_u64(seed);
        let start = now - TimeDelta::days(365);
        let mut world = company(now, start);
        let mut plan = RepositoryPlan {
            name: "monolith".to_owned(),
            description: "Everything in one place",
            language: "Java",
            flow: Flow::Never,
            created: start - TimeDelta::days(1),
            pulls: (0..PULLS).map(|place| pull(place, start)).collect(),
            issues: Vec::new(),
            deploys: Vec::new(),
        };
        number_all(&mut plan);
        let repository = write(&mut rng, &mut Counters::default(), plan, now);
        world.repositories.push(repository);
        world
    }
}

impl World {
    /// Many repositories, `acme/load-1` and on, of so many pull requests each, spread over the year before `now`. A pull
    /// request has a commit, a review, three line comments and a conversation comment; one in twenty is open. What is
    /// not read is packed.
    pub fn load(seed: u64, repositories: usize, pulls: usize, now: DateTime<Utc>) -> Self {
        let start = now - TimeDelta::days(365);
        let many = Arc::new(Many {
            seed,
            pulls,
            start,
            now,
        });
        let mut world = company(now, start);
        let all: Vec<u64> = (0..repositories as u64).collect();
        let share = repositories
            .div_ceil(thread::available_parallelism().map_or(1, NonZero::get))
            .max(1);
        let make = |share: &[u64]| -> Vec<Repository> {
            share
                .iter()
                .map(|place| Recipe::repository(&many, *place))
                .collect()
        };
        world.repositories = thread::scope(|scope| {
            let threads: Vec<_> = all
                .chunks(share)
                .map(|share| scope.spawn(move || make(share)))
                .collect();
            let all = threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or_default());
            all.flatten().collect()
        });
        world
    }
}

fn pull(place: usize, start: DateTime<Utc>) -> PullPlan {
    let hours = |count: usize| TimeDelta::hours(i64::try_from(count).unwrap_or_default());
    let created = start + hours(place * 8) + TimeDelta::hours(6);
    let author = place % 8;
    let reviewer = (place + 1) % 8;
    let mut plan = blank_pull(format!("Change {place}"), author, created);
    for step in 0..5 {
        plan.commits.push(CommitPlan {
            at: created - TimeDelta::hours(5) + hours(step),
            files: 1,
        });
    }
    // 1 + 3 line comments, and no fewer than one review that is not an approval.
    for (step, (state, line_comments)) in [("COMMENTED", 1), ("CHANGES_REQUESTED", 3), ("APPROVED", 0)]
        .into_iter()
        .enumerate()
    {
        let at = created + hours(step + 1);
        plan.reviews.push(Review {
            at,
            by: reviewer,
            state,
            line_comments,
        });
        plan.comments.push(Comment {
            at: at + TimeDelta::minutes(20),
            by: author,
        });
    }
    plan.requests.push((created, reviewer));
    plan.labels.push((created, "feature"));
    if place % 50 == 7 {
        plan.relabelled = 110;
    }
    let at = created + TimeDelta::hours(5);
    plan.outcome = match place % 20 {
        0 => Outcome::Open,
        1 => Outcome::Closed { at },
        _ => Outcome::Squashed { at, by: reviewer },
    };
    plan
}
