//! GitLab's answers over the same company.

use serde_json::{Value, json};
use weir_upstream::gitlab::graphql::{SDL, complexity};
use weir_upstream::{Fault, FaultKind, Limits, Upstream, World};

use crate::support::{Api, company, json_of, link, material, now, started};

const CHECKOUT: &str = "/gitlab/api/v4/projects/acme%2Fcheckout";

async fn every(api: &Api, path: &str) -> Vec<Value> {
    api.all(path).await
}

#[tokio::test]
async fn the_same_company_is_seen_through_both() {
    let api = started(company().limits(Limits::unlimited())).await;
    let world = api.upstream.world();
    let found = every(&api, &format!("{CHECKOUT}/merge_requests?per_page=7")).await;
    let pulls: Vec<&Value> = world.pulls("acme/checkout").collect();
    assert_eq!(found.len(), pulls.len());
    let merged = found.iter().filter(|one| one["state"] == "merged").count();
    assert_eq!(
        merged,
        pulls.iter().filter(|pull| pull["merged_at"].is_string()).count()
    );
    // Each merge leads to its commit on the default branch.
    let repository = world.repository("acme/checkout").expect("it is there");
    let main = repository.ancestors(repository.head("main").expect("a tip"));
    for one in found.iter().filter(|one| one["state"] == "merged") {
        let keys = ["merge_commit_sha", "squash_commit_sha", "sha"];
        let commit = keys.iter().find_map(|key| one[*key].as_str()).expect("a commit");
        assert!(main.contains(commit), "{} is not on main", one["iid"]);
    }
    let issues = every(&api, &format!("{CHECKOUT}/issues")).await;
    assert_eq!(issues.len(), world.issues("acme/checkout").count());
    let project = api.json(CHECKOUT).await;
    let clone = project["http_url_to_repo"].as_str().expect("an address");
    assert_eq!(clone, api.url("/gitlab/acme/checkout.git"));
    let refs = api
        .get("/gitlab/acme/checkout.git/info/refs?service=git-upload-pack")
        .await;
    assert_eq!(refs.status(), 200);
}

#[tokio::test]
async fn pages_are_counted_only_so_far() {
    let limits = Limits {
        gitlab_offset: 60,
        ..Limits::unlimited()
    };
    let api = started(company().limits(limits)).await;
    let list = format!("{CHECKOUT}/merge_requests?per_page=10");
    let first = api.get(&list).await;
    assert_eq!(first.headers().get("x-next-page").expect("a header"), "2");
    assert!(first.headers().get("x-total").is_none(), "there are over 12");
    let few = api.get("/gitlab/api/v4/projects?per_page=5").await;
    assert_eq!(few.headers().get("x-total").expect("a header"), "6");
    let beyond = api.get(&format!("{list}&page=7")).await;
    assert_eq!(beyond.status(), 405);
    // A keyset has no end but its own.
    let jobs = every(
        &api,
        &format!("{CHECKOUT}/jobs?pagination=keyset&order_by=id&per_page=50"),
    )
    .await;
    assert!(jobs.len() > 200, "{}", jobs.len());
    let refused = api.get(&format!("{list}&pagination=keyset")).await;
    assert_eq!(refused.status(), 405);
}

#[tokio::test]
async fn changes_are_listed_from_a_moment_on() {
    let api = started(company().limits(Limits::unlimited())).await;
    let list = format!("{CHECKOUT}/pipelines?order_by=updated_at&sort=asc&per_page=100");
    let all = every(&api, &list).await;
    let middle = all[all.len() / 2]["updated_at"]
        .as_str()
        .expect("a time")
        .to_owned();
    let later = every(&api, &format!("{list}&updated_after={middle}")).await;
    assert!(!later.is_empty() && later.len() < all.len());
    assert!(
        later
            .iter()
            .all(|one| one["updated_at"].as_str() > Some(middle.as_str()))
    );
    let unpaired = api
        .get(&format!("{CHECKOUT}/deployments?updated_after={middle}"))
        .await;
    assert_eq!(unpaired.status(), 400);
}

#[tokio::test]
async fn limits_and_refusals_are_told_as_gitlab_does() {
    let world = World::seeded(1, 1, now());
    let limits = Limits {
        gitlab: 3,
        ..Limits::default()
    };
    let upstream = Upstream::builder().world(world).limits(limits).token("t");
    let api = started(upstream).await;
    let first = api.get("/gitlab/api/v4/version").await;
    assert_eq!(first.headers().get("ratelimit-remaining").expect("a header"), "2");
    let bare = api.client.get(api.url("/gitlab/api/v4/version")).send().await;
    assert_eq!(bare.expect("an answer").status(), 401);
    let own = api
        .client
        .get(api.url("/gitlab/api/v4/version"))
        .header("private-token", "t");
    assert_eq!(own.send().await.expect("an answer").status(), 200);
    api.get("/gitlab/api/v4/version").await;
    let refused = api.get("/gitlab/api/v4/version").await;
    assert_eq!(refused.status(), 429);
    assert!(refused.headers().contains_key("retry-after"));
    assert_eq!(refused.text().await.expect("a text"), "Retry later\n");
    api.upstream.faults().add(Fault::always(FaultKind::Unauthorized));
}

const NOTES: &str = "query($path: ID!, $iids: [String!]) { project(fullPath: $path) { mergeRequests(iids: $iids) { \
    nodes { iid notes(first: 3) { pageInfo { hasNextPage endCursor } nodes { id body system systemNoteMetadata { action } \
    author { username bot } } } } } } queryComplexity { score limit } }";

#[tokio::test]
async fn graphql_answers_with_notes_and_what_it_weighs() {
    let api = started(company().limits(Limits::unlimited())).await;
    let variables = json!({"path": "acme/checkout", "iids": ["2", "3"]});
    let body = json!({"query": NOTES, "variables": variables});
    let request = api.client.post(api.url("/gitlab/api/graphql")).bearer_auth("t");
    let answer: Value = json_of(request.body(body.to_string()).send().await.expect("an answer")).await;
    assert_eq!(answer["errors"], Value::Null, "{answer}");
    let score = answer["data"]["queryComplexity"]["score"]
        .as_u64()
        .expect("a number");
    assert_eq!(complexity(NOTES, &variables).expect("valid"), score);
    // Named one by one, things weigh nothing more; a page of a hundred weighs twice as much.
    let page = NOTES
        .replace(", $iids: [String!]", "")
        .replace("(iids: $iids)", "(first: 100)");
    let rest = 4;
    assert_eq!(
        complexity(&page, &variables).expect("valid") - rest,
        (score - rest) * 2
    );
}

#[test]
fn the_schema_is_a_part_of_the_published_one() {
    let Some(path) = material("gitlab/spec/gitlab_schema.graphql") else {
        return;
    };
    crate::schema::is_a_part(SDL, &path, 150);
}

/// The header leads from page to page.
#[tokio::test]
async fn links_stay_below_the_prefix() {
    let api = started(company().limits(Limits::unlimited())).await;
    let first = api
        .get("/gitlab/api/v4/projects?pagination=keyset&order_by=id&sort=asc&per_page=2")
        .await;
    let next = link(&first, "next").expect("a link");
    assert!(next.starts_with(&api.url("/gitlab/api/v4/projects?")), "{next}");
    assert!(next.contains("id_after="));
}
