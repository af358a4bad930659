//! Values of custom fields.

use serde_json::Value;
use weir_model::Time;

/// Names under which objects carry what people read.
const READABLE: &[&str] = &["value", "displayName", "name", "key", "emailAddress"];

/// A value as people read it: every entry of a list.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    }
}

fn one(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Object(fields) => {
            let own = READABLE.iter().find_map(|name| fields.get(*name)?.as_str());
            let own = own.map(str::to_owned).or_else(|| super::text::plain(value))?;
            // Cascading lists have the second choice inside the first.
            match fields.get("child").and_then(one) {
                Some(child) => Some(format!("{own} > {child}")),
                None => Some(own),
            }
        }
        Value::Null | Value::Array(_) => None,
    }
}

/// A value that is a moment or a day.
pub(super) fn time(value: &Value) -> Option<Time> {
    Time::parse(value.as_str()?)
}

/// The ids of sprints in a sprint field: objects on Cloud, printed Java objects on Data Center
/// (`…Sprint@1b2[id=37,rapidViewId=1,state=CLOSED,name=Sprint 1,…]`).
pub(super) fn sprints(value: &Value) -> Vec<String> {
    let id = |entry: &Value| match entry {
        Value::Object(fields) => fields.get("id").and_then(Value::as_i64).map(|id| id.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => {
            let rest = text
                .split(['[', ','])
                .find_map(|part| part.trim().strip_prefix("id="))?;
            Some(rest.trim_end_matches(']').to_owned())
        }
        _ => None,
    };
    match value {
        Value::Array(list) => list.iter().filter_map(id).collect(),
        value => id(value).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{sprints, texts};

    #[test]
    fn values_are_read_as_people_see_them() {
        let cascade = json!({"value": "Europe", "child": {"value": "Austria"}});
        assert_eq!(texts(&cascade), ["Europe > Austria"]);
        assert_eq!(texts(&json!([{"name": "a"}, "b", 3, null])), ["a", "b", "3"]);
        assert!(texts(&json!(null)).is_empty());
    }

    #[test]
    fn sprints_are_objects_or_printed_objects() {
        let printed =
            "com.atlassian.greenhopper.service.sprint.Sprint@1f[id=37,rapidViewId=2,state=CLOSED,name=S 1]";
        assert_eq!(
            sprints(&json!([printed, "x.Sprint@2[rapidViewId=1,id=38]"])),
            ["37", "38"]
        );
        assert_eq!(sprints(&json!([{"id": 39, "name": "S"}])), ["39"]);
        assert!(sprints(&json!(null)).is_empty());
    }
}
