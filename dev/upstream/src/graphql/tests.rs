use apollo_compiler::schema::ExtendedType;

use super::schema::SCHEMA;
use super::{price, types};
use serde_json::json;

#[test]
fn a_small_query_costs_one_point() {
    let query = "query($n:Int!){repository(owner:\"o\",name:\"n\"){pullRequests(first:$n){nodes{number}}}}";
    let price = price(query, &json!({"n": 50})).expect("a valid query");
    assert_eq!(
        (price.cost, price.nodes, price.page, price.connections),
        (1, 50, 50, 1)
    );
}

#[test]
fn every_field_of_the_schema_has_a_source() {
    // Made by code instead of tables, or never answered.
    let elsewhere = |name: &str| {
        name.ends_with("Connection") || name.ends_with("Edge") || ["PageInfo", "Tag"].contains(&name)
    };
    let mut missing = Vec::new();
    for (name, ty) in &SCHEMA.types {
        let ExtendedType::Object(object) = ty else {
            continue;
        };
        if ty.is_built_in() || elsewhere(name) {
            continue;
        }
        let fields = object
            .fields
            .keys()
            .filter(|field| types::source(name, field).is_none());
        missing.extend(fields.map(|field| format!("{name}.{field}")));
    }
    assert!(missing.is_empty(), "{missing:?}");
}
