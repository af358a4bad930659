//! Worked examples of published definitions that speak of the same thing.
//!
//! Of the eight lead-time chains those parts apply that a pull request has: commit, pull request, approval, merge and
//! delivery. Cases 1 and 3 to 5 differ in the tickets around them; 2, 4 and 5 deliver before the last merge. The stages that
//! a tracker or an artifact would supply (ticket, release, build) do not exist here, and one delivery stands for build and
//! delivery together.

use weir_model::Time;

use crate::world::{Pull, World, at, pull, recorded, rounded};

fn clock(text: &str) -> Time {
    at(&format!("5T{text}"))
}

/// Minutes of coding, pickup, review, merge, deploy, and their sum.
async fn minutes(mut pull: Pull, commit: &str, merged: &str, deployed: &str) -> [f64; 6] {
    let mut world = World::new();
    world.commit("shop", "c1", clock(commit), &["m0"]);
    pull.commits = vec![("c1".to_owned(), clock(commit))];
    pull.merged = Some(clock(merged));
    world.pull(&pull);
    world.deploy_to("shop", "production", "D", "c1", clock(deployed), "success");
    let project = world.project(recorded()).await;
    let items = project.items("lead_time").await;
    let item = &items.items[0];
    ["coding", "pickup", "review", "merge", "deploy", "value"].map(|part| {
        item[part]
            .as_f64()
            .map_or(f64::NAN, |hours| rounded(hours * 60.0))
    })
}

#[tokio::test]
async fn pull_request_lead_time_of_fourteen_minutes() {
    let pull = pull(1, "5T10:10")
        .comment("bob", "5T10:11")
        .review("bob", "approved", "5T10:15");
    let parts = minutes(pull, "10:05", "10:19", "10:19").await;
    assert_eq!(parts, [5.0, 1.0, 4.0, 4.0, 0.0, 14.0]);
}

#[tokio::test]
async fn chain_case_1_everything_in_order() {
    let pull = pull(1, "5T10:10").review("bob", "approved", "5T10:11");
    assert_eq!(
        minutes(pull, "10:05", "10:15", "10:17").await,
        [5.0, 1.0, 0.0, 4.0, 2.0, 12.0]
    );
}

#[tokio::test]
async fn chain_case_2_a_delivery_before_the_merge_counts_nothing() {
    let pull = pull(1, "5T10:10").review("bob", "approved", "5T10:11");
    assert_eq!(
        minutes(pull, "10:05", "10:45", "10:17").await,
        [5.0, 1.0, 0.0, 34.0, 0.0, 40.0]
    );
}

#[tokio::test]
async fn chain_case_3_an_earlier_pull_request() {
    let pull = pull(1, "5T10:08").review("bob", "approved", "5T10:11");
    assert_eq!(
        minutes(pull, "10:05", "10:15", "10:17").await,
        [3.0, 3.0, 0.0, 4.0, 2.0, 12.0]
    );
}

#[tokio::test]
async fn chain_cases_4_and_5_merged_again_long_after_delivery() {
    for (merged, waiting) in [("10:50", 39.0), ("11:50", 99.0)] {
        let pull = pull(1, "5T10:08").review("bob", "approved", "5T10:11");
        let parts = minutes(pull, "10:05", merged, "10:17").await;
        assert_eq!(parts, [3.0, 3.0, 0.0, waiting, 0.0, 6.0 + waiting]);
    }
}

#[tokio::test]
async fn chain_case_7_one_job_builds_and_delivers() {
    let pull = pull(1, "5T10:10").review("bob", "approved", "5T10:11");
    assert_eq!(
        minutes(pull, "10:05", "10:15", "10:20").await,
        [5.0, 1.0, 0.0, 4.0, 5.0, 15.0]
    );
}

#[tokio::test]
async fn frequency_of_24_in_91_days() {
    let mut world = World::new();
    for n in 0..24 {
        world.deploy_to(
            "shop",
            "production",
            &format!("D{n}"),
            "m0",
            Time(at("1").0 + n * 3 * 86_400_000_000),
            "success",
        );
    }
    let project = world.project(recorded()).await;
    let mut query = weir_measures::MetricQuery::new("deployment_frequency", at("1"), at("2024-04-01"));
    assert_eq!(project.ask(&query).await.unwrap().value.map(rounded), Some(0.264));
    query.aggregate = Some("per_week".to_owned());
    assert_eq!(project.ask(&query).await.unwrap().value.map(rounded), Some(1.846));
}

#[tokio::test]
async fn frequency_of_960_in_14_days_divides_by_14() {
    let mut world = World::new();
    for n in 0..960 {
        world.deploy_to(
            "shop",
            "production",
            &format!("D{n}"),
            "m0",
            Time(at("1").0 + n * 21 * 60_000_000),
            "success",
        );
    }
    let project = world.project(recorded()).await;
    let query = weir_measures::MetricQuery::new("deployment_frequency", at("1"), at("15"));
    let answer = project.ask(&query).await.unwrap();
    assert_eq!((answer.n, answer.value.map(rounded)), (960, Some(68.571)));
}

#[tokio::test]
async fn failure_rate_of_45_in_90_is_low() {
    let mut world = World::new();
    for n in 0..90_i64 {
        let time = Time(at("1").0 + n * 6 * 3_600_000_000);
        world.deploy_to("shop", "production", &format!("D{n}"), "m0", time, "success");
        if n % 2 == 0 {
            world.issue("shop", n, Time(time.0 + 60_000_000), None, "", &["incident"]);
        }
    }
    let project = world.project(recorded()).await;
    let answer = project.january("change_failure_rate").await;
    assert_eq!((answer.value, answer.n), (Some(50.0), 90));
    assert_eq!(answer.grade.map(|grade| grade.label), Some("Low".to_owned()));
}

#[tokio::test]
async fn restoring_in_60_30_and_180_minutes_takes_90_and_is_high() {
    let mut world = World::new();
    world.incident(1, "5T10", Some("5T11"), "");
    world.incident(2, "6T10", Some("6T10:30"), "");
    world.incident(3, "7T10", Some("7T13"), "");
    let project = world.project(recorded()).await;
    let answer = project.january("time_to_restore").await;
    assert_eq!((answer.value, answer.text.as_str()), (Some(1.5), "1 h 30 min"));
    assert_eq!(answer.grade.map(|grade| grade.label), Some("High".to_owned()));
}
