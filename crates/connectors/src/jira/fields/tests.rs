use serde_json::{Value, json};

use super::{prepare, prepare_project, read};

fn catalogue() -> Value {
    json!([
        {"id": "summary", "name": "Summary", "schema": {"type": "string", "system": "summary"}},
        {"id": "comment", "name": "Comment", "schema": {"type": "comments-page", "system": "comment"}},
        {"id": "customfield_1", "name": "Story Points", "schema": {"type": "number", "custom": "x:float"}},
        {"id": "customfield_2", "name": "Story point estimate",
         "schema": {"type": "number", "custom": "com.pyxis.greenhopper.jira:jsw-story-points"}},
        {"id": "customfield_3", "name": "Sprint", "schema": {"type": "array", "custom": "com.pyxis.greenhopper.jira:gh-sprint"}},
        {"id": "customfield_4", "name": "Epic Link", "schema": {"type": "any", "custom": "com.pyxis.greenhopper.jira:gh-epic-link"}},
        {"id": "customfield_5", "name": "Team", "schema": {"type": "option", "custom": "x:select"}},
    ])
}

#[test]
fn fields_are_detected_by_their_types() {
    let context = read(&json!({"url": "https://acme.atlassian.net/"}), &catalogue()).unwrap();
    assert_eq!(
        context["setup"]["story_points"],
        json!(["customfield_1", "customfield_2"])
    );
    assert_eq!(context["setup"]["sprint"], json!(["customfield_3"]));
    assert_eq!(context["setup"]["epic"], json!(["customfield_4"]));
    assert_eq!(context["setup"]["site"], json!("https://acme.atlassian.net"));
    assert_eq!(context["scope"], json!(""));
    let asked = context["fields"].as_array().unwrap();
    assert!(asked.contains(&json!("customfield_2")) && !asked.contains(&json!("customfield_5")));
}

#[test]
fn what_is_set_by_hand_stands() {
    let config = json!({
        "url": "https://api.atlassian.com/ex/jira/1", "story_points_field": "team", "custom_fields": ["Team"],
        "projects": ["AB", "CD"], "jql": "labels = x OR labels = y", "fetch_comments": false,
    });
    let context = read(&config, &catalogue()).unwrap();
    assert_eq!(context["setup"]["story_points"], json!(["customfield_5"]));
    assert_eq!(context["setup"]["custom"], json!({"customfield_5": "Team"}));
    assert_eq!(context["setup"]["site"], Value::Null);
    assert_eq!(
        context["scope"],
        json!("project in (\"AB\", \"CD\") AND (labels = x OR labels = y) AND ")
    );
    assert!(!context["fields"].as_array().unwrap().contains(&json!("comment")));
    let mut other = json!({"key": "EF"});
    prepare_project(&mut other, &context);
    assert_eq!(other, Value::Null);
    for (wrong, said) in [
        (json!({"epic_field": "Nothing"}), "no field `Nothing`"),
        (json!({"jql": "a = b Order By c"}), "ORDER BY"),
    ] {
        assert!(read(&wrong, &catalogue()).unwrap_err().contains(said));
    }
}

#[test]
fn excluded_fields_leave_no_trace() {
    let config = json!({"exclude_fields": ["Summary", "comment", "Sprint", "status", "userDetails"]});
    let context = read(&config, &catalogue()).unwrap();
    let asked = context["fields"].as_array().unwrap();
    for gone in ["summary", "comment", "customfield_3"] {
        assert!(!asked.contains(&json!(gone)), "{gone}");
    }
    assert!(
        asked.contains(&json!("status")),
        "without a status there is no issue"
    );
    let mut record = json!({
        "fields": {"creator": {"accountId": "1", "displayName": "Ada", "emailAddress": "a@b", "avatarUrls": {}}},
        "changelog": {"histories": [{"items": [
            {"field": "summary", "fieldId": "summary", "toString": "secret"},
            {"field": "Sprint", "toString": "secret"},
            {"field": "assignee", "to": "1", "toString": "Ada"},
        ]}]},
    });
    prepare(&mut record, &context);
    let text = record.to_string();
    assert!(
        !text.contains("secret")
            && !text.contains("Ada")
            && !text.contains("a@b")
            && !text.contains("avatar")
    );
    assert_eq!(
        record["changelog"]["histories"][0]["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(record["fields"]["creator"], json!({"accountId": "1"}));
}
