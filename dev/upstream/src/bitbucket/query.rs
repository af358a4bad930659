//! Filters and orders: <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#filtering>.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::refusal;
use crate::server::answer::Answer;

/// Keeps and orders what a request asks for, by the members of the documents.
pub(super) fn apply(
    items: &mut Vec<Value>,
    (filter, order): (Option<&str>, Option<&str>),
) -> Result<(), Answer> {
    if let Some(filter) = filter {
        let condition = Condition::read(filter).ok_or_else(|| {
            refusal(
                400,
                &format!("The query parameter q has invalid syntax: {filter}"),
            )
        })?;
        items.retain(|item| condition.holds(item));
    }
    let Some(order) = order else { return Ok(()) };
    let (name, descending) = match order.strip_prefix('-') {
        Some(name) => (name, true),
        None => (order, false),
    };
    items.sort_by_cached_key(|item| (item[name].as_str().map(str::to_owned), item["id"].as_u64()));
    if descending {
        items.reverse();
    }
    Ok(())
}

/// A time that is at least so, or a text that is so.
enum Condition<'a> {
    Since(&'a str, DateTime<Utc>),
    Is(String, &'a str),
}

impl<'a> Condition<'a> {
    fn read(filter: &'a str) -> Option<Self> {
        if let Some((name, moment)) = filter.split_once(">=") {
            return Some(Self::Since(name.trim(), moment.trim().parse().ok()?));
        }
        let (name, text) = filter.split_once('=')?;
        let text = text.trim().strip_prefix('"')?.strip_suffix('"')?;
        Some(Self::Is(format!("/{}", name.trim().replace('.', "/")), text))
    }

    fn holds(&self, item: &Value) -> bool {
        match self {
            Self::Since(name, since) => {
                let moment = item[*name]
                    .as_str()
                    .and_then(|text| text.parse::<DateTime<Utc>>().ok());
                moment.is_some_and(|moment| moment >= *since)
            }
            Self::Is(pointer, text) => item.pointer(pointer).and_then(Value::as_str) == Some(*text),
        }
    }
}
