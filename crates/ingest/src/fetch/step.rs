//! From one page of a REST list to the next, for every page style.

use reqwest::header::HeaderMap;
use serde_json::Value;
use url::Url;
use weir_connect::Page;

use crate::failure::Failure;

/// What the end of a page says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    End,
    Token(String),
    /// The upstream has more but does not answer it.
    OutOfReach,
}

/// The URL of the first page, or of the one at `token`.
pub(crate) fn first_url(page: Page, mut url: Url, token: Option<&str>) -> Url {
    let size = match page {
        Page::None => None,
        Page::Link { size }
        | Page::Number { size, .. }
        | Page::Offset { size, .. }
        | Page::Token { size, .. }
        | Page::NextUrl { size, .. } => Some(size),
    };
    if let Some((name, value)) = size.filter(|size| !size.0.is_empty()) {
        url.query_pairs_mut().append_pair(name, &value.to_string());
    }
    let position = match page {
        Page::Number { page, .. } => Some((page, token.unwrap_or("1"))),
        Page::Offset { offset, .. } => Some((offset, token.unwrap_or("0"))),
        Page::Token { param, .. } => token.map(|token| (param, token)),
        Page::None | Page::Link { .. } | Page::NextUrl { .. } => None,
    };
    if let Some((name, value)) = position {
        url.query_pairs_mut().append_pair(name, value);
    }
    url
}

/// Whether tokens of this style are whole URLs.
pub(super) const fn by_url(page: Page) -> bool {
    matches!(page, Page::Link { .. } | Page::NextUrl { .. })
}

/// Where to go on in a later run: lists that are counted have moved up by what was deleted meanwhile, so the page
/// before is read again.
pub(crate) fn rewind(page: Page, token: &str) -> Option<String> {
    let step = match page {
        Page::Number { .. } => 1,
        Page::Offset { size, .. } => u64::from(size.1),
        _ => return Some(token.to_owned()),
    };
    let back = token.parse::<u64>().ok()?.saturating_sub(step);
    Some(
        back.max(u64::from(matches!(page, Page::Number { .. })))
            .to_string(),
    )
}

/// The page after the one at `token`, which had `count` records.
pub(super) fn next(
    page: Page,
    token: Option<&str>,
    json: &Value,
    headers: &HeaderMap,
    count: usize,
) -> Result<Next, Failure> {
    let number = |default: u64| {
        token
            .and_then(|token| token.parse::<u64>().ok())
            .unwrap_or(default)
    };
    Ok(match page {
        Page::None => Next::End,
        Page::Link { .. } => match link(headers) {
            Some(url) => Next::Token(url),
            None => Next::End,
        },
        Page::Number { .. } if count == 0 => Next::End,
        Page::Number { .. } => Next::Token((number(1) + 1).to_string()),
        // An answer that says where it begins must begin where it was asked to: else the same page comes for ever.
        Page::Offset { offset, .. }
            if json
                .get(offset)
                .and_then(Value::as_u64)
                .is_some_and(|begin| begin != number(0)) =>
        {
            return Err(super::repeated(""));
        }
        Page::Offset { size, more, max, .. } => {
            // A list that hides records has short pages; reading a few again is better than leaving some out.
            let step = if count == 0 {
                u64::from(size.1)
            } else {
                count as u64
            };
            let following = number(0) + step;
            match more_at(json, more, following, count) {
                false => Next::End,
                true if following > u64::from(max) => Next::OutOfReach,
                true => Next::Token(following.to_string()),
            }
        }
        Page::Token { at, .. } | Page::NextUrl { at, .. } => match json.pointer(at) {
            Some(Value::String(text)) if !text.is_empty() => Next::Token(text.clone()),
            Some(Value::Number(number)) => Next::Token(number.to_string()),
            Some(Value::Array(_) | Value::Object(_) | Value::Bool(true)) => {
                return Err(Failure::malformed(
                    "",
                    format!("`{at}` is not a page token"),
                    "the API has changed",
                ));
            }
            _ => Next::End,
        },
    })
}

fn more_at(json: &Value, pointer: &str, following: u64, count: usize) -> bool {
    let (pointer, inverted) = match pointer.strip_prefix('!') {
        Some(pointer) => (pointer, true),
        None => (pointer, false),
    };
    let stated = (!pointer.is_empty()).then(|| json.pointer(pointer)).flatten();
    match stated {
        Some(Value::Bool(last)) if inverted => !*last,
        Some(Value::Bool(more)) => *more,
        Some(Value::Number(total)) => total.as_u64().is_some_and(|total| following < total),
        _ => count > 0,
    }
}

/// The target of `rel="next"` in a `Link` header.
pub(crate) fn link(headers: &HeaderMap) -> Option<String> {
    relation(headers, "next")
}

/// The target of a relation in a `Link` header (RFC 8288).
pub(crate) fn relation(headers: &HeaderMap, wanted: &str) -> Option<String> {
    headers
        .get_all("link")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(|value| {
            let mut rest = value;
            while let Some((_, after)) = rest.split_once('<') {
                let (target, parameters) = after.split_once('>')?;
                let end = parameters
                    .find(",<")
                    .or_else(|| parameters.find(", <"))
                    .unwrap_or(parameters.len());
                let is_wanted = parameters[..end].split(';').any(|parameter| {
                    let (name, relations) = parameter.split_once('=').unwrap_or_default();
                    let relations = relations.trim().trim_end_matches(',').trim_matches('"');
                    name.trim().eq_ignore_ascii_case("rel")
                        && relations.split_whitespace().any(|one| one == wanted)
                });
                if is_wanted {
                    return Some(target.to_owned());
                }
                rest = &parameters[end..];
            }
            None
        })
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, HeaderValue};
    use serde_json::json;
    use weir_connect::Page;

    use super::{Next, link, next, rewind};

    #[test]
    fn link_headers_are_read_as_rfc_8288_writes_them() {
        let read = |text| {
            let mut headers = HeaderMap::new();
            headers.insert("link", HeaderValue::from_static(text));
            link(&headers)
        };
        let next = Some("https://h/x?page=2&a=b,c".to_owned());
        assert_eq!(
            read(r#"<https://h/x?page=2&a=b,c>; rel="next", <https://h/x?page=9>; rel="last""#),
            next
        );
        assert_eq!(
            read(
                r#"<https://h/x?page=1>; rel="prev",<https://h/x?page=2&a=b,c>; title="x"; rel="last next""#
            ),
            next
        );
        assert_eq!(read("<https://h/x?page=2&a=b,c>; rel=next"), next);
        assert_eq!(read(r#"<https://h/x?page=1>; rel="prev""#), None);
    }

    #[test]
    fn offsets_end_where_the_upstream_says() {
        let page = |max| Page::Offset {
            offset: "o",
            size: ("s", 10),
            more: "/total",
            max,
        };
        let step = |page, token, total, count| {
            next(page, token, &json!({"total": total}), &HeaderMap::new(), count).unwrap()
        };
        assert_eq!(step(page(1000), None, 25, 10), Next::Token("10".into()));
        assert_eq!(step(page(1000), Some("10"), 25, 0), Next::Token("20".into()));
        assert_eq!(step(page(1000), Some("20"), 25, 5), Next::End);
        assert_eq!(step(page(15), Some("10"), 25, 10), Next::OutOfReach);
        let last = |last: bool| super::more_at(&json!({"isLast": last}), "!/isLast", 10, 10);
        assert_eq!((last(true), last(false)), (false, true));
        assert_eq!(rewind(page(1000), "20").as_deref(), Some("10"));
    }
}
