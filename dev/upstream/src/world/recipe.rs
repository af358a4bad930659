use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::Repository;
use super::mutate::opened;
use super::packed::Part;
use super::seeded::{
    Comment, CommitPlan, Counters, Flow, Outcome, PullPlan, RepositoryPlan, Review, blank_pull, number_all,
    write,
};

/// Ids of one kind that a repository may use for each of its pull requests, and for itself.
const IDS: (u64, u64) = (20, 100);

/// From what one of many repositories is made, the same each time.
#[derive(Clone, Debug)]
pub(crate) struct Recipe {
    of: Arc<Many>,
    /// Its place among them, from 0.
    place: u64,
}

/// What many repositories have in common.
#[derive(Debug)]
pub(crate) struct Many {
    pub(super) seed: u64,
    /// Pull requests of each.
    pub(super) pulls: usize,
    pub(super) start: DateTime<Utc>,
    pub(super) now: DateTime<Utc>,
}

impl Many {
    fn ids(&self) -> u64 {
        IDS.0 * self.pulls as u64 + IDS.1
    }
}

impl Recipe {
    /// One of many repositories, packed.
    pub(super) fn repository(of: &Arc<Many>, place: u64) -> Repository {
        let recipe = Self {
            of: Arc::clone(of),
            place,
        };
        let mut repository = recipe.made();
        repository.parts_mut().into_iter().for_each(Part::pack);
        repository.history = None;
        repository.recipe = Some(recipe);
        repository
    }

    /// What git has of it, made again.
    pub(super) fn history(&self) -> Option<Arc<crate::git::History>> {
        self.made().history
    }

    fn made(&self) -> Repository {
        let mut rng = StdRng::seed_from_u64(self.of.seed.wrapping_mul(1_000_003).wrapping_add(self.place));
        write(&mut rng, &mut self.counters(), self.plan(), self.of.now)
    }

    /// Whether a node id can be that of something in here.
    pub(super) fn may_hold(&self, id: &str) -> bool {
        let Some(key) = key(id) else { return false };
        let Some((kind, key)) = key.split_once(':') else {
            return false;
        };
        if let Some((full_name, _)) = key.split_once(':') {
            return full_name.rsplit('/').next() == Some(&self.name());
        }
        let Ok(id) = key.parse::<u64>() else { return false };
        let mut counters = self.counters();
        let repository = counters.repositories.next();
        let later = opened(repository, 0)..opened(repository + 1, 0);
        let first = counters.next_of(kind);
        let made = first.is_some_and(|first| (first..first + self.of.ids()).contains(&id));
        made || (kind == "PR" && later.contains(&id))
    }

    fn name(&self) -> String {
        format!("load-{}", self.place + 1)
    }

    /// Its own range of each kind of id.
    fn counters(&self) -> Counters {
        let mut counters = Counters::default();
        counters.skip(self.place * self.of.ids());
        counters
    }

    fn plan(&self) -> RepositoryPlan {
        let seconds = |count: usize| TimeDelta::seconds(i64::try_from(count).unwrap_or_default());
        // The newest is a few hours old, so that all that happened to it is past.
        let step = 364 * 86_400 / self.of.pulls.max(1);
        let place = usize::try_from(self.place).unwrap_or_default();
        let begun = self.of.start + TimeDelta::hours(12) + seconds((place + 1) * 37 % step.max(1));
        let mut plan = RepositoryPlan {
            name: self.name(),
            description: "One of many",
            language: "Java",
            flow: Flow::Never,
            created: self.of.start - TimeDelta::days(1),
            pulls: (0..self.of.pulls)
                .map(|place| pull(place, begun + seconds(place * step)))
                .collect(),
            issues: Vec::new(),
            deploys: Vec::new(),
        };
        number_all(&mut plan);
        plan
    }
}

/// What is inside a node id.
fn key(id: &str) -> Option<String> {
    let (_, inside) = id.split_once('_')?;
    String::from_utf8(URL_SAFE_NO_PAD.decode(inside).ok()?).ok()
}

fn pull(place: usize, created: DateTime<Utc>) -> PullPlan {
    let (author, reviewer) = (place % 8, (place + 1) % 8);
    let mut plan = blank_pull(format!("Change {place}"), author, created);
    plan.commits.push(CommitPlan {
        at: created - TimeDelta::minutes(10),
        files: 1,
    });
    plan.reviews.push(Review {
        at: created + TimeDelta::hours(1),
        by: reviewer,
        state: "COMMENTED",
        line_comments: 3,
    });
    plan.comments.push(Comment {
        at: created + TimeDelta::hours(2),
        by: author,
    });
    let at = created + TimeDelta::hours(3);
    plan.outcome = match place % 20 {
        0 => Outcome::Open,
        _ => Outcome::Squashed { at, by: reviewer },
    };
    plan
}
