use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use weir_control::{Channel, ChannelKind, Event, Notification, OutboxStatus};
use weir_model::Time;

use super::ApiResult;
use super::extract::{Body, Id};
use super::integrations::Secrets;
use super::list::List;
use crate::AppState;
use crate::rules::{self, ChannelSettings};

/// How a channel delivers.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words in the document")]
pub(super) enum ChannelKindWord {
    /// A signed request to an address.
    Webhook,
    /// An incoming webhook of Slack.
    Slack,
    /// Mail by SMTP.
    Mail,
}

/// What can be told.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words in the document")]
pub(super) enum NotificationEvent {
    /// The tasks of an integration fail.
    IntegrationFailed,
    /// They succeed again.
    IntegrationRecovered,
    /// A credential will soon be refused.
    CredentialExpiring,
    /// An integration is gone with all its rows.
    DeletionFinished,
    /// For want of quota, no task has ended for hours.
    Throttled,
}

/// What became of the newest notification.
#[derive(Serialize, ToSchema)]
pub(super) struct LastNotification {
    /// `waiting`, `sent`, `failed` or `healed`.
    status: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// Why it was not accepted.
    error: Option<String>,
}

/// Where notifications go.
#[derive(Serialize, ToSchema)]
#[schema(as = Channel)]
pub(super) struct ChannelView {
    /// Its id.
    id: String,
    /// How it delivers.
    #[schema(value_type = ChannelKindWord)]
    kind: ChannelKind,
    /// Its name, unique regardless of case.
    name: String,
    /// Whether it is used.
    enabled: bool,
    /// What it is told.
    #[schema(value_type = Vec<NotificationEvent>)]
    events: Vec<Event>,
    /// A failure that heals within this time is not told.
    grace_minutes: i64,
    /// Hours of waiting for quota after which that is told.
    throttled_hours: i64,
    /// webhook: `url`; slack: nothing; mail: `host`, `port`, `security` (`tls`, `starttls`, `none`), `username`, `from`,
    /// `to`.
    #[schema(value_type = Object)]
    config: Value,
    /// Names of the secrets that are stored. They are never shown.
    has_secrets: Vec<String>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// What became of its newest notification.
    last: Option<LastNotification>,
    /// The secret that signs its requests, only in the answer that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    signing_secret: Option<String>,
}

/// All channels, by name.
#[utoipa::path(get, path = "/notifications/channels", tag = "notifications", operation_id = "list_channels",
    responses((status = 200, body = List<ChannelView>)))]
pub(super) async fn list(State(state): State<AppState>) -> ApiResult<Json<List<ChannelView>>> {
    let names = state.control.channel_secret_names().await?;
    let mut items = Vec::new();
    for channel in state.control.channels().await? {
        items.push(view(&state, channel, &names).await?);
    }
    Ok(Json(List::whole(items)))
}

async fn view(
    state: &AppState,
    channel: Channel,
    names: &BTreeMap<i64, Vec<String>>,
) -> ApiResult<ChannelView> {
    let last = state
        .control
        .notifications(Some(channel.id), None, 1)
        .await?
        .pop();
    Ok(ChannelView {
        id: channel.id.to_string(),
        has_secrets: names.get(&channel.id).cloned().unwrap_or_default(),
        last: last.map(|last| LastNotification {
            status: last.status.to_string(),
            at: last.sent_at.unwrap_or(last.due_at),
            error: last.error,
        }),
        kind: channel.kind,
        name: channel.name,
        enabled: channel.enabled,
        events: channel.events,
        grace_minutes: channel.grace_minutes,
        throttled_hours: channel.throttled_hours,
        config: channel.config,
        created_at: channel.created_at,
        signing_secret: None,
    })
}

async fn one(state: &AppState, channel: Channel) -> ApiResult<ChannelView> {
    let names = state.control.channel_secret_names().await?;
    view(state, channel, &names).await
}

/// One channel.
#[utoipa::path(get, path = "/notifications/channels/{id}", tag = "notifications", operation_id = "show_channel",
    params(("id" = String, Path, description = "Id of the channel")), responses((status = 200, body = ChannelView)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<ChannelView>> {
    let channel = state.control.channel(id).await?;
    Ok(Json(one(&state, channel).await?))
}

/// A new channel.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewChannel)]
pub(super) struct Create {
    /// How it delivers.
    #[schema(value_type = ChannelKindWord)]
    kind: ChannelKind,
    /// Its settings.
    #[serde(flatten)]
    settings: Settings,
}

/// Settings of a channel; what is left out has its default, or stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChannelSettings)]
pub(super) struct Settings {
    /// Name, unique regardless of case, at most 80 characters.
    name: Option<String>,
    /// Whether it is used.
    enabled: Option<bool>,
    /// What it is told; everything when left out.
    #[schema(value_type = Option<Vec<NotificationEvent>>)]
    events: Option<Vec<Event>>,
    /// A failure that heals within this time is not told: 5 when left out.
    grace_minutes: Option<i64>,
    /// Hours of waiting for quota after which that is told: 6 when left out.
    throttled_hours: Option<i64>,
    /// webhook: `url`; slack: nothing; mail: `host`, `port`, `security` (`tls`, `starttls`, `none`), `username`, `from`,
    /// `to`.
    #[schema(value_type = Option<Object>)]
    config: Option<Value>,
    /// webhook: `secret` (`whsec_…`; made when left out); slack: `url`; mail: `password`. Stored encrypted, never shown;
    /// null removes one.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, Option<String>>)]
    secrets: Secrets,
}

impl From<Settings> for ChannelSettings {
    fn from(settings: Settings) -> Self {
        Self {
            name: settings.name,
            enabled: settings.enabled,
            events: settings.events,
            grace_minutes: settings.grace_minutes,
            throttled_hours: settings.throttled_hours,
            config: settings.config,
            secrets: settings.secrets.into_inner(),
        }
    }
}

/// Makes a channel.
#[utoipa::path(post, path = "/notifications/channels", tag = "notifications", operation_id = "create_channel",
    request_body = Create,
    responses((status = 201, body = ChannelView), (status = 409, description = "`conflict`: the name is taken")))]
pub(super) async fn create(
    State(state): State<AppState>,
    Body(body): Body<Create>,
) -> ApiResult<(StatusCode, Json<ChannelView>)> {
    let (new, made) = rules::new_channel(body.kind, body.settings.into())?;
    let channel = state.control.create_channel(new).await?;
    let view = ChannelView {
        signing_secret: made.map(|secret| secret.expose_secret().to_owned()),
        ..one(&state, channel).await?
    };
    Ok((StatusCode::CREATED, Json(view)))
}

/// Changes a channel.
#[utoipa::path(patch, path = "/notifications/channels/{id}", tag = "notifications", operation_id = "update_channel",
    params(("id" = String, Path, description = "Id of the channel")), request_body = Settings,
    responses((status = 200, body = ChannelView), (status = 409, description = "`conflict`: the name is taken")))]
pub(super) async fn update(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<Settings>,
) -> ApiResult<Json<ChannelView>> {
    let change = rules::changed_channel(&state.control, id, body.into()).await?;
    let channel = state.control.update_channel(id, change).await?;
    Ok(Json(one(&state, channel).await?))
}

/// Deletes a channel with what waits for it and its log.
#[utoipa::path(delete, path = "/notifications/channels/{id}", tag = "notifications", operation_id = "delete_channel",
    params(("id" = String, Path, description = "Id of the channel")),
    responses((status = 204, description = "it is gone")))]
pub(super) async fn delete(State(state): State<AppState>, Id(id): Id) -> ApiResult<StatusCode> {
    state.control.delete_channel(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a webhook channel a new secret, shown only here. The old one signs no more.
#[utoipa::path(post, path = "/notifications/channels/{id}/rotate", tag = "notifications",
    operation_id = "rotate_channel_secret",
    params(("id" = String, Path, description = "Id of the channel")),
    responses((status = 200, body = ChannelView), (status = 409, description = "`conflict`: it is no webhook")))]
pub(super) async fn rotate(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<ChannelView>> {
    let (change, made) = rules::rotated(&state.control, id).await?;
    let channel = state.control.update_channel(id, change).await?;
    Ok(Json(ChannelView {
        signing_secret: Some(made.expose_secret().to_owned()),
        ..one(&state, channel).await?
    }))
}

/// What a try showed.
#[derive(Serialize, ToSchema)]
pub(super) struct ChannelTest {
    /// Whether the receiver accepted it.
    ok: bool,
    /// What happened.
    message: String,
}

/// Sends a notification that says it is a test, and waits for the answer.
#[utoipa::path(post, path = "/notifications/channels/{id}/test", tag = "notifications", operation_id = "test_channel",
    params(("id" = String, Path, description = "Id of the channel")), responses((status = 200, body = ChannelTest)))]
pub(super) async fn test(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<ChannelTest>> {
    let channel = state.control.channel(id).await?;
    let now: Time = chrono::Utc::now().into();
    let notification = Notification {
        id: 0,
        channel: id,
        message_id: format!("test_{}_{}", id, now.0),
        event: Event::IntegrationFailed,
        integration: 0,
        integration_name: String::new(),
        integration_kind: String::new(),
        title: "a test".to_owned(),
        body: format!(
            "Notifications of Weir reach the channel `{}`. Nothing is wrong.",
            channel.name
        ),
        class: None,
        hint: None,
        status: OutboxStatus::Waiting,
        attempts: 0,
        created_at: now,
        due_at: now,
        sent_at: None,
        error: None,
    };
    let sent = state.runtime.send(&channel, &notification).await;
    Ok(Json(ChannelTest {
        ok: sent.is_ok(),
        message: sent
            .err()
            .unwrap_or_else(|| "the receiver accepted it".to_owned()),
    }))
}
