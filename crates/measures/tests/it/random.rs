//! Random small companies: the metrics must give what `reference.rs` computes from the same facts by other means.

use std::collections::BTreeMap;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use weir_measures::{DeploymentRule, FailureSettings, ProjectSettings};
use weir_model::Time;

use crate::reference::{Expected, Facts, Incident, Shipment, expected};
use crate::world::{Pull, World, at, rounded};

const MINUTE: i64 = 60_000_000;
const WORLDS: u64 = 12;

/// One company in the making: time moves on, things happen.
pub(crate) struct Company {
    rng: StdRng,
    pub(crate) world: World,
    pub(crate) facts: Facts,
    now: Time,
    serial: i64,
}

impl Company {
    pub(crate) fn new(seed: u64) -> Self {
        let mut company = Self {
            rng: StdRng::seed_from_u64(seed),
            world: World::default(),
            facts: Facts::default(),
            now: at("1"),
            serial: 0,
        };
        for name in ["shop", "billing"] {
            company.world.repository(name, None);
            let root = format!("{name}-root");
            company.commit(name, &root, &[]);
            company
                .facts
                .tips
                .insert((name.to_owned(), "main".to_owned()), root.clone());
            company
                .facts
                .tips
                .insert((name.to_owned(), "develop".to_owned()), root);
        }
        company.live();
        company
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.random_range(0..100) < percent
    }

    fn later(&mut self, minutes: i64) -> Time {
        self.now = Time(self.now.0 + self.rng.random_range(1..=minutes) * MINUTE);
        self.now
    }

    fn next(&mut self) -> i64 {
        self.serial += 1;
        self.serial
    }

    fn commit(&mut self, repo: &str, sha: &str, parents: &[&str]) -> Time {
        let time = self.later(90);
        self.world.commit(repo, sha, time, parents);
        let parents = parents.iter().map(|parent| (*parent).to_owned()).collect();
        self.facts.parents.insert(sha.to_owned(), parents);
        time
    }

    fn live(&mut self) {
        while self.now < at("25") {
            let repo = if self.chance(60) { "shop" } else { "billing" };
            match self.rng.random_range(0..10) {
                0..6 => self.change(repo),
                6..8 => self.deployment(repo),
                8 => self.incident(repo),
                _ => self.release(repo),
            }
        }
    }

    fn person(&mut self) -> String {
        ["ann", "bob", "cho"][self.rng.random_range(0..3)].to_owned()
    }

    fn change(&mut self, repo: &str) {
        let base = if self.chance(25) { "develop" } else { "main" };
        let number = self.next();
        let revert = self.chance(12).then(|| self.merged(repo)).flatten();
        let head = revert.map_or_else(
            || format!("feature-{number}"),
            |guilty| format!("revert-{guilty}-x"),
        );
        let mut tip = self.facts.tips[&(repo.to_owned(), base.to_owned())].clone();
        let mut pull = Pull {
            repository: repo.to_owned(),
            number,
            title: format!("Change {number}"),
            author: self.person(),
            bot: self.chance(10),
            head,
            base: base.to_owned(),
            ..Pull::default()
        };
        for n in 0..self.rng.random_range(1..4) {
            let sha = format!("{repo}-{number}-{n}");
            let time = self.commit(repo, &sha, &[&tip]);
            pull.commits.push((sha.clone(), time));
            tip = sha;
        }
        pull.opened = Some(self.later(60));
        if self.chance(20) {
            pull.draft = true;
            self.talk(&mut pull);
            pull.ready = Some(self.later(600));
        }
        self.talk(&mut pull);
        if self.chance(85) {
            self.merge(&mut pull, &tip);
        } else if self.chance(50) {
            pull.closed = Some(self.later(600));
        }
        self.facts.reverts.extend(revert.map(|guilty| (number, guilty)));
        self.add(pull);
    }

    fn merged(&mut self, repo: &str) -> Option<i64> {
        let merged: Vec<i64> = self
            .facts
            .pulls
            .iter()
            .filter(|p| p.repository == repo && p.merged.is_some())
            .map(|p| p.number)
            .collect();
        (!merged.is_empty()).then(|| merged[self.rng.random_range(0..merged.len())])
    }

    fn talk(&mut self, pull: &mut Pull) {
        for _ in 0..self.rng.random_range(0..3) {
            let who = if self.chance(20) {
                "ci[bot]".to_owned()
            } else {
                self.person()
            };
            let time = self.later(300);
            match self.rng.random_range(0..3) {
                0 => pull.reviews.push((who, "approved", time)),
                1 => pull.reviews.push((who, "changes_requested", time)),
                _ => pull.comments.push((who, time)),
            }
        }
    }

    fn merge(&mut self, pull: &mut Pull, tip: &str) {
        let key = (pull.repository.clone(), pull.base.clone());
        let onto = self.facts.tips[&key].clone();
        let sha = format!("{}-{}-merge", pull.repository, pull.number);
        match self.rng.random_range(0..4) {
            // Squashed.
            0 => {
                self.commit(&pull.repository, &sha, &[&onto]);
            }
            // As a merge that the ingested history lacks: nothing is known of where it went.
            1 if self.chance(20) => {
                pull.merge_sha = Some(format!("{sha}-lost"));
                pull.merged = Some(self.later(60));
                return;
            }
            // Fast-forward, where nothing else came in between.
            2 if pull.commits.len() == 1 && self.facts.parents[tip] == [onto.clone()] => {
                pull.merged = Some(self.later(60));
                self.facts.tips.insert(key, tip.to_owned());
                return;
            }
            _ => {
                self.commit(&pull.repository, &sha, &[&onto, tip]);
            }
        }
        pull.merge_sha = Some(sha.clone());
        pull.merged = Some(self.later(1));
        self.facts.tips.insert(key, sha);
    }

    /// `develop` into `main`: carries what was merged to `develop` since, or nothing.
    fn release(&mut self, repo: &str) {
        let [develop, main] =
            ["develop", "main"].map(|branch| self.facts.tips[&(repo.to_owned(), branch.to_owned())].clone());
        let (theirs, ours) = (self.facts.ancestors(&develop), self.facts.ancestors(&main));
        let times: BTreeMap<&String, Time> = self
            .facts
            .pulls
            .iter()
            .flat_map(|pull| pull.commits.iter())
            .map(|(sha, time)| (sha, *time))
            .collect();
        let fallback = self.now;
        let mut commits: Vec<(String, Time)> = theirs
            .difference(&ours)
            .map(|sha| (sha.clone(), times.get(sha).copied().unwrap_or(fallback)))
            .collect();
        if commits.is_empty() {
            return;
        }
        commits.sort_by_key(|(sha, time)| (*time, *sha == develop));
        let number = self.next();
        let mut pull = Pull {
            repository: repo.to_owned(),
            number,
            title: "Release".to_owned(),
            author: self.person(),
            head: "develop".to_owned(),
            base: "main".to_owned(),
            commits,
            ..Pull::default()
        };
        pull.opened = Some(self.later(10));
        let sha = format!("{repo}-{number}-merge");
        self.commit(repo, &sha, &[&main, &develop]);
        pull.merge_sha = Some(sha.clone());
        pull.merged = Some(self.later(1));
        self.facts.tips.insert((repo.to_owned(), "main".to_owned()), sha);
        self.add(pull);
    }

    fn add(&mut self, pull: Pull) {
        self.world.pull(&pull);
        self.facts.pulls.push(pull);
    }

    fn deployment(&mut self, repo: &str) {
        let key = format!("D{}", self.next());
        let tip = self.facts.tips[&(repo.to_owned(), "main".to_owned())].clone();
        let sha = match self.rng.random_range(0..20) {
            0 => "nowhere".to_owned(),
            1 => format!("{repo}-root"),
            _ => tip,
        };
        let environment = if self.chance(15) {
            "production-eu"
        } else {
            "production"
        };
        let state =
            ["success", "success", "success", "success", "failure", "pending"][self.rng.random_range(0..6)];
        let time = self.later(300);
        self.world.deploy_to(repo, environment, &key, &sha, time, state);
        self.facts.shipments.push(Shipment {
            key,
            repository: repo.to_owned(),
            environment: environment.to_owned(),
            sha,
            time,
            state,
        });
    }

    fn incident(&mut self, repo: &str) {
        let number = self.next();
        let opened = self.later(300);
        let closed = self
            .chance(80)
            .then(|| Time(opened.0 + self.rng.random_range(1..3000) * MINUTE));
        let cause = self.chance(40).then(|| self.merged(repo)).flatten();
        let body = cause.map_or_else(String::new, |guilty| format!("Steps…\nRoot cause: #{guilty}"));
        self.world
            .issue(repo, number, opened, closed, &body, &["bug", "Incident"]);
        self.facts.incidents.push(Incident {
            number,
            repository: repo.to_owned(),
            opened,
            closed,
            cause,
        });
    }
}

pub(crate) fn settings(seed: u64) -> ProjectSettings {
    ProjectSettings {
        deployments: vec![DeploymentRule::Deployments {
            environments: vec!["production*".to_owned()],
        }],
        failures: FailureSettings {
            failed_deployments: !seed.is_multiple_of(2),
            window_hours: 48,
            ..FailureSettings::default()
        },
        exclude_bots: !seed.is_multiple_of(3),
        ..ProjectSettings::default()
    }
}

#[tokio::test]
async fn random_companies_give_what_a_plain_computation_gives() {
    let mut compared: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..WORLDS {
        let company = Company::new(seed);
        let settings = settings(seed);
        let expected: Expected = expected(&company.facts, &settings);
        let project = company.world.project(settings).await;
        for (metric, wanted) in &expected {
            let found: BTreeMap<String, f64> = project
                .values(metric)
                .await
                .into_iter()
                .filter_map(|(id, value)| Some((id, value.ok()?)))
                .collect();
            let wanted: BTreeMap<String, f64> = wanted
                .iter()
                .map(|(id, value)| (id.clone(), rounded(*value)))
                .collect();
            assert_eq!(found, wanted, "{metric} in world {seed}");
            *compared.entry(metric).or_default() += wanted.len();
        }
    }
    // The worlds are worth comparing: each metric has items in them.
    assert!(compared.values().all(|items| *items > 50), "{compared:?}");
}
