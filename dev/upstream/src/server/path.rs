//! Paths as the published descriptions write them.

use std::collections::BTreeMap;

/// What stands in the `{name}`s of a pattern, without escapes; `None` when the path is another.
pub(crate) fn fits(pattern: &'static str, path: &str) -> Option<BTreeMap<&'static str, String>> {
    let mut names = BTreeMap::new();
    let mut parts = path.split('/');
    for wanted in pattern.split('/') {
        let part = parts.next()?;
        match wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) if !part.is_empty() => drop(names.insert(name, decoded(part))),
            None if wanted == part => {}
            _ => return None,
        }
    }
    parts.next().is_none().then_some(names)
}

/// A segment of a path without its escapes.
fn decoded(part: &str) -> String {
    let escaped = part.replace('+', "%2B");
    let pair = format!("x={escaped}");
    let mut found = url::form_urlencoded::parse(pair.as_bytes());
    found
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}
