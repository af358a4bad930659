//! The same small January under the definitions of other products: what each of them shows for it.

use weir_measures::{METRICS, MetricQuery};

use crate::fixture;
use crate::world::{Project, World, at, pull, recorded, rounded};

async fn value(project: &Project, metric: &str) -> Option<f64> {
    project.january(metric).await.value.map(rounded)
}

/// The table of `FIXTURE.md`.
#[tokio::test]
async fn lead_time_of_the_fixture() {
    let project = fixture::world().project(recorded()).await;
    for (metric, expected, n) in [
        ("lead_time", 50.0, 5),
        ("lead_time_gitlab", 1.0, 5),
        ("lead_time_four_keys", 4.5, 10),
        ("lead_time_middleware", 26.0, 5),
        ("lead_time_middleware_workflow", 42.083, 6),
        // 49.5 in the reference, whose change 4 is opened half an hour earlier.
        ("lead_time_faros", 49.4, 5),
        // Changes 2, 3, 4 and 6; the lower one of the two in the middle.
        ("lead_time_devlake", 50.0, 4),
        // 33, 170, 50, 1.5, 95 and, for the release merge, 95 again.
        ("lead_time_sei", 74.083, 6),
    ] {
        let answer = project.january(metric).await;
        assert_eq!(
            (answer.value.map(rounded), answer.n),
            (Some(expected), n),
            "{metric}"
        );
    }
}

#[tokio::test]
async fn frequency_of_the_fixture() {
    let project = fixture::world().project(recorded()).await;
    let mut query = MetricQuery::new("deployment_frequency_middleware", at("1"), at("15"));
    assert_eq!(
        project.ask(&query).await.unwrap().value,
        Some(2.0),
        "one and three: two a week"
    );
    query.metric = "deployment_frequency_devlake".to_owned();
    assert_eq!(
        project.ask(&query).await.unwrap().value,
        Some(1.0),
        "days 1 and 3, the lower one"
    );
    query.metric = "deployment_frequency_gitlab".to_owned();
    assert_eq!(
        project.ask(&query).await.unwrap().value.map(rounded),
        Some(0.286),
        "4 in 14 days"
    );
}

#[tokio::test]
async fn failures_of_the_fixture() {
    let project = fixture::world().project(recorded()).await;
    for (metric, expected) in [
        ("change_failure_rate", Some(25.0)),
        // The revert is charged to the deployment before the guilty one; there is none.
        ("change_failure_rate_middleware", Some(0.0)),
        ("change_failure_rate_sei", Some(20.0)),
        ("change_failure_rate_devlake", Some(0.0)),
        ("change_failure_rate_gitlab", Some(0.0)),
        ("time_to_restore", Some(209.5)),
        ("time_to_restore_middleware", Some(212.0)),
        ("time_to_restore_gitlab", None),
    ] {
        assert_eq!(value(&project, metric).await, expected, "{metric}");
    }
}

/// An incident of 100 minutes, and one whose text names its cause.
#[tokio::test]
async fn incidents_by_every_definition() {
    let mut world = World::new();
    world.commits(&[("a1", "1T09", &["m0"]), ("b1", "4T09", &["a1"])]);
    world.pull(
        &pull(1, "1T09")
            .commits(&[("a1", "1T09")])
            .merged("1T10", Some("a1")),
    );
    world.deploy("D1", "a1", "2T10", "success");
    world.deploy("D2", "b1", "5T10", "success");
    world.incident(7, "5T11", Some("5T12:40"), "it is slow");
    let named = "root cause: https://code.test/acme/shop/pull/1";
    world.incident(8, "6T10", Some("6T12"), named);
    let project = world.project(recorded()).await;
    for (metric, expected) in [
        ("time_to_restore_gitlab", 1.833),
        ("time_to_restore_sei", 1.833),
        // From the second deployment's end: 2 h 40 min and 26 h; the one that names its cause belongs to the first.
        ("time_to_restore_devlake", 2.667),
        ("time_to_restore_four_keys", 49.5),
        ("change_failure_rate_gitlab", 100.0),
        ("change_failure_rate_four_keys", 50.0),
        ("change_failure_rate_devlake", 50.0),
    ] {
        assert_eq!(value(&project, metric).await, Some(expected), "{metric}");
    }
}

#[test]
fn every_variant_is_of_a_metric() {
    let variants = METRICS.iter().filter_map(|metric| metric.variant.as_ref());
    for variant in variants {
        assert!(
            METRICS
                .iter()
                .any(|metric| metric.id == variant.of && metric.variant.is_none()),
            "{variant:?}"
        );
    }
    for of in [
        "lead_time",
        "deployment_frequency",
        "change_failure_rate",
        "time_to_restore",
    ] {
        for by in ["GitLab", "Four Keys", "Middleware", "DevLake", "SEI"] {
            // GitLab and SEI divide deployments by days in the same way: one file says so for both.
            let same = of == "deployment_frequency" && by == "SEI";
            let found = METRICS.iter().filter_map(|metric| metric.variant.as_ref());
            assert!(
                same || found.clone().any(|variant| variant.of == of && variant.by == by),
                "{of} {by}"
            );
        }
    }
}
