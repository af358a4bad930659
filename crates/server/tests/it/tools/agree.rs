//! Every metric, each of its aggregates, each week: the same through every tool, or named here with the reason.

use std::collections::{BTreeMap, BTreeSet};

use weir_measures::{Bucket, METRICS, MetricQuery, ProjectView};
use weir_model::Time;

use super::{
    AZURE_DEVOPS, BITBUCKET_CLOUD, BITBUCKET_DATA_CENTER, Bench, GITHUB, GITLAB, JIRA_CLOUD,
    JIRA_DATA_CENTER, Tool, company, join, now,
};

/// Code hosts, all compared with the first one.
const HOSTS: &[&Tool] = &[&GITHUB, &GITLAB, &BITBUCKET_CLOUD];

/// A code host that tells less than the first one, and the metrics that need nothing of what it leaves out.
struct Partial {
    tool: &'static Tool,
    agreeing: &'static [&'static [&'static str]],
    because: &'static str,
}

const PARTIAL: &[Partial] = &[
    Partial {
        tool: &BITBUCKET_DATA_CENTER,
        agreeing: &[COMMITS, PULL_REQUESTS],
        because: "it has no issues, lists no deployments and releases, tells builds of pull requests only, counts no lines of \
                  pull requests, and does not say when a draft became ready",
    },
    Partial {
        tool: &AZURE_DEVOPS,
        agreeing: &[COMMITS, PULL_REQUESTS, ANSWERS],
        because: "of its parts only Repos is read, which has no issues, pipelines, deployments and releases, and it counts \
                  no lines of pull requests",
    },
];

/// What needs commits alone.
const COMMITS: &[&str] = &[
    "coding_days",
    "commits",
    "committers",
    "legacy_rework",
    "lines_changed",
    "repository_breadth",
    "rework",
    "technology_breadth",
];

/// What needs pull requests, their commits and who took part.
const PULL_REQUESTS: &[&str] = &[
    "pull_request_cycle_time",
    "pull_requests_closed",
    "pull_requests_merged",
    "pull_requests_open",
    "pull_requests_opened",
    "review_collaboration",
];

/// What also needs the moments of answers, and when a pull request could be answered.
const ANSWERS: &[&str] = &[
    "first_review_to_merge",
    "lead_time_middleware",
    "time_to_approval",
    "time_to_first_review",
];

/// Trackers, compared with the first one.
const TRACKERS: &[&Tool] = &[&JIRA_CLOUD, &JIRA_DATA_CENTER];

/// Metrics that a tool cannot tell as the first one does.
struct Exception {
    tool: &'static Tool,
    metrics: &'static [&'static str],
    because: &'static str,
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        tool: &GITLAB,
        metrics: &["comment_density"],
        because: "the text of a review is a comment like any other there; at GitHub it belongs to the review",
    },
    Exception {
        tool: &GITLAB,
        metrics: &["pipeline_queue_time"],
        because: "a pipeline whose jobs are repeated keeps its beginning, so it counts; of a repeated run at GitHub the \
                  first beginning is not known, so it is left out",
    },
    Exception {
        tool: &BITBUCKET_CLOUD,
        metrics: &["comment_density"],
        because: "the text of a review is a comment like any other there; at GitHub it belongs to the review",
    },
    Exception {
        tool: &BITBUCKET_CLOUD,
        metrics: &[
            "first_review_to_merge",
            "lead_time_middleware",
            "lead_time_middleware_workflow",
            "time_to_approval",
            "time_to_first_review",
        ],
        because: "it does not say when a draft became ready, so answers are waited for from the opening",
    },
    Exception {
        tool: &BITBUCKET_CLOUD,
        metrics: &[
            "change_failure_rate",
            "change_failure_rate_devlake",
            "change_failure_rate_gitlab",
            "time_to_restore",
            "time_to_restore_devlake",
            "time_to_restore_four_keys",
            "time_to_restore_gitlab",
            "time_to_restore_sei",
        ],
        because: "its issues have no labels, by which the project knows incidents",
    },
    Exception {
        tool: &BITBUCKET_CLOUD,
        metrics: &["issue_lead_time"],
        because: "it does not say which of its own issues a pull request closes; keys of a tracker are found in texts",
    },
    Exception {
        tool: &BITBUCKET_CLOUD,
        metrics: &["issue_stage_bounces", "issue_time_in_status"],
        because: "its issues have a status and a history of it; those at GitHub are open or closed",
    },
    Exception {
        tool: &BITBUCKET_CLOUD,
        metrics: &["pipeline_duration", "pipeline_queue_time"],
        because: "a pipeline begins with its first step; at GitHub a run begins when it is asked for",
    },
];

/// The metrics that are excepted for a tool.
fn excepted(tool: &Tool) -> BTreeSet<&'static str> {
    let own = EXCEPTIONS.iter().filter(|one| one.tool.name == tool.name);
    own.flat_map(|one| one.metrics).copied().collect()
}

/// Metrics of things that only a tracker tells.
const OF_TRACKERS: &[&str] = &[
    "issue_cycle_time",
    "issue_hotspots",
    "issue_stage_bounces",
    "issue_time_in_status",
    "release_time",
    "sprint_commit_done_ratio_issues",
    "sprint_commit_done_ratio_points",
    "sprint_committed_issues",
    "sprint_committed_points",
    "sprint_creep_issues",
    "sprint_creep_points",
    "sprint_creep_to_commit_issues",
    "sprint_creep_to_commit_points",
    "sprint_delivered_issues",
    "sprint_delivered_points",
    "sprint_delivered_to_commit_issues",
    "sprint_delivered_to_commit_points",
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

/// One world, read once through every tool.
#[tokio::test(flavor = "multi_thread")]
async fn every_tool_gives_the_same_numbers() {
    let world = company();
    let partial = PARTIAL.iter().map(|one| one.tool);
    let hosts: Vec<&Tool> = HOSTS.iter().copied().chain(partial).collect();
    let bench = Bench::fill(world.clone(), &[&hosts, TRACKERS].concat()).await;
    code_hosts(&bench).await;
    for host in &hosts {
        let project = bench.project(&[host, TRACKERS[0]]);
        let joined = join::issues_have_the_moments_of_their_pull_requests(&world, &bench, &project).await;
        let is_whole = HOSTS.iter().any(|one| one.name == host.name);
        println!("{} beside {}: {joined:?}", TRACKERS[0].name, host.name);
        assert!(joined.joined > 10, "{joined:?}");
        assert_eq!(joined.built > 5 && joined.deployed > 5, is_whole, "{joined:?}");
    }
    trackers(&bench).await;
}

async fn code_hosts(bench: &Bench) {
    let wanted = numbers(bench, &bench.project(&HOSTS[..1]), false).await;
    let empty = wanted.iter().filter(|(_, weeks)| counted(weeks) == 0);
    let empty: BTreeSet<&str> = empty.map(|((metric, _), _)| *metric).collect();
    assert_eq!(empty, OF_TRACKERS.iter().copied().collect());
    for one in EXCEPTIONS {
        println!("{}: {}: {}", one.tool.name, one.metrics.join(", "), one.because);
    }
    for tool in &HOSTS[1..] {
        let found = numbers(bench, &bench.project(&[tool]), false).await;
        assert_eq!(
            differing(tool.name, &wanted, &found),
            excepted(tool),
            "{}",
            tool.name
        );
    }
    for Partial {
        tool,
        agreeing,
        because,
    } in PARTIAL
    {
        let agreeing = agreeing.concat();
        let found = numbers(bench, &bench.project(&[tool]), false).await;
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

async fn trackers(bench: &Bench) {
    let wanted = numbers(bench, &bench.project(&[HOSTS[0], TRACKERS[0]]), true).await;
    let empty = wanted.iter().filter(|(_, weeks)| counted(weeks) == 0);
    let empty: BTreeSet<&str> = empty.map(|((metric, _), _)| *metric).collect();
    assert_eq!(empty, BTreeSet::new());
    for host in HOSTS {
        let mut excepted = excepted(host);
        excepted.retain(|metric| wanted.keys().any(|(one, _)| one == metric));
        for tracker in beside(host) {
            let what = format!("{} beside {}", tracker.name, host.name);
            let found = numbers(bench, &bench.project(&[host, tracker]), true).await;
            assert_eq!(differing(&what, &wanted, &found), excepted, "{what}");
        }
    }
    for Partial { tool, .. } in PARTIAL {
        for tracker in beside(tool) {
            let what = format!("{} beside {}", tracker.name, tool.name);
            let found = numbers(bench, &bench.project(&[tool, tracker]), true).await;
            let mut differing = differing(&what, &wanted, &found);
            // The first code host has issues of its own, which are counted beside the tracker's.
            differing.retain(|metric| OF_TRACKERS.contains(metric));
            assert_eq!(differing, BTreeSet::new(), "{what}");
        }
    }
}

/// Every tracker beside the first code host, the first one beside the others: all pairs would take a minute.
fn beside(host: &Tool) -> &'static [&'static Tool] {
    if host.name == HOSTS[0].name {
        &TRACKERS[1..]
    } else {
        &TRACKERS[..1]
    }
}
