//! Every metric, each of its aggregates, each week: the same through every tool, or named here with the reason.

use std::collections::{BTreeMap, BTreeSet};

use weir_measures::{Bucket, METRICS, MetricQuery, ProjectView};
use weir_model::Time;

use super::{
    BITBUCKET_DATA_CENTER, Bench, GITHUB, GITLAB, JIRA_CLOUD, JIRA_DATA_CENTER, Tool, company, join, now,
};

/// Code hosts, all compared with the first one.
const HOSTS: &[&Tool] = &[&GITHUB, &GITLAB];

/// A code host that tells less than the first one, and the metrics that need nothing of what it leaves out.
struct Partial {
    tool: &'static Tool,
    agreeing: &'static [&'static str],
    because: &'static str,
}

const PARTIAL: &[Partial] = &[Partial {
    tool: &BITBUCKET_DATA_CENTER,
    agreeing: &[
        "coding_days",
        "commits",
        "committers",
        "legacy_rework",
        "lines_changed",
        "pull_request_cycle_time",
        "pull_requests_closed",
        "pull_requests_merged",
        "pull_requests_open",
        "pull_requests_opened",
        "repository_breadth",
        "review_collaboration",
        "rework",
        "technology_breadth",
    ],
    because: "it has no issues, lists no deployments and releases, tells builds of pull requests only, counts no lines of \
              pull requests, and does not say when a draft became ready",
}];

/// Trackers, compared with the first one, and each beside each code host.
const TRACKERS: &[&Tool] = &[&JIRA_CLOUD, &JIRA_DATA_CENTER];

/// Metrics that a tool cannot tell as the first one does.
struct Exception {
    tool: &'static str,
    metrics: &'static [&'static str],
    because: &'static str,
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        tool: "GitLab",
        metrics: &["comment_density"],
        because: "the text of a review is a comment like any other there; at GitHub it belongs to the review",
    },
    Exception {
        tool: "GitLab",
        metrics: &["pipeline_queue_time"],
        because: "a pipeline whose jobs are repeated keeps its beginning, so it counts; of a repeated run at GitHub the \
                  first beginning is not known, so it is left out",
    },
];

/// Metrics without an item here: they are of things that only a tracker tells, which the other test compares.
const EMPTY: &[&str] = &[
    "issue_cycle_time",
    "issue_hotspots",
    "issue_stage_bounces",
    "issue_time_in_status",
    "release_time",
    "story_points_closed",
];

/// A number over a week: when it begins, its items, the value in thousandths.
type Week = (Time, u64, Option<i64>);

/// Weeks by metric and aggregate.
type Numbers = BTreeMap<(&'static str, &'static str), Vec<Week>>;

#[expect(clippy::cast_possible_truncation, reason = "hours and counts")]
fn thousandths(value: f64) -> i64 {
    (value * 1000.0).round() as i64
}

/// All numbers of the catalogue, or those on issues alone.
async fn numbers(bench: &Bench, project: &ProjectView, issues: bool) -> Numbers {
    let mut found = Numbers::new();
    for metric in METRICS.iter().filter(|metric| !issues || metric.area == "issues") {
        for aggregate in &metric.aggregates {
            let from = Time(now().0 - 300 * 86_400_000_000);
            let mut query = MetricQuery::new(&metric.id, from, now());
            query.aggregate = Some(aggregate.name().to_owned());
            query.bucket = Some(Bucket::Week);
            let answer = bench.measures.answer(project, &query).await.unwrap();
            let weeks = answer.series.iter();
            let weeks = weeks.map(|point| (point.start, point.n, point.value.map(thousandths)));
            found.insert((&metric.id, aggregate.name()), weeks.collect());
        }
    }
    found
}

fn counted(weeks: &[Week]) -> u64 {
    weeks.iter().map(|(_, n, _)| n).sum()
}

/// The metrics of which some week differs.
fn differing(what: &str, wanted: &Numbers, found: &Numbers) -> BTreeSet<&'static str> {
    assert_eq!(wanted.len(), found.len());
    let mut metrics = BTreeSet::new();
    for ((metric, aggregate), weeks) in wanted {
        let other = &found[&(*metric, *aggregate)];
        let differs = |(one, other): &(&Week, &Week)| one != other;
        let Some((one, other)) = weeks.iter().zip(other).find(differs) else {
            assert_eq!(weeks.len(), other.len(), "{what}: {metric}");
            continue;
        };
        println!("{what}: {metric} {aggregate}: {one:?} is {other:?}");
        metrics.insert(*metric);
    }
    metrics
}

#[tokio::test(flavor = "multi_thread")]
async fn every_code_host_gives_the_same_numbers() {
    let tools: Vec<&Tool> = HOSTS
        .iter()
        .copied()
        .chain(PARTIAL.iter().map(|one| one.tool))
        .collect();
    let bench = Bench::fill(company(), &tools).await;
    let wanted = numbers(&bench, &bench.project(&HOSTS[..1]), false).await;
    let empty = wanted.iter().filter(|(_, weeks)| counted(weeks) == 0);
    let empty: BTreeSet<&str> = empty.map(|((metric, _), _)| *metric).collect();
    assert_eq!(empty, EMPTY.iter().copied().collect());
    for tool in &HOSTS[1..] {
        let found = numbers(&bench, &bench.project(&[tool]), false).await;
        let exceptions = EXCEPTIONS.iter().filter(|one| one.tool == tool.name);
        let mut excepted = BTreeSet::new();
        for one in exceptions {
            println!("{}: {}: {}", one.tool, one.metrics.join(", "), one.because);
            excepted.extend(one.metrics);
        }
        assert_eq!(differing(tool.name, &wanted, &found), excepted, "{}", tool.name);
    }
    for Partial {
        tool,
        agreeing,
        because,
    } in PARTIAL
    {
        let found = numbers(&bench, &bench.project(&[tool]), false).await;
        let mut differing = differing(tool.name, &wanted, &found);
        println!("{} differs in {differing:?}: {because}", tool.name);
        differing.retain(|metric| agreeing.contains(metric));
        assert_eq!(differing, BTreeSet::new(), "{}", tool.name);
        let compared = wanted.iter().filter(|((metric, _), _)| agreeing.contains(metric));
        assert!(
            compared.clone().all(|(_, weeks)| counted(weeks) > 0),
            "{}",
            tool.name
        );
        assert!(compared.count() >= agreeing.len(), "{}", tool.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_tracker_gives_the_same_numbers_beside_every_code_host() {
    let both = [HOSTS, TRACKERS].concat();
    let world = company();
    let bench = Bench::fill(world.clone(), &both).await;
    let project = bench.project(&[HOSTS[0], TRACKERS[0]]);
    join::issues_have_the_moments_of_their_pull_requests(&world, &bench, &project).await;
    let wanted = numbers(&bench, &project, true).await;
    let empty = wanted.iter().filter(|(_, weeks)| counted(weeks) == 0);
    let empty: BTreeSet<&str> = empty.map(|((metric, _), _)| *metric).collect();
    assert_eq!(empty, BTreeSet::new());
    for host in HOSTS {
        for tracker in TRACKERS {
            let what = format!("{} beside {}", tracker.name, host.name);
            let found = numbers(&bench, &bench.project(&[host, tracker]), true).await;
            assert_eq!(differing(&what, &wanted, &found), BTreeSet::new(), "{what}");
        }
    }
}
