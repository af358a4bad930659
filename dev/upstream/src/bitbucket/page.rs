//! Paging: <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination>. Clients follow `next` as it is.

use serde_json::{Value, json};

use super::routes::Call;
use super::{fields::Fields, query, refusal};
use crate::server::answer::Answer;

/// How a list is answered.
#[derive(Clone, Copy)]
pub(super) struct List {
    /// Most entries on a page.
    pub(super) most: usize,
    /// Whether the next page is named by a context rather than a number, and nothing says how many there are.
    pub(super) by_context: bool,
    /// Members that are given only to those who ask.
    pub(super) hidden: &'static [&'static str],
}

impl List {
    pub(super) const fn of(most: usize) -> Self {
        Self {
            most,
            by_context: false,
            hidden: &[],
        }
    }

    pub(super) const fn hiding(self, hidden: &'static [&'static str]) -> Self {
        Self { hidden, ..self }
    }
}

/// Cuts the page asked for out of a list of documents, filtered and sorted as the request says.
pub(super) fn answer(call: &Call<'_>, list: List, mut items: Vec<Value>) -> Answer {
    match query::apply(&mut items, call.asked(), query::of_document) {
        Ok(()) => cut(call, list, &items, Clone::clone),
        Err(answer) => answer,
    }
}

/// Cuts the page asked for out of a list, and writes out what is on it.
pub(super) fn cut<T>(call: &Call<'_>, list: List, items: &[T], write: impl Fn(&T) -> Value) -> Answer {
    let number = |name: &str| call.option(name).and_then(|text| text.parse::<usize>().ok());
    let size = number("pagelen").unwrap_or(10);
    if size > list.most {
        return refusal(400, "Invalid pagelen");
    }
    let size = size.min(call.most).max(1);
    let context = call
        .option("ctx")
        .and_then(|text| usize::from_str_radix(text, 36).ok());
    let begin = context.unwrap_or_else(|| (number("page").unwrap_or(1).max(1) - 1) * size);
    let end = (begin + size).min(items.len());
    let fields = Fields::read(call.option("fields"));
    let page = items.get(begin..end).unwrap_or_default();
    let mut values: Vec<Value> = page.iter().map(write).collect();
    for entry in &mut values {
        fields.abridge(entry, list.hidden, true);
    }
    let mut answer = json!({"pagelen": size, "values": values});
    if !list.by_context {
        answer["size"] = json!(items.len());
        answer["page"] = json!(begin / size + 1);
    }
    if end < items.len() {
        let (name, value) = match (list.by_context, call.is_stuck) {
            (true, stuck) => ("ctx", written(if stuck { begin } else { end })),
            (false, stuck) => ("page", (begin / size + if stuck { 1 } else { 2 }).to_string()),
        };
        answer["next"] = json!(call.address((name, &value)));
    }
    Answer::json(200, &fields.keep(answer))
}

/// A number that does not look like one.
fn written(mut number: usize) -> String {
    let mut text = Vec::new();
    while number > 0 || text.is_empty() {
        text.push(char::from_digit((number % 36).try_into().unwrap_or_default(), 36).unwrap_or('0'));
        number /= 36;
    }
    text.into_iter().rev().collect()
}
