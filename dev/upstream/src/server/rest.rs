use std::fmt::Write as _;

use serde_json::Value;
use sha1::{Digest as _, Sha1};

use super::answer::Answer;
use super::pipeline::{Done, Incoming, refused, replaced};
use super::{Shared, Token};
use crate::faults::FaultKind;
use crate::limits::Bucket;
use crate::rest::{Call, Paged, Reply, Route, find, message, page, plain};
use crate::world::View;

/// The version of the API without a header that asks for one.
const VERSION: &str = "2022-11-28";

/// Answers a REST request.
pub(super) fn answer(shared: &Shared, incoming: &Incoming, token: Option<&Token>) -> Done {
    let name = token.map(|token| token.value.as_str()).unwrap_or_default();
    let free = incoming.path == "/rate_limit";
    let fault = shared.faults.draw(&incoming.path, 0);
    let bucket = if free { Bucket::Free } else { Bucket::Core };
    let cost = u64::from(!free);
    let standing = match shared.meter.charge(name, bucket, cost) {
        Ok(standing) => standing,
        Err((refusal, standing)) => return Done::free(refused(shared, refusal, &standing), fault),
    };
    let standing = if free {
        shared.meter.standing(name, Bucket::Core)
    } else {
        standing
    };
    let mut done = Done {
        answer: Answer::json(404, &message(404, "Not Found")),
        bucket,
        cost,
        fault,
    };
    let route = find(&by_name(shared, &incoming.path));
    if let Some(answer) = fault.and_then(replaced) {
        done.answer = answer.standing(&standing);
        return done;
    }
    if let Some((route, path)) = route {
        done.answer = match lacking(route, token) {
            Some(answer) => answer,
            None => run(shared, incoming, (route, path), (name, fault)),
        };
        done.answer = done
            .answer
            .header("x-accepted-github-permissions", accepted(route));
    } else if let Some(answer) = crate::hooks::answer(shared, incoming) {
        // Who may not see webhooks is not told that there are any.
        let hidden = token.is_some_and(|token| token.lacks.iter().any(|lacks| lacks == "repository_hooks"));
        if !hidden {
            done.answer = answer;
        }
    }
    let tag = done
        .answer
        .headers
        .iter()
        .find(|(name, _)| *name == "etag")
        .map(|(_, tag)| tag.clone());
    if tag.is_some_and(|tag| incoming.header("if-none-match") == tag) {
        // An unchanged answer is not charged.
        shared.meter.refund(name, bucket, cost);
        done.cost = 0;
        done.answer.status = 304;
        done.answer.body = bytes::Bytes::new();
    }
    let standing = shared.meter.standing(name, Bucket::Core);
    done.answer = done
        .answer
        .standing(&standing)
        .header("x-github-media-type", "github.v3; format=json");
    let version = incoming.header("x-github-api-version");
    done.answer = done.answer.header(
        "x-github-api-version-selected",
        if version.is_empty() { VERSION } else { version },
    );
    if let Some(token) = token {
        done.answer = done.answer.header("x-oauth-scopes", token.scopes.join(", "));
    }
    done
}

/// `/repositories/{id}/…`, where redirects lead, as `/repos/{owner}/{name}/…`.
fn by_name(shared: &Shared, path: &str) -> String {
    let world = shared.world();
    let found = path.strip_prefix("/repositories/").and_then(|rest| {
        let (id, rest) = rest
            .split_once('/')
            .map_or((rest, String::new()), |(id, rest)| (id, format!("/{rest}")));
        let id: u64 = id.parse().ok()?;
        let repository = world
            .repositories()
            .iter()
            .find(|repository| repository.id() == id)?;
        Some(format!("/repos/{}{rest}", repository.full_name()))
    });
    found.unwrap_or_else(|| path.to_owned())
}

fn accepted(route: &Route) -> String {
    if route.permission.is_empty() {
        "allows_permissionless_access=true".to_owned()
    } else {
        format!("{}=read", route.permission)
    }
}

fn lacking(route: &Route, token: Option<&Token>) -> Option<Answer> {
    let token = token?;
    token
        .lacks
        .iter()
        .any(|permission| permission == route.permission)
        .then(|| {
            Answer::json(
                403,
                &message(403, "Resource not accessible by personal access token"),
            )
        })
}

type Found = (&'static Route, std::collections::BTreeMap<&'static str, String>);

fn run(
    shared: &Shared,
    incoming: &Incoming,
    (route, path): Found,
    (token, fault): (&str, Option<FaultKind>),
) -> Answer {
    if incoming.method != http::Method::GET && incoming.method != http::Method::HEAD {
        return Answer::json(404, &message(404, "Not Found"));
    }
    let world = shared.world();
    let call = Call {
        view: View {
            world: &world,
            api: &incoming.api,
            git: &shared.base,
        },
        world: &world,
        path,
        query: &incoming.query,
        standings: [Bucket::Core, Bucket::Graphql].map(|bucket| shared.meter.standing(token, bucket)),
    };
    let paged = match (route.answer)(&call) {
        Reply::List {
            repository,
            items,
            shape,
            key,
        } => page(&call, repository, &items, (shape, key, items.len())),
        Reply::Capped {
            repository,
            items,
            total,
            key,
        } => page(&call, repository, &items, (plain, Some(key), total)),
        Reply::Made { documents, total } => Paged::new(&call, Value::Array(documents), total),
        Reply::One(body) => return tagged(&body),
        Reply::Refused(status, body) => return Answer::json(status, &body),
        Reply::Moved(target) => return moved(incoming, &target),
    };
    let answer = tagged(&paged.body);
    let address = format!("{}{}", incoming.api, incoming.path);
    match paged.header(
        &address,
        &incoming.query,
        fault == Some(FaultKind::RepeatedCursor),
    ) {
        Some(link) => answer.header("link", link),
        None => answer,
    }
}

fn tagged(body: &Value) -> Answer {
    let answer = Answer::json(200, body);
    let digest = Sha1::digest(&answer.body);
    let mut tag = String::from("W/\"");
    for byte in digest {
        let _ = write!(tag, "{byte:02x}");
    }
    answer.header("etag", tag + "\"")
}

/// A renamed repository redirects to its address by id, the rest of the path kept.
fn moved(incoming: &Incoming, target: &str) -> Answer {
    let rest: Vec<&str> = incoming.path.splitn(5, '/').skip(4).collect();
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!("/{}", rest.join("/"))
    };
    let query = if incoming.raw_query.is_empty() {
        String::new()
    } else {
        format!("?{}", incoming.raw_query)
    };
    let url = format!("{}{target}{rest}{query}", incoming.api);
    let mut body = message(301, "Moved Permanently");
    body["url"] = Value::from(url.clone());
    Answer::json(301, &body).header("location", url)
}
