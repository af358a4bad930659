//! From a change upstream to a number on the dashboard, through the binary.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use chrono::Utc;
use serde_json::{Value, json};
use weir_control::{Control, DeliveryFilter, DeliveryState};
use weir_upstream::{Limits, Mutation, Upstream};

use crate::github::{TOKEN, connect, world};
use crate::server::Server;
use crate::weir::Weir;

const SHOWN: &str = "/integrations/1/webhooks";

async fn upstream(latency: u64) -> Upstream {
    Upstream::builder()
        .world(world())
        .token(TOKEN)
        .limits(Limits::unlimited())
        .latency(Duration::from_millis(latency))
        .start()
        .await
        .unwrap()
}

/// Sets up the webhook on both sides.
async fn listen(server: &Server, upstream: &Upstream) -> (String, String) {
    let made = server.post("/integrations/1/webhooks/secret", json!({})).await;
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    let (url, secret) = (text("url"), text("secret"));
    upstream.add_hook("acme", &url, &secret);
    (url, secret)
}

/// An open pull request that a person has written, and its repository.
fn open_pulls(upstream: &Upstream) -> Vec<(String, u64)> {
    upstream.with_world(|world| {
        let of = |name: &str| {
            world
                .pulls(name)
                .filter(|pull| pull["state"] == "open" && pull["draft"] != true)
                .map(|pull| (name.to_owned(), pull["number"].as_u64().unwrap()))
                .collect::<Vec<_>>()
        };
        let repositories = world.repositories().iter();
        repositories
            .flat_map(|repository| of(repository.full_name()))
            .collect()
    })
}

fn metric() -> String {
    let day = |days: i64| (Utc::now() + chrono::TimeDelta::days(days)).format("%Y-%m-%d");
    format!(
        "/projects/1/metrics/pull_request_cycle_time?from={}&to={}",
        day(-365),
        day(2)
    )
}

fn merge(upstream: &Upstream, (repository, number): &(String, u64)) {
    let (repository, number) = (repository.clone(), *number);
    upstream
        .mutate(Mutation::MergePull { repository, number })
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_is_on_the_dashboard_and_nothing_forged_or_repeated_is() {
    let upstream = upstream(0).await;
    let weir = Weir::new();
    connect(&weir, &upstream);
    let server = Server::start(&weir);
    listen(&server, &upstream).await;
    server
        .until("/integrations/1", |shown| shown["status"] == "healthy")
        .await;
    let merged = |answer: &Value| answer["n"].as_u64().unwrap();
    let before = merged(&server.get(&metric()).await);

    let pulls = open_pulls(&upstream);
    let start = Instant::now();
    merge(&upstream, &pulls[0]);
    server
        .until(&metric(), |answer| merged(answer) == before + 1)
        .await;
    println!(
        "from the merge to the dashboard: {:.2} s",
        start.elapsed().as_secs_f64()
    );
    let shown = server.until(SHOWN, |shown| shown["counts"]["pending"] == 0).await;
    let (name, number) = &pulls[0];
    assert_eq!(
        shown["last_delivery"]["touched"],
        json!([format!("pull_requests {name} {number}")]),
        "{shown:#}"
    );

    let forged = upstream.forge_deliveries("another secret").await;
    assert!(
        forged.iter().all(|status| *status == 401) && !forged.is_empty(),
        "{forged:?}"
    );
    let repeated = upstream.repeat_deliveries(3).await;
    assert!(repeated.iter().all(|status| *status == 202), "{repeated:?}");
    let shown = server.get(SHOWN).await;
    let results = &shown["counts"]["results"];
    assert_eq!(
        (&results["accepted"], &results["duplicate"], &results["forged"]),
        (&json!(1), &json!(repeated.len()), &json!(forged.len()))
    );
    assert_eq!(merged(&server.get(&metric()).await), before + 1);
    drop(server);
    upstream.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_the_answer_a_delivery_is_dealt_with_after_the_restart() {
    let upstream = upstream(0).await;
    let weir = Weir::new();
    connect(&weir, &upstream);
    weir.ok(&["sync"]);
    let server = Server::start(&weir);
    let (url, secret) = listen(&server, &upstream).await;
    server
        .until("/integrations/1", |shown| {
            shown["last_task"]["status"] == "succeeded"
        })
        .await;
    let pulls = open_pulls(&upstream);
    for pull in &pulls[..2] {
        merge(&upstream, pull);
    }
    let answered = |upstream: &Upstream| {
        upstream
            .deliveries()
            .iter()
            .filter(|one| one.status == 202)
            .count()
    };
    while answered(&upstream) < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    server.kill();
    let control = Control::open(&weir.dir.path().join("data")).await.unwrap();
    let pending = DeliveryFilter {
        state: Some(DeliveryState::Pending),
        event: None,
    };
    assert_eq!(
        control.count_deliveries(1, &pending).await.unwrap(),
        2,
        "killed before they were dealt with"
    );
    control.close().await;

    // What is delivered while nobody listens is asked for at the next start.
    merge(&upstream, &pulls[2]);
    while upstream.deliveries().len() < 3 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let server = Server::start(&weir);
    // Its port is another one now: the same webhook, at the new address.
    let path = url.split("/api/").nth(1).unwrap();
    upstream.move_hooks(&format!("{}/api/{path}", server.address), &secret);
    let shown = server
        .until(SHOWN, |shown| {
            shown["counts"]["done"] == 3 && shown["counts"]["pending"] == 0
        })
        .await;
    assert_eq!(shown["redelivery"]["asked"], 1, "{shown:#}");
    assert_eq!(shown["counts"]["results"]["accepted"], 3);
    let numbers: BTreeSet<u64> = pulls[..3].iter().map(|(_, number)| *number).collect();
    let list = server.get("/integrations/1/webhooks/deliveries").await;
    let touched = list["items"].as_array().unwrap().iter().map(|one| {
        let touched = one["touched"][0].as_str().unwrap();
        touched.rsplit(' ').next().unwrap().parse::<u64>().unwrap()
    });
    assert_eq!(touched.collect::<BTreeSet<u64>>(), numbers);
    drop(server);
    upstream.stop().await;
}

/// Pull requests with their repositories.
fn some_pulls(upstream: &Upstream) -> Vec<(u64, String, u64)> {
    upstream.with_world(|world| {
        let all = world.repositories().iter().flat_map(|repository| {
            let (id, name) = (repository.id(), repository.full_name().to_owned());
            let numbers = repository.pulls.keys().copied().collect::<Vec<_>>();
            numbers.into_iter().map(move |number| (id, name.clone(), number))
        });
        all.take(200).collect()
    })
}

/// As many as GitHub sends when an organization of thousands moves its repositories, from eight connections.
const BURST: usize = 10_000;

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_at_once_during_a_back_fill_are_neither_lost_nor_doubled() {
    // Slow enough for the first sync to go on all the time.
    let upstream = upstream(100).await;
    let weir = Weir::new();
    connect(&weir, &upstream);
    let server = Server::start(&weir);
    let (url, secret) = listen(&server, &upstream).await;
    server
        .until("/integrations/1/monitoring", |shown| {
            shown["running"]["requests"].as_u64() > Some(3)
        })
        .await;
    let pulls = some_pulls(&upstream);
    let start = Instant::now();
    let senders = (0..8).map(|sender| {
        let (client, url, secret, pulls) =
            (server.client.clone(), url.clone(), secret.clone(), pulls.clone());
        tokio::spawn(async move {
            let mut answers = BTreeMap::<u16, usize>::new();
            for number in (sender..BURST).step_by(8) {
                let (id, name, pull) = &pulls[number % pulls.len()];
                let body = json!({"action": "edited", "number": pull, "pull_request": {"number": pull},
                    "repository": {"id": id, "full_name": name}, "padding": "x".repeat(8000)});
                let body = body.to_string();
                let request = client
                    .post(&url)
                    .header("x-github-event", "pull_request")
                    .header("x-github-delivery", format!("burst-{number}"))
                    .header(
                        "x-hub-signature-256",
                        weir_upstream::signature(secret.as_bytes(), body.as_bytes()),
                    )
                    .body(body);
                let status = request.send().await.unwrap().status().as_u16();
                *answers.entry(status).or_default() += 1;
            }
            answers
        })
    });
    let mut answers = BTreeMap::<u16, usize>::new();
    for sender in senders.collect::<Vec<_>>() {
        for (status, count) in sender.await.unwrap() {
            *answers.entry(status).or_default() += count;
        }
    }
    println!(
        "{BURST} deliveries were answered in {:.1} s",
        start.elapsed().as_secs_f64()
    );
    let running = !server.get("/integrations/1/monitoring").await["running"].is_null();
    println!("the first sync was still running: {running}");
    assert_eq!(answers, BTreeMap::from([(202, BURST)]));
    let shown = server.until(SHOWN, |shown| shown["counts"]["pending"] == 0).await;
    println!("all were dealt with after {:.1} s", start.elapsed().as_secs_f64());
    let counts = &shown["counts"];
    assert_eq!(
        (&counts["results"]["accepted"], &counts["done"], &counts["failed"]),
        (&json!(BURST), &json!(BURST), &json!(0)),
        "{shown:#}"
    );
    server
        .until("/integrations/1", |shown| shown["status"] == "healthy")
        .await;
    let rows = "SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS ids FROM pull_requests";
    let counted = server.post("/query", json!({"sql": rows})).await;
    let world = upstream.with_world(|world| {
        let names = world.repositories().iter().map(|one| one.full_name().to_owned());
        names.map(|name| world.pulls(&name).count()).sum::<usize>()
    });
    assert_eq!(
        counted["rows"],
        json!([[world, world]]),
        "no row is lost or there twice"
    );
    drop(server);
    upstream.stop().await;
}

fn webhooks<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [&["integration", "webhooks"], args].concat()
}

#[test]
fn webhooks_are_set_up_from_the_command_line() {
    let weir = Weir::new();
    let token = weir.file("token", TOKEN);
    weir.ok(&[
        "integration",
        "add",
        "github",
        "--name",
        "acme",
        "--token-file",
        &token,
        "--set",
        "organizations=acme",
    ]);
    let before = weir.json(&webhooks(&["show", "acme", "--json"]));
    assert_eq!(
        (&before["enabled"], &before["path"]),
        (&json!(false), &Value::Null)
    );
    let made = weir.json(&webhooks(&["secret", "acme", "--json"]));
    let (secret, path) = (made["secret"].as_str().unwrap(), made["path"].as_str().unwrap());
    assert!(secret.starts_with("whsec_") && path.starts_with("/api/v1/webhooks/1/"));
    let shown = weir.ok(&webhooks(&["show", "acme"]));
    assert!(shown.contains(path) && !shown.contains(secret), "{shown}");
    let own = weir.file("secret", "made upstream");
    let again = weir.ok(&webhooks(&["secret", "acme", "--secret-file", &own]));
    assert!(
        again.contains("the secret before passes until") && !again.contains("made upstream"),
        "{again}"
    );
    assert_eq!(
        weir.json(&webhooks(&["deliveries", "acme", "--state", "done", "--json"])),
        json!([])
    );
    weir.ok(&webhooks(&["delete", "acme"]));
    assert_eq!(
        weir.json(&webhooks(&["show", "acme", "--json"]))["enabled"],
        false
    );
    assert!(
        weir.fails(&webhooks(&["show", "nobody"]))
            .contains("there is no integration `nobody`")
    );
}
