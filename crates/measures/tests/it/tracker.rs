//! Reports on issues: the eight worked cases of the documents, and an issue's life told by its history.

use weir_measures::{Aggregate, Bucket, MetricQuery, metric};
use weir_model::entities::{
    Comment, CommitIssue, Issue, IssueChange, IssueStatus, PullRequestIssue, Version,
};
use weir_model::{Id, Time};

use crate::stages::with;
use crate::world::{
    Project, SHOP, World, at, counted, january, kind_of, pull, reason, recorded, repository, rounded,
};

/// `10:05` of the 2nd of January.
fn minute(clock: &str) -> Time {
    Time::parse(&format!("2024-01-02T{clock:0>5}:00Z")).unwrap()
}

impl World {
    pub(crate) fn statuses(&mut self) {
        for (name, category) in [
            ("To Do", "todo"),
            ("Doing", "in_progress"),
            ("Review", "in_progress"),
            ("Done", "done"),
        ] {
            self.push(IssueStatus {
                id: Id::new("issue_status", name),
                name: name.to_owned(),
                category: Some(category.to_owned()),
                description: None,
            });
        }
    }

    fn ticket(&mut self, key: &str, created: Time, closed: Option<Time>, points: Option<f64>) {
        self.push(ticket(key, created, closed, points));
    }

    pub(crate) fn version(&mut self, name: &str, released_at: Option<Time>, is_released: bool) {
        self.push(Version {
            id: Id::new("version", name),
            project_id: Some(Id::new("issue_project", "ABC")),
            name: name.to_owned(),
            description: None,
            is_released: Some(is_released),
            is_archived: None,
            started_at: None,
            released_at,
        });
    }

    /// A pull request of the shop that is for an issue, as told when the pull request last changed.
    pub(crate) fn linked(&mut self, number: i64, key: &str, changed: Time) {
        self.push(PullRequestIssue {
            id: Id::new("pull_request_issue", format_args!("{SHOP}/{number}/{key}")),
            pull_request_id: Id::new("pull_request", format_args!("{SHOP}/{number}")),
            issue_repository: None,
            issue_key: key.to_owned(),
            found_in: vec!["title".to_owned()],
            updated_at: changed,
        });
    }

    /// A comment on an issue by a person, or by a bot whose name says so.
    pub(crate) fn remark(&mut self, key: &str, serial: usize, writer: &str, time: Time) {
        self.push(Comment {
            id: Id::new("comment", format_args!("{key}/{serial}")),
            repository_id: None,
            pull_request_id: None,
            issue_id: Some(Id::new("issue", key)),
            kind: "conversation".to_owned(),
            review_id: None,
            reply_to_id: None,
            author_login: Some(writer.to_owned()),
            author_kind: Some(kind_of(writer)),
            path: None,
            body: None,
            created_at: time,
            updated_at: None,
            url: None,
        });
    }

    pub(crate) fn change(&mut self, key: &str, field: &str, time: Time, from: &str, to: &str) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        self.push(IssueChange {
            id: Id::new("issue_change", format_args!("{key}/{field}/{}/{to}", time.0)),
            issue_id: Id::new("issue", key),
            field: field.to_owned(),
            field_name: None,
            changed_at: time,
            author_login: Some("ian".to_owned()),
            from_id: None,
            from_text: some(from),
            to_id: None,
            to_text: some(to),
        });
    }
}

/// An issue of the project ABC by `ian`.
pub(crate) fn ticket(key: &str, created: Time, closed: Option<Time>, points: Option<f64>) -> Issue {
    let number = key.rsplit('-').next().unwrap().parse().unwrap();
    let state = if closed.is_some() { "closed" } else { "open" };
    Issue {
        title: Some(format!("Issue {key}")),
        project_id: Some(Id::new("issue_project", "ABC")),
        project_key: Some("ABC".to_owned()),
        kind: Some("Story".to_owned()),
        status: Some(if closed.is_some() { "Done" } else { "Doing" }.to_owned()),
        author_login: Some("ian".to_owned()),
        story_points: points,
        closed_at: closed,
        ..Issue::new(
            Id::new("issue", key),
            (key.to_owned(), number),
            state.to_owned(),
            created,
            closed.unwrap_or(created),
        )
    }
}

/// One worked case: when things happened on one morning. Everything begins with the ticket at 9:50, work at 10:00.
struct Case {
    commit: &'static str,
    /// Opened, approved, merged.
    pulls: &'static [[&'static str; 3]],
    build: &'static str,
    deploy: &'static str,
    done: &'static str,
    /// Minutes: until work begins, commit, opened, approval, merge, build, deploy, done.
    steps: [Option<f64>; 8],
    total: f64,
}

fn steps(steps: [f64; 8]) -> [Option<f64>; 8] {
    steps.map(Some)
}

/// The cases of the documents, without their last step (40 minutes from done to the release), which is a metric of its own.
#[expect(clippy::too_many_lines, reason = "one table")]
fn cases() -> [Case; 8] {
    [
        Case {
            commit: "10:05",
            pulls: &[["10:10", "10:11", "10:15"]],
            build: "10:16",
            deploy: "10:17",
            done: "10:20",
            steps: steps([10., 5., 5., 1., 4., 1., 1., 3.]),
            total: 30.,
        },
        Case {
            commit: "10:05",
            pulls: &[["10:10", "10:11", "10:15"], ["10:30", "10:40", "10:45"]],
            build: "10:16",
            deploy: "10:17",
            done: "10:20",
            steps: steps([10., 5., 5., 1., 34., 0., 1., 3.]),
            total: 59.,
        },
        Case {
            commit: "10:05",
            pulls: &[["10:08", "10:11", "10:13"], ["10:09", "10:12", "10:15"]],
            build: "10:16",
            deploy: "10:17",
            done: "10:20",
            steps: steps([10., 5., 3., 3., 4., 1., 1., 3.]),
            total: 30.,
        },
        Case {
            commit: "10:05",
            pulls: &[["10:08", "10:11", "10:13"], ["10:30", "10:40", "10:50"]],
            build: "10:16",
            deploy: "10:17",
            done: "10:20",
            steps: steps([10., 5., 3., 3., 39., 0., 1., 3.]),
            total: 64.,
        },
        Case {
            commit: "10:05",
            pulls: &[["10:08", "10:11", "10:13"], ["11:30", "11:40", "11:50"]],
            build: "10:16",
            deploy: "10:17",
            done: "10:20",
            steps: steps([10., 5., 3., 3., 99., 0., 1., 3.]),
            total: 124.,
        },
        // No pull request: done is measured from the beginning of the work.
        Case {
            commit: "",
            pulls: &[],
            build: "",
            deploy: "",
            done: "10:20",
            steps: [Some(10.), None, None, None, None, None, None, Some(20.)],
            total: 30.,
        },
        // One job builds and deploys: it is a deployment, and no build.
        Case {
            commit: "10:05",
            pulls: &[["10:10", "10:11", "10:15"]],
            build: "",
            deploy: "10:20",
            done: "10:20",
            steps: [
                Some(10.),
                Some(5.),
                Some(5.),
                Some(1.),
                Some(4.),
                None,
                Some(5.),
                Some(0.),
            ],
            total: 30.,
        },
        Case {
            commit: "10:05",
            pulls: &[["10:10", "10:11", "10:15"]],
            build: "10:18",
            deploy: "10:20",
            done: "10:30",
            steps: steps([10., 5., 5., 1., 4., 3., 2., 10.]),
            total: 40.,
        },
    ]
}

/// What the `number`th pull request put on the base branch.
fn merge(number: i64) -> String {
    format!("{number}{:039}", 0)
}

impl Case {
    /// Told by a host that names merges by so many digits.
    fn world(&self, digits: usize) -> World {
        let mut world = World::new();
        world.statuses();
        world.ticket("ABC-1", minute("9:50"), Some(minute(self.done)), None);
        world.change("ABC-1", "status", minute("10:00"), "To Do", "Doing");
        world.change("ABC-1", "status", minute(self.done), "Doing", "Done");
        let mut tip = "m0".to_owned();
        for (number, [opened, approved, merged]) in (1..).zip(self.pulls) {
            let sha = merge(number);
            world.commit(SHOP, &sha, minute(merged), &[&tip]);
            let mut pull = pull(number, "2T10");
            pull.opened = Some(minute(opened));
            pull.reviews = vec![("bob".to_owned(), "approved", minute(approved))];
            pull.commits = vec![(
                format!("c{number}"),
                minute(if number == 1 { self.commit } else { opened }),
            )];
            pull.merged = Some(minute(merged));
            pull.merge_sha = Some(sha[..digits].to_owned());
            world.pull(&pull);
            world.linked(number, "ABC-1", minute(merged));
            tip = sha;
        }
        if !self.build.is_empty() {
            let started = minute("10:15");
            world.run_at(1, "build", &merge(1), (started, minute(self.build)), "success");
        }
        if !self.deploy.is_empty() {
            world.deploy_to(
                SHOP,
                "production",
                "d1",
                &merge(1),
                minute(self.deploy),
                "success",
            );
        }
        world
    }
}

#[tokio::test]
async fn the_eight_worked_cases_of_lead_time() {
    for (number, case) in (1..).zip(&cases()) {
        // The shortened names of some hosts make no difference.
        let digits = if number % 2 == 0 { 12 } else { 40 };
        let mut project = case.world(digits).project(recorded()).await;
        let answer = project.january("issue_lead_time").await;
        let minutes = |hours: Option<f64>| hours.map(|hours| rounded(hours * 60.0));
        let found: Vec<Option<f64>> = answer.stages.iter().map(|stage| minutes(stage.value)).collect();
        assert_eq!(found, case.steps, "case {number}");
        assert_eq!(minutes(answer.value), Some(case.total), "case {number}");
        // The same steps as stages of one's own are measured in the same way; two cases suffice, as each takes its
        // time to plan.
        if number % 4 != 2 {
            continue;
        }
        let own = metric("issue_lead_time").unwrap().own_chain().unwrap();
        project.view.settings = with(recorded(), &[("issue_lead_time", own)]);
        let answer = project.january("issue_lead_time").await;
        let found: Vec<Option<f64>> = answer.stages.iter().map(|stage| minutes(stage.value)).collect();
        assert_eq!(found, case.steps, "case {number} by its own stages");
        assert_eq!(
            minutes(answer.value),
            Some(case.total),
            "case {number} by its own stages"
        );
    }
}

/// A tracker's January: one story goes back and forth, one stays open, one is a duplicate.
pub(crate) fn world() -> World {
    let mut world = World::new();
    world.statuses();
    world.ticket("ABC-1", at("2"), Some(at("10")), Some(3.0));
    for (day, from, to) in [
        ("3", "To Do", "Doing"),
        ("4", "Doing", "Review"),
        ("5", "Review", "Doing"),
        ("7", "Doing", "Review"),
        ("10", "Review", "Done"),
    ] {
        world.change("ABC-1", "status", at(day), from, to);
    }
    for (day, from, to) in [
        ("2T12", "", "ann"),
        ("4", "ann", "bob"),
        ("5", "bob", "ann"),
        ("7", "ann", "cat"),
    ] {
        world.change("ABC-1", "assignee", at(day), from, to);
    }
    world.change("ABC-1", "fix_versions", at("9"), "", "1.0");
    world.version("1.0", Some(at("12")), true);
    world.ticket("ABC-2", at("5"), None, Some(5.0));
    world.change("ABC-1", "story_points", at("6"), "2", "3");
    world.sprint("S1", (at("3"), Some(at("3")), at("11")), "closed");
    world.plan(
        &ticket("ABC-1", at("2"), Some(at("10")), None),
        "S1",
        (at("2"), None),
    );
    world.plan(&ticket("ABC-2", at("5"), None, None), "S1", (at("5"), None));
    let mut duplicate = Issue::new(
        Id::new("issue", "ABC-3"),
        ("ABC-3".to_owned(), 3),
        "closed".to_owned(),
        at("6"),
        at("8"),
    );
    duplicate.state_reason = Some("duplicate".to_owned());
    duplicate.closed_at = Some(at("8"));
    world.push(duplicate);
    for (serial, by, day) in [(1, "ian", "2T01"), (2, "bob", "2T06")] {
        world.remark("ABC-1", serial, by, at(day));
    }
    world.wrote(
        "ann",
        "w1",
        "6T09",
        &[("src/cart.rs", 5, 1), ("src/price.rs", 2, 0)],
    );
    world.push(CommitIssue {
        id: Id::new("commit_issue", format_args!("{SHOP}/w1/ABC-1")),
        repository_id: repository(SHOP),
        sha: "w1".to_owned(),
        issue_key: "ABC-1".to_owned(),
    });
    world
}

async fn tracker() -> Project {
    world().project(recorded()).await
}

#[tokio::test]
async fn times_of_an_issue() {
    let project = tracker().await;
    for (metric, hours) in [
        ("issue_resolution_time", 192.0),
        ("issue_cycle_time", 168.0),
        ("issue_response_time", 6.0),
        ("issue_first_assignee_time", 12.0),
        ("release_time", 240.0),
    ] {
        let values = project.values(metric).await;
        assert_eq!(counted(&values), [("ABC-1", hours)], "{metric}");
    }
    let values = project.values("issue_resolution_time").await;
    assert_eq!(reason(&values, "ABC-3"), Some("closed without being done"));
}

#[tokio::test]
async fn back_and_forth() {
    let project = tracker().await;
    // ann, bob, ann again, cat: one bounce, two hops.
    assert_eq!(counted(&project.values("issue_bounces").await), [("ABC-1", 1.0)]);
    assert_eq!(counted(&project.values("issue_hops").await), [("ABC-1", 2.0)]);
    let mut query = january("issue_stage_bounces");
    query.by = Some("stage".to_owned());
    let answer = project.ask(&query).await.unwrap();
    let returns: Vec<(String, u64)> = answer
        .breakdown
        .iter()
        .map(|slice| (slice.key.clone(), slice.n))
        .collect();
    assert_eq!(returns, [("Doing".to_owned(), 1), ("Review".to_owned(), 1)]);
    let mut query = january("issue_time_in_status");
    query.by = Some("stage".to_owned());
    let answer = project.ask(&query).await.unwrap();
    let mut spent: Vec<(String, Option<f64>)> = answer
        .breakdown
        .iter()
        .map(|slice| (slice.key.clone(), slice.value))
        .collect();
    spent.sort_by(|a, b| a.0.cmp(&b.0));
    // Doing from the 3rd to the 4th and from the 5th to the 7th.
    assert_eq!(
        spent,
        [
            ("Doing".to_owned(), Some(72.0)),
            ("Review".to_owned(), Some(96.0)),
            ("To Do".to_owned(), Some(24.0))
        ]
    );
}

/// Of nine issues one has no assignee and two have no components; nothing tells of due dates, descriptions and comments, so
/// that four criteria are left, each weighing 25.
#[tokio::test]
async fn how_well_issues_are_kept() {
    let mut world = World::new();
    for number in 1..=9 {
        let mut issue = ticket(&format!("ABC-{number}"), at("2"), None, None);
        issue.assignees = (number > 1).then(|| "ann".to_owned()).into_iter().collect();
        issue.components = (number > 2).then(|| "cart".to_owned()).into_iter().collect();
        world.push(issue);
    }
    // As late as can be without anything else being late: 30 days on the hour.
    let mut last = ticket("ABC-10", at("3"), Some(at("2024-02-01T00:00:00Z")), None);
    last.state_reason = Some("duplicate".to_owned());
    world.push(last);
    let project = world.project(recorded()).await;
    let answer = project.january("issue_hygiene").await;
    // 100 - 1/9 × 25 - 2/9 × 25.
    assert_eq!(answer.value.map(rounded), Some(91.667));
    let parts: Vec<Option<f64>> = answer
        .stages
        .iter()
        .map(|stage| stage.value.map(rounded))
        .collect();
    let none = Some(0.0);
    assert_eq!(parts, [Some(2.778), None, Some(5.556), None, none, None, none]);
    assert_eq!(answer.excluded[0].reason, "closed without being done");
    let worst = project.items("issue_hygiene").await.items;
    let worst = worst.iter().find(|item| item["key"] == "ABC-1").unwrap();
    assert_eq!(worst["failed"], "no assignee, no components");
}

#[tokio::test]
async fn the_backlog_at_each_moment() {
    let project = tracker().await;
    let mut query = MetricQuery::new("issue_backlog", at("1"), at("13"));
    query.bucket = Some(Bucket::Day);
    let answer = project.ask(&query).await.unwrap();
    let open: Vec<u64> = answer.series.iter().map(|point| point.n).collect();
    // At the end of each day: 1 from the 2nd on, 2 and 3 join on the 5th and 6th (the moment counts), 3 leaves, 1 leaves.
    assert_eq!(open, [1, 1, 1, 2, 3, 3, 2, 2, 1, 1, 1, 1]);
    query.aggregate = Some(Aggregate::Median.name().to_owned());
    assert_eq!(project.ask(&query).await.unwrap().value, Some(8.0 * 24.0));
}

#[tokio::test]
async fn counts_points_and_places() {
    let project = tracker().await;
    assert_eq!(project.january("issues_opened").await.value, Some(3.0));
    assert_eq!(project.january("issues_closed").await.value, Some(1.0));
    assert_eq!(project.january("story_points_closed").await.value, Some(3.0));
    let mut query = january("issue_hotspots");
    query.by = Some("file".to_owned());
    let files: Vec<String> = project
        .ask(&query)
        .await
        .unwrap()
        .breakdown
        .into_iter()
        .map(|slice| slice.key)
        .collect();
    assert_eq!(files, ["src/cart.rs", "src/price.rs"]);
}

#[tokio::test]
async fn every_number_is_the_aggregate_of_its_items() {
    crate::proof::all(&tracker().await, at("1"), at("2024-02-01")).await;
}
