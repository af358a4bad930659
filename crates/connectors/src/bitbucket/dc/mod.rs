//! Bitbucket Data Center: what it adds to the connector. There is nothing yet, and the configuration does not offer it.

use serde_json::Value;
use weir_connect::{AuthMethod, Budget, Check, Cost, ErrorRule, Load, Stream, Touched, WebhookEvent};

pub(super) const AUTH: &[AuthMethod] = &[];

/// What Data Center allows, its administrators decide.
pub(super) const BUDGET: Budget = Budget {
    buckets: &[],
    headers: None,
    concurrency: 4,
    server_seconds_per_minute: None,
    penalty_seconds: 30,
    docs: "https://confluence.atlassian.com/bitbucketserver/improving-instance-stability-with-rate-limiting-976171954.html",
};

pub(super) const CHECKS: &[Check] = &[];

/// They come before those of Cloud.
pub(super) const ERRORS: &[ErrorRule] = &[];

pub(super) const STREAMS: &[Stream] = &[];

/// Events whose names Cloud does not have.
pub(super) const EVENTS: &[WebhookEvent] = &[];

/// What such an event touches.
pub(super) fn touched(_: &str, _: &Value) -> Vec<Touched> {
    Vec::new()
}

pub(super) fn plan(_: &Load) -> Cost {
    Cost::default()
}
