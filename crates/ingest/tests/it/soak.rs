//! A few thousand records with everything going wrong now and then, and a company that goes on living: in small what
//! `benches/soak` does at length.

use std::time::Duration;

use weir_ingest::TaskStatus;
use weir_upstream::{Fault, FaultKind, Mutation, Upstream, World};

use crate::github::{Hub, assert_same, rows, table};

const DAYS: usize = 3;

fn faults() -> Vec<Fault> {
    let kinds = [
        FaultKind::TooMany { retry_after: Some(1) },
        FaultKind::TooMany { retry_after: None },
        FaultKind::Secondary { retry_after: Some(1) },
        FaultKind::ServerError,
        FaultKind::BadGateway,
        FaultKind::Truncated,
        FaultKind::Html,
        FaultKind::Dropped,
        FaultKind::PartialData,
        FaultKind::Slow { milliseconds: 20 },
    ];
    kinds
        .into_iter()
        .map(|kind| Fault::sometimes(kind, 0.01))
        .collect()
}

fn world() -> World {
    World::load(
        3,
        3,
        300,
        chrono::DateTime::from_timestamp(1_788_264_000, 0).unwrap(),
    )
}

/// A day passes: some things are changed, merged and opened.
fn live(upstream: &Upstream, day: usize) {
    let name = |number: usize| format!("acme/load-{}", 1 + number % 3);
    upstream.mutate(Mutation::Advance { seconds: 87_000 }).unwrap();
    for step in 0..5 {
        let repository = name(day + step);
        let title = format!("Changed {day}.{step}");
        let number = (17 * (day * 5 + step) % 200 + 1) as u64;
        let retitle = Mutation::Retitle {
            repository: repository.clone(),
            number,
            title,
        };
        upstream.mutate(retitle).unwrap();
        let open = upstream.with_world(|world| {
            let mut open = world.pulls(&repository).filter(|pull| pull["state"] == "open");
            open.next().and_then(|pull| pull["number"].as_u64())
        });
        if let Some(number) = open {
            let repository = repository.clone();
            upstream
                .mutate(Mutation::MergePull { repository, number })
                .unwrap();
        }
        let title = format!("New {day}.{step}");
        upstream.mutate(Mutation::OpenPull { repository, title }).unwrap();
    }
}

/// Without what takes long to simulate.
fn narrow(hub: &mut Hub) {
    for option in ["fetch_commits", "fetch_pipelines"] {
        hub.spec.config[option] = false.into();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn days_of_faults_and_changes_end_with_the_rows_of_a_quiet_upstream() {
    let mut quiet = Hub::start(world(), Vec::new()).await;
    narrow(&mut quiet);
    let report = quiet.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    let plan = report.total(|stream| stream.requests);

    let mut hub = Hub::start(world(), faults()).await;
    narrow(&mut hub);
    let report = hub.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    let asked = report.total(|stream| stream.requests);
    println!(
        "{plan} requests planned, {asked} made, {} of them again\n{}",
        report.total(|stream| stream.retries),
        table(&report)
    );
    // Of few requests, chance decides more than the engine does.
    assert!(asked * 100 <= plan * 125, "{asked} requests, {plan} were planned");

    for day in 0..DAYS {
        for hub in [&quiet, &hub] {
            live(&hub.upstream, day);
            hub.clock.advance(Duration::from_mins(1450));
        }
        let report = hub.sync().await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    }
    assert_eq!(quiet.sync().await.status, TaskStatus::Succeeded);
    assert_same(&rows(&hub), &rows(&quiet));
    let titles = rows(&hub).into_values().filter(|row| row.contains("New 2.4"));
    assert_eq!(titles.count(), 1);
}
