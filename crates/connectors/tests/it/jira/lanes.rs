//! What changes after the first sync: what is told by webhooks, and what is deleted.

use std::time::Duration;

use serde_json::{Value, json};
use weir_model::Cell;
use weir_upstream::{Limits, Mutation};

use super::support::{CLOUD, DATA_CENTER, naming, small, start, told};
use crate::bench::{Bench, same};

const DAY: Duration = Duration::from_hours(24);
const HOME: &str = "acme/checkout";

/// The issue of the first project from which most hangs.
fn richest(bench: &Bench) -> u64 {
    let numbers: Vec<u64> = bench
        .upstream
        .with_world(|world| world.repository(HOME).unwrap().issues.keys().copied().collect());
    let epic = numbers[0];
    let plain = numbers.into_iter().filter(|number| *number != epic);
    plain
        .max_by_key(|number| naming(bench, &id(*number)).len())
        .unwrap()
}

fn id(number: u64) -> String {
    format!("issue/{}", 100_000 + number)
}

fn about(event: &str, number: u64) -> Value {
    json!({"webhookEvent": event, "issue": {"id": (100_000 + number).to_string()}})
}

fn retitle(bench: &Bench, number: u64, title: &str) {
    bench.change(Mutation::Retitle {
        repository: HOME.to_owned(),
        number,
        title: title.to_owned(),
    });
}

fn delete(bench: &Bench, number: u64) {
    bench.change(Mutation::DeleteIssue {
        repository: HOME.to_owned(),
        number,
    });
}

fn title(bench: &Bench, number: u64) -> Option<Cell> {
    let contents = bench.store.contents();
    let row = contents.rows.get(&("issues", format!("1/{}", id(number))))?;
    row.cell("title").cloned()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_censuses_must_miss_an_issue() {
    for of in [CLOUD, DATA_CENTER] {
        let bench = start(small(), of, Limits::unlimited(), json!({})).await;
        bench.tables().await;
        let number = richest(&bench);
        let (issues, hanging) = (bench.count("issues"), naming(&bench, &id(number)).len());
        assert!(hanging > 8, "{}: only {hanging} rows", of.1);
        delete(&bench, number);
        bench.pass(DAY);
        bench.tables().await;
        assert_eq!(
            naming(&bench, &id(number)).len(),
            hanging,
            "{}: one miss is none",
            of.1
        );
        // Two lists that follow each other closely are one.
        bench.tables().await;
        assert_eq!(naming(&bench, &id(number)).len(), hanging, "{}", of.1);
        bench.pass(DAY);
        bench.upstream.clear_log();
        bench.tables().await;
        assert_eq!(naming(&bench, &id(number)), [""; 0], "{}", of.1);
        assert_eq!(bench.count("issues"), issues - 1, "{}: nothing else went", of.1);
        println!(
            "{}: {hanging} rows went, {} requests with the census",
            of.1,
            bench.upstream.log().len()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_project_goes_by_census() {
    let bench = start(small(), CLOUD, Limits::unlimited(), json!({})).await;
    bench.tables().await;
    let left = bench
        .upstream
        .with_world(|world| world.repository(HOME).unwrap().issues.len());
    bench.change(Mutation::DeleteRepository {
        repository: "acme/payments".to_owned(),
    });
    for _ in 0..2 {
        bench.pass(DAY);
        bench.tables().await;
    }
    assert_eq!(bench.count("issue_projects"), 1);
    assert_eq!(bench.count("issues"), left);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_is_read_by_its_name() {
    for (of, price) in [(CLOUD, 3), (DATA_CENTER, 2)] {
        // Comments come cut off, so they are read to their ends.
        let limits = Limits {
            jira_embedded: if of == CLOUD { 1 } else { 20 },
            ..Limits::unlimited()
        };
        let bench = start(small(), of, limits, json!({})).await;
        bench.tables().await;
        let number = richest(&bench);
        bench.pass(Duration::from_mins(10));
        retitle(&bench, number, "Another title");
        bench.upstream.clear_log();
        let asked = told(&bench, &about("jira:issue_updated", number)).await;
        assert_eq!(
            title(&bench, number),
            Some(Cell::Text("Another title".to_owned())),
            "{}",
            of.1
        );
        // The catalogue of fields, the issue, on Cloud its history; and what was cut off.
        let more = bench.asked("/comment") + bench.asked("/worklog");
        println!(
            "{}: {asked} requests, {more} of them for lists that were cut off",
            of.1
        );
        assert_eq!(asked, price + more, "{}", of.1);
        let told = bench.text();
        same(
            &told,
            &bench.tables().await,
            "what is read by name is what the list gives",
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_no_more_than_a_hint() {
    for of in [CLOUD, DATA_CENTER] {
        let bench = start(small(), of, Limits::unlimited(), json!({})).await;
        bench.tables().await;
        let number = richest(&bench);
        let hanging = naming(&bench, &id(number)).len();
        told(&bench, &about("jira:issue_deleted", number)).await;
        assert_eq!(
            naming(&bench, &id(number)).len(),
            hanging,
            "{}: it is still there",
            of.1
        );
        delete(&bench, number);
        told(&bench, &about("jira:issue_deleted", number)).await;
        assert_eq!(naming(&bench, &id(number)), [""; 0], "{}: it is gone", of.1);
        told(&bench, &about("jira:issue_updated", 99_999)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_chosen_is_not_read_by_name_either() {
    let config = json!({"projects": ["PAYMENTS"], "exclude_fields": ["summary"]});
    for of in [CLOUD, DATA_CENTER] {
        let bench = start(small(), of, Limits::unlimited(), config.clone()).await;
        bench.tables().await;
        let issues = bench.count("issues");
        let numbers: Vec<u64> = bench
            .upstream
            .with_world(|world| world.repository(HOME).unwrap().issues.keys().copied().collect());
        told(&bench, &about("jira:issue_updated", numbers[1])).await;
        assert_eq!(bench.count("issues"), issues, "{}", of.1);
        let contents = bench.store.contents();
        assert!(!format!("{:?}", contents.raw).contains("CHECKOUT-"), "{}", of.1);
        let own = bench.upstream.with_world(|world| {
            *world
                .repository("acme/payments")
                .unwrap()
                .issues
                .keys()
                .nth(1)
                .unwrap()
        });
        bench.upstream.clear_log();
        told(&bench, &about("jira:issue_updated", 100_000 + own)).await;
        let log = bench.upstream.log();
        let one = log
            .iter()
            .find(|entry| entry.path.ends_with(&format!("/issue/{}", 200_000 + own)))
            .unwrap();
        assert!(
            !one.query.contains("summary") && one.query.contains("fields="),
            "{}",
            one.query
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_are_told_too() {
    for of in [CLOUD, DATA_CENTER] {
        let bench = start(small(), of, Limits::unlimited(), json!({})).await;
        bench.tables().await;
        let version = bench.upstream.with_world(|world| {
            world
                .repositories()
                .iter()
                .enumerate()
                .find_map(|(place, one)| Some((10_000 + place, one.releases.first()?["id"].clone())))
        });
        let (project, version) = version.unwrap();
        let before = bench.text();
        for body in [
            json!({"webhookEvent": "sprint_started", "sprint": {"id": 1000, "originBoardId": 1}}),
            json!({"webhookEvent": "jira:version_released", "version": {"id": version, "projectId": project}}),
            json!({"webhookEvent": "board_updated", "board": {"id": 1}}),
        ] {
            assert_eq!(told(&bench, &body).await, 1, "{}: {body}", of.1);
        }
        // The catalogue of fields says what to leave out.
        assert_eq!(
            told(
                &bench,
                &json!({"webhookEvent": "project_updated", "project": {"id": 10_000}})
            )
            .await,
            2
        );
        same(&before, &bench.text(), "nothing changed");
        // A sprint that Jira no longer has goes.
        let sprints = bench.count("sprints");
        let last = bench
            .store
            .contents()
            .ids("sprints")
            .iter()
            .filter_map(|id| id.rsplit('/').next()?.parse::<u64>().ok())
            .max();
        bench.change(Mutation::DeleteRepository {
            repository: "acme/payments".to_owned(),
        });
        let gone =
            json!({"webhookEvent": "sprint_deleted", "sprint": {"id": last.unwrap(), "originBoardId": 2}});
        told(&bench, &gone).await;
        assert_eq!(bench.count("sprints"), sprints - 1, "{}", of.1);
    }
}
