//! Real receivers on loopback: one that checks signatures, one shaped like Slack's, and a mail server.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod hooks;
mod letters;

use std::collections::BTreeMap;

use secrecy::SecretString;
use weir_model::Time;
use weir_notify::{Integration, Message};

fn message() -> Message {
    Message {
        id: "msg_1".to_owned(),
        at: Time::parse("2026-01-02T03:04:05Z").unwrap(),
        event: "integration.failed".to_owned(),
        integration: Some(Integration {
            id: "3".to_owned(),
            name: "Hub & <co>".to_owned(),
            kind: "github".to_owned(),
        }),
        title: "`Hub & <co>` fails".to_owned(),
        text: "the upstream refuses the credential (401): Zugang gesperrt für acme".to_owned(),
        class: Some("unauthorized".to_owned()),
        hint: Some("make a new one".to_owned()),
    }
}

fn secrets(pairs: &[(&str, &str)]) -> BTreeMap<String, SecretString> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), SecretString::from(*value)))
        .collect()
}
