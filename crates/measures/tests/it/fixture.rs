//! One small January on which the known products disagree; its answers are derived by hand in `FIXTURE.md`.

use weir_measures::{FailureSettings, MetricQuery, ProjectSettings};

use crate::world::{World, at, counted, pull, reason, recorded, rounded};

/// The world of `FIXTURE.md`.
pub(crate) fn world() -> World {
    let mut world = World::new();
    world.commits(&[
        ("a1", "1T09", &["m0"]),
        ("a2", "1T15", &["a1"]),
        ("a3", "2T12", &["a2"]),
        ("m1", "2T15", &["m0", "a3"]),
        ("b1", "3T08", &["m1"]),
        ("c1", "8T08", &["m1"]),
        ("d1", "8T12", &["m1"]),
        ("m3", "9T12", &["m1", "c1"]),
        ("m2", "10T09", &["m3", "b1"]),
        ("r1", "11T10", &["m2"]),
        ("m4", "11T11", &["m2", "r1"]),
        ("m6", "12T10", &["m4", "d1"]),
    ]);
    let one = pull(1, "1T16")
        .commits(&[("a1", "1T09"), ("a2", "1T15"), ("a3", "2T12")])
        .branches("feat-a", "main");
    world.pull(
        &one.review("bob", "changes_requested", "2T10")
            .review("bob", "approved", "2T14")
            .merged("2T15", Some("m1")),
    );
    world.pull(
        &pull(2, "3T09")
            .commits(&[("b1", "3T08")])
            .branches("feat-b", "main")
            .merged("10T09", Some("m2")),
    );
    let mut three = pull(3, "8T09")
        .commits(&[("c1", "8T08")])
        .branches("feat-c", "main");
    three.draft = true;
    three.ready = Some(at("9T09"));
    world.pull(&three.review("bob", "approved", "9T11").merged("9T12", Some("m3")));
    let four = pull(4, "11T10:30")
        .commits(&[("r1", "11T10")])
        .branches("revert-1-feat-a", "main");
    world.pull(
        &four
            .review("bob", "approved", "11T10:30")
            .merged("11T11", Some("m4")),
    );
    let five = pull(5, "8T13")
        .commits(&[("d1", "8T12")])
        .branches("feat-d", "develop");
    world.pull(&five.review("bob", "approved", "8T14").merged("9T10", None));
    let six = pull(6, "12T09")
        .commits(&[("d1", "8T12")])
        .branches("develop", "main");
    world.pull(
        &six.review("bob", "approved", "12T09:30")
            .merged("12T10", Some("m6")),
    );
    world.deploy("D1", "m1", "2T18", "success");
    world.deploy("D2", "m3", "9T13", "failure");
    world.deploy("D3", "m2", "10T10", "success");
    world.deploy("D4", "m4", "11T11:30", "success");
    world.deploy("D5", "m6", "12T11", "success");
    world
}

fn with_failed_deployments() -> ProjectSettings {
    ProjectSettings {
        failures: FailureSettings {
            failed_deployments: true,
            ..FailureSettings::default()
        },
        ..recorded()
    }
}

#[tokio::test]
async fn lead_time_is_first_commit_to_deployment_per_change() {
    let project = world().project(recorded()).await;
    let values = project.values("lead_time").await;
    assert_eq!(
        counted(&values),
        [("1", 33.0), ("2", 170.0), ("3", 50.0), ("4", 1.5), ("5", 95.0)]
    );
    assert_eq!(
        reason(&values, "6"),
        Some("carries only changes of other pull requests")
    );

    let answer = project.january("lead_time").await;
    assert_eq!(
        (answer.value, answer.n, answer.text.as_str()),
        (Some(50.0), 5, "2 d 2 h")
    );
    assert_eq!(answer.grade.map(|grade| grade.label), Some("High".to_owned()));
    let mut query = crate::world::january("lead_time");
    query.aggregate = Some("mean".to_owned());
    assert_eq!(project.ask(&query).await.unwrap().value.map(rounded), Some(69.9));
}

#[tokio::test]
async fn parts_of_the_lead_time_add_up_to_it() {
    let project = world().project(recorded()).await;
    let items = project.items("lead_time").await;
    let parts = |number: &str| {
        let item = items
            .items
            .iter()
            .find(|item| item["id"].as_str().unwrap().ends_with(number))
            .unwrap();
        ["coding", "pickup", "review", "merge", "deploy", "value"]
            .map(|part| item[part].as_f64().map(rounded))
    };
    let some = |parts: [f64; 6]| parts.map(Some);
    assert_eq!(parts("/1"), some([7.0, 18.0, 4.0, 1.0, 3.0, 33.0]));
    assert_eq!(
        parts("/2"),
        [Some(1.0), None, None, Some(168.0), Some(1.0), Some(170.0)]
    );
    assert_eq!(parts("/3"), some([25.0, 2.0, 0.0, 1.0, 22.0, 50.0]));
    assert_eq!(parts("/4"), some([0.5, 0.0, 0.0, 0.5, 0.5, 1.5]));
    assert_eq!(parts("/5"), some([1.0, 1.0, 0.0, 20.0, 73.0, 95.0]));
}

#[tokio::test]
async fn one_of_four_successful_deployments_failed() {
    let project = world().project(recorded()).await;
    let answer = project.january("change_failure_rate").await;
    assert_eq!((answer.value, answer.n), (Some(25.0), 4));
    let values = project.values("change_failure_rate").await;
    assert_eq!(
        counted(&values),
        [("D1", 100.0), ("D3", 0.0), ("D4", 0.0), ("D5", 0.0)]
    );
    assert_eq!(reason(&values, "D2"), Some("the deployment failed"));

    let project = world().project(with_failed_deployments()).await;
    let answer = project.january("change_failure_rate").await;
    assert_eq!((answer.value, answer.n), (Some(40.0), 5));
}

#[tokio::test]
async fn restored_from_the_guilty_deployment_to_the_curing_one() {
    let project = world().project(recorded()).await;
    let answer = project.january("time_to_restore").await;
    assert_eq!((answer.value, answer.n), (Some(209.5), 1));
    let parts: Vec<_> = answer
        .stages
        .iter()
        .map(|stage| (stage.name.as_str(), stage.value))
        .collect();
    assert_eq!(parts, [("detection", Some(208.5)), ("repair", Some(1.0))]);

    let project = world().project(with_failed_deployments()).await;
    let values = project.values("time_to_restore").await;
    assert_eq!(counted(&values), [("4", 209.5), ("failed", 21.0)]);
}

#[tokio::test]
async fn frequency_counts_successes_over_full_days() {
    let project = world().project(recorded()).await;
    let mut query = MetricQuery::new("deployment_frequency", at("1"), at("15"));
    let answer = project.ask(&query).await.unwrap();
    assert_eq!(answer.value.map(rounded), Some(0.286));
    assert_eq!((answer.n, answer.text.as_str()), (4, "0.29 per day (2 per week)"));
    query.aggregate = Some("per_week".to_owned());
    assert_eq!(project.ask(&query).await.unwrap().value, Some(2.0));
}

#[tokio::test]
async fn cycle_time_is_first_commit_to_merge() {
    let project = world().project(recorded()).await;
    let values = project.values("pull_request_cycle_time").await;
    assert_eq!(
        counted(&values),
        [("1", 30.0), ("2", 169.0), ("3", 28.0), ("4", 1.0), ("5", 22.0)]
    );
    assert_eq!(project.january("pull_request_cycle_time").await.value, Some(28.0));
}

#[tokio::test]
async fn merges_as_deployments() {
    let project = world()
        .project(crate::world::by(weir_measures::DeploymentRule::Merges {
            branches: Vec::new(),
        }))
        .await;
    let values = project.values("lead_time").await;
    assert_eq!(
        counted(&values),
        [("1", 30.0), ("2", 169.0), ("3", 28.0), ("4", 1.0), ("5", 94.0)]
    );
    let answer = project.january("change_failure_rate").await;
    assert_eq!((answer.value, answer.n), (Some(20.0), 5));
}
