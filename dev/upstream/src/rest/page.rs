use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Call, Shape};
use crate::world::Repository;

/// The body of one page of a list and what its `Link` header says.
pub(crate) struct Paged {
    pub(crate) body: Value,
    /// Relation, page number.
    pub(crate) links: Vec<(&'static str, usize)>,
}

/// Size and number of the page asked for.
/// <https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api>
pub(crate) fn asked(call: &Call<'_>) -> (usize, usize) {
    let number = |name: &str| call.option(name).and_then(|text| text.parse::<usize>().ok());
    (
        number("per_page").unwrap_or(30).clamp(1, 100),
        number("page").unwrap_or(1).max(1),
    )
}

/// Cuts the page asked for and writes it out. `total` is what `total_count` says, in the object under `key`.
pub(crate) fn page(
    call: &Call<'_>,
    repository: &Repository,
    items: &[&Value],
    (shape, key, total): (Shape, Option<&'static str>, usize),
) -> Paged {
    let (size, current) = asked(call);
    let documents = items.iter().skip((current - 1) * size).take(size);
    let documents: Vec<Value> = documents
        .map(|document| shape(call, repository, document))
        .collect();
    let body = match key {
        None => Value::Array(documents),
        Some(key) => json!({"total_count": total, key: documents}),
    };
    Paged::new(call, body, items.len())
}

impl Paged {
    /// A page of a list of that length.
    pub(crate) fn new(call: &Call<'_>, body: Value, length: usize) -> Self {
        let (size, current) = asked(call);
        let last = length.div_ceil(size).max(1);
        let mut links = Vec::new();
        if current > 1 {
            links.push(("prev", current - 1));
        }
        if current < last {
            links.push(("next", current + 1));
            links.push(("last", last));
        }
        if current > 1 {
            links.push(("first", 1));
        }
        Self { body, links }
    }

    /// The header, for a list at that address; `stuck` says that the next page is this one.
    pub(crate) fn header(
        &self,
        address: &str,
        query: &BTreeMap<String, String>,
        stuck: bool,
    ) -> Option<String> {
        if self.links.is_empty() {
            return None;
        }
        let current = query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
        let links = self.links.iter().map(|(relation, page)| {
            let page = if stuck && *relation == "next" {
                current
            } else {
                *page
            };
            let mut text = url::form_urlencoded::Serializer::new(String::new());
            for (key, value) in query.iter().filter(|(key, _)| *key != "page") {
                text.append_pair(key, value);
            }
            text.append_pair("page", &page.to_string());
            format!("<{address}?{}>; rel=\"{relation}\"", text.finish())
        });
        Some(links.collect::<Vec<_>>().join(", "))
    }
}
