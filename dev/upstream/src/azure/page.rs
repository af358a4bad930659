//! Paging by `$top` and `$skip`: nothing tells the end but an empty page.

use serde_json::{Value, json};

use super::routes::Call;
use crate::server::answer::Answer;

/// A list that is wrapped, as all of them are, and not paged.
pub(super) fn whole(all: &[Value]) -> Answer {
    Answer::json(200, &json!({"value": all, "count": all.len()}))
}

/// The page asked for, of at most `most` entries.
pub(super) fn page<T>(
    call: &Call<'_>,
    all: &[T],
    (usual, most): (usize, usize),
    write: impl Fn(&T) -> Value,
) -> Answer {
    let number = |name: &str| call.option(name).and_then(|text| text.parse::<usize>().ok());
    let size = number("$top").unwrap_or(usual).min(most);
    let skipped = all.iter().skip(number("$skip").unwrap_or(0)).take(size);
    whole(&skipped.map(write).collect::<Vec<_>>())
}
