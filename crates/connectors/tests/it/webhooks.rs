//! What must hold for the webhooks of every connector.

use serde_json::Value;
use weir_connect::{Connector, Hmac, Message, Proof};
use weir_connectors::ALL;

/// What a delivery touches, as text; each of a stream that there is.
pub(crate) fn touched(connector: &Connector, event: &str, body: &Value) -> Vec<String> {
    let all = (connector.webhooks.unwrap().read)(event, body);
    for one in &all {
        assert!(connector.stream(one.stream).is_some(), "{one}: no such stream");
    }
    all.iter().map(ToString::to_string).collect()
}

#[test]
fn webhooks_are_described_and_signed() {
    for connector in ALL {
        let Some(webhooks) = connector.webhooks else {
            continue;
        };
        let id = connector.id;
        assert!(webhooks.docs.starts_with("https://"), "{id}: no reference page");
        assert!(!webhooks.proofs.is_empty(), "{id}: anybody could send deliveries");
        assert!(!webhooks.events.is_empty(), "{id}: no events");
        for (place, event) in webhooks.events.iter().enumerate() {
            assert!(event.doc.ends_with('.'), "{id}: {} needs a sentence", event.name);
            let first = webhooks.events.iter().position(|other| other.name == event.name);
            assert_eq!(first, Some(place), "{id}: {} twice", event.name);
        }
        let steps = webhooks.steps.join("\n");
        assert!(
            steps.contains("{url}"),
            "{id}: the steps do not say where the address goes"
        );
        for proof in webhooks.proofs {
            assert_eq!(proof.header(), proof.header().to_lowercase(), "{id}");
            if let Proof::Hmac(Hmac {
                message: Message::Stamped { .. },
                replay,
                ..
            }) = proof
            {
                assert!(replay.is_some(), "{id}: a stamp that nobody looks at");
            }
        }
        // Whatever comes must be read: nothing, of bodies that fit nothing.
        for event in webhooks
            .events
            .iter()
            .map(|event| event.name)
            .chain(["", "nothing"])
        {
            for body in ["{}", "[]", "null", "3", r#"{"repository": 3, "action": {}}"#] {
                let body = serde_json::from_str(body).unwrap();
                assert_eq!((webhooks.read)(event, &body), [], "{id}: {event}");
            }
        }
    }
}
