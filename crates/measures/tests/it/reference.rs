//! The definitions of the metrics once more, from the facts of a random world, as plainly as they read: sets of ancestors
//! instead of a walk, no SQL, nothing shared with the crate but the settings.

use std::collections::{BTreeMap, BTreeSet};

use weir_measures::ProjectSettings;
use weir_model::Time;

use crate::world::Pull;

/// Counted items by metric: the last part of the id, and the value.
pub(crate) type Expected = BTreeMap<&'static str, BTreeMap<String, f64>>;

#[derive(Default)]
pub(crate) struct Facts {
    pub(crate) parents: BTreeMap<String, Vec<String>>,
    /// By repository and branch.
    pub(crate) tips: BTreeMap<(String, String), String>,
    pub(crate) pulls: Vec<Pull>,
    /// Number of a revert, and of what it reverts.
    pub(crate) reverts: Vec<(i64, i64)>,
    pub(crate) shipments: Vec<Shipment>,
    pub(crate) incidents: Vec<Incident>,
}

pub(crate) struct Shipment {
    pub(crate) key: String,
    pub(crate) repository: String,
    pub(crate) environment: String,
    pub(crate) sha: String,
    pub(crate) time: Time,
    pub(crate) state: &'static str,
}

pub(crate) struct Incident {
    pub(crate) number: i64,
    pub(crate) repository: String,
    pub(crate) opened: Time,
    pub(crate) closed: Option<Time>,
    pub(crate) cause: Option<i64>,
}

pub(crate) fn hours(from: Time, to: Time) -> f64 {
    (to.0 - from.0) as f64 / 3.6e9
}

impl Facts {
    pub(crate) fn ancestors(&self, tip: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut todo = vec![tip.to_owned()];
        while let Some(sha) = todo.pop() {
            if let Some(parents) = self.parents.get(&sha).filter(|_| found.insert(sha.clone())) {
                todo.extend(parents.iter().cloned());
            }
        }
        found
    }

    fn successes(&self) -> Vec<&Shipment> {
        let mut all: Vec<&Shipment> = self.shipments.iter().filter(|s| s.state == "success").collect();
        all.sort_by_key(|shipment| shipment.time);
        all
    }

    fn pull(&self, number: i64) -> &Pull {
        self.pulls
            .iter()
            .find(|pull| pull.number == number)
            .expect("numbers are of pull requests")
    }

    /// The first successful deployment that contains a merged pull request, if that can be known.
    fn shipped(&self, pull: &Pull) -> Option<&Shipment> {
        let merged = pull.merged?;
        let sha = match &pull.merge_sha {
            Some(sha) if self.parents.contains_key(sha) => sha,
            _ => &pull.commits.last()?.0,
        };
        let here: Vec<&Shipment> = self
            .successes()
            .into_iter()
            .filter(|s| s.repository == pull.repository)
            .collect();
        let first = *here.iter().find(|s| self.ancestors(&s.sha).contains(sha))?;
        let unknown =
            |s: &&&Shipment| !self.parents.contains_key(&s.sha) && s.time >= merged && s.time < first.time;
        if here.iter().any(|s| unknown(&s)) {
            return None;
        }
        let same: Vec<&Shipment> = here
            .into_iter()
            .filter(|s| s.environment == first.environment)
            .collect();
        if same[0].key == first.key {
            let mut gaps: Vec<i64> = same
                .windows(2)
                .map(|pair| pair[1].time.0 - pair[0].time.0)
                .collect();
            gaps.sort_unstable();
            let usual = if same.len() < 3 {
                7 * 24 * 3_600_000_000
            } else {
                gaps[gaps.len() / 2]
            };
            if first.time.0 - merged.0 > usual {
                return None;
            }
        }
        Some(first)
    }

    /// Whether everything in it was brought by pull requests merged before.
    fn carries_only(&self, pull: &Pull) -> bool {
        let brought = |sha: &String| {
            let others = self.pulls.iter().filter(|other| {
                other.repository == pull.repository
                    && other.number != pull.number
                    && other.merged.is_some_and(|merged| {
                        Some((merged, other.number)) < pull.merged.map(|at| (at, pull.number))
                    })
            });
            others.into_iter().any(|other| {
                other.merge_sha.as_ref() == Some(sha) || other.commits.iter().any(|(theirs, _)| theirs == sha)
            })
        };
        let plain = |sha: &&String| self.parents.get(*sha).is_none_or(|parents| parents.len() < 2);
        let own: Vec<&String> = pull.commits.iter().map(|(sha, _)| sha).filter(plain).collect();
        !own.is_empty() && own.into_iter().all(brought)
    }

    /// Coding, pickup, review and waiting for merge, in sum.
    fn until_merged(pull: &Pull) -> f64 {
        let (opened, merged) = (pull.ready.or(pull.opened).unwrap(), pull.merged.unwrap());
        let opened = if opened > merged {
            pull.opened.unwrap()
        } else {
            opened
        };
        let first = pull.commits.iter().map(|(_, time)| *time).min().unwrap();
        // Every part begins where the one before ended, so the sum is simply from the first moment to the last.
        let start = first.min(pull.opened.unwrap());
        hours(start, opened.max(start)) + hours(opened, merged)
    }

    fn last_before(&self, incident: &Incident, window: i64) -> Option<&Shipment> {
        let recent = self
            .successes()
            .into_iter()
            .rfind(|s| s.repository == incident.repository && s.time <= incident.opened)?;
        (incident.opened.0 - recent.time.0 <= window * 3_600_000_000).then_some(recent)
    }
}

/// What every metric should count.
pub(crate) fn expected(facts: &Facts, settings: &ProjectSettings) -> Expected {
    let mut expected = Expected::new();
    let successes = facts.successes();
    expected.insert(
        "deployment_frequency",
        successes.iter().map(|s| (s.key.clone(), 1.0)).collect(),
    );

    let counts = |pull: &&Pull| {
        pull.merged.is_some() && !(pull.bot && settings.exclude_bots) && !facts.carries_only(pull)
    };
    let cycle = expected.entry("pull_request_cycle_time").or_default();
    for pull in facts.pulls.iter().filter(counts) {
        cycle.insert(pull.number.to_string(), Facts::until_merged(pull));
    }
    let lead = expected.entry("lead_time").or_default();
    for pull in facts.pulls.iter().filter(counts) {
        if let Some(shipment) = facts.shipped(pull) {
            let deploy = hours(pull.merged.unwrap(), shipment.time).max(0.0);
            lead.insert(pull.number.to_string(), Facts::until_merged(pull) + deploy);
        }
    }
    failures(facts, settings, &mut expected);
    expected
}

fn failures(facts: &Facts, settings: &ProjectSettings, expected: &mut Expected) {
    let mut guilty: BTreeSet<&str> = BTreeSet::new();
    let mut restored: BTreeMap<String, f64> = BTreeMap::new();
    for incident in &facts.incidents {
        let named = incident
            .cause
            .and_then(|number| facts.shipped(facts.pull(number)));
        let cause = named.or_else(|| facts.last_before(incident, settings.failures.window_hours.into()));
        guilty.extend(cause.map(|shipment| shipment.key.as_str()));
        let began = named.map_or(incident.opened, |shipment| shipment.time.min(incident.opened));
        restored.extend(
            incident
                .closed
                .map(|closed| (incident.number.to_string(), hours(began, closed))),
        );
    }
    for (revert, reverted) in &facts.reverts {
        let (revert, reverted) = (facts.pull(*revert), facts.pull(*reverted));
        let Some(merged) = revert.merged else { continue };
        let Some(cause) = facts.shipped(reverted).filter(|shipment| shipment.time <= merged) else {
            continue;
        };
        guilty.insert(&cause.key);
        if let Some(cure) = facts.shipped(revert) {
            let began = cause.time.min(revert.opened.unwrap());
            restored.insert(revert.number.to_string(), hours(began, cure.time));
        }
    }
    let failed = |s: &&Shipment| s.state == "failure";
    let mut rate: BTreeMap<String, f64> = BTreeMap::new();
    for shipment in facts.successes() {
        rate.insert(
            shipment.key.clone(),
            if guilty.contains(shipment.key.as_str()) {
                100.0
            } else {
                0.0
            },
        );
    }
    if settings.failures.failed_deployments {
        rate.extend(
            facts
                .shipments
                .iter()
                .filter(failed)
                .map(|shipment| (shipment.key.clone(), 100.0)),
        );
    }
    expected.insert("change_failure_rate", rate);
    // Where failed deployments count, their items share the last part of their ids; those worlds compare the rate only.
    if !settings.failures.failed_deployments {
        expected.insert("time_to_restore", restored);
    }
}
