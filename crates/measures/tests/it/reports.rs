//! The reports beside the four keys: the worked examples of the documents, and what each leaves out.

use std::sync::Arc;

use insta::assert_snapshot;
use weir_measures::{Aggregate, Bucket, Filter, ItemFilter, MetricQuery, Operator, WorkingHours};

use crate::world::{Project, World, at, counted, january, pull, reason, recorded, rounded};

/// One January of a shop: pull requests of every kind, commits with their files, runs.
pub(crate) fn world() -> World {
    let mut world = World::new();
    let mut one = pull(1, "2T09")
        .review("bob", "approved", "2T10")
        .merged("2T12", None);
    one.size = Some((100, 50, 8));
    one.asked = vec!["bob".to_owned()];
    one.comments = (0..24).map(|_| ("bob".to_owned(), at("2T11"))).collect();
    world.pull(&one);
    let mut two = pull(2, "3T09");
    two.size = Some((150, 75, 2));
    world.pull(&two);
    let mut three = pull(3, "4T09");
    three.size = Some((20, 10, 1));
    three.closed = Some(at("5T09"));
    world.pull(&three);
    let mut four = pull(4, "6T09")
        .review("ann", "approved", "6T10")
        .merged("6T12", None);
    four.size = Some((200, 50, 12));
    world.pull(&four);
    world.pull(
        &pull(5, "7T09")
            .review("cat", "approved", "7T21")
            .merged("8T09", None),
    );
    let mut bot = pull(6, "8T09").merged("8T10", None);
    bot.bot = true;
    "renovate[bot]".clone_into(&mut bot.author);
    world.pull(&bot);
    world.wrote("dan", "w0", "2023-11-01T00:00:00Z", &[("old.rs", 40, 0)]);
    world.wrote("dan", "w1", "3T09", &[("recent.rs", 60, 0)]);
    world.wrote(
        "ann",
        "w2",
        "10T09",
        &[("new.rs", 5, 0), ("old.rs", 10, 1), ("recent.rs", 3, 1)],
    );
    world.wrote("eve", "w3", "11T09", &[("docs/LICENSE", 65, 63)]);
    world.run(1, "build", "w2", ("10T09", "10T10"), "success");
    world.run(2, "build", "w3", ("11T09", "11T12"), "failure");
    world.run(3, "build", "w3", ("11T13", "11T14"), "cancelled");
    world.job(1, "test", 1, ("10T09", "10T10"), "success");
    world
}

async fn shop() -> Project {
    world().project(recorded()).await
}

async fn number(project: &Project, metric: &str, aggregate: Aggregate) -> Option<f64> {
    let mut query = january(metric);
    query.aggregate = Some(aggregate.name().to_owned());
    project.ask(&query).await.unwrap().value.map(rounded)
}

#[tokio::test]
async fn pull_requests_by_state() {
    let project = shop().await;
    assert_eq!(
        number(&project, "pull_requests_opened", Aggregate::Count).await,
        Some(5.0)
    );
    assert_eq!(
        number(&project, "pull_requests_merged", Aggregate::Count).await,
        Some(3.0)
    );
    assert_eq!(
        number(&project, "pull_requests_closed", Aggregate::Count).await,
        Some(1.0)
    );
    let values = project.values("pull_requests_merged").await;
    assert_eq!(reason(&values, "6"), Some("opened by a bot"));
}

#[tokio::test]
async fn what_is_open_at_each_moment() {
    let project = shop().await;
    let mut query = MetricQuery::new("pull_requests_open", at("2"), at("9"));
    query.bucket = Some(Bucket::Day);
    let answer = project.ask(&query).await.unwrap();
    let open: Vec<u64> = answer.series.iter().map(|point| point.n).collect();
    assert_eq!(
        open,
        [0, 1, 2, 1, 1, 2, 1],
        "number 2 stays open, 3 and 5 are open over one midnight each"
    );
    query.aggregate = Some("max".to_owned());
    assert_eq!(project.ask(&query).await.unwrap().value, Some(5.0 * 24.0 + 15.0));
}

#[tokio::test]
async fn reviews() {
    let project = shop().await;
    let mut query = january("review_collaboration");
    query.by = Some("collaboration".to_owned());
    let answer = project.ask(&query).await.unwrap();
    let kinds: Vec<String> = answer
        .breakdown
        .iter()
        .map(|slice| format!("{} {}", slice.n, slice.key))
        .collect();
    assert_snapshot!(kinds.join("\n"), @r"
    1 assigned peer approved
    1 self approved
    1 unassigned peer approved
    ");
    assert_eq!(answer.value.map(rounded), Some(66.667));
    assert_eq!(
        counted(&project.values("time_to_first_review").await),
        [("1", 1.0), ("5", 12.0)]
    );
    assert_eq!(
        counted(&project.values("first_review_to_merge").await),
        [("1", 2.0), ("5", 12.0)]
    );
}

/// `24 comments / 8 files` is 3, good; `12 files, 250 lines` is large by files and medium by lines; the lines of a merged, an
/// open and a closed pull request are 150, 225 and 30.
#[tokio::test]
async fn documented_sizes_and_densities() {
    let project = shop().await;
    let density = project.items("comment_density").await;
    let one = density
        .items
        .iter()
        .find(|item| item["title"] == "Change 1")
        .unwrap();
    // The approval is no comment.
    assert_eq!(
        (one["value"].as_f64(), one["class"].as_str()),
        (Some(3.0), Some("good"))
    );
    let sizes = project.values("change_size").await;
    assert_eq!(
        counted(&sizes),
        [("1", 150.0), ("2", 225.0), ("3", 30.0), ("4", 250.0)]
    );
    let sizes = project.items("change_size").await;
    let four = sizes
        .items
        .iter()
        .find(|item| item["title"] == "Change 4")
        .unwrap();
    assert_eq!(
        (&four["by_files"], &four["by_lines"]),
        (&"large".into(), &"medium".into())
    );
}

/// New 5, recently changed 4, old 11: 20 % and 55 %. 63 of 65 lines.
#[tokio::test]
async fn documented_rework() {
    let project = shop().await;
    let day = |metric: &str| MetricQuery::new(metric, at("10"), at("11"));
    let share = async |metric: &str| project.ask(&day(metric)).await.unwrap().value;
    assert_eq!(share("rework").await, Some(20.0));
    assert_eq!(share("legacy_rework").await, Some(55.0));
    let lines = project
        .ask(&MetricQuery::new("rework_by_lines", at("11"), at("12")))
        .await
        .unwrap();
    assert_eq!(
        lines.value.map(rounded),
        Some(96.923),
        "git counts a changed line twice: 63 of 65"
    );
}

/// 23 coding days in 92 days are 1.75 a week.
#[tokio::test]
async fn documented_coding_days() {
    let mut world = World::new();
    for day in 1..=23 {
        world.wrote("ann", &format!("a{day}"), &format!("{day}T09"), &[("a.rs", 1, 0)]);
        world.wrote("ann", &format!("b{day}"), &format!("{day}T10"), &[("a.rs", 1, 0)]);
    }
    let project = world.project(recorded()).await;
    let query = MetricQuery::new("coding_days", at("1"), at("2024-04-02"));
    let answer = project.ask(&query).await.unwrap();
    assert_eq!((answer.n, answer.value), (23, Some(1.75)));
}

/// An evening and the next morning in Berlin are one day in Los Angeles.
#[tokio::test]
async fn coding_days_are_days_of_the_project() {
    for (zone, days) in [("UTC", 2), ("America/Los_Angeles", 1)] {
        let mut world = World::new();
        world.wrote("ann", "a1", "3T20", &[("a.rs", 1, 0)]);
        world.wrote("ann", "a2", "4T07", &[("a.rs", 1, 0)]);
        let mut settings = recorded();
        zone.clone_into(&mut settings.time_zone);
        let project = world.project(settings).await;
        assert_eq!(project.january("coding_days").await.n, days, "{zone}");
    }
}

#[tokio::test]
async fn people_and_what_they_touch() {
    let project = shop().await;
    assert_eq!(
        number(&project, "committers", Aggregate::Distinct).await,
        Some(3.0)
    );
    assert_eq!(
        number(&project, "technology_breadth", Aggregate::Distinct).await,
        Some(2.0)
    );
    assert_eq!(
        number(&project, "lines_changed", Aggregate::Sum).await,
        Some(208.0)
    );
    assert_eq!(
        number(&project, "repository_breadth", Aggregate::Distinct).await,
        Some(1.0)
    );
}

/// Two addresses of one person are one committer, and a collection of people has only their items.
#[tokio::test]
async fn accounts_of_one_person_are_one() {
    let mut project = shop().await;
    let names = [("dan@acme.test", "Dan"), ("eve@acme.test", "Dan")];
    project.view.who.names = Arc::new(
        names
            .map(|(account, name)| (account.to_owned(), name.to_owned()))
            .into(),
    );
    assert_eq!(
        number(&project, "committers", Aggregate::Distinct).await,
        Some(2.0)
    );
    let mut query = january("commits");
    query.by = Some("contributor".to_owned());
    let keys: Vec<String> = project
        .ask(&query)
        .await
        .unwrap()
        .breakdown
        .into_iter()
        .map(|slice| slice.key)
        .collect();
    assert_eq!(keys, ["Dan", "ann@acme.test"]);
    project.view.who.people = Some(Arc::new(["ann@acme.test".to_owned()].into()));
    let answer = project.ask(&january("commits")).await.unwrap();
    assert_eq!(answer.n, 1);
    assert_eq!(
        project.items("commits").await.included,
        1,
        "the drill-down is narrowed by the same code"
    );
    assert!(
        answer
            .basis
            .iter()
            .any(|line| line == "Only the work of the collection's people: 1 accounts")
    );
}

#[tokio::test]
async fn filters_narrow_number_and_items_alike() {
    let project = shop().await;
    let mut query = january("pull_requests_opened");
    query.filters = vec![Filter {
        dimension: "state".to_owned(),
        operator: Operator::IsNot,
        values: vec!["Merged".to_owned()],
    }];
    let answer = project.ask(&query).await.unwrap();
    let items = project
        .measures
        .items(&project.view, &query, &ItemFilter::default())
        .await
        .unwrap();
    assert_eq!((answer.n, items.included, items.excluded), (2, 2, 0));
    query.filters[0].dimension = "colour".to_owned();
    assert_snapshot!(project.ask(&query).await.unwrap_err(), @"there is no dimension `colour`; known: repository, author, base_branch, change_class, state, contributor");
}

/// A weekend between opening and merge does not count in working hours; a part that does not count leaves the rest.
#[tokio::test]
async fn hours_and_parts_that_count() {
    let world = || {
        let mut world = World::new();
        // The 5th of January 2024 is a Friday.
        let five = pull(1, "5T10")
            .commits(&[("a", "5T10")])
            .review("bob", "approved", "5T16");
        world.pull(&five.merged("8T10", None));
        world
    };
    let mut settings = recorded();
    settings.working_hours = Some(WorkingHours {
        days: vec![1, 2, 3, 4, 5],
        from_minute: 9 * 60,
        to_minute: 17 * 60,
    });
    let answer = world()
        .project(settings.clone())
        .await
        .january("pull_request_cycle_time")
        .await;
    assert_eq!(
        answer.value,
        Some(8.0),
        "six hours on Friday until the review, one more, one on Monday"
    );
    assert!(answer.basis.iter().any(
        |line| line == "Hours are working hours only: Mon, Tue, Wed, Thu, Fri from 9:00 to 17:00 in UTC"
    ));
    settings.skipped_stages = vec!["pickup".to_owned()];
    assert_eq!(
        world()
            .project(settings)
            .await
            .january("pull_request_cycle_time")
            .await
            .value,
        Some(2.0)
    );
    let mut settings = recorded();
    settings.time_zone = "Mars".to_owned();
    let error = world()
        .project(settings)
        .await
        .ask(&january("commits"))
        .await
        .unwrap_err();
    assert_snapshot!(error, @"there is no time zone `Mars`; write it as in `Europe/Berlin`");
}

/// A day of the series is the project's day.
#[tokio::test]
async fn days_of_the_project() {
    let mut settings = recorded();
    settings.time_zone = "Asia/Tokyo".to_owned();
    let mut world = World::new();
    world.pull(&pull(1, "2T20"));
    let project = world.project(settings).await;
    let mut query = MetricQuery::new(
        "pull_requests_opened",
        at("2024-01-01T15:00:00Z"),
        at("2024-01-04T15:00:00Z"),
    );
    query.bucket = Some(Bucket::Day);
    let days: Vec<u64> = project
        .ask(&query)
        .await
        .unwrap()
        .series
        .iter()
        .map(|point| point.n)
        .collect();
    assert_eq!(
        days,
        [0, 1, 0],
        "eight in the evening of the 2nd is the 3rd in Tokyo"
    );
}

/// Accounts that somebody may have twice make a note; accounts that people call bots do not count.
#[tokio::test]
async fn who_may_be_counted_twice_is_said() {
    let mut project = shop().await;
    project.view.who.undecided = Arc::new(["eve@acme.test".to_owned()].into());
    project.view.who.bots = Arc::new(["dan@acme.test".to_owned()].into());
    let answer = project.january("committers").await;
    assert_eq!(
        answer.notes,
        [
            "1 of the accounts may belong to people who have another one, too, and nobody has decided: people may be counted twice"
        ]
    );
    assert_eq!(answer.value, Some(2.0));
    assert_eq!(answer.excluded[0].reason, "by a bot, as its contributor says");
    assert_eq!(project.items("committers").await.included, 2);
}

#[test]
fn conditions_are_written_as_on_the_command_line() {
    let filter: Filter = "repository^=acme/,beta/".parse().unwrap();
    assert_eq!(
        (filter.operator, filter.values),
        (Operator::StartsWith, vec!["acme/".to_owned(), "beta/".to_owned()])
    );
    assert_eq!("author!=ann".parse::<Filter>().unwrap().operator, Operator::IsNot);
    assert_snapshot!("author".parse::<Filter>().unwrap_err(), @"`author` is not a condition; write `author=ann,bob`, `author!=ann`, `repository^=acme/` (starts with), `title*=fix` (contains) or `title!~fix`");
}

#[tokio::test]
async fn runs() {
    let project = shop().await;
    assert_eq!(
        number(&project, "pipeline_runs", Aggregate::Count).await,
        Some(3.0)
    );
    assert_eq!(
        number(&project, "pipeline_success_rate", Aggregate::Rate).await,
        Some(50.0)
    );
    assert_eq!(
        number(&project, "pipeline_duration", Aggregate::Max).await,
        Some(3.0)
    );
    let values = project.values("pipeline_success_rate").await;
    assert_eq!(reason(&values, "3"), Some("neither a success nor a failure"));
}

/// Every figure is the aggregate of the items shown for it: whole, by bucket and by key, for every aggregate of every metric.
#[tokio::test]
async fn every_number_is_the_aggregate_of_its_items() {
    crate::proof::all(&shop().await, at("1"), at("2024-02-01")).await;
}
