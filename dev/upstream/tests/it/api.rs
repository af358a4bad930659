use std::collections::BTreeSet;

use serde_json::{Value, json};
use weir_upstream::{Limits, Mutation, Upstream, World};

use crate::support::{CHECKS, PULLS, company, json_of, link, started};

#[tokio::test]
async fn every_path_answers() {
    let api = started(company().limits(Limits::unlimited())).await;
    let world = api.upstream.world();
    let repository = world.repository("acme/mobile-api").expect("it is there");
    let first = |document: Option<&Value>| document.map(|one| one["id"].to_string()).unwrap_or_default();
    let number = repository
        .pulls
        .keys()
        .next()
        .map(ToString::to_string)
        .unwrap_or_default();
    for pattern in weir_upstream::rest_paths() {
        let path = pattern
            .replace("{owner}/{repo}", "acme/mobile-api")
            .replace("{org}", "acme")
            .replace("{username}", "ada-brook")
            .replace("{ref}", "main")
            .replace("{pull_number}", &number)
            .replace("{issue_number}", &number)
            .replace("{comment_id}", &first(repository.line_comments().next()))
            .replace("{release_id}", &first(repository.releases.first()))
            .replace("{milestone_number}", "1")
            .replace("{deployment_id}", &first(repository.deployments.first()))
            .replace("{run_id}", &first(repository.runs.first()));
        let body = api.json(&path).await;
        assert!(
            body.is_object() || !body.as_array().expect("a list").is_empty() || path.contains("comments"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn lists_give_every_item_once() {
    let api = started(company()).await;
    let world = api.upstream.world();
    let repository = world.repository("acme/checkout").expect("it is there");
    let ids = |items: &[Value]| {
        items
            .iter()
            .map(|item| item["id"].to_string())
            .collect::<BTreeSet<_>>()
    };
    let pulls = api
        .all("/repos/acme/checkout/pulls?state=all&sort=updated&direction=desc&per_page=50")
        .await;
    assert_eq!(
        (pulls.len(), ids(&pulls).len()),
        (repository.pulls.len(), repository.pulls.len())
    );
    let updated: Vec<&str> = pulls
        .iter()
        .filter_map(|pull| pull["updated_at"].as_str())
        .collect();
    assert!(updated.is_sorted_by(|a, b| a >= b));
    assert!(pulls[0].get("additions").is_none(), "a list has no details");
    let comments = api
        .all("/repos/acme/checkout/pulls/comments?sort=updated&direction=asc&per_page=100")
        .await;
    assert_eq!(ids(&comments).len(), repository.line_comments().count());
    let issues = api
        .all("/repos/acme/checkout/issues?state=all&per_page=100")
        .await;
    assert_eq!(issues.len(), repository.pulls.len() + repository.issues.len());
    assert_eq!(
        issues
            .iter()
            .filter(|issue| issue["pull_request"].is_object())
            .count(),
        repository.pulls.len()
    );
    let since = "2026-06-01T00:00:00Z";
    let late = api
        .all(&format!(
            "/repos/acme/checkout/issues?state=all&per_page=100&since={since}"
        ))
        .await;
    assert!(
        !late.is_empty()
            && late
                .iter()
                .all(|issue| issue["updated_at"].as_str() >= Some(since))
    );
    let none = api
        .all("/repos/acme/checkout/issues?state=all&since=1970-01-01T00:00:00Z")
        .await;
    assert!(none.is_empty());
}

#[tokio::test]
async fn links_name_first_previous_next_and_last() {
    let api = started(company()).await;
    let response = api
        .get("/repos/acme/checkout/pulls?state=all&per_page=10&page=2")
        .await;
    for (relation, page) in [("prev", "page=1"), ("next", "page=3"), ("first", "page=1")] {
        let url = link(&response, relation).expect("it is there");
        assert!(url.ends_with(page) && url.contains("state=all"), "{url}");
    }
    assert!(link(&response, "last").is_some());
    let body: Value = json_of(response).await;
    assert!(
        body[0]["url"]
            .as_str()
            .is_some_and(|url| url.starts_with(api.upstream.base_url()))
    );
    assert!(body[0]["user"]["id"].is_u64() && body[0]["base"]["repo"]["id"].is_u64());
}

#[tokio::test]
async fn an_unchanged_answer_is_not_charged() {
    let api = started(company()).await;
    let path = "/repos/acme/checkout/pulls?state=all&sort=updated&direction=desc";
    let first = api.get(path).await;
    let tag = first.headers()["etag"].to_str().expect("text").to_owned();
    let used = |response: &reqwest::Response| {
        response.headers()["x-ratelimit-used"]
            .to_str()
            .expect("text")
            .to_owned()
    };
    assert_eq!(used(&first), "1");
    let again = api
        .client
        .get(api.url(path))
        .bearer_auth("t")
        .header("if-none-match", &tag)
        .send()
        .await
        .expect("an answer");
    assert_eq!((again.status().as_u16(), used(&again).as_str()), (304, "1"));
    let change = Mutation::Retitle {
        repository: "acme/checkout".to_owned(),
        number: 3,
        title: "Another".to_owned(),
    };
    api.upstream.mutate(change).expect("there is a 3");
    let changed = api
        .client
        .get(api.url(path))
        .bearer_auth("t")
        .header("if-none-match", &tag)
        .send()
        .await
        .expect("an answer");
    assert_eq!((changed.status().as_u16(), used(&changed).as_str()), (200, "2"));
}

#[tokio::test]
async fn graphql_and_rest_tell_the_same_story() {
    let api = started(company()).await;
    let world = api.upstream.world();
    let repository = world.repository("acme/checkout").expect("it is there");
    let mut after = Value::Null;
    let mut seen = BTreeSet::new();
    loop {
        let body = api
            .graphql(
                PULLS,
                json!({"owner": "acme", "name": "checkout", "n": 25, "after": after}),
            )
            .await;
        assert!(body.get("errors").is_none(), "{}", body["errors"]);
        assert_eq!(body["data"]["rateLimit"]["cost"], 1);
        let page = &body["data"]["repository"]["pullRequests"];
        for pull in page["nodes"].as_array().expect("a list") {
            compare(repository, pull);
            seen.insert(pull["number"].as_u64().expect("a number"));
        }
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(seen, repository.pulls.keys().copied().collect());
}

fn compare(repository: &weir_upstream::Repository, pull: &Value) {
    let number = pull["number"].as_u64().expect("a number");
    let document = &repository.pulls[&number];
    for (ours, theirs) in [
        ("title", "title"),
        ("updatedAt", "updated_at"),
        ("mergedAt", "merged_at"),
        ("additions", "additions"),
    ] {
        assert_eq!(pull[ours], document[theirs], "{ours} of {number}");
    }
    assert_eq!(pull["fullDatabaseId"], json!(document["id"].to_string()));
    assert_eq!(pull["headRefOid"], document["head"]["sha"]);
    let items = pull["timelineItems"]["nodes"].as_array().expect("a list");
    let count = |kind: &str| items.iter().filter(|item| item["__typename"] == kind).count();
    assert_eq!(count("PullRequestReview"), repository.reviews[&number].len());
    assert_eq!(count("IssueComment"), repository.comments[&number].len());
    assert_eq!(count("PullRequestCommit"), repository.pull_commits[&number].len());
    let merged = usize::from(document["merged_at"].is_string());
    assert_eq!(count("MergedEvent"), merged, "{number}");
    let times: Vec<&str> = items
        .iter()
        .filter_map(|item| item["createdAt"].as_str())
        .collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[tokio::test]
async fn jobs_and_steps_hang_below_check_suites() {
    let api = started(company()).await;
    let world = api.upstream.world();
    let repository = world.repository("acme/checkout").expect("it is there");
    let nightly = repository
        .runs
        .iter()
        .find(|run| run["name"] == "Nightly")
        .expect("one");
    let body = api
        .graphql(
            CHECKS,
            json!({"ids": [nightly["check_suite_node_id"], "CS_nothing"]}),
        )
        .await;
    let suite = &body["data"]["nodes"][0];
    assert_eq!(suite["checkRuns"]["totalCount"], 33);
    assert_eq!(suite["checkRuns"]["pageInfo"]["hasNextPage"], true);
    assert_eq!(suite["checkRuns"]["nodes"][0]["steps"]["totalCount"], 3);
    assert!(suite["checkRuns"]["nodes"][0]["databaseId"].as_u64() > Some(u64::from(u32::MAX)));
    assert_eq!(body["data"]["nodes"][1], Value::Null);
    assert_eq!(body["errors"][0]["type"], "NOT_FOUND");
}

#[tokio::test]
async fn a_long_timeline_needs_another_page() {
    let api = started(Upstream::builder().world(World::load_thousand(1)).token("t")).await;
    let query = "query($after:String){repository(owner:\"acme\",name:\"monolith\"){pullRequest(number:8){
        timelineItems(first:100,after:$after){totalCount pageInfo{hasNextPage endCursor} nodes{__typename}}}}}";
    let first = api.graphql(query, json!({})).await;
    let items = &first["data"]["repository"]["pullRequest"]["timelineItems"];
    assert_eq!(items["pageInfo"]["hasNextPage"], true, "{items}");
    let rest = api
        .graphql(query, json!({"after": items["pageInfo"]["endCursor"]}))
        .await;
    let rest = rest["data"]["repository"]["pullRequest"]["timelineItems"]["nodes"]
        .as_array()
        .map_or(0, Vec::len);
    assert_eq!(json!(100 + rest), items["totalCount"]);
}

#[tokio::test]
async fn any_valid_query_is_answered() {
    let api = started(company()).await;
    let query = "query($deep:Boolean!){viewer{login} org:organization(login:\"acme\"){repositories(last:2,orderBy:{field:NAME,direction:ASC}){
        nodes{...Name defaultBranchRef{target{...on Commit{history(first:3){nodes{oid additions parents(first:2){nodes{oid}}}}}}}
        deployments(first:2,orderBy:{field:CREATED_AT,direction:DESC}){nodes{state latestStatus{state} statuses(first:5)@include(if:$deep){nodes{state}}}}}}}}
        fragment Name on Repository{nameWithOwner primaryLanguage{name}}";
    let body = api.graphql(query, json!({"deep": false})).await;
    assert!(body.get("errors").is_none(), "{body}");
    let nodes = &body["data"]["org"]["repositories"]["nodes"];
    assert_eq!(nodes[1]["nameWithOwner"], "acme/web");
    assert_eq!(nodes[1]["deployments"]["nodes"][0].get("statuses"), None);
    assert_eq!(
        nodes[1]["defaultBranchRef"]["target"]["history"]["nodes"]
            .as_array()
            .map(Vec::len),
        Some(3)
    );
    let introspected = api
        .graphql("{__type(name:\"PullRequest\"){fields{name}}}", json!({}))
        .await;
    assert!(introspected["data"]["__type"]["fields"].is_array());
}

#[tokio::test]
async fn the_world_changes_under_the_reader() {
    let api = started(company()).await;
    let change = |mutation| api.upstream.mutate(mutation).expect("it can be done");
    change(Mutation::Advance { seconds: 60 });
    let opened = change(Mutation::OpenPull {
        repository: "acme/docs".to_owned(),
        title: "New".to_owned(),
    });
    let number = opened["number"].as_u64().expect("a number");
    change(Mutation::MergePull {
        repository: "acme/docs".to_owned(),
        number,
    });
    let pull = api.json(&format!("/repos/acme/docs/pulls/{number}")).await;
    assert_eq!((&pull["title"], &pull["merged"]), (&json!("New"), &json!(true)));
    change(Mutation::RenameRepository {
        repository: "acme/docs".to_owned(),
        name: "handbook".to_owned(),
    });
    let plain = reqwest::Client::builder()
        .user_agent("t")
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let moved = plain
        .get(api.url("/repos/acme/docs/pulls"))
        .bearer_auth("t")
        .send()
        .await
        .expect("an answer");
    assert_eq!(moved.status(), 301);
    let listed = api.json("/repos/acme/docs/pulls?state=all&per_page=1").await;
    assert_eq!(listed[0]["base"]["repo"]["full_name"], "acme/handbook");
    change(Mutation::DeleteRepository {
        repository: "acme/handbook".to_owned(),
    });
    assert_eq!(api.get("/repos/acme/handbook").await.status(), 404);
    let gone = api
        .graphql("{repository(owner:\"acme\",name:\"handbook\"){id}}", json!({}))
        .await;
    assert_eq!(gone["errors"][0]["type"], "NOT_FOUND");
}

#[tokio::test]
async fn runs_are_searched_by_creation() {
    let api = started(company()).await;
    let all = api.json("/repos/acme/checkout/actions/runs?per_page=1").await["total_count"]
        .as_u64()
        .expect("a number");
    let part = |range: &'static str| {
        let api = &api;
        async move {
            api.json(&format!("/repos/acme/checkout/actions/runs?created={range}"))
                .await["total_count"]
                .as_u64()
        }
    };
    let early = part("2025-01-01T00:00:00Z..2026-05-01T00:00:00Z")
        .await
        .expect("a number");
    let late = part("2026-05-01T00:00:01Z..2026-12-31").await.expect("a number");
    assert_eq!(early + late, all);
    assert!(early > 0 && late > 0);
}
