//! What is known to go wrong elsewhere: one test per failure, named for it.

use weir_measures::{DeploymentRule, FailureSettings, MetricQuery, ProjectSettings};
use weir_model::Time;
use weir_model::entities::Repository;

use crate::world::{World, at, by, counted, pull, reason, recorded, rounded, shop};

/// A change merged at 5T10 as `m1` and deployed at 5T12 after an earlier deployment.
fn simple() -> World {
    let mut world = World::new();
    world.commits(&[("c1", "5T08", &["m0"]), ("m1", "5T10", &["m0", "c1"])]);
    world.pull(
        &pull(1, "5T09")
            .commits(&[("c1", "5T08")])
            .merged("5T10", Some("m1")),
    );
    world.deploy("D0", "m0", "4T12", "success");
    world.deploy("D1", "m1", "5T12", "success");
    world
}

fn runs(jobs: &[&str]) -> ProjectSettings {
    by(DeploymentRule::WorkflowRuns {
        names: vec!["Deploy*".to_owned()],
        branches: vec!["main".to_owned()],
        jobs: jobs.iter().map(|job| (*job).to_owned()).collect(),
        environment: None,
    })
}

#[tokio::test]
async fn an_unreviewed_change_keeps_its_open_days() {
    let mut world = World::new();
    world.commits(&[("c1", "5T08", &["m0"]), ("m1", "12T09", &["m0", "c1"])]);
    world.pull(
        &pull(1, "5T09")
            .commits(&[("c1", "5T08")])
            .merged("12T09", Some("m1")),
    );
    world.deploy("D0", "m0", "4T12", "success");
    world.deploy("D1", "m1", "12T10", "success");
    let project = world.project(recorded()).await;
    assert_eq!(counted(&project.values("lead_time").await), [("1", 170.0)]);
}

#[tokio::test]
async fn a_revert_is_charged_to_the_deployment_that_shipped_the_guilty_change() {
    let mut world = simple();
    world.commits(&[("r1", "5T12:30", &["m1"]), ("m2", "5T13", &["m1", "r1"])]);
    let revert = pull(2, "5T12:45")
        .commits(&[("r1", "5T12:30")])
        .body("Revert \"Change 1\"", "Reverts acme/shop#1");
    world.pull(&revert.merged("5T13", Some("m2")));
    world.deploy("D2", "m2", "5T14", "success");
    let project = world.project(recorded()).await;
    let values = project.values("change_failure_rate").await;
    assert_eq!(counted(&values), [("D0", 0.0), ("D1", 100.0), ("D2", 0.0)]);
    assert_eq!(counted(&project.values("time_to_restore").await), [("2", 2.0)]);
}

#[tokio::test]
async fn an_incident_is_never_charged_to_another_repository() {
    let mut world = simple();
    world.repository("billing", None);
    world.commit("billing", "x0", at("1"), &[]);
    world.deploy_to("billing", "production", "B1", "x0", at("5T13"), "success");
    world.incident(9, "5T14", Some("5T15"), "");
    let project = world.project(recorded()).await;
    let values = project.values("change_failure_rate").await;
    assert_eq!(counted(&values), [("B1", 0.0), ("D0", 0.0), ("D1", 100.0)]);
}

#[tokio::test]
async fn an_incident_of_a_repository_without_deployments_is_unknown() {
    let mut world = simple();
    world.repository("docs", None);
    world.issue("docs", 9, at("5T14"), Some(at("5T15")), "", &["incident"]);
    let project = world.project(recorded()).await;
    let values = project.values("change_failure_rate").await;
    assert_eq!(
        reason(&values, "9"),
        Some("unknown: it names no cause, and no deployment of its repository came shortly before")
    );
    assert_eq!(project.january("change_failure_rate").await.value, Some(0.0));
    assert_eq!(counted(&project.values("time_to_restore").await), [("9", 1.0)]);
}

#[tokio::test]
async fn an_old_deployment_is_not_blamed_without_limit() {
    let mut world = simple();
    world.incident(8, "12T11", None, "");
    world.incident(9, "12T13", None, "");
    let project = world.project(recorded()).await;
    let values = project.values("change_failure_rate").await;
    assert_eq!(
        counted(&values),
        [("D0", 0.0), ("D1", 100.0)],
        "168 hours reach back to 5T11 and 5T13"
    );
    assert!(reason(&values, "9").is_some() && reason(&values, "8").is_none());
}

#[tokio::test]
async fn the_authors_own_comment_and_comments_on_the_draft_are_no_response() {
    let mut world = World::new();
    world.commits(&[("c1", "5T08", &["m0"]), ("m1", "7T10", &["m0", "c1"])]);
    let mut draft = pull(1, "5T09")
        .commits(&[("c1", "5T08")])
        .merged("7T10", Some("m1"));
    draft.draft = true;
    draft.ready = Some(at("6T09"));
    draft = draft
        .comment("ann", "5T10")
        .comment("bob", "5T11")
        .comment("ann", "6T10")
        .review("bob", "approved", "6T12");
    world.pull(&draft);
    let project = world.project(recorded()).await;
    let items = project.items("pull_request_cycle_time").await;
    assert_eq!(
        (
            items.items[0]["pickup"].as_f64(),
            items.items[0]["coding"].as_f64()
        ),
        (Some(3.0), Some(25.0))
    );
}

#[tokio::test]
async fn a_bots_review_is_no_response() {
    let mut world = World::new();
    world.commits(&[("c1", "5T08", &["m0"])]);
    let pull = pull(1, "5T09")
        .commits(&[("c1", "5T08")])
        .review("ci[bot]", "commented", "5T09:01");
    world.pull(&pull.review("bob", "approved", "5T12").merged("5T13", None));
    let project = world.project(recorded()).await;
    assert_eq!(
        project.items("pull_request_cycle_time").await.items[0]["pickup"].as_f64(),
        Some(3.0)
    );
}

#[tokio::test]
async fn a_release_merge_is_not_one_more_change() {
    // Also when the changes were squashed or rebased onto the release branch, so that it carries other commits.
    let mut world = World::new();
    world.commits(&[
        ("c1", "5T08", &["m0"]),
        ("s1", "5T10", &["m0"]),
        ("c2", "5T09", &["m0"]),
        ("c3", "5T09:30", &["c2"]),
        ("r2", "5T09", &["s1"]),
        ("r3", "5T09:30", &["r2"]),
        ("m1", "6T10", &["m0", "r3"]),
    ]);
    world.pull(
        &pull(1, "5T09")
            .commits(&[("c1", "5T08")])
            .branches("a", "develop")
            .merged("5T10", Some("s1")),
    );
    let rebased = pull(2, "5T10")
        .commits(&[("c2", "5T09"), ("c3", "5T09:30")])
        .branches("b", "develop");
    world.pull(&rebased.merged("5T11", Some("r3")));
    let release = pull(3, "6T09")
        .commits(&[("s1", "5T10"), ("r2", "5T09"), ("r3", "5T09:30")])
        .branches("develop", "main");
    world.pull(&release.merged("6T10", Some("m1")));
    world.deploy("D0", "m0", "4T12", "success");
    world.deploy("D1", "m1", "6T11", "success");
    let project = world.project(recorded()).await;
    let values = project.values("lead_time").await;
    assert_eq!(counted(&values), [("1", 27.0), ("2", 26.0)]);
    assert_eq!(
        reason(&values, "3"),
        Some("carries only changes of other pull requests")
    );
    let items = project.items("lead_time").await;
    let release = items
        .items
        .iter()
        .find(|item| item["id"].as_str().unwrap().ends_with("/3"))
        .unwrap();
    assert_eq!(release["carries"], "#1, #2");
}

#[tokio::test]
async fn a_stacked_change_is_not_taken_for_a_release() {
    let mut world = World::new();
    world.commits(&[
        ("a1", "5T08", &["m0"]),
        ("b1", "5T09", &["a1"]),
        ("m1", "5T12", &["m0", "b1"]),
    ]);
    world.pull(
        &pull(2, "5T10")
            .commits(&[("b1", "5T09")])
            .branches("two", "one")
            .merged("5T11", None),
    );
    let below = pull(1, "5T09")
        .commits(&[("a1", "5T08"), ("b1", "5T09")])
        .branches("one", "main");
    world.pull(&below.merged("5T12", Some("m1")));
    world.deploy("D0", "m0", "4T12", "success");
    world.deploy("D1", "m1", "5T13", "success");
    let project = world.project(recorded()).await;
    assert_eq!(
        counted(&project.values("lead_time").await),
        [("1", 5.0), ("2", 4.0)]
    );
}

#[tokio::test]
async fn a_change_in_an_earlier_push_than_the_deployed_one_is_not_lost() {
    let mut world = World::new();
    world.commits(&[
        ("c1", "5T08", &["m0"]),
        ("c2", "5T09", &["c1"]),
        ("c3", "5T10", &["c2"]),
    ]);
    for (number, sha, time) in [(1, "c1", "5T08"), (2, "c2", "5T09"), (3, "c3", "5T10")] {
        world.pull(&pull(number, time).commits(&[(sha, time)]).merged(time, Some(sha)));
    }
    world.deploy("D0", "m0", "4T12", "success");
    world.deploy("D1", "c3", "5T12", "success");
    let project = world.project(recorded()).await;
    assert_eq!(
        counted(&project.values("lead_time").await),
        [("1", 4.0), ("2", 3.0), ("3", 2.0)]
    );
}

#[tokio::test]
async fn the_rate_never_exceeds_100_percent() {
    let mut world = simple();
    for number in 10..14 {
        world.incident(number, "5T13", Some("5T14"), "");
    }
    let project = world.project(recorded()).await;
    let answer = project.january("change_failure_rate").await;
    assert_eq!((answer.value, answer.n), (Some(50.0), 2));
}

#[tokio::test]
async fn failed_and_pending_runs_are_neither_deployments_nor_failures() {
    let mut world = simple();
    world.deploy("D2", "m1", "6T12", "failure");
    world.deploy("D3", "m1", "6T13", "pending");
    let project = world.project(recorded()).await;
    let answer = project.january("change_failure_rate").await;
    assert_eq!((answer.value, answer.n), (Some(0.0), 2));
    let values = project.values("deployment_frequency").await;
    assert_eq!(counted(&values).len(), 2);
    assert_eq!(reason(&values, "D2"), Some("the deployment failed"));
    assert_eq!(reason(&values, "D3"), Some("not finished"));
}

#[tokio::test]
async fn hours_are_not_truncated() {
    let mut world = World::new();
    world.incident(1, "5T10", Some("5T10:59"), "");
    let project = world.project(recorded()).await;
    assert_eq!(counted(&project.values("time_to_restore").await), [("1", 0.983)]);
}

#[tokio::test]
async fn a_deployment_is_dated_by_its_first_success_not_by_when_it_was_superseded() {
    let project = simple().project(recorded()).await;
    let items = project.items("deployment_frequency").await;
    assert_eq!(items.items[0]["at"], "2024-01-05T12:00:00Z");
    assert_eq!(counted(&project.values("lead_time").await), [("1", 4.0)]);
}

#[tokio::test]
async fn a_deployment_without_statuses_is_unknown() {
    let mut world = simple();
    world.rows.retain(|row| row.table.name != "deployment_statuses");
    let project = world.project(recorded()).await;
    let values = project.values("deployment_frequency").await;
    assert_eq!(
        reason(&values, "D1"),
        Some("unknown: when it ended, as its statuses are not ingested")
    );
}

#[tokio::test]
async fn a_repeated_health_check_does_not_move_the_deployment() {
    let mut world = World::new();
    world.run(1, "Deploy", "m0", ("5T10", "6T12"), "success");
    let mut rerun = world.rows.pop().unwrap();
    let attempt = rerun.table.position("attempt").unwrap();
    rerun.cells[attempt] = weir_model::Cell::Int(2);
    world.rows.push(rerun);
    world.job(1, "deploy", 1, ("5T10", "5T11"), "success");
    world.job(1, "health check", 2, ("6T11", "6T12"), "success");
    let project = world.project(runs(&[])).await;
    assert_eq!(
        project.items("deployment_frequency").await.items[0]["at"],
        "2024-01-05T11:00:00Z"
    );
}

#[tokio::test]
async fn a_failed_or_skipped_deploy_job_in_a_passing_pipeline_does_not_count() {
    let mut world = World::new();
    for (id, result) in [(1, "failure"), (2, "skipped"), (3, "success")] {
        world.run(id, "Deploy and test", "m0", ("5T10", "5T12"), "success");
        world.job(id, "production", 1, ("5T10", "5T11"), result);
        world.job(id, "notify", 1, ("5T11", "5T12"), "success");
    }
    world.run(4, "Deploy nothing", "m0", ("5T10", "5T12"), "success");
    let project = world.project(runs(&["production"])).await;
    let values = project.values("deployment_frequency").await;
    assert_eq!(counted(&values), [("3", 1.0)]);
    assert_eq!(reason(&values, "1"), Some("the deployment failed"));
    assert_eq!(reason(&values, "2"), Some("its deploy job was skipped"));
    assert_eq!(
        reason(&values, "4"),
        Some("unknown: none of its jobs matches the rule")
    );
    let items = project.items("deployment_frequency").await;
    let third = items
        .items
        .iter()
        .find(|item| item["id"].as_str().unwrap().ends_with("/3"))
        .unwrap();
    assert_eq!(third["at"], "2024-01-05T11:00:00Z");
}

#[tokio::test]
async fn old_changes_are_not_charged_to_the_first_recorded_deployment() {
    let mut world = World::new();
    world.commits(&[
        ("c1", "2023-11-01T00:00:00Z", &["m0"]),
        ("c2", "5T08", &["c1"]),
        ("c3", "20T08", &["c2"]),
    ]);
    world.pull(
        &pull(1, "2023-11-01T00:00:00Z")
            .commits(&[("c1", "2023-11-01T00:00:00Z")])
            .merged("2023-11-02T00:00:00Z", Some("c1")),
    );
    world.pull(
        &pull(2, "5T09")
            .commits(&[("c2", "5T08")])
            .merged("5T10", Some("c2")),
    );
    world.deploy("D1", "c2", "6T10", "success");
    let mut query = MetricQuery::new("lead_time", at("2023-01-01"), at("2024-02-01"));
    query.aggregate = Some("mean".to_owned());
    let project = world.project(recorded()).await;
    let answer = project.ask(&query).await.unwrap();
    assert_eq!((answer.value, answer.n), (Some(26.0), 1));
    assert_eq!(
        answer.excluded[0].reason,
        "reached only by the first recorded deployment; an earlier one may be missing"
    );
}

#[tokio::test]
async fn squash_merges_are_found_by_their_merge_commit() {
    let mut world = World::new();
    world.commits(&[("c1", "5T08", &["m0"]), ("s1", "5T10", &["m0"])]);
    world.pull(
        &pull(1, "5T09")
            .commits(&[("c1", "5T08")])
            .merged("5T10", Some("s1")),
    );
    world.deploy("D0", "m0", "4T12", "success");
    world.deploy("D1", "s1", "5T12", "success");
    let project = world.project(recorded()).await;
    assert_eq!(counted(&project.values("lead_time").await), [("1", 4.0)]);
}

#[tokio::test]
async fn a_commit_that_the_graph_lacks_is_unknown_not_guessed_by_date() {
    let mut world = simple();
    world.pull(
        &pull(2, "5T09")
            .commits(&[("ghost", "5T08")])
            .merged("5T10", Some("lost")),
    );
    world.commits(&[("c3", "6T08", &["m1"]), ("c4", "7T08", &["c3"])]);
    world.pull(
        &pull(3, "6T08")
            .commits(&[("c3", "6T08")])
            .merged("6T09", Some("c3")),
    );
    world.deploy("D2", "vanished", "6T12", "success");
    world.deploy("D3", "c4", "7T12", "success");
    world.pull(
        &pull(4, "8T08")
            .commits(&[("c5", "8T08")])
            .merged("8T09", Some("c5")),
    );
    world.commits(&[("c5", "8T08", &["c4"])]);
    let project = world.project(recorded()).await;
    let values = project.values("lead_time").await;
    assert_eq!(counted(&values), [("1", 4.0)]);
    assert_eq!(
        reason(&values, "2"),
        Some("unknown: the git graph lacks its commits")
    );
    assert_eq!(
        reason(&values, "3"),
        Some("unknown: the git graph lacks the commit of a deployment in between")
    );
    assert_eq!(reason(&values, "4"), Some("not deployed yet"));
}

#[tokio::test]
async fn a_later_date_without_ancestry_is_no_deployment() {
    let mut world = simple();
    world.commits(&[("x1", "5T08", &["m0"])]);
    world.pull(
        &pull(2, "5T09")
            .commits(&[("x1", "5T08")])
            .branches("x", "next")
            .merged("5T10", Some("x1")),
    );
    let project = world.project(recorded()).await;
    assert_eq!(
        reason(&project.values("lead_time").await, "2"),
        Some("not deployed yet")
    );
}

#[tokio::test]
async fn a_repository_in_another_project_adds_nothing() {
    let mut world = simple();
    world.repository("billing", None);
    world.commit("billing", "x0", at("1"), &[]);
    world.deploy_to("billing", "production", "B1", "x0", at("5T13"), "success");
    let mut project = world.project(recorded()).await;
    assert_eq!(project.january("deployment_frequency").await.n, 3);
    project.view.scope.repositories = Some(vec!["acme/shop".to_owned()]);
    assert_eq!(project.january("deployment_frequency").await.n, 2);
    project.view.scope.integrations = Some(vec!["7".to_owned()]);
    assert_eq!(project.january("deployment_frequency").await.value, None);
}

/// A tool without a code host of its own names the repository of the host, by its address or by its name alone: its
/// deployments are told by nobody else.
#[tokio::test]
async fn what_another_tool_tells_of_a_repository_counts_for_its_host() {
    let mut rows = simple().rows;
    for row in &mut rows {
        if !["deployments", "deployment_statuses", "environments"].contains(&row.table.name) {
            continue;
        }
        for cell in &mut row.cells {
            if let weir_model::Cell::Id(id) = cell {
                *id = id.replacen("1/", "2/", 1);
            }
        }
    }
    for (url, others) in [(Some("https://code.test/acme/shop"), 0), (None, 0), (None, 1)] {
        let mut world = World::default();
        world.rows.clone_from(&rows);
        world.push_for("2", shop("shop", url));
        if others == 1 {
            world.push_for("3", shop("shop", Some("https://elsewhere.test/acme/shop")));
        }
        let project = world.project(recorded()).await;
        assert_eq!(project.january("deployment_frequency").await.n, 2, "{url:?}");
        let answer = project.january("lead_time").await;
        let known = (answer.n, answer.value) == (1, Some(4.0));
        assert_eq!(
            known,
            others == 0,
            "{url:?}, {others} of the same name: {answer:?}"
        );
    }
}

#[tokio::test]
async fn a_repository_connected_twice_counts_once_and_says_so() {
    let mut world = simple();
    let copies: Vec<_> = world
        .rows
        .iter()
        .filter(|row| row.table.name != "repositories")
        .cloned()
        .collect();
    for mut row in copies {
        for cell in &mut row.cells {
            if let weir_model::Cell::Id(id) = cell {
                *id = id.replacen("1/", "2/", 1);
            }
        }
        world.rows.push(row);
    }
    world.push_for(
        "2",
        Repository {
            clone_url: Some("git@code.test:acme/shop.git".to_owned()),
            ..shop("shop", None)
        },
    );
    let project = world.project(recorded()).await;
    assert_eq!(project.january("deployment_frequency").await.n, 2);
    let answer = project.january("lead_time").await;
    assert_eq!((answer.n, answer.value), (1, Some(4.0)));
    assert!(
        answer
            .basis
            .contains(&"Connected more than once, counted once: `acme/shop`".to_owned()),
        "{:?}",
        answer.basis
    );
}

#[tokio::test]
async fn a_git_mirror_supplies_the_graph_of_a_code_host() {
    let mut world = simple();
    for row in &mut world.rows {
        if ["commits", "commit_parents"].contains(&row.table.name) {
            for cell in &mut row.cells {
                if let weir_model::Cell::Id(id) = cell {
                    *id = id.replacen("1/", "2/", 1);
                }
            }
        }
    }
    world.push_for(
        "2",
        Repository {
            clone_url: Some("https://code.test/acme/shop.git".to_owned()),
            ..shop("shop", None)
        },
    );
    let project = world.project(recorded()).await;
    assert_eq!(counted(&project.values("lead_time").await), [("1", 4.0)]);
}

#[tokio::test]
async fn an_incident_names_its_cause() {
    let sha = "0123456789abcdef0123456789abcdef01234567";
    let mut world = World::new();
    world.commits(&[(sha, "5T08", &["m0"]), ("c2", "6T08", &[sha])]);
    world.pull(
        &pull(1, "5T09")
            .commits(&[(sha, "5T08")])
            .merged("5T10", Some(sha)),
    );
    world.deploy("D0", "m0", "4T12", "success");
    world.deploy("D1", sha, "5T12", "success");
    world.deploy("D2", "c2", "6T12", "success");
    world.incident(11, "6T13", Some("6T14"), "root cause: 0123456789ab");
    world.incident(12, "6T13", Some("6T14"), "Caused by #1; fixed by #99");
    world.incident(
        13,
        "6T13",
        Some("6T14"),
        "broken since https://code.test/deployments/D1.",
    );
    world.incident(14, "6T13", Some("6T14"), "no idea");
    let project = world.project(recorded()).await;
    assert_eq!(
        counted(&project.values("time_to_restore").await),
        [("11", 26.0), ("12", 26.0), ("13", 26.0), ("14", 1.0)]
    );
    let items = project.items("time_to_restore").await;
    let linked: Vec<_> = items
        .items
        .iter()
        .map(|item| item["attributed_by"].as_str().unwrap())
        .collect();
    assert_eq!(
        linked,
        [
            "last deployment before it",
            "named cause",
            "named cause",
            "named cause"
        ]
    );
}

#[tokio::test]
async fn a_change_reverted_before_it_was_deployed_failed_nobody() {
    let mut world = simple();
    world.commits(&[("c2", "6T08", &["m1"]), ("r2", "6T09", &["c2"])]);
    world.pull(
        &pull(2, "6T08")
            .commits(&[("c2", "6T08")])
            .merged("6T08:30", Some("c2")),
    );
    let revert = pull(3, "6T09")
        .commits(&[("r2", "6T09")])
        .branches("revert-2-x", "main");
    world.pull(&revert.merged("6T10", Some("r2")));
    world.deploy("D2", "r2", "6T12", "success");
    let project = world.project(recorded()).await;
    assert_eq!(project.january("change_failure_rate").await.value, Some(0.0));
    assert_eq!(
        reason(&project.values("time_to_restore").await, "3"),
        Some("reverted before it was deployed")
    );
}

#[tokio::test]
async fn putting_a_reverted_change_back_is_no_failure() {
    let mut world = simple();
    world.commits(&[("r1", "6T08", &["m1"]), ("b1", "7T08", &["r1"])]);
    world.pull(
        &pull(2, "6T08")
            .commits(&[("r1", "6T08")])
            .branches("revert-1-x", "main")
            .merged("6T09", Some("r1")),
    );
    let back = pull(3, "7T08")
        .commits(&[("b1", "7T08")])
        .branches("revert-2-revert-1-x", "main");
    world.pull(&back.merged("7T09", Some("b1")));
    world.deploy("D2", "r1", "6T12", "success");
    world.deploy("D3", "b1", "7T12", "success");
    let project = world.project(recorded()).await;
    let values = project.values("time_to_restore").await;
    assert_eq!(counted(&values), [("2", 24.0)]);
    assert_eq!(reason(&values, "3"), Some("puts back what was reverted"));
}

#[tokio::test]
async fn bots_count_only_if_the_project_says_so() {
    let mut world = simple();
    let mut bot = pull(2, "5T09")
        .commits(&[("c1x", "5T08")])
        .merged("5T10", Some("m1x"));
    bot.bot = true;
    world.commits(&[("c1x", "5T08", &["m0"]), ("m1x", "5T10", &["m1", "c1x"])]);
    world.pull(&bot);
    world.deploy("D2", "m1x", "5T14", "success");
    let rows = world.rows.clone();
    let project = world.project(recorded()).await;
    assert_eq!(
        reason(&project.values("lead_time").await, "2"),
        Some("opened by a bot")
    );
    let mut again = World::default();
    again.rows = rows;
    let project = again
        .project(ProjectSettings {
            exclude_bots: false,
            ..recorded()
        })
        .await;
    assert_eq!(
        counted(&project.values("lead_time").await),
        [("1", 4.0), ("2", 6.0)]
    );
}

#[tokio::test]
async fn an_incident_closed_as_no_incident_is_none() {
    let mut world = simple();
    world.incident(9, "5T14", Some("5T15"), "");
    let mut row = world.rows.pop().unwrap();
    let reason_at = row.table.position("state_reason").unwrap();
    row.cells[reason_at] = weir_model::Cell::Text("not_planned".to_owned());
    world.rows.push(row);
    let project = world.project(recorded()).await;
    assert_eq!(project.january("change_failure_rate").await.value, Some(0.0));
    assert_eq!(
        reason(&project.values("time_to_restore").await, "9"),
        Some("closed as not planned")
    );
}

#[tokio::test]
async fn environments_are_deployed_one_by_one_and_a_change_counts_at_the_first() {
    let mut world = simple();
    world.deploy_to("shop", "production-eu", "E0", "m0", at("4T12"), "success");
    world.deploy_to("shop", "production-eu", "E1", "m1", at("5T20"), "success");
    world.deploy_to("shop", "staging", "S1", "m1", at("5T11"), "success");
    let settings = by(DeploymentRule::Deployments {
        environments: vec!["production*".to_owned()],
    });
    let project = world.project(settings).await;
    assert_eq!(counted(&project.values("lead_time").await), [("1", 4.0)]);
    assert_eq!(project.january("deployment_frequency").await.n, 4);
}

#[tokio::test]
async fn more_than_400_days_are_not_cut() {
    let mut world = World::new();
    for n in 0..1000 {
        world.deploy_to(
            "shop",
            "production",
            &format!("D{n}"),
            "m0",
            Time(at("2021-01-01").0 + n * 86_400_000_000),
            "success",
        );
    }
    let project = world.project(recorded()).await;
    let query = MetricQuery::new("deployment_frequency", at("2021-01-01"), at("2023-09-28"));
    let answer = project.ask(&query).await.unwrap();
    assert_eq!((answer.n, answer.value.map(rounded)), (1000, Some(1.0)));
}

#[tokio::test]
async fn a_revert_of_a_directly_named_commit_finds_its_deployment() {
    let sha = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1";
    let mut world = World::new();
    world.commits(&[(sha, "5T08", &["m0"]), ("r1", "6T08", &[sha])]);
    world.deploy("D0", "m0", "4T12", "success");
    world.deploy("D1", sha, "5T12", "success");
    let revert = pull(2, "6T08").commits(&[("r1", "6T08")]);
    world.pull(
        &revert
            .body("Revert \"x\"", &format!("This reverts commit {sha}."))
            .merged("6T09", Some("r1")),
    );
    world.deploy("D2", "r1", "6T12", "success");
    let project = world.project(recorded()).await;
    assert_eq!(counted(&project.values("time_to_restore").await), [("2", 24.0)]);
    assert_eq!(
        project.january("change_failure_rate").await.value.map(rounded),
        Some(33.333)
    );
}

#[tokio::test]
async fn no_failures_to_read_is_not_a_rate_of_zero() {
    let settings = ProjectSettings {
        failures: FailureSettings {
            revert_pull_requests: false,
            ..FailureSettings::default()
        },
        ..recorded()
    };
    let project = simple().project(settings).await;
    let answer = project.january("change_failure_rate").await;
    assert_eq!(
        (answer.value, answer.missing[0].what.as_str()),
        (None, "failures")
    );
}
