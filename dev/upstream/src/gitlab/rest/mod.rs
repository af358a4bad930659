//! GitLab's REST API.

mod delivery;
mod page;
mod places;
mod routes;
mod work;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use routes::Route;

use super::documents::View;
use super::{insufficient_scope, refusal};
use crate::faults::FaultKind;
use crate::server::answer::Answer;
use crate::server::pipeline::Incoming;
use crate::server::{Shared, Token};
use crate::world::Repository;

/// A request to a route.
struct Call<'a> {
    view: View<'a>,
    path: BTreeMap<&'static str, String>,
    query: &'a BTreeMap<String, String>,
    token: Option<&'a Token>,
}

type Write<'a> = Box<dyn Fn(&'a Value) -> Value + 'a>;

/// What a route answers.
enum Reply<'a> {
    /// The documents of a list in their order; those of the page are written out.
    List(Vec<&'a Value>, Write<'a>),
    /// A list written out already.
    Made(Vec<Value>),
    /// One document.
    One(Value),
    /// Something else than 200.
    Refused(u16, &'static str),
}

fn missing<'a>() -> Reply<'a> {
    Reply::Refused(404, "404 Not found")
}

impl<'a> Call<'a> {
    fn param(&self, name: &str) -> &str {
        self.path.get(name).map(String::as_str).unwrap_or_default()
    }

    fn number(&self, name: &str) -> u64 {
        self.param(name).parse().unwrap_or_default()
    }

    fn option(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// The project of the path, by its number or its path; a path it had before still leads there.
    fn project(&self) -> Option<&'a Repository> {
        let (world, id) = (self.view.world, self.param("id"));
        match id.parse::<u64>() {
            Ok(number) => world.repositories.iter().find(|one| one.id() == number),
            Err(_) => world.repository(id).or_else(|| world.renamed(id)),
        }
    }

    /// A list of the project's.
    fn of_project(&self, list: impl FnOnce(&'a Repository) -> Reply<'a>) -> Reply<'a> {
        self.project()
            .map_or(Reply::Refused(404, "404 Project Not Found"), list)
    }

    /// Keeps and sorts what `order_by`, `sort` and the bounds of the modification time say.
    fn sorted(&self, items: &mut Vec<&'a Value>, changed: impl Fn(&'a Value) -> &'a str, inclusive: bool) {
        let moment = |text: &str| text.parse::<DateTime<Utc>>().ok();
        let bound = |name: &str| self.option(name).and_then(moment);
        if let Some(after) = bound("updated_after") {
            items.retain(|item| {
                moment(changed(item)).is_some_and(|at| at > after || (inclusive && at == after))
            });
        }
        if let Some(before) = bound("updated_before") {
            items.retain(|item| moment(changed(item)).is_some_and(|at| at <= before));
        }
        let id = |item: &Value| item["id"].as_u64();
        match self.option("order_by") {
            Some("updated_at") => items.sort_by_key(|item| (changed(item).to_owned(), id(item))),
            Some("id") | None => items.sort_by_key(|item| id(item)),
            Some(_) => items.sort_by_key(|item| (super::text(item, "created_at").to_owned(), id(item))),
        }
        if self.option("sort") != Some("asc") {
            items.reverse();
        }
    }
}

/// Answers a REST request.
pub(super) fn answer(
    shared: &Shared,
    incoming: &Incoming,
    token: Option<&Token>,
    fault: Option<FaultKind>,
) -> Answer {
    let found = incoming.path.strip_prefix("/api/v4").and_then(routes::find);
    let Some((route, path)) = found.filter(|_| incoming.method == http::Method::GET) else {
        return Answer::json(404, &json!({"error": "404 Not Found"}));
    };
    if let Some(answer) = lacking(route, token) {
        return answer;
    }
    let world = shared.world();
    let call = Call {
        view: View {
            world: &world,
            root: &incoming.api,
        },
        path,
        query: &incoming.query,
        token,
    };
    let limits = &shared.meter.limits;
    let stuck = fault == Some(FaultKind::RepeatedCursor);
    match (route.answer)(&call) {
        Reply::List(items, write) => page::answer(&call, incoming, (route, limits, stuck), &items, |item| {
            write(item)
        }),
        Reply::Made(items) => page::answer(&call, incoming, (route, limits, stuck), &items, Clone::clone),
        Reply::One(document) => Answer::json(200, &document),
        Reply::Refused(status, text) => refusal(status, text),
    }
}

/// A scope is refused in other words than a role.
fn lacking(route: &Route, token: Option<&Token>) -> Option<Answer> {
    let lacks = &token?.lacks;
    let lacks = |name: &str| lacks.iter().any(|one| one == name);
    if lacks("read_api") && !route.permission.is_empty() {
        return Some(insufficient_scope());
    }
    lacks(route.permission).then(|| refusal(403, "403 Forbidden"))
}
