use std::collections::{BTreeMap, BTreeSet};

use secrecy::ExposeSecret as _;
use weir_control::{Control, ControlError, DeliveryFilter, DeliveryState, Incoming, Packed, Received};
use weir_model::Time;

use crate::{integration, open};

fn delivery(integration: i64, id: &str) -> Incoming {
    Incoming {
        integration,
        delivery_id: id.to_owned(),
        event: "push".to_owned(),
        received_at: chrono::Utc::now().into(),
        body: Packed::new(format!("{{\"id\": \"{id}\"}}").as_bytes()),
    }
}

async fn receive(control: &Control, deliveries: &[Incoming]) -> Vec<Received> {
    control
        .receive(deliveries, &BTreeMap::new())
        .await
        .expect("deliveries are stored")
}

#[tokio::test]
async fn a_secret_is_sealed_changed_and_taken_away() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    assert!(control.webhook(id).await.unwrap().is_none());
    let first = control.set_webhook_secret(id, None).await.unwrap();
    assert!(first.secret.expose_secret().starts_with("whsec_") && first.previous_until.is_none());
    let second = control
        .set_webhook_secret(id, Some("made upstream".into()))
        .await
        .unwrap();
    assert_eq!(first.path_token, second.path_token, "the address stays");
    let stored = control.webhook(id).await.unwrap().unwrap();
    assert_eq!(stored.secret.expose_secret(), "made upstream");
    let (previous, until) = stored.previous.clone().unwrap();
    assert_eq!(previous.expose_secret(), first.secret.expose_secret());
    assert_eq!(Some(until), second.previous_until);
    assert!(!format!("{stored:?}{first:?}").contains("made upstream"));
    assert!(control.set_webhook_secret(id, Some(" ".into())).await.is_err());

    let bytes = std::fs::read(control.path()).unwrap();
    assert!(!bytes.windows(13).any(|window| window == b"made upstream"));
    control.delete_webhook(id).await.unwrap();
    assert!(control.webhook(id).await.unwrap().is_none());
    control.mark_deleting(id).await.unwrap();
    let refused = control.set_webhook_secret(id, None).await;
    assert!(
        matches!(refused, Err(ControlError::Conflict { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_delivery_is_kept_once() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    let other = integration(&control, "other").await.id;
    let sent = [
        delivery(id, "a"),
        delivery(id, "b"),
        delivery(id, "a"),
        delivery(other, "a"),
    ];
    let accepted = Received::Accepted;
    assert_eq!(
        receive(&control, &sent).await,
        [accepted, accepted, Received::Duplicate, accepted]
    );
    assert_eq!(receive(&control, &sent[..1]).await, [Received::Duplicate]);
    let refused = BTreeMap::from([((id, Received::Forged), 3)]);
    control.receive(&[], &refused).await.unwrap();
    let counted = control.delivery_results(id).await.unwrap();
    assert_eq!(
        counted,
        [(accepted, 2), (Received::Duplicate, 2), (Received::Forged, 3)].into()
    );
    assert_eq!(
        control
            .has_deliveries(id, &["a".to_owned(), "x".to_owned()])
            .await
            .unwrap(),
        BTreeSet::from(["a".to_owned()])
    );

    control.delete_integration(other).await.unwrap();
    assert_eq!(
        receive(&control, &[delivery(other, "z")]).await,
        [Received::Duplicate],
        "nobody asks for it"
    );
    assert_eq!(
        control
            .count_deliveries(other, &DeliveryFilter::default())
            .await
            .unwrap(),
        0
    );
}

#[tokio::test]
async fn a_delivery_is_dealt_with_once_whatever_ends_in_between() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    let other = integration(&control, "other").await.id;
    receive(
        &control,
        &[delivery(id, "a"), delivery(id, "b"), delivery(other, "a")],
    )
    .await;
    control.close().await;
    let control = open(dir.path()).await;
    assert_eq!(
        control.integrations_with_due_deliveries().await.unwrap(),
        [id, other]
    );
    let due = control.due_deliveries(id, 100, 1 << 20).await.unwrap();
    let bodies: Vec<&str> = due
        .iter()
        .map(|one| std::str::from_utf8(&one.body).unwrap())
        .collect();
    assert_eq!(bodies, ["{\"id\": \"a\"}", "{\"id\": \"b\"}"]);
    assert_eq!(
        control.due_deliveries(id, 100, 5).await.unwrap().len(),
        1,
        "no more than fits"
    );
    assert_eq!(control.due_deliveries(id, 1, 1 << 20).await.unwrap().len(), 1);

    control
        .finish_deliveries(&[(due[0].id, vec!["commits acme/web".to_owned()])])
        .await
        .unwrap();
    let later = Time(Time::from(chrono::Utc::now()).0 + 60_000_000);
    control
        .fail_deliveries(&[(due[1].id, Some(later))], "no answer")
        .await
        .unwrap();
    assert!(control.due_deliveries(id, 100, 1 << 20).await.unwrap().is_empty());
    assert_eq!(control.integrations_with_due_deliveries().await.unwrap(), [other]);
    let all = control
        .deliveries(id, &DeliveryFilter::default(), None, 10)
        .await
        .unwrap();
    assert_eq!(
        (all[0].state, all[0].attempts, all[0].next_at),
        (DeliveryState::Pending, 1, Some(later))
    );
    assert_eq!(all[0].error.as_deref(), Some("no answer"));
    assert_eq!((all[1].state, all[1].touched.len()), (DeliveryState::Done, 1));
    control
        .fail_deliveries(&[(due[1].id, None)], "no answer")
        .await
        .unwrap();
    let failed = DeliveryFilter {
        state: Some(DeliveryState::Failed),
        event: Some("push".to_owned()),
    };
    assert_eq!(control.count_deliveries(id, &failed).await.unwrap(), 1);
    assert_eq!(
        control.deliveries(id, &failed, None, 10).await.unwrap()[0].next_at,
        None
    );

    let now = Time(Time::from(chrono::Utc::now()).0 + 1);
    assert_eq!(
        control.trim_deliveries(now).await.unwrap(),
        2,
        "what is pending stays"
    );
    assert_eq!(
        control
            .count_deliveries(other, &DeliveryFilter::default())
            .await
            .unwrap(),
        1
    );
}

#[tokio::test]
async fn bodies_of_any_size_come_back_as_they_were() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    let large: Vec<u8> = (0..3_000_000_u64)
        .map(|n| u8::try_from(n * n % 251).unwrap())
        .collect();
    for (name, body) in [("empty", &[][..]), ("large", &large)] {
        let sent = Incoming {
            body: Packed::new(body),
            ..delivery(id, name)
        };
        receive(&control, &[sent]).await;
    }
    let due = control.due_deliveries(id, 10, 1 << 30).await.unwrap();
    assert!(due[0].body.is_empty() && due[1].body == large);
}
