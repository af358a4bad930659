//! GitHub's cost rule, on the cases of its documentation and on the queries that a good client sends.

use serde_json::{Value, json};
use weir_upstream::graphql::price;

use crate::support::{CHECKS, PULLS};

#[test]
fn the_queries_that_matter_cost_what_the_rule_says() {
    let pulls = price(PULLS, &json!({"owner": "o", "name": "n", "n": 50})).expect("valid");
    // 1 + 50 x (timelineItems, labels, files, closingIssuesReferences) = 201 calls.
    assert_eq!((pulls.cost, pulls.nodes), (2, 50 + 50 * (20 + 50 + 10 + 100)));
    let ids: Vec<String> = (0..50).map(|id| format!("CS_{id}")).collect();
    let checks = price(CHECKS, &json!({ "ids": ids })).expect("valid");
    // 50 + 50 x 30 = 1,550 calls.
    assert_eq!(checks.cost, 16);
    let repository = |place: usize| {
        format!(
            "r{place}:repository(owner:\"o\",name:\"n{place}\"){{pushedAt \
             pullRequests(first:1,orderBy:{{field:UPDATED_AT,direction:DESC}}){{nodes{{updatedAt}}}} \
             issues(first:1,orderBy:{{field:UPDATED_AT,direction:DESC}}){{nodes{{updatedAt}}}}}}"
        )
    };
    let probe: String = (0..100).map(repository).collect();
    assert_eq!(
        price(&format!("{{{probe}}}"), &Value::Null).expect("valid").cost,
        2
    );
}

#[test]
fn the_documentation_s_own_example() {
    let query =
        "{viewer{login repositories(first:100){edges{node{id issues(first:50){edges{node{id labels(first:60)
        {edges{node{id name}}}}}}}}}}}";
    let price = price(query, &Value::Null).expect("valid");
    // 1 + 100 + 5,000 requests are 51 points; 100 + 5,000 + 300,000 nodes.
    assert_eq!((price.cost, price.nodes), (51, 305_100));
}

#[test]
fn too_much_is_refused_in_github_s_words() {
    let refused = |query: &str| price(query, &Value::Null).expect_err("refused")["errors"][0].clone();
    let missing = refused("{viewer{repositories{nodes{id}}}}");
    assert_eq!(missing["type"], "MISSING_PAGINATION_BOUNDARIES");
    let excessive = refused("{viewer{repositories(first:101){nodes{id}}}}");
    assert_eq!(excessive["type"], "EXCESSIVE_PAGINATION");
    let deep =
        "{viewer{repositories(first:100){nodes{issues(first:100){nodes{labels(first:100){nodes{id}}}}}}}}";
    assert_eq!(refused(deep)["type"], "MAX_NODE_LIMIT_EXCEEDED");
    let unknown = refused("{viewer{nonsense}}");
    assert!(
        unknown["message"]
            .as_str()
            .is_some_and(|text| text.contains("nonsense")),
        "{unknown}"
    );
}
