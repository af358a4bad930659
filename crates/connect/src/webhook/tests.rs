use serde_json::json;

use super::{Only, Rule, Where, touched};

const PLACE: Where = Where {
    id: "/repo/id",
    name: "/repo/name",
    action: "/action",
};

const RULES: &[Rule] = &[
    Rule::of("note", "changes", "/change/number").only(Only::With("/change")),
    Rule::of("note", "tickets", "/ticket/number").only(Only::Without("/change")),
    Rule::of("change", "changes", "/change/number").gone(&["removed"]),
    Rule::of("push", "commits", ""),
    Rule::of("push", "commits", ""),
];

fn read(event: &str, body: &serde_json::Value) -> Vec<String> {
    touched(RULES, &PLACE, event, body)
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn rules_say_what_is_touched() {
    let mut body =
        json!({"repo": {"id": 7, "name": "acme/web"}, "change": {"number": 3}, "action": "removed"});
    assert_eq!(read("note", &body), ["changes acme/web 3"]);
    assert_eq!(read("change", &body), ["changes acme/web 3 (gone)"]);
    assert_eq!(read("push", &body), ["commits acme/web"], "once");
    assert_eq!(read("other", &body), Vec::<String>::new());
    body["change"] = json!(null);
    body["ticket"] = json!({"number": "T-9"});
    assert_eq!(read("note", &body), ["tickets acme/web T-9"]);
    assert_eq!(read("change", &body), Vec::<String>::new(), "no key, no thing");
    let spot = touched(RULES, &PLACE, "note", &body).remove(0).partition.unwrap();
    assert_eq!(spot.id.as_deref(), Some("7"));
}
