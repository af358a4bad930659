//! An upstream on loopback with every page style, quotas on the test's clock, and faults on demand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use weir_ingest::{Clock, TestClock};
use weir_model::Time;

/// Start of the test's time: 2024-06-01.
pub(crate) const NOW: i64 = 1_717_200_000;
pub(crate) const DAY: i64 = 86_400;

/// A thing of a repository.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) id: u64,
    pub(crate) created: i64,
    pub(crate) updated: Option<i64>,
    pub(crate) comments: u64,
}

/// A misbehaviour.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    Status(u16, Vec<(&'static str, String)>, &'static str),
    Html,
    Truncated,
    Dropped,
    Body(Value),
}

/// When a fault happens.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) path: &'static str,
    /// Requests to that path that go well before it.
    pub(crate) after: usize,
    pub(crate) times: usize,
    pub(crate) fault: Fault,
}

#[derive(Default)]
pub(crate) struct World {
    pub(crate) repositories: BTreeMap<u64, String>,
    pub(crate) items: BTreeMap<String, Vec<Item>>,
    pub(crate) faults: Vec<Plan>,
    pub(crate) log: Vec<String>,
    pub(crate) tokens: Vec<String>,
    /// Requests in an hour, with the time the hour began and what was spent.
    pub(crate) quota: Option<(u64, i64, u64)>,
    pub(crate) repeat_cursor: bool,
    /// Tokens that are let in; everybody without.
    pub(crate) accepted: Option<BTreeSet<String>>,
    /// Requests in an hour for each token, and what each has spent.
    pub(crate) each: Option<(u64, BTreeMap<String, u64>)>,
    /// Header on every answer.
    pub(crate) header: Option<(&'static str, &'static str)>,
    /// Hands out tokens.
    pub(crate) tokens_of: super::tokens::Server,
    /// GraphQL pages larger than this fail with 502.
    pub(crate) heavy_above: Option<u64>,
}

pub(crate) struct Upstream {
    pub(crate) url: String,
    pub(crate) world: Arc<Mutex<World>>,
    pub(crate) clock: Arc<TestClock>,
}

#[derive(Clone)]
struct Shared {
    world: Arc<Mutex<World>>,
    clock: Arc<TestClock>,
    url: String,
}

impl Upstream {
    pub(crate) async fn start(world: World) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let world = Arc::new(Mutex::new(world));
        let clock = Arc::new(TestClock::new(Time::from_seconds(NOW)));
        let shared = Shared {
            world: Arc::clone(&world),
            clock: Arc::clone(&clock),
            url: url.clone(),
        };
        let app = Router::new().fallback(answer).with_state(shared);
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { url, world, clock }
    }

    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        change(&mut self.world.lock().unwrap())
    }

    /// The requests since the last call.
    pub(crate) fn take_log(&self) -> Vec<String> {
        self.change(|world| std::mem::take(&mut world.log))
    }
}

impl World {
    /// One repository `acme/api` with items spread evenly over so many days.
    pub(crate) fn with_items(count: u64, days: i64) -> Self {
        let mut world = Self::default();
        world.add_repository(1, "acme/api", count, days);
        world
    }

    pub(crate) fn add_repository(&mut self, id: u64, name: &str, count: u64, days: i64) {
        let step = days * DAY / i64::try_from(count.max(1)).unwrap();
        let item = |n: u64| {
            let at = NOW - 3600 - i64::try_from(n).unwrap() * step;
            Item {
                id: id * 100_000 + count - n,
                created: at,
                updated: Some(at),
                comments: n % 5,
            }
        };
        self.repositories.insert(id, name.to_owned());
        self.items.insert(name.to_owned(), (0..count).map(item).collect());
    }

    pub(crate) fn fault(&mut self, path: &'static str, after: usize, times: usize, fault: Fault) {
        self.faults.push(Plan {
            path,
            after,
            times,
            fault,
        });
    }

    fn next_fault(&mut self, path: &str) -> Option<Fault> {
        for plan in &mut self.faults {
            if !path.contains(plan.path) || plan.times == 0 {
                continue;
            }
            if plan.after > 0 {
                plan.after -= 1;
                continue;
            }
            plan.times -= 1;
            return Some(plan.fault.clone());
        }
        None
    }
}

struct Ask {
    path: String,
    query: BTreeMap<String, String>,
    url: String,
    repeat: bool,
}

impl Ask {
    fn number(&self, name: &str, default: usize) -> usize {
        self.query
            .get(name)
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    }

    /// The same URL with another value of a parameter.
    fn with(&self, name: &str, value: usize) -> String {
        let mut query = self.query.clone();
        query.insert(name.to_owned(), value.to_string());
        let query: Vec<String> = query
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        format!("{}{}?{}", self.url, self.path, query.join("&"))
    }
}

async fn answer(State(shared): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let path = parts.uri.path().to_owned();
    let query = parts.uri.query().unwrap_or_default();
    let mut world = shared.world.lock().unwrap();
    world.log.push(format!("{path}?{query}"));
    let token = parts
        .headers
        .get(header::AUTHORIZATION)
        .map(|value| value.to_str().unwrap().to_owned());
    if let Some((status, json)) =
        super::tokens::answer(&mut world, &shared.clock, &path, token.as_deref(), &body)
    {
        return (StatusCode::from_u16(status).unwrap(), json.to_string()).into_response();
    }
    world.tokens.extend(token.clone());
    let mut headers = HeaderMap::new();
    if let Some((name, value)) = world.header {
        headers.insert(name, value.parse().unwrap());
    }
    if let Some(refused) = by_token(&mut world, &shared, token.as_deref(), &mut headers) {
        return refused;
    }
    if let Some(refused) = charge(&mut world, &shared, &path, &mut headers) {
        return refused;
    }
    if let Some(fault) = world.next_fault(&path) {
        return misbehave(&fault, headers);
    }
    let query = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let repeat = world.repeat_cursor;
    let ask = Ask {
        path,
        query,
        url: shared.url.clone(),
        repeat,
    };
    let (json, link) = match ask.path.as_str() {
        "/graphql" => match super::graphql::answer(&world, &serde_json::from_slice(&body).unwrap()) {
            Ok(json) => (json, None),
            Err(status) => return (status, headers, "too much").into_response(),
        },
        _ => match rest(&world, &ask) {
            Some(answer) => answer,
            None => return (StatusCode::NOT_FOUND, headers, r#"{"message":"Not Found"}"#).into_response(),
        },
    };
    if let Some(link) = link {
        headers.insert(header::LINK, format!("<{link}>; rel=\"next\"").parse().unwrap());
    }
    headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
    (headers, json.to_string()).into_response()
}

/// What depends on who asks.
fn by_token(
    world: &mut World,
    shared: &Shared,
    token: Option<&str>,
    headers: &mut HeaderMap,
) -> Option<Response> {
    let token = token.unwrap_or_default().trim_start_matches("Bearer ").to_owned();
    if world
        .accepted
        .as_ref()
        .is_some_and(|accepted| !accepted.contains(&token))
    {
        let body = format!(r#"{{"message":"{token} is not known"}}"#);
        return Some((StatusCode::UNAUTHORIZED, body).into_response());
    }
    let (limit, spent) = world.each.as_mut()?;
    let now = shared.clock.now().0 / 1_000_000;
    let spent = spent.entry(token).or_default();
    *spent += 1;
    for (name, value) in [
        ("x-ratelimit-limit", limit.to_string()),
        ("x-ratelimit-remaining", limit.saturating_sub(*spent).to_string()),
        ("x-ratelimit-reset", (now - now % 3600 + 3600).to_string()),
        ("x-ratelimit-resource", "core".to_owned()),
    ] {
        headers.insert(name, value.parse().unwrap());
    }
    None
}

fn charge(world: &mut World, shared: &Shared, path: &str, headers: &mut HeaderMap) -> Option<Response> {
    let now = shared.clock.now().0 / 1_000_000;
    let (limit, mut begun, mut spent) = world.quota?;
    if now >= begun + 3600 {
        (begun, spent) = (now, 0);
    }
    let empty = spent >= limit;
    spent = (spent + 1).min(limit);
    world.quota = Some((limit, begun, spent));
    let bucket = if path == "/graphql" { "graphql" } else { "core" };
    for (name, value) in [
        ("x-ratelimit-limit", limit.to_string()),
        ("x-ratelimit-remaining", (limit - spent).to_string()),
        ("x-ratelimit-reset", (begun + 3600).to_string()),
        ("x-ratelimit-resource", bucket.to_owned()),
    ] {
        headers.insert(name, value.parse().unwrap());
    }
    empty.then(|| {
        (
            StatusCode::TOO_MANY_REQUESTS,
            headers.clone(),
            r#"{"message":"used up"}"#,
        )
            .into_response()
    })
}

fn misbehave(fault: &Fault, mut headers: HeaderMap) -> Response {
    match fault {
        Fault::Status(status, more, body) => {
            for (name, value) in more {
                headers.insert(*name, value.parse().unwrap());
            }
            (StatusCode::from_u16(*status).unwrap(), headers, *body).into_response()
        }
        Fault::Html => {
            headers.insert(header::CONTENT_TYPE, "text/html; charset=utf-8".parse().unwrap());
            (headers, "<!doctype html><title>Sign in</title>").into_response()
        }
        Fault::Truncated => {
            headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
            (headers, r#"[{"id":1,"upda"#).into_response()
        }
        Fault::Dropped => {
            let broken = std::io::Error::other("dropped");
            let parts = futures::stream::iter([Ok(r#"[{"id":1"#.to_owned()), Err(broken)]);
            (headers, Body::from_stream(parts)).into_response()
        }
        Fault::Body(json) => {
            headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
            (headers, json.to_string()).into_response()
        }
    }
}

pub(crate) fn stamp(seconds: i64) -> String {
    Time::from_seconds(seconds).to_string()
}

pub(crate) fn json_of(item: &Item) -> Value {
    json!({
        "id": item.id,
        "created_at": stamp(item.created),
        "updated_at": item.updated.map(stamp),
        "node_id": format!("N{}", item.id),
    })
}

type Answered = (Value, Option<String>);

fn rest(world: &World, ask: &Ask) -> Option<Answered> {
    let segments: Vec<&str> = ask.path.trim_matches('/').split('/').collect();
    match segments.as_slice() {
        ["ok"] => Some((json!({}), None)),
        ["repos"] => {
            let list = world
                .repositories
                .iter()
                .map(|(id, name)| json!({"id": id, "full_name": name}));
            Some(by_link(ask, &list.collect::<Vec<_>>()))
        }
        ["repos", owner, name] => {
            let full_name = format!("{owner}/{name}");
            let (id, name) = world.repositories.iter().find(|(_, name)| **name == full_name)?;
            Some((json!({"id": id, "full_name": name}), None))
        }
        ["repos", owner, name, list] => {
            let items = world.items.get(&format!("{owner}/{name}"))?;
            listed(ask, list, items)
        }
        _ => None,
    }
}

fn listed(ask: &Ask, list: &str, items: &[Item]) -> Option<Answered> {
    let mut items = items.to_vec();
    let json = |items: Vec<Item>| items.iter().map(json_of).collect::<Vec<Value>>();
    match list {
        "changes" => {
            let since = Time::parse(ask.query.get("since").map_or("1980-01-01", String::as_str)).unwrap();
            items.retain(|item| item.updated.is_none_or(|at| Time::from_seconds(at) >= since));
            items.sort_by_key(|item| (item.updated.unwrap_or(0), item.id));
            Some(by_link(ask, &json(items)))
        }
        "events" => {
            items.sort_by_key(|item| std::cmp::Reverse((item.updated.unwrap_or(i64::MAX), item.id)));
            Some(by_link(ask, &json(items)))
        }
        "runs" => {
            const CAP: usize = 20;
            let (from, to) = ask.query.get("created")?.split_once("..")?;
            let (from, to) = (Time::parse(from)?, Time::parse(to)?);
            items.retain(|item| (from..=to).contains(&Time::from_seconds(item.created)));
            items.sort_by_key(|item| std::cmp::Reverse((item.created, item.id)));
            let total = items.len();
            items.truncate(CAP);
            let (page, link) = by_link(ask, &json(items));
            Some((json!({"total_count": total, "runs": page}), link))
        }
        style => {
            items.sort_by_key(|item| item.id);
            by_style(ask, style, &json(items))
        }
    }
}

fn slice(all: &[Value], from: usize, size: usize) -> Vec<Value> {
    all.iter().skip(from).take(size).cloned().collect()
}

fn by_link(ask: &Ask, all: &[Value]) -> Answered {
    let (page, size) = (ask.number("page", 1), ask.number("per_page", 30));
    let part = slice(all, (page - 1) * size, size);
    let following = if ask.repeat { 2 } else { page + 1 };
    let more = page * size < all.len();
    (Value::Array(part), more.then(|| ask.with("page", following)))
}

fn by_style(ask: &Ask, style: &str, all: &[Value]) -> Option<Answered> {
    let size = ask.number("size", 30);
    let from = ask.number("from", 0);
    let end = from + size;
    let more = end < all.len();
    let repeated = |token: usize| if ask.repeat { size } else { token };
    Some(match style {
        "none" => (Value::Array(all.to_vec()), None),
        "link" => by_link(ask, all),
        "number" => {
            let page = ask.number("page", 1);
            (json!({"list": slice(all, (page - 1) * size, size)}), None)
        }
        "total" => (json!({"list": slice(all, from, size), "total": all.len()}), None),
        "more" => (json!({"list": slice(all, from, size), "more": more}), None),
        "token" => {
            // Every second page is empty, and leads on all the same.
            let token = ask.query.get("from").map_or("0", String::as_str);
            if let Some(on) = token.strip_prefix('e') {
                let next = if ask.repeat { token } else { on };
                return Some((json!({"list": [], "next": next}), None));
            }
            let next = more.then(|| format!("e{end}"));
            (json!({"list": slice(all, from, size), "next": next}), None)
        }
        "url" => {
            let next = more.then(|| ask.with("from", repeated(end)));
            (json!({"list": slice(all, from, size), "next": next}), None)
        }
        _ => return None,
    })
}
