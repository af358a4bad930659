//! GitHub's REST API: <https://docs.github.com/en/rest>.

mod account;
mod code;
mod delivery;
mod issues;
mod page;
mod pulls;
mod routes;

use std::collections::BTreeMap;

use serde_json::{Value, json};

pub(crate) use page::{Paged, page};
pub(crate) use routes::{ROUTES, Route, find};

use crate::limits::Standing;
use crate::world::{Repository, View, World};

/// A request to a route.
pub(crate) struct Call<'a> {
    pub(crate) world: &'a World,
    pub(crate) view: View<'a>,
    /// What stands in the path for each `{name}` of the route's pattern.
    pub(crate) path: BTreeMap<&'static str, String>,
    pub(crate) query: &'a BTreeMap<String, String>,
    /// Quotas, for `rate_limit`.
    pub(crate) standings: [Standing; 2],
}

/// How a document of a list is written out.
pub(crate) type Shape = fn(&Call<'_>, &Repository, &Value) -> Value;

/// What a route answers.
pub(crate) enum Reply<'a> {
    /// A list, of which the page asked for is written out; `key` is set when it stands in an object with
    /// `total_count`.
    List {
        repository: &'a Repository,
        items: Vec<&'a Value>,
        shape: Shape,
        key: Option<&'static str>,
    },
    /// A search that found more than it gives.
    Capped {
        repository: &'a Repository,
        items: Vec<&'a Value>,
        total: usize,
        key: &'static str,
    },
    /// The page asked for of a list of `total`, written out already.
    Made { documents: Vec<Value>, total: usize },
    /// Written out already.
    One(Value),
    /// Something else than 200.
    Refused(u16, Value),
    /// The thing has another address now.
    Moved(String),
}

impl<'a> Call<'a> {
    pub(crate) fn param(&self, name: &str) -> &str {
        self.path.get(name).map(String::as_str).unwrap_or_default()
    }

    pub(crate) fn number(&self, name: &str) -> u64 {
        self.param(name).parse().unwrap_or_default()
    }

    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// The repository that the path names, or the answer when there is none of that name.
    pub(crate) fn repository(&self) -> Result<&'a Repository, Reply<'a>> {
        let name = format!("{}/{}", self.param("owner"), self.param("repo"));
        if let Some(repository) = self.world.repository(&name) {
            return Ok(repository);
        }
        Err(match self.world.renamed(&name) {
            Some(repository) => Reply::Moved(format!("/repositories/{}", repository.id())),
            None => not_found(),
        })
    }
}

/// 404, as GitHub writes it.
pub(crate) fn not_found<'a>() -> Reply<'a> {
    Reply::Refused(404, message(404, "Not Found"))
}

/// An error's body.
pub(crate) fn message(status: u16, text: &str) -> Value {
    json!({"message": text, "documentation_url": "https://docs.github.com/rest", "status": status.to_string()})
}

/// The document as it is.
pub(crate) fn plain(call: &Call<'_>, _: &Repository, document: &Value) -> Value {
    call.view.full(document)
}

/// Sorts by a time and the id.
pub(crate) fn by_time(items: &mut [&Value], key: &str, descending: bool) {
    items.sort_by(|a, b| {
        let order = (a[key].as_str(), a["id"].as_u64()).cmp(&(b[key].as_str(), b["id"].as_u64()));
        if descending { order.reverse() } else { order }
    });
}

/// Keeps what changed at or after `since`.
pub(crate) fn since(call: &Call<'_>, items: &mut Vec<&Value>) {
    let Some(since) = call.option("since") else { return };
    // Both known trackers of this bug: GitHub answers nothing to the beginning of Unix time.
    if since.starts_with("1970-01-01") {
        items.clear();
    }
    items.retain(|item| item["updated_at"].as_str().is_some_and(|at| at >= since));
}
