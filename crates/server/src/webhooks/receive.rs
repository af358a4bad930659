use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use weir_connect::{At, Carried, Webhooks};
use weir_control::{Incoming, Packed, Received, Webhook};
use weir_model::Time;

use super::signature::{self, Verdict};
use super::{Inbox, LONGEST_BODY};
use crate::AppState;
use crate::api::error::ApiError;
use crate::api::error_codes::ErrorCode;

/// How long a body may take to arrive.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Longest id of a delivery that is kept as it is; a longer one is kept as its hash.
const LONGEST_ID: usize = 200;

/// Content type of one document a line.
const LINES: &str = "application/x-ndjson";

/// Takes a delivery: answers once it is in the inbox, durable.
pub(crate) async fn receive(
    state: &AppState,
    integration: &str,
    token: &str,
    request: Request,
) -> Result<Response, ApiError> {
    let (webhook, facts) = find(state, integration, token).await?;
    let counted = Counted {
        inbox: &state.inbox,
        integration: webhook.integration,
        longest: facts.carried.map_or(LONGEST_BODY, |carried| carried.longest_body),
        waits: facts.carried.is_none(),
    };
    let (parts, body) = request.into_parts();
    let (body, _room) = counted.body(&parts.headers, body).await?;
    let event = text(facts.event, &parts.headers, &Value::Null);
    if event.is_some_and(|event| facts.unsigned.contains(&event.as_str())) {
        return Ok(answer(StatusCode::OK, "ignored"));
    }
    counted.check(&webhook, facts, &parts.headers, &body).await?;
    let Some(document) = document(&parts.headers, body) else {
        return counted.refuse(Received::Unreadable).await;
    };
    let inside = inside(facts, &document);
    if let Some(asked) = facts.challenge
        && inside.pointer(asked.when.0).and_then(Value::as_str) == Some(asked.when.1)
    {
        let answer = inside.pointer(asked.answer).and_then(Value::as_str);
        let answer = answer.unwrap_or_default().to_owned();
        return Ok(([(header::CONTENT_TYPE, "text/plain")], answer).into_response());
    }
    let named = match facts.carried {
        Some(carried) => Some(counted.carried(carried, &document).await?.to_owned()),
        None => text(facts.event, &parts.headers, &inside),
    };
    let delivery = Incoming {
        integration: webhook.integration,
        delivery_id: delivery_id(facts, &parts.headers, &inside, &document),
        event: named.unwrap_or_else(|| "unnamed".to_owned()),
        received_at: Time::from(chrono::Utc::now()),
        body: Packed::new(&document),
    };
    drop(document);
    match state.inbox.store(delivery).await {
        Some(Ok(result)) => Ok(answer(StatusCode::ACCEPTED, result.as_str())),
        Some(Err(error)) => Err(ApiError::internal(error)),
        None => Err(ApiError::internal("the program is ending")),
    }
}

fn answer(status: StatusCode, word: &str) -> Response {
    (status, Json(json!({ "status": word }))).into_response()
}

/// The webhook at an address. Who does not know the whole address is not told which part is wrong.
async fn find(
    state: &AppState,
    integration: &str,
    token: &str,
) -> Result<(Webhook, &'static Webhooks), ApiError> {
    let nothing = || ApiError::new(ErrorCode::NotFound, "nothing is delivered to this address");
    let id: i64 = integration.parse().map_err(|_| nothing())?;
    let webhook = state.control.webhook(id).await?.ok_or_else(nothing)?;
    if !signature::equal(token.as_bytes(), &webhook.path_token.as_str().into()) {
        return Err(nothing());
    }
    if webhook.deleting {
        return Err(ApiError::new(ErrorCode::Gone, "the integration is being deleted"));
    }
    let connector = weir_connectors::find(&webhook.kind).ok_or_else(nothing)?;
    Ok((webhook, connector.webhooks.ok_or_else(nothing)?))
}

/// Refuses, and counts it.
struct Counted<'a> {
    inbox: &'a Inbox,
    integration: i64,
    /// Longest body in bytes.
    longest: usize,
    /// Whether a delivery waits for room, rather than being told to come again: vendors do not try again by themselves.
    waits: bool,
}

impl Counted<'_> {
    async fn refuse<T>(&self, result: Received) -> Result<T, ApiError> {
        self.inbox.refused(self.integration, result).await;
        Err(match result {
            Received::Oversized => {
                let most = format!("the body is too long: at most {} MB", self.longest >> 20);
                ApiError::new(ErrorCode::PayloadTooLarge, most)
            }
            Received::Stale => {
                ApiError::new(ErrorCode::Forged, "the time of the delivery is too far from now")
                    .hint("check the clocks of both sides")
            }
            Received::Unreadable => ApiError::new(ErrorCode::InvalidRequest, "the body is not JSON"),
            _ => ApiError::new(ErrorCode::Forged, "the delivery is not signed with the secret")
                .hint("enter the secret again where the webhook is set up, or make a new one"),
        })
    }

    /// The body, and the room it takes.
    async fn body(
        &self,
        headers: &HeaderMap,
        body: Body,
    ) -> Result<(Bytes, tokio::sync::OwnedSemaphorePermit), ApiError> {
        let stated = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if stated.is_some_and(|stated| stated > self.longest) {
            return self.refuse(Received::Oversized).await;
        }
        let wanted = stated.unwrap_or(self.longest);
        let room = if self.waits {
            let ending = || ApiError::internal("the program is ending");
            self.inbox.room(wanted).await.ok_or_else(ending)?
        } else {
            self.inbox.free_room(wanted).ok_or_else(busy)?
        };
        let read = Limited::new(body, self.longest).collect();
        match tokio::time::timeout(LONGEST_WAIT, read).await {
            Ok(Ok(body)) => Ok((body.to_bytes(), room)),
            Ok(Err(error)) if error.is::<LengthLimitError>() => self.refuse(Received::Oversized).await,
            Ok(Err(_)) | Err(_) => Err(ApiError::new(
                ErrorCode::InvalidRequest,
                "the body did not arrive",
            )),
        }
    }

    /// What a body is that holds records, if they can be read.
    async fn carried(&self, carried: &'static Carried, document: &Bytes) -> Result<&'static str, ApiError> {
        let document = document.clone();
        // Parsing megabytes must not hold up what else runs here.
        let read = tokio::task::spawn_blocking(move || {
            let body: Value = serde_json::from_slice(&document).unwrap_or_default();
            (carried.read)(&body).map(|_| (carried.name)(&body))
        });
        match read.await {
            Ok(Ok(name)) => Ok(name),
            Ok(Err(misfit)) => {
                self.inbox.refused(self.integration, Received::Unreadable).await;
                Err(ApiError::invalid(misfit.to_string())
                    .hint("correct it and send the event again: nothing of this body was stored"))
            }
            Err(error) => Err(ApiError::internal(error)),
        }
    }

    async fn check(
        &self,
        webhook: &Webhook,
        facts: &Webhooks,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<(), ApiError> {
        let now = chrono::Utc::now();
        let mut secrets = vec![&webhook.secret];
        if let Some((previous, until)) = &webhook.previous
            && until.0 > Time::from(now).0
        {
            secrets.push(previous);
        }
        match signature::judge(facts.proofs, headers, body, &secrets, now.timestamp()) {
            Verdict::Genuine => Ok(()),
            Verdict::Forged => self.refuse(Received::Forged).await,
            Verdict::Stale => self.refuse(Received::Stale).await,
        }
    }
}

/// There is no room for another body now.
fn busy() -> ApiError {
    ApiError::new(
        ErrorCode::TooManyRequests,
        "too many deliveries are arriving at once",
    )
    .hint("send it again after the seconds in the header `retry-after`")
}

/// The JSON document of a body. Some upstreams can be told to send it as the field `payload` of a form; of one document
/// a line a list is made.
fn document(headers: &HeaderMap, body: Bytes) -> Option<Bytes> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let document = if kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        let payload = url::form_urlencoded::parse(&body).find(|(name, _)| name == "payload")?;
        Bytes::from(payload.1.into_owned())
    } else if kind.is_some_and(|kind| kind.starts_with(LINES)) {
        let lines = body.split(|byte| *byte == b'\n');
        let lines: Vec<&[u8]> = lines.filter(|line| !line.trim_ascii().is_empty()).collect();
        Bytes::from([b"[", lines.join(&b',').as_slice(), b"]"].concat())
    } else {
        body
    };
    serde_json::from_slice::<IgnoredAny>(&document).ok()?;
    Some(document)
}

/// The document as a value, when something in it is needed now: most upstreams say everything in headers.
fn inside(facts: &Webhooks, document: &[u8]) -> Value {
    let needed = [facts.event, facts.delivery]
        .iter()
        .any(|at| matches!(at, At::Body(_)));
    if needed || facts.challenge.is_some() {
        serde_json::from_slice(document).unwrap_or_default()
    } else {
        Value::Null
    }
}

fn text(at: At, headers: &HeaderMap, inside: &Value) -> Option<String> {
    let text = match at {
        At::Header(name) => headers.get(name)?.to_str().ok()?.to_owned(),
        At::Body(pointer) => match inside.pointer(pointer)? {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        },
        At::Nowhere => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn delivery_id(facts: &Webhooks, headers: &HeaderMap, inside: &Value, document: &[u8]) -> String {
    match text(facts.delivery, headers, inside) {
        Some(id) if id.len() <= LONGEST_ID => id,
        Some(id) => hash(id.as_bytes()),
        None => hash(document),
    }
}

fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold("sha256:".to_owned(), |mut text, byte| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
