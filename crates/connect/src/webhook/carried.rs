use serde_json::Value;

/// Deliveries that are themselves the records, of an upstream that nobody can ask. Pure, as [`crate::Record::map`] is.
#[derive(Debug)]
pub struct Carried {
    /// Longest body in bytes.
    pub longest_body: usize,
    /// The name of the event that a body is, as in [`crate::Webhooks::events`].
    pub name: fn(body: &Value) -> &'static str,
    /// Takes a body apart.
    pub read: fn(body: &Value) -> Result<Vec<Pushed>, Misfit>,
    /// What is known of a record, and what has come after: the record now. Events come late, twice and in any order;
    /// the result must not depend on it.
    pub merge: fn(known: Value, new: Value) -> Value,
}

/// A record, or a part of one, as a delivery holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pushed {
    /// The stream that maps it.
    pub stream: &'static str,
    /// Its natural key, as [`crate::Record::key`] gives it.
    pub key: String,
    /// What the stream reads.
    pub document: Value,
}

/// Why a body cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// JSON pointer to the value.
    pub at: String,
    /// What is wrong with it, and what to send: "must be a text".
    pub message: String,
}

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.at.as_str() {
            "" => write!(f, "the event {}", self.message),
            at => write!(f, "`{at}` {}", self.message),
        }
    }
}
