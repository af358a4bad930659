use serde_json::json;

use super::price;

#[test]
fn a_small_query_costs_one_point() {
    let query = "query($n:Int!){repository(owner:\"o\",name:\"n\"){pullRequests(first:$n){nodes{number}}}}";
    let price = price(query, &json!({"n": 50})).expect("a valid query");
    assert_eq!(
        (price.cost, price.nodes, price.page, price.connections),
        (1, 50, 50, 1)
    );
}
