//! Paging by number and by keyset: <https://docs.gitlab.com/api/rest/#pagination>.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Call, Route};
use crate::limits::Limits;
use crate::server::answer::Answer;
use crate::server::pipeline::Incoming;

/// Cuts the page asked for out of a list and writes it out.
pub(super) fn answer<T: std::borrow::Borrow<Value>>(
    call: &Call<'_>,
    incoming: &Incoming,
    (route, limits, stuck): (&Route, &Limits, bool),
    items: &[T],
    write: impl Fn(&T) -> Value,
) -> Answer {
    let number = |name: &str| call.option(name).and_then(|text| text.parse::<usize>().ok());
    let size = number("per_page").unwrap_or(20).clamp(1, 100);
    let address = format!("{}{}", incoming.api, incoming.path);
    let written = |page: &[T]| Answer::json(200, &Value::Array(page.iter().map(&write).collect()));
    if call.option("pagination") == Some("keyset") {
        let Some(parameter) = route.keyset else {
            let body = json!({"error": "Keyset pagination is not yet available for this type of request"});
            return Answer::json(405, &body);
        };
        let (page, next) = keyset(call, items, (size, parameter));
        let answer = written(&items[page]);
        return match next {
            Some(next) => {
                let next = link(&address, &incoming.query, (parameter, &next), "next");
                answer.header("link", next)
            }
            None => answer,
        };
    }
    let current = number("page").unwrap_or(1).max(1);
    let (begin, most) = (
        (current - 1) * size,
        usize::try_from(limits.gitlab_offset).unwrap_or(usize::MAX),
    );
    if begin >= most {
        let text = format!(
            "Offset pagination has a maximum allowed offset of {most} for requests that return objects of this type. \
             Remaining records can be retrieved using keyset pagination."
        );
        return Answer::json(405, &json!({ "error": text }));
    }
    let end = (begin + size).min(items.len());
    let answer = written(items.get(begin..end).unwrap_or_default());
    numbered(
        answer,
        (&address, &incoming.query),
        (current, size, items.len()),
        (most / 5, stuck),
    )
}

/// Headers of a numbered page. Beyond a number of rows nothing is said about the whole.
fn numbered(
    mut answer: Answer,
    (address, query): (&str, &BTreeMap<String, String>),
    (current, size, length): (usize, usize, usize),
    (countable, stuck): (usize, bool),
) -> Answer {
    let last = length.div_ceil(size).max(1);
    let mut links = Vec::new();
    let page = |number: usize, relation| link(address, query, ("page", &number.to_string()), relation);
    if current > 1 {
        links.push(page(current - 1, "prev"));
    }
    let next = (current < last).then_some(if stuck { current } else { current + 1 });
    if let Some(next) = next {
        links.push(page(next, "next"));
    }
    links.push(page(1, "first"));
    let text = |number: Option<usize>| number.map_or(String::new(), |number| number.to_string());
    if length <= countable {
        links.push(page(last, "last"));
        answer = answer
            .header("x-total", length.to_string())
            .header("x-total-pages", last.to_string());
    }
    answer
        .header("link", links.join(", "))
        .header("x-page", current.to_string())
        .header("x-per-page", size.to_string())
        .header("x-next-page", text(next))
        .header("x-prev-page", text((current > 1).then(|| current - 1)))
}

/// The items behind the one that the parameter names, and the name of the last of them when there are more.
fn keyset<T: std::borrow::Borrow<Value>>(
    call: &Call<'_>,
    items: &[T],
    (size, parameter): (usize, &str),
) -> (std::ops::Range<usize>, Option<String>) {
    let id = |item: &T| item.borrow()["id"].to_string();
    let begin = call.option(parameter).map_or(0, |last| {
        items
            .iter()
            .position(|item| id(item) == last)
            .map_or(items.len(), |place| place + 1)
    });
    let end = (begin + size).min(items.len());
    let next = items.get(end - 1).filter(|_| end < items.len()).map(id);
    (begin..end, next)
}

fn link(
    address: &str,
    query: &BTreeMap<String, String>,
    (name, value): (&str, &str),
    relation: &str,
) -> String {
    let mut text = url::form_urlencoded::Serializer::new(String::new());
    for (key, value) in query.iter().filter(|(key, _)| *key != name) {
        text.append_pair(key, value);
    }
    text.append_pair(name, value);
    format!("<{address}?{}>; rel=\"{relation}\"", text.finish())
}
