//! Sends what waits in the outbox. A notification is written there in the transaction of what it tells; it is tried until
//! it is accepted, under the same id, so that nothing is lost when the program ends and receivers can drop what they
//! have seen.

use std::sync::Arc;
use std::time::Duration;

use weir_control::{Channel, Control, ControlError, Event, Notification, TaskStatus};
use weir_model::Time;
use weir_notify::{Integration, Message, SendError, Sender};

use super::supervisor::now;
use super::{Home, Supervisor};

/// How often it is looked whether something is due.
const TICK: Duration = Duration::from_secs(1);
/// How often it is looked whether an integration waits for quota, and the log is trimmed.
const WATCH: Duration = Duration::from_mins(1);
/// How long the log is kept.
const KEPT: Duration = Duration::from_hours(24 * 90);
/// Notifications that are sent at a time.
const MOST: u32 = 8;
const SECOND: i64 = 1_000_000;
/// Seconds until the next try, after each try.
/// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability>
const PAUSES: [i64; 9] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// Runs until dropped.
pub(super) async fn run(supervisor: Arc<Supervisor>) {
    let home = Arc::clone(supervisor.home());
    let mut watched: Option<tokio::time::Instant> = None;
    loop {
        if watched.is_none_or(|at| at.elapsed() >= WATCH) {
            watched = Some(tokio::time::Instant::now());
            if let Err(error) = watch(&home.control).await {
                tracing::error!(error = %error, "notifications could not be written: {error}");
            }
        }
        if let Err(error) = deliver(&home).await {
            tracing::error!(error = %error, "notifications could not be read: {error}");
        }
        tokio::time::sleep(TICK).await;
    }
}

/// Tries everything that is due, once. Returns how many were accepted.
pub(super) async fn deliver(home: &Home) -> Result<usize, ControlError> {
    let due = home.control.due_notifications(now(), MOST).await?;
    let sent = futures::future::join_all(due.iter().map(|notification| attempt(home, notification)));
    let sent = sent.await.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(sent.into_iter().filter(|accepted| *accepted).count())
}

async fn attempt(home: &Home, notification: &Notification) -> Result<bool, ControlError> {
    let control = &home.control;
    let channel = control.channel(notification.channel).await?;
    if !control.begin_notification(notification.id).await? {
        return Ok(false);
    }
    match try_once(control, &channel, notification).await {
        Ok(()) => {
            control.notification_sent(notification.id).await?;
            Ok(true)
        }
        Err(error) => {
            let next = next_try(&error, notification.attempts);
            tracing::warn!(
                channel.id = channel.id,
                "a notification was not accepted: {error}"
            );
            control
                .notification_failed(notification.id, &error.to_string(), next)
                .await?;
            Ok(false)
        }
    }
}

fn next_try(error: &SendError, attempts: i64) -> Option<Time> {
    let SendError::Later { after, .. } = error else {
        return None;
    };
    let pause = PAUSES.get(usize::try_from(attempts).ok()?)?;
    let asked = after.map_or(0, |after| i64::try_from(after.as_secs()).unwrap_or(0));
    // A receiver may ask for more time, but not for a week.
    let pause = (*pause).max(asked.min(86_400));
    Some(Time(now().0 + pause * SECOND))
}

/// Sends one notification now; the error is for people and holds no secret.
pub(super) async fn send(home: &Home, channel: &Channel, notification: &Notification) -> Result<(), String> {
    try_once(&home.control, channel, notification)
        .await
        .map_err(|error| error.to_string())
}

async fn try_once(
    control: &Control,
    channel: &Channel,
    notification: &Notification,
) -> Result<(), SendError> {
    let refused = |message: String| SendError::Refused { message };
    let secrets = control
        .channel_secrets(channel.id)
        .await
        .map_err(|error| SendError::Later {
            message: error.to_string(),
            after: None,
        })?;
    let ready = weir_notify::Channel::new(channel.kind.as_str(), &channel.config, &secrets)
        .map_err(|error| refused(error.message))?;
    Sender::new()?.send(&ready, &message(notification)).await
}

fn message(notification: &Notification) -> Message {
    Message {
        id: notification.message_id.clone(),
        at: notification.created_at,
        event: word(notification),
        integration: (notification.integration != 0).then(|| Integration {
            id: notification.integration.to_string(),
            name: notification.integration_name.clone(),
            kind: notification.integration_kind.clone(),
        }),
        title: notification.title.clone(),
        text: notification.body.clone(),
        class: notification.class.clone(),
        hint: notification.hint.clone(),
    }
}

/// The event as receivers know it.
fn word(notification: &Notification) -> String {
    if notification.integration == 0 {
        return "test".to_owned();
    }
    let word = match notification.event {
        Event::IntegrationFailed => "integration.failed",
        Event::IntegrationRecovered => "integration.recovered",
        Event::CredentialExpiring => "credential.expiring",
        Event::DeletionFinished => "deletion.finished",
        Event::Throttled => "integration.throttled",
    };
    word.to_owned()
}

/// Tells of integrations that wait for quota, and forgets what was told long ago.
async fn watch(control: &Control) -> Result<(), ControlError> {
    let ingested = control.last_ingested().await?;
    for (integration, task) in control.last_tasks().await? {
        if task.status == TaskStatus::Throttled {
            let since = ingested.get(&integration).copied().unwrap_or(task.started_at);
            control.tell_throttled(integration, since).await?;
        }
    }
    let kept = i64::try_from(KEPT.as_micros()).unwrap_or(i64::MAX);
    control.trim_notifications(Time(now().0 - kept)).await
}
