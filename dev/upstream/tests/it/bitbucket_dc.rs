//! Bitbucket Data Center's answers over the same company.

use serde_json::{Value, json};
use weir_upstream::bitbucket_dc::Installation;
use weir_upstream::{Fault, FaultKind, Limits, World};

use crate::support::{Api, company, json_of, now, started};

const API: &str = "/bitbucket-dc/rest/api/latest";
const CHECKOUT: &str = "/bitbucket-dc/rest/api/latest/projects/ACME/repos/checkout";

fn limits(installation: Installation) -> Limits {
    Limits {
        bitbucket_dc_installation: installation,
        ..Limits::unlimited()
    }
}

/// All entries of a list, each page where the one before says.
async fn every(api: &Api, path: &str) -> Vec<Value> {
    let (mut all, mut start) = (Vec::new(), None::<u64>);
    loop {
        let separator = if path.contains('?') { '&' } else { '?' };
        let at = start.map_or_else(String::new, |start| format!("{separator}start={start}"));
        let page = api.json(&format!("{path}{at}")).await;
        all.extend(page["values"].as_array().cloned().expect("a list"));
        assert_eq!(page["isLastPage"] == true, page["nextPageStart"].is_null());
        match page["nextPageStart"].as_u64() {
            Some(next) => start = Some(next),
            None => return all,
        }
    }
}

#[tokio::test]
async fn the_same_company_is_seen_through_both() {
    let api = started(company().limits(Limits::unlimited())).await;
    let world = api.upstream.world();
    let found = every(&api, &format!("{CHECKOUT}/pull-requests?state=ALL&limit=7")).await;
    let pulls: Vec<&Value> = world.pulls("acme/checkout").collect();
    assert_eq!(found.len(), pulls.len());
    let changed: Vec<i64> = found
        .iter()
        .filter_map(|one| one["updatedDate"].as_i64())
        .collect();
    assert!(
        changed.is_sorted_by(|one, other| one >= other),
        "newest change first"
    );
    let repository = world.repository("acme/checkout").expect("it is there");
    let main = repository.ancestors(repository.head("main").expect("a tip"));
    let merged: Vec<&Value> = found.iter().filter(|one| one["state"] == "MERGED").collect();
    assert_eq!(
        merged.len(),
        pulls.iter().filter(|pull| pull["merged_at"].is_string()).count()
    );
    for one in merged {
        let commit = one["properties"]["mergeCommit"]["id"].as_str().expect("a commit");
        assert!(main.contains(commit), "{} is not on main", one["id"]);
        let told = every(
            &api,
            &format!("{CHECKOUT}/pull-requests/{}/activities?limit=3", one["id"]),
        )
        .await;
        assert!(
            told.iter().any(|activity| activity["commit"]["id"] == commit),
            "{}",
            one["id"]
        );
        assert_eq!(told.last().expect("the beginning")["action"], "OPENED");
    }
    let place = api.json(CHECKOUT).await;
    let clone = place["links"]["clone"][1]["href"].as_str().expect("an address");
    assert_eq!(clone, api.url("/bitbucket-dc/scm/acme/checkout.git"));
    let refs = api
        .get("/bitbucket-dc/scm/acme/checkout.git/info/refs?service=git-upload-pack")
        .await;
    assert_eq!(refs.status(), 200);
}

#[tokio::test]
async fn pages_are_as_large_as_the_administrator_allows() {
    let api = started(company().limits(Limits::unlimited())).await;
    let list = format!("{CHECKOUT}/pull-requests?state=ALL&limit=1000");
    assert_eq!(api.json(&list).await["limit"], 100);
    let capped = Installation {
        page: 4,
        ..Installation::default()
    };
    let api = started(company().limits(limits(capped))).await;
    let page = api.json(&list).await;
    assert_eq!((&page["limit"], &page["size"]), (&json!(4), &json!(4)));
    // What the account may not see is counted.
    assert_ne!(page["nextPageStart"], 4);
    api.upstream
        .faults()
        .add(Fault::always(FaultKind::RepeatedCursor));
    assert_eq!(api.json(&format!("{list}&start=7")).await["nextPageStart"], 7);
}

#[tokio::test]
async fn nobody_sees_what_is_public_alone() {
    let api = started(company().limits(Limits::unlimited())).await;
    let asked = |path: &str, token: Option<&'static str>| {
        let request = api.client.get(api.url(path));
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        async { request.send().await.expect("an answer") }
    };
    assert_eq!(
        asked(&format!("{API}/application-properties"), None)
            .await
            .status(),
        200
    );
    let public = asked(&format!("{API}/repos"), None).await;
    assert!(public.headers().get("x-ausername").is_none());
    assert_eq!(json_of(public).await["values"], json!([]));
    for path in [format!("{API}/users"), CHECKOUT.to_owned()] {
        let refused = asked(&path, None).await;
        assert_eq!(refused.status(), 401, "{path}");
        let error = &json_of(refused).await["errors"][0];
        assert_eq!(
            error["exceptionName"],
            "com.atlassian.bitbucket.AuthorisationException"
        );
    }
    assert_eq!(asked(CHECKOUT, Some("wrong")).await.status(), 401);
}

#[tokio::test]
async fn old_versions_have_less() {
    let old = Installation {
        version: (7, 0),
        ..Installation::default()
    };
    let api = started(company().limits(limits(old))).await;
    let pulls = every(
        &api,
        "/bitbucket-dc/rest/api/1.0/projects/ACME/repos/checkout/pull-requests",
    )
    .await;
    assert!(pulls.iter().all(|pull| pull.get("draft").is_none()));
    assert!(api.json(CHECKOUT).await.get("archived").is_none());
    let branch = api.get(&format!("{CHECKOUT}/default-branch")).await;
    assert_eq!(branch.status(), 404);
    let text = json_of(branch).await["message"].to_string();
    assert!(text.contains("null for uri"), "{text}");
    let new = started(company().limits(Limits::unlimited())).await;
    assert_eq!(
        new.json(&format!("{CHECKOUT}/default-branch")).await["displayId"],
        "main"
    );
}

/// An approval is no change of a pull request.
#[tokio::test]
async fn approvals_do_not_move_the_modification_time() {
    let api = started(company().limits(Limits::unlimited())).await;
    let world = World::seeded(1, 1, now());
    let mut silent = 0;
    for pull in every(&api, &format!("{CHECKOUT}/pull-requests?state=ALL&limit=100")).await {
        let number = pull["id"].as_u64().expect("a number");
        let known = world
            .pulls("acme/checkout")
            .find(|one| one["number"] == number)
            .expect("it is there");
        let last = known["updated_at"].as_str().expect("a time");
        let last = last
            .parse::<chrono::DateTime<chrono::Utc>>()
            .expect("a time")
            .timestamp_millis();
        let shown = pull["updatedDate"].as_i64().expect("a time");
        assert!(shown <= last, "{number}");
        silent += usize::from(shown < last);
    }
    assert!(silent > 0, "nobody approved last");
}
