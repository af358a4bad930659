//! What Bitbucket sends by itself. Both deployments name the event in the same header and sign alike.

use serde_json::Value;
use weir_connect::{At, Proof, SecretFrom, Touched, WebhookEvent, Webhooks};

use super::{cloud, dc, joined};

pub(super) static WEBHOOKS: Webhooks = Webhooks {
    docs: "https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/",
    steps: &[
        "On Bitbucket Cloud, open the settings of the workspace (or of one repository), then Webhooks, Add webhook; on Data \
         Center, those of the project or of one repository, then Webhooks, Create webhook.",
        "URL: {url}",
        "Secret: {secret}. Without a secret Bitbucket does not sign its deliveries, and they are refused.",
        "Under Triggers choose from the full list, and switch on the events listed here.",
        "Leave Status on Active, then Save.",
    ],
    content_type: None,
    secret_from: SecretFrom::Weir,
    proofs: &[Proof::ATLASSIAN],
    event: At::Header("x-event-key"),
    delivery: At::Header("x-request-uuid"),
    events: &joined::<WebhookEvent, { cloud::EVENTS.len() + dc::EVENTS.len() }>(cloud::EVENTS, dc::EVENTS),
    read,
    challenge: None,
    // Data Center tries the address with it, without a signature.
    unsigned: &["diagnostics:ping"],
    redelivery: None,
    carried: None,
};

fn read(event: &str, body: &Value) -> Vec<Touched> {
    if cloud::EVENTS.iter().any(|known| known.name == event) {
        cloud::touched(event, body)
    } else {
        dc::touched(event, body)
    }
}
