//! By ancestry, never by date: which deployment of a repository first contained a commit.

use std::collections::{BTreeMap, HashMap};

use crate::prepare::deployments::{Deployment, Outcome};
use crate::prepare::graph::{Graph, Node, Walk};
use crate::prepare::repositories::Place;

/// How long before a first recorded deployment a change may be merged and still count, when too few deployments are
/// recorded to know how often this repository deploys.
const DEFAULT_GAP: i64 = 7 * 24 * 3_600 * 1_000_000;

/// Deployments needed to know that.
const ENOUGH: usize = 3;

/// The deployment that first contained a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reached {
    pub(crate) deployment: usize,
    /// Set when it is the first recorded one of its repository and environment: the usual time between two.
    first_after: Option<i64>,
}

/// First deployments of the commits of interest.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    first: HashMap<(Place, Node), Reached>,
    /// Per repository with successful deployments: the times of those whose commit the graph lacks.
    unknown: HashMap<Place, Vec<i64>>,
}

impl Reach {
    /// Walks every repository's deployments in order of time.
    pub(crate) fn new(
        graph: &Graph,
        deployments: &[Deployment],
        interest: impl Iterator<Item = Node>,
    ) -> Self {
        let mut wanted = vec![false; graph.len()];
        for node in interest {
            wanted[node as usize] = true;
        }
        let mut reach = Self::default();
        let mut walk = Walk::new(graph);
        for ((repository, _), group) in groups(deployments) {
            walk.restart();
            let gap = usual_gap(&group, deployments);
            for (order, deployment) in group.iter().copied().enumerate() {
                let sha = deployments[deployment].sha.as_deref();
                let unknown = reach.unknown.entry(repository).or_default();
                let Some(tip) = sha.and_then(|sha| graph.find_known(sha)) else {
                    unknown.push(deployments[deployment].at);
                    continue;
                };
                let first_after = (order == 0).then_some(gap);
                let found = Reached {
                    deployment,
                    first_after,
                };
                walk.deploy(tip, |node| {
                    if wanted[node as usize] {
                        reach.note((repository, node), found, deployments);
                    }
                });
            }
        }
        reach
    }

    /// Keeps the earlier of two environments' deployments.
    fn note(&mut self, key: (Place, Node), found: Reached, deployments: &[Deployment]) {
        let at = |reached: &Reached| deployments[reached.deployment].at;
        let kept = self.first.entry(key).or_insert(found);
        if at(&found) < at(kept) {
            *kept = found;
        }
    }

    /// The deployment that first contained a commit.
    pub(crate) fn commit(&self, repository: Place, node: Node) -> Option<usize> {
        self.first
            .get(&(repository, node))
            .map(|reached| reached.deployment)
    }

    /// The first deployment of any repository that contained a commit.
    pub(crate) fn anywhere(&self, node: Node, deployments: &[Deployment]) -> Option<usize> {
        let reached = self
            .first
            .iter()
            .filter(|((_, at), _)| *at == node)
            .map(|(_, reached)| reached.deployment);
        reached.min_by_key(|at| (deployments[*at].at, *at))
    }

    /// The deployment that first shipped a change, or why it is not known.
    pub(crate) fn change(
        &self,
        repository: Place,
        node: Option<Node>,
        certain: bool,
        merged: i64,
        deployments: &[Deployment],
    ) -> Result<usize, &'static str> {
        let Some(unknown) = self.unknown.get(&repository) else {
            return Err("its repository has no deployment");
        };
        let Some(node) = node else {
            return Err("unknown: the git graph lacks its commits");
        };
        let Some(reached) = self.first.get(&(repository, node)) else {
            return Err(match (unknown.iter().any(|at| *at >= merged), certain) {
                (true, _) => "unknown: the git graph lacks the commit of a later deployment",
                (false, true) => "not deployed yet",
                (false, false) => {
                    "unknown: no merge commit is recorded, and no deployment contains its newest commit"
                }
            });
        };
        let at = deployments[reached.deployment].at;
        if unknown.iter().any(|between| (merged..at).contains(between)) {
            return Err("unknown: the git graph lacks the commit of a deployment in between");
        }
        match reached.first_after {
            Some(gap) if at - merged > gap => {
                Err("reached only by the first recorded deployment; an earlier one may be missing")
            }
            _ => Ok(reached.deployment),
        }
    }
}

/// Successful deployments by repository and environment, in order of time.
fn groups(deployments: &[Deployment]) -> BTreeMap<(Place, &str), Vec<usize>> {
    let mut groups: BTreeMap<(Place, &str), Vec<usize>> = BTreeMap::new();
    for (at, deployment) in deployments.iter().enumerate() {
        if deployment.outcome == Outcome::Success {
            groups
                .entry((deployment.repository, &deployment.environment))
                .or_default()
                .push(at);
        }
    }
    groups
}

/// The median time between two deployments.
fn usual_gap(group: &[usize], deployments: &[Deployment]) -> i64 {
    if group.len() < ENOUGH {
        return DEFAULT_GAP;
    }
    let mut gaps: Vec<i64> = group
        .windows(2)
        .map(|pair| deployments[pair[1]].at - deployments[pair[0]].at)
        .collect();
    let middle = gaps.len() / 2;
    *gaps.select_nth_unstable(middle).1
}
