use serde_json::Value;

use crate::key_text;

/// A thing that an event says has changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Touched {
    /// The stream that reads it.
    pub stream: &'static str,
    /// The partition it is in; `None` when the stream is run once.
    pub partition: Option<Spot>,
    /// Its natural key, as [`crate::Record::key`] gives it; `None` for whatever is new in the stream.
    pub key: Option<String>,
    /// Whether the upstream says that it is no more.
    pub gone: bool,
}

/// A partition as an event names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// [`crate::Partition::id`], when the event tells it.
    pub id: Option<String>,
    /// What people call it now: `owner/name`.
    pub name: String,
}

impl std::fmt::Display for Touched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.stream)?;
        if let Some(spot) = &self.partition {
            write!(f, " {}", spot.name)?;
        }
        if let Some(key) = &self.key {
            write!(f, " {key}")?;
        }
        f.write_str(if self.gone { " (gone)" } else { "" })
    }
}

/// What one kind of event touches.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Name of the event.
    pub event: &'static str,
    /// Stream that reads what it touches.
    pub stream: &'static str,
    /// JSON pointer to the natural key; empty for whatever is new in the stream.
    pub key: &'static str,
    /// Values of [`Where::action`] after which the thing is no more.
    pub gone: &'static [&'static str],
    /// When it holds.
    pub only: Only,
}

/// When a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Always.
    Always,
    /// When there is something at a JSON pointer.
    With(&'static str),
    /// When there is nothing.
    Without(&'static str),
}

/// Where deliveries of an upstream say what they are about.
#[derive(Clone, Copy, Debug)]
pub struct Where {
    /// JSON pointer to the id of the partition.
    pub id: &'static str,
    /// JSON pointer to the name of the partition; empty when the streams are run once. A delivery that should name
    /// one and does not touches nothing.
    pub name: &'static str,
    /// JSON pointer to what has happened.
    pub action: &'static str,
}

impl Rule {
    /// A rule without conditions.
    pub const fn of(event: &'static str, stream: &'static str, key: &'static str) -> Self {
        Self {
            event,
            stream,
            key,
            gone: &[],
            only: Only::Always,
        }
    }

    /// The actions after which the thing is no more.
    #[must_use]
    pub const fn gone(self, gone: &'static [&'static str]) -> Self {
        Self { gone, ..self }
    }

    /// The condition.
    #[must_use]
    pub const fn only(self, only: Only) -> Self {
        Self { only, ..self }
    }

    fn holds(&self, event: &str, body: &Value) -> bool {
        let there = |at: &str| body.pointer(at).is_some_and(|value| !value.is_null());
        self.event == event
            && match self.only {
                Only::Always => true,
                Only::With(at) => there(at),
                Only::Without(at) => !there(at),
            }
    }
}

/// What the rules say of an event.
pub fn touched(rules: &[Rule], place: &Where, event: &str, body: &Value) -> Vec<Touched> {
    let spot = text(body, place.name).map(|name| Spot {
        id: text(body, place.id),
        name,
    });
    if spot.is_none() && !place.name.is_empty() {
        return Vec::new();
    }
    let action = text(body, place.action).unwrap_or_default();
    let mut all: Vec<Touched> = Vec::new();
    for rule in rules.iter().filter(|rule| rule.holds(event, body)) {
        let key = text(body, rule.key);
        // A rule that names a key and finds none fits another kind of body.
        if key.is_none() && !rule.key.is_empty() {
            continue;
        }
        let one = Touched {
            stream: rule.stream,
            partition: spot.clone(),
            key,
            gone: rule.gone.contains(&action.as_str()),
        };
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// A text or a number at a JSON pointer.
fn text(body: &Value, at: &str) -> Option<String> {
    body.pointer(at).filter(|_| !at.is_empty()).and_then(key_text)
}
