//! What deliveries touch: recorded ones, and what they lead to.

use serde_json::{Value, json};
use weir_connect::{Spot, Touched};
use weir_connectors::bitbucket::CONNECTOR;
use weir_model::Cell;
use weir_upstream::Mutation;

use super::recorded::files;
use super::support::{How, small, start};
use crate::upstream;

fn touched(event: &str, body: &Value) -> Vec<Touched> {
    (CONNECTOR.webhooks.unwrap().read)(event, body)
}

fn spot(repository: &Value) -> Spot {
    let (key, slug) = (&repository["project"]["key"], &repository["slug"]);
    Spot {
        id: repository["id"].as_u64().map(|id| id.to_string()),
        name: format!("{}/{}", key.as_str().unwrap(), slug.as_str().unwrap()),
    }
}

#[test]
fn recorded_deliveries_touch_what_they_are_about() {
    let Some(folder) = upstream::find("bitbucket-dc/recorded") else {
        return;
    };
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    files(&folder, &mut |path, body| {
        let Some(event) = body["eventKey"].as_str() else {
            return;
        };
        let pull = &body["pullRequest"];
        let one = |stream, repository: &Value, key: Option<&Value>, gone| Touched {
            stream,
            partition: Some(spot(repository)),
            key: key.map(Value::to_string),
            gone,
        };
        let expected = match event {
            "repo:refs_changed" => {
                let place = &body["repository"];
                vec![
                    one("refs", place, None, false),
                    one("commits", place, None, false),
                ]
            }
            "repo:modified" => vec![one("repositories", &body["new"], Some(&body["new"]["id"]), false)],
            _ if event.starts_with("pr:") => {
                let place = &pull["toRef"]["repository"];
                vec![one(
                    "pull_requests",
                    place,
                    Some(&pull["id"]),
                    event == "pr:deleted",
                )]
            }
            // Comments on commits, forks and mirrors are not ingested.
            _ => Vec::new(),
        };
        assert_eq!(touched(event, body), expected, "{}", path.display());
        *seen.entry(event.to_owned()).or_default() += 1;
    });
    println!("{seen:?}");
    assert!(seen.len() >= 15 && seen.values().sum::<usize>() >= 40, "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_leads_to_the_pull_request_alone() {
    let bench = start(small(), How::default()).await;
    bench.sync().await;
    let world = bench.upstream.world();
    let repository = world.repository("acme/mobile-api").unwrap();
    let open = |(_, pull): &(&u64, &Value)| pull["state"] == "open";
    let number = *repository.pulls.iter().find(open).unwrap().0;
    bench.change(Mutation::MergePull {
        repository: "acme/mobile-api".to_owned(),
        number,
    });
    let place = json!({"id": repository.id(), "slug": "mobile-api", "project": {"key": "ACME"}});
    let body =
        json!({"eventKey": "pr:merged", "pullRequest": {"id": number, "toRef": {"repository": place}}});
    bench.upstream.clear_log();
    bench.told("pr:merged", &body).await;
    let asked = bench.upstream.log().len();
    // Itself, activities, commits, builds of two commits.
    assert_eq!(asked, 5);
    let id = format!("1/pull_request/{}/{number}", repository.id());
    let contents = bench.store.contents();
    let state = contents.rows[&("pull_requests", id.clone())].cell("state");
    assert_eq!(state, Some(&Cell::Text("merged".to_owned())));

    let body =
        json!({"eventKey": "pr:deleted", "pullRequest": {"id": number, "toRef": {"repository": place}}});
    bench.change(Mutation::DeletePull {
        repository: "acme/mobile-api".to_owned(),
        number,
    });
    bench.told("pr:deleted", &body).await;
    assert!(!bench.store.contents().rows.contains_key(&("pull_requests", id)));
}
