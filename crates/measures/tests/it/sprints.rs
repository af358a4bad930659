//! Sprints: the worked examples of the documents, and who counts.

use weir_measures::Aggregate;
use weir_model::entities::{Issue, IssueSprint, Sprint};
use weir_model::{Id, Time};

use crate::tracker::ticket;
use crate::world::{Project, World, at, january, recorded, rounded};

impl World {
    /// When it began, when somebody began it, when it was to end. One that is closed and was begun by somebody ended then.
    pub(crate) fn sprint(
        &mut self,
        name: &str,
        (began, activated, ends): (Time, Option<Time>, Time),
        state: &str,
    ) {
        self.push(Sprint {
            id: Id::new("sprint", name),
            board_id: None,
            name: name.to_owned(),
            state: state.to_owned(),
            goal: None,
            created_at: None,
            started_at: Some(began),
            activated_at: activated,
            ends_at: Some(ends),
            completed_at: activated.filter(|_| state == "closed").map(|_| ends),
        });
    }

    /// From when to when an issue was in a sprint.
    pub(crate) fn plan(&mut self, issue: &Issue, sprint: &str, (added, removed): (Time, Option<Time>)) {
        self.push(IssueSprint {
            id: Id::new("issue_sprint", format_args!("{}/{sprint}/{}", issue.key, added.0)),
            issue_id: Id::new("issue", &issue.key),
            sprint_id: Id::new("sprint", sprint),
            added_at: added,
            removed_at: removed,
            updated_at: issue.updated_at,
        });
    }

    /// An issue of the sprint from the 8th to the 22nd: days on which it was planned, taken out and done, its estimate.
    fn story(
        &mut self,
        number: i64,
        (added, removed, done): (&str, Option<&str>, Option<&str>),
        points: Option<f64>,
    ) {
        let issue = ticket(&format!("ABC-{number}"), at("2"), done.map(at), points);
        if let Some(done) = done {
            self.change(&issue.key, "status", at(done), "Doing", "Done");
        }
        self.plan(&issue, "S1", (at(added), removed.map(at)));
        self.push(issue);
    }
}

fn world() -> World {
    let mut world = World::new();
    world.statuses();
    world.sprint("S1", (at("7"), Some(at("8")), at("22")), "closed");
    world
}

async fn sum(project: &Project, metric: &str) -> Option<f64> {
    let mut query = january(metric);
    query.aggregate = Some(Aggregate::Sum.name().to_owned());
    project.ask(&query).await.unwrap().value.map(rounded)
}

/// What of a number is committed or added, or done or not.
async fn part(project: &Project, metric: &str, by: &str, key: &str) -> Option<f64> {
    let mut query = january(metric);
    query.aggregate = Some(Aggregate::Sum.name().to_owned());
    query.by = Some(by.to_owned());
    let breakdown = project.ask(&query).await.unwrap().breakdown;
    let slice = breakdown.iter().find(|slice| slice.key == key)?;
    slice.value.map(rounded)
}

async fn ratio(project: &Project, metric: &str) -> Option<f64> {
    project.january(metric).await.value.map(rounded)
}

#[tokio::test]
async fn twenty_committed_and_five_added_issues() {
    let mut world = world();
    for number in 1..=20 {
        world.story(number, ("3", None, (number <= 12).then_some("20")), Some(5.0));
    }
    for number in 21..=25 {
        world.story(number, ("10", None, (number <= 23).then_some("21")), Some(5.0));
    }
    let project = world.project(recorded()).await;
    assert_eq!(sum(&project, "sprint_committed_points").await, Some(100.0));
    assert_eq!(sum(&project, "sprint_creep_points").await, Some(25.0));
    assert_eq!(sum(&project, "sprint_delivered_points").await, Some(75.0));
    for (metric, by, key, points) in [
        ("sprint_delivered_points", "part", "committed", 60.0),
        ("sprint_delivered_points", "part", "added", 15.0),
        ("sprint_committed_points", "outcome", "not done", 40.0),
        ("sprint_creep_points", "outcome", "not done", 10.0),
        ("sprint_delivered_issues", "part", "committed", 12.0),
        ("sprint_creep_issues", "outcome", "done", 3.0),
        ("sprint_committed_points", "sprint", "S1", 100.0),
    ] {
        assert_eq!(
            part(&project, metric, by, key).await,
            Some(points),
            "{metric} {key}"
        );
    }
    for unit in ["points", "issues"] {
        for (metric, percent) in [
            ("commit_done_ratio", 60.0),
            ("delivered_to_commit", 75.0),
            ("creep_to_commit", 25.0),
        ] {
            let metric = format!("sprint_{metric}_{unit}");
            assert_eq!(ratio(&project, &metric).await, Some(percent), "{metric}");
        }
    }
}

/// The documents leave out issues that were done before the sprint or taken out of it, and count both in this example: here
/// whatever the sprint was begun with is committed.
#[tokio::test]
async fn what_a_sprint_was_begun_with_is_committed() {
    let mut world = world();
    world.story(1, ("3", None, Some("10")), Some(2.0));
    world.story(2, ("3", None, Some("15")), Some(2.0));
    world.change("ABC-2", "story_points", at("12"), "1", "2");
    world.story(3, ("10", None, Some("20")), Some(5.0));
    world.story(4, ("3", None, None), Some(5.0));
    world.story(5, ("10", None, None), Some(1.0));
    world.story(6, ("3", None, Some("5")), Some(1.0));
    world.story(7, ("3", Some("11"), None), Some(1.0));
    let project = world.project(recorded()).await;
    for (metric, points) in [
        ("sprint_committed_points", 10.0),
        ("sprint_delivered_points", 10.0),
        ("sprint_creep_points", 6.0),
    ] {
        assert_eq!(sum(&project, metric).await, Some(points), "{metric}");
    }
    for (metric, by, key, points) in [
        ("sprint_delivered_points", "part", "committed", 5.0),
        ("sprint_creep_points", "outcome", "done", 5.0),
        ("sprint_committed_points", "outcome", "taken out", 1.0),
    ] {
        assert_eq!(
            part(&project, metric, by, key).await,
            Some(points),
            "{metric} {key}"
        );
    }
}

#[tokio::test]
async fn what_does_not_count_says_why() {
    let mut world = world();
    world.sprint("S2", (at("22"), Some(at("22")), at("30")), "active");
    world.story(1, ("3", None, Some("10")), None);
    world.story(2, ("9", Some("12"), Some("11")), Some(3.0));
    world.story(3, ("3", Some("6"), None), Some(3.0));
    let mut subtask = ticket("ABC-4", at("2"), None, Some(1.0));
    subtask.is_subtask = Some(true);
    world.plan(&subtask, "S1", (at("3"), None));
    world.plan(&subtask, "S2", (at("22"), None));
    world.push(subtask);
    let project = world.project(recorded()).await;
    let found: Vec<(String, u64)> = project
        .january("sprint_delivered_points")
        .await
        .excluded
        .into_iter()
        .map(|excluded| (excluded.reason, excluded.count))
        .collect();
    let wanted = [
        "a sub-task",
        "added and taken out again while the sprint ran",
        "in the sprint only before it began or after it ended",
        "its sprint is not completed",
        "not estimated",
    ];
    assert_eq!(found, wanted.map(|reason| (reason.to_owned(), 1)));
    // Without an estimate there are no points, but there is an issue.
    assert_eq!(project.january("sprint_delivered_points").await.value, None);
    assert_eq!(sum(&project, "sprint_delivered_issues").await, Some(1.0));
}

/// A tracker without statuses whose sprints are days: the last day belongs to the sprint. The mean is that of the sprints.
#[tokio::test]
async fn sprints_of_days_and_their_mean() {
    let mut world = World::new();
    world.sprint("S1", (at("8"), None, at("12")), "closed");
    world.sprint("S2", (at("15"), None, at("19")), "closed");
    for (number, closed, sprint) in [
        (1, "12T15", "S1"),
        (2, "13T01", "S1"),
        (3, "16", "S2"),
        (4, "18", "S2"),
    ] {
        let mut issue = ticket(&format!("ABC-{number}"), at("2"), Some(at(closed)), Some(2.0));
        issue.status = None;
        world.plan(&issue, sprint, (at("3"), None));
        world.push(issue);
    }
    world.change("ABC-1", "priority", at("3"), "Low", "High");
    let project = world.project(recorded()).await;
    assert_eq!(project.january("sprint_delivered_points").await.value, Some(3.0));
    assert_eq!(project.january("sprint_committed_issues").await.value, Some(2.0));
    assert_eq!(
        ratio(&project, "sprint_commit_done_ratio_points").await,
        Some(75.0)
    );
}

/// One that was done and opened again is not done.
#[tokio::test]
async fn the_status_at_the_end_decides() {
    let mut world = world();
    world.story(1, ("3", None, Some("10")), Some(2.0));
    world.change("ABC-1", "status", at("11"), "Done", "Doing");
    world.change("ABC-1", "status", at("25"), "Doing", "Done");
    let project = world.project(recorded()).await;
    assert_eq!(
        ratio(&project, "sprint_commit_done_ratio_issues").await,
        Some(0.0)
    );
}
