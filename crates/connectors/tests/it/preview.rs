//! What a sync is said to cost before it starts, and what it takes.

use serde_json::{Value, json};
use weir_connect::{Connector, Cost};
use weir_connectors::{bitbucket, github, gitlab, jira};
use weir_ingest::{Basis, Plan, Spent, StreamPlan, TaskReport};
use weir_model::Time;
use weir_upstream::{Limits, Upstream, World};

use crate::bench::{Bench, Setup};

const TOKEN: &str = "token_0123456789secret";

/// All that the token shows, or what is not older than so many days.
async fn start(
    connector: &'static Connector,
    world: World,
    path: &str,
    config: Value,
    days: Option<i64>,
) -> Bench {
    let now = Time::from(world.now);
    let upstream = Upstream::builder()
        .world(world)
        .token(TOKEN)
        .limits(Limits::unlimited());
    let setup = Setup {
        connector,
        path,
        token: TOKEN,
        config,
        more: &Value::Null,
    };
    let mut bench = Bench::start(upstream, setup).await;
    bench.spec.since = days.map(|days| Time(now.0 - days * 86_400_000_000));
    bench
}

async fn preview(bench: &Bench, earlier: &[Spent]) -> Plan {
    bench.engine.preview(&bench.spec, earlier).await.unwrap()
}

/// What was planned beside what it took: both within so many percent of each other.
async fn compare(bench: &Bench, percent: u64) -> (Plan, TaskReport) {
    let plan = preview(bench, &[]).await;
    let asked = bench.upstream.counters().requests;
    assert_eq!(plan.asked, asked, "every question is counted");
    let report = bench.sync().await;
    let mut spent = Cost::default();
    let mut planned = Cost::default();
    for (one, took) in plan.streams.iter().zip(&report.streams) {
        assert_eq!(one.stream, took.stream);
        println!(
            "{:17} planned {:?} requests {:?} points {:?} records, took {} {} {}",
            one.stream, one.requests, one.points, one.records, took.requests, took.points, took.records
        );
        if let Some((requests, points)) = one.requests.zip(one.points) {
            planned += Cost { requests, points };
            spent += Cost {
                requests: took.requests,
                points: took.points,
            };
        }
    }
    println!(
        "{}: planned {planned:?}, took {spent:?}, asked {asked}",
        bench.spec.name
    );
    let near = |planned: u64, took: u64| planned.abs_diff(took) * 100 <= took.max(planned) * percent;
    assert!(near(planned.requests, spent.requests), "{planned:?} {spent:?}");
    assert!(near(planned.points, spent.points), "{planned:?} {spent:?}");
    (plan, report)
}

fn stream<'a>(plan: &'a Plan, name: &str) -> &'a StreamPlan {
    plan.streams.iter().find(|one| one.stream == name).unwrap()
}

/// Some repositories of the company: enough for every list, and quick.
fn company(seed: u64, repositories: usize) -> World {
    let mut world = World::seeded(seed, 1, Time::from_seconds(1_788_264_000).utc());
    world.repositories.truncate(repositories);
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_pull_requests_take_what_was_planned() {
    let config = json!({"repositories": ["acme/monolith"], "fetch_commits": false, "fetch_pipelines": false});
    let bench = start(&github::CONNECTOR, World::load_thousand(1), "", config, None).await;
    let (plan, _) = compare(&bench, 15).await;
    assert!(plan.asked <= 5, "{}", plan.asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn github_takes_what_was_planned() {
    let bench = start(
        &github::CONNECTOR,
        company(1, 2),
        "",
        // How many runs have more jobs than come at once, nothing tells beforehand.
        json!({"organizations": ["acme"], "fetch_pipeline_steps": false}),
        None,
    )
    .await;
    let (plan, report) = compare(&bench, 35).await;
    // Nothing tells how many teams there are before they are read, so the whole is a lower bound.
    assert!(plan.at_least && stream(&plan, "teams").requests.is_none());
    assert!(plan.seconds.is_some() && plan.pace_ms.is_some());
    assert!(plan.bytes.is_some_and(|bytes| bytes > 0));
    let pulls = stream(&plan, "pull_requests");
    let read = report
        .streams
        .iter()
        .find(|one| one.stream == "pull_requests")
        .unwrap();
    assert_eq!((pulls.basis, pulls.records), (Basis::Counted, Some(read.records)));
    assert_eq!(pulls.total, pulls.records);
    // Nothing counts commits before they are copied.
    assert_eq!(stream(&plan, "commits").records, None);

    // What is new is not known, and nobody is asked about it.
    let again = preview(&bench, &[]).await;
    assert_eq!((again.asked, again.requests, again.at_least), (0, None, true));
    let spent = |report: &TaskReport| Spent {
        seconds: 3,
        streams: report
            .streams
            .iter()
            .map(|one| {
                let cost = Cost {
                    requests: one.requests,
                    points: one.points,
                };
                (one.stream.clone(), (one.records, cost))
            })
            .collect(),
    };
    let took = bench.sync().await;
    let again = preview(&bench, &[spent(&took)]).await;
    assert_eq!(again.requests, Some(took.total(|one| one.requests)));
    assert_eq!((again.asked, again.seconds), (0, Some(3)));
    assert_eq!(stream(&again, "issues").basis, Basis::Earlier { tasks: 1 });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_depth_is_planned_for() {
    let config = json!({"organizations": ["acme"], "commits": "metadata"});
    let world = company(1, 3);
    let mut bench = start(&github::CONNECTOR, world, "", config, Some(30)).await;
    let (plan, report) = compare(&bench, 25).await;
    let (pulls, read) = (stream(&plan, "pull_requests"), report.streams.iter());
    let read = read.clone().find(|one| one.stream == "pull_requests").unwrap();
    // Pages are read whole, so a little more is read than is asked for.
    assert!(
        pulls.records.is_some_and(|records| records <= read.records),
        "{pulls:?}"
    );
    assert!(!pulls.at_most);
    // A greater depth costs what is missing, and no more than all.
    bench.spec.since = bench.spec.since.map(|since| Time(since.0 - 60 * 86_400_000_000));
    let deeper = preview(&bench, &[]).await;
    let more = stream(&deeper, "pull_requests");
    assert!(more.requests.is_some_and(|requests| requests > 0), "{more:?}");
    assert!(more.records < more.total.or(Some(u64::MAX)));
}

#[tokio::test(flavor = "multi_thread")]
async fn gitlab_takes_what_was_planned() {
    let config = json!({"fetch_commits": false, "fetch_issue_history": false});
    let world = company(1, 3);
    let bench = start(&gitlab::CONNECTOR, world, "/gitlab/api/v4", config, None).await;
    compare(&bench, 15).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bitbucket_takes_what_was_planned() {
    let config = json!({"auth": "access_token", "workspaces": ["acme"], "fetch_commits": false});
    let world = company(1, 3);
    let bench = start(&bitbucket::CONNECTOR, world, "/bitbucket/2.0", config, None).await;
    let (plan, report) = compare(&bench, 15).await;
    for read in &report.streams {
        let planned = stream(&plan, &read.stream);
        // The log steps by a context, and does not say how long it is.
        let is_told = read.stream != "pull_request_activity";
        assert_eq!(planned.records.is_some(), is_told, "{}", read.stream);
        // Lists by modification time begin each page with the last second of the one before.
        assert!(
            planned.records <= Some(read.records) && planned.records != Some(0),
            "{planned:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn jira_takes_what_was_planned() {
    for (path, deployment, auth) in [
        ("/jira", "cloud", "api_token"),
        ("/jira-dc", "data_center", "personal_token"),
    ] {
        let config = json!({"deployment": deployment, "auth": auth, "email": "ada@acme.example"});
        let bench = start(&jira::CONNECTOR, company(7, 3), path, config, None).await;
        let (plan, _) = compare(&bench, 15).await;
        let issues = stream(&plan, "issues");
        assert_eq!(issues.basis, Basis::Counted, "{deployment}");
    }
}
