use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use weir_connect::Webhooks as Facts;
use weir_control::{DeliveryFilter, DeliveryState, Integration, Received, Webhook};
use weir_model::Time;

use super::ApiResult;
use super::error::ApiError;
use super::error_codes::ErrorCode;
use super::extract::{Body, Id, Query};
use super::list::List;
use crate::AppState;
use crate::rules;
use crate::webhooks::RETENTION_DAYS;

/// Below the API, where deliveries come in.
pub(super) const PATH: &str = "/webhooks";

/// How deliveries of an integration are set up, and how they are doing.
#[derive(Serialize, ToSchema)]
pub(super) struct Webhooks {
    /// Whether the connector has webhooks.
    supported: bool,
    /// Whether the address answers: it does once there is a secret.
    enabled: bool,
    /// The address to enter upstream, as this request has reached the server.
    url: Option<String>,
    /// Its path.
    path: Option<String>,
    /// How to set them up.
    setup: Option<Setup>,
    /// The secret; never what it is.
    secret: Option<SecretState>,
    /// The newest delivery.
    last_delivery: Option<Delivery>,
    /// Deliveries by how they stand, and those that are not kept by why.
    counts: Counts,
    /// How asking for failed deliveries goes, where the vendor offers it.
    redelivery: Option<RedeliveryState>,
    /// Days for which deliveries are kept after they were dealt with.
    retention_days: i64,
}

/// How webhooks are set up.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookSetup)]
pub(super) struct Setup {
    /// The vendor's product.
    title: String,
    /// The vendor's page.
    docs: String,
    /// What to do, in order. `{url}` and `{secret}` stand for what is to be entered.
    steps: Vec<String>,
    /// The content type to choose, where there is a choice.
    content_type: Option<String>,
    /// Who makes the secret: `weir` or `vendor`.
    #[schema(value_type = SecretFrom)]
    secret_from: weir_connect::SecretFrom,
    /// How deliveries are checked.
    proof: String,
    /// Whether deliveries are themselves the records, rather than hints to read again.
    carries_records: bool,
    /// Events to switch on.
    events: Vec<Event>,
}

/// Who makes the secret of a webhook.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words in the document")]
pub(super) enum SecretFrom {
    /// Weir; it is entered upstream.
    Weir,
    /// The upstream; it is entered here.
    Vendor,
}

/// An event.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookEvent)]
pub(super) struct Event {
    /// Its name, as the vendor writes it.
    name: String,
    /// What it says.
    doc: String,
}

/// The secret that deliveries are signed with; never what it is.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookSecretState)]
pub(super) struct SecretState {
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// Until when the one before passes too.
    #[schema(value_type = Option<String>, format = DateTime)]
    previous_valid_until: Option<Time>,
}

/// How many deliveries there are.
#[derive(Default, Serialize, ToSchema)]
#[schema(as = WebhookCounts)]
pub(super) struct Counts {
    /// What they touch was read.
    done: i64,
    /// What they touch is still to be read.
    pending: i64,
    /// Given up.
    failed: i64,
    /// They touch nothing that is ingested.
    ignored: i64,
    /// Sent again, and not kept twice.
    duplicate: i64,
    /// Forged, too old, too long or unreadable.
    refused: i64,
    /// The same by reason: `accepted`, `duplicate`, `forged`, `stale`, `oversized`, `unreadable`.
    results: BTreeMap<String, i64>,
}

/// How asking for failed deliveries goes.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookRedelivery)]
pub(super) struct RedeliveryState {
    /// When it was last looked.
    #[schema(value_type = Option<String>, format = DateTime)]
    checked_at: Option<Time>,
    /// How many were asked for since the beginning.
    asked: i64,
    /// Why they could not be asked for.
    message: Option<String>,
}

/// Something that an upstream has delivered.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookDelivery)]
#[expect(clippy::struct_field_names, reason = "the sender has an id of it too")]
pub(super) struct Delivery {
    /// Its id; later ones are higher.
    id: String,
    /// The sender's id of it.
    delivery_id: String,
    /// Name of the event.
    event: String,
    /// How it stands.
    #[schema(value_type = WebhookDeliveryState)]
    state: DeliveryState,
    /// When it came.
    #[schema(value_type = String, format = DateTime)]
    received_at: Time,
    /// When it was dealt with.
    #[schema(value_type = Option<String>, format = DateTime)]
    processed_at: Option<Time>,
    /// How often that was tried.
    attempts: i64,
    /// When it is tried next.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_at: Option<Time>,
    /// What went wrong the last time.
    error: Option<String>,
    /// Length of its body.
    bytes: i64,
    /// What it led to read again: stream, partition, key.
    touched: Vec<String>,
}

/// How a delivery stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words in the document")]
pub(super) enum WebhookDeliveryState {
    /// What it touches is still to be read.
    Pending,
    /// What it touches was read.
    Done,
    /// It touches nothing that is ingested.
    Ignored,
    /// It was given up; the next sync reads what it touches.
    Failed,
}

impl From<weir_control::Delivery> for Delivery {
    fn from(delivery: weir_control::Delivery) -> Self {
        Self {
            id: delivery.id.to_string(),
            delivery_id: delivery.delivery_id,
            event: delivery.event,
            state: delivery.state,
            received_at: delivery.received_at,
            processed_at: delivery.processed_at,
            attempts: delivery.attempts,
            next_at: delivery.next_at.filter(|_| delivery.attempts > 0),
            error: delivery.error,
            bytes: delivery.bytes,
            touched: delivery.touched,
        }
    }
}

/// How the webhooks of an integration are set up, and how they are doing.
#[utoipa::path(get, path = "/integrations/{id}/webhooks", tag = "integrations", operation_id = "show_webhooks",
    params(("id" = String, Path, description = "Id of the integration")),
    responses((status = 200, body = Webhooks)))]
pub(super) async fn show(
    State(state): State<AppState>,
    Id(id): Id,
    headers: HeaderMap,
) -> ApiResult<Json<Webhooks>> {
    let integration = state.control.integration(id).await?;
    let facts = facts(&integration)?;
    let webhook = state.control.webhook(id).await?;
    state.inbox.flush().await;
    let mut counts = Counts::default();
    for (delivery, count) in state.control.delivery_states(id).await? {
        *counts.of(delivery) = count;
    }
    for (result, count) in state.control.delivery_results(id).await? {
        match result {
            Received::Accepted => {}
            Received::Duplicate => counts.duplicate += count,
            _ => counts.refused += count,
        }
        counts.results.insert(result.as_str().to_owned(), count);
    }
    let newest = state
        .control
        .deliveries(id, &DeliveryFilter::default(), None, 1)
        .await?;
    let path = webhook.as_ref().map(path);
    Ok(Json(Webhooks {
        supported: facts.is_some(),
        enabled: webhook.is_some(),
        url: path.as_deref().map(|path| url(&headers, path)),
        path,
        setup: match facts {
            Some(facts) => Some(setup(rules::connector(&integration.kind)?.title, facts)),
            None => None,
        },
        redelivery: facts.and_then(|facts| facts.redelivery).map(|_| RedeliveryState {
            checked_at: webhook.as_ref().and_then(|webhook| webhook.redelivered_at),
            asked: webhook.as_ref().map_or(0, |webhook| webhook.redelivered),
            message: webhook
                .as_ref()
                .and_then(|webhook| webhook.redelivery_note.clone()),
        }),
        secret: webhook.map(|webhook| SecretState {
            created_at: webhook.secret_at,
            previous_valid_until: still(webhook.previous.map(|(_, until)| until)),
        }),
        last_delivery: newest.into_iter().next().map(Into::into),
        counts,
        retention_days: RETENTION_DAYS,
    }))
}

impl Counts {
    fn of(&mut self, state: DeliveryState) -> &mut i64 {
        match state {
            DeliveryState::Pending => &mut self.pending,
            DeliveryState::Done => &mut self.done,
            DeliveryState::Ignored => &mut self.ignored,
            DeliveryState::Failed => &mut self.failed,
        }
    }
}

fn setup(title: &str, facts: &Facts) -> Setup {
    let proofs: Vec<String> = facts.proofs.iter().map(weir_connect::Proof::about).collect();
    Setup {
        title: title.to_owned(),
        docs: facts.docs.to_owned(),
        steps: facts.steps.iter().map(|step| (*step).to_owned()).collect(),
        content_type: facts.content_type.map(str::to_owned),
        secret_from: facts.secret_from,
        proof: proofs.join(" or "),
        carries_records: facts.carried.is_some(),
        events: facts
            .events
            .iter()
            .map(|event| Event {
                name: event.name.to_owned(),
                doc: event.doc.to_owned(),
            })
            .collect(),
    }
}

/// A new secret.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewWebhookSecret)]
pub(super) struct NewSecret {
    /// The secret that the upstream has made; one is made here when it is left out.
    #[serde(default, deserialize_with = "secret")]
    #[schema(value_type = Option<String>)]
    secret: Option<SecretString>,
}

/// Serde's own message would repeat a value that is no text; this one must not.
fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SecretString>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.into())),
        _ => Err(D::Error::custom("the secret must be a text")),
    }
}

/// A secret that was just made, and the address it is for.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookSecret)]
pub(super) struct MadeSecret {
    /// The secret, shown only now; null when the request has given it.
    secret: Option<String>,
    /// The address to enter upstream.
    url: String,
    /// Its path.
    path: String,
    /// Until when the secret before passes too.
    #[schema(value_type = Option<String>, format = DateTime)]
    previous_valid_until: Option<Time>,
}

/// Sets up the webhooks of an integration, or gives them another secret. The one before passes for another day.
#[utoipa::path(post, path = "/integrations/{id}/webhooks/secret", tag = "integrations",
    operation_id = "rotate_webhook_secret", params(("id" = String, Path, description = "Id of the integration")),
    request_body = NewSecret, responses((status = 201, body = MadeSecret),
    (status = 409, description = "`conflict`: the integration is being deleted")))]
pub(super) async fn rotate(
    State(state): State<AppState>,
    Id(id): Id,
    headers: HeaderMap,
    Body(body): Body<NewSecret>,
) -> ApiResult<(StatusCode, Json<MadeSecret>)> {
    let integration = state.control.integration(id).await?;
    if facts(&integration)?.is_none() {
        return Err(ApiError::invalid(format!(
            "`{}` has no webhooks",
            integration.kind
        )));
    }
    let given = body.secret.is_some();
    let made = state.control.set_webhook_secret(id, body.secret).await?;
    let path = address(id, &made.path_token);
    let answer = MadeSecret {
        secret: (!given).then(|| made.secret.expose_secret().to_owned()),
        url: url(&headers, &path),
        path,
        previous_valid_until: made.previous_until,
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Takes the address and its secrets away: it answers no longer. Deliveries stay until their time is over.
#[utoipa::path(delete, path = "/integrations/{id}/webhooks", tag = "integrations", operation_id = "delete_webhooks",
    params(("id" = String, Path, description = "Id of the integration")), responses((status = 204)))]
pub(super) async fn delete(State(state): State<AppState>, Id(id): Id) -> ApiResult<StatusCode> {
    state.control.delete_webhook(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which deliveries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DeliveryPage {
    /// Only those that stand so: `pending`, `done`, `ignored`, `failed`.
    #[param(value_type = Option<WebhookDeliveryState>)]
    state: Option<DeliveryState>,
    /// Only those of this event.
    event: Option<String>,
    /// At most this many, 1 to 200; 50 when left out.
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// What was delivered to an integration, newest first.
#[utoipa::path(get, path = "/integrations/{id}/webhooks/deliveries", tag = "integrations",
    operation_id = "list_webhook_deliveries",
    params(("id" = String, Path, description = "Id of the integration"), DeliveryPage),
    responses((status = 200, body = List<Delivery>)))]
pub(super) async fn deliveries(
    State(state): State<AppState>,
    Id(id): Id,
    Query(page): Query<DeliveryPage>,
) -> ApiResult<Json<List<Delivery>>> {
    state.control.integration(id).await?;
    let foreign = |_| ApiError::new(ErrorCode::InvalidCursor, "`after` was not given by this list");
    let after = page
        .after
        .map(|after| after.parse().map_err(foreign))
        .transpose()?;
    let limit = page.limit.unwrap_or(50).clamp(1, 200);
    let filter = DeliveryFilter {
        state: page.state,
        event: page.event,
    };
    let total = state.control.count_deliveries(id, &filter).await?;
    let found = state.control.deliveries(id, &filter, after, limit + 1).await?;
    let more = found.len() > limit as usize;
    let items: Vec<Delivery> = found.into_iter().take(limit as usize).map(Into::into).collect();
    Ok(Json(List {
        next: items.last().filter(|_| more).map(|last| last.id.clone()),
        total: u64::try_from(total).unwrap_or_default(),
        items,
    }))
}

/// Takes a delivery.
pub(super) async fn receive(
    State(state): State<AppState>,
    Path((integration, token)): Path<(String, String)>,
    request: Request,
) -> ApiResult<Response> {
    crate::webhooks::receive(&state, &integration, &token, request).await
}

fn facts(integration: &Integration) -> ApiResult<Option<&'static Facts>> {
    Ok(rules::connector(&integration.kind)?.webhooks)
}

fn path(webhook: &Webhook) -> String {
    address(webhook.integration, &webhook.path_token)
}

fn address(integration: i64, token: &str) -> String {
    format!("{}{PATH}/{integration}/{token}", super::PREFIX)
}

/// The address as whoever asks reaches this server; a proxy says what it was asked for.
fn url(headers: &HeaderMap, path: &str) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text("x-forwarded-host").or_else(|| text(header::HOST.as_str()));
    let scheme = text("x-forwarded-proto").unwrap_or("http");
    format!("{scheme}://{}{path}", host.unwrap_or("localhost"))
}

/// A time that is not over.
fn still(until: Option<Time>) -> Option<Time> {
    until.filter(|until| until.0 > Time::from(chrono::Utc::now()).0)
}
