//! Deliveries of upstreams: checked, in the inbox before their sender is told so, and then dealt with.

mod inbox;
mod receive;
mod redelivery;
mod signature;
mod worker;

pub(crate) use inbox::Inbox;
pub(crate) use receive::receive;
pub use worker::deliveries;

/// Longest body that is taken. GitHub and Jira send no longer ones.
/// <https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap>
const LONGEST_BODY: usize = 25 << 20;

/// Days for which deliveries are kept after they were dealt with.
pub(crate) const RETENTION_DAYS: i64 = 30;
