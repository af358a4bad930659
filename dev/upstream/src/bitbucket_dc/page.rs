//! Paging: `start`, `limit`, `isLastPage`, `nextPageStart`.
//! <https://developer.atlassian.com/server/bitbucket/rest/v1000/intro/#pagination>

use serde_json::{Map, Value, json};

use super::routes::Call;
use crate::server::answer::Answer;

/// Entries that are counted but not shown stand before the second page: what comes next is not `start + limit`.
const HIDDEN: usize = 3;

/// Cuts the page asked for out of a list and writes it out.
pub(super) fn answer<T>(call: &Call<'_>, most: usize, items: &[T], write: impl Fn(&T) -> Value) -> Answer {
    let start = call.number("start").unwrap_or(0);
    let limit = call
        .number("limit")
        .unwrap_or(25)
        .clamp(1, most.min(call.installation.page).max(1));
    let from = start
        .saturating_sub(if start > 0 { HIDDEN } else { 0 })
        .min(items.len());
    let to = (from + limit).min(items.len());
    let values: Vec<Value> = items[from..to].iter().map(write).collect();
    let mut page = Map::from_iter([
        ("size".to_owned(), json!(values.len())),
        ("limit".to_owned(), json!(limit)),
        ("isLastPage".to_owned(), json!(to == items.len())),
        ("values".to_owned(), Value::Array(values)),
        ("start".to_owned(), json!(start)),
    ]);
    if to < items.len() {
        let next = if call.stuck { start } else { to + HIDDEN };
        page.insert("nextPageStart".to_owned(), json!(next));
    }
    Answer::json(200, &Value::Object(page))
}
