use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use weir_control::{Channel, Event, Notification};
use weir_model::Time;

use super::ApiResult;
use super::channels::NotificationEvent;
use super::deletions::Named;
use super::extract::Query;
use super::list::List;
use crate::AppState;
use crate::rules;

/// Which part of the log.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct LogPage {
    /// Only of this channel.
    channel: Option<String>,
    /// Entries on the page, at most 200.
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// A notification.
#[derive(Serialize, ToSchema)]
#[schema(as = Notification)]
pub(super) struct NotificationView {
    /// Its id.
    id: String,
    /// Where it goes.
    channel: Named,
    /// What happened.
    #[schema(value_type = NotificationEvent)]
    event: Event,
    /// To which integration, by its name at that time.
    integration: Named,
    /// One line.
    title: String,
    /// What happened, for people.
    text: String,
    /// `waiting`, `sent`, `failed`, or `healed`: over before its time came.
    status: String,
    /// How often it was tried.
    attempts: i64,
    /// When it happened.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it is sent, or tried again.
    #[schema(value_type = String, format = DateTime)]
    due_at: Time,
    /// When it was accepted.
    #[schema(value_type = Option<String>, format = DateTime)]
    sent_at: Option<Time>,
    /// Why the last try failed.
    error: Option<String>,
}

/// The notifications of 90 days, newest first.
#[utoipa::path(get, path = "/notifications/log", tag = "notifications", operation_id = "list_notifications",
    params(LogPage), responses((status = 200, body = List<NotificationView>)))]
pub(super) async fn log(
    State(state): State<AppState>,
    Query(page): Query<LogPage>,
) -> ApiResult<Json<List<NotificationView>>> {
    let channel = page
        .channel
        .as_deref()
        .map(|id| rules::id("channel", id))
        .transpose()?;
    let after = page
        .after
        .as_deref()
        .map(|id| rules::id("page", id))
        .transpose()?;
    let limit = page.limit.unwrap_or(50).clamp(1, 200);
    let channels: BTreeMap<i64, Channel> = state
        .control
        .channels()
        .await?
        .into_iter()
        .map(|channel| (channel.id, channel))
        .collect();
    let found = state.control.notifications(channel, after, limit + 1).await?;
    let more = found.len() > limit as usize;
    let items: Vec<NotificationView> = found
        .into_iter()
        .take(limit as usize)
        .map(|notification| view(notification, &channels))
        .collect();
    let total = state.control.count_notifications(channel).await?;
    Ok(Json(List {
        next: items.last().filter(|_| more).map(|last| last.id.clone()),
        total: u64::try_from(total).unwrap_or(0),
        items,
    }))
}

fn view(notification: Notification, channels: &BTreeMap<i64, Channel>) -> NotificationView {
    let channel = channels.get(&notification.channel);
    NotificationView {
        id: notification.id.to_string(),
        channel: Named {
            id: notification.channel.to_string(),
            name: channel.map(|channel| channel.name.clone()).unwrap_or_default(),
            kind: channel
                .map(|channel| channel.kind.to_string())
                .unwrap_or_default(),
        },
        event: notification.event,
        integration: Named {
            id: notification.integration.to_string(),
            name: notification.integration_name,
            kind: notification.integration_kind,
        },
        title: notification.title,
        text: notification.body,
        status: notification.status.to_string(),
        attempts: notification.attempts,
        created_at: notification.created_at,
        due_at: notification.due_at,
        sent_at: notification.sent_at,
        error: notification.error,
    }
}
