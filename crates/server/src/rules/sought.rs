//! What somebody who looks a thing up may mean by what they typed.

use serde::Serialize;
use utoipa::ToSchema;
use weir_lake::RawMatch;

/// Shortest beginning of a commit's hash that is looked for.
const SHORTEST_HASH: usize = 7;

/// One reading of what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Sought {
    /// `number` in a repository, `commit`, `name` of a repository, `key`, or `url` anywhere in a document.
    pub(crate) kind: &'static str,
    /// What is looked for.
    pub(crate) text: String,
    #[serde(skip)]
    pub(crate) how: RawMatch,
}

impl Sought {
    fn new(kind: &'static str, text: impl Into<String>, how: RawMatch) -> Self {
        Self {
            kind,
            text: text.into(),
            how,
        }
    }
}

/// The readings of a text, the surest first. They are tried until one finds something.
pub(crate) fn readings(text: &str) -> Vec<Sought> {
    let text = text.trim();
    let mut readings = Vec::new();
    if let Some((_, path)) = text.split_once("://") {
        readings.extend(in_url(path));
        readings.push(Sought::new("url", text, RawMatch::Mentions(text.to_owned())));
        return readings;
    }
    if let Some((place, number)) = text.rsplit_once(['#', '!']) {
        readings.extend(numbered(place, number));
    }
    if is_hash(text) {
        readings.push(Sought::new("commit", text, RawMatch::Tail(text.to_lowercase())));
    }
    readings.push(Sought::new("key", text, RawMatch::Key(text.to_owned())));
    if text.contains('/') {
        readings.push(Sought::new("name", text, RawMatch::Named(text.to_owned())));
    }
    let quoted = serde_json::Value::from(text).to_string();
    readings.push(Sought::new("key", text, RawMatch::Mentions(quoted)));
    readings
}

fn is_hash(text: &str) -> bool {
    (SHORTEST_HASH..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn numbered(place: &str, number: &str) -> Option<Sought> {
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !place.is_empty()).then(|| {
        let how = RawMatch::Numbered {
            partition: place.to_owned(),
            number: number.to_owned(),
        };
        Sought::new("number", format!("{place}#{number}"), how)
    })
}

/// What the paths of code hosts and trackers name.
fn in_url(path: &str) -> Vec<Sought> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path
        .split('/')
        .skip(1)
        .filter(|part| !part.is_empty() && *part != "-")
        .collect();
    let at = |words: &[&str]| {
        let found = parts.iter().position(|part| words.contains(part))?;
        Some((parts[..found].join("/"), *parts.get(found + 1)?))
    };
    let mut sought = Vec::new();
    if let Some((place, number)) = at(&["pull", "pulls", "issues", "merge_requests", "pull-requests"]) {
        sought.extend(numbered(&place, number));
    }
    if let Some((_, hash)) = at(&["commit", "commits"])
        && is_hash(hash)
    {
        sought.push(Sought::new("commit", hash, RawMatch::Tail(hash.to_lowercase())));
    }
    if let Some((_, key)) = at(&["browse"]) {
        sought.push(Sought::new("key", key, RawMatch::Key(key.to_owned())));
        let quoted = serde_json::Value::from(key).to_string();
        sought.push(Sought::new("key", key, RawMatch::Mentions(quoted)));
    }
    sought
}

#[cfg(test)]
mod tests {
    use super::readings;

    #[test]
    fn what_people_type_is_read_as_they_mean_it() {
        let first = |text: &str| {
            let readings = readings(text);
            format!("{} {}", readings[0].kind, readings[0].text)
        };
        for (text, expected) in [
            ("acme/web#12", "number acme/web#12"),
            ("acme/web!12", "number acme/web#12"),
            ("ABC-1", "key ABC-1"),
            ("0a1b2c3", "commit 0a1b2c3"),
            ("acme/web", "key acme/web"),
            ("https://github.com/acme/web/pull/12/files", "number acme/web#12"),
            (
                "https://gitlab.example/group/sub/web/-/merge_requests/5",
                "number group/sub/web#5",
            ),
            ("https://github.com/acme/web/commit/0a1b2c3d", "commit 0a1b2c3d"),
            ("https://acme.atlassian.net/browse/ABC-1", "key ABC-1"),
            ("https://example.com/a", "url https://example.com/a"),
        ] {
            assert_eq!(first(text), expected, "{text}");
        }
    }
}
