use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use base64::Engine as _;
use bytes::Bytes;
use http::{HeaderMap, Method, Request};

use super::answer::Answer;
use super::product::{PRODUCTS, Product};
use super::{Shared, Token, control, git, graphql, rest};
use crate::faults::FaultKind;
use crate::limits::{Bucket, Limits, Refusal, Standing};
use crate::log::{Entry, Exchange};
use crate::rest::message;

/// Most bytes of a request's body.
const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// One request to the API.
pub(crate) struct Incoming {
    pub(crate) product: &'static Product,
    pub(crate) method: Method,
    /// Without the product's prefix, and without GitHub's `/api/v3`.
    pub(crate) path: String,
    /// Where GitHub's API is for this client: with `/api/v3` when that is how it asked. Of the others, where their web
    /// pages begin.
    pub(crate) api: String,
    pub(crate) raw_query: String,
    pub(crate) query: BTreeMap<String, String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Incoming {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The secret in `authorization`: a bearer's, or the password of a user.
    pub(crate) fn secret(&self) -> Option<String> {
        let given = self.header("authorization");
        let (scheme, rest) = given.split_once(' ').unwrap_or((given, ""));
        (!given.is_empty()).then(|| match scheme {
            _ if scheme.eq_ignore_ascii_case("basic") => password(rest),
            _ => rest.trim().to_owned(),
        })
    }

    /// Its path as the log has it.
    pub(crate) fn logged(&self) -> String {
        format!("{}{}", self.product.prefix, self.path)
    }
}

/// What became of a request.
pub(crate) struct Done {
    pub(crate) answer: Answer,
    pub(crate) bucket: Bucket,
    pub(crate) cost: u64,
    pub(crate) fault: Option<FaultKind>,
}

impl Done {
    /// Refused before anything was charged.
    pub(crate) fn free(answer: Answer, fault: Option<FaultKind>) -> Self {
        Self {
            answer,
            bucket: Bucket::Free,
            cost: 0,
            fault,
        }
    }
}

pub(crate) async fn handle(State(shared): State<Arc<Shared>>, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_LIMIT).await else {
        return Answer::json(413, &message(413, "Payload too large")).respond(false);
    };
    let incoming = incoming(&shared, parts, body);
    if let Some(rest) = incoming.path.strip_prefix("/_control/") {
        return control::answer(&shared, rest, &incoming).respond(false);
    }
    // Held until the answer is made: the time it takes counts against the limit of requests at a time.
    let Some(_running) = shared.meter.enter() else {
        return (incoming.product.busy)(&shared.meter.limits).respond(false);
    };
    if !shared.latency.is_zero() {
        tokio::time::sleep(shared.latency).await;
    }
    if git::is_asked_at(&incoming.path) {
        return git::answer(&shared, incoming).await;
    }
    let done = (incoming.product.answer)(&shared, &incoming);
    if let Some(FaultKind::Slow { milliseconds }) = done.fault {
        tokio::time::sleep(std::time::Duration::from_millis(milliseconds)).await;
    }
    let exchange = shared.recording.then(|| Exchange {
        request: incoming.body.clone(),
        response: done.answer.body.clone(),
    });
    shared.log.add(Entry {
        product: incoming.product.name,
        method: incoming.method.to_string(),
        path: incoming.logged(),
        query: incoming.raw_query,
        bucket: done.bucket,
        cost: done.cost,
        status: done.answer.status,
        fault: done.fault.map(FaultKind::name),
        exchange,
    });
    done.answer
        .spoil(done.fault)
        .respond(done.fault == Some(FaultKind::Dropped))
}

fn incoming(shared: &Shared, parts: http::request::Parts, body: Bytes) -> Incoming {
    let full = parts.uri.path();
    let (product, full) = PRODUCTS
        .iter()
        .filter_map(|product| Some((*product, full.strip_prefix(product.prefix)?)))
        .find(|(_, rest)| rest.starts_with('/'))
        .unwrap_or((&super::product::GITHUB, full));
    let (api, path) = match full.strip_prefix("/api/v3").filter(|_| product.prefix.is_empty()) {
        Some(rest) => (format!("{}/api/v3", shared.base), rest),
        None => (format!("{}{}", shared.base, product.prefix), full),
    };
    let path = match path {
        "/api/graphql" if product.prefix.is_empty() => "/graphql",
        path => path,
    };
    let raw_query = parts.uri.query().unwrap_or_default().to_owned();
    Incoming {
        product,
        method: parts.method,
        path: path.to_owned(),
        api,
        query: url::form_urlencoded::parse(raw_query.as_bytes())
            .into_owned()
            .collect(),
        raw_query,
        headers: parts.headers,
        body,
    }
}

/// Answers a request to GitHub's API.
pub(super) fn github(shared: &Shared, incoming: &Incoming) -> Done {
    if incoming.header("user-agent").is_empty() {
        let text = "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.";
        return Done::free(Answer::json(403, &message(403, text)), None);
    }
    let token = match credential(shared, incoming) {
        Ok(token) => token,
        Err(answer) => return Done::free(answer, None),
    };
    if incoming.path == "/graphql" {
        graphql::answer(shared, incoming, token)
    } else {
        rest::answer(shared, incoming, token)
    }
}

/// GitHub's answer to more requests at a time than one may make.
pub(super) fn busy(limits: &Limits) -> Answer {
    refuse_secondary(limits.secondary_status, limits.secondary_retry_after)
}

/// The credential of a request.
pub(crate) fn credential<'a>(shared: &'a Shared, incoming: &Incoming) -> Result<Option<&'a Token>, Answer> {
    let secret = incoming.secret();
    shared.known(secret.as_deref()).ok_or_else(|| {
        let text = match secret {
            Some(_) => "Bad credentials",
            None => "Requires authentication",
        };
        Answer::json(401, &message(401, text))
    })
}

/// The password of basic authentication, or the user when it is alone.
fn password(encoded: &str) -> String {
    let decoded = base64::engine::general_purpose::STANDARD
        .decode(encoded.trim())
        .unwrap_or_default();
    let text = String::from_utf8_lossy(&decoded).into_owned();
    match text.split_once(':') {
        Some((user, "")) => user.to_owned(),
        Some((_, password)) => password.to_owned(),
        None => text,
    }
}

/// What a limit answers.
pub(crate) fn refused(shared: &Shared, refusal: Refusal, standing: &Standing) -> Answer {
    match refusal {
        Refusal::Primary => {
            let text = "API rate limit exceeded for user ID 1001.";
            Answer::json(403, &message(403, text)).standing(standing)
        }
        Refusal::Secondary => {
            let limits = &shared.meter.limits;
            refuse_secondary(limits.secondary_status, limits.secondary_retry_after).standing(standing)
        }
    }
}

/// <https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#rate-limit-errors>
pub(crate) fn refuse_secondary(status: u16, retry_after: Option<u64>) -> Answer {
    let text = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    let answer = Answer::json(status, &message(status, text));
    match retry_after {
        Some(seconds) => answer.header("retry-after", seconds.to_string()),
        None => answer,
    }
}

/// The answer of a fault that replaces the request's own; nothing for faults that spoil it later.
pub(crate) fn replaced(fault: FaultKind) -> Option<Answer> {
    let simple = |status, text| Some(Answer::json(status, &message(status, text)));
    match fault {
        FaultKind::Unauthorized => simple(401, "Bad credentials"),
        FaultKind::MissingScope => simple(403, "Resource not accessible by personal access token"),
        FaultKind::NotFound => simple(404, "Not Found"),
        FaultKind::TooMany { retry_after } => Some(refuse_secondary(429, retry_after)),
        FaultKind::Secondary { retry_after } => Some(refuse_secondary(403, retry_after)),
        FaultKind::ServerError => simple(500, "Server Error"),
        FaultKind::BadGateway | FaultKind::LargePages { .. } => {
            let text =
                "Something went wrong while executing your query. This may be the result of a timeout.";
            Some(Answer::json(
                502,
                &serde_json::json!({"data": null, "errors": [{"message": text}]}),
            ))
        }
        _ => None,
    }
}
