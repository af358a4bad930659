//! What surrounds the number: gaps, missing data, grades, pages of items, mistakes in the question.

use insta::assert_snapshot;
use weir_measures::{Bucket, DeploymentRule, ItemFilter, MeasureError, MetricQuery, ProjectSettings};

use crate::fixture;
use crate::world::{World, at, by, counted, january, pull, recorded, rounded};

#[tokio::test]
async fn no_data_is_never_zero() {
    let project = World::default().project(ProjectSettings::default()).await;
    for (metric, lacking) in [
        ("deployment_frequency", "deployments"),
        ("lead_time", "deployments, changes, commit graph"),
        ("change_failure_rate", "deployments, failures"),
        ("time_to_restore", "failures"),
        ("pull_request_cycle_time", "pull requests"),
    ] {
        let answer = project.january(metric).await;
        assert_eq!(
            (answer.value, answer.n, answer.text.as_str()),
            (None, 0, "no data"),
            "{metric}"
        );
        assert!(
            answer.series.iter().all(|point| point.value.is_none()),
            "{metric}"
        );
        let what: Vec<_> = answer
            .missing
            .iter()
            .map(|missing| missing.what.as_str())
            .collect();
        assert_eq!(what.join(", "), lacking, "{metric}");
    }
    let answer = project.january("deployment_frequency").await;
    assert_snapshot!(format!("{}\n{}\n{}", answer.missing[0].why, answer.missing[0].supply, answer.basis.join("\n")), @r"
    no production deployments, releases, tags or merged pull requests were found
    connect a code host that records deployments, such as GitHub, or choose in the project's settings what counts as one: workflow runs, releases, tags or merges
    Deployments: none found; no rule is set and nothing was detected
    Failures: issues labelled `incident` or `production incident`; pull requests that revert a deployed one. An incident that names no cause belongs to the last deployment of its repository in the 168 hours before
    Changes: those opened by bots are left out
    ");
}

#[tokio::test]
async fn a_range_without_items_says_what_is_known() {
    let project = fixture::world().project(recorded()).await;
    let query = MetricQuery::new("lead_time", at("2024-06-01"), at("2024-07-01"));
    let answer = project.ask(&query).await.unwrap();
    assert_eq!(answer.value, None);
    assert_snapshot!(answer.missing[0].why, @"nothing happened in the range; what is known lies between 2024-01-02T18:00:00Z and 2024-01-12T11:00:00Z");
}

#[tokio::test]
async fn a_gap_is_null_and_a_quiet_day_is_zero() {
    let project = fixture::world().project(recorded()).await;
    let mut query = MetricQuery::new("deployment_frequency", at("1"), at("16"));
    query.bucket = Some(Bucket::Day);
    let series = project.ask(&query).await.unwrap().series;
    let values: Vec<_> = series.iter().map(|point| point.value).collect();
    // The oldest record is of the 2nd.
    assert_eq!(
        (values[0], values[1], values[2], values[9]),
        (None, Some(1.0), Some(0.0), Some(1.0))
    );
    assert!(series.iter().all(|point| !point.partial));
}

#[tokio::test]
async fn buckets_at_the_ends_are_partial() {
    let project = fixture::world().project(recorded()).await;
    let mut query = MetricQuery::new("lead_time", at("3"), at("12"));
    query.bucket = Some(Bucket::Week);
    let series = project.ask(&query).await.unwrap().series;
    let points: Vec<_> = series
        .iter()
        .map(|point| (point.start, point.n, point.partial, point.value))
        .collect();
    assert_eq!(points, [(at("1"), 0, true, None), (at("8"), 3, true, Some(50.0))]);
}

#[tokio::test]
async fn the_range_before_is_compared() {
    let project = fixture::world().project(recorded()).await;
    let query = MetricQuery::new("lead_time", at("11"), at("13"));
    let answer = project.ask(&query).await.unwrap();
    assert_eq!((answer.value, answer.n), (Some(48.25), 2));
    assert_eq!(
        (answer.previous.from, answer.previous.value, answer.previous.n),
        (at("9"), Some(110.0), 2)
    );
    assert_eq!(answer.change.map(rounded), Some(-0.561));
}

#[tokio::test]
async fn breakdown_is_of_the_same_items() {
    let mut world = fixture::world();
    world.repository("billing", None);
    world.commit("billing", "x0", at("1"), &[]);
    world.deploy_to("billing", "production", "B1", "x0", at("5T13"), "success");
    let project = world.project(recorded()).await;
    let mut query = january("deployment_frequency");
    query.by = Some("repository".to_owned());
    query.aggregate = Some("count".to_owned());
    let breakdown = project.ask(&query).await.unwrap().breakdown;
    let slices: Vec<_> = breakdown
        .iter()
        .map(|slice| (slice.key.as_str(), slice.value, slice.n))
        .collect();
    assert_eq!(
        slices,
        [("acme/shop", Some(4.0), 4), ("acme/billing", Some(1.0), 1)]
    );

    let filter = ItemFilter {
        group: Some("acme/billing".to_owned()),
        ..ItemFilter::default()
    };
    let items = project
        .measures
        .items(&project.view, &query, &filter)
        .await
        .unwrap();
    assert_eq!((items.total, items.included, items.items.len()), (1, 1, 1));
}

#[tokio::test]
async fn items_come_in_pages_newest_first() {
    let project = fixture::world().project(recorded()).await;
    let query = january("lead_time");
    let mut filter = ItemFilter {
        limit: Some(4),
        ..ItemFilter::default()
    };
    let first = project
        .measures
        .items(&project.view, &query, &filter)
        .await
        .unwrap();
    assert_eq!((first.total, first.included, first.excluded), (6, 5, 1));
    filter.after.clone_from(&first.next);
    let second = project
        .measures
        .items(&project.view, &query, &filter)
        .await
        .unwrap();
    assert_eq!(second.next, None);
    let ids: Vec<_> = first
        .items
        .iter()
        .chain(&second.items)
        .map(|item| item["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids.iter().map(|id| &id[id.len() - 1..]).collect::<String>(),
        "654321"
    );

    filter = ItemFilter {
        included: Some(false),
        ..ItemFilter::default()
    };
    let left_out = project
        .measures
        .items(&project.view, &query, &filter)
        .await
        .unwrap();
    assert_eq!((left_out.items.len(), left_out.total), (1, 6));
    let item = &left_out.items[0];
    assert!(item["value"].is_null() && item["url"].as_str().unwrap().ends_with("/pull/6"));

    filter = ItemFilter {
        bucket_start: Some(at("10")),
        ..ItemFilter::default()
    };
    let day = project
        .measures
        .items(&project.view, &query, &filter)
        .await
        .unwrap();
    assert_eq!(day.items.len(), 2);

    filter.after = Some("yesterday".to_owned());
    let error = project
        .measures
        .items(&project.view, &query, &filter)
        .await
        .unwrap_err();
    assert!(matches!(error, MeasureError::InvalidCursor(_)), "{error}");
}

#[tokio::test]
async fn every_column_shown_is_in_every_item() {
    let issues = crate::tracker::world().project(recorded()).await;
    let (keys, reports) = (
        fixture::world().project(recorded()).await,
        crate::reports::world().project(recorded()).await,
    );
    for metric in weir_measures::METRICS.iter() {
        let mut items = keys.items(&metric.id).await;
        if items.items.is_empty() {
            items = reports.items(&metric.id).await;
        }
        if items.items.is_empty() {
            items = issues.items(&metric.id).await;
        }
        assert!(!items.items.is_empty(), "{}", metric.id);
        for item in &items.items {
            for name in items
                .columns
                .iter()
                .map(|column| column.name.as_str())
                .chain(["id", "at", "value", "url"])
            {
                assert!(item.contains_key(name), "{} has no {name}", metric.id);
            }
        }
    }
}

#[tokio::test]
async fn mistakes_in_the_question_are_named() {
    let project = fixture::world().project(recorded()).await;
    let mut query = MetricQuery::new("lead_time", at("10"), at("3"));
    let error = |error: MeasureError| error.to_string();
    assert_snapshot!(error(project.ask(&query).await.unwrap_err()), @"the range is reversed or empty: it begins 2024-01-10T00:00:00Z and ends 2024-01-03T00:00:00Z; the end must be later");
    query = january("lead_times");
    let unknown = error(project.ask(&query).await.unwrap_err());
    assert!(unknown.starts_with(
        "there is no metric `lead_times`; did you mean `lead_time`? known: deployment_frequency, "
    ));
    query = january("lead_time");
    query.by = Some("repo".to_owned());
    assert_snapshot!(error(project.ask(&query).await.unwrap_err()), @"there is no dimension `repo`; did you mean `repository`? known: repository, environment, author, base_branch, change_class, contributor");
    query = january("lead_time");
    query.aggregate = Some("average".to_owned());
    assert_snapshot!(error(project.ask(&query).await.unwrap_err()), @"there is no aggregate `average`; known: median, mean, p75, p90, p95");
    assert_snapshot!(error("fortnight".parse::<Bucket>().unwrap_err()), @"there is no bucket `fortnight`; known: day, week, month");
}

#[tokio::test]
async fn a_whole_answer() {
    let project = fixture::world().project(recorded()).await;
    let mut query = january("lead_time");
    query.bucket = Some(Bucket::Month);
    query.by = Some("repository".to_owned());
    let mut answer = serde_json::to_value(project.ask(&query).await.unwrap()).unwrap();
    answer["metric"]["definition"] = "…".into();
    insta::assert_json_snapshot!(answer);
}

#[tokio::test]
async fn without_rules_the_first_source_that_has_any_is_taken() {
    let basis = async |world: World| {
        let answer = world
            .project(ProjectSettings::default())
            .await
            .january("deployment_frequency")
            .await;
        (answer.n, answer.basis[0].clone())
    };
    let merge = || {
        let mut world = World::new();
        world.commits(&[("c1", "5T08", &["m0"])]);
        world.pull(
            &pull(1, "5T09")
                .commits(&[("c1", "5T08")])
                .merged("5T10", Some("c1")),
        );
        world.pull(
            &pull(2, "5T09")
                .commits(&[("c1", "5T08")])
                .branches("a", "next")
                .merged("5T10", Some("c1")),
        );
        world
    };
    let mut tagged = merge();
    tagged.tag("shop", "v1", "m0", at("3"));
    let mut released = merge();
    released.tag("shop", "v1", "m0", at("3"));
    released.release("v1", Some("3T01"), false);
    released.release("v2-rc", Some("4T01"), true);
    let mut staged = merge();
    staged.deploy_to("shop", "staging", "S", "m0", at("3"), "success");
    let mut deployed = merge();
    deployed.deploy_to("shop", "Prod-eu", "S", "m0", at("3"), "success");
    let mut lines = Vec::new();
    for world in [merge(), tagged, released, staged, deployed] {
        let (n, line) = basis(world).await;
        lines.push(format!("{n}: {line}"));
    }
    assert_snapshot!(lines.join("\n"), @r"
    1: Deployments: pull requests merged to the default branch (detected, as the project sets no rule)
    1: Deployments: tags of any name (detected, as the project sets no rule)
    1: Deployments: published releases (detected, as the project sets no rule)
    1: Deployments: pull requests merged to the default branch (detected, as the project sets no rule)
    1: Deployments: recorded deployments to production environments (detected, as the project sets no rule)
    ");
}

#[tokio::test]
async fn releases_and_tags_deploy_the_commit_they_name() {
    let world = || {
        let mut world = World::new();
        world.commits(&[("c1", "5T08", &["m0"]), ("m1", "5T10", &["m0", "c1"])]);
        world.pull(
            &pull(1, "5T09")
                .commits(&[("c1", "5T08")])
                .merged("5T10", Some("m1")),
        );
        world.tag("shop", "v1", "m0", at("4"));
        world.tag("shop", "v2", "m1", at("6"));
        world.tag("shop", "nightly", "m1", at("5T11"));
        world.release("v1", Some("4T12"), false);
        world.release("v2", Some("6T12"), false);
        world.release("v3", None, false);
        world
    };
    let project = world()
        .project(by(DeploymentRule::Releases { prereleases: false }))
        .await;
    assert_eq!(counted(&project.values("lead_time").await), [("1", 28.0)]);
    let project = world()
        .project(by(DeploymentRule::Tags {
            patterns: vec!["v*".to_owned()],
        }))
        .await;
    assert_eq!(counted(&project.values("lead_time").await), [("1", 16.0)]);
}

#[tokio::test]
async fn a_plain_git_repository_has_numbers_from_its_tags() {
    let mut world = World::default();
    world.repository("lib", None);
    world.commit("lib", "a", at("2"), &[]);
    world.commit("lib", "b", at("3"), &["a"]);
    world.commit("lib", "side", at("3"), &["a"]);
    world.commit("lib", "m", at("4"), &["b", "side"]);
    world.commit("lib", "c", at("5"), &["m"]);
    world.tag("lib", "v1", "a", at("2T12"));
    world.tag("lib", "v2", "m", at("4T12"));
    let project = world.project(ProjectSettings::default()).await;
    let values = project.values("lead_time").await;
    assert_eq!(counted(&values), [("a", 12.0), ("b", 36.0), ("side", 36.0)]);
    assert_eq!(crate::world::reason(&values, "c"), Some("not deployed yet"));
    let answer = project.january("lead_time").await;
    assert_eq!(
        answer.basis.last().map(String::as_str),
        Some("Without pull requests, so that each commit is a change: `acme/lib`")
    );
    assert_eq!(project.items("lead_time").await.items[0]["title"], "Commit c");
}

#[tokio::test]
async fn new_rows_change_the_answer_and_nothing_else_is_computed_twice() {
    let project = fixture::world().project(recorded()).await;
    assert_eq!(project.january("deployment_frequency").await.n, 4);
    let mut more = World::default();
    more.deploy("D6", "m6", "13T10", "success");
    project.lake.append(more.rows, Vec::new()).await.unwrap();
    assert_eq!(project.january("deployment_frequency").await.n, 5);
}

#[test]
fn settings_read_as_documented() {
    let json = r#"{
        "deployments": [
            {"kind":"workflow_runs","names":["Deploy*"],"branches":["main"],"environment":"production"},
            {"kind":"deployments","environments":["production"]}, {"kind":"releases","prereleases":false},
            {"kind":"tags","patterns":["v*"]}, {"kind":"merges","branches":["main"]}
        ],
        "failures": {"issue_labels":["incident","production incident"], "revert_pull_requests": true,
                     "failed_deployments": false, "window_hours": 168},
        "exclude_bots": true
    }"#;
    let settings: ProjectSettings = serde_json::from_str(json).unwrap();
    assert_eq!(settings.deployments.len(), 5);
    assert_eq!(
        serde_json::from_str::<ProjectSettings>("{}").unwrap(),
        ProjectSettings::default()
    );
    let again: ProjectSettings = serde_json::from_value(serde_json::to_value(&settings).unwrap()).unwrap();
    assert_eq!(again, settings);
    let error = serde_json::from_str::<ProjectSettings>(r#"{"deployment":[]}"#)
        .unwrap_err()
        .to_string();
    assert!(error.contains("unknown field `deployment`"), "{error}");
}

#[tokio::test]
async fn answers_can_be_computed_on_any_thread() {
    fn any_thread<T: Send>(future: T) -> T {
        future
    }
    let project = fixture::world().project(recorded()).await;
    let query = january("lead_time");
    any_thread(project.measures.answer(&project.view, &query))
        .await
        .unwrap();
    any_thread(
        project
            .measures
            .items(&project.view, &query, &ItemFilter::default()),
    )
    .await
    .unwrap();
}
