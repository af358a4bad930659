//! Versions of one product differ: what an older server does not know is taken out of a query, and asked no more.

mod text;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::{Call, Client};
use crate::board::Desk;
use crate::failure::Halt;

/// Things that are taken out of one query, one after the other, before it is given up.
const MOST: usize = 50;

/// Something in a query that the server does not know, or does not give to this credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lack {
    /// What people call it: `Issue.stateReason`.
    name: String,
    /// Line and column in the query, both from 1.
    at: (usize, usize),
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// A field, or a fragment on a type.
    Selection,
    /// An argument of a field.
    Argument(String),
    /// Some of these values; those of the type are asked for.
    Values { of: String, used: Vec<String> },
}

/// A query that a server has refused, as it takes it.
#[derive(Clone, Debug)]
struct Older {
    text: String,
    lacks: Vec<String>,
}

/// The queries of a host that it takes only with something left out.
#[derive(Debug, Default)]
pub(crate) struct Degraded(Mutex<HashMap<String, Older>>);

impl Degraded {
    fn is_empty(&self) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.is_empty()
    }

    fn find(&self, text: &str) -> Option<Older> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(text).cloned()
    }

    fn keep(&self, text: String, older: Older) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(text, older);
    }
}

/// What the errors of an answer say is lacking; `None` when there is any other error.
pub(super) fn lacks(errors: &[Value]) -> Option<Vec<Lack>> {
    errors.iter().map(lack).collect()
}

/// In the words of graphql-ruby, with which GitHub and GitLab answer:
/// <https://graphql-ruby.org/queries/executing_queries.html>.
fn lack(error: &Value) -> Option<Lack> {
    let number = |at: &str| error.pointer(at)?.as_u64()?.try_into().ok();
    let at = (number("/locations/0/line")?, number("/locations/0/column")?);
    // Names are in the same quotes as what is left out of these words.
    let message = error.get("message")?.as_str()?.replace("n't", "nt");
    let quoted: Vec<&str> = message.split('\'').skip(1).step_by(2).collect();
    let (name, kind) = match quoted.as_slice() {
        [field, kind, ..] if message.contains("doesnt exist on type") => {
            (format!("{kind}.{field}"), Kind::Selection)
        }
        [field, argument, ..] if message.contains("doesnt accept argument") => (
            format!("{field}({argument})"),
            Kind::Argument((*argument).to_owned()),
        ),
        [argument, field, kind] if message.contains("has an invalid value") => {
            let (_, given) = message.split_once('(')?;
            let given = given.split_once(')')?.0.trim_matches(['[', ']']);
            let used = given.split(',').map(|value| value.trim().to_owned()).collect();
            let of = kind.trim_matches(['[', ']', '!']).to_owned();
            (format!("{field}({argument})"), Kind::Values { of, used })
        }
        [field, ..] if message.contains("field requires one of the following scopes") => {
            ((*field).to_owned(), Kind::Selection)
        }
        _ if message.contains(" cant be spread inside ") => {
            let (kind, of) = message
                .strip_prefix("Fragment on ")?
                .split_once(" cant be spread inside ")?;
            (format!("{of}.{kind}"), Kind::Selection)
        }
        _ => {
            let kind = message.strip_prefix("No such type ")?.split([',', ' ']).next()?;
            (kind.to_owned(), Kind::Selection)
        }
    };
    Some(Lack { name, at, kind })
}

impl Client {
    /// The call with what the host is known to lack left out, which is counted; `None` when nothing is.
    pub(super) fn older(&self, call: &Call, desk: Desk<'_>) -> Option<Call> {
        // Most hosts refuse nothing: no body is read to find that out.
        if self.host.degraded.is_empty() {
            return None;
        }
        let (body, text) = query(call)?;
        let older = self.host.degraded.find(&text)?;
        for name in &older.lacks {
            say(name, desk);
        }
        Some(asking(call, body, older.text))
    }

    /// The call without what is lacking, which is kept for the next ones like it; `None` when that cannot be done.
    pub(super) async fn degrade(
        &self,
        asked: &Call,
        now: &Call,
        lacks: &[Lack],
        desk: Desk<'_>,
    ) -> Result<Option<Call>, Halt> {
        let (Some((_, original)), Some((body, text))) = (query(asked), query(now)) else {
            return Ok(None);
        };
        let mut known = self
            .host
            .degraded
            .find(&original)
            .map_or_else(Vec::new, |older| older.lacks);
        // One at a time: what goes with it moves the places of the others.
        let Some(lack) = lacks.first() else {
            return Ok(None);
        };
        let (text, name) = match &lack.kind {
            Kind::Selection => (
                text::without_selection(&text, lack.at.0, lack.at.1),
                lack.name.clone(),
            ),
            Kind::Argument(name) => (
                text::without_argument(&text, lack.at.0, lack.at.1, name),
                lack.name.clone(),
            ),
            Kind::Values { of, used } => {
                let gone = self.unknown(of, used, now, desk).await?;
                let changed = (!gone.is_empty()).then(|| text::without_words(&text, &gone));
                (changed, gone.join(", "))
            }
        };
        let Some(text) = text.filter(|_| known.len() < MOST) else {
            return Ok(None);
        };
        say(&name, desk);
        known.push(name);
        let older = Older {
            text: text.clone(),
            lacks: known,
        };
        self.host.degraded.keep(original, older);
        Ok(Some(asking(now, body, text)))
    }

    /// Those of the values that the host's type does not have.
    async fn unknown(
        &self,
        of: &str,
        used: &[String],
        call: &Call,
        desk: Desk<'_>,
    ) -> Result<Vec<String>, Halt> {
        let text = format!("query {{ __type(name: \"{of}\") {{ enumValues {{ name }} }} }}");
        let ask = Call {
            body: Some(json!({ "query": text }).to_string()),
            ..call.clone()
        };
        let answer = Box::pin(self.send(&ask, desk)).await?;
        let values = answer
            .json
            .pointer("/data/__type/enumValues")
            .and_then(Value::as_array);
        let known =
            |value: &String| values.is_some_and(|all| all.iter().any(|one| one["name"] == value.as_str()));
        Ok(used.iter().filter(|value| !known(value)).cloned().collect())
    }
}

/// The ingestion log says what is missing in how many answers.
fn say(name: &str, desk: Desk<'_>) {
    desk.skip(&format!("the upstream has no `{name}` for this credential"), 1);
}

/// The body of a GraphQL call and the query in it.
fn query(call: &Call) -> Option<(Value, String)> {
    let body: Value = serde_json::from_str(call.body.as_deref()?).ok()?;
    let text = body.get("query")?.as_str()?.to_owned();
    Some((body, text))
}

fn asking(call: &Call, mut body: Value, text: String) -> Call {
    body["query"] = text.into();
    Call {
        body: Some(body.to_string()),
        ..call.clone()
    }
}

#[cfg(test)]
mod tests;
