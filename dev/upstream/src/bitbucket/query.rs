//! Filters and orders: <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#filtering>.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::refusal;
use crate::server::answer::Answer;

/// A text of an entry by its name in documents.
pub(super) type Text<T> = for<'a> fn(&'a T, &str) -> Option<&'a str>;

/// Keeps and orders what a request asks for.
pub(super) fn apply<T>(
    items: &mut Vec<T>,
    (filter, order): (Option<&str>, Option<&str>),
    text: Text<T>,
) -> Result<(), Answer> {
    if let Some(filter) = filter {
        let condition = Condition::read(filter).ok_or_else(|| {
            refusal(
                400,
                &format!("The query parameter q has invalid syntax: {filter}"),
            )
        })?;
        items.retain(|item| condition.holds(item, text));
    }
    let Some(order) = order else { return Ok(()) };
    let (name, descending) = match order.strip_prefix('-') {
        Some(name) => (name, true),
        None => (order, false),
    };
    items.sort_by(|one, other| text(one, name).cmp(&text(other, name)));
    if descending {
        items.reverse();
    }
    Ok(())
}

/// A text of a document.
pub(super) fn of_document<'a>(document: &'a Value, name: &str) -> Option<&'a str> {
    let member = name
        .split('.')
        .try_fold(document, |value, name| value.get(name))?;
    member.as_str()
}

/// A time that is at least so, or a text that is so.
enum Condition<'a> {
    Since(&'a str, DateTime<Utc>),
    Is(&'a str, &'a str),
}

impl<'a> Condition<'a> {
    fn read(filter: &'a str) -> Option<Self> {
        if let Some((name, moment)) = filter.split_once(">=") {
            return Some(Self::Since(name.trim(), moment.trim().parse().ok()?));
        }
        let (name, text) = filter.split_once('=')?;
        let text = text.trim().strip_prefix('"')?.strip_suffix('"')?;
        Some(Self::Is(name.trim(), text))
    }

    fn holds<T>(&self, item: &T, text: Text<T>) -> bool {
        match self {
            Self::Since(name, since) => {
                let moment = text(item, name).and_then(|text| text.parse::<DateTime<Utc>>().ok());
                moment.is_some_and(|moment| moment >= *since)
            }
            Self::Is(name, wanted) => text(item, name) == Some(wanted),
        }
    }
}
