//! Changes, and the deployment that first shipped each.

mod carriers;
mod reach;

use std::collections::HashMap;

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;

pub(crate) use reach::Reach;

use super::classes::Classes;
use super::deployments::Deployment;
use super::graph::{Graph, Node};
use super::read::{Ints, Texts, Times};
use super::repositories::{Place, Repositories};
use super::write::Columns;

/// A pull request; or, in a repository that has none, a commit.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) id: String,
    pub(crate) is_pull_request: bool,
    pub(crate) repository: Place,
    pub(crate) number: i64,
    /// When it was merged, or committed.
    pub(crate) merged: Option<i64>,
    /// The commit that a deployment must contain to have shipped it.
    pub(crate) node: Option<Node>,
    /// Whether `node` is what the merge put on the base branch, so that no deployment containing it means not deployed.
    pub(crate) certain: bool,
    /// Why it does not count as a change.
    pub(crate) excluded: Option<&'static str>,
    /// The pull requests whose commits it carries, for those that carry nothing of their own.
    pub(crate) carries: Option<String>,
    /// Place of the deployment that first shipped it.
    pub(crate) deployment: Option<usize>,
    /// Why there is none.
    pub(crate) undeployed: Option<&'static str>,
}

/// The changes of every counted repository, and how to find a pull request by its number.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(crate) all: Vec<Change>,
    pub(crate) by_number: HashMap<(Place, i64), usize>,
    pub(crate) by_id: HashMap<String, usize>,
}

/// What the changes are read from.
pub(crate) struct Sources<'a> {
    pub(crate) pull_requests: &'a [RecordBatch],
    pub(crate) pull_request_commits: &'a [RecordBatch],
    /// Commits of repositories without pull requests.
    pub(crate) commits: &'a [RecordBatch],
}

impl Changes {
    pub(crate) fn read(
        sources: &Sources<'_>,
        repositories: &mut Repositories,
        graph: &Graph,
        exclude_bots: bool,
    ) -> Self {
        let mut changes = Self::default();
        for batch in sources.pull_requests {
            changes.read_pull_requests(batch, repositories, graph, exclude_bots);
        }
        changes.by_id = changes
            .all
            .iter()
            .enumerate()
            .map(|(at, change)| (change.id.clone(), at))
            .collect();
        carriers::mark(&mut changes, sources, graph);
        for batch in sources.commits {
            changes.read_commits(batch, repositories, graph);
        }
        changes
    }

    fn read_pull_requests(
        &mut self,
        batch: &RecordBatch,
        repositories: &mut Repositories,
        graph: &Graph,
        exclude_bots: bool,
    ) {
        let text = |name| Texts::of(batch, name);
        let (ids, repository_ids, states, kinds) = (
            text("id"),
            text("repository_id"),
            text("state"),
            text("author_kind"),
        );
        let (merge_shas, head_shas) = (text("merge_commit_sha"), text("head_sha"));
        let (numbers, merged) = (Ints::of(batch, "number"), Times::of(batch, "merged_at"));
        for row in 0..batch.num_rows() {
            let Some(repository) = repositories.if_counted(repository_ids.must(row)) else {
                continue;
            };
            let merge = merge_shas.get(row).and_then(|sha| graph.find_short(sha));
            let excluded = match (merged.get(row), states.get(row)) {
                (None, Some("open")) => Some("not merged yet"),
                (None, _) => Some("closed without merging"),
                _ if exclude_bots && kinds.get(row) == Some("bot") => Some("opened by a bot"),
                _ => None,
            };
            let number = numbers.get(row).unwrap_or_default();
            self.by_number.insert((repository, number), self.all.len());
            self.all.push(Change {
                id: ids.must(row).to_owned(),
                is_pull_request: true,
                repository,
                number,
                merged: merged.get(row),
                node: merge.or_else(|| head_shas.get(row).and_then(|sha| graph.find_short(sha))),
                certain: merge.is_some(),
                excluded,
                carries: None,
                deployment: None,
                undeployed: None,
            });
        }
    }

    fn read_commits(&mut self, batch: &RecordBatch, repositories: &mut Repositories, graph: &Graph) {
        let text = |name| Texts::of(batch, name);
        let (ids, repository_ids, shas) = (text("id"), text("repository_id"), text("sha"));
        let (parents, committed) = (Ints::of(batch, "parents"), Times::of(batch, "committed_at"));
        for row in 0..batch.num_rows() {
            if parents.get(row).unwrap_or_default() > 1 {
                continue;
            }
            self.all.push(Change {
                id: ids.must(row).to_owned(),
                is_pull_request: false,
                repository: repositories.counted(repository_ids.must(row)),
                number: 0,
                merged: committed.get(row),
                node: graph.find(shas.must(row)),
                certain: true,
                excluded: None,
                carries: None,
                deployment: None,
                undeployed: None,
            });
        }
    }

    /// The commits whose first deployment must be known.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = Node> {
        self.all
            .iter()
            .filter(|change| change.merged.is_some())
            .filter_map(|change| change.node)
    }

    /// Gives every merged change its deployment or the reason why it has none.
    pub(crate) fn resolve(&mut self, reach: &Reach, deployments: &[Deployment]) {
        for change in &mut self.all {
            let Some(merged) = change.merged else { continue };
            match reach.change(
                change.repository,
                change.node,
                change.certain,
                merged,
                deployments,
            ) {
                Ok(deployment) => change.deployment = Some(deployment),
                Err(because) => change.undeployed = Some(because),
            }
        }
    }
}

/// The table `project_changes` that metrics read.
pub(crate) fn table(
    changes: &[Change],
    classes: &Classes,
    deployments: &[Deployment],
    repositories: &Repositories,
) -> Result<RecordBatch, ArrowError> {
    let all = || changes.iter();
    let shipped = || all().map(|change| change.deployment.map(|at| &deployments[at]));
    Columns::default()
        .texts("id", all().map(|c| Some(c.id.as_str())))
        .texts(
            "kind",
            all().map(|c| {
                Some(if c.is_pull_request {
                    "pull_request"
                } else {
                    "commit"
                })
            }),
        )
        .texts(
            "repository_id",
            all().map(|c| Some(repositories.all[c.repository].id.as_str())),
        )
        .texts("repository", all().map(|c| Some(repositories.name(c.repository))))
        .texts("excluded_because", all().map(|c| c.excluded))
        .texts("carries", all().map(|c| c.carries.as_deref()))
        .texts("deployment_id", shipped().map(|d| d.map(|d| d.id.as_str())))
        .times("deployed_at", shipped().map(|d| d.map(|d| d.at)))
        .texts(
            "environment",
            shipped().map(|d| d.map(|d| d.environment.as_str())),
        )
        .texts("deployment", shipped().map(|d| d.map(|d| d.title.as_str())))
        .texts(
            "deployment_url",
            shipped().map(|d| d.and_then(|d| d.url.as_deref())),
        )
        .texts("undeployed_because", all().map(|c| c.undeployed))
        .texts(
            "change_class",
            (0..changes.len()).map(|at| Some(classes.class(at))),
        )
        .texts("class_because", (0..changes.len()).map(|at| classes.because(at)))
        .texts(
            "class_rules",
            (0..changes.len()).map(|at| Some(classes.rules_of(at))),
        )
        .finish()
}
