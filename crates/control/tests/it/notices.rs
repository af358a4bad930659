use std::collections::BTreeMap;

use serde_json::json;
use weir_control::{
    Channel, ChannelKind, Control, ControlError, Event, NewChannel, OutboxStatus, Outcome, TaskError,
    TaskKind, TaskStatus,
};
use weir_model::Time;

use crate::{integration, open};

const HOUR: i64 = 3_600_000_000;

fn webhook(name: &str, grace_minutes: i64, events: &[Event]) -> NewChannel {
    NewChannel {
        kind: ChannelKind::Webhook,
        name: name.to_owned(),
        enabled: true,
        events: events.to_vec(),
        grace_minutes,
        throttled_hours: 2,
        config: json!({"url": "https://example.com/hook"}),
        secrets: [("secret".to_owned(), Some("whsec_abc".into()))].into(),
    }
}

const HEALTH: [Event; 2] = [Event::IntegrationFailed, Event::IntegrationRecovered];

async fn channel(control: &Control, grace_minutes: i64, events: &[Event]) -> Channel {
    control
        .create_channel(webhook("ops", grace_minutes, events))
        .await
        .unwrap()
}

async fn finish(control: &Control, integration: i64, ok: bool) {
    let task = control
        .start_task(integration, TaskKind::Sync, None)
        .await
        .unwrap();
    let outcome = if ok {
        Outcome {
            status: TaskStatus::Succeeded,
            finished: task.started_at,
            streams: Vec::new(),
            error: None,
        }
    } else {
        let error = TaskError {
            class: "unauthorized".to_owned(),
            message: "the upstream refuses the credential".to_owned(),
            hint: "make a new one".to_owned(),
            stream: None,
            partition: None,
        };
        Outcome::failed(task.started_at, error)
    };
    control.finish_task(task.id, &outcome).await.unwrap();
}

async fn told(control: &Control) -> Vec<String> {
    let mut log = control.notifications(None, None, 100).await.unwrap();
    log.reverse();
    log.iter()
        .map(|one| format!("{} {} {}", one.event, one.status, one.title))
        .collect()
}

fn later() -> Time {
    Time(i64::from(u32::MAX) * 1_000_000)
}

#[tokio::test]
async fn a_failure_is_told_once_and_its_recovery_too() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let hub = integration(&control, "hub").await;
    channel(&control, 0, &HEALTH).await;
    finish(&control, hub.id, true).await;
    assert!(told(&control).await.is_empty(), "it never failed");
    for _ in 0..3 {
        finish(&control, hub.id, false).await;
    }
    let due = control.due_notifications(later(), 10).await.unwrap();
    assert_eq!(due.len(), 1, "{due:?}");
    let one = &due[0];
    assert_eq!(
        (one.class.as_deref(), one.hint.as_deref(), one.body.as_str()),
        (
            Some("unauthorized"),
            Some("make a new one"),
            "the upstream refuses the credential"
        )
    );
    assert!(control.begin_notification(one.id).await.unwrap());
    control.notification_sent(one.id).await.unwrap();
    finish(&control, hub.id, true).await;
    finish(&control, hub.id, true).await;
    assert_eq!(
        told(&control).await,
        [
            "integration_failed sent `hub` fails",
            "integration_recovered waiting `hub` works again"
        ]
    );
}

#[tokio::test]
async fn what_heals_within_the_grace_time_is_not_told() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let hub = integration(&control, "hub").await;
    channel(&control, 5, &HEALTH).await;
    for _ in 0..3 {
        finish(&control, hub.id, false).await;
        let now = control.task(1).await.unwrap().started_at;
        assert!(control.due_notifications(now, 10).await.unwrap().is_empty());
        finish(&control, hub.id, true).await;
    }
    assert!(control.due_notifications(later(), 10).await.unwrap().is_empty());
    let log = control.notifications(None, None, 10).await.unwrap();
    assert!(log.iter().all(|one| one.status == OutboxStatus::Healed) && log.len() == 3);

    // A failure that was told, and comes back within the grace time of its recovery, is not told again.
    finish(&control, hub.id, false).await;
    let one = control.due_notifications(later(), 10).await.unwrap().remove(0);
    control.begin_notification(one.id).await.unwrap();
    control.notification_sent(one.id).await.unwrap();
    finish(&control, hub.id, true).await;
    finish(&control, hub.id, false).await;
    assert!(control.due_notifications(later(), 10).await.unwrap().is_empty());
    finish(&control, hub.id, true).await;
    let due = control.due_notifications(later(), 10).await.unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].event, Event::IntegrationRecovered);
}

#[tokio::test]
async fn a_recovery_waits_for_its_failure_and_a_restart_keeps_both() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let hub = integration(&control, "hub").await;
    channel(&control, 0, &HEALTH).await;
    finish(&control, hub.id, false).await;
    let one = control.due_notifications(later(), 10).await.unwrap().remove(0);
    control.begin_notification(one.id).await.unwrap();
    control
        .notification_failed(one.id, "503", Some(Time(one.due_at.0 + HOUR)))
        .await
        .unwrap();
    // It may have arrived although no answer came: the recovery is told, after it.
    finish(&control, hub.id, true).await;
    control.close().await;
    let control = open(dir.path()).await;
    let now = Time(one.due_at.0 + HOUR / 2);
    assert!(control.due_notifications(now, 10).await.unwrap().is_empty());
    let due = control.due_notifications(later(), 10).await.unwrap();
    assert_eq!(
        (due.len(), &due[0].message_id),
        (1, &one.message_id),
        "the same id again"
    );
    assert_eq!((due[0].attempts, due[0].error.as_deref()), (1, Some("503")));
    control.notification_failed(one.id, "410", None).await.unwrap();
    let due = control.due_notifications(later(), 10).await.unwrap();
    assert_eq!(due[0].event, Event::IntegrationRecovered);
}

#[tokio::test]
async fn one_occasion_is_told_once_to_whoever_wants_it() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let hub = integration(&control, "hub").await;
    channel(
        &control,
        0,
        &[
            Event::CredentialExpiring,
            Event::Throttled,
            Event::DeletionFinished,
        ],
    )
    .await;
    let off = NewChannel {
        enabled: false,
        ..webhook("off", 0, &[Event::CredentialExpiring])
    };
    control.create_channel(off).await.unwrap();
    finish(&control, hub.id, false).await;
    let ends = Time::parse("2030-01-01").unwrap();
    for _ in 0..2 {
        control.tell_expiring(hub.id, "token", ends).await.unwrap();
    }
    let started = control.task(1).await.unwrap().started_at;
    control
        .tell_throttled(hub.id, Time(started.0 - HOUR))
        .await
        .unwrap();
    for _ in 0..2 {
        control
            .tell_throttled(hub.id, Time(started.0 - 3 * HOUR))
            .await
            .unwrap();
    }
    control.mark_deleting(hub.id).await.unwrap();
    control.delete_integration(hub.id).await.unwrap();
    let said = told(&control).await;
    assert_eq!(
        said,
        [
            "credential_expiring healed the token of `hub` ends on 2030-01-01T00:00:00Z",
            "throttled healed `hub` waits for quota",
            "deletion_finished waiting `hub` is deleted",
        ],
        "what waits for an integration that is gone is of no use"
    );
}

#[tokio::test]
async fn channels_have_sealed_secrets_and_rules() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let made = channel(&control, 5, &HEALTH).await;
    assert_eq!(
        control.channel_secret_names().await.unwrap(),
        BTreeMap::from([(made.id, vec!["secret".to_owned()])])
    );
    let bytes = std::fs::read(control.path()).unwrap();
    assert!(!bytes.windows(9).any(|window| window == b"whsec_abc"));
    assert!(matches!(
        control.create_channel(webhook("OPS", 5, &HEALTH)).await,
        Err(ControlError::Conflict { .. })
    ));
    for wrong in [
        webhook("", 5, &HEALTH),
        webhook("x", -1, &HEALTH),
        webhook("x", 9999, &HEALTH),
    ] {
        assert!(matches!(
            control.create_channel(wrong).await,
            Err(ControlError::Invalid { .. })
        ));
    }
    let removed = NewChannel {
        secrets: [("secret".to_owned(), None)].into(),
        ..webhook("renamed", 7, &[])
    };
    let changed = control.update_channel(made.id, removed).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.grace_minutes), ("renamed", 7));
    assert!(control.channel_secrets(made.id).await.unwrap().is_empty());
    control.delete_channel(made.id).await.unwrap();
    assert!(control.channels().await.unwrap().is_empty());
}
