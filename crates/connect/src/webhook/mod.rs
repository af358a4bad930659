//! What an upstream sends by itself: how its deliveries are signed, and what they say has changed.

mod carried;
mod proof;
mod redelivery;
mod touched;

pub use carried::{Carried, Misfit, Pushed};
pub use proof::{Encoding, First, Hmac, Message, Proof, Replay};
pub use redelivery::{HookList, Redelivery};
pub use touched::{Only, Rule, Spot, Touched, Where, touched};

use serde_json::Value;

/// What is touched by an event of that name with that body. Pure, as [`crate::Record::map`] is.
pub type ReadEvent = fn(event: &str, body: &Value) -> Vec<Touched>;

/// Webhooks of an upstream: data only. A delivery is never taken for the truth, only for a hint to read again, unless
/// there is nobody to ask: see [`Carried`].
#[derive(Debug)]
pub struct Webhooks {
    /// The vendor's page.
    pub docs: &'static str,
    /// How to set them up, step by step, as plain text. `{url}` and `{secret}` stand for what is to be entered.
    pub steps: &'static [&'static str],
    /// The content type to choose, where the vendor gives a choice.
    pub content_type: Option<&'static str>,
    /// Who makes the secret.
    pub secret_from: SecretFrom,
    /// How a delivery shows that it is genuine. The first one whose header is there decides; a delivery without any
    /// is forged.
    pub proofs: &'static [Proof],
    /// Where the name of the event is.
    pub event: At,
    /// Where the id of the delivery is, the same when it is sent again. Without one, its bytes are its id.
    pub delivery: At,
    /// Events that should be switched on, and what each says.
    pub events: &'static [WebhookEvent],
    /// What an event touches.
    pub read: ReadEvent,
    /// A question that the upstream asks to see whether the address is right.
    pub challenge: Option<Challenge>,
    /// Events that come without signature, are answered, and are not kept: tries of a connection.
    pub unsigned: &'static [&'static str],
    /// How deliveries that failed are asked for again.
    pub redelivery: Option<&'static Redelivery>,
    /// What deliveries hold when they are themselves the records.
    pub carried: Option<&'static Carried>,
}

/// An event.
#[derive(Clone, Copy, Debug)]
pub struct WebhookEvent {
    /// Its name, as the vendor writes it.
    pub name: &'static str,
    /// What it says.
    pub doc: &'static str,
}

impl WebhookEvent {
    /// The event of that name.
    pub const fn new(name: &'static str, doc: &'static str) -> Self {
        Self { name, doc }
    }
}

/// Who makes the secret that deliveries are signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretFrom {
    /// Weir, and the user enters it upstream.
    Weir,
    /// The upstream, and the user enters it here.
    Vendor,
}

/// Where a text is in a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// In a header, by its name in lower case.
    Header(&'static str),
    /// In the body, by a JSON pointer.
    Body(&'static str),
    /// Nowhere.
    Nowhere,
}

/// A question that is answered with a text of its own body.
#[derive(Clone, Copy, Debug)]
pub struct Challenge {
    /// JSON pointer to the text by which the question is known, and that text.
    pub when: (&'static str, &'static str),
    /// JSON pointer to the text that is sent back.
    pub answer: &'static str,
}

#[cfg(test)]
mod tests;
