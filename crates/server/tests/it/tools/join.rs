//! The tracker's work joined to the code of the same company: what a number says of an issue is what the company
//! holds of its pull requests.

use std::collections::BTreeMap;

use serde_json::Value;
use weir_measures::{ItemFilter, MetricQuery, ProjectView};
use weir_model::Time;
use weir_upstream::{Repository, World};

use super::{Bench, now};

/// The moments of the pull requests whose branch names an issue.
#[derive(Debug, Default, PartialEq)]
struct Moments {
    committed: Option<Time>,
    opened: Option<Time>,
    approved: Option<Time>,
    merged: Option<Time>,
}

fn time(value: &Value) -> Option<Time> {
    Time::parse(value.as_str()?)
}

fn first(one: Option<Time>, other: Option<Time>) -> Option<Time> {
    one.into_iter().chain(other).min()
}

/// Moments by key of the issue, straight from the company.
fn moments(world: &World) -> BTreeMap<String, Moments> {
    let mut found: BTreeMap<String, Moments> = BTreeMap::new();
    for repository in world.repositories() {
        let project = project(repository);
        for (number, pull) in &repository.pulls {
            let branch = pull["head"]["ref"].as_str().unwrap().to_uppercase();
            let Some(rest) = branch.strip_prefix(&format!("{project}-")) else {
                continue;
            };
            let key = format!("{project}-{}", rest.split('-').next().unwrap());
            let own = found.entry(key).or_default();
            let commits = repository.pull_commits[number].iter();
            let written = commits.filter_map(|commit| time(&commit["commit"]["author"]["date"]));
            let reviews = repository.reviews.get(number).into_iter().flatten();
            let approved = reviews.filter(|review| review["state"] == "APPROVED");
            own.committed = first(own.committed, written.min());
            own.opened = first(own.opened, time(&pull["created_at"]));
            own.approved = first(
                own.approved,
                approved.filter_map(|one| time(&one["submitted_at"])).min(),
            );
            own.merged = own.merged.max(time(&pull["merged_at"]));
        }
    }
    found
}

fn project(repository: &Repository) -> String {
    let name = repository.full_name().rsplit('/').next().unwrap();
    name.replace('-', "").to_uppercase()
}

/// How many of the tracker's issues that are done were found in the code.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) done: usize,
    pub(super) joined: usize,
    pub(super) built: usize,
    pub(super) deployed: usize,
}

/// The project is of a code host and a tracker.
pub(super) async fn issues_have_the_moments_of_their_pull_requests(
    world: &World,
    bench: &Bench,
    project: &ProjectView,
) -> Found {
    let wanted = moments(world);
    let from = Time(now().0 - 300 * 86_400_000_000);
    let query = MetricQuery::new("issue_lead_time", from, now());
    let all = ItemFilter {
        limit: Some(100_000),
        ..ItemFilter::default()
    };
    let items = bench.measures.items(project, &query, &all).await.unwrap().items;
    let mut all = Found::default();
    for item in &items {
        let key = item["key"].as_str().unwrap();
        if key.contains('#') {
            continue;
        }
        let found = Moments {
            committed: time(&item["committed_at"]),
            opened: time(&item["opened_at"]),
            approved: time(&item["approved_at"]),
            merged: time(&item["merged_at"]),
        };
        let none = Moments::default();
        assert_eq!(&found, wanted.get(key).unwrap_or(&none), "{key}");
        let after = |column: &str| time(&item[column]).is_some_and(|at| Some(at) >= found.merged);
        all.done += 1;
        all.joined += usize::from(found != none);
        all.built += usize::from(after("built_at"));
        all.deployed += usize::from(after("deployed_at"));
    }
    all
}
