//! Reads the members of a body, and says of one that does not do where it is and what to send.

use serde_json::{Map, Value};
use weir_connect::{Misfit, key_text};
use weir_model::Time;

/// An object of a body, and where it is.
pub(super) struct Fields<'a> {
    members: &'a Map<String, Value>,
    at: String,
}

impl<'a> Fields<'a> {
    /// An object. With `known`, it has no other members.
    pub(super) fn of(value: &'a Value, at: &str, known: Option<&[&str]>) -> Result<Self, Misfit> {
        let Some(members) = value.as_object() else {
            return Err(misfit(at.to_owned(), "must be an object"));
        };
        let fields = Self {
            members,
            at: at.to_owned(),
        };
        let stranger = known.and_then(|known| members.keys().find(|name| !known.contains(&name.as_str())));
        match stranger.zip(known) {
            Some((name, known)) => {
                let message = format!("is not known here: there are {}", known.join(", "));
                Err(fields.misfit(name, message))
            }
            None => Ok(fields),
        }
    }

    /// Where a member is.
    pub(super) fn path(&self, name: &str) -> String {
        format!("{}/{}", self.at, name.replace('~', "~0").replace('/', "~1"))
    }

    pub(super) fn misfit(&self, name: &str, message: impl Into<String>) -> Misfit {
        misfit(self.path(name), message)
    }

    /// A member; null is the same as none.
    pub(super) fn get(&self, name: &str) -> Option<&'a Value> {
        self.members.get(name).filter(|value| !value.is_null())
    }

    /// A text that is not empty; a number is one too.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Misfit> {
        let Some(value) = self.get(name).filter(|value| value.as_str() != Some("")) else {
            return Ok(None);
        };
        let text = key_text(value).map(|text| text.trim().to_owned());
        let text = text.ok_or_else(|| self.misfit(name, "must be a text"))?;
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    /// … that must be there.
    pub(super) fn needed(&self, name: &str, what: &str) -> Result<String, Misfit> {
        let text = self.text(name)?;
        text.ok_or_else(|| self.misfit(name, format!("is missing: send {what}")))
    }

    /// One of some words.
    pub(super) fn word(&self, name: &str, words: &[&str]) -> Result<Option<String>, Misfit> {
        let text = self.text(name)?;
        match text {
            Some(text) if !words.contains(&text.as_str()) => {
                Err(self.misfit(name, format!("must be one of {}", words.join(", "))))
            }
            text => Ok(text),
        }
    }

    pub(super) fn time(&self, name: &str) -> Result<Option<Time>, Misfit> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        let time = Time::parse(&text);
        time.map(Some)
            .ok_or_else(|| self.misfit(name, "must be a time such as 2026-02-03T04:05:06Z"))
    }

    pub(super) fn integer(&self, name: &str) -> Result<Option<i64>, Misfit> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let text = value.as_str().map(str::trim);
        let number = value.as_i64().or_else(|| text?.parse().ok());
        number
            .map(Some)
            .ok_or_else(|| self.misfit(name, "must be a whole number"))
    }

    pub(super) fn truth(&self, name: &str) -> Result<Option<bool>, Misfit> {
        let truth = |value: &Value| {
            value
                .as_bool()
                .ok_or_else(|| self.misfit(name, "must be true or false"))
        };
        self.get(name).map(truth).transpose()
    }

    /// The entries of a list, and where each is.
    pub(super) fn list(&self, name: &str) -> Result<Vec<(&'a Value, String)>, Misfit> {
        let Some(value) = self.get(name) else {
            return Ok(Vec::new());
        };
        let list = value
            .as_array()
            .ok_or_else(|| self.misfit(name, "must be a list"))?;
        let at = self.path(name);
        Ok(list
            .iter()
            .enumerate()
            .map(|(place, entry)| (entry, format!("{at}/{place}")))
            .collect())
    }

    /// The first text of a list of texts.
    pub(super) fn first_text(&self, name: &str) -> Result<Option<String>, Misfit> {
        let mut first = None;
        for (entry, at) in self.list(name)? {
            let text = entry.as_str().ok_or_else(|| misfit(at, "must be a text"))?;
            first = first.or_else(|| Some(text.to_owned()).filter(|text| !text.is_empty()));
        }
        Ok(first)
    }
}

pub(super) fn misfit(at: String, message: impl Into<String>) -> Misfit {
    Misfit {
        at,
        message: message.into(),
    }
}
