//! The control store on a real database file.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod deletions;
mod integrations;
mod life;
mod notices;
mod opening;
mod progress;
mod secrets;
mod tasks;
mod webhooks;

use std::collections::BTreeMap;
use std::path::Path;

use secrecy::SecretString;
use serde_json::json;
use weir_control::{Control, Integration, NewIntegration};

/// 32 bytes of one value as base64 text.
const KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

async fn open(dir: &Path) -> Control {
    Control::open_with_key(dir, SecretString::from(KEY))
        .await
        .expect("control opens")
}

fn new(name: &str) -> NewIntegration {
    NewIntegration {
        kind: "github".to_owned(),
        name: name.to_owned(),
        description: String::new(),
        config: json!({"repositories": ["acme/*"]}),
        secrets: BTreeMap::new(),
    }
}

async fn integration(control: &Control, name: &str) -> Integration {
    control
        .create_integration(new(name))
        .await
        .expect("integration is made")
}
